"""Who decides: the site's dial, and a decision that names the exact text that was approved."""

from flows.job import Job
from flows.steps import sha256
from layers import checks, generation
from layers.boundary.clock import now
from layers.errors import MastheadError
from layers.nouns import Article


class AwaitingReviewError(MastheadError):
    """A person must approve first; the run ends and costs nothing while it waits."""

    summary = "{0} waits for you: `masthead review {0}` shows it, `masthead review {0} --approve` lets it go on."


class RejectedError(MastheadError):
    summary = "{0} was rejected in review. It is kept: `masthead show {0}`."


def concerns(job: Job, article: Article) -> tuple[str, ...]:
    """Return what the checks would rather have otherwise: not wrong enough to stop, worth a person's look. So is a short text."""
    found = checks.findings(checks.of_article(article), job.site, now().date())
    said = tuple(f"{each.check}: {each.evidence}" for each in found if each.severity != "notice")
    short = generation.shortfall(job.site, article.draft)
    return (*said, short) if short else said


def approve(job: Job, article: Article) -> None:
    """Return when the article may be published. Raises AwaitingReviewError, or RejectedError whatever the dial says."""
    decision = job.room.store.decision(job.article, text_hash(article))
    if decision == "reject":
        raise RejectedError(job.article)
    if decision != "approve" and needs_person(job.site.autonomy.publish, concerns(job, article)):
        raise AwaitingReviewError(job.article)


def needs_person(dial: str, found: tuple[str, ...]) -> bool:
    return dial == "always" or (dial == "on-concern" and bool(found))


def text_hash(article: Article) -> str:
    """Name the exact text: an approval of one version never publishes another."""
    return sha256([article.model_dump_json()])
