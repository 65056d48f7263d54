"""A subject that breaks no rule, to be spoilt in one thing at a time."""

from dataclasses import replace
from datetime import date

from layers.checks import CATALOGUE, Heading, Links, Passage, Rules, Subject

RULES = Rules(today=date(2026, 11, 20), site_title="Slow Cup")
ANSWER = (
    "A cold brew ratio tells how much coffee goes into how much water. "
    + "More coffee makes a stronger cup and costs more. " * 4
)
DEFINITION = "A cold brew ratio is the weight of ground coffee set against the weight of water in one batch."
SOUND = Subject(
    id=1,
    type="post",
    url="https://example.org/cold-brew-ratio/",
    title="The cold brew ratio that survives ice",
    slug="cold-brew-ratio",
    excerpt="How much coffee to weigh out.",
    keyword="cold brew ratio",
    seo_title="Cold brew ratio: how much coffee to weigh",
    description="The cold brew ratio sets coffee against water by weight. Choose it by how much ice goes into the glass.",
    text=DEFINITION
    + " The coffee to water ratio decides the strength of cold brew coffee. "
    + "Stir once and wait. " * 100,
    words=430,
    headings=(Heading(2, "What is a good ratio?", "s1.heading"), Heading(2, "How long should it steep?", "s2.heading")),
    published=date(2026, 11, 1),
    variations=("coffee to water ratio", "cold brew coffee"),
    definition=DEFINITION,
    answers=(Passage("s1.b1", "What is a good ratio?", ANSWER), Passage("s2.b1", "How long should it steep?", ANSWER)),
    faq=(Passage("f1", "Does tap water matter?", "Yes."), Passage("f2", "Can it be heated?", "It can.")),
    entities=("cold brew coffee", "water", "cold brew ratio"),
    speakable=(("definition", DEFINITION),),
    attributed=5,
    links=Links(inbound=2, nofollow_inbound=0, outbound=3),
    categories=("brewing",),
)


def failed(subject: Subject, rules: Rules = RULES) -> set[str]:
    """Return the ids of all checks that a subject fails."""
    return {check.id for check in CATALOGUE if check.applies(subject) and list(check.judge(subject, rules))}


def spoilt(**fields: object) -> set[str]:
    """Return the ids of the checks that the sound subject fails once these fields are changed."""
    return failed(replace(SOUND, **fields))  # type: ignore[arg-type]
