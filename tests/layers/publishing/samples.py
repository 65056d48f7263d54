"""A site, a brief, a draft and an article that have one of everything."""

from datetime import UTC, datetime
from pathlib import Path

from layers.boundary.templates import Templates
from layers.maintenance.reading import page
from layers.nouns import (
    Article,
    Block,
    Brief,
    Category,
    Credentials,
    Draft,
    Entity,
    Evidence,
    Faq,
    Inventory,
    Keyword,
    OutLink,
    Page,
    SchemaRules,
    Section,
    Site,
    Source,
    Span,
    Term,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = Path(__file__).resolve().parents[3]
TEMPLATES = Templates(HOME / "templates")
RATIO = "https://coffee.example/cold-brew-ratio/"


def site(**changes: object) -> Site:
    values: dict[str, object] = {
        "name": "coffee",
        "url": "https://coffee.example",
        "title": "Slow Cup",
        "credentials": Credentials(user_env="U", password_env="P"),
        "voice": "calm",
        "remit": "coffee at home",
        "categories": (
            Category(name="Brewing & water", slug="brewing", hub="start-here"),
            Category(name="Beans", slug="beans"),
        ),
        "tags": ("cold brew", "Beginner's tips"),
        "schema": SchemaRules(author="Ada Lind", organization="Slow Cup"),
    }
    return Site.model_validate({**values, **changes})


def record(number: int, slug: str, title: str, content: str, **changes: object) -> dict[str, object]:
    """A record of `/wp/v2/posts` as `context=edit` gives it."""
    values: dict[str, object] = {
        "id": number, "type": "post", "link": f"https://coffee.example/{slug}/", "slug": slug, "title": {"raw": title},
        "excerpt": {"raw": ""}, "content": {"raw": content}, "categories": [1], "tags": [],
        "date_gmt": "2026-01-05T08:00:00", "modified_gmt": "2026-01-06T08:00:00",
    }  # fmt: skip
    return {**values, **changes}


def blocks(*paragraphs: str) -> str:
    return "\n\n".join(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in paragraphs)


def post(number: int, slug: str, title: str, *paragraphs: str, raw: str = "", **changes: object) -> Page:
    return page(record(number, slug, title, raw or blocks(*paragraphs), **changes))


def inventory(*pages: Page) -> Inventory:
    terms = (Term(id=1, slug="brewing", name="Brewing & water"), Term(id=2, slug="uncategorized", name="Uncategorized"))
    return Inventory(
        site="coffee",
        read_at=NOW,
        total=len(pages),
        pages=pages,
        categories=terms,
        tags=(Term(id=7, slug="cold-brew", name="Cold brew"),),
    )


def brief(phrase: str = "cold brew ratio", slug: str = "cold-brew-ratio") -> Brief:
    evidence = Evidence(
        id="e1", url="https://bench.example/ratio", title="Ratio tests", publisher="Bench", read_at=NOW, sha256="0" * 64,
        spans=(Span(id="e1.1", text="A ratio of 1:8 held its taste."), Span(id="e1.2", text="It steeped for 16 hours.")),
    )  # fmt: skip
    return Brief(
        keyword=Keyword(phrase=phrase), slug=slug, intent="informational", reader="a reader", angle="One ratio is enough for everyone.",
        what_is_new="Measured, not repeated from others.", gaps=("nobody weighs",), questions=("Which ratio?", "How long?"),
        target_words=600, category="brewing", tags=("cold brew",), evidence=(evidence,),
    )  # fmt: skip


def paragraph(text: str) -> Block:
    return Block(kind="paragraph", text=text, items=())


def draft(*paragraphs: str) -> Draft:
    sections = (
        Section(heading="Why [the] ratio & not the clock?", blocks=tuple(paragraph(text) for text in paragraphs) or (paragraph("*Weigh* both <b>first</b> [e1.1]."),)),
        Section(heading="What you need", blocks=(
            Block(kind="bullets", text="Three things:", items=("A scale [e1.2].", "Coarse *grounds*", "[gallery] water")),
            Block(kind="steps", text="", items=("Weigh.", "Pour.")),
            Block(kind="quote", text="“It held its taste.” [e1.1]", items=()),
        )),
        Section(heading="So which one", blocks=(paragraph("Take one to eight and stop reading [e1.1] [e1.2]."),)),
    )  # fmt: skip
    faq = (
        Faq(question="Can I use a French press?", answer="Yes, a French press works well for it [e1.2]."),
        Faq(question="Is it <strong>strong</strong>?", answer="It is as strong as the water you add to it later."),
    )
    return Draft(
        title="Cold brew ratio: “one” & only <one>",
        definition="A cold brew ratio is the weight of water for one of coffee [e1.1].",
        sections=sections,
        faq=faq,
    )


def article(written: Draft | None = None, **changes: object) -> Article:
    values: dict[str, object] = {
        "keyword": "cold brew ratio", "slug": "cold-brew-ratio", "draft": written or draft(), "seo_title": "Cold brew ratio",
        "description": "One to eight </script> [gallery] & “more”.", "excerpt": "Weigh it & pour <it>.", "variations": ("coffee to water ratio",),
        "category": "brewing", "tags": ("cold brew", "beginners tips", "unheard of"),
        "entities": (Entity(name="Toddy", type="Product"),), "speakable": ("definition", "s3.b1", "f1.answer"),
        "links": (
            OutLink(place="s3.b1", anchor="one to eight", url="https://coffee.example/weigh/?a=1&b=2", post_id=4),
            OutLink(place="related", anchor="Grinders & grinds", url="https://coffee.example/grinders/", post_id=5),
        ),
        "sources": (Source(id="e1", url="https://bench.example/ratio?x=1&y=[2]", title="Ratio <tests>", publisher="Bench & Co", read_on="2026-11-20"),),
    }  # fmt: skip
    return Article.model_validate({**values, **changes})
