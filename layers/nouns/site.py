"""What one site's YAML may say. Nothing about a site is in code."""

import ipaddress
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from layers.errors import NoSuchSiteError
from layers.nouns.cron import cron_line
from layers.nouns.value import Value
from layers.nouns.wordpress import Discussion, PostFormat

Effort = Literal["low", "medium", "high"]
PublishApproval = Literal["always", "on-concern", "never"]
FixApproval = Literal["none", "A", "B"]

COLOUR = r"^#[0-9a-fA-F]{6}$"
ADDRESS = r"^https?://[^\s/?#]+\S*$"
Address = Annotated[str, Field(pattern=ADDRESS)]
Cron = Annotated[str, AfterValidator(cron_line)]
DEAREST_CAP = Decimal(1_000_000)  # beyond it a cap is a slip of the keyboard, and holds nothing back
Cap = Annotated[Decimal, Field(gt=0, le=DEAREST_CAP)]
LAST_PORT = 65_535
STEPS = ("angle", "brief", "draft", "review", "revise", "seo", "aeo", "geo", "link", "fix", "refresh")
WRITER_STEPS = frozenset({"angle", "draft", "review", "revise", "refresh"})


class Credentials(Value):
    """The NAMES of the environment variables that hold a login, never the login."""

    user_env: str
    password_env: str


class Category(Value):
    name: str = Field(min_length=1)
    slug: str = Field(min_length=1)
    purpose: str = ""
    parent: str = Field(default="", description="slug of the category above this one")
    hub: str = Field(default="", description="slug of the page or post that leads this category")


class WordRange(Value):
    min: int = Field(default=500, ge=100, le=10_000)
    max: int = Field(default=1_600, ge=200, le=20_000)

    @model_validator(mode="after")
    def _in_order(self) -> "WordRange":
        if self.min > self.max:
            raise ValueError(f"min ({self.min}) is more than max ({self.max})")
        return self


class StepModel(Value):
    """Which model answers a step, how hard it thinks, and the most that it may write."""

    model: str = ""
    effort: Effort = "medium"
    max_tokens: int = Field(default=8_000, ge=256, le=21_333)


class Autonomy(Value):
    """Who decides. `publish: always` means that a person always approves."""

    publish: PublishApproval = "always"
    fix: FixApproval = "none"


class Caps(Value):
    """The most that may be spent, in US dollars; checked against spent plus reserved."""

    article_usd: Cap = Decimal("1.00")
    month_usd: Cap = Decimal("50.00")


class Cadence(Value):
    articles_per_week: int = Field(default=7, ge=0, le=50)


class Schedules(Value):
    """Cron lines in the site's time zone; empty means: not scheduled."""

    article: Cron = ""
    audit: Cron = "0 6 1 1,4,7,10 *"
    fix: Cron = "0 8 1 1,4,7,10 *"
    refresh: Cron = "0 10 1 1,4,7,10 *"


class LinkRules(Value):
    """How many contextual links an article must have, and how alike two texts must be to be linked.

    A page that has `per_page` links to other pages of the site, or `per_100_words` for each begun hundred words, gets no
    further one, unless it is a hub. At most `reciprocal_max` of the pages that link to an article are linked back to.
    `min_similarity` is how alike a page must be to what it links to or from, `min_kinship` how alike it must be in what
    both say beside the names of their subjects.
    """

    out_min: int = Field(default=2, ge=0, le=20)
    out_max: int = Field(default=4, ge=0, le=40)
    in_min: int = Field(default=1, ge=1, le=10)
    in_max: int = Field(default=3, ge=1, le=20)
    per_page: int = Field(default=20, ge=1, le=200)
    per_100_words: int = Field(default=3, ge=1, le=20)
    reciprocal_max: int = Field(default=1, ge=0, le=20)
    skip_first_paragraph: bool = False
    min_similarity: float = Field(default=0.05, ge=0, le=1)
    min_kinship: float = Field(default=0.09, ge=0, le=1)
    duplicate_similarity: float = Field(default=0.60, ge=0, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> "LinkRules":
        """An article that must have more links than it may have fails after it was paid for."""
        for way, least, most in (("out", self.out_min, self.out_max), ("in", self.in_min, self.in_max)):
            if least > most:
                raise ValueError(f"{way}_min ({least}) is more than {way}_max ({most})")
        return self


class SchemaRules(Value):
    """Which JSON-LD is written. `organization` and `author` name who stands behind the site."""

    enabled: bool = True
    type: Literal["BlogPosting", "Article"] = "BlogPosting"
    faq_page: bool = False
    speakable: bool = True
    organization: str = ""
    logo: str = Field(default="", pattern=f"^$|{ADDRESS}", description="address of the organization's logo")
    author: str = ""
    author_url: str = Field(default="", pattern=f"^$|{ADDRESS}", description="the page about the author")
    author_same_as: tuple[Address, ...] = ()
    same_as: tuple[Address, ...] = ()


class Card(Value):
    """The title card of a post that has no image of the operator's. Colours are #rrggbb; `font` is a TrueType file."""

    background: str = Field(default="#2b5d7a", pattern=COLOUR)
    text: str = Field(default="#ffffff", pattern=COLOUR)
    font: str = ""


class PostRules(Value):
    """How posts are made, beside their words; `publish --set KEY=VALUE` says otherwise for one article.

    `author` is the slug of a WordPress user; empty: whoever the login belongs to. `image` says what a post without an
    image of its own gets.
    """

    author: str = ""
    template: str = ""
    format: PostFormat = "standard"
    sticky: bool = False
    comment_status: Discussion = ""
    ping_status: Discussion = ""
    image: Literal["card", "none"] = "card"
    canonical: str = Field(default="", pattern=f"^$|{ADDRESS}", description="the address that counts as the original")
    noindex: bool = False


class IndexNow(Value):
    """The key that the site serves as /KEY.txt; empty: nobody is told. It is public, so it is no secret."""

    key: str = Field(default="", pattern=r"^$|^[A-Za-z0-9-]{8,128}$")
    endpoint: str = Field(default="https://api.indexnow.org/indexnow", pattern=r"^https?://")


class Thresholds(Value):
    """The figures that checks compare with. Shares and similarities go from 0 to 1; pixels are those of a search result."""

    thin_words: int = Field(default=300, ge=0)
    thin_page_words: int = Field(default=50, ge=0)
    stale_days: int = Field(default=540, ge=1)
    untouched_days: int = Field(default=1_095, ge=1)
    seo_title_min_px: int = Field(default=200, ge=0)
    seo_title_max_px: int = Field(default=580, ge=100)
    description_min_px: int = Field(default=400, ge=0)
    description_max_px: int = Field(default=920, ge=100)
    title_max_chars: int = Field(default=110, ge=10)
    slug_max_chars: int = Field(default=75, ge=10)
    excerpt_max_words: int = Field(default=55, ge=5)
    heading_max_chars: int = Field(default=100, ge=20)
    paragraph_max_words: int = Field(default=200, ge=120)
    links_max: int = Field(default=100, ge=1)
    click_depth_max: int = Field(default=3, ge=1)
    categories_max: int = Field(default=3, ge=1)
    tags_max: int = Field(default=10, ge=1)
    alt_max_chars: int = Field(default=125, ge=20)
    same_alt_max: int = Field(default=2, ge=1)
    image_max_kb: int = Field(default=200, ge=1)
    featured_min_px: int = Field(default=1_200, ge=1)
    copied_share: float = Field(default=0.30, gt=0, le=1)
    near_similarity: float = Field(default=0.60, ge=0.4, le=1)
    duplicate_similarity: float = Field(default=0.80, ge=0.4, le=1)
    rival_similarity: float = Field(default=0.40, ge=0.4, le=1)
    rival_title_share: float = Field(default=0.75, gt=0, le=1)
    slow_ms: int = Field(default=1_800, ge=100)
    heavy_kb: int = Field(default=2_000, ge=50)
    decay_min_clicks: int = Field(default=30, ge=1)
    decay_loss: float = Field(default=0.30, gt=0, lt=1)
    no_clicks_days: int = Field(default=90, ge=7)


class AuditRules(Value):
    """How an audit looks at a site from outside. `live_pages` is the most pages that one audit visits.

    A page that was visited less than `fresh_days` ago, and has not changed since, is not visited again.
    """

    live: bool = True
    live_pages: int = Field(default=500, ge=0)
    pages_per_minute: int = Field(default=120, ge=1, le=6_000)
    parallel: int = Field(default=4, ge=1, le=16)
    fresh_days: int = Field(default=7, ge=0)
    outbound: bool = False
    outbound_days: int = Field(default=30, ge=0)


class VerdictRules(Value):
    """When a post is kept, updated, merged or removed. Percentiles are of the site's own posts, so that a small site is no big one's poor copy.

    A post younger than `new_days` is left alone. Clicks are compared over the period of the Search Console export with the
    one before; `fall_percent` is beyond what the site as a whole lost, and counts from `min_clicks` on.
    """

    new_days: int = Field(default=120, ge=0, le=3_650)
    remove_days: int = Field(default=365, ge=90, le=3_650)
    quiet_days: int = Field(default=360, ge=90, le=500)
    keep_percentile: int = Field(default=75, ge=50, le=99)
    weak_percentile: int = Field(default=25, ge=0, le=49)
    fall_percent: int = Field(default=30, ge=5, le=95)
    min_clicks: int = Field(default=30, ge=1)
    position_from: float = Field(default=8, ge=1, le=100)
    position_to: float = Field(default=20, ge=1, le=100)
    merge_similarity: float = Field(default=0.80, gt=0, le=1)
    same_similarity: float = Field(default=0.95, gt=0, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> "VerdictRules":
        if self.position_from > self.position_to:
            raise ValueError(f"position_from ({self.position_from:g}) is more than position_to ({self.position_to:g})")
        if self.merge_similarity > self.same_similarity:
            raise ValueError(
                f"merge_similarity ({self.merge_similarity:g}) is more than same_similarity ({self.same_similarity:g})"
            )
        return self


class RefreshRules(Value):
    """How a stale post is refreshed. `sections` is the most that are added to one post, `posts` the most that a schedule refreshes.

    `substance_share` is the part of the visible words that must differ before readers and search engines are told of a change.
    """

    substance_share: float = Field(default=0.03, ge=0, le=1)
    sections: int = Field(default=2, ge=0, le=8)
    posts: int = Field(default=5, ge=0, le=100)


def host_and_port(text: str) -> str:
    """Return the pair. Raises ValueError for a name, or for no port: it would be found out only when a page is read."""
    host, _, port = text.rpartition(":")
    wrong = f"'{text}' is no address with a port, such as 127.0.0.1:8891 or [::1]:8891"
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        raise ValueError(wrong) from None
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        raise ValueError(wrong)
    return text


class Research(Value):
    """Where a keyword is looked up. `allow` names exact host:port pairs on loopback that may be read."""

    engine: Literal["searxng", "claude", "saved"] = "searxng"
    url: str = Field(default="", description="address of a SearXNG instance, or a file of saved results")
    pages: int = Field(default=8, ge=1, le=20)
    min_pages: int = Field(default=3, ge=1, le=20)
    allow: tuple[Annotated[str, AfterValidator(host_and_port)], ...] = ()
    pace_s: float = Field(default=1.0, ge=0, le=60)


class Site(Value):
    """One publication: what its YAML says, with the network's defaults filled in."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    url: str = Field(pattern=r"^https?://")
    title: str = ""
    client: str = ""
    language: str = "en"
    timezone: str = "UTC"
    credentials: Credentials
    voice: str = Field(min_length=1)
    remit: str = Field(min_length=1)
    hubs: tuple[str, ...] = ()
    categories: tuple[Category, ...] = Field(min_length=1)
    tags: tuple[str, ...] = ()
    words: WordRange = WordRange()
    writer: str = "claude-sonnet-5-5"
    small: str = "claude-haiku-5-5"
    models: Mapping[str, StepModel] = Field(default_factory=dict)
    autonomy: Autonomy = Autonomy()
    caps: Caps = Caps()
    cadence: Cadence = Cadence()
    schedules: Schedules = Schedules()
    links: LinkRules = LinkRules()
    schema_: SchemaRules = Field(default=SchemaRules(), alias="schema")
    post: PostRules = PostRules()
    card: Card = Card()
    indexnow: IndexNow = IndexNow()
    writes_per_minute: int = Field(default=60, ge=1, le=6_000)
    timeout_s: float = Field(default=30.0, ge=1, le=300)
    checks: Mapping[str, bool] = Field(default_factory=dict)
    thresholds: Thresholds = Thresholds()
    audit: AuditRules = AuditRules()
    verdicts: VerdictRules = VerdictRules()
    refresh: RefreshRules = RefreshRules()
    research: Research = Research()

    def model_for(self, step: str) -> StepModel:
        """Return the model settings of a step: the site's own, else the writer's or the small model's."""
        own = self.models.get(step) or step_default(step)
        return own if own.model else own.model_copy(update={"model": self._default_model(step)})

    @field_validator("models")
    @classmethod
    def _with_defaults_of_the_step(cls, models: Mapping[str, StepModel]) -> Mapping[str, StepModel]:
        """Naming only a draft's model would otherwise halve the tokens that it may write."""
        return {
            step: step_default(step).model_copy(update=own.model_dump(exclude_unset=True))
            for step, own in models.items()
        }

    def _default_model(self, step: str) -> str:
        return self.writer if step in WRITER_STEPS else self.small


DEFAULT_MAX_TOKENS = {
    "angle": 3_000, "brief": 4_000, "draft": 16_000, "review": 6_000, "revise": 8_000,
    "seo": 5_000, "aeo": 5_000, "geo": 5_000, "link": 1_500, "fix": 4_000, "refresh": 6_000,
}  # fmt: skip
DEFAULT_EFFORT: Mapping[str, Effort] = {
    "angle": "medium", "brief": "low", "draft": "medium", "review": "medium", "revise": "medium",
    "seo": "low", "aeo": "low", "geo": "low", "link": "low", "fix": "low", "refresh": "medium",
}  # fmt: skip


def step_default(step: str) -> StepModel:
    """Return what a step asks with where the site says nothing; of a step that does not exist, the general figures."""
    if step not in DEFAULT_EFFORT:
        return StepModel()
    return StepModel(max_tokens=DEFAULT_MAX_TOKENS[step], effort=DEFAULT_EFFORT[step])


class Network(Value):
    """`sites/network.yaml`: what all sites share. `sites` are the sites beside it, by name."""

    store: str = "sqlite:///.masthead/masthead.db"
    month_usd: Cap = Decimal("100.00")
    api_url: str = Field(default="", description="another server that speaks the Claude API; empty: Anthropic's")
    structured: Literal["format", "prompt"] = "format"
    sites: Mapping[str, Site] = Field(default_factory=dict)

    def site(self, name: str) -> Site:
        if name not in self.sites:
            raise NoSuchSiteError(name, ", ".join(sorted(self.sites)) or "none yet")
        return self.sites[name]
