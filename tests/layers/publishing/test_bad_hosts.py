"""Hosts as bad as they come: nothing hangs, nothing is linked wrongly, every other byte stays."""

import pytest

from layers.errors import NoPlaceError
from layers.publishing import contains_link, insert, insert_sentence, remove
from layers.publishing.paragraphs import paragraphs
from layers.publishing.spots import best_spot, linked_at, same_spot
from tests.layers.publishing.samples import blocks

URL = "https://coffee.example/grinder-care/"
SYNCED = '<!-- wp:block {"ref":7} /-->'
TWO_MB = 2_000_000


def test_a_synced_block_is_never_followed_so_that_a_cycle_of_them_cannot_hang() -> None:
    """The block that is post 7 holds itself, and stands in a host."""
    assert paragraphs(SYNCED) == ()
    with pytest.raises(NoPlaceError):
        insert_sentence(SYNCED, "See to grinder care.", "grinder care", URL)
    host = f"{SYNCED}\n\n{blocks('See to grinder care.')}\n\n{SYNCED}"
    assert insert(host, "grinder care", URL) == host.replace("grinder care", f'<a href="{URL}">grinder care</a>')


def test_a_host_of_two_megabytes_is_linked_and_unlinked_to_the_byte() -> None:
    filler = blocks(*["Water runs through the bed of coffee and takes with it what dissolves. " * 20] * 1_400)
    host = f"{filler}\n\n{blocks('See to grinder care.')}"
    assert len(host) > TWO_MB

    linked = insert(host, "grinder care", URL)

    assert linked == host.replace("grinder care", f'<a href="{URL}">grinder care</a>')
    assert remove(linked, URL, "grinder care") == host


@pytest.mark.parametrize(
    "host",
    [
        "[gallery ids='1,2']",
        "[et_pb_section]See to grinder care.[/et_pb_section]",
        "<div><p>See to <em>grinder</div> care.</p></em>",
        "<!-- wp:paragraph --><p>See to <!-- grinder care.</p><!-- /wp:paragraph -->",
        "<h2>Grinder care",
        "<p>See to grinder <strong>care</strong>.</p>",
    ],
)
def test_where_the_words_have_no_place_nothing_is_linked(host: str) -> None:
    with pytest.raises(NoPlaceError):
        insert(host, "grinder care", URL)
    assert best_spot(host, "grinder care") is None


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("راجع العناية بالمطحنة كل أسبوع.", "العناية بالمطحنة"),
        ("ראו טיפול במטחנה בכל שבוע.", "טיפול במטחנה"),
        ("毎週グラインダーの手入れをする。", "グラインダーの手入れ"),
        ("See to the grinder&#8217;s &amp; kettle&rsquo;s care.", "grinder's & kettle's care"),
        ("5 < 6, and grinder care is a < b.", "grinder care"),
    ],
)
def test_other_scripts_and_entities_are_linked_where_they_stand_and_found_again(text: str, anchor: str) -> None:
    host = blocks("Nothing here.", text)
    spot = best_spot(host, anchor)
    assert spot is not None

    linked = linked_at(host, spot, URL)

    assert (spot.paragraph, contains_link(linked, URL)) == (2, True)
    assert remove(linked, URL, spot.words) == host
    assert same_spot(blocks("A new first one.", "Nothing here.", text), spot) == spot.model_copy(
        update={"paragraph": 3}
    )
    assert same_spot(blocks("Something else."), spot) is None


def test_a_sentence_without_a_link_is_the_better_place() -> None:
    host = blocks('What <a href="/x/">oil</a> does to grinder care.', "See to grinder care.")
    spot = best_spot(host, "grinder care")
    assert spot is not None
    assert (spot.occurrence, spot.sentence) == (2, "See to grinder care.")
