"""One article as it stands: its state, its steps, what it cost, and its text as far as it has come."""

from flows.costs import as_table, report
from flows.newsroom import Newsroom
from flows.reviewing import SHOWN
from layers import places
from layers.boundary.store import StoredArticle
from layers.inline import plain
from layers.nouns import Article, Draft


def shown(room: Newsroom, article: str) -> str:
    """Raises NoSuchArticleError."""
    row = room.store.article(article)
    steps = [step for step in room.store.steps(article) if step.key not in ("order", SHOWN)]
    lines = [f"{row.id}  {row.status}  {row.url}".rstrip(), f"keyword: {row.keyword}"]
    lines += [row.reason] if row.reason else []
    lines += [
        "",
        "Steps:",
        *(f"  {step.done_at:%Y-%m-%d %H:%M:%S}  {step.key:<12} {step.model}".rstrip() for step in steps),
    ]
    lines += ["", as_table(report(room, article=article), "step"), "", *text(room, article)]
    return "\n".join(lines)


def is_mere_try(room: Newsroom, row: StoredArticle) -> bool:
    """Whether an article was refused before anything was spent on it, or written: its keyword was covered, say."""
    if row.status != "refused" or row.post_id or room.ledger.charges(article=row.id):
        return False
    return not room.store.journal(article=row.id)


def text(room: Newsroom, article: str) -> list[str]:
    draft = newest_draft(room, article)
    return [f"[{place}] {plain(words)}" for place, words in places.texts(draft)] if draft is not None else []


def newest_draft(room: Newsroom, article: str) -> Draft | None:
    """Return the text of the finished article, else the accepted or the first draft."""
    finished = room.store.step(article, "article")
    if finished is not None:
        return Article.model_validate_json(finished.output).draft
    kept = room.store.step(article, "accepted") or room.store.step(article, "draft.1")
    return Draft.model_validate_json(kept.output) if kept is not None else None
