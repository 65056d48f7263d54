"""What Google asks of the types that we write: required and recommended properties, with their source and the day they were read.

A path such as `author.url` goes through the node that is referred to; `author.url|author.sameAs` needs one of the two.
Of Google's long list for an Organization only those are named that a site's YAML can say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

READ_ON = "2026-11-20"
LEAST_PIXELS = 50_000
LEAST_CRUMBS = 2
_DOCS = "https://developers.google.com/search/docs/appearance/structured-data/"


@dataclass(frozen=True)
class Profile:
    """`recommended` says for each property where the operator gives it. `retired_on`: the day from which Google shows nothing for it."""

    id: str
    types: frozenset[str]
    source: str
    read_on: str = READ_ON
    required: tuple[str, ...] = ()
    recommended: Mapping[str, str] = field(default_factory=dict)
    retired_on: str = ""


PROFILES = (
    Profile(
        "article", frozenset({"Article", "BlogPosting"}), _DOCS + "article",
        recommended={
            "headline": "the title", "datePublished": "written by itself", "dateModified": "written by itself",
            "author": "`schema.author`", "author.name": "`schema.author`",
            "author.url|author.sameAs": "`schema.author_url` or `schema.author_same_as`",
            "image": "`post.image: card` or --image",
        },
    ),
    Profile(
        "breadcrumb", frozenset({"BreadcrumbList"}), _DOCS + "breadcrumb",
        required=("itemListElement", "itemListElement.position", "itemListElement.name"),
    ),
    Profile(
        "organization", frozenset({"Organization"}), _DOCS + "organization",
        recommended={
            "name": "`schema.organization`", "url": "`url`", "logo": "`schema.logo`", "sameAs": "`schema.same_as`",
        },
    ),
    Profile("speakable", frozenset({"SpeakableSpecification"}), _DOCS + "speakable", required=("cssSelector|xpath",)),
    Profile(
        "faq", frozenset({"FAQPage"}), _DOCS + "faqpage",
        required=("mainEntity", "mainEntity.name", "mainEntity.acceptedAnswer", "mainEntity.acceptedAnswer.text"),
        retired_on="2026-05-07",
    ),
)  # fmt: skip
