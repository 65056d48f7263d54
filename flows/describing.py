"""What a run would write, said before it is written."""

from flows.job import Job
from flows.planning import Plan
from flows.seo_fields import seo_fields
from layers.nouns import Article, Means
from layers.publishing import seo

PLACES = {"head": "in the page's head, by the companion", "block": "in the post", "nowhere": "nowhere"}


def described(job: Job, article: Article, plan: Plan) -> tuple[str, ...]:
    """One line for each thing that the run would make or change on the site."""
    means = job.means
    hosts = ", ".join(host.url for host in plan.hosts[: job.site.links.in_max]) or plan.partner
    return (
        f"would create '{article.draft.title}' at {job.site.url.rstrip('/')}/{article.slug}/",
        f"live {f'at {job.order.at} UTC' if job.order.at else 'as soon as it is linked'}",
        f"SEO title '{article.seo_title}', description '{article.description}'",
        f"category {article.category}, tags {', '.join(article.tags) or 'none'}",
        f"image: {image(job)}; JSON-LD: {place(job, means)}",
        f"links to {', '.join(link.url for link in article.links) or 'nothing yet'}",
        f"would set links in {hosts}",
        *(f"the site would not take {line}" for line in losses(job, article, means)),
    )


def image(job: Job) -> str:
    if job.order.image:
        return job.order.image
    return "a title card" if job.rules.image == "card" else "none"


def place(job: Job, means: Means) -> str:
    return PLACES[means.schema_place] if job.site.schema_.enabled else "none"


def losses(job: Job, article: Article, means: Means) -> tuple[str, ...]:
    fields = seo_fields(article, job.rules, None)
    return seo.by_reason(seo.plan(means.adapter, means.meta_keys, fields, found=means.seo_lost).lost)
