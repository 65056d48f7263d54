"""What the store keeps of a mirror: rows and progress together, changes counted, one site's rows apart from another's."""

from dataclasses import replace

from sqlalchemy import text

from layers.boundary.store import Store
from layers.nouns import Term
from layers.nouns.mirror import MirrorRow, MirrorState, Progress

STATE = MirrorState(site="salt", url="https://salt.example", user="anna", way="REST", zone="Europe/Berlin", parser="p")
ROW = MirrorRow(
    id=1, type="post", status="publish", protected=False, url="https://salt.example/brine/", slug="brine", title="Brine 🥒",
    date="2026-01-01T09:00:00", modified_gmt="2026-01-01T08:00:00", content="<p>x</p>", read="{}",
)  # fmt: skip


def test_rows_come_back_as_they_were_and_a_change_is_counted_once(store: Store) -> None:
    store.begin_mirror(STATE)
    rows = [ROW, replace(ROW, id=2), replace(ROW, id=3)]
    first = store.put_rows(STATE, rows)
    edited = replace(ROW, id=2, content="<p>y</p>")

    assert (first, store.put_rows(STATE, [ROW, edited]), store.put_rows(STATE, [ROW, edited])) == (3, 1, 0)
    assert list(store.rows("salt")) == [ROW, edited, rows[2]]


def test_progress_is_kept_with_the_rows_that_it_speaks_of(store: Store) -> None:
    store.begin_mirror(STATE)
    store.put_rows(STATE.with_progress("post", Progress(offset=99, covered=1)), [ROW])
    state = store.mirror("salt")

    assert state is not None
    assert state.at("post") == Progress(offset=99, covered=1)
    assert state.at("page") == Progress()


def test_more_rows_than_one_statement_takes_are_looked_up_and_dropped(store: Store) -> None:
    store.begin_mirror(STATE)
    rows = [replace(ROW, id=number) for number in range(1, 1_203)]
    store.put_rows(STATE, rows)

    assert store.put_rows(STATE, rows) == 0
    store.drop_rows("salt", range(2, 1_203))
    assert [row.id for row in store.known_rows("salt", ["post"])] == [1]


def test_one_site_is_forgotten_and_another_is_not(store: Store) -> None:
    other = STATE.model_copy(update={"site": "bikes"})
    for state in (STATE, other):
        store.begin_mirror(state)
        store.put_rows(state, [ROW])
        store.put_parts(state.site, "tags", [Term(id=6, slug="sea", name="Sea")])
    store.begin_mirror(STATE)

    assert (list(store.rows("salt")), store.parts("salt", "tags", Term)) == ([], ())
    assert list(store.rows("bikes")) == [ROW]
    assert store.parts("bikes", "tags", Term) == (Term(id=6, slug="sea", name="Sea"),)


def test_a_short_list_is_replaced_whole(store: Store) -> None:
    sea, rock = Term(id=6, slug="sea", name="Sea"), Term(id=7, slug="rock", name="Rock")
    store.put_parts("salt", "tags", [sea, rock])
    store.put_parts("salt", "tags", [rock])

    assert store.parts("salt", "tags", Term) == (rock,)


def test_the_mirror_of_another_masthead_counts_as_none(store: Store) -> None:
    store.begin_mirror(STATE)
    with store.writing() as connection:
        connection.execute(text('UPDATE mirrors SET content = \'{"site": "salt", "strange": 1}\''))

    assert store.mirror("salt") is None
    assert store.mirror("nowhere") is None
