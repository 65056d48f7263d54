"""Limits of the checks of terms, authors and the site as a whole."""

from dataclasses import replace

from layers.checks import AuthorFacts, Listed, SiteFacts
from layers.nouns import Author
from tests.layers.checks.subjects import SOUND_TERM, Limit

LINE = (Listed("Shop", "/shop/"),)


def term(**more: object) -> dict[str, object]:
    return {"thing": replace(SOUND_TERM, **more)}  # type: ignore[arg-type]


def default(**more: object) -> dict[str, object]:
    return term(term=SOUND_TERM.term.model_copy(update={"slug": "uncategorized"}), **more)


def described(text: str | None, posts: int = 2) -> dict[str, object]:
    return term(term=SOUND_TERM.term.model_copy(update={"description": text}), posts=posts)


def author(posts: int = 1, **more: object) -> dict[str, object]:
    fields: dict[str, object] = {"id": 2, "slug": "ada", "name": "Ada", "bio": "Roasts."}
    return {"thing": AuthorFacts(Author.model_validate({**fields, **more}), posts)}


def site(**more: object) -> dict[str, object]:
    return {"thing": SiteFacts(posts=30, **more)}  # type: ignore[arg-type]


LIMITS: list[Limit] = [
    ("uncategorised", {"categories": ("brewing", "uncategorized")}, {"categories": ("uncategorized",)}),
    ("uncategorised", {"categories": None}, {"categories": ()}),
    ("category-outside-plan", {"categories": ("brewing", "news")}, {"categories": ("news",)}),
    ("category-outside-plan", {"categories": ("uncategorized",)}, {"categories": ("news", "uncategorized")}),
    ("categories-too-many", {"categories": ("brewing", "a", "b")}, {"categories": ("brewing", "a", "b", "c")}),
    ("tags-too-many", {"tags": tuple("abcdefghij")}, {"tags": tuple("abcdefghijk")}),
    ("category-unused", term(posts=0, children=1), term(posts=0)),
    ("category-unused", default(posts=0), term(posts=0)),
    ("tag-unused", term(posts=1), term(posts=0)),
    ("category-used-once", term(posts=2), term(posts=1)),
    ("tag-used-once", term(posts=0), term(posts=1)),
    ("category-like-another", term(also_category="Brew"), term(alike=("Brew (brew)",))),
    ("tag-like-another", term(also_category="Brew"), term(alike=("Brew (brew)",))),
    ("tag-like-category", term(alike=("Brew (brew)",)), term(also_category="Brew")),
    ("category-unplanned", term(planned=False, posts=0), term(planned=False, posts=1)),
    ("category-without-description", described(None), described(" ")),
    ("category-without-description", described("", posts=1), described("")),
    ("author-without-bio", author(posts=0, bio=""), author(bio=" ")),
    ("author-is-admin", author(name="Adminah"), author(name=" Admin")),
    ("author-login-shown", author(slug="admina", name="admin"), author(slug="admin")),
    ("author-name-is-address", author(name="Ada @ Slow Cup"), author(name="ada@example.org")),
    ("category-planned-missing", site(), site(planned_missing=("brewing",))),
    ("tags-more-than-posts", site(tags=30), site(tags=31)),
    ("tags-more-than-posts", {"thing": SiteFacts(posts=3, tags=20)}, {"thing": SiteFacts(posts=3, tags=21)}),
    ("menu-link-missing", site(menu_hidden=LINE), site(menu_missing=LINE)),
    ("menu-link-hidden", site(menu_missing=LINE), site(menu_hidden=LINE)),
    ("content-classic", site(), site(classic=LINE)),
    ("password-protected", site(), site(locked=LINE)),
]  # fmt: skip
