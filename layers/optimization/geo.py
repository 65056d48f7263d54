"""The GEO pass: named entities, statements with their source, passages that read well aloud. Nothing is added to the facts."""

import re
from collections.abc import Iterable, Iterator

from layers import figures, inline, places, prose
from layers.checks.attribution import seconds_aloud
from layers.checks.wording import holds
from layers.nouns import Article, Brief, Entity, GeoAnswer, Question, Site
from layers.optimization import passing
from layers.optimization.passing import Passed

MAX_SECONDS = 30.0
MAX_SPEAKABLE = 3
MAX_ENTITIES = 20
ABSENT = (
    "entities: “{0}” was proposed, and the text does not name it, so the JSON-LD does not either. Nothing needs doing; "
    'where it belongs in the text, say so: `masthead resume ID --notes "name {0}"`'
)
UNSPEAKABLE = "speakable: {0} was proposed to be read aloud, and it does not exist or takes longer than {1:.0f} s. Nothing needs doing"


def ask_for_geo(site: Site, brief: Brief, article: Article) -> Question[GeoAnswer]:
    """Ask which entities the text names, which places read well aloud, and for patches where checks fail."""
    return Question(
        layer=passing.LAYER,
        step="geo",
        answer=GeoAnswer,
        materials=passing.asked_with(site, brief, article, "geo"),
        values={"language": site.language, "keyword": brief.keyword.phrase},
    )


def apply_geo(site: Site, brief: Brief, article: Article, answer: GeoAnswer) -> Passed:
    """Take patches, then the entities that the text names and the places that exist and are short enough."""
    patched = passing.with_patches(site, brief, article, answer.patches)
    now = patched.article
    absent = [entity.name for entity in answer.entities if not _named(now, entity.name)]
    unspeakable = [place for place in answer.speakable if not _speakable(now, place)]
    refused = (
        *patched.refused,
        *(ABSENT.format(name) for name in absent),
        *(UNSPEAKABLE.format(place, MAX_SECONDS) for place in unspeakable),
    )
    found = {"entities": _entities(now, brief, answer.entities), "speakable": _passages(site, now, answer.speakable)}
    return Passed(now.model_copy(update=found), refused)


def geo_blocking(site: Site, brief: Brief, article: Article) -> tuple[str, ...]:
    """Return why the gate of the GEO pass stays shut."""
    return passing.blocking(site, brief, article, "geo")


def _entities(article: Article, brief: Brief, proposed: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities that the text names, each once; those of the brief fill up, and the subject itself is one."""
    own = (Entity(name=name, type="Thing") for name in (brief.keyword.phrase, *brief.entities) if len(name) > 1)
    kept: dict[str, Entity] = {}
    for entity in (*proposed, *own):
        if _named(article, entity.name):
            kept.setdefault(entity.name.casefold(), entity)
    whole = [entity for entity in kept.values() if not _is_part(entity, kept.values())]
    return tuple(whole)[:MAX_ENTITIES]


def _is_part(entity: Entity, others: Iterable[Entity]) -> bool:
    """Tell whether a proper name is only a piece of a longer one: “Council” beside “Green Leaf Council”."""
    longer = (other for other in others if len(other.name) > len(entity.name) and other.name[0].isupper())
    return entity.name[0].isupper() and any(holds(other.name, entity.name) for other in longer)


def _named(article: Article, name: str) -> bool:
    """Tell whether the text names this: as a whole word, no month, and no common word that only begins a sentence."""
    texts = [inline.plain(text) for _, text in places.texts(article.draft)]
    if not holds(" . ".join(texts), name) or prose.is_function_word(name) or _is_date(name):
        return False
    within = re.compile(rf"[\w,;)’'\-][ \-]{re.escape(name)}(?!\w)")
    return not name[0].isupper() or " " in name or any(within.search(text) for text in texts)


def _is_date(name: str) -> bool:
    """Tell whether this is a date, or a month: what makes a day with a number before it and a year behind it."""
    dated = figures.dates(figures.normalised(f"1 {name} 2020"))
    return bool(figures.dates(figures.normalised(name))) or any(len(day.value) == len("2020-04-01") for day in dated)


def _passages(site: Site, article: Article, proposed: Iterable[str]) -> tuple[str, ...]:
    """Return the places to read aloud; the definition where none that was proposed will do."""
    if not (site.schema_.enabled and site.schema_.speakable):
        return ()
    usable = dict.fromkeys(_usable(article, (*proposed, "definition")))
    return tuple(usable)[:MAX_SPEAKABLE]


def _usable(article: Article, proposed: Iterable[str]) -> Iterator[str]:
    yield from (place for place in proposed if _speakable(article, place))


def _speakable(article: Article, place: str) -> bool:
    text = dict(places.texts(article.draft)).get(place, "")
    return places.cites(place) and bool(text) and seconds_aloud(inline.plain(text)) <= MAX_SECONDS
