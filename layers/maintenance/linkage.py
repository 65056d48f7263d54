"""The graph of a site as numbers: who is an orphan, who nearly one, who leads nowhere, who links each other, per cluster."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from layers.maintenance.graph import Graph
from layers.nouns import Inventory, Page, Value

Weakness = Literal["orphan", "near-orphan", "dead end"]
WEAKNESSES: tuple[Weakness, ...] = ("orphan", "near-orphan", "dead end")
NO_CLUSTER = "no category"
UP_TO = 5  # links counted one by one; more of them are one row


class Node(Value):
    """One post or page in the graph. `weak` is empty for a page that is no post: nobody expects links to a contact page."""

    id: int
    type: str
    url: str
    title: str
    cluster: str
    inbound: int
    outbound: int
    weak: tuple[Weakness, ...] = ()


class Cluster(Value):
    """The posts that have one category as their first. `inside` are links between two of them, `outward` to other clusters."""

    name: str
    posts: int
    inside: int
    outward: int
    inward: int
    orphans: int
    near_orphans: int
    dead_ends: int


class Degree(Value):
    """How many posts have so many links; `links` is UP_TO + 1 for all that have more."""

    links: int
    posts: int


class Linkage(Value):
    """The graph of one site. `edges` are pairs of ids, source first; `reciprocal` pairs that link each other, once each."""

    site: str
    title: str
    url: str
    posts: int
    pages: int
    links: int
    orphans: int
    near_orphans: int
    dead_ends: int
    reciprocal: int
    clusters: tuple[Cluster, ...]
    inbound: tuple[Degree, ...]
    outbound: tuple[Degree, ...]
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]


def linkage(name: str, title: str, url: str, inventory: Inventory, linked: Graph) -> Linkage:
    """Count the contextual links between the published pages of a site, those with nofollow left out."""
    clusters = cluster_names(inventory)
    nodes = tuple(_node(page, clusters[page.id], linked) for page in inventory.pages)
    posts = [node for node in nodes if node.type != "page"]
    edges = tuple(sorted((source, target) for target, sources in linked.sources.items() for source in sources))
    both = set(edges)
    return Linkage(
        site=name, title=title, url=url, posts=len(posts), pages=len(nodes) - len(posts), links=len(edges),
        orphans=_weak(posts, "orphan"), near_orphans=_weak(posts, "near-orphan"), dead_ends=_weak(posts, "dead end"),
        reciprocal=sum(1 for source, target in edges if source < target and (target, source) in both),
        clusters=tuple(_clusters(nodes, edges)),
        inbound=_distribution(node.inbound for node in posts), outbound=_distribution(node.outbound for node in posts),
        nodes=nodes, edges=edges,
    )  # fmt: skip


def cluster_names(inventory: Inventory) -> Mapping[int, str]:
    """The cluster of each page: the name of its first category, as WordPress lists them."""
    names = {term.id: term.name for term in inventory.categories}
    return {
        page.id: next((names[each] for each in page.categories if each in names), NO_CLUSTER)
        for page in inventory.pages
    }


def weaknesses(page: Page, linked: Graph) -> tuple[Weakness, ...]:
    """What is weak about a post's place in the graph; nothing ever is about a page that is no post."""
    if page.type == "page":
        return ()
    inbound, outbound = linked.inbound(page.id), linked.links[page.id].outbound
    found: list[Weakness] = []
    if inbound < 2:
        found.append("near-orphan" if inbound else "orphan")
    if not outbound:
        found.append("dead end")
    return tuple(found)


def _node(page: Page, cluster: str, linked: Graph) -> Node:
    return Node(
        id=page.id, type=page.type, url=page.url, title=page.title, cluster=cluster, inbound=linked.inbound(page.id),
        outbound=linked.links[page.id].outbound, weak=weaknesses(page, linked),
    )  # fmt: skip


def _weak(nodes: list[Node], weakness: Weakness) -> int:
    return sum(1 for node in nodes if weakness in node.weak)


def _clusters(nodes: tuple[Node, ...], edges: tuple[tuple[int, int], ...]) -> Iterator[Cluster]:
    """The clusters that have posts, the largest first. A page that is no post is in none of them."""
    posts = [node for node in nodes if node.type != "page"]
    of = {node.id: node.cluster for node in posts}
    pairs = Counter((of[source], of[target]) for source, target in edges if source in of and target in of)
    for name, count in sorted(Counter(of.values()).items(), key=lambda row: (-row[1], row[0])):
        own = [node for node in posts if node.cluster == name]
        yield Cluster(
            name=name, posts=count, inside=pairs[name, name],
            outward=sum(links for (source, target), links in pairs.items() if source == name != target),
            inward=sum(links for (source, target), links in pairs.items() if target == name != source),
            orphans=_weak(own, "orphan"), near_orphans=_weak(own, "near-orphan"), dead_ends=_weak(own, "dead end"),
        )  # fmt: skip


def _distribution(counts: Iterator[int]) -> tuple[Degree, ...]:
    found = Counter(min(count, UP_TO + 1) for count in counts)
    return tuple(Degree(links=links, posts=found[links]) for links in range(UP_TO + 2))
