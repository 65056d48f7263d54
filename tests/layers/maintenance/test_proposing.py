"""Links that a site lacks: proposed where one page says what another is about, or not at all, and then it is said why."""

import pytest

from layers.maintenance import Proposals, graph, propose
from layers.nouns import LinkRules, Page
from layers.publishing import SiteIndex
from tests.layers.publishing.samples import blocks, inventory, post, site

GRIND = "Grind the beans coarse, brush the burrs and weigh what the hopper holds."
CARE = post(1, "burr-grinder-care", "Burr grinder care", f"{GRIND} Oil is what makes it stale.")
HOST = post(2, "morning-coffee", "The morning coffee", f"{GRIND} Then see to burr grinder care on Sunday.")
REPLIES = 'Read <a href="/morning-coffee/">the morning</a>.'


def found(*pages: Page, rules: LinkRules | None = None) -> Proposals:
    held = inventory(*pages)
    place = site(links=rules or LinkRules())
    return propose(place, held, SiteIndex(held), graph(place.url, held))


def pairs(proposals: Proposals) -> set[tuple[str, int, int, str]]:
    return {(each.weak, each.host.id, each.target.id, each.spot.words) for each in proposals.proposals}


def reason(proposals: Proposals, page: Page, weak: str = "orphan") -> str:
    return next(each.reason for each in proposals.without if each.page.id == page.id and each.weak == weak)


def letters(count: int, start: int = 20) -> tuple[Page, ...]:
    """Pages on which nothing else is written about: they make a site old enough to be judged."""
    return tuple(
        post(n, f"letter-{n}", f"Letter {n}", f"Dear reader number {n}, write soon.")
        for n in range(start, start + count)
    )


def test_an_orphan_gets_a_link_in_the_words_that_name_it_with_the_sentence_around_them() -> None:
    [only] = [each for each in found(CARE, HOST).proposals if each.weak == "orphan"]

    assert (only.number, only.host.id, only.target.id) == (1, 2, 1)
    assert (only.spot.before, only.spot.words, only.spot.after) == ("Then see to ", "burr grinder care", " on Sunday.")
    assert only.spot.paragraph == 1
    assert "name 100% of its subject" in only.why


@pytest.mark.parametrize("pages", [(), (CARE,)])
def test_a_site_of_no_page_or_one_gets_no_proposal(pages: tuple[Page, ...]) -> None:
    assert found(*pages).proposals == ()
    assert [each.weak for each in found(*pages).without] == ["orphan", "dead end"] * len(pages)


def test_what_no_page_names_stays_without_and_it_is_said_why() -> None:
    assert reason(found(CARE, *letters(3)), CARE) == "no other page of the site names it"


def test_where_every_page_that_names_it_links_to_it_nothing_is_proposed() -> None:
    linked = [
        post(n, f"day-{n}", f"Day {n}", f'{GRIND} See <a href="/burr-grinder-care/">burr grinder care</a>.')
        for n in (2, 3, 4)
    ]
    assert not [each for each in found(CARE, *linked).proposals if each.target.id == CARE.id]


def test_a_page_about_something_else_is_no_host_however_well_it_names_the_target() -> None:
    stranger = post(
        2, "a-long-walk", "A long walk", "Rain fell on the moor all day. Somebody spoke of burr grinder care."
    )
    proposals = found(CARE, stranger, *letters(12))

    assert not [each for each in proposals.proposals if each.target.id == CARE.id]
    assert "is about something else" in reason(proposals, CARE)


def test_one_word_in_passing_names_nobody() -> None:
    sleep = post(1, "sleep", "Sleep", f"{GRIND} Coffee keeps you awake.")
    assert found(sleep, post(2, "iced", "Iced", f"{GRIND} Leave it for a night's sleep.")).proposals == ()
    twice = post(2, "iced", "Iced", f"{GRIND} Coffee disturbs sleep. Good sleep is worth more.")
    assert ("orphan", 2, 1, "sleep") in pairs(found(sleep, twice))


def test_links_to_one_page_have_words_that_differ() -> None:
    hosts = [post(n, f"day-{n}", f"Day {n}", f"{GRIND} I believe in burr grinder care.") for n in (2, 3)]
    words = [each.spot.words for each in found(CARE, *hosts).proposals if each.target.id == CARE.id]
    assert len(words) == len(set(words))


def test_a_host_that_has_as_many_links_as_it_may_have_gets_no_more() -> None:
    full = post(2, "morning", "Morning", f'{GRIND} See <a href="/x/">x</a>. Then burr grinder care.')
    proposals = found(CARE, full, rules=LinkRules(per_page=1))
    assert not [each for each in proposals.proposals if each.host.id == full.id]
    assert "has 1 links to other pages" in reason(proposals, CARE)


def test_pages_link_each_other_within_the_budget_only() -> None:
    care = post(1, "burr-grinder-care", "Burr grinder care", f"{GRIND} {REPLIES}")
    assert ("orphan", 2, 1, "burr grinder care") in pairs(found(care, HOST))
    assert "no more pairs may link each other" in reason(found(care, HOST, rules=LinkRules(reciprocal_max=0)), care)


def test_the_first_paragraph_is_left_alone_where_the_site_says_so() -> None:
    early = post(2, "morning", "Morning", f"{GRIND} See to burr grinder care.", "That is all.")
    assert pairs(found(CARE, early))
    assert not [
        each for each in found(CARE, early, rules=LinkRules(skip_first_paragraph=True)).proposals if each.target.id == 1
    ]


def test_a_host_in_another_language_or_made_with_a_builder_is_left_alone() -> None:
    german = "Die Mühle ist nicht das Problem, und auch der Kaffee ist es nicht, sondern das Wasser, das aus der Leitung kommt. "
    care = post(
        1,
        "burr-grinder-care",
        "Burr grinder care",
        *[f"{GRIND} The oil is what makes it stale, and that is not the grinder's fault."] * 3,
    )
    proposals = found(care, post(2, "mühle", "Mühle", f"{german * 3} Man sagt auch burr grinder care."))
    assert "is written in another language (de)" in reason(proposals, care)
    built = post(
        2, "built", "Built", raw=f"[et_pb_section][et_pb_text]{GRIND} burr grinder care[/et_pb_text][/et_pb_section]"
    )
    assert not [each for each in found(CARE, built).proposals if each.target.id == 1]


def test_headings_and_links_are_no_place() -> None:
    raw = (
        blocks(GRIND)
        + '\n\n<!-- wp:heading -->\n<h2 class="wp-block-heading">Burr grinder care</h2>\n<!-- /wp:heading -->'
    )
    proposals = found(CARE, post(2, "morning", "Morning", raw=raw))
    assert "only where no link may stand" in reason(proposals, CARE)


def test_a_dead_end_gets_a_link_out() -> None:
    care = post(1, "burr-grinder-care", "Burr grinder care", f'{GRIND} <a href="/morning-coffee/">Morning</a>.')
    other = [post(n, f"day-{n}", f"Day {n}", f'{GRIND} <a href="/burr-grinder-care/">it</a>') for n in (5, 6, 7)]
    dead = post(2, "morning-coffee", "The morning coffee", f"{GRIND} Then see to burr grinder care on Sunday.")
    assert pairs(found(care, dead, *other)) >= {("dead end", 2, 1, "burr grinder care")}


def test_pages_that_are_no_posts_are_not_weak_but_may_be_hosts() -> None:
    start = post(2, "start-here", "Start here", f"{GRIND} Begin with burr grinder care.", type="page")
    proposals = found(CARE, start)
    assert ("orphan", 2, 1, "burr grinder care") in pairs(proposals)
    assert not [each for each in proposals.without if each.page.id == start.id]


def test_a_sentence_could_be_written_into_the_pages_that_are_alike() -> None:
    proposals = found(CARE, post(2, "hopper", "The hopper", f"{GRIND} That is enough."))
    [care] = [each for each in proposals.without if each.page.id == CARE.id and each.weak == "orphan"]
    assert [each.id for each in care.nearest] == [2]
