"""The graph of a site as numbers."""

from layers.maintenance import Cluster, Linkage, graph, linkage
from layers.nouns import Page, PageLink
from tests.layers.maintenance.records import HOME, inventory, page, site


def counted(*pages: Page) -> Linkage:
    held = inventory(*pages)
    return linkage("garden", "The Garden", HOME, held, graph(site().url, held))


def test_orphans_near_orphans_dead_ends_and_pairs_are_counted() -> None:
    found = counted(page(1, f"{HOME}/post-2/"), page(2, f"{HOME}/post-1/", f"{HOME}/post-3/"), page(3), page(4))

    assert (found.posts, found.links, found.orphans, found.near_orphans, found.dead_ends, found.reciprocal) == (
        4,
        3,
        1,
        3,
        2,
        1,
    )
    assert [row.posts for row in found.inbound] == [1, 3, 0, 0, 0, 0, 0]
    assert [row.posts for row in found.outbound] == [2, 1, 1, 0, 0, 0, 0]
    assert [node.weak for node in found.nodes] == [
        ("near-orphan",),
        ("near-orphan",),
        ("near-orphan", "dead end"),
        ("orphan", "dead end"),
    ]


def test_a_link_with_nofollow_does_not_count() -> None:
    assert counted(page(1, PageLink(url=f"{HOME}/post-2/", anchor="x", nofollow=True)), page(2)).links == 0


def test_links_are_counted_within_a_cluster_and_between_two() -> None:
    found = counted(
        page(1, f"{HOME}/post-2/", f"{HOME}/post-3/"),
        page(2),
        page(3, categories=(2, 1)),
        page(4, categories=()),
        page(5, type="page"),
    )

    assert found.clusters == (
        Cluster(name="Soil", posts=2, inside=1, outward=1, inward=0, orphans=1, near_orphans=1, dead_ends=1),
        Cluster(name="Uncategorized", posts=1, inside=0, outward=0, inward=1, orphans=0, near_orphans=1, dead_ends=1),
        Cluster(name="no category", posts=1, inside=0, outward=0, inward=0, orphans=1, near_orphans=0, dead_ends=1),
    )


def test_a_site_without_posts_has_a_graph_too() -> None:
    assert (counted().posts, counted().clusters, counted().edges) == (0, (), ())


def test_more_links_than_are_told_apart_are_one_row() -> None:
    found = counted(*[page(n, f"{HOME}/post-9/") for n in range(1, 9)], page(9))
    assert (found.inbound[-1].links, found.inbound[-1].posts) == (6, 1)
