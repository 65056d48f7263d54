"""Every write to a site is entered before it is sent and confirmed after; what a kill left open is settled on the way."""

from collections.abc import Callable
from typing import TypeVar

from flows.job import Job
from flows.lease import keep
from layers.errors import ChangedMeanwhileError
from layers.nouns import Media, Post, Term

Thing = TypeVar("Thing", Post, Media, Term)


def written(
    job: Job, kind: str, object_id: int, field: str, *, before: str, after: str, write: Callable[[], Thing]
) -> Thing:
    """Send one write to the site and enter it in the journal. A write that a person's edit forestalled is entered as denied."""
    keep(job.room.store, job.site.name)
    entry = job.room.store.record_write(job.run, job.article, kind, object_id, field, before=before, after=after)
    try:
        done = write()
    except ChangedMeanwhileError:
        job.room.store.deny_write(entry)
        raise
    job.room.store.confirm_write(entry, done.id)
    return done


def settle(job: Job, kind: str, object_id: int, field: str) -> None:
    """Confirm what a killed run had sent: the site turned out to hold it. A new object learns its id here."""
    for entry in job.room.store.journal(article=job.article):
        if (
            entry.state == "open"
            and (entry.object_type, entry.field) == (kind, field)
            and entry.object_id in (0, object_id)
        ):
            job.room.store.confirm_write(entry.id, object_id)
