"""SEO fields of one post: what it shall say of itself, and the durable step that writes and looks for what the one write could not take."""

from flows.job import Job
from flows.journal import settle
from flows.lease import keep
from layers import inline
from layers.errors import NotReadyError
from layers.nouns import Article, Means, Media, PostRules, SeoFields, SeoLoss, SeoPlan, Value
from layers.publishing import seo

STEP = "seo-fields"


class Losses(Value):
    """The fields that the site does not show, each with its reason."""

    losses: tuple[SeoLoss, ...] = ()


def seo_fields(article: Article, rules: PostRules, image: Media | None) -> SeoFields:
    """What the head of the post shall say. Networks get the headline, search results the title that was made for their width."""
    return SeoFields(
        title=article.seo_title,
        description=article.description,
        focus_keyword=article.keyword,
        canonical=rules.canonical,
        noindex=rules.noindex,
        social_title=inline.plain(article.draft.title),
        social_description=article.description,
        social_image=image.url if image else "",
    )


def planned(job: Job, means: Means, article: Article, image: Media | None) -> SeoPlan:
    """How this site takes the fields, by its probe. Raises NotReadyError for what it would refuse once the post is there."""
    made = seo.plan(means.adapter, means.meta_keys, seo_fields(article, job.rules, image), found=means.seo_lost)
    if problems := seo.type_problems(made):
        raise NotReadyError(job.article, "rendering", "; ".join(problems))
    return made


def written(job: Job, post_id: int, plan: SeoPlan) -> tuple[SeoLoss, ...]:
    """Write and look for the fields of our post, once, and return those that no look has shown."""
    inputs = [str(post_id), plan.model_dump_json()]
    return job.steps.take(STEP, inputs, Losses, lambda: Losses(losses=write(job, post_id, plan))).losses


def write(job: Job, post_id: int, plan: SeoPlan) -> tuple[SeoLoss, ...]:
    return entered(job, post_id, plan) if seo.requests(plan, post_id) else job.wordpress.write_seo(post_id, plan)


def entered(job: Job, post_id: int, plan: SeoPlan) -> tuple[SeoLoss, ...]:
    """Enter in the journal what a plugin's own routes are sent. There is no value before: the post is new and ours."""
    store = job.room.store
    keep(store, job.site.name)
    store.record_write(job.run, job.article, "post", post_id, STEP, before="", after=plan.seo.model_dump_json())
    losses = job.wordpress.write_seo(post_id, plan)
    settle(job, "post", post_id, STEP)
    return losses
