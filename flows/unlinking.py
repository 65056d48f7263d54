"""Undo in parts: one link, one run, or every link that was set between existing pages of a site."""

from collections.abc import Collection
from dataclasses import dataclass

from flows.lease import keep, writing_to
from flows.link_plans import KIND, SET, kept_plan, text_hash
from flows.newsroom import Newsroom
from flows.taking_out import Line, taken_out
from flows.undoing import Undone, link_from, look, undo
from layers.boundary.clock import now
from layers.boundary.store import JournalEntry, Run
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, MistakeError, WordPressRefusedError
from layers.maintenance import Proposal
from layers.nouns import Link
from layers.publishing import address, inbound_counts
from layers.publishing.insert import addresses, anchors_of, same_address

STANDING = ("written", "open")


@dataclass(frozen=True)
class SetIn:
    """The link that a journal entry set: where it leads, and its words."""

    url: str
    anchor: str


def taken_back(
    room: Newsroom,
    name: str,
    *,
    only: Collection[int] = (),
    everything: bool = False,
    dry_run: bool = False,
    force: bool = False,
) -> Undone:
    """Take back what `name` says: an article, a run, with `only` some of its links, or with `everything` all of a site.

    Raises MistakeError where there is no such thing.
    """
    if room.store.find_article(name) is not None and not only:
        return undo(room, name, dry_run=dry_run, force=force)
    entries = chosen(entries_of(room, name, everything=everything), only, name)
    if dry_run:
        return Undone(tuple(f"would take back: {said(entry)}" for entry in entries) or (nothing(name),))
    return removed(room, name, entries) if entries else Undone((nothing(name),))


def nothing(name: str) -> str:
    return f"{name}: no link of it is on the site"


def entries_of(room: Newsroom, name: str, *, everything: bool) -> list[JournalEntry]:
    """The links that stand, newest first."""
    store = room.store
    if "/" not in name:
        site = room.site(name).name
        if not everything:
            raise MistakeError(
                f"Name an article or a run of {site}; `masthead history {site}` lists them. `--all` takes back every link that `masthead links` has set there."
            )
        plans = [run.id for run in store.runs(site=site) if run.kind == KIND]
        return standing([entry for run in plans for entry in store.journal(run=run)])
    if store.find_article(name) is not None:
        return standing(store.journal(article=name))
    run = run_of(room, name)
    if run.kind != KIND:
        raise MistakeError(
            f"{name} is a run of {run.article or run.site}. Take that back: masthead undo {run.article or 'SITE/SLUG'}"
        )
    return standing(store.journal(run=name))


def run_of(room: Newsroom, name: str) -> Run:
    """Raises MistakeError where there is neither an article nor a run of this name."""
    for run in room.store.runs(site=name.partition("/")[0]):
        if run.id == name:
            return run
    raise MistakeError(
        f"There is no article and no run '{name}'. `masthead articles` and `masthead history SITE` list them."
    )


def standing(entries: Collection[JournalEntry]) -> list[JournalEntry]:
    links = [entry for entry in entries if entry.field == "content" and entry.state in STANDING and set_in(entry)]
    return sorted(links, key=lambda entry: -entry.id)


def chosen(entries: list[JournalEntry], only: Collection[int], name: str) -> list[JournalEntry]:
    """The entries of these numbers. Raises MistakeError for a number that is no link which stands."""
    unknown = sorted(set(only) - {entry.id for entry in entries})
    if unknown:
        raise MistakeError(
            f"{name} has no link {', '.join(map(str, unknown))} that could be taken back. `masthead history {name}` numbers them."
        )
    return [entry for entry in entries if entry.id in only] if only else entries


def removed(room: Newsroom, name: str, entries: list[JournalEntry]) -> Undone:
    site = entries[0].site
    run = room.store.open_run(site, "undo", entries[0].article if "/" in name else "")
    wordpress = room.wordpress(room.site(site))
    targets = {link.url for entry in entries if (link := set_in(entry))}
    with writing_to(room.store, site):
        lines = [one_removed(room, wordpress, entry, run) for entry in entries]
    stuck = tuple(line.text for line in lines if not line.done)
    room.store.close_run(run, "partly undone" if stuck else "undone")
    return Undone((*(line.text for line in lines), *look(lambda: orphaned(wordpress, targets))), stuck)


def one_removed(room: Newsroom, wordpress: WordPress, entry: JournalEntry, run: str) -> Line:
    keep(room.store, entry.site)
    try:
        line = without(room, wordpress, entry)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        return Line(f"left as it is: {said(entry)}: {error}", done=False)
    if line.done:
        forget(room, entry, run)
        room.store.mark_undone(entry.id, run)
    return line


def without(room: Newsroom, wordpress: WordPress, entry: JournalEntry) -> Line:
    try:
        page = wordpress.post(entry.object_id, entry.object_type)
    except GoneError:
        return Line(f"{entry.object_type} {entry.object_id} is not there any more")
    return taken_out(wordpress, entry, page, link_of(room, entry, page.url))


def set_in(entry: JournalEntry) -> SetIn | None:
    """The link that stands in an entry's text after the write and did not before; None for another kind of change."""
    before = list(addresses(entry.before))
    for url in addresses(entry.after):
        if url and not any(same_address(url, each) for each in before):
            return SetIn(url, next(anchors_of(entry.after, url), ""))
    return None


def link_of(room: Newsroom, entry: JournalEntry, source: str) -> Link | None:
    """The link of an entry, with the sentence that it was set in or that was written for it. `source` is its page's address."""
    link = set_in(entry)
    if link is None:
        return None
    found = Link(source=source, target=link.url, anchor=link.anchor, sentence="")
    if proposal := proposed(room, entry, link):
        return found.model_copy(update={"sentence": proposal.spot.sentence, "added": proposal.added})
    made = link_from(room, entry.article, source)
    return found.model_copy(update={"sentence": made.sentence, "added": made.added}) if made else found


def proposed(room: Newsroom, entry: JournalEntry, link: SetIn) -> Proposal | None:
    """The proposal of a plan of links that an entry carried out."""
    plan = kept_plan(room.store, entry.run)
    own = (each for each in plan.proposals if each.host.id == entry.object_id) if plan else ()
    return next((each for each in own if same_address(each.target.url, link.url)), None)


def forget(room: Newsroom, entry: JournalEntry, run: str) -> None:
    """Let the proposal be applied again, should it be wanted after all; a run that goes on must not do so unasked."""
    link = set_in(entry)
    each = proposed(room, entry, link) if link else None
    if each is not None:
        room.store.decide(entry.run, text_hash(each), "reject", notes=f"link {each.number} taken back", by=run)
        room.store.redo(entry.run, f"{SET}.{each.number}", run)


def said(entry: JournalEntry) -> str:
    link = set_in(entry)
    return (
        f"{entry.id}: {entry.object_type} {entry.object_id}: “{link.anchor}” -> {link.url}" if link else str(entry.id)
    )


def orphaned(wordpress: WordPress, targets: Collection[str]) -> list[str]:
    """Name the pages to which nothing links now."""
    inventory = wordpress.inventory(now())
    inbound = inbound_counts(inventory)
    return [
        f"{page.url} has no other link to it: it is an orphan now"
        for page in inventory.pages
        if page.type == "post"
        and not inbound[address(page.url)]
        and any(same_address(page.url, url) for url in targets)
    ]
