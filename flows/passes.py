"""Layer 3 in order: links out, then the SEO, AEO and GEO passes, each with its own gate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows.asking import ask
from flows.indexing import earlier_index
from flows.job import Job
from flows.planning import Plan
from layers import optimization, publishing
from layers.errors import NotReadyError
from layers.nouns import Article, Brief, Draft, Question, Site

TRIES = 2


@dataclass(frozen=True)
class Pass:
    name: str
    question: Callable[[Site, Brief, Article], Question[Any]]
    apply: Callable[[Site, Brief, Article, Any], optimization.Passed]
    blocking: Callable[[Site, Brief, Article], tuple[str, ...]]


PASSES = (
    Pass("seo", optimization.ask_for_seo, optimization.apply_seo, optimization.seo_blocking),
    Pass("aeo", optimization.ask_for_aeo, optimization.apply_aeo, optimization.aeo_blocking),
    Pass("geo", optimization.ask_for_geo, optimization.apply_geo, optimization.geo_blocking),
)


def finished_article(job: Job, brief: Brief, draft: Draft, plan: Plan) -> Article:
    """Return the article as it will be published. Raises NotReadyError when a gate stays shut."""
    article = optimization.opening_article(job.site, brief, draft)
    for each in PASSES:
        article = passed(job, brief, article, each)
    return job.steps.take("article", [article.model_dump_json()], Article, lambda: linked(job, brief, article, plan))


def linked(job: Job, brief: Brief, article: Article, plan: Plan) -> Article:
    """Choose the links out; pages that will link to the article are linked back to within the site's budget alone."""
    index = earlier_index(job.room.store, plan.inventory)
    choice = publishing.weigh_targets(job.site, brief, article.draft, plan.inventory, hosts=plan.hosts, index=index)
    if choice.reason:
        job.steps.told(job.article, choice.reason)
    return article.model_copy(update={"links": choice.links})


def passed(job: Job, brief: Brief, article: Article, each: Pass) -> Article:
    """Put one pass through: checks, one call, checks, facts compared; once more where its gate stays shut."""
    reasons: tuple[str, ...] = ()
    for round_ in range(1, TRIES + 1):
        answer = ask(job, each.question(job.site, brief, article), round_)
        done = each.apply(job.site, brief, article, answer)
        for refusal in done.refused:
            job.steps.told(job.article, f"{each.name}: left out: {refusal}")
        article = done.article
        reasons = each.blocking(job.site, brief, article)
        if not reasons:
            return article
    raise NotReadyError(job.article, f"the {each.name.upper()} pass", "; ".join(reasons))
