"""Checks of what Search Console says. They use clicks; impressions of many months were logged wrongly by Google."""

import math
from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import HELPFUL, READ
from layers.checks.subject import Subject
from layers.checks.telling import listed

HACKED = "Google Search Central, Prevent hacking and malware: developers.google.com/search/docs/monitor-debug/security"
DROPS = "Google Search Central, Debugging drops in traffic: developers.google.com/search/docs/monitor-debug/debugging-search-traffic-drops"
DUPLICATES = "Google Search Central, Consolidate duplicate URLs: developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls"
CHANCE = 0.01  # how often a loss this large may happen to a page whose readers have not changed
EXACT_UP_TO = 2_000  # clicks; above that the normal curve is as good


def decay(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """Clicks fell against the period before and against the year before, more than the site's own, and not by chance."""
    seen = subject.search
    if seen is None or seen.clicks_before is None or seen.clicks_year_ago is None:
        return
    pairs = ((seen.clicks_before, seen.change_before), (seen.clicks_year_ago, seen.change_year))
    if all(fell(seen.clicks, base, change, rules) for base, change in pairs):
        of_site = (
            f"; a typical page of the site {percent(seen.change_before)}" if seen.change_before is not None else ""
        )
        yield Flaw(
            "",
            f"{seen.clicks} clicks in {seen.period or 'the last period'}, {seen.clicks_before} in the period before "
            f"({percent(seen.clicks / seen.clicks_before)}), {seen.clicks_year_ago} a year ago "
            f"({percent(seen.clicks / seen.clicks_year_ago)}){of_site}",
        )


def fell(clicks: int, base: int, site_change: float | None, rules: Rules) -> bool:
    """Whether a page lost the share that counts, beyond what the whole site lost."""
    if base < rules.limits.decay_min_clicks:
        return False
    expected = min(1.0, site_change if site_change is not None else 1.0)
    lost = 1 - clicks / base
    beyond = lost - (1 - expected)
    return round(min(lost, beyond), 9) >= rules.limits.decay_loss and chance(clicks, base, expected) < CHANCE


def chance(clicks: int, base: int, expected: float) -> float:
    """How likely so few clicks are where `expected` times the base is usual: of both periods' clicks, these are in this one."""
    total, share = clicks + base, expected / (1 + expected)
    if share <= 0:
        return 1.0
    if total > EXACT_UP_TO:
        spread = math.sqrt(total * share * (1 - share))
        return 0.5 * math.erfc((total * share - clicks - 0.5) / (spread * math.sqrt(2)))
    return sum(math.exp(_log_binomial(total, each, share)) for each in range(clicks + 1))


def _log_binomial(total: int, hits: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(hits + 1) - math.lgamma(total - hits + 1)
    return ways + hits * math.log(share) + (total - hits) * math.log(1 - share)


def percent(ratio: float) -> str:
    return f"{round(100 * (ratio - 1)):+d} %".replace("-", "−")


def no_clicks(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """Only where the period is long enough, and the post was there all the time."""
    seen = subject.search
    if seen is None or seen.period is None or seen.clicks or seen.period.days < rules.limits.no_clicks_days:
        return
    if subject.published is not None and subject.published < seen.period.first:
        yield Flaw("", f"nobody came from Google in {seen.period} ({seen.period.days} days)")


def cannibal(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for each in subject.search.shared if subject.search else ():
        yield Flaw(
            "",
            f"“{each.query}”: {each.share:.0%} of {each.clicks} clicks come here, others go to {listed(each.others)}",
        )


def unknown_address(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """Only those that answer as a page which WordPress did not make: one that answers with an error is gone and soon forgotten."""
    view = subject.outside
    if view is None or not view.strangers:
        return
    clicks = sum(view.strangers.values())
    named = listed(tuple(view.strangers))
    yield Flaw(
        "",
        f"{len(view.strangers)} addresses answer that WordPress does not know, and Google shows them ({clicks} clicks): {named}",
    )


SEARCH_CONSOLE = (
    Check(
        id="search-console-unknown-address",
        title="Google shows pages that are not yours",
        reason="Addresses that Google shows and WordPress does not know are how a hacked site is most often noticed: spam pages beside yours.",
        remedy="Open them, also as Google sees them (URL Inspection); if they are not of your making, treat the site as hacked.",
        source=HACKED, date=READ, kind="search-engine", severity="error", fix_class="C", judge=unknown_address,
        about="site", seen="Search Console",
    ),
    Check(
        id="search-console-decay",
        title="Losing readers from Google",
        reason="Clicks fell against the period before and against the year before, more than those of the whole site, and more than chance explains.",
        remedy="See what ranks now, and bring the page up to date in substance.",
        source=DROPS, date=READ, kind="convention", severity="warning", fix_class="C", judge=decay, needs="search",
        pages=True, seen="Search Console",
    ),
    Check(
        id="search-console-no-clicks",
        title="Nobody comes from Google",
        reason="A page that was there all the time and got no click is not found, or not wanted. Clicks alone are no reason to remove it.",
        remedy="Improve it, merge it into a stronger page, or leave it where it serves readers of the site.",
        source=HELPFUL, date=READ, kind="convention", severity="notice", fix_class="C", judge=no_clicks, needs="search",
        seen="Search Console",
    ),
    Check(
        id="search-console-cannibal",
        title="Pages share a query",
        reason="Several pages get the clicks of one query: each is weaker than one page would be, unless they serve different wishes.",
        remedy="Decide which page answers the query; merge the other into it, or make it answer another one.",
        source=DUPLICATES, date=READ, kind="convention", severity="notice", fix_class="C", judge=cannibal, needs="search",
        pages=True, seen="Search Console",
    ),
)  # fmt: skip
