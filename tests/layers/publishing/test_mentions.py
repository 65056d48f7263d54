"""Pages that name each other without a link, found over the whole site at once."""

from layers.publishing import Mentions, SiteIndex
from tests.layers.publishing.samples import inventory, post

GRINDER = post(
    1,
    "burr-grinder-care",
    "Burr grinder care",
    "Burr grinder care is brushing. Then see to the water hardness of your kettle.",
)
WATER = post(
    2, "brewing-water-hardness", "Brewing water hardness", "Hard water is dull. Burr Grinder care is dull too."
)
LINKED = post(
    3, "beans-to-buy", "Beans to buy", 'See <a href="/burr-grinder-care/">this</a> on burr grinder care; brewing water hardness is next.'
)  # fmt: skip


def found(*targets: int) -> set[tuple[int, int, str]]:
    pages = (GRINDER, WATER, LINKED)
    wanted = [page for page in pages if page.id in targets] if targets else None
    mentions = Mentions(SiteIndex(inventory(*pages)), wanted)
    return {(each.source.id, each.target.id, each.anchor) for each in mentions.find(pages)}


def test_each_page_is_found_where_another_names_it_and_does_not_link_to_it() -> None:
    assert found() == {
        (1, 2, "water hardness"),
        (2, 1, "Burr Grinder care"),
        (3, 2, "brewing water hardness"),
    }


def test_only_the_wanted_targets_are_looked_for() -> None:
    assert found(1) == {(2, 1, "Burr Grinder care")}


def test_words_that_name_two_pages_alike_name_neither() -> None:
    pages = (
        post(1, "iced-coffee-syrup-summer", "Iced coffee syrup in summer", "A."),
        post(2, "iced-coffee-syrup-winter", "Iced coffee syrup in winter", "B."),
        post(3, "notes", "Notes", "Iced coffee syrup is sweet. Iced coffee syrup in winter is not."),
        post(4, "diary", "Diary", "Iced coffee syrup is sweet."),
        *(post(n, f"letter-{n}", f"Letter {n}", f"Dear reader number {n}.") for n in range(5, 25)),
    )
    mentions = Mentions(SiteIndex(inventory(*pages)))
    assert {(each.source.id, each.target.id, each.anchor) for each in mentions.find(pages)} == {
        (3, 2, "Iced coffee syrup in winter")
    }
