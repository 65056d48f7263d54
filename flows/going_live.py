"""The post on its site: one write with every field as a draft, read back, then its status alone."""

from collections.abc import Sequence
from contextlib import suppress

from flows import dating, late
from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.boundary.clock import now
from layers.boundary.store import StoredArticle
from layers.boundary.wordpress import WordPress, as_sent
from layers.errors import ChangedMeanwhileError, GoneError, MastheadError, NotLiveError, WordPressRefusedError
from layers.nouns import Post, PostFields

LIVE_STEP = "live"


def create(job: Job, fields: PostFields) -> Post:
    """Return the post as WordPress stored it, a draft. Repeating this finds the first one and makes no second."""
    return job.steps.take("created", [fields.model_dump_json()], Post, lambda: created(job, fields))


def created(job: Job, fields: PostFields) -> Post:
    """Write the post, or complete and compare the one that a killed run left behind."""
    found = job.wordpress.find_own(publishing.marker(job.article), fields.slug)
    if found is None:
        return made(job, fields)
    post = completed(job, fields, found)
    settle(job, "post", post.id, "created")
    return post


def made(job: Job, fields: PostFields) -> Post:
    """Send a new post. What WordPress kept of one that it took in part is remembered: the next run must not take it for a person's."""
    try:
        return written(
            job, "post", 0, "created", before="", after=fields.model_dump_json(),
            write=lambda: job.wordpress.create(fields, removed=lambda double: late.entered(job, double)),
        )  # fmt: skip
    except WordPressRefusedError:
        with suppress(MastheadError):  # who has just lost the right to write may not look either; the refusal says more
            kept = job.wordpress.find_own(publishing.marker(job.article), fields.slug)
            if kept is not None and kept.status == "draft":
                remember(job, kept, fields)
        raise


def remember(job: Job, kept: Post, fields: PostFields) -> None:
    """Enter in the journal how a post stands there that is not as it was sent."""
    stands = fields.model_copy(update={name: getattr(kept, name) for name in ("title", "content", "excerpt")})
    entry = job.room.store.record_write(
        job.run, job.article, "post", kept.id, "created", before=kept.content, after=stands.model_dump_json()
    )
    job.room.store.deny_write(entry)


def completed(job: Job, fields: PostFields, found: Post) -> Post:
    """Return our own earlier post, whole.

    A draft that was taken back keeps what came into it since: a link of ours, or a person's edit. New text (written after
    notes) takes the place of our own old text, never of a person's.
    """
    written_by_us = [
        entry for entry in job.room.store.journal(article=job.article)
        if (entry.object_type, entry.field) == ("post", "created") and entry.object_id in (0, found.id)
    ]  # fmt: skip
    sent = [PostFields.model_validate_json(entry.after) for entry in written_by_us]
    if not any(entry.object_id == found.id for entry in written_by_us):
        return again(job, found, fields, sent)  # never seen whole: WordPress may have kept less than was sent
    changed = {
        text for entry in job.room.store.journal(site=job.site.name)
        if (entry.object_type, entry.object_id, entry.field) == ("post", found.id, "content") for text in (entry.before, entry.after)
    }  # fmt: skip
    known = [*sent, fields, *(each.model_copy(update={"content": text}) for each in sent for text in changed)]
    if not any(as_sent(found, each) for each in known):
        return as_it_stands(job, found)
    texts = {each.content for each in sent}
    if found.content not in texts and fields.content in texts:  # a link of ours came into the text that is wanted
        fields = fields.model_copy(update={"content": found.content})
    return again(job, found, fields, known)


def again(job: Job, found: Post, fields: PostFields, known: Sequence[PostFields]) -> Post:
    """Write what of the fields is not so yet, and remember the text as ours: the next run must not take it for a person's."""
    return written(
        job, "post", found.id, "created", before=found.content, after=fields.model_dump_json(),
        write=lambda: job.wordpress.create(fields, known, lambda double: late.entered(job, double)),
    )  # fmt: skip


def as_it_stands(job: Job, found: Post) -> Post:
    """A person has changed our draft. Raises ChangedMeanwhileError for a post that is no draft any more."""
    if found.status != "draft":
        raise ChangedMeanwhileError(job.site.name, found.id, "content")
    job.steps.told(job.article, f"post {found.id} was edited on the site: it is published as it stands there")
    return found


def go_live(job: Job, post: Post) -> Post:
    return job.steps.take(LIVE_STEP, [str(post.id)], Post, lambda: set_live(job, post.id))


def set_live(job: Job, post_id: int) -> Post:
    """Publish our draft. Raises ChangedMeanwhileError for one that a person has thrown away, scheduled or made private."""
    before = job.wordpress.post(post_id)
    if before.status == "publish":
        settle(job, "post", post_id, "status")
        return before
    if dating.has_date(job, post_id):
        if before.status == "future":
            return dating.arrived(job, before)
        raise ChangedMeanwhileError(job.site.name, post_id, f"it had a date, and its status is '{before.status}' now")
    if before.status != "draft":
        raise ChangedMeanwhileError(job.site.name, post_id, f"its status is '{before.status}'")
    dated = bool(before.date_gmt) and dating.moment(before.date_gmt) > now()  # of a date that was taken back since
    changes = {"status": "publish", **({"date_gmt": ""} if dated else {})}
    return written(
        job, "post", post_id, "status", before=before.status, after="publish",
        write=lambda: job.wordpress.update(post_id, before, changes),
    )  # fmt: skip


def refuse_unless_live(wordpress: WordPress, row: StoredArticle) -> None:
    """Look before saying that it is published: posts are thrown away, and sites rebuilt with other posts under the old ids."""
    try:
        post = wordpress.post(row.post_id)
    except GoneError:
        raise NotLiveError(row.id, row.url, "not there any more") from None
    if publishing.find_marker(post.content) != publishing.marker(row.id):
        raise NotLiveError(row.id, row.url, f"another post now, '{post.title}'")
    if post.status != "publish":
        raise NotLiveError(row.id, row.url, f"in the state '{post.status}'")
