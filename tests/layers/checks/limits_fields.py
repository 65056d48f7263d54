"""Limits of the checks of fields beside one another, and of what several pages say in common."""

from layers.checks import Around, Library, Likeness, Repeat
from tests.layers.checks.subjects import HOME, MEDIA, SOUND, Limit

TWIN = (f"{HOME}/other/",)
LIKE = (Likeness(f"{HOME}/other/", 0.61),)


def around(**more: object) -> dict[str, object]:
    return {"around": Around(library=Library((MEDIA,)), **more)}  # type: ignore[arg-type]


LIMITS: list[Limit] = [
    ("seo-title-duplicate", around(description_twins=TWIN), around(seo_title_twins=TWIN)),
    ("description-duplicate", around(seo_title_twins=TWIN), around(description_twins=TWIN)),
    ("keyword-duplicate", around(seo_title_twins=TWIN), around(keyword_twins=TWIN)),
    ("seo-title-site-name", {"seo_title": "Slow Cup: cold brew"}, {"seo_title": "slow  cup"}),
    ("seo-title-unlike-title", {"seo_title": "Ratios for jars"}, {"seo_title": "Grinders for small kitchens"}),
    ("description-repeats-title", {"description": f"{SOUND.title}, in a table"}, {"description": f"{SOUND.title.upper()}."}),
    ("description-repeats-title", {"description": "Cold brew"}, {"description": SOUND.seo_title}),
    ("excerpt-repeats-title", {"excerpt": f"{SOUND.title} cubes"}, {"excerpt": f" {SOUND.title}."}),
    ("excerpt-too-long", {"excerpt": "word " * 55}, {"excerpt": "word " * 56}),
    ("excerpt-too-long", {"excerpt": "水" * 110}, {"excerpt": "水" * 111}),
    ("slug-past-year", {"slug": "best-grinders-2026"}, {"slug": "best-grinders-2025"}),
    ("slug-past-year", {"slug": "room-20256"}, {"slug": "2019-in-coffee"}),
    ("slug-numbered", {"slug": "water-2"}, {"slug": "water-2", **around(slug_twin=TWIN[0])}),
    ("slug-says-nothing", {"slug": "top-10"}, {"slug": "1234"}),
    ("slug-says-nothing", {"slug": "drafty-windows"}, {"slug": "draft-7"}),
    ("slug-says-nothing", {"slug": "trashed-grinders"}, {"slug": "grinders__trashed"}),
    ("sample-content", {"slug": "hello-world-of-coffee"}, {"slug": "hello-world"}),
    ("content-duplicate", around(near=LIKE), around(copies=LIKE)),
    ("content-near-duplicate", around(rivals=LIKE), around(near=LIKE)),
    ("content-copied", around(near=LIKE), around(copied=LIKE)),
    ("cannibal", around(copied=LIKE), around(rivals=LIKE)),
    ("faq-reused", around(near=LIKE), around(repeats=(Repeat("Does it keep?", 1),))),
]  # fmt: skip
