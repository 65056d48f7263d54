"""One verdict per post: a table of rules, the first that applies counts. None goes by one figure alone.

Nothing is removed or redirected by what WordPress stores alone: without clicks from Search Console such a post is kept or
updated, and its verdict says what is missing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from layers.checks import CATALOGUE
from layers.maintenance.cases import Case, Limits, Resemblance, Twin, cases, limits
from layers.nouns import Confidence, Finding, Inventory, Ruling, Site, Verdict
from layers.nouns.search_console import SearchFigures

RULINGS: Mapping[Ruling, str] = {
    "update": "Update", "merge": "Merge into another", "redirect": "Redirect to another", "remove": "Remove",
    "keep": "Keep", "nothing": "Do nothing",
}  # fmt: skip
LEAVING = frozenset({"merge", "redirect", "remove"})
ABOUT_LINKS = frozenset({"orphan", "near-orphan", "dead-end"})  # mended in other posts, not in this one's text
TITLES = {check.id: check.title for check in CATALOGUE}
NO_FIGURES = "Who reads it is not known: without a year of clicks from Search Console no post is removed or redirected."

Evidence = Callable[[Case, Limits], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """One row of the table. It applies where at least `signals` observations are made."""

    id: str
    ruling: Ruling
    says: str
    evidence: Evidence
    signals: int = 1


def _new(case: Case, limits: Limits) -> Iterator[str]:
    age = limits.age_days(case.page)
    if age < limits.rules.new_days:
        yield f"published {_days(age)} ago; judged after {_days(limits.rules.new_days)}"


def _redirect(case: Case, limits: Limits) -> Iterator[str]:
    twin = case.twin
    if twin and twin.similarity >= limits.rules.same_similarity and not case.roles and _unread(case, limits):
        yield f"{twin.similarity:.0%} the same text as {twin.page.url}"
        yield f"no click in {_period(case)}"


def _merge(case: Case, limits: Limits) -> Iterator[str]:
    twin = case.twin
    if twin and twin.similarity >= limits.rules.merge_similarity and not case.roles:
        yield f"{twin.similarity:.0%} the same text as {twin.page.url}"
        yield f"that one is the stronger; this one has {_standing(case)}"


def _remove(case: Case, limits: Limits) -> Iterator[str]:
    if _has_no_use_on_record(case, limits) and _unread(case, limits):
        yield f"no click in {_period(case)}"
        yield "no other post or page links to it, and it has no part in a menu, on the front page or as a hub"
        yield f"{case.page.words} words, published {_days(limits.age_days(case.page))} ago"


def _update(case: Case, limits: Limits) -> Iterator[str]:
    """Every observation that speaks for new work on the text; two are needed."""
    for signal in (_stale, _thin, _falling, _near_page_one, _hardly_read, _findings):
        yield from signal(case, limits)


def _stale(case: Case, limits: Limits) -> Iterator[str]:
    untouched = limits.untouched_days(case.page)
    if untouched > limits.stale_days:
        yield f"not changed for {_days(untouched)}"


def _thin(case: Case, limits: Limits) -> Iterator[str]:
    if case.page.words < limits.thin_words:
        yield f"{case.page.words} words, fewer than {limits.thin_words}"


def _falling(case: Case, limits: Limits) -> Iterator[str]:
    """Fewer clicks than right before, and where that is known than a year ago, by more than the whole site lost."""
    figures = case.figures
    if figures is None or figures.clicks_before is None:
        return
    spans = [(figures.clicks_before, figures.change_before)]
    if figures.clicks_year_ago is not None:
        spans.append((figures.clicks_year_ago, figures.change_year))
    if all(_fell(figures.clicks, before, change, limits) for before, change in spans):
        yield f"clicks fell from {figures.clicks_before} to {figures.clicks}, by more than the site's"


def _fell(clicks: int, before: int, site_change: float | None, limits: Limits) -> bool:
    expected = before * min(1.0, 1.0 if site_change is None else site_change)
    return before >= limits.rules.min_clicks and clicks <= expected * (1 - limits.rules.fall_percent / 100)


def _near_page_one(case: Case, limits: Limits) -> Iterator[str]:
    position = case.figures.position if case.figures else None
    if position is not None and limits.rules.position_from <= position <= limits.rules.position_to:
        yield f"average position {position:.1f}: the first page is near"


def _hardly_read(case: Case, limits: Limits) -> Iterator[str]:
    if case.figures and limits.hardly_read is not None and case.figures.clicks <= limits.hardly_read:
        if limits.well_read is None or limits.hardly_read >= limits.well_read:
            return  # a site whose posts are all read alike has no least read ones
        yield f"{_clicks(case.figures.clicks)} in {_period(case)}, among the site's least read"


def _findings(case: Case, _: Limits) -> Iterator[str]:
    checks = sorted({finding.check for finding in case.findings} - ABOUT_LINKS - {"stale", "thin"})
    if checks:
        yield f"to mend: {', '.join(_called(check) for check in checks)}"


def _called(check: str) -> str:
    """The check as readers of a report know it."""
    return f"“{TITLES.get(check, check)}”"


def _keep(case: Case, limits: Limits) -> Iterator[str]:
    yield from case.roles
    if case.figures and limits.well_read is not None and case.figures.clicks >= limits.well_read:
        yield f"{_clicks(case.figures.clicks)} in {_period(case)}, among the site's best read"
    if case.inbound >= limits.well_linked:
        yield f"{case.inbound} other posts and pages link to it"
    checks = sorted({finding.check for finding in case.findings})
    if checks:
        yield f"worth keeping once this is mended: {', '.join(checks)}"
    elif case.figures is None and _has_no_use_on_record(case, limits):
        yield "nothing speaks for removing it but what WordPress stores"


def _nothing(case: Case, limits: Limits) -> Iterator[str]:
    yield f"no error and no warning; {_standing(case)}; last changed {_days(limits.untouched_days(case.page))} ago"


TABLE = (
    Rule("new", "nothing", "Too new to be judged: leave it alone.", _new),
    Rule("same-and-unread", "redirect", "Nobody reads it, and another post says the same: send its visitors there.", _redirect, 2),
    Rule("alike", "merge", "Two posts say the same: move what only this one says into the other, then redirect.", _merge, 2),
    Rule("no-use", "remove", "Nobody reads it, nothing links to it and it says little: take it off the site.", _remove, 3),
    Rule("worn", "update", "Several things speak for working on its text again.", _update, 2),
    Rule("earns-its-place", "keep", "It earns its place, or will once its findings are mended.", _keep),
    Rule("nothing-wrong", "nothing", "Nothing is wrong with it: leave it alone.", _nothing),
)  # fmt: skip
SAYS = {rule.id: rule.says for rule in TABLE}


def verdicts(
    site: Site, inventory: Inventory, inbound: Mapping[int, int], found: Iterable[Finding], today: date,
    alike: Iterable[Resemblance] = (), read: Mapping[int, SearchFigures] | None = None,
) -> tuple[Verdict, ...]:  # fmt: skip
    """Return one verdict for each post, in the inventory's order."""
    posts = cases(site, inventory, inbound, found, read or {})
    thresholds = limits(site, posts, today)
    ruled = _strongest_first(posts, thresholds, alike)
    return tuple(ruled[case.page.id] for case in posts)


def _strongest_first(posts: Iterable[Case], thresholds: Limits, alike: Iterable[Resemblance]) -> dict[int, Verdict]:
    """Rule on the stronger of two twins first: what leaves the site itself is nobody's target."""
    known = {case.page.id: case for case in posts}
    near = _neighbours(alike, known)
    ruled: dict[int, Verdict] = {}
    for case in sorted(known.values(), key=lambda case: case.strength, reverse=True):
        staying = [
            (score, known[other].strength, other)
            for other, score in near.get(case.page.id, {}).items()
            if other in ruled and ruled[other].ruling not in LEAVING
        ]
        twin = max(staying, default=None)
        seen = replace(case, twin=Twin(known[twin[2]].page, twin[0])) if twin else case
        ruled[case.page.id] = ruling(seen, thresholds)
    return ruled


def _neighbours(alike: Iterable[Resemblance], known: Mapping[int, Case]) -> dict[int, dict[int, float]]:
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, score in alike:
        if one != other and one in known and other in known:
            near[one][other] = max(score, near[one].get(other, 0.0))
            near[other][one] = max(score, near[other].get(one, 0.0))
    return near


def ruling(case: Case, limits: Limits) -> Verdict:
    """Return what the first rule says that applies. The last one always does."""
    for rule in TABLE:
        evidence = tuple(rule.evidence(case, limits))
        if len(evidence) >= rule.signals:
            return _verdict(case, limits, rule, evidence)
    raise AssertionError("the last rule applies to every post")


def _verdict(case: Case, limits: Limits, rule: Rule, evidence: tuple[str, ...]) -> Verdict:
    into = case.twin.page if case.twin and rule.ruling in {"merge", "redirect"} else None
    missing = (
        NO_FIGURES if rule.id != "new" and _would_leave(case, limits) and not _known_for_a_year(case, limits) else ""
    )
    return Verdict(
        page_id=case.page.id, url=case.page.url, title=case.page.title, ruling=rule.ruling, rule=rule.id, evidence=evidence,
        confidence=_confidence(case, rule, missing), missing=missing,
        into_id=into.id if into else 0, into_url=into.url if into else "", into_title=into.title if into else "",
    )  # fmt: skip


def _confidence(case: Case, rule: Rule, missing: str) -> Confidence:
    if rule.id == "new":
        return "high"
    if missing:
        return "low"
    return "high" if case.figures is not None else "medium"


def _would_leave(case: Case, limits: Limits) -> bool:
    """Whether knowing that nobody reads it would have it removed or redirected."""
    same = case.twin is not None and case.twin.similarity >= limits.rules.same_similarity and not case.roles
    return same or _has_no_use_on_record(case, limits)


def _has_no_use_on_record(case: Case, limits: Limits) -> bool:
    old = limits.age_days(case.page) >= limits.rules.remove_days
    return old and case.page.words < limits.thin_words and not case.inbound and not case.roles


def _known_for_a_year(case: Case, limits: Limits) -> bool:
    return _period_days(case) >= limits.rules.quiet_days


def _unread(case: Case, limits: Limits) -> bool:
    return _known_for_a_year(case, limits) and case.figures is not None and case.figures.clicks == 0


def _standing(case: Case) -> str:
    links = f"{case.inbound} linking {'page' if case.inbound == 1 else 'pages'}"
    return f"{links}, {_clicks(case.figures.clicks)}" if case.figures else links


def _period_days(case: Case) -> int:
    return case.figures.period.days if case.figures and case.figures.period else 0


def _period(case: Case) -> str:
    return _days(_period_days(case)) if _period_days(case) else "the time of the export"


def _clicks(number: int) -> str:
    return "1 click" if number == 1 else f"{number} clicks"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
