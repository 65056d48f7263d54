"""Who decides: the site's dial, and a decision that names the exact text that was approved."""

from flows.job import Job
from layers.errors import MastheadError
from layers.nouns import Article


class AwaitingReviewError(MastheadError):
    """A person must approve first; the run ends and costs nothing while it waits."""

    summary = "{0} waits for you: `masthead review {0}` shows it, `masthead review {0} --approve` lets it go on."


class RejectedError(MastheadError):
    summary = "{0} was rejected in review. It is kept: `masthead show {0}`."


def approve(job: Job, article: Article, concerns: tuple[str, ...]) -> None:
    """Return when the article may be published. Raises AwaitingReviewError or RejectedError."""
    if not needs_person(job.site.autonomy.publish, concerns):
        return
    decision = job.room.store.decision(job.article, text_hash(article))
    if decision == "approve":
        return
    raise RejectedError(job.article) if decision == "reject" else AwaitingReviewError(job.article)


def needs_person(dial: str, concerns: tuple[str, ...]) -> bool:
    return dial == "always" or (dial == "on-concern" and bool(concerns))


def text_hash(article: Article) -> str:
    """Name the exact text: an approval of one version never publishes another."""
    from flows.steps import sha256

    return sha256([article.model_dump_json()])
