"""One brief and one draft that say true things about cold brew, with evidence for each figure."""

from datetime import UTC, datetime

from layers.nouns import (
    Article,
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
)  # fmt: skip
from layers.optimization import opening_article

SPANS = {
    "e1": (
        "Steep the coarse grounds for 16 hours in the refrigerator.",
        "A ratio of 1:8 by weight makes a cold brew that survives ice.",
        "Paper filters from Hario hold back the fines of cold brew.",
    ),
    "e2": (
        "At 4 °C cold brew keeps for 7 days in a closed jar.",
        "Tap water with 80 mg of minerals per litre is fine for cold brew.",
    ),
    "e3": ("Nobody cites this page.",),
}


def evidence(id_: str) -> Evidence:
    spans = tuple(Span(id=f"{id_}.{n}", text=text) for n, text in enumerate(SPANS[id_], 1))
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    return Evidence(
        id=id_,
        url=f"https://{id_}.test/",
        title=f"Page {id_}",
        publisher=f"{id_}.test",
        spans=spans,
        read_at=at,
        sha256="0",
    )


def site(**values: object) -> Site:
    return Site(
        name="coffee", url="https://example.org", title="Slow Cup", voice="Calm.", remit="Coffee at home.",
        credentials=Credentials(user_env="U", password_env="P"), categories=(Category(name="Brewing", slug="brewing"),), **values,
    )  # fmt: skip


BRIEF = Brief(
    keyword=Keyword(phrase="cold brew ratio"), slug="cold-brew-ratio", intent=Intent.INFORMATIONAL, reader="Somebody with a jar",
    angle="The ratio is chosen for the glass, not for the jar.", what_is_new="It starts from the ice in the glass.",
    gaps=("Ice melts.",), questions=("How strong should it be?", "How long does it keep?"), entities=("Hario",),
    target_words=300, category="brewing", tags=("Immersion",), evidence=tuple(evidence(id_) for id_ in SPANS),
)  # fmt: skip


def paragraph(text: str) -> Block:
    return Block(kind="paragraph", text=text, items=())


DRAFT = Draft(
    title="The cold brew ratio that survives the ice in your glass",
    definition="A cold brew ratio is the weight of coffee set against the weight of water. "
    "A ratio of 1:8 gives a cold brew that survives ice [e1.2].",
    sections=(
        Section(
            heading="Strength is chosen for the glass",
            blocks=(
                paragraph("It depends on the ice. Ice melts, and what melts thins the drink, so the jar has to be stronger than the glass."),
                paragraph("Paper filters from Hario keep the fines out of the cold brew [e1.3]. The drink is clearer for it."),
            ),
        ),
        Section(
            heading="Time in the refrigerator",
            blocks=(
                paragraph("The coarse grounds steep for 16 hours in the refrigerator [e1.1]. Leave the jar alone."),
                Block(kind="bullets", text="", items=("Weigh the coffee.", "Weigh the water.")),
            ),
        ),
        Section(heading="Pour and taste", blocks=(paragraph("Pour a glass over ice, wait a minute and taste. Then change one thing and write it down."),)),
    ),
    faq=(
        Faq(question="How long does it keep?", answer="Cold brew keeps for 7 days at 4 °C in a closed jar [e2.1]."),
        Faq(question="Does tap water do?", answer="Tap water with 80 mg of minerals per litre is fine for cold brew [e2.2]."),
    ),
)  # fmt: skip


def article(draft: Draft = DRAFT, **changes: object) -> Article:
    return opening_article(site(), BRIEF, draft).model_copy(update=changes)
