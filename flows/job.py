"""One article in one run: who asks for it, where it goes, and its durable steps."""

from dataclasses import dataclass
from functools import cached_property

from flows.examination import means_of
from flows.newsroom import Newsroom
from flows.orders import Order
from flows.steps import Steps
from layers.boundary.wordpress import WordPress
from layers.errors import ProbeOutdatedError
from layers.nouns import Keyword, Means, PostRules, Site


@dataclass(frozen=True)
class Job:
    room: Newsroom
    order: Order
    run: str
    steps: Steps

    @property
    def article(self) -> str:
        return self.order.article

    @property
    def keyword(self) -> Keyword:
        """The operator's keyword, with the figures that his own brief gives it."""
        return self.order.brief.keyword if self.order.brief is not None else Keyword(phrase=self.order.keyword)

    @cached_property
    def site(self) -> Site:
        return self.room.site(self.order.site)

    @property
    def rules(self) -> PostRules:
        """How this post is made: as it was ordered, else as the site's posts are."""
        return self.order.post or self.site.post

    @cached_property
    def means(self) -> Means:
        """How a post is written here. Raises NotProbedError, ImpossibleHereError, ProbeOutdatedError."""
        means = means_of(self.room, self.site)
        gone = sorted(set(means.meta_keys) - set(self.wordpress.meta_keys()))
        if gone:  # a plugin was switched off: what was meant for it would be dropped with 2xx
            raise ProbeOutdatedError(self.site.name, f"{means.probed_at:%Y-%m-%d}", ", ".join(gone))
        return means

    @cached_property
    def wordpress(self) -> WordPress:
        return self.room.wordpress(self.site)
