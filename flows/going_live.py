"""Layer 4, first half: one write with every field as a draft, read back, then its status alone."""

from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.boundary.clock import now
from layers.errors import ChangedMeanwhileError, WordPressRefusedError
from layers.nouns import Article, Inventory, Link, Post, PostFields, Value

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
    content = publishing.render_content(job.room.templates.render, job.site, article, publishing.marker(job.article), at, url)
    return Rendered(fields=publishing.post_fields(article, content, terms))


def ensure(job: Job, taxonomy: str, slug: str, name: str) -> int:
    return job.wordpress.ensure_term(taxonomy, slug, name).id


def create(job: Job, fields: PostFields) -> Post:
    """Return the post as WordPress stored it, a draft. Repeating this finds the first one and makes no second."""
    return job.steps.take("created", [fields.model_dump_json()], Post, lambda: created(job, fields))


def created(job: Job, fields: PostFields) -> Post:
    """Write the post, or complete and compare the one that a killed run left behind."""
    if job.wordpress.find_own(publishing.marker(job.article), fields.slug) is None:
        post = written(
            job, "post", 0, "created", before="", after=fields.model_dump_json(), write=lambda: job.wordpress.create(fields)
        )  # fmt: skip
    else:
        post = job.wordpress.create(fields)
    settle(job, "post", post.id, "created")
    return post


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


def checked(job: Job, post: Post, links: tuple[Link, ...]) -> str:
    """Return the post's address once a visitor sees it whole and linked. Raises WordPressRefusedError that names what is not."""
    problems = [*faults(job, post), *(f"{link.source} does not show its link" for link in links if not shows(job, link))]
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
