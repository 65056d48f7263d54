"""What search engines and social networks are told of one post, and how one site takes it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, JsonValue

from layers.nouns.value import Value

SeoField = Literal[
    "title", "description", "focus_keyword", "canonical", "robots", "social_title", "social_description", "social_image",
]  # fmt: skip
AdapterName = Literal["yoast", "rank-math", "seopress", "aioseo", "slim-seo", "tsf", "companion", "excerpt"]


class SeoFields(Value):
    """What shall stand in the head of one post, as plain text. An empty field is left to the site.

    `canonical` and `social_image` are addresses; `noindex` is the field `robots`.
    """

    title: str = ""
    description: str = ""
    focus_keyword: str = ""
    canonical: str = ""
    noindex: bool = False
    social_title: str = ""
    social_description: str = ""
    social_image: str = ""


class SeoLoss(Value):
    """A field that this site cannot take, and why, as the operator reads it.

    `unread`: it was sent, and no request can show whether it was kept; the live page can.
    """

    field: SeoField
    why: str
    unread: bool = False


class SeoRequest(Value):
    """One request to a plugin's own route, for one post whose id is known."""

    method: Literal["GET", "POST", "PUT"]
    path: str
    body: Mapping[str, JsonValue] = Field(default_factory=dict)


class SeoPlan(Value):
    """How one post's fields are written: `meta` and `fields` go with the one write, what else a plugin needs comes after.

    `keys` are the meta keys that the site takes over REST. Whatever is not written is in `lost`.
    """

    adapter: AdapterName
    seo: SeoFields
    keys: tuple[str, ...] = ()
    meta: Mapping[str, JsonValue] = Field(default_factory=dict)
    fields: Mapping[str, JsonValue] = Field(default_factory=dict)
    lost: tuple[SeoLoss, ...] = ()
