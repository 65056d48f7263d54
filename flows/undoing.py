"""Take back what a run changed on a site: the links into a post first, then the post, which becomes a draft again."""

from flows.lease import writing_to
from flows.newsroom import Newsroom
from layers.boundary.store import JournalEntry
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, WordPressRefusedError
from layers.publishing import contains_link, remove

KEPT_STEPS = ("created", "live", "linked")


def undo(room: Newsroom, article: str, *, dry_run: bool = False) -> list[str]:
    """Return a line for each change that was taken back, or could not be. A person's later edit always stays."""
    row = room.store.article(article)
    entries = [entry for entry in reversed(room.store.journal(article=article)) if entry.state in ("written", "open")]
    changes = [entry for entry in entries if entry.field in ("content", "status")]
    if dry_run or not changes:
        return [f"would take back: {said(entry)}" for entry in changes] or [f"{article}: nothing of it is on the site"]
    site = room.site(row.site)
    run = room.store.open_run(row.site, "undo", article)
    with writing_to(room.store, row.site):
        lines = [taken_back(room, room.wordpress(site), entry, row.url, run) for entry in changes]
    for step in KEPT_STEPS:
        room.store.redo(article, step, run)
    room.store.set_status(article, "parked", f"taken back by {run}; `masthead resume {article}` publishes it again")
    room.store.close_run(run, "undone")
    return lines


def said(entry: JournalEntry) -> str:
    what = f"status '{entry.after}'" if entry.field == "status" else "the link that was set in its text"
    return f"{entry.object_type} {entry.object_id}: {what}"


def taken_back(room: Newsroom, wordpress: WordPress, entry: JournalEntry, url: str, run: str) -> str:
    try:
        line = restored(wordpress, entry, url)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        return f"left as it is: {said(entry)}: {error}"
    room.store.mark_undone(entry.id, run)
    return line


def restored(wordpress: WordPress, entry: JournalEntry, url: str) -> str:
    """Put the old value back where ours still stands; take only our link out where somebody edited since."""
    if entry.field == "status":
        wordpress.set_status(entry.object_id, entry.before or "draft", entry.object_type)
        return f"{entry.object_type} {entry.object_id} is {entry.before or 'a draft'} again"
    now = wordpress.post(entry.object_id, entry.object_type)
    if now.content == entry.after:
        wordpress.update_content(now.id, now.content, entry.before, now.type)
        return f"{now.url}: as it was, to the byte"
    if contains_link(now.content, url):
        wordpress.update_content(now.id, now.content, remove(now.content, url), now.type)
        return f"{now.url}: our link is out; what a person wrote since stays"
    return f"{now.url}: our link was gone already"
