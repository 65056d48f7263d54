"""WordPress as Masthead uses it: one object per site."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from layers.boundary.store import Mirrors
from layers.boundary.wordpress import live
from layers.boundary.wordpress.alt_texts import AltTexts
from layers.boundary.wordpress.authors import author_id
from layers.boundary.wordpress.doubles import Double
from layers.boundary.wordpress.inventory import inventory
from layers.boundary.wordpress.media import Library
from layers.boundary.wordpress.mirror_site import mirror_site
from layers.boundary.wordpress.moving import move
from layers.boundary.wordpress.objects import object_at
from layers.boundary.wordpress.offers import meta_keys
from layers.boundary.wordpress.pacing import UNPACED, Pace
from layers.boundary.wordpress.posts import Posts
from layers.boundary.wordpress.scheduling import poke_cron
from layers.boundary.wordpress.seo import write_seo
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Transport, is_loopback
from layers.errors import LoginError
from layers.nouns import Inventory, Media, Post, PostFields, SeoLoss, SeoPlan, Term
from layers.nouns.mirror import MirrorState

RIGHTS = {
    "publish_posts": "publish posts",
    "edit_others_posts": "edit other people's posts, which linking needs",
    "edit_published_posts": "edit published posts",
    "edit_pages": "edit pages",
}


@dataclass(frozen=True)
class User:
    """Who the application password belongs to.

    `unfiltered_html` is what WordPress claims: on a multisite it claims it and strips scripts all the same.
    """

    id: int
    name: str
    roles: tuple[str, ...]
    unfiltered_html: bool
    manage_categories: bool


class WordPress:
    """One site. Every method raises `WordPressDownError` (try again) or a `RefusedError` (stop), and nothing else."""

    def __init__(
        self,
        site: str,
        url: str,
        user: str,
        password: str,
        *,
        timeout_s: float = 30.0,
        pause: Callable[[float], None] = time.sleep,
        pace: Pace = UNPACED,
    ) -> None:
        self._transport = Transport(site, url, user, password, timeout_s, pause, pace)
        self._posts = Posts(self._transport)
        self._terms = Terms(self._transport)
        self._library = Library(self._transport)
        self._alts = AltTexts(self._transport)
        self._visitor = live.stranger(timeout_s)
        self.site = site
        self.url = self._transport.url

    def __repr__(self) -> str:
        return f"WordPress({self.site!r}, {self.url!r})"

    @property
    def transport(self) -> Transport:
        """The requests themselves, for what is tried out by doing."""
        return self._transport

    @property
    def on_loopback(self) -> bool:
        return is_loopback(urlsplit(self.url).hostname or "")

    def who(self) -> User:
        """Who we are here; raises LoginError for a wrong password and for a role that may not do what publishing needs.

        WordPress answers a public read with a wrong password as if nobody had logged in, with 200. This one cannot be read so.
        """
        record = self._transport.get("/wp/v2/users/me", {"_fields": "id,name,roles,capabilities"}).json
        able = {name for name, granted in record.get("capabilities", {}).items() if granted}
        missing = [meaning for right, meaning in RIGHTS.items() if right not in able]
        if missing:
            role = ", ".join(record.get("roles", ())) or "no role on this site"
            raise LoginError(
                self.site,
                f"the user '{self._transport.user}' ({role}) may not {'; nor '.join(missing)}.",
                "Give the user the role Editor.",
            )
        return User(
            record["id"],
            record["name"],
            tuple(record.get("roles", ())),
            "unfiltered_html" in able,
            "manage_categories" in able,
        )

    def meta_keys(self) -> tuple[str, ...]:
        """The meta keys that a post takes over REST now; they change with the plugins that are active."""
        return meta_keys(self._transport)

    def inventory(self, now: datetime) -> Inventory:
        """Every published post and page that is not behind a password, and all terms."""
        return inventory(self._transport, self._terms, now)

    def mirror(self, mirrors: Mirrors, told: Callable[[str], None], *, full: bool = False) -> MirrorState:
        """Bring the site's mirror up to date: whole at first, afterwards what has changed. `told` hears how far it is."""
        return mirror_site(self._transport, mirrors, told, full=full)

    def post(self, post_id: int, kind: str = "post") -> Post:
        return self._posts.read(post_id, kind)

    def text_before(self, post_id: int, kind: str = "post") -> str | None:
        """The content that stood there before the newest saving; None where the site keeps no such revision."""
        return self._posts.text_before(post_id, kind)

    def revision(self, post_id: int, kind: str = "post") -> int:
        """The id of the post's newest revision; 0 where the site keeps none."""
        return self._posts.revision(post_id, kind)

    def find_own(self, marker: str, slug: str) -> Post | None:
        return self._posts.find_own(marker, slug)

    def create(
        self, fields: PostFields, known: Collection[PostFields] = (), removed: Callable[[Double], None] = lambda _: None
    ) -> Post:
        """Create the post, or complete the one of an earlier attempt; `removed` is told of each second one that was deleted."""
        return self._posts.create(fields, known, removed)

    def remove_doubles(self, marker: str, slug: str, keep: int, known: Collection[PostFields]) -> tuple[Double, ...]:
        """Delete what a host made of a request a second time; what a person has touched stays, and is returned too."""
        return self._posts.remove_doubles(marker, slug, keep, known)

    def set_status(self, post_id: int, status: str, kind: str = "post") -> Post:
        return self._posts.set_status(post_id, status, kind)

    def update_content(self, post_id: int, before: str, after: str, kind: str = "post") -> Post:
        return self._posts.update_content(post_id, before, after, kind)

    def update(self, post_id: int, before: Post, changes: PostFields | Mapping[str, Any], kind: str = "post") -> Post:
        return self._posts.update(post_id, before, changes, kind)

    def change(self, post_id: int, kind: str, decide: Callable[[Post], Mapping[str, Any]]) -> tuple[Post, Post]:
        """One post, read and changed as `decide` says of what was read; returns it before and after."""
        return self._posts.change(post_id, kind, decide)

    def object_at(self, url: str) -> tuple[str, int] | None:
        """The type and id of the post or page at an address of the site; None where there is none."""
        return object_at(self._transport, url)

    def alt_text(self, media_id: int) -> str:
        """The alternative text of a file in the library, raw. Raises GoneError."""
        return self._alts.read(media_id)

    def write_alt_text(self, media_id: int, before: str, after: str) -> None:
        """Write the alternative text where `before` still stands. Raises ChangedMeanwhileError where a person changed it."""
        self._alts.write(media_id, before, after)

    def move(self, post_id: int, slug: str, kind: str = "post", before: Post | None = None) -> Post:
        return move(self._transport, self._posts, post_id, slug, kind, before)

    def poke_cron(self) -> None:
        poke_cron(self._transport)

    def author_id(self, slug: str) -> int:
        return author_id(self._transport, slug)

    def terms(self, taxonomy: str) -> tuple[Term, ...]:
        """Every term of `categories` or `tags`."""
        return self._terms.all(taxonomy)

    def ensure_term(self, taxonomy: str, slug: str, name: str, parent: int = 0) -> Term:
        return self._terms.ensure(taxonomy, slug, name, parent)

    def write_seo(self, post_id: int, plan: SeoPlan, kind: str = "post") -> tuple[SeoLoss, ...]:
        """Write what the one write could not take of the SEO fields, look for all of them, and name the lost ones."""
        return write_seo(self._transport, post_id, kind, plan)

    def image(self, media_id: int) -> Media | None:
        """The image with this id; None where the site has it no more."""
        return self._library.read(media_id)

    def find_image(self, data: bytes) -> Media | None:
        """The image that was sent with this content; None where the site has none."""
        return self._library.find(data)

    def remove_image_doubles(self, media_id: int) -> tuple[Double, ...]:
        """Delete what a host made of an upload of ours a second time; what is older than an hour stays, and is returned too."""
        return self._library.remove_doubles(media_id)

    def ensure_image(self, data: bytes, name: str, alt: str, title: str) -> Media:
        """Make sure that the site has this image, sent once for its content. `name` ends with what it is, such as `.png`.

        An image that has an alt text already keeps it: see `Media.alt`.
        """
        return self._library.ensure(data, name, alt, title)

    def live(self, url: str, *, fresh: bool = True) -> live.LivePage:
        """The public page, past caches; or, not `fresh`, as the next visitor gets it."""
        return live.looked_at(self._visitor, self.site, url, fresh=fresh, pause=self._transport.pause)

    def barred(self, url: str) -> tuple[str, ...]:
        """Which crawlers of search engines and answer engines robots.txt keeps from the address."""
        return live.barred(url, self._transport.timeout_s)
