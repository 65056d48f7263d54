"""What the operator asked for, and what came of it."""

from typing import Literal

from pydantic import Field

from layers.boundary.store import Store
from layers.errors import NoSuchArticleError
from layers.nouns import Brief, Draft, PostRules, Value

ArticleStatus = Literal[
    "not ordered", "working", "awaiting host", "awaiting review", "awaiting answer", "links pending",
    "parked", "rejected", "refused", "published",
]  # fmt: skip


class Order(Value):
    """One article that is wanted: a keyword, or a brief or draft to enter at that line.

    `at` is when it shall go live, ISO in UTC without a zone; empty: as soon as it may. `image` is a file, `alt` what it
    shows. `post` is what was said of this post alone; None: the site's own rules.
    """

    site: str
    keyword: str = Field(min_length=1)
    slug: str
    brief: Brief | None = None
    draft: Draft | None = None
    at: str = ""
    image: str = ""
    image_sha256: str = ""
    alt: str = ""
    post: PostRules | None = None

    def plain(self) -> "Order":
        """The same without what was said of its date, its image and this post alone."""
        return self.model_copy(update={"at": "", "image": "", "image_sha256": "", "alt": "", "post": None})

    @property
    def article(self) -> str:
        return f"{self.site}/{self.slug}"


class Outcome(Value):
    """How a run ended. `reasons` say why, where it is not published; `lost` what the site could not take.

    `short` says that the text has fewer words than the site wants.
    """

    article: str
    status: ArticleStatus
    url: str = ""
    reasons: tuple[str, ...] = ()
    linked_from: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    short: str = ""


def keep_order(store: Store, order: Order, run: str) -> None:
    store.put_step(order.article, "order", fingerprint="", output=order.model_dump_json(), run=run)


def kept_order(store: Store, article: str) -> Order:
    """Return what was asked for under this id. Raises NoSuchArticleError."""
    kept = store.step(article, "order")
    if kept is None:
        raise NoSuchArticleError(article)
    return Order.model_validate_json(kept.output)
