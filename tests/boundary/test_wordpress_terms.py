"""Terms on real WordPress: found by slug, made once and only where that is allowed, each below its parent."""

import pytest

from layers.boundary.wordpress import WordPress
from layers.errors import WordPressRefusedError
from tests.sites import Sites

pytestmark = pytest.mark.server
ANOTHER_RUN = """<?php
add_filter( 'pre_insert_term', function ( $name, $taxonomy ) {
	static $busy = false;
	if ( ! $busy && 'category' === $taxonomy ) {
		$busy = true;
		wp_insert_term( wp_slash( $name ), $taxonomy, array( 'slug' => 'curing' ) );
	}
	return $name;
}, 10, 2 );
"""


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    return wordpress.client("larder")


def names(client: WordPress, taxonomy: str) -> list[tuple[str, str]]:
    records = client.transport.get(
        f"/wp/v2/{taxonomy}", {"per_page": 100, "orderby": "id", "_fields": "slug,name"}
    ).json
    return sorted((each["slug"], each["name"]) for each in records if each["slug"] != "uncategorized")


def test_a_category_is_made_below_its_parent(client: WordPress) -> None:
    above = client.ensure_term("categories", "keeping", "Keeping & storing")
    below = client.ensure_term("categories", "curing", "Curing", above.id)
    assert (above.parent, below.parent) == (0, above.id)
    assert client.ensure_term("categories", "curing", "Curing", above.id) == below


def test_a_category_that_is_there_stays_where_it_is(client: WordPress) -> None:
    there = client.ensure_term("categories", "curing", "Curing")
    above = client.ensure_term("categories", "keeping", "Keeping")
    assert client.ensure_term("categories", "curing", "Curing", above.id) == there


def test_the_same_name_below_two_parents_is_two_things(client: WordPress) -> None:
    fish, meat = client.ensure_term("categories", "fish", "Fish"), client.ensure_term("categories", "meat", "Meat")
    first = client.ensure_term("categories", "fish-salting", "Salting", fish.id)
    second = client.ensure_term("categories", "meat-salting", "Salting", meat.id)
    assert first.id != second.id
    assert [term.parent for term in (first, second)] == [fish.id, meat.id]


@pytest.mark.parametrize(("taxonomy", "variant"), [("categories", "SALT & brine"), ("tags", "Salt & Brine")])
def test_a_name_in_another_case_makes_no_second_term(client: WordPress, taxonomy: str, variant: str) -> None:
    client.ensure_term(taxonomy, "salt", "salt & brine")
    with pytest.raises(WordPressRefusedError, match=r"'salt & brine' with the slug 'salt'"):
        client.ensure_term(taxonomy, "brine", variant)
    assert names(client, taxonomy) == [("salt", "salt &amp; brine")]


def test_a_slug_in_another_case_is_the_same_slug(client: WordPress) -> None:
    made = client.ensure_term("tags", "Lemons", "Lemons")
    assert made.slug == "lemons"
    assert client.ensure_term("tags", "lemons", "Lemons") == client.ensure_term("tags", "LEMONS", "Lemons") == made


def test_an_escaped_name_is_found_by_its_slug_where_a_search_finds_nothing(client: WordPress) -> None:
    made = client.ensure_term("tags", "tom-and-ann", "Tom & Ann")
    assert client.transport.get("/wp/v2/tags", {"search": "Tom & Ann"}).json == []
    assert client.ensure_term("tags", "tom-and-ann", "Tom & Ann") == made


def test_a_slug_outside_latin_is_found_again(client: WordPress) -> None:
    made = client.ensure_term("categories", "塩", "塩とレモン")
    assert made.name == "塩とレモン"
    assert client.ensure_term("categories", "塩", "塩とレモン") == made


def test_a_term_that_another_run_made_in_between_is_taken(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin("larder", ANOTHER_RUN)
    made = client.ensure_term("categories", "curing", "Curing & salting")
    assert (made.slug, made.name) == ("curing", "Curing & salting")
    assert names(client, "categories") == [("curing", "Curing &amp; salting")]


def test_an_author_makes_tags_and_is_told_about_categories(wordpress: Sites) -> None:
    author = wordpress.client("larder", role="author")
    assert author.ensure_term("tags", "lemons", "Lemons").slug == "lemons"
    with pytest.raises(WordPressRefusedError, match="rest_cannot_create"):
        author.ensure_term("categories", "curing", "Curing")


def test_a_parent_that_a_plugin_takes_away_is_noticed(wordpress: Sites, client: WordPress) -> None:
    above = client.ensure_term("categories", "keeping", "Keeping")
    wordpress.plugin(
        "larder", "<?php add_filter( 'wp_update_term_parent', '__return_zero' );"
        " add_filter( 'rest_pre_insert_category', function ( $term ) { $term->parent = 0; return $term; } );",
    )  # fmt: skip
    with pytest.raises(WordPressRefusedError, match=f"below the term {above.id}, and WordPress put it below 0"):
        client.ensure_term("categories", "curing", "Curing", above.id)
