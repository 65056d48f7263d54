"""Whether a site kept a text, and whether a page shows it: entities, white space and typography are not differences."""

import html

from layers import urls

TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def words(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def kept(sent: str, stored: str) -> bool:
    """Whether a stored text is the one that was sent.

    Plugins keep `5 < 6` as `5 &lt; 6` and print it right, so one layer of entities is no difference; two would be seen.
    """
    read = words(html.unescape(stored))
    return read in (words(sent), words(html.unescape(sent)))


def shown(sent: str, read: str) -> bool:
    """Whether a page, its entities already read, shows the text. WordPress sets typographic quotes and dashes."""
    return words(sent).translate(TYPOGRAPHY) == words(read).translate(TYPOGRAPHY)


def same_url(sent: str, found: str) -> bool:
    """Whether two addresses lead to the same place. Plugins print http for https where the site itself has http."""
    ours, theirs = urls.split(html.unescape(sent.strip())), urls.split(html.unescape(found.strip()))
    if ours is None or theirs is None:
        return sent.strip() == found.strip()
    return (ours.netloc.lower(), ours.path or "/", ours.query) == (
        theirs.netloc.lower(),
        theirs.path or "/",
        theirs.query,
    )


def short(text: str) -> str:
    """A text as it stands in a message."""
    line = words(text)
    return line if len(line) <= 60 else f"{line[:57]}..."
