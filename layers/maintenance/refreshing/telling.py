"""What one change did, for the history of a post: a source replaced or taken out, words revised, a section put in."""

from collections.abc import Iterator

from layers.maintenance.fixing import markup
from layers.maintenance.refreshing.editing import LISTED, UNSEEN_RISK, visible
from layers.nouns import Fix

SHOWN = 60  # characters of a text: enough to know the place by


def of_refresh(fix: Fix) -> str:
    """What a change of a refresh did, in one line."""
    if fix.risk == UNSEEN_RISK:
        return "structured data brought up to date"
    if exchanged := of_links(fix, "source"):
        return exchanged
    new = list(dict.fromkeys(url for url in targets(fix.after) if url not in set(targets(fix.before))))
    if fix.reason == LISTED:
        return f"listed as {'source' if len(new) == 1 else 'sources'}: {', '.join(new)}"
    if fix.before in fix.after:
        return f"put in: {quoted(fix.after.replace(fix.before, ' ', 1))}"
    return f"revised: {quoted(fix.before)} -> {quoted(fix.after)}"


def of_links(fix: Fix, named: str = "link") -> str:
    """What became of links that stood there before; empty where all of them still do."""
    before, after = list(targets(fix.before)), list(targets(fix.after))
    gone = list(dict.fromkeys(url for url in before if url not in after))
    new = list(dict.fromkeys(url for url in after if url not in before))
    if not gone:
        return ""
    return (
        f"{named} replaced: {', '.join(gone)} -> {', '.join(new)}" if new else f"{named} taken out: {', '.join(gone)}"
    )


def targets(fragment: str) -> Iterator[str]:
    return (url for link in markup.links(fragment) if (url := markup.href(link.text)))


def quoted(fragment: str) -> str:
    text = " ".join(visible(fragment).split())
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[:SHOWN].rstrip()}…”"
