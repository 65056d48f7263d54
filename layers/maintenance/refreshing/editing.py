"""The edits of one refresh: fragments of the raw content that are exchanged, everything else stays to the byte."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from layers import prose
from layers.maintenance.fixing import markup
from layers.maintenance.fixing.fragments import composed as compose_fragments
from layers.maintenance.fixing.scene import Said, exchanged, numbered, priced, replaced
from layers.maintenance.reading import page as read_record
from layers.maintenance.refreshing import structured, substance, wording
from layers.maintenance.refreshing.judging import cited
from layers.maintenance.refreshing.outline import OURS, SCHEMA, Outline
from layers.maintenance.refreshing.structured import Telling, stamp
from layers.maintenance.refreshing.wording import PARTED, RenderBlock, Sources
from layers.nouns import Evidence, Finding, Fix, Page, RefreshBrief, Refreshed, Site
from layers.publishing.labels import Labels, labels_for
from layers.publishing.scanner import Kind, pieces

CHECK = "refresh"
SCHEMA_FIELD = "meta.masthead_schema"  # where the companion keeps the JSON-LD of a post
RISK = "readers see it from then on"
UNSEEN_RISK = "search engines read it; readers see nothing of it"
LISTED = "the sources of the new sentences"


@dataclass(frozen=True)
class Edit:
    """What stands from `start` to `end` becomes `after`; where nothing does, `after` is put in."""

    start: int
    end: int
    after: str
    reason: str
    by_model: bool = False
    risk: str = RISK


@dataclass(frozen=True)
class Subject:
    """The post, taken apart, and how pieces of it are rendered. `schema` is its JSON-LD where that is no part of the content."""

    site: Site
    page: Page
    found: Outline
    render: RenderBlock
    schema: str = ""

    @property
    def content(self) -> str:
        return self.page.content

    @property
    def labels(self) -> Labels:
        return labels_for(self.site.language)


@dataclass(frozen=True)
class Composed:
    """The fixes of a refresh. `share` is the part of the visible words that differ; `told`: readers are told of it."""

    fixes: tuple[Fix, ...]
    share: float = 0.0
    told: bool = False


def composed(subject: Subject, made: RefreshBrief, answer: Refreshed, at: datetime, usd: Decimal) -> Composed:
    """Turn the answer into fixes: new words, dead links taken out, and where that is of substance a note and a date.

    What is listed as a source is no substance: it says nothing new to a reader.
    """
    answer = _placeable(subject, made, answer)
    sources = wording.sources(subject.content, cited(answer, made.evidence))
    edits = list(_edits(subject, made, answer, sources))
    if not edits:
        return Composed(())
    after = applied(subject.content, edits)
    share = substance.changed_share(subject.page.text, visible(after))
    told = share >= subject.site.refresh.substance_share
    telling = Telling(at, prose.word_count(visible(after)) - subject.page.words) if told else None
    dead = {each.url for each in made.dead}
    edits += _note(subject, made, after, at) if told else ()
    edits += _listed(subject, sources.new)
    edits += _in_block(subject, dead, sources.new, telling)
    fixes = [*_fixes(subject, _merged(edits), usd), *_in_field(subject, dead, sources.new, telling)]
    return Composed(numbered(iter(fixes)), share, told)


def applied(content: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(_merged(edits), key=lambda each: each.start, reverse=True):
        start, before, after = fragment(content, edit)
        content = content[:start] + after + content[start + len(before) :]
    return content


def applied_to(content: str, fixes: Sequence[Fix]) -> str:
    """The content with these fixes in it."""
    return compose_fragments(content, [fix for fix in fixes if fix.field == "content"]).text


def visible(content: str) -> str:
    """The words that a reader of a content sees, as the inventory has them."""
    empty = {"raw": ""}
    record = {
        "id": 1, "type": "post", "link": "", "slug": "", "title": empty, "excerpt": empty, "content": {"raw": content},
        "date_gmt": "1970-01-01T00:00:00", "modified_gmt": "1970-01-01T00:00:00",
    }  # fmt: skip
    return read_record(record).text


def _edits(subject: Subject, made: RefreshBrief, answer: Refreshed, sources: Sources) -> Iterator[Edit]:
    """What changes in the text itself."""
    passages = {each.number: each for each in made.passages}
    replaced_spans = [(passages[each.number].start, passages[each.number].end) for each in answer.passages]
    for text in answer.passages:
        passage = passages[text.number]
        html = wording.sentence(text.text, sources.citations, passage.keep)
        yield Edit(passage.start, passage.end, str(html), "; ".join(passage.reasons), by_model=True)
    gaps = {each.number: each for each in made.gaps}
    for section in answer.sections:
        gap = gaps[section.number]
        said = wording.section(subject.render, section, sources.citations)
        yield Edit(
            gap.at, gap.at, said, f"pages that rank answer “{gap.question}”, and the post does not", by_model=True
        )
    yield from _dead_links(subject, made, replaced_spans)


def _placeable(subject: Subject, made: RefreshBrief, answer: Refreshed) -> Refreshed:
    """The answer without sentences in which a link that stays finds no place: a source that only these cite is not listed."""
    passages = {each.number: each for each in made.passages}
    citations = wording.sources(subject.content, cited(answer, made.evidence)).citations
    kept = [each for each in answer.passages if wording.sentence(each.text, citations, passages[each.number].keep)]
    return answer.model_copy(update={"passages": tuple(kept)})


def _dead_links(subject: Subject, made: RefreshBrief, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Links to what is gone, where no new words take their place: the words stay, and say that their source is gone."""
    dead = {each.url: each.said for each in made.dead}
    for link in markup.links(subject.content):
        url = markup.href(link.text).partition("#")[0]
        if url in dead and not any(start <= link.start < end for start, end in spans):
            after = wording.gone(link.inner, subject.labels)
            yield Edit(
                link.start, link.end, after, f"{url} is gone ({dead[url]}), and the evidence has nothing in its place"
            )


def _listed(subject: Subject, new: Sequence[Evidence]) -> Iterator[Edit]:
    """The new sources at the end of the post's own list, or a list of them."""
    if not new:
        return
    items = wording.source_items(subject.render, subject.labels, new)
    start = subject.content.find(wording.SOURCES)
    at = subject.content.find("</ol>", start)
    if start < 0 or at < 0:
        added = wording.source_list(subject.render, subject.labels, items)
        yield Edit(subject.found.end, subject.found.end, added, LISTED)
    else:
        yield Edit(at, at + len("</ol>"), f"{PARTED}{items}</ol>", LISTED)


def _note(subject: Subject, made: RefreshBrief, after: str, at: datetime) -> Iterator[Edit]:
    """The note for readers, in the place of an earlier one."""
    gone = sum(1 for each in made.dead if each.url in _linked(subject.content) and each.url not in _linked(after))
    line = substance.note(subject.content, after, gone, at.date().isoformat(), subject.labels)
    if line:
        yield _noted(subject, wording.note(subject.render, line))


def _linked(content: str) -> set[str]:
    return {markup.href(link.text).partition("#")[0] for link in markup.links(content)}


def _in_block(
    subject: Subject, dead: Collection[str], new: Sequence[Evidence], telling: Telling | None
) -> Iterator[Edit]:
    """The structured data that stands in the content itself."""
    start = subject.content.find(SCHEMA)
    if start >= 0:
        text = subject.content[start : subject.content.find("</script>", start)]
        for put in structured.changes(subject.render, text, dead, new, telling):
            yield Edit(start + put.start, start + put.end, put.after, put.reason, risk=UNSEEN_RISK)


def _in_field(
    subject: Subject, dead: Collection[str], new: Sequence[Evidence], telling: Telling | None
) -> Iterator[Fix]:
    """The structured data where the companion keeps it."""
    puts = list(structured.changes(subject.render, subject.schema, dead, new, telling))
    if puts:
        said = Said("; ".join(dict.fromkeys(put.reason for put in puts)), UNSEEN_RISK)
        text = structured.with_changes(subject.schema, puts)
        yield replaced(subject.page, _finding(subject.page), SCHEMA_FIELD, subject.schema, text, said)


def _noted(subject: Subject, block: str) -> Edit:
    """The note in the place of an earlier one, else before the list of sources, else at the end of the text."""
    why = "what has changed, told from the difference of the texts"
    if earlier := _block(subject.content, OURS[2]):
        return Edit(*earlier, block, why)
    ours = [part.start for part in subject.found.parts if OURS[0] in subject.content[part.start : part.end]]
    at = ours[0] if ours else subject.found.end
    return Edit(at, at, block, why)


def _block(content: str, name: str) -> tuple[int, int] | None:
    """Where a block of this class begins and ends."""
    opened = None
    for piece in pieces(content):
        if piece.kind is Kind.BLOCK and name in content[piece.start : piece.end]:
            opened = piece.start
        elif piece.kind is Kind.BLOCK_END and opened is not None:
            return opened, piece.end
    return None


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """The edits with all that is put in at one place as one: two fixes of one place could not be told apart."""
    put_in: dict[int, list[Edit]] = {}
    for edit in edits:
        if edit.start == edit.end:
            put_in.setdefault(edit.start, []).append(edit)
    joined = [
        Edit(
            at, at, PARTED.join(_in_order(row)), "; ".join(dict.fromkeys(each.reason for each in row)),
            by_model=any(each.by_model for each in row),
        ) for at, row in put_in.items()
    ]  # fmt: skip
    return [*(edit for edit in edits if edit.start != edit.end), *joined]


def _in_order(row: Sequence[Edit]) -> list[str]:
    """Sections first, then the note, then the list of sources."""
    return [each.after for each in sorted(row, key=lambda each: (not each.by_model, OURS[0] in each.after))]


def fragment(content: str, edit: Edit) -> tuple[int, str, str]:
    """Where an edit begins, what stands there, and what shall. What is put in needs words of the post to be found by."""
    if edit.start != edit.end:
        return edit.start, content[edit.start : edit.end], edit.after
    row = list(pieces(content))
    behind = next((piece for piece in row if piece.start == edit.start), None)
    if behind is not None:
        before = content[behind.start : behind.end]
        return behind.start, before, f"{edit.after}{PARTED}{before}"
    last = [piece for piece in row if piece.end <= edit.start and content[piece.start : piece.end].strip()][-1]
    before = content[last.start : last.end]
    return last.start, before, f"{before}{PARTED}{edit.after}"


def _fixes(subject: Subject, edits: Sequence[Edit], usd: Decimal) -> Iterator[Fix]:
    paid = sum(edit.by_model for edit in edits)
    for edit in sorted(edits, key=lambda each: each.start):
        start, before, after = fragment(subject.content, edit)
        fix = exchanged(subject.page, _finding(subject.page), start, before, after, Said(edit.reason, edit.risk))
        yield priced(fix, usd / paid) if edit.by_model else fix


def redated(site: Site, fixes: Sequence[Fix], day: datetime) -> tuple[Fix, ...]:
    """The same fixes, where they tell readers and search engines of a change told as one of that day.

    A day that stood on the page before is another change's, and stays.
    """
    told = re.compile(rf"(?<={re.escape(labels_for(site.language).updated)} )\d{{4}}-\d\d-\d\d(?=:)")

    def at_day(fix: Fix) -> str:
        def same(value: str, found: re.Match[str]) -> str:
            return found.group() if found.group() in fix.before else value

        text = told.sub(lambda found: same(day.date().isoformat(), found), fix.after)
        return _MODIFIED.sub(lambda found: same(f'"dateModified": "{stamp(day)}"', found), text)

    return tuple(fix.model_copy(update={"after": at_day(fix)}) for fix in fixes)


_MODIFIED = re.compile(r'"dateModified": "[^"]*"')


def _finding(page: Page) -> Finding:
    return Finding(
        check=CHECK, severity="warning", fix_class="C", page_id=page.id, url=page.url, title=page.title, evidence="",
        object_type="page" if page.type == "page" else "post",
    )  # fmt: skip
