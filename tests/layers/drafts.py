"""Evidence, sites and drafts small enough to read in a test."""

from datetime import UTC, datetime

from layers.nouns import (
    Block,
    Brief,
    Category,
    Credentials,
    Draft,
    Evidence,
    Faq,
    Intent,
    Keyword,
    Section,
    Site,
    Span,
)

READ_AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
TEA = (
    "Most green teas taste best with water between 70 °C and 80 °C.",
    "Boiling water makes most green teas bitter within 1 minute.",
    '"Temperature is the volume knob for bitterness," says the tea taster Haruko Venn.',
    "Longjing is a pan-fired tea that is brewed at about 80 °C.",
    "The tasters tested Longjing on 12 January 2026.",
    "The Council surveyed 1,204 tea drinkers, and cold tea steeps for 12 to 18 hours.",
)


def document(
    number: int, *sentences: str, title: str = "A guide by Ines Okafor", publisher: str = "Leaf Almanac"
) -> Evidence:
    spans = tuple(Span(id=f"e{number}.{position}", text=text) for position, text in enumerate(sentences, 1))
    return Evidence(
        id=f"e{number}", url=f"https://leaf.example/{number}", title=title, publisher=publisher, spans=spans,
        read_at=READ_AT, sha256="0" * 64,
    )  # fmt: skip


EVIDENCE = (document(1, *TEA), document(2, "Kettles hold water at 90 °C for half an hour."))


def paragraph(text: str) -> Block:
    return Block(kind="paragraph", text=text, items=())


PLAIN = "Cooler water is kinder to the leaf, and patience does the rest. "


def draft(
    *paragraphs: str, title: str = "Green tea water temperature, and why it decides the cup", **changes: object
) -> Draft:
    """A draft that breaks no rule, with `paragraphs` in front of its first section's own."""
    first = Section(
        heading="Why heat turns the leaf bitter", blocks=tuple(paragraph(text) for text in (*paragraphs, PLAIN * 4))
    )
    whole = Draft(
        title=title,
        definition="Green tea water temperature is the heat of the water when it meets the leaf, and it sets the taste.",
        sections=(
            first,
            Section(heading="What a kettle cannot tell you", blocks=(paragraph(PLAIN * 4),)),
            Section(heading="What to change tomorrow", blocks=(paragraph(PLAIN * 4),)),
        ),
        faq=(
            Faq(
                question="Is cooler water always better?",
                answer="Cooler water is kinder, and it asks for a longer wait.",
            ),
            Faq(question="Does the pot matter?", answer="A warm pot keeps the water where it was poured."),
        ),
    )
    return Draft.model_validate(whole.model_dump() | changes)


def site(**changes: object) -> Site:
    return Site.model_validate(
        {
            "name": "tea",
            "url": "https://tea.example",
            "title": "Slow Leaf",
            "credentials": Credentials(user_env="TEA_USER", password_env="TEA_PASSWORD"),
            "voice": "Calm and exact.",
            "remit": "Tea at home.",
            "categories": (Category(name="Brewing", slug="brewing"), Category(name="Storage", slug="storage")),
        }
        | changes
    )


def brief(**changes: object) -> Brief:
    return Brief.model_validate(
        {
            "keyword": Keyword(phrase="green tea water temperature"),
            "slug": "green-tea-water-temperature",
            "intent": Intent.INFORMATIONAL,
            "reader": "Somebody with a kettle and a bitter cup.",
            "angle": "Heat, not time, is what most people get wrong.",
            "what_is_new": "It reads two measurements together.",
            "gaps": ("No page says what to do without a thermometer.",),
            "questions": ("Is cooler water always better?", "Does the pot matter?"),
            "target_words": 200,
            "category": "brewing",
            "evidence": EVIDENCE,
        }
        | changes
    )
