"""What a person is shown before deciding, and the decision: bound to exactly the text that was shown."""

from dataclasses import dataclass

from flows.approval import text_hash
from flows.newsroom import Newsroom
from layers import places
from layers.boundary.store import DecisionKind
from layers.errors import MistakeError
from layers.inline import plain
from layers.nouns import Article


@dataclass(frozen=True)
class Decision:
    kind: DecisionKind
    notes: str = ""


def choice(*, approve: bool, send_back: str, reject: str) -> Decision | None:
    if approve:
        return Decision("approve")
    if send_back:
        return Decision("send-back", send_back)
    return Decision("reject", reject) if reject else None


def waiting_article(room: Newsroom, article: str) -> Article:
    """Return the text that waits. Raises MistakeError when nothing of this id does."""
    row = room.store.article(article)
    kept = room.store.step(article, "article")
    if row.status != "awaiting review" or kept is None:
        raise MistakeError(f"{article} does not wait for a decision: it is {row.status}. `masthead review` lists what does.")
    return Article.model_validate_json(kept.output)


def page(room: Newsroom, article: str) -> str:
    """Return the article as a person reads it before deciding."""
    return room.templates.render("reports/review.md.j2", article=waiting_article(room, article), texts=texts, plain=plain)


def texts(article: Article) -> list[tuple[str, str]]:
    return list(places.texts(article.draft))


def decided(room: Newsroom, article: str, decision: Decision, *, by: str) -> str:
    """Record the decision about exactly the text that waits now, and say what comes next."""
    text = waiting_article(room, article)
    room.store.decide(article, text_hash(text), decision.kind, notes=decision.notes, by=by)
    if decision.kind == "reject":
        room.store.set_status(article, "rejected", decision.notes)
        return f"{article} is rejected: {decision.notes}"
    room.store.set_status(article, "working", decision.kind)
    return f"{article}: {decision.kind} is recorded. Go on with: masthead resume {article}"
