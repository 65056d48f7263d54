"""A link of ours taken out of its page: the page as it was, to the byte, where nobody has edited it; else our link alone."""

from dataclasses import dataclass

from layers.boundary.store import JournalEntry
from layers.boundary.wordpress import WordPress
from layers.nouns import Link, Post
from layers.publishing import contains_link, remove


@dataclass(frozen=True)
class Line:
    """What became of one change, as the operator reads it. Not `done`: it still stands."""

    text: str
    done: bool = True


def taken_out(wordpress: WordPress, entry: JournalEntry, page: Post, link: Link | None) -> Line:
    """Take back what an entry wrote into the text of `page`, as it stands now. `link` is the one that it set, None where none is known.

    Raises ChangedMeanwhileError, WordPressRefusedError.
    """
    if page.content == entry.after:
        wordpress.update_content(page.id, page.content, entry.before, page.type)
        return Line(f"{page.url}: as it was, to the byte")
    if link is None or not contains_link(page.content, link.target):
        return Line(f"{page.url}: our link was gone already")
    content = without(page.content, link)
    if content == page.content:
        return Line(f"{page.url}: somebody changed our link to {link.target}; it stays", done=False)
    wordpress.update_content(page.id, page.content, content, page.type)
    return Line(f"{page.url}: our link is out; what a person wrote since stays")


def without(content: str, link: Link) -> str:
    """The content without the link, and without the sentence that was written for it; a person's link to the same page stays."""
    added, within = (link.sentence, "") if link.added else ("", link.sentence)
    return remove(content, link.target, link.anchor, added, within)
