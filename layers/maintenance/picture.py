"""Where everything stands in the picture of a site's links. Few posts are drawn one by one; of many, their clusters first.

Lengths are units of the drawing: it is SIZE wide and high, its middle at SIZE / 2.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from layers.maintenance.linkage import Cluster, Linkage, Node
from layers.nouns import Value

SIZE = 1200
MIDDLE = SIZE / 2
RADIUS = 290.0  # of the circle on which posts stand: outside it there is room for their titles
DISC = 420.0
BUBBLES = 350.0  # of the circle on which clusters stand
DRAWN = 150  # posts that are drawn one by one: with more of them nobody sees a line
LINES = 350  # lines that one drawing can hold
LABELLED = 80  # posts whose titles can stand around a circle
LETTERS = 30
NAME_LETTERS = 18
COLOURS = 8
GAP = 1.5  # posts' room between two clusters
SMALLEST, LARGEST = 5.0, 17.0
PULL = 0.25  # how near to the middle a line passes, of the way to it
NARROW = 40  # so near to the middle line a name stands above or below its bubble
NO_POSTS = "pages"


class Dot(Value):
    """A post at its place. `turn` is the angle of its label in degrees, `flipped` that it ends at the dot."""

    x: float
    y: float
    r: float
    colour: int
    said: str
    weak: str = ""
    label: str = ""
    turn: float = 0.0
    flipped: bool = False


class Curve(Value):
    path: str
    colour: int
    width: float = 1.6
    said: str = ""


class Bubble(Value):
    """A cluster among clusters, with its number in the legend."""

    x: float
    y: float
    r: float
    colour: int
    number: int
    name: str
    said: str
    label_x: float
    label_y: float
    anchor: str = "start"


class Drawing(Value):
    """`hidden` are lines that are not drawn, for nobody could tell them apart."""

    dots: tuple[Dot, ...] = ()
    bubbles: tuple[Bubble, ...] = ()
    arcs: tuple[Curve, ...] = ()
    curves: tuple[Curve, ...] = ()
    hidden: int = 0


class Neighbour(Value):
    name: str
    to: int
    from_: int


class Part(Value):
    """One cluster by itself. `cluster` is None for the pages, which are in none."""

    number: int
    colour: int
    name: str
    drawing: Drawing
    nodes: tuple[Node, ...]
    neighbours: tuple[Neighbour, ...]
    cluster: Cluster | None = None


class Picture(Value):
    """The whole site, and each cluster by itself."""

    whole: Drawing
    by_cluster: bool
    parts: tuple[Part, ...]


def picture(linkage: Linkage) -> Picture:
    """Lay out the graph."""
    groups = _groups(linkage)
    by_cluster = len(linkage.nodes) > DRAWN
    whole = _bubbles(linkage, groups) if by_cluster else _circle(groups, linkage.edges)
    clusters = {each.name: each for each in linkage.clusters}
    parts = tuple(
        Part(
            number=at + 1, colour=at % COLOURS, name=name, cluster=clusters.get(name), nodes=_weakest_first(nodes),
            drawing=_one(nodes, linkage.edges, at), neighbours=tuple(_neighbours(name, groups, linkage.edges)),
        )
        for at, (name, nodes) in enumerate(groups.items())
    )  # fmt: skip
    return Picture(whole=whole, by_cluster=by_cluster, parts=parts)


def _groups(linkage: Linkage) -> Mapping[str, list[Node]]:
    """The posts of each cluster, the most linked first, and the pages last."""
    groups: dict[str, list[Node]] = {cluster.name: [] for cluster in linkage.clusters}
    for node in sorted(linkage.nodes, key=lambda each: (-each.inbound, each.id)):
        groups.setdefault(_group_of(node), []).append(node)
    return groups


def _group_of(node: Node) -> str:
    return NO_POSTS if node.type == "page" else node.cluster


def _weakest_first(nodes: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.inbound, node.outbound, node.title)))


def _circle(groups: Mapping[str, list[Node]], edges: Sequence[tuple[int, int]]) -> Drawing:
    """All posts on one circle, each cluster side by side, lines bent towards the middle."""
    total = sum(map(len, groups.values())) + GAP * len(groups)
    room = 2 * math.pi / max(total, 1)
    dots: dict[int, Dot] = {}
    arcs = []
    at = 0.0
    for colour, nodes in enumerate(groups.values()):
        first = at
        for node in nodes:
            dots[node.id] = _dot(node, (at + 0.5) * room, RADIUS, room * RADIUS / 2, colour, labelled=total <= LABELLED)
            at += 1
        if nodes:
            arcs.append(Curve(path=_arc(first * room, at * room, RADIUS - 26), colour=colour % COLOURS, width=6))
        at += GAP
    curves, hidden = _curves(dots, edges)
    return Drawing(dots=tuple(dots.values()), arcs=tuple(arcs), curves=curves, hidden=hidden)


def _one(nodes: Sequence[Node], edges: Sequence[tuple[int, int]], colour: int) -> Drawing:
    """One cluster: on a circle, or, where it is large, spread over a disc, the most linked in its middle."""
    count = max(len(nodes), 1)
    if count > DRAWN:
        dots = {node.id: _in_disc(at, node, count, colour) for at, node in enumerate(nodes)}
    else:
        room = 2 * math.pi / count
        labelled = count <= LABELLED
        dots = {
            node.id: _dot(node, (at + 0.5) * room, RADIUS, min(room * RADIUS / 2, LARGEST), colour, labelled=labelled)
            for at, node in enumerate(nodes)
        }
    curves, hidden = _curves(dots, edges)
    return Drawing(dots=tuple(dots.values()), curves=curves, hidden=hidden)


def _dot(node: Node, angle: float, radius: float, room: float, colour: int, *, labelled: bool) -> Dot:
    x, y = _at(angle, radius)
    size = min(LARGEST, SMALLEST + 2.6 * math.sqrt(node.inbound), max(room * 0.9, 2.0))
    degrees = math.degrees(angle) - 90
    flipped = 90 < degrees % 360 < 270
    return Dot(
        x=x, y=y, r=round(size, 1), colour=colour % COLOURS, said=_said(node), weak=_mark(node),
        label=_short(node.title) if labelled else "", turn=round(degrees + (180 if flipped else 0), 1), flipped=flipped,
    )  # fmt: skip


def _in_disc(at: int, node: Node, count: int, colour: int) -> Dot:
    """Like the seeds of a sunflower: each has the same room, and the first are in the middle."""
    radius = DISC * math.sqrt((at + 0.5) / count)
    return _dot(node, at * math.pi * (3 - math.sqrt(5)), radius, DISC / math.sqrt(count), colour, labelled=False)


def _mark(node: Node) -> str:
    return "orphan" if "orphan" in node.weak else "near" if "near-orphan" in node.weak else ""


def _said(node: Node) -> str:
    weak = f"; {', '.join(node.weak)}" if node.weak else ""
    return f"{node.title or node.url}: {_links(node.inbound)} in, {node.outbound} out{weak}"


def _links(number: int) -> str:
    return f"{number} {'link' if number == 1 else 'links'}"


def _short(title: str, letters: int = LETTERS) -> str:
    return title if len(title) <= letters else f"{title[: letters - 1].rstrip()}…"


def _curves(dots: Mapping[int, Dot], edges: Sequence[tuple[int, int]]) -> tuple[tuple[Curve, ...], int]:
    own = [(dots[source], dots[target]) for source, target in edges if source in dots and target in dots]
    drawn = own if len(own) <= LINES else []
    curves = tuple(Curve(path=_bent(one.x, one.y, other.x, other.y), colour=one.colour) for one, other in drawn)
    return curves, len(own) - len(drawn)


def _bubbles(linkage: Linkage, groups: Mapping[str, list[Node]]) -> Drawing:
    """The clusters on a circle, as large as they are; between them as many links as the line is thick."""
    names = [name for name, nodes in groups.items() if nodes]
    sizes = [math.sqrt(len(groups[name])) for name in names]
    scale = min(2 * math.pi * BUBBLES * 0.4 / max(sum(sizes), 1), 80 / max(sizes, default=1))
    angles = _angles([size * scale for size in sizes])
    pairs = _between(groups, linkage.edges)
    bubbles = tuple(
        _bubble(
            number,
            name,
            angle,
            size * scale,
            len(groups[name]),
            pairs,
            sum(1 for node in groups[name] if "orphan" in node.weak),
        )
        for number, (name, angle, size) in enumerate(zip(names, angles, sizes, strict=True), 1)
    )
    return Drawing(bubbles=bubbles, curves=tuple(_bands(dict(zip(names, bubbles, strict=True)), pairs)))


def _angles(radii: Sequence[float]) -> list[float]:
    """The middle of each bubble's part of the circle, which is as long as the bubble is wide."""
    whole = sum(radii) or 1
    ends = [0.0]
    for radius in radii:
        ends.append(ends[-1] + 2 * math.pi * radius / whole)
    return [(start + end) / 2 for start, end in pairwise(ends)]


def _bubble(
    number: int, name: str, angle: float, radius: float, posts: int, pairs: Mapping[tuple[str, str], int], orphans: int
) -> Bubble:
    x, y = _at(angle, BUBBLES)
    label_x, label_y = _at(angle, BUBBLES + radius + 16)
    alone = f", {orphans} of them {'orphan' if orphans == 1 else 'orphans'}" if orphans else ""
    return Bubble(
        x=x, y=y, r=round(max(radius, 8.0), 1), colour=(number - 1) % COLOURS, number=number,
        name=_short(name, NAME_LETTERS),
        said=f"{name}: {posts} posts{alone}; {_links(pairs.get((name, name), 0))} inside", label_x=label_x, label_y=label_y,
        anchor="middle" if abs(label_x - MIDDLE) < NARROW else "end" if label_x < MIDDLE else "start",
    )  # fmt: skip


def _bands(bubbles: Mapping[str, Bubble], pairs: Mapping[tuple[str, str], int]) -> Iterator[Curve]:
    both: Counter[tuple[str, str]] = Counter()
    for (source, target), links in pairs.items():
        if source != target:
            both[min(source, target), max(source, target)] += links
    most = max(both.values(), default=1)
    for (one, other), links in both.most_common(LINES):
        first, second = bubbles[one], bubbles[other]
        said = f"{one} to {other}: {_links(pairs.get((one, other), 0))}; back: {pairs.get((other, one), 0)}"
        width = round(1.5 + 12 * links / most, 1)
        yield Curve(path=_bent(first.x, first.y, second.x, second.y), colour=first.colour, width=width, said=said)


def _between(groups: Mapping[str, list[Node]], edges: Sequence[tuple[int, int]]) -> Mapping[tuple[str, str], int]:
    of = {node.id: name for name, nodes in groups.items() for node in nodes}
    return Counter((of[source], of[target]) for source, target in edges)


def _neighbours(name: str, groups: Mapping[str, list[Node]], edges: Sequence[tuple[int, int]]) -> Iterator[Neighbour]:
    """The other clusters that this one links to or from, those with most links first."""
    pairs = _between(groups, edges)
    others = [(pairs.get((name, other), 0), pairs.get((other, name), 0), other) for other in groups if other != name]
    for to, from_, other in sorted(others, key=lambda row: (-row[0] - row[1], row[2])):
        if to or from_:
            yield Neighbour(name=other, to=to, from_=from_)


def _at(angle: float, radius: float) -> tuple[float, float]:
    """The place at an angle, 0 at the top and clockwise."""
    return round(MIDDLE + radius * math.sin(angle), 1), round(MIDDLE - radius * math.cos(angle), 1)


def _arc(start: float, end: float, radius: float) -> str:
    (x1, y1), (x2, y2) = _at(start, radius), _at(end, radius)
    return f"M{x1} {y1}A{radius} {radius} 0 {int(end - start > math.pi)} 1 {x2} {y2}"


def _bent(x1: float, y1: float, x2: float, y2: float) -> str:
    """A line from one place to another, bent towards the middle."""
    x = MIDDLE + ((x1 + x2) / 2 - MIDDLE) * PULL
    y = MIDDLE + ((y1 + y2) / 2 - MIDDLE) * PULL
    return f"M{x1} {y1}Q{x:.1f} {y:.1f} {x2} {y2}"
