"""Hosts and targets: alike, described by words that stand there, and never a page too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.nouns import LinkRules, OutLink, Page
from layers.publishing import choose_hosts, choose_targets, inbound_counts, standing
from layers.publishing.anchors import PhraseIndex, fold, phrases_of_keyword, phrases_of_page
from layers.publishing.paragraphs import plainly
from layers.publishing.similarity import Similarity, shared_words, stem
from tests.layers.publishing.samples import blocks, brief, draft, inventory, post, site

OVERNIGHT = post(
    1,
    "overnight-routine",
    "The overnight routine",
    "I steep cold coffee overnight.",
    "A cold brew ratio is what I am asked for most: how much water for the coffee.",
)
GRINDERS = post(
    2, "burr-grinder-care", "Burr grinder care", "A burr grinder wants a brush. Grounds get stuck between burrs."
)
WATER = post(
    3,
    "brewing-water-hardness",
    "Brewing water hardness",
    "Hard water flattens coffee. Test the brewing water before you brew cold coffee.",
)
TAXES = post(4, "filing-taxes", "Filing taxes", "A declaration is due in spring for freelancers.")
SHOP = post(
    5,
    "beans-to-buy",
    "Beans to buy",
    'Buy <a href="https://coffee.example/burr-grinder-care/">this</a>. Ratio of price and coffee.',
)
PAGES = (OVERNIGHT, GRINDERS, WATER, TAXES, SHOP)


def test_hosts_are_the_pages_that_are_alike_with_the_words_they_would_link() -> None:
    hosts = choose_hosts(site(), "cold brew ratio", inventory(*PAGES))
    assert hosts[0].page_id == 1
    assert hosts[0].anchor == "cold brew ratio"
    assert 4 not in {host.page_id for host in hosts}


def test_no_page_alike_means_no_host() -> None:
    assert choose_hosts(site(), "sourdough starter", inventory(*PAGES)) == ()
    assert choose_hosts(site(), "cold brew ratio", inventory()) == ()


def test_a_named_hub_is_a_host_however_unlike_it_is() -> None:
    hub = post(9, "start-here", "Start here", "Welcome, friends.")
    hosts = choose_hosts(site(), "cold brew ratio", inventory(*PAGES, hub), category="brewing")
    assert hosts[-1].page_id == 9
    assert 9 not in {host.page_id for host in choose_hosts(site(), "cold brew ratio", inventory(*PAGES, hub))}
    assert 9 in {
        host.page_id for host in choose_hosts(site(hubs=("/start-here/",)), "cold brew ratio", inventory(*PAGES, hub))
    }


def test_a_page_that_links_already_is_no_host() -> None:
    url = "https://coffee.example/cold-brew-ratio/"
    linked = post(
        1, "overnight-routine", "The overnight routine", f'My <a href="{url}">cold brew ratio</a> for coffee.'
    )
    assert 1 not in {
        host.page_id for host in choose_hosts(site(), "cold brew ratio", inventory(linked, *PAGES[1:]), url=url)
    }


def test_a_page_builders_page_is_no_host() -> None:
    built = post(1, "cold-brew-ratio-page", "Cold brew ratio", raw="[builder]cold brew ratio[/builder]")
    assert choose_hosts(site(), "cold brew ratio", inventory(built, *PAGES[1:]))[0].page_id != 1


def test_among_near_equals_the_one_with_fewest_links_comes_first() -> None:
    words = "Cold coffee and its ratio of water, brewed cold."
    twins = [post(number, f"twin-{number}", "Cold coffee", words) for number in (1, 2, 3)]
    linker = post(
        4, "linker", "Taxes", 'See <a href="/twin-1/">a</a> and <a href="https://coffee.example/twin-2">b</a>.'
    )
    hosts = choose_hosts(site(), "cold brew ratio", inventory(*twins, linker))
    assert [host.page_id for host in hosts][:3] == [3, 1, 2]


def test_inbound_links_are_counted_per_page_and_of_this_site_only() -> None:
    other = post(
        6,
        "other",
        "Other",
        '<a href="https://elsewhere.example/filing-taxes/">x</a> <a href="/burr-grinder-care">y</a> <a href="/burr-grinder-care#z">z</a>',
    )
    counts = inbound_counts(inventory(*PAGES, other))
    assert counts["/burr-grinder-care"] == 2
    assert counts["/filing-taxes"] == 0


def test_words_that_all_titles_share_do_not_make_pages_alike() -> None:
    animals = ("owls", "foxes", "hares", "herons", "otters", "bees", "crows", "stags")
    pages = tuple(
        post(
            number,
            f"spiritual-meaning-of-{name}",
            f"The spiritual meaning of {name}",
            f"The spiritual meaning of {name} is old. Tales of {name}.",
        )
        for number, name in enumerate(animals, 1)
    )
    assert shared_words(pages) == {"spiritual", stem("meaning")}
    scores = Similarity(inventory(*pages)).scores("The spiritual meaning of badgers")
    assert set(scores) == {0.0}
    best = Similarity(inventory(*pages)).scores("why we see foxes: their spiritual meaning")
    assert best.index(max(best)) == 1
    phrases = {phrase.text for phrase in phrases_of_page(pages[0], Similarity(inventory(*pages)).weight)}
    assert "spiritual meaning" not in phrases
    assert "meaning of owls" in phrases


def test_links_out_stand_in_paragraphs_and_describe_their_page() -> None:
    written = draft(
        "Test the brewing water hardness first, then weigh [e1.1].",
        "A burr grinder and its care decide the rest; burr grinder care is dull.",
    )
    links = choose_targets(site(), brief(), written, inventory(*PAGES))
    assert {(link.place, link.anchor, link.post_id) for link in links} == {
        ("s1.b1", "brewing water hardness", 3),
        ("s1.b2", "burr grinder care", 2),
    }


def test_where_no_words_fit_the_most_alike_pages_are_named_as_related() -> None:
    links = choose_targets(site(), brief(), draft("Cold coffee is water and time."), inventory(*PAGES))
    assert [link.place for link in links] == ["related", "related"]
    assert links[0].anchor in {page.title for page in PAGES}
    assert len({link.post_id for link in links}) == 2


def test_the_article_itself_is_no_target() -> None:
    own = post(8, "cold-brew-ratio", "Cold brew ratio", "A cold brew ratio.")
    links = choose_targets(site(), brief(), draft("A cold brew ratio is weighed."), inventory(own, *PAGES))
    assert 8 not in {link.post_id for link in links}


def test_no_more_links_than_the_site_allows_and_one_per_place() -> None:
    rules = LinkRules(out_min=1, out_max=1)
    written = draft("Brewing water hardness and burr grinder care in one breath.", "Burr grinder care again.")
    assert len(choose_targets(site(links=rules), brief(), written, inventory(*PAGES))) == 1
    both = choose_targets(site(), brief(), written, inventory(*PAGES))
    assert sorted(link.place for link in both) == ["s1.b1", "s1.b2"]


def test_a_link_whose_words_were_patched_away_is_named_as_related() -> None:
    link = OutLink(place="s1.b1", anchor="brewing water", url="https://coffee.example/w/", post_id=3)
    assert standing(draft("Test the brewing water."), (link,)) == (link,)
    assert standing(draft("Test the water."), (link,))[0].place == "related"
    assert standing(draft("Test *the brewing* water."), (link,))[0].place == "related"


def test_a_young_sites_only_page_can_be_a_host() -> None:
    only = post(1, "storing-beans", "Storing coffee beans", "Coffee beans keep best in the dark.")
    assert choose_hosts(site(), "grinding coffee beans", inventory(only))[0].page_id == 1


@pytest.mark.parametrize("phrase", ["cold brew ratio", "brew ratio", "cold brew"])
def test_parts_of_a_keyword_name_it(phrase: str) -> None:
    assert phrase in {each.text for each in phrases_of_keyword("cold brew ratio")}


def test_a_single_short_word_and_function_words_do_not_name_a_page() -> None:
    texts = {each.text for each in phrases_of_keyword("how to store tea")}
    assert "tea" not in texts
    assert all(not text.startswith(("how", "to ")) for text in texts if text != "how to store tea")


def test_a_part_of_the_keyword_that_is_the_hosts_own_subject_is_no_anchor() -> None:
    host: Page = post(1, "cold-brew", "Cold brew at home", "Cold brew needs a jar, coffee and a ratio.")
    assert choose_hosts(site(), "cold brew ratio", inventory(host))[0].anchor == ""


def test_japanese_phrases_are_found() -> None:
    host = post(1, "mizudashi", "夏の一杯", "家で水出しコーヒーの比率を決める方法。")
    assert (
        choose_hosts(site(language="ja"), "水出しコーヒーの比率", inventory(host))[0].anchor == "水出しコーヒーの比率"
    )


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=5), st.text(max_size=60))
def test_a_match_is_the_phrase_in_whatever_case(phrases: list[str], text: str) -> None:
    shown = plainly(text)
    for match in PhraseIndex(tuple(phrases)).find(shown):
        assert fold(shown[match.start : match.end]) == fold(plainly(phrases[match.phrase]))


def test_every_paragraph_of_a_host_counts() -> None:
    host = post(1, "jar", "Jars", raw=blocks("Nothing here.") + "\n\n<p>The Cold Brew Ratio, classic.</p>")
    assert choose_hosts(site(), "cold brew ratio", inventory(host, TAXES))[0].anchor == "Cold Brew Ratio"


def test_the_common_words_of_a_title_do_not_name_its_page() -> None:
    iced = post(1, "iced-coffee-three-ways", "Iced coffee, three ways", "Iced coffee is made in three ways.")
    rest = tuple(post(n, f"other-{n}", f"Other {n}", f"There are three ways to do thing {n}.") for n in range(2, 12))
    phrases = {phrase.text for phrase in phrases_of_page(iced, Similarity(inventory(iced, *rest)).weight)}
    assert "three ways" not in phrases
    assert "iced coffee" in phrases


def named(slug: str, title: str, *others: Page) -> set[str]:
    page = post(1, slug, title, f"{title}.")
    return {phrase.text for phrase in phrases_of_page(page, Similarity(inventory(page, *others)).weight)}


def test_a_page_is_named_by_its_words_in_another_form_too() -> None:
    water = post(2, "water", "Water", "Water runs.")

    assert {"storing beans", "store beans"} <= named("how-to-store-beans", "How to store beans", water)
    assert {"choosing a kettle", "choose a kettle"} <= named("kettle", "Choose a kettle", water)
    assert {"paper filter", "paper filters"} <= named("rinse-paper-filters", "Rinse paper filters", water)


def test_a_title_with_commas_is_a_name_as_it_stands() -> None:
    water = post(2, "water", "Water", "Water runs.")

    assert "washed, natural, honey" in named("washed-natural-honey", "Washed, natural, honey: what is meant", water)


def test_how_many_and_of_what_kind_names_nothing() -> None:
    names = named("iced-coffee-three-ways", "Iced coffee, three ways", post(2, "water", "Water", "Water runs."))

    assert "iced coffee" in names
    assert not {"three ways", "coffee three"} & names
    assert "new chain" not in named("fit-a-new-chain", "Fit a new chain", post(2, "chain", "Oil a chain", "Chain."))


def test_one_word_names_a_page_only_where_it_is_its_whole_subject() -> None:
    bag = post(1, "reading-a-bag", "Reading a bag", "Read it.")
    press = post(2, "degassing", "Degassing", "Gas leaves the beans.")
    weight = Similarity(inventory(bag, press)).weight
    assert {phrase.text for phrase in phrases_of_page(bag, weight)} == {"reading a bag", "reading a bags"}
    assert {phrase.text for phrase in phrases_of_page(press, weight)} == {"degassing", "degassings"}


def test_among_near_equals_a_page_with_words_to_link_comes_first() -> None:
    bare = post(1, "bare", "Cold coffee", "Cold water and a ratio; brew it.")
    worded = post(2, "worded", "Cold coffee", "Cold water and a cold brew ratio.")
    linker = post(3, "linker", "Taxes", 'See <a href="/worded/">a</a>.')
    assert [host.page_id for host in choose_hosts(site(), "cold brew ratio", inventory(bare, worded, linker))] == [2, 1]


def test_a_word_that_stands_everywhere_does_not_name_a_page() -> None:
    hub = post(1, "start-here", "Start here", "Start with these.")
    rest = tuple(post(n, f"other-{n}", f"Other {n}", f"You start with thing {n}.") for n in range(2, 14))
    assert phrases_of_page(hub, Similarity(inventory(hub, *rest)).weight) == ()


def test_a_part_of_a_longer_word_is_no_anchor() -> None:
    host = post(1, "jar", "Cold coffee", "Everything about uncold brew ratioing, cold water and a ratio of brew.")
    assert choose_hosts(site(), "cold brew ratio", inventory(host))[0].anchor == ""
