"""Who is no host, and what is said about it."""

import pytest

from layers.nouns import LinkRules, OutLink, Page
from layers.publishing import Host, HostChoice, choose_hosts, choose_targets, weigh_hosts, weigh_targets
from tests.layers.publishing.samples import blocks, brief, draft, inventory, post, site

URL = "https://coffee.example/cold-brew-ratio/"
HOST = post(1, "overnight", "The overnight jar", "A cold brew ratio is what I am asked for. Weigh the coffee.")
OTHER = post(2, "taxes", "Filing taxes", "A declaration is due in spring.")
GERMAN = (
    "Das Wasser für den Kaffee sollte nicht zu heiß sein, und wer die cold brew ratio sucht, der findet sie in dem Glas, "
    "das auf dem Tisch steht und mit dem Deckel geschlossen ist."
)


def choice(*pages: Page, rules: LinkRules | None = None, **options: object) -> HostChoice:
    return weigh_hosts(site(links=rules or LinkRules()), "cold brew ratio", inventory(*pages), **options)  # type: ignore[arg-type]


def reason(chosen: HostChoice) -> str:
    assert chosen.hosts == ()
    return chosen.reason


def test_a_site_without_pages_or_without_the_words_says_so() -> None:
    assert reason(choice()) == "the site has no published page"
    assert reason(choice(OTHER)).startswith("none of 1 pages names “cold brew ratio”; the most alike")


def test_a_page_that_has_half_of_the_words_or_less_does_not_name_the_subject() -> None:
    price = post(3, "prices", "Prices", "The ratio of price and weight.")
    assert [host.page_id for host in choice(HOST, price, OTHER).hosts] == [1]


def test_a_keyword_of_words_that_all_titles_share_finds_nobody() -> None:
    names = ("owl", "fox", "hare", "crow", "stag", "bee")
    pages = tuple(post(n, f"s-{n}", f"The spiritual meaning of the {name}", f"Spiritual meaning: {name}.") for n, name in enumerate(names, 1))  # fmt: skip
    chosen = weigh_hosts(site(), "spiritual meaning", inventory(*pages))
    assert "tells none of them apart" in reason(chosen)


def test_a_page_in_another_language_is_no_host() -> None:
    german = post(3, "glas", "Das Glas", GERMAN)
    assert reason(choice(german)).endswith("is written in another language (de)")
    assert [host.page_id for host in choice(german, language="de").hosts] == [3]


def test_a_page_that_is_known_to_be_none_is_no_host_and_its_reason_is_told() -> None:
    chosen = choice(HOST, barred={1: "tells search engines not to index it"})
    assert chosen.left_out[0].url == HOST.url
    assert reason(chosen).endswith("tells search engines not to index it")


def test_the_article_itself_is_no_host() -> None:
    own = post(3, "cold-brew-ratio", "Cold brew ratio", "A cold brew ratio.")
    assert {host.page_id for host in choice(HOST, own, url=URL).hosts} == {1}


@pytest.mark.parametrize(("rules", "is_host"), [(LinkRules(per_page=2), False), (LinkRules(per_page=3), True), (LinkRules(per_100_words=2), False)])  # fmt: skip
def test_a_page_with_as_many_links_as_it_may_have_gets_no_more(rules: LinkRules, is_host: bool) -> None:
    full = post(
        1, "overnight", "Jars", 'A cold brew ratio. <a href="/a/">a</a> <a href="https://coffee.example/b/">b</a> <a href="https://else.example/">c</a>'
    )  # fmt: skip
    chosen = choice(full, rules=rules)
    assert bool(chosen.hosts) is is_host
    assert is_host or "has 2 links to other pages in" in chosen.reason
    hub = weigh_hosts(site(links=rules, hubs=("/overnight/",)), "cold brew ratio", inventory(full))
    assert [host.page_id for host in hub.hosts] == [1]


def test_a_link_to_what_is_no_address_stops_no_choice() -> None:
    sample = post(1, "overnight", "Jars", 'A cold brew ratio. <a href="https://[your-domain]/">a</a>')
    assert [host.page_id for host in choice(sample, url=URL).hosts] == [1]


def test_pages_that_the_article_links_to_link_back_within_the_budget_only() -> None:
    twins = tuple(post(n, f"jar-{n}", f"Jar {n}", "A cold brew ratio for cold coffee.") for n in (1, 2, 3))
    links_to = (twins[0].url, twins[1].url)
    assert {host.page_id for host in choice(*twins, links_to=links_to).hosts} == {1, 3}
    assert {host.page_id for host in choice(*twins, links_to=links_to, rules=LinkRules(reciprocal_max=0)).hosts} == {3}


def crowd() -> tuple[Page, ...]:
    """Ten pages about money; one of them names the subject of the article in passing."""
    texts = [f"Freelancers declare income number {n}; the tax office answers, advances follow." for n in range(10)]
    texts[4] += " My cold brew ratio is secret."
    return tuple(post(n, f"tax-{n}", f"Tax letter {n}", text) for n, text in enumerate(texts, 10))


def test_a_page_that_names_the_subject_in_passing_is_no_host() -> None:
    assert "names it in passing" in reason(choice(*crowd()))
    titled = post(1, "jar", "My cold brew ratio", "It is a secret.")
    assert [host.page_id for host in choice(*crowd(), titled).hosts] == [1]


def test_where_the_article_is_written_its_own_text_says_who_is_alike() -> None:
    text = "A cold brew ratio is weighed: coffee, water, a jar, the overnight rest."
    jar = post(1, "jar", "The jar", "A jar rests overnight. Weigh coffee and water. Cold brew ratio.")
    assert [host.page_id for host in choice(*crowd(), jar, text=text).hosts] == [1]
    elsewhere = choice(*crowd(), jar, text="A tax office answers freelancers; advances follow.")
    assert 1 not in {host.page_id for host in elsewhere.hosts}
    assert jar.url in {each.url for each in elsewhere.left_out}


def test_no_page_is_linked_to_of_which_the_article_says_nothing() -> None:
    chosen = weigh_targets(
        site(), brief(), draft("Freelancers declare income; the tax office answers."), inventory(*crowd())
    )
    assert chosen.links == ()
    assert "alike" in chosen.reason
    assert weigh_targets(site(), brief(), draft(), inventory()).reason == "the site has no published page"


def test_of_the_hosts_no_more_are_linked_back_to_than_the_site_allows() -> None:
    pages = (
        post(2, "burr-grinder-care", "Burr grinder care", "A burr grinder wants a brush."),
        post(3, "brewing-water-hardness", "Brewing water hardness", "Hard water flattens coffee."),
    )
    written = draft("Test the brewing water hardness first.", "Burr grinder care decides the rest.")
    hosts = tuple(Host(page_id=page.id, page_type="post", url=page.url) for page in pages)

    def targets(back: int) -> set[int]:
        rules = LinkRules(reciprocal_max=back)
        links: tuple[OutLink, ...] = choose_targets(site(links=rules), brief(), written, inventory(*pages), hosts=hosts)
        return {link.post_id for link in links}

    assert targets(2) == {2, 3}
    assert len(targets(1)) == 1
    assert targets(0) == set()


def test_a_target_in_another_language_is_not_linked_to() -> None:
    german = post(3, "burr-grinder-care", "Burr grinder care", GERMAN)
    assert choose_targets(site(), brief(), draft("Burr grinder care, and a cold brew ratio."), inventory(german)) == ()


def test_hosts_are_told_up_to_a_number() -> None:
    many = tuple(
        post(n, f"jar-{n}", f"Jar {n}", f"A cold brew ratio for jar {n}. Coffee and water rest overnight.")
        for n in range(1, 60)
    )
    assert len(choose_hosts(site(), "cold brew ratio", inventory(*many))) == 24


def test_blocks_of_others_give_no_host() -> None:
    synced = post(1, "jar", "Cold brew ratio jar", raw='<!-- wp:block {"ref":7} /-->\n\n<!-- wp:heading -->\n<h2>Cold brew ratio</h2>\n<!-- /wp:heading -->')  # fmt: skip
    assert reason(choice(synced)).endswith("has no paragraph of running text")
    assert choice(post(1, "jar", "Cold brew ratio jar", raw=blocks("Cold brew ratio."))).hosts
