"""Every noun that crosses a layer: frozen, closed values with units in their names."""

from layers.nouns.article import (
    PLACE,
    AeoAnswer,
    Article,
    Block,
    BlockKind,
    Draft,
    Entity,
    Faq,
    GeoAnswer,
    Judgement,
    Link,
    LinkSentence,
    OutLink,
    Patch,
    Patches,
    RequiredChange,
    Review,
    Section,
    SeoAnswer,
    Source,
)
from layers.nouns.audit import Confidence, Finding, Fix, FixClass, ObjectType, Ruling, Seen, Severity, Verdict
from layers.nouns.examination import Cron, Examination, Head, Login, Sample
from layers.nouns.money import CallKey, CallState, Charge, Usage
from layers.nouns.probe import Means, Probe, SchemaPlace
from layers.nouns.question import Answer, Material, Pending, Question
from layers.nouns.research import (
    LONGEST_SLUG,
    Angle,
    Brief,
    BriefNotes,
    Evidence,
    Intent,
    Keyword,
    Landscape,
    RankedPage,
    Span,
    Unread,
)
from layers.nouns.seo import AdapterName, SeoField, SeoFields, SeoLoss, SeoPlan, SeoRequest
from layers.nouns.site import (
    STEPS,
    Autonomy,
    Cadence,
    Caps,
    Card,
    Category,
    Credentials,
    IndexNow,
    LinkRules,
    Network,
    PostRules,
    Research,
    Schedules,
    SchemaRules,
    Site,
    StepModel,
    Thresholds,
    VerdictRules,
    WordRange,
)
from layers.nouns.value import Value
from layers.nouns.wordpress import (
    Author,
    Hidden,
    Image,
    Inventory,
    Media,
    MenuItem,
    Page,
    PageLink,
    Post,
    PostFields,
    PostFormat,
    Term,
)

__all__ = [
    "LONGEST_SLUG", "PLACE", "STEPS", "AdapterName", "AeoAnswer", "Angle", "Answer", "Article", "Author", "Autonomy", "Block", "BlockKind",
    "Brief", "BriefNotes", "Cadence", "CallKey", "CallState", "Caps", "Card", "Category", "Charge", "Confidence", "Credentials", "Cron",
    "Draft", "Entity", "Evidence", "Examination", "Faq", "Finding", "Fix", "FixClass", "GeoAnswer", "Head", "Hidden", "Image", "IndexNow",
    "Intent", "Inventory", "Judgement", "Keyword", "Landscape", "Link", "LinkRules", "LinkSentence", "Login",
    "Material", "Means", "Media", "MenuItem", "Network", "ObjectType", "OutLink", "Page", "PageLink", "Patch", "Patches", "Pending", "Post",
    "PostFields", "PostFormat", "PostRules", "Probe", "Question", "RankedPage", "RequiredChange", "Research", "Review",
    "Ruling", "Sample", "Schedules", "SchemaPlace", "SchemaRules", "Section", "Seen", "SeoAnswer", "SeoField", "SeoFields", "SeoLoss",
    "SeoPlan", "SeoRequest", "Severity", "Site", "Source", "Span", "StepModel", "Term", "Thresholds", "Unread", "Usage",
    "Value", "Verdict", "VerdictRules", "WordRange",
]  # fmt: skip
