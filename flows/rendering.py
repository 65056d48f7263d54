"""Layer 4, first half: the exact fields of the post, with everything that they name made sure of on the site."""

from flows.job import Job
from layers import publishing
from layers.boundary.clock import now
from layers.errors import GoneError
from layers.nouns import Article, Inventory, OutLink, PostFields, Value


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
    ).content
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
