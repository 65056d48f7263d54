"""What one look at a WordPress site saw, before anybody judges it. Passwords are in none of these."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from layers.nouns.value import Value

Reach = Literal["answers", "plain http", "not an address", "certificate", "no host", "silent"]
Rest = Literal["pretty", "plain", "closed", "server login", "login page", "redirect", "page", "broken", "none"]
Access = Literal["accepted", "refused", "forbidden", "unreadable", "not tried"]
Proof = Literal["yes", "no", "unknown"]


class Head(Value):
    """What a page's head already emits. `types` are the `@type`s of its JSON-LD, `social` its og: and twitter: tags by name.

    `marks` are the comments, generators and script names by which plugins can be told.
    """

    url: str
    status: int
    title: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    social: Mapping[str, str] = Field(default_factory=dict)
    types: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Login(Value):
    """What WordPress made of the login. `said` are its own words.

    `without_header` is whether the same login is taken where it travels in the body (XML-RPC): yes beside a refusal means
    that the Authorization header is lost on the way. `scripts` is whether WordPress lets this user keep scripts in a post.
    """

    user: str
    access: Access = "not tried"
    said: str = ""
    without_header: Proof = "unknown"
    roles: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    claims_scripts: bool = False
    scripts: Proof = "unknown"
    password_made_at: str = ""


class Sample(Value):
    """The newest posts by the way they were made; `overdue` counts scheduled posts whose time has passed."""

    posts: int = 0
    block: int = 0
    classic: int = 0
    builders: tuple[str, ...] = ()
    scheduled: int = 0
    overdue: int = 0


class Cron(Value):
    """What shows whether WordPress's cron runs, beside posts that are overdue.

    `by_visits`: visits start it (there is no DISABLE_WP_CRON). `late_s`: by how many seconds its oldest event is late; both
    are known from the companion. `trash_days`: for how many days the oldest post in the trash lies there.
    """

    by_visits: Proof = "unknown"
    late_s: int = 0
    trash_days: int = 0


class Examination(Value):
    """One site at one moment, as far as it could be seen by reading.

    `home` is the address that WordPress gives itself; `application_passwords` is whether it offers them. `meta_keys` are
    the keys that a post takes over REST. `cache` are the signs of a page cache. `left` is what a probe that was killed
    left on the site, such as `post 12`. `shows_modified` is where a post's page shows when it was last changed; None where
    no post was changed on another day than it was published, so that nothing can tell.
    """

    site: str
    url: str
    at: datetime
    reach: Reach
    reach_said: str = ""
    rest: Rest = "none"
    rest_said: str = ""
    open_to_visitors: bool = True
    home: str = ""
    version: str = ""
    timezone: str = ""
    offset_h: float = 0.0
    application_passwords: bool = True
    multisite: Proof = "unknown"
    namespaces: tuple[str, ...] = ()
    meta_keys: tuple[str, ...] = ()
    companion: str = ""
    cache: tuple[str, ...] = ()
    login: Login
    sample: Sample = Sample()
    cron: Cron = Cron()
    left: tuple[str, ...] = ()
    shows_modified: tuple[str, ...] | None = None
    front: Head | None = None
    post: Head | None = None
