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
from layers.nouns.audit import Confidence, Finding, FixClass, ObjectType, Ruling, Seen, Severity, Verdict
from layers.nouns.examination import Cron, Examination, Head, Login, Sample
from layers.nouns.fixing import Fix, Fixable, FixPlan, FixState, FixText, FixWords, NotFixed
from layers.nouns.markup import Answered, Editor, Markup, Scan
from layers.nouns.money import CallKey, CallState, Charge, Usage
from layers.nouns.probe import Means, Probe, SchemaPlace
from layers.nouns.question import Answer, Material, Pending, Question
from layers.nouns.refreshing import (
    DeadSource,
    Gap,
    Kept,
    NewPassage,
    NewSection,
    Passage,
    Redirect,
    RefreshBrief,
    Refreshed,
)
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
from layers.nouns.search_console import (
    PageRow,
    Period,
    PeriodRows,
    QueryRow,
    Search,
    SearchExport,
    SearchFigures,
    SharedQuery,
)
from layers.nouns.seo import AdapterName, SeoField, SeoFields, SeoLoss, SeoPlan, SeoRequest
from layers.nouns.site import (
    STEPS,
    AuditRules,
    Autonomy,
    Cadence,
    Caps,
    Card,
    Category,
    Credentials,
    FixApproval,
    IndexNow,
    LinkRules,
    Network,
    PostRules,
    PublishApproval,
    RefreshRules,
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
from layers.nouns.visit import Hop, JsonLd, LiveSite, Outbound, RobotsFile, Sitemap, Sitemaps, Visit
from layers.nouns.wordpress import (
    Author,
    Hidden,
    Image,
    Inventory,
    LinkPlace,
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
    "LONGEST_SLUG", "PLACE", "STEPS", "AdapterName", "AeoAnswer", "Angle", "Answer", "Answered", "Article",
    "AuditRules", "Author", "Autonomy", "Block", "BlockKind", "Brief", "BriefNotes", "Cadence", "CallKey",
    "CallState", "Caps", "Card", "Category", "Charge", "Confidence", "Credentials", "Cron", "DeadSource", "Draft", "Editor",
    "Entity", "Evidence", "Examination", "Faq", "Finding", "Fix", "FixApproval", "FixClass", "FixPlan", "FixState", "FixText", "FixWords", "Fixable", "Gap", "GeoAnswer", "Head", "Hidden", "Hop",
    "Image", "IndexNow", "Intent", "Inventory", "JsonLd", "Judgement", "Kept", "Keyword", "Landscape", "Link", "LinkPlace",
    "LinkRules", "LinkSentence", "LiveSite", "Login", "Markup", "Material", "Means", "Media", "MenuItem", "Network", "NewPassage", "NewSection", "NotFixed",
    "ObjectType", "OutLink", "Outbound", "Page", "PageLink", "PageRow", "Passage", "Patch", "Patches", "Pending", "Period",
    "PeriodRows", "Post", "PostFields", "PostFormat", "PostRules", "Probe", "PublishApproval", "QueryRow", "Question", "RankedPage",
    "Redirect", "RefreshBrief", "RefreshRules", "Refreshed", "RequiredChange", "Research", "Review", "RobotsFile", "Ruling", "Sample", "Scan", "Schedules", "SchemaPlace",
    "SchemaRules", "Search", "SearchExport", "SearchFigures", "Section", "Seen", "SeoAnswer", "SeoField",
    "SeoFields", "SeoLoss", "SeoPlan", "SeoRequest", "Severity", "SharedQuery", "Site", "Sitemap", "Sitemaps",
    "Source", "Span", "StepModel", "Term", "Thresholds", "Unread", "Usage", "Value", "Verdict", "VerdictRules",
    "Visit", "WordRange",
]  # fmt: skip
