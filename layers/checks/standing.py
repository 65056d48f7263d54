"""Checks of a page's place in its site: links to and from it, and age. They judge live pages; before publishing nothing is known."""

import re
from collections.abc import Iterator

from layers import figures
from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import HELPFUL, LINKS, READ, TRADE
from layers.checks.subject import Subject
from layers.checks.telling import listed

YEARS_BACK = 3  # a year further back than this before the post was written is history, not a sign of age
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AROUND = 24  # characters: enough for the unit behind a number and for the day before a year


def orphan(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links is not None and subject.links.inbound == 0:
        also = f"; {subject.links.nofollow_inbound} with nofollow" if subject.links.nofollow_inbound else ""
        yield Flaw("", f"no other published page links to it in its text{also}")


def near_orphan(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links is not None and subject.links.inbound == 1:
        yield Flaw("", "one page alone links to it in its text")


def dead_end(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links is not None and subject.links.outbound == 0:
        yield Flaw("", "its text links to no other page of the site")


def link_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links and subject.links.missing:
        yield Flaw("", f"links to what is no published post or page: {listed(subject.links.missing)}")


def link_nofollow(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links and subject.links.nofollow:
        yield Flaw("", f"links with nofollow inside its own site: {listed(subject.links.nofollow)}")


def link_to_itself(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links and subject.links.to_itself:
        yield Flaw("", f"links to itself {subject.links.to_itself} times")


def stale(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.published is None or (rules.today - subject.published).days <= rules.limits.stale_days:
        return
    if not (subject.scan.dated if subject.scan else "20" in subject.text or "19" in subject.text):
        return
    years = past_years(subject.text, subject.published.year - YEARS_BACK, rules.today.year)
    if years:
        months = (rules.today - subject.published).days // 30
        yield Flaw("", f"published {subject.published}, {months} months ago, and speaks of {', '.join(years)}")


def past_years(text: str, first: int, this_year: int) -> list[str]:
    """Return the years from `first` to the one before `this_year` that a text names, in order.

    Four digits are looked at closely only where they could be such a year: 2024 g and 2024 ml are none.
    """
    named: set[str] = set()
    for found in _FOUR_DIGITS.finditer(text):
        year = found.group()
        if year not in named and first <= int(year) < this_year and _is_year(text, found):
            named.add(year)
    return sorted(named)


def _is_year(text: str, found: re.Match[str]) -> bool:
    around = figures.normalised(text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
    return any(day.value.startswith(found.group()) for day in figures.dates(around))


STANDING = (
    Check(
        id="orphan",
        title="Orphan",
        reason="Every page that matters should be linked from another page; menus, archives and sitemaps do not count.",
        remedy="Link to it from a post on a neighbouring subject, or merge it.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="B", judge=orphan,
    ),
    Check(
        id="near-orphan",
        title="One link from being an orphan",
        reason="When the one page that links here is edited, this one is lost.",
        remedy="Add a second link where it helps a reader.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=near_orphan,
    ),
    Check(
        id="dead-end",
        title="Dead end",
        reason="A reader who has finished finds nowhere to go on.",
        remedy="Link to the posts that answer the next question.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="B", judge=dead_end,
    ),
    Check(
        id="link-missing-page",
        title="Link to a page that is not there",
        reason="A reader who follows it lands on an error, a draft or a redirect.",
        remedy="Point it at the page that took its place, or take the link out.",
        source=LINKS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=link_missing, needs="stray links", pages=True,
    ),
    Check(
        id="link-nofollow",
        title="Nofollow inside the site",
        reason="Nofollow says that you do not vouch for a page; for your own that is seldom meant.",
        remedy="Take the nofollow out.",
        source=LINKS, date=READ, kind="search-engine", severity="notice", fix_class="B",
        judge=link_nofollow, needs="stray links", pages=True,
    ),
    Check(
        id="link-to-itself",
        title="Page links to itself",
        reason="A link that leads to where the reader is looks broken; links to a section of the page are meant and not counted.",
        remedy="Take the link out.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="A",
        judge=link_to_itself, needs="stray links", pages=True,
    ),
    Check(
        id="stale",
        title="Out of date",
        reason="An old post that speaks of a past year as if it were now misleads its readers.",
        remedy="Check what has changed and rewrite those parts; do not change the date alone.",
        source=HELPFUL, date=READ, kind="convention", severity="warning", fix_class="C", judge=stale,
    ),
)  # fmt: skip
