"""What schema.org lets us say: the types that we write, the properties that we give them, and what those may hold.

Data of release 30.1, read on 2026-11-20. A test compares every line with the whole vocabulary.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from layers import urls

CONTEXT = "https://schema.org"
RELEASE = "30.1"


@dataclass(frozen=True)
class Kind:
    """A type, the type above it, and its own properties with the types of their values."""

    parent: str
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TEXT, _URL = ("Text",), ("URL",)
_DATE, _WHO = ("Date", "DateTime"), ("Organization", "Person")

KINDS: Mapping[str, Kind] = {
    "Thing": Kind("", {
        "name": _TEXT, "description": ("Text", "TextObject"), "url": _URL, "sameAs": _URL, "image": ("ImageObject", "URL"),
        "mainEntityOfPage": ("CreativeWork", "URL"),
    }),
    "CreativeWork": Kind("Thing", {
        "headline": _TEXT, "text": _TEXT, "author": _WHO, "publisher": _WHO, "datePublished": _DATE, "dateModified": _DATE,
        "inLanguage": ("Language", "Text"), "keywords": ("DefinedTerm", "Text", "URL"), "citation": ("CreativeWork", "Text"),
        "mentions": ("Thing",), "mainEntity": ("Thing",), "isPartOf": ("CreativeWork", "URL"),
    }),
    "Article": Kind("CreativeWork", {"wordCount": ("Integer",), "speakable": ("SpeakableSpecification", "URL")}),
    "SocialMediaPosting": Kind("Article"),
    "BlogPosting": Kind("SocialMediaPosting"),
    "WebPage": Kind("CreativeWork", {
        "breadcrumb": ("BreadcrumbList", "Text"), "primaryImageOfPage": ("ImageObject",),
        "speakable": ("SpeakableSpecification", "URL"),
    }),
    "FAQPage": Kind("WebPage"),
    "MediaObject": Kind("CreativeWork", {
        "contentUrl": _URL, "width": ("Distance", "QuantitativeValue"), "height": ("Distance", "QuantitativeValue"),
    }),
    "ImageObject": Kind("MediaObject", {"caption": ("MediaObject", "Text")}),
    "Comment": Kind("CreativeWork"),
    "Question": Kind("Comment", {"acceptedAnswer": ("Answer", "ItemList")}),
    "Answer": Kind("Comment"),
    "Intangible": Kind("Thing"),
    "ItemList": Kind("Intangible", {"itemListElement": ("ListItem", "Text", "Thing")}),
    "BreadcrumbList": Kind("ItemList"),
    "ListItem": Kind("Intangible", {"item": ("Thing",), "position": ("Integer", "Text")}),
    "SpeakableSpecification": Kind("Intangible", {"cssSelector": ("CssSelectorType",)}),
    "Organization": Kind("Thing", {"logo": ("ImageObject", "URL")}),
    "Person": Kind("Thing"),
    "Place": Kind("Thing"),
}  # fmt: skip


def lineage(kind: str) -> Iterator[str]:
    """The type and all above it, up to Thing; nothing for one that we do not write."""
    while kind in KINDS:
        yield kind
        kind = KINDS[kind].parent


def expected(kind: str, name: str) -> tuple[str, ...]:
    """The types that a property of a type may hold; nothing where we know of no such property."""
    return next((KINDS[each].properties[name] for each in lineage(kind) if name in KINDS[each].properties), ())


def is_address(value: object) -> bool:
    """Whether a value is an absolute http address: search engines have nothing to read a relative one against."""
    if not isinstance(value, str) or any(character.isspace() for character in value):
        return False
    parts = urls.split(value)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.netloc)
