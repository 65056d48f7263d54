"""One refresh of one post: who asks, and the durable steps, which are those of exactly this text."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.inventory import inventoried
from flows.newsroom import Newsroom
from flows.progress import told
from flows.refreshing.choosing import page_of, refuse_leaving
from flows.steps import Runner, Steps
from layers.boundary.wordpress import WordPress
from layers.errors import RefusedError
from layers.maintenance.fixing.fragments import fingerprint
from layers.maintenance.fixing.judging import read
from layers.maintenance.refreshing.briefing import phrase_of
from layers.maintenance.refreshing.outline import Outline, outline, unsafe
from layers.nouns import Inventory, Keyword, Page, Post, Site
from layers.publishing.builders import page_builder
from layers.publishing.kses import unkept

UNSAFE = "{0}: {1} is left alone: {2}."
LONGEST_PHRASE = 120


@dataclass(frozen=True)
class Work:
    """`article` names the steps and the calls: by the post and the text that the refresh begins with, so that nothing of an
    older text is taken for this one, and nothing of this one is paid twice. `made_as` is the article that made the post."""

    room: Newsroom
    site: Site
    inventory: Inventory
    post: Post
    page: Page
    keyword: Keyword
    made_as: str
    steps: Steps

    @property
    def article(self) -> str:
        return self.steps.article

    @property
    def run(self) -> str:
        return self.steps.run

    @property
    def of_post(self) -> str:
        return of_post(self.site.name, self.post.id)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person wants changed in what was written for this text before."""
        return self.room.store.notes(self.article)

    @property
    def found(self) -> Outline:
        return outline(self.post.content)

    @property
    def wordpress(self) -> WordPress:
        return self.room.wordpress(self.site)


def of_post(site: str, post_id: int) -> str:
    """What the runs that refresh one post have in common."""
    return f"{site}/refresh-{post_id}"


def text_of_post(name: str, sha256: str) -> str:
    """What steps, calls and notes of exactly one text of a post are kept under; `name` is that of the post's runs."""
    return f"{name}-{sha256[:8]}"


def located(room: Newsroom, site: str, name: str) -> tuple[Inventory, Page]:
    """Bring the site's mirror up to date and find the post. Raises MistakeError, RefusedError."""
    there = room.site(site)
    inventory = inventoried(room, there)
    page = page_of(room, there, inventory, name)
    refuse_leaving(room, there, page)
    return inventory, page


def opened(room: Newsroom, site: str, inventory: Inventory, page: Page, keyword: str, runner: Runner) -> Work:
    """Read the post as it is now. Raises RefusedError for one that cannot be refreshed, with the reason."""
    there = room.site(site)
    wordpress = room.wordpress(there)
    post = wordpress.post(page.id, "page" if page.type == "page" else "post")
    refuse_unfit(there, post)
    rows = [row for row in room.store.articles(site=site) if row.post_id == post.id]
    phrase = keyword or (rows[0].keyword if rows else phrase_of(page.title))
    name = text_of_post(of_post(site, post.id), fingerprint(post.content))
    steps = Steps(room.store, name, name, runner, told)
    return Work(
        room,
        there,
        inventory,
        post,
        read(post),
        Keyword(phrase=phrase[:LONGEST_PHRASE]),
        rows[0].id if rows else "",
        steps,
    )


def refuse_unfit(site: Site, post: Post) -> None:
    if post.status != "publish":
        raise RefusedError(UNSAFE.format(site.name, post.url, f"it is '{post.status}' now, and not published"))
    if builder := page_builder(post.content, "", post.meta):
        raise RefusedError(UNSAFE.format(site.name, post.url, f"it is made with {builder}, and is not edited"))
    if not post.unfiltered_html and (lost := unkept(post.content)):
        raise RefusedError(
            UNSAFE.format(site.name, post.url, f"it has {lost}, which WordPress would take out of this user's text")
        )
    if why := unsafe(post.content):
        raise RefusedError(UNSAFE.format(site.name, post.url, why))


def midnight(site: Site, moment: datetime) -> datetime:
    """The beginning of a day on the site's own clock: run again on that day, a plan is the same."""
    return moment.astimezone(ZoneInfo(site.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
