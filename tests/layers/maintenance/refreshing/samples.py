"""A post of years ago with two sources, its evidence, and answers for it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from flows import HOME as CHECKOUT
from layers.boundary.templates import Templates
from layers.maintenance.refreshing import briefing
from layers.maintenance.refreshing.editing import Composed, Subject, composed
from layers.maintenance.refreshing.outline import outline
from layers.nouns import (
    Evidence,
    Landscape,
    NewPassage,
    NewSection,
    Outbound,
    Page,
    RankedPage,
    RefreshBrief,
    Refreshed,
    Site,
    Span,
)
from tests.layers.maintenance.fixing.samples import post
from tests.layers.maintenance.records import HOME, site

GONE, ALIVE = "https://gone.example/survey", "https://alive.example/trial"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SCHEMA = """<!-- wp:html -->
<script type="application/ld+json" class="masthead-schema">
{"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting", "datePublished": "2023-03-01T09:00:00+00:00",
"dateModified": "2023-03-01T09:00:00+00:00", "wordCount": 60,
"citation": [{"@type": "CreativeWork", "name": "A survey \\u005b2021\\u005d", "url": "https://gone.example/survey"}, {"@type": "CreativeWork", "name": "A trial \\u005b2\\u005d", "url": "https://alive.example/trial"}]}]}
</script>
<!-- /wp:html -->"""
SOURCES = f"""<!-- wp:heading -->
<h2 class="wp-block-heading">Sources</h2>
<!-- /wp:heading -->

<!-- wp:list {{"ordered":true,"className":"masthead-sources"}} -->
<ol class="wp-block-list masthead-sources"><!-- wp:list-item -->
<li><a href="{GONE}">A survey</a> (read on 2023-03-01)</li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><a href="{ALIVE}">A trial</a> (read on 2023-03-01)</li>
<!-- /wp:list-item --></ol>
<!-- /wp:list -->"""


def paragraph(html: str) -> str:
    return f"<!-- wp:paragraph -->\n<p>{html}</p>\n<!-- /wp:paragraph -->"


def heading(text: str) -> str:
    return f'<!-- wp:heading -->\n<h2 class="wp-block-heading">{text}</h2>\n<!-- /wp:heading -->'


def written(*blocks: str) -> str:
    return "\n\n".join(blocks)


FIRST = f'Most gardeners mulched with 5 cm of compost in 2021, a <a href="{GONE}">survey</a> found.'
SECOND = f'Leaves rot slowly. See <a href="{HOME}/post-8/" rel="x">leaf mould</a>, which took three years in 2022.'
PLAIN = written(
    paragraph("Mulch is a cover for the soil. It keeps water in the ground."),
    heading("How deep should mulch be?"),
    paragraph(f"{FIRST} Spread it evenly."),
    heading("Which leaves to take"),
    paragraph(SECOND),
    heading("What to do first"),
    paragraph("Wait for rain, and then spread what you have."),
)
OURS = written(PLAIN, SOURCES, SCHEMA)


def document(number: int, *spans: str) -> Evidence:
    return Evidence(
        id=f"e{number}", url=f"https://new.example/{number}", title=f"New trial <{number}>", publisher="New & Co",
        spans=tuple(Span(id=f"e{number}.{at}", text=text) for at, text in enumerate(spans, 1)), read_at=NOW, sha256="0" * 64,
    )  # fmt: skip


EVIDENCE = (
    document(
        1,
        "A layer of 8 cm of compost kept the mulch moist for 20 days.",
        "Leaf mould is ready after two years.",
        "Mulch around young trees needs a gap of 10 cm at the stem.",
        "A gap at the stem keeps the bark of trees dry.",
        "Trees with mulch at the stem rot sooner.",
    ),
)


def landscape(*questions: str) -> Landscape:
    page = RankedPage(
        rank=1, url="https://new.example/1", title="Mulch", words=900, headings=questions, questions=questions
    )
    return Landscape(keyword="mulch", engine="saved", pages=(page,), questions=questions, median_words=900)


def gone(url: str = GONE) -> Outbound:
    return Outbound(url=url, at=NOW, state="broken", status=404, said="", landed=url)


def brief(
    content: str = PLAIN, *questions: str, earlier: frozenset[str] = frozenset(), **rules: object
) -> RefreshBrief:
    known = of_site(**rules)
    seen = [gone(), Outbound(url=ALIVE, at=NOW, state="answers", status=200, said="", landed=ALIVE)]
    return briefing.brief(
        known,
        "mulch",
        "Mulch in 2021",
        content,
        outline(content),
        seen,
        landscape(*questions),
        EVIDENCE,
        earlier,
        TODAY,
    )


def of_site(**rules: object) -> Site:
    plain = site()
    return plain.model_copy(update={"refresh": plain.refresh.model_copy(update=rules)})


def page(content: str) -> Page:
    return post(7, content, title="Mulch in 2021")


def subject(content: str = PLAIN, schema: str = "", **rules: object) -> Subject:
    render = Templates(CHECKOUT / "templates").render_block
    return Subject(of_site(**rules), page(content), outline(content), render, schema)


def answer(*texts: tuple[int, str], sections: tuple[NewSection, ...] = ()) -> Refreshed:
    return Refreshed(passages=tuple(NewPassage(number=number, text=text) for number, text in texts), sections=sections)


def made(content: str, given: Refreshed, *questions: str, schema: str = "", **rules: object) -> Composed:
    return composed(subject(content, schema, **rules), brief(content, *questions), given, NOW, Decimal("0.03"))
