"""The post on its site: one write with every field as a draft, read back, then its status alone."""

from flows import dating, late
from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.boundary.clock import now
from layers.boundary.store import StoredArticle
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, NotLiveError
from layers.nouns import Post, PostFields

LIVE_STEP = "live"


def create(job: Job, fields: PostFields) -> Post:
    """Return the post as WordPress stored it, a draft. Repeating this finds the first one and makes no second."""
    return job.steps.take("created", [fields.model_dump_json()], Post, lambda: created(job, fields))


def created(job: Job, fields: PostFields) -> Post:
    """Write the post, or complete and compare the one that a killed run left behind."""
    found = job.wordpress.find_own(publishing.marker(job.article), fields.slug)
    if found is None:
        return written(
            job, "post", 0, "created", before="", after=fields.model_dump_json(),
            write=lambda: job.wordpress.create(fields, removed=lambda double: late.entered(job, double)),
        )  # fmt: skip
    post = completed(job, fields, found)
    settle(job, "post", post.id, "created")
    return post


def completed(job: Job, fields: PostFields, found: Post) -> Post:
    """Return our own earlier post, whole.

    A draft that was taken back keeps what came into it since: a link of ours, or a person's edit. New text (written after
    notes) takes the place of our own old text, never of a person's.
    """
    written_by_us = [
        entry for entry in job.room.store.journal(article=job.article)
        if (entry.object_type, entry.field) == ("post", "created") and entry.object_id in (0, found.id)
    ]  # fmt: skip
    made = {PostFields.model_validate_json(entry.after).content for entry in written_by_us}
    if not any(entry.object_id == found.id for entry in written_by_us):
        return again(job, found, fields, made)  # never seen whole: WordPress may have kept less than was sent
    changed = {
        text for entry in job.room.store.journal(site=job.site.name)
        if (entry.object_type, entry.object_id, entry.field) == ("post", found.id, "content") for text in (entry.before, entry.after)
    }  # fmt: skip
    known = made | changed | {fields.content}
    if found.content not in known:
        return as_it_stands(job, found)
    if found.content not in made and fields.content in made:  # a link of ours came into the text that is wanted
        fields = fields.model_copy(update={"content": found.content})
    return again(job, found, fields, known)


def again(job: Job, found: Post, fields: PostFields, known: set[str]) -> Post:
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
