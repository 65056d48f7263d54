"""Who links to whom: what counts, what is kept apart, how far a page is from the front page."""

from layers.checks import Anchor, Detour, HiddenTarget
from layers.maintenance import Graph, graph
from layers.nouns import Hidden, Inventory, MenuItem, Page, PageLink
from tests.layers.maintenance.records import HOME, inventory, page


def linked(*pages: Page, **more: object) -> Graph:
    return graph(HOME, inventory(*pages).model_copy(update=more))


def menu_to(number: int, **more: object) -> MenuItem:
    return MenuItem.model_validate({"menu": "Main", "label": "there", "url": f"{HOME}/post-{number}/"} | more)


def test_links_of_menus_categories_and_pages_are_classes_of_their_own() -> None:
    found = linked(
        page(1, "/post-2/", type="page"), page(2, categories=(1, 2)), page(3, "/post-2/"),
        menus=(menu_to(2, page_id=2), menu_to(2), menu_to(9), menu_to(3, url="https://example.com/post-3/")),
    )  # fmt: skip
    links = found.links[2]
    assert (links.inbound, links.page_inbound, links.menu_inbound, links.category_inbound) == (2, 1, 2, 2)
    assert (found.links[3].inbound, found.links[3].menu_inbound) == (0, 0)


def test_link_in_navigation_counts_neither_way_but_a_broken_one_is_told() -> None:
    found = linked(
        page(1, *(PageLink(url=url, anchor="x", place="navigation") for url in ("/post-2/", "/gone/"))), page(2)
    )
    assert (found.links[1].outbound, found.links[2].inbound, found.links[1].missing) == (0, 0, ("/gone/",))


def test_nofollow_counts_apart_and_only_where_no_other_link_of_that_page_counts() -> None:
    doubted = PageLink(url="/post-3/", anchor="x", nofollow=True)
    found = linked(page(1, doubted), page(2, doubted, "/post-3/"), page(3))
    assert (found.links[3].inbound, found.links[3].nofollow_inbound) == (1, 1)


def test_links_to_what_is_hidden_say_its_status() -> None:
    hidden = (
        Hidden(id=50, type="post", status="draft", url=f"{HOME}/?p=50", slug="soon"),
        Hidden(id=51, type="post", status="trash", url=f"{HOME}/was__trashed/", slug="was__trashed"),
        Hidden(id=52, type="post", status="password", url=f"{HOME}/locked/", slug="locked"),
    )
    links = linked(page(1, "/soon/", "/?p=50", "/was/", f"{HOME}/locked", "/never/"), hidden=hidden).links[1]
    assert links.hidden == (
        HiddenTarget("/soon/", "draft"), HiddenTarget("/?p=50", "draft"), HiddenTarget("/was/", "trash"),
        HiddenTarget(f"{HOME}/locked", "password"),
    )  # fmt: skip
    assert links.missing == ("/never/",)


def test_detours_say_by_what() -> None:
    found = linked(page(1, "http://www.example.org/post-2", "/?p=2", "/formerly/", "/other-b/"), page(2, old_slugs=("formerly",)),
                   page(3, url=f"{HOME}/other-begun/", slug="other-begun"))  # fmt: skip
    assert found.links[1].detours == (
        Detour("http://www.example.org/post-2", ("http", "www", "no final slash")), Detour("/?p=2", ("?p=",)),
        Detour("/formerly/", ("old slug",)), Detour("/other-b/", ("guessed slug",)),
    )  # fmt: skip


def test_depth_counts_clicks_by_text_and_menu_from_the_front_page() -> None:
    pages = (
        page(1, "/post-2/", url=f"{HOME}/", type="page"),
        page(2, "/post-3/"),
        page(3),
        page(4, "/post-5/"),
        page(5),
        page(6, "/post-1/"),
    )
    found = linked(*pages, front_page=1, menus=(menu_to(4),))
    assert [found.links[n].depth for n in range(1, 7)] == [0, 1, 2, 1, 2, None]


def test_front_page_without_a_page_of_its_own_shows_the_ten_newest_posts() -> None:
    newest = [page(n, f"/post-{n + 20}/", published_at=f"2026-11-{n:02d}T00:00:00Z") for n in range(1, 13)]
    older = [page(n, published_at="2025-01-01T00:00:00Z") for n in range(21, 33)]
    found = linked(*newest, *older)
    assert {n for n in range(1, 13) if found.links[n].depth == 1} == set(range(3, 13))
    assert (found.links[23].depth, found.links[22].depth) == (2, None)


def test_pairs_that_link_each_other_and_groups_that_hang_together() -> None:
    found = linked(page(1, "/post-2/", "/post-3/"), page(2, "/post-1/"), page(3), page(4, "/post-5/"), page(5), page(6))
    assert [found.links[n].reciprocal for n in range(1, 7)] == [1, 1, 0, 0, 0, 0]
    assert found.components == (frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6}))


def test_anchors_empty_ones_malformed_and_outbound_addresses_are_kept_as_written() -> None:
    empty = PageLink(url="/post-2/", anchor="")
    rest = ("https://example.com/x", "mailto:a@b.example", "http://[x/")
    links = linked(page(1, "/post-2/", "/post-2", empty, *rest), page(2)).links[1]
    assert links.anchors == (Anchor("there", f"{HOME}/post-2/"), Anchor("", f"{HOME}/post-2/"))
    assert (links.empty_anchors, links.external, links.malformed) == (
        ("/post-2/",),
        ("https://example.com/x",),
        ("http://[x/",),
    )


def test_site_without_pages_has_an_empty_graph() -> None:
    found = graph(HOME, Inventory(site="garden", read_at=page(1).published_at, total=0, pages=(), menus=(menu_to(1),)))
    assert (found.links, found.components) == ({}, ())
