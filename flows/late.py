"""What our own requests did that came late: a host may carry one out long after it was made again, and no look can foresee it."""

from collections.abc import Iterator

from flows.job import Job
from flows.journal import written
from layers import publishing
from layers.boundary.store import JournalEntry, Store
from layers.boundary.wordpress import Double
from layers.errors import GoneError
from layers.nouns import Post, PostFields

OVER = "had written over a person's text"
STAYS = {"post": "not as it was sent", "image": "may be in use by now"}


def possible(store: Store, article: str) -> bool:
    """Whether a request of the article was made again, so that the first one may still come, or a text of its site was never answered."""
    if unanswered(store, article.partition("/")[0]):
        return True
    uploads = images_made(store, article)
    return len(attempts(store, article)) > 1 or len(uploads) > 1 or any(late for _, late in made_again(store, article))


def put_right(job: Job, post_id: int) -> None:
    """Remove the drafts and images that late requests made a second time, and write again what they wrote over; say so."""
    for line in (*without_doubles(job, post_id), *without_second_images(job), *newest_texts(job), *lone_texts(job)):
        job.steps.told(job.article, line)


def attempts(store: Store, article: str) -> list[PostFields]:
    """What was sent to make a new post of the article, oldest first; more than once where an answer was lost."""
    return [
        PostFields.model_validate_json(entry.after) for entry in store.journal(article=article)
        if (entry.object_type, entry.field, entry.before) == ("post", "created", "")
    ]  # fmt: skip


def without_doubles(job: Job, post_id: int) -> Iterator[str]:
    made = attempts(job.room.store, job.article)
    if len(made) < 2:
        return
    doubles = job.wordpress.remove_doubles(publishing.marker(job.article), made[-1].slug, post_id, made)
    for each in doubles:
        if each.removed:
            entered(job, each)
        yield double_said(each)


def without_second_images(job: Job) -> Iterator[str]:
    for image in sorted({entry.object_id for entry in images_made(job.room.store, job.article) if entry.object_id}):
        for each in job.wordpress.remove_image_doubles(image):
            if each.removed:
                entered(job, each, "media", before="inherit")
            yield double_said(each, "image")


def images_made(store: Store, article: str) -> list[JournalEntry]:
    entries = store.journal(article=article)
    return [entry for entry in entries if (entry.object_type, entry.field) == ("media", "created")]


def entered(job: Job, double: Double, kind: str = "post", *, before: str = "draft") -> None:
    """Enter in the journal that a second one was deleted."""
    store = job.room.store
    entry = store.record_write(job.run, job.article, kind, double.post_id, "deleted", before=before, after="")
    store.confirm_write(entry)


def double_said(double: Double, kind: str = "post") -> str:
    if double.removed:
        return f"{kind} {double.post_id} was made by a request that came late; it is removed"
    return f"{kind} {double.post_id} is a second one of this article, and {STAYS[kind]}: it stays. Delete it if nobody needs it"


def newest_texts(job: Job) -> Iterator[str]:
    """A late text of ours knows nothing of what a person has written since; the one that we wrote last does."""
    for last, late in made_again(job.room.store, job.article):
        if not late:
            continue
        page = job.wordpress.post(last.object_id, last.object_type)
        if page.content in late:
            again(job, last, page.content)
            yield f"{page.url}: a request that came late had written over it; it is as it was"


def lone_texts(job: Job) -> Iterator[str]:
    """Texts of ours on this site, whichever article sent them, that came late and were never followed by another of ours."""
    for entry in unanswered(job.room.store, job.site.name):
        try:
            page = job.wordpress.post(entry.object_id, entry.object_type)
        except GoneError:
            continue
        if page.content == entry.after:
            yield came(job, entry, page)


def came(job: Job, entry: JournalEntry, page: Post) -> str:
    """Put back what a person had written under the late text; where nobody had, what we knew, or let the link count as set.

    An article that has its links has gone on without this one, perhaps since the page was thrown away.
    """
    late = f"{page.url}: a request of {entry.article} that came late"
    if given_back(job, entry, page) is not None:
        return f"{late} {OVER}; that text is back, without the link"
    if job.room.store.step(entry.article, "linked") is None:
        job.room.store.confirm_write(entry.id, page.id)
        return f"{late} has set its link"
    restored(job, entry, page, entry.before)
    return f"{late} has set a link that the article has done without; it is out again"


def put_back(job: Job, page: Post) -> Post | None:
    """The page with a person's text that our unanswered one had written over; None where it has written over nobody's."""
    for entry in unanswered(job.room.store, job.site.name):
        if (entry.object_type, entry.object_id, entry.after) == (page.type, page.id, page.content):
            theirs = given_back(job, entry, page)
            if theirs is not None:
                job.steps.told(job.article, f"{page.url}: a request that was not answered {OVER}; that text is back")
            return theirs
    return None


def given_back(job: Job, entry: JournalEntry, page: Post) -> Post | None:
    """Write the text under ours, where it is neither of those that we knew. An answer would have told of it; none came."""
    theirs = job.wordpress.text_before(page.id, page.type)
    if theirs is None or theirs in (entry.before, entry.after):
        return None
    return restored(job, entry, page, theirs)


def restored(job: Job, entry: JournalEntry, page: Post, text: str) -> Post:
    """Write a text in place of the late one, which counts as taken back."""
    store = job.room.store
    store.confirm_write(entry.id, page.id)
    again = store.record_write(job.run, job.article, page.type, page.id, "restored", before=page.content, after=text)
    back = job.wordpress.update_content(page.id, page.content, text, page.type)
    store.confirm_write(again, page.id)
    store.mark_undone(entry.id, job.run)
    return back


def unanswered(store: Store, site: str) -> list[JournalEntry]:
    """The newest text that each page was sent, where nobody knows whether it has come."""
    entries = [entry for entry in store.journal(site=site) if entry.field == "content" and entry.object_id]
    newest = {(entry.object_type, entry.object_id): entry for entry in entries}
    return [entry for entry in newest.values() if entry.state == "open"]


def again(job: Job, last: JournalEntry, late: str) -> None:
    """Entered with what stood there before our last text, not with the late one: undo goes back to that."""
    written(
        job, last.object_type, last.object_id, "content", before=last.before, after=last.after,
        write=lambda: job.wordpress.update_content(last.object_id, late, last.after, last.object_type),
    )  # fmt: skip


def made_again(store: Store, article: str) -> Iterator[tuple[JournalEntry, set[str]]]:
    """The last text that each host took from us, and those of before it of which nobody knows whether they have come."""
    entries = [entry for entry in store.journal(article=article) if entry.field == "content"]
    last = {(entry.object_type, entry.object_id): entry for entry in entries if entry.state == "written"}
    for where, newest in last.items():
        earlier = [each for each in entries if each.id < newest.id and each.state == "open"]
        texts = {each.after for each in earlier if (each.object_type, each.object_id) == where}
        yield newest, texts - {newest.after}
