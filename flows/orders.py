"""What the operator asked for, and what came of it."""

from pydantic import Field

from layers.boundary.store import ArticleStatus
from layers.nouns import Brief, Draft, Value


class Order(Value):
    """One article that is wanted: a keyword, or a brief or draft to enter at that line."""

    site: str
    keyword: str = Field(min_length=1)
    slug: str
    brief: Brief | None = None
    draft: Draft | None = None

    @property
    def article(self) -> str:
        return f"{self.site}/{self.slug}"


class Outcome(Value):
    """How a run ended. `reasons` say why, where it is not published."""

    article: str
    status: ArticleStatus
    url: str = ""
    reasons: tuple[str, ...] = ()
    linked_from: tuple[str, ...] = ()
