"""A subject that breaks no rule, to be spoilt in one thing at a time."""

from dataclasses import replace
from datetime import date

from layers.checks import (
    CATALOGUE,
    Around,
    AuthorFacts,
    Heading,
    Library,
    Links,
    MediaFacts,
    Passage,
    Rules,
    SiteFacts,
    Subject,
    TermFacts,
)
from layers.nouns import Author, Image, Markup, Media, PageLink, Term

Limit = tuple[str, dict[str, object], dict[str, object]]  # a check, what still passes, what no longer does
HOME = "https://example.org"
UPLOADS = f"{HOME}/wp-content/uploads/2026/11"
RULES = Rules(today=date(2026, 11, 20), site_title="Slow Cup", site_url=HOME, planned=frozenset({"brewing"}))
MEDIA = Media(id=7, url=f"{UPLOADS}/jar.jpg", alt="A jar", width=1600, height=900, size_bytes=150_000)
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
    anchors=(PageLink(url="/water/", anchor="soft water"),),
    images=(Image(url=MEDIA.url, alt="A jar of cold brew", media_id=7, width=800, height=450),),
    featured=7,
    categories=("brewing",),
    tags=("ice",),
    modified=date(2026, 11, 1),
    markup=Markup(editor="blocks"),
    around=Around(library=Library((MEDIA,))),
)
SOUND_TERM = TermFacts(Term(id=3, slug="brewing", name="Brewing", count=5, description="Methods."), posts=5)
SOUND_OF = {
    "post": SOUND,
    "category": Subject(3, "category", "", "Brewing", slug="brewing", thing=SOUND_TERM),
    "tag": Subject(4, "tag", "", "Ice", slug="ice", thing=TermFacts(Term(id=4, slug="ice", name="Ice"), posts=2)),
    "media": Subject(7, "media", MEDIA.url, "Jar", thing=MediaFacts(MEDIA, featured_on=2)),
    "author": Subject(
        2, "author", "", "Ada Lind", thing=AuthorFacts(Author(id=2, slug="ada", name="Ada Lind", bio="Roasts."), 4)
    ),
    "site": Subject(0, "site", HOME, "Slow Cup", thing=SiteFacts(posts=30, tags=30)),
}


def failed(subject: Subject, rules: Rules = RULES) -> set[str]:
    """Return the ids of all checks that a subject fails."""
    return {check.id for check in CATALOGUE if check.applies(subject) and list(check.judge(subject, rules))}


def spoilt(sound: Subject = SOUND, **fields: object) -> set[str]:
    """Return the ids of the checks that a sound subject fails once these fields are changed."""
    return failed(replace(sound, **fields))  # type: ignore[arg-type]
