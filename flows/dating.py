"""A post for a later date: WordPress is given the date, and a run after it makes sure of it and sets the links."""

from datetime import UTC, datetime, timedelta

from flows.job import Job
from flows.journal import settle, written
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.errors import ChangedMeanwhileError, MastheadError, WordPressDownError
from layers.nouns import Post

STEP = "scheduled"
PAUSES_S = (0.0, 1.0, 4.0)
SOONEST = timedelta(seconds=90)  # WordPress publishes at once what is less than 60 s ahead; a slow host takes its time


class LinksPendingError(MastheadError):
    """Fields: article, moment. The post has its date; the run ends and costs nothing while it waits."""

    summary = "{0} goes live at {1} UTC by itself. `masthead resume {0}` after that, or the next scheduled run, makes sure of it and sets the links."


def shared(jobs: list[Job]) -> str:
    """The date that all posts of a run share: the latest that was asked for; empty where none was."""
    return max((job.order.at for job in jobs), default="")


def date_for(jobs: list[Job]) -> str:
    """The date that the posts of a run are to be given; empty where it is not ahead any more."""
    latest = shared(jobs)
    return latest if latest and moment(latest) > now() + SOONEST else ""


def has_date(job: Job, post_id: int) -> bool:
    """Whether we gave the post its date; a run that was killed may have done so without writing down that the step is done."""
    return any(
        entry.field == "status"
        and entry.after == "future"
        and entry.object_id == post_id
        and entry.state in ("open", "written")
        for entry in job.room.store.journal(article=job.article)
    )


def is_out(store: Store, article: str) -> bool:
    """Whether the post of an article is live, or will be at its date: it was made so, and that was not taken back."""
    entries = [each for each in store.journal(article=article) if (each.object_type, each.field) == ("post", "status")]
    return bool(entries) and entries[-1].after in ("future", "publish") and entries[-1].state in ("open", "written")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(job: Job, post: Post, at: str) -> Post:
    """Give our draft its date; one that has it already stays as it is."""
    return job.steps.take(STEP, [str(post.id), at], Post, lambda: dated(job, post.id, at))


def dated(job: Job, post_id: int, at: str) -> Post:
    before = job.wordpress.post(post_id)
    if before.status == "future" and before.date_gmt == at:
        settle(job, "post", post_id, "status")
        return before
    if before.status not in ("draft", "future"):
        raise ChangedMeanwhileError(job.site.name, post_id, f"its status is '{before.status}'")
    changes = {"status": "future", "date_gmt": at}
    return written(
        job, "post", post_id, "status", before=before.status, after="future",
        write=lambda: job.wordpress.update(post_id, before, changes),
    )  # fmt: skip


def waits(job: Job, post: Post) -> LinksPendingError | None:
    """Say until when the post waits for its date, as the site has it now; a person may have moved it."""
    if not has_date(job, post.id):
        return None
    there = job.wordpress.post(post.id)
    if there.status != "future" or moment(there.date_gmt) <= now():
        return None
    return LinksPendingError(job.article, there.date_gmt.replace("T", " "))


def arrived(job: Job, post: Post) -> Post:
    """Return the post that WordPress has published by now. Raises WordPressDownError where its cron sleeps."""
    after = post
    for pause_s in PAUSES_S:  # a cron that is at work already answers at once, and publishes when it comes to it
        job.wordpress.transport.pause(pause_s)
        job.wordpress.poke_cron()
        after = job.wordpress.post(post.id)
        if after.status != "future":
            break
    if after.status != "publish":
        raise WordPressDownError(
            job.site.name,
            f"post {post.id} should be live since {post.date_gmt} UTC, but WordPress's cron has not published it (`masthead doctor {job.site.name}` says what to do)",
        )
    return after
