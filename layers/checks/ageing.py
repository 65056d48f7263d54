"""Checks of age: what nobody has looked at for years, what names a year as its own, and dates that cannot be."""

from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.phrases import as_of_year
from layers.checks.sources import HELPFUL, READ
from layers.checks.subject import Subject
from layers.checks.telling import quoted

YEARS_ALLOWED = 1  # what was true last year is no sign of age


def untouched(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.modified is None:
        return
    days = (rules.today - subject.modified).days
    if days > rules.limits.untouched_days:
        yield Flaw("", f"last saved on {subject.modified}, {days // 365} years ago")


def dated_in_future(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (
        subject.published is not None and (subject.published - rules.today).days > 1
    ):  # tomorrow begins earlier elsewhere
        yield Flaw("", f"published already, and dated {subject.published}")


def as_of_past_year(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not (subject.scan.dated if subject.scan else "20" in subject.text):
        return
    found = [
        match.group()
        for match in as_of_year(rules.language).finditer(subject.text)
        if int(match["year"]) < rules.today.year - YEARS_ALLOWED
    ]
    if found:
        yield Flaw("", f"facts with the year in which they were true: {quoted(found)}")


AGEING = (
    Check(
        id="untouched",
        title="Not looked at for years",
        reason="What nobody has saved for years has most likely not been read again either.",
        remedy="Read it once: it may be right as it is, need an update, or be merged.",
        source=HELPFUL, date=READ, kind="convention", severity="notice", fix_class="C", judge=untouched,
    ),
    Check(
        id="dated-in-future",
        title="Published with a date that is still to come",
        reason="Readers and search engines see a date that cannot be; Google warns of dates that mislead.",
        remedy="Set the date to the day on which it was published.",
        source="Google Search Central, Help Google know your byline date: developers.google.com/search/docs/appearance/publication-dates",
        date=READ, kind="search-engine", severity="warning", fix_class="B", judge=dated_in_future,
    ),
    Check(
        id="as-of-past-year",
        title="Facts of a past year",
        reason="A sentence that says “as of” a year before last tells readers that its figures are old.",
        remedy="Look the figures up again and date them anew.",
        source=HELPFUL, date=READ, kind="convention", severity="notice", fix_class="C", judge=as_of_past_year, pages=True,
    ),
)  # fmt: skip
