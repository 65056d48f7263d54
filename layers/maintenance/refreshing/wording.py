"""New words as HTML that WordPress keeps: cited by number, with every link that stays where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from layers.maintenance.fixing import markup as fragments
from layers.maintenance.refreshing.outline import Outline
from layers.nouns import Evidence, Kept, NewSection, Source
from layers.publishing.insert import is_bounded
from layers.publishing.labels import Labels
from layers.publishing.markup import Citations, address, escaped, rendered, words
from layers.publishing.scanner import Kind, pieces

TEMPLATE = "blocks/refresh.html.j2"
SOURCES = '<ol class="wp-block-list masthead-sources">'
PARTED = "\n\n"


class RenderBlock(Protocol):
    """`Templates.render_block`."""

    def __call__(self, name: str, block: str, **values: object) -> str: ...


@dataclass(frozen=True)
class Shown:
    """A new section as the template takes it."""

    heading: Markup
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True)
class ShownSource:
    url: Markup
    title: Markup
    publisher: Markup
    read_on: str


@dataclass(frozen=True)
class Sources:
    """The numbers that citations get: those of the post's own list go on, and `new` are what is added to it."""

    citations: Citations
    new: tuple[Evidence, ...]


def sources(content: str, cited: Sequence[Evidence]) -> Sources:
    """Number the cited documents behind those that the post lists already."""
    listed = listed_urls(content)
    new = tuple(document for document in cited if document.url not in listed)
    numbers = {url: number for number, url in enumerate([*listed, *(document.url for document in new)], 1)}
    return Sources(Citations("", {document.id: (numbers[document.url], _source(document)) for document in cited}), new)


def listed_urls(content: str) -> list[str]:
    """The addresses of the list of sources that Masthead made, one for each entry; empty for one without a link."""
    start = content.find(SOURCES)
    if start < 0:
        return []
    items = content[start : content.find("</ol>", start)].split("<li>")[1:]
    return [next((fragments.href(link.text) for link in fragments.links(item)), "") for item in items]


def _source(document: Evidence) -> Source:
    return Source(
        id=document.id, url=document.url, title=document.title, publisher=document.publisher,
        read_on=document.read_at.date().isoformat(),
    )  # fmt: skip


def sentence(text: str, citations: Citations, keep: Sequence[Kept]) -> Markup | None:
    """A new sentence with the links that stay; None where one of them finds no place."""
    done = rendered(text, citations)
    for kept in keep:
        at = _place(done, str(escaped(kept.words)))
        if at < 0:
            return None
        end = at + len(escaped(kept.words))
        done = Markup(f"{done[:at]}{kept.markup}{done[end:]}")  # noqa: S704 - the markup is the post's own, as it stood
    return done


def _place(html: str, wanted: str) -> int:
    """Where words stand by themselves, outside tags and other links; -1 where they do not."""
    links = 0
    for piece in pieces(html):
        if piece.name == "a":
            links += 1 if piece.kind is Kind.TAG else -1
        if piece.kind is Kind.TEXT and not links and wanted:
            at = html.find(wanted, piece.start, piece.end)
            while at >= 0 and not is_bounded(html, at, at + len(wanted)):
                at = html.find(wanted, at + 1, piece.end)
            if at >= 0:
                return at
    return -1


def section(render: RenderBlock, given: NewSection, citations: Citations) -> str:
    shown = Shown(words(given.heading), tuple(rendered(text, citations) for text in given.paragraphs))
    return render(TEMPLATE, "section", section=shown).strip()


def source_items(render: RenderBlock, labels: Labels, new: Sequence[Evidence]) -> str:
    shown = [
        ShownSource(
            address(document.url), escaped(document.title or document.url), escaped(document.publisher),
            document.read_at.date().isoformat(),
        ) for document in new
    ]  # fmt: skip
    return render(TEMPLATE, "items", sources=shown, read_on=labels.read_on).strip()


def source_list(render: RenderBlock, labels: Labels, items: str) -> str:
    safe = Markup(items)  # noqa: S704 - rendered by the same template, escaped there
    return render(TEMPLATE, "sources", heading=escaped(labels.sources), items=safe).strip()


def note(render: RenderBlock, text: str) -> str:
    return render(TEMPLATE, "note", note=escaped(text)).strip()


def gone(inner: str, labels: Labels) -> str:
    """The words of a link whose page is gone, without the link and marked so."""
    return f"{inner} ({escaped(labels.gone)})"


def headings(found: Outline) -> list[str]:
    return [part.heading for part in found.parts if part.heading]
