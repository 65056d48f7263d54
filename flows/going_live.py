"""Layer 4, first half: one write with every field as a draft, read back, then its status alone."""

from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.boundary.clock import now
from layers.boundary.store import StoredArticle
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, NotLiveError, WordPressRefusedError
from layers.nouns import Article, Inventory, Link, OutLink, Post, PostFields, Value

LIVE_STEP = "live"


class Rendered(Value):
    """The exact fields that will be written. Stored before the first write, so that a repeat writes the same."""

    fields: PostFields


def rendered(job: Job, article: Article, inventory: Inventory) -> Rendered:
    """Make sure of the taxonomy and render the post. Terms are created only where the site's YAML names them."""
    return job.steps.take("rendered", [article.model_dump_json()], Rendered, lambda: render(job, article, inventory))


def render(job: Job, article: Article, inventory: Inventory) -> Rendered:
    plan = publishing.taxonomy(job.site, article, inventory)
    if plan.refused:
        job.steps.told(job.article, f"tags left out, neither on the site nor in its YAML: {', '.join(plan.refused)}")
    terms = publishing.Terms(
        categories=tuple(ensure(job, "categories", term.slug, term.name) for term in plan.categories),
        tags=tuple(ensure(job, "tags", term.slug, term.name) for term in plan.tags),
    )
    at = now()
    url = publishing.expected_url(inventory, article.slug, at)
    article = article.model_copy(
        update={"links": tuple(link for link in article.links if still_there(job, link, inventory))}
    )
    content = publishing.render_content(
        job.room.templates.render, job.site, article, publishing.marker(job.article), at, url
    )
    return Rendered(fields=publishing.post_fields(article, content, terms))


def still_there(job: Job, link: OutLink, inventory: Inventory) -> bool:
    """Look at the target again: an article may have waited for weeks since its links were chosen."""
    kind = next((page.type for page in inventory.pages if page.id == link.post_id), "post")
    try:
        there = job.wordpress.post(link.post_id, kind).status == "publish"
    except GoneError:
        there = False
    if not there:
        job.steps.told(job.article, f"link left out: {link.url} is not published any more")
    return there


def ensure(job: Job, taxonomy: str, slug: str, name: str) -> int:
    return job.wordpress.ensure_term(taxonomy, slug, name).id


def create(job: Job, fields: PostFields) -> Post:
    """Return the post as WordPress stored it, a draft. Repeating this finds the first one and makes no second."""
    return job.steps.take("created", [fields.model_dump_json()], Post, lambda: created(job, fields))


def created(job: Job, fields: PostFields) -> Post:
    """Write the post, or complete and compare the one that a killed run left behind."""
    found = job.wordpress.find_own(publishing.marker(job.article), fields.slug)
    if found is None:
        return written(
            job, "post", 0, "created", before="", after=fields.model_dump_json(), write=lambda: job.wordpress.create(fields)
        )  # fmt: skip
    post = completed(job, fields, found)
    settle(job, "post", post.id, "created")
    return post


def completed(job: Job, fields: PostFields, found: Post) -> Post:
    """Return our own earlier post, whole.

    A draft that was taken back keeps what came into it since: a link of ours, or a person's edit. New text (written after
    notes) takes the place of our own old text, never of a person's.
    """
    entries = [
        entry
        for entry in job.room.store.journal(site=job.site.name)
        if (entry.object_type, entry.object_id) == ("post", found.id)
    ]
    made = {PostFields.model_validate_json(entry.after).content for entry in entries if entry.field == "created"}
    changed = {text for entry in entries if entry.field == "content" for text in (entry.before, entry.after)}
    if found.content not in made | changed | {fields.content}:
        return as_it_stands(job, found)
    if found.content != fields.content and fields.content in made:
        return found
    return job.wordpress.create(fields, made | changed)


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
    if before.status != "draft":
        raise ChangedMeanwhileError(job.site.name, post_id, f"its status is '{before.status}'")
    return written(
        job, "post", post_id, "status", before=before.status, after="publish",
        write=lambda: job.wordpress.set_status(post_id, "publish"),
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


def checked(job: Job, post: Post, links: tuple[Link, ...]) -> str:
    """Return the post's address once a visitor sees it whole and linked. Raises WordPressRefusedError that names what is not."""
    problems = [
        *faults(job, post),
        *(f"{link.source} does not show its link" for link in links if not shows(job, link)),
    ]
    if problems:
        advice = f"`masthead undo {job.article}` takes it back"
        raise WordPressRefusedError(job.site.name, f"the live page {post.url}", f"{'; '.join(problems)}. {advice}")
    return post.url


def faults(job: Job, post: Post) -> list[str]:
    page = job.wordpress.live(post.url)
    found = {
        f"it answers {page.status}": page.status != 200,
        "it tells search engines not to index it": page.noindex,
        "its JSON-LD does not parse": page.broken_json_ld > 0,
    }
    return [problem for problem, true in found.items() if true]


def shows(job: Job, link: Link) -> bool:
    return job.wordpress.live(link.source).links_to(link.target)
