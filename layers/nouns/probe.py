"""What one user could really do on a site, found by doing it with a draft that was removed again."""

from datetime import datetime
from typing import Literal

from layers.nouns.examination import Examination, Proof
from layers.nouns.seo import AdapterName, SeoField, SeoLoss
from layers.nouns.value import Value

SchemaPlace = Literal["head", "block", "nowhere"]
Tried = Literal["terms", "others_posts", "media"]


class Probe(Value):
    """One site at one moment, by doing.

    `marker`: a block's `metadata.name` came back. `json_ld`: a script in an html block came back to the byte.
    `head_schema`: the companion kept JSON-LD in its meta. `terms`, `others_posts`, `media`: may be made, edited, uploaded.
    `judged` are those of the last three that were read off the user's rights, for want of a way to try them and leave
    nothing behind. `absent` are slugs under `categories:` that the site has not. `seo_kept` are the fields that a
    separate request found again, `seo_lost` the others. `refused` says why no draft could be written at all. `left` is
    what the probe could not remove, such as `post 12`.
    """

    examination: Examination
    at: datetime
    refused: str = ""
    marker: Proof = "unknown"
    json_ld: Proof = "unknown"
    head_schema: Proof = "unknown"
    terms: Proof = "unknown"
    others_posts: Proof = "unknown"
    media: Proof = "unknown"
    judged: tuple[Tried, ...] = ()
    absent: tuple[str, ...] = ()
    adapter: AdapterName = "excerpt"
    seo_kept: tuple[SeoField, ...] = ()
    seo_lost: tuple[SeoLoss, ...] = ()
    left: tuple[str, ...] = ()


class Means(Value):
    """How a post is written on one site, as its newest probe found it.

    `meta_keys` are those that a post takes over REST; `emits` are the `@type`s that the site's own head puts on a post.
    `seo_lost` are the fields that the probe saw it drop.
    """

    probed_at: datetime
    adapter: AdapterName
    meta_keys: tuple[str, ...] = ()
    seo_lost: tuple[SeoLoss, ...] = ()
    schema_place: SchemaPlace = "block"
    emits: tuple[str, ...] = ()
    terms: Proof = "unknown"
    media: Proof = "unknown"
