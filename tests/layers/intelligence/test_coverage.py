"""Against the posts that the demo sites are seeded with: neighbours are not duplicates."""

import re
from pathlib import Path

import pytest
import yaml

from layers.intelligence import Covering, covering
from layers.nouns import Inventory, Keyword, Page
from tests.layers.drafts import READ_AT

CONTENT = Path(__file__).parents[3] / "sandbox" / "content"


def page(number: int, file: Path) -> Page:
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(front)
    headings = tuple((len(marks), text) for marks, text in re.findall(r"^(#+) (.+)$", body, re.MULTILINE))
    return Page(
        id=number, type="post", url=f"http://site.example/{fields['slug']}/", slug=fields["slug"], title=fields["title"],
        excerpt="", content=body, published_at=READ_AT, modified_at=READ_AT, words=100, headings=headings, text=body,
    )  # fmt: skip


def inventory(site: str) -> Inventory:
    pages = tuple(page(number, file) for number, file in enumerate(sorted((CONTENT / site / "posts").glob("*.md")), 1))
    return Inventory(site=site, read_at=READ_AT, total=len(pages), pages=pages)


SITES = (inventory("coffee"), inventory("bikes"))


def found(phrase: str) -> Covering | None:
    return covering(Keyword(phrase=phrase), SITES)


@pytest.mark.parametrize(
    "phrase",
    [
        "cold brew ratio", "espresso grind size", "green tea water temperature", "how to store loose leaf tea", "pour over ratio",
        "how often to lube a bike chain", "bike tyre pressure", "steel vs ceramic tea kettle", "coffee", "水出しコーヒー 比率",
    ],
)  # fmt: skip
def test_a_neighbouring_question_is_not_covered(phrase: str) -> None:
    assert found(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("overnight cold brew routine", "cold-brew-overnight-routine"),
        ("how to store coffee beans", "how-to-store-beans"),
        ("French press method", "french-press-method"),
        ("burr vs blade grinder", "burr-or-blade"),
        ("true a wheel", "true-a-wheel"),
        ("measuring chain wear", "measure-chain-wear"),
        ("how to set saddle height", "set-saddle-height"),
        ("cold brew overnight coffee routine", "cold-brew-overnight-routine"),
    ],
)
def test_a_keyword_that_a_post_answers_is_covered(phrase: str, slug: str) -> None:
    covered = found(phrase)

    assert covered is not None
    assert covered.url.endswith(f"/{slug}/")
    assert covered.reason


def test_every_seeded_title_is_covered_by_its_own_post() -> None:
    for site in SITES:
        for post in site.pages:
            covered = found(post.title)
            assert covered is not None
            assert (covered.site, covered.page_id) == (site.site, post.id)


def test_the_reason_says_what_is_the_same() -> None:
    same_address, same_title = found("Moka pot without bitterness"), found("A moka pot, without bitterness!")

    assert same_address is not None
    assert same_address.reason.startswith("its address would be the same")
    assert same_title is not None
    assert same_title.reason == "its title says the same"


def test_an_empty_site_covers_nothing() -> None:
    assert covering(Keyword(phrase="cold brew"), [Inventory(site="new", read_at=READ_AT, total=0, pages=())]) is None
