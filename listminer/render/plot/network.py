"""Who deals with whom, drawn with at most the names that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import pi
from typing import TYPE_CHECKING, Any

from listminer.render.listing import counted
from listminer.render.plot.canvas import (
    FAINT,
    INK,
    OPPOSE,
    SUPPORT,
    axes_of,
    empty,
    entitle,
    figure_of,
    label,
    outlined,
    settle,
)

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Bbox

MOST_PEOPLE = 40  # drawn; more are a hairball
MOST_TIES = (
    120  # lines; of more, all would be a grey cloud, each person has the TIES_OF_ONE heaviest
)
TIES_OF_ONE = 3
_SEED = 7  # the layout starts by chance; the same graph gives the same figure
_THICKEST = 4.0  # points
_LARGEST: Mapping[str, Any] = {"markersize": 11, "markerfacecolor": INK, "markeredgecolor": "white"}
_BETWEEN_GROUPS = 0.3  # of a single reply's pull; no line is drawn for it
_ROUNDS = 200  # of the layout; 50 leave knots
# Where a name may stand beside its dot: how far in radii, and how it is aligned.
_SIDES = (
    (0, 1, "center", "bottom"),
    (0, -1, "center", "top"),
    (1, 0, "left", "center"),
    (-1, 0, "right", "center"),
    (0.7, 0.7, "left", "bottom"),
    (-0.7, 0.7, "right", "bottom"),
    (0.7, -0.7, "left", "top"),
    (-0.7, -0.7, "right", "top"),
)
_RINGS = (0, 14, 28)  # points further away, with a line to the dot
_MOST_LED = 10  # the busiest, who stand in the thick of it; lines to all would cross names
Pair = tuple[str, str]
Tie = tuple[int, int]  # weight, sign
Places = Mapping[str, Any]


def plot_network(graph: nx.DiGraph, *, ax: Axes | None = None) -> Axes:
    """Draw a people graph: size by messages, lines by replies and quotes, colour by sides.

    A line is blue where agreements outweigh, orange-brown where disagreements
    do, else grey; both directions of a pair are one line. Only the MOST_PEOPLE
    people with most messages are drawn; where they have more than MOST_TIES,
    only the TIES_OF_ONE heaviest of each; named is whose name finds room, the busiest first.
    """
    ax = axes_of(ax, width=8, height=6.5)
    ax.set_axis_off()
    if not graph:
        return empty(ax, "people")
    sizes = {name: facts.get("messages", 0) for name, facts in graph.nodes(data=True)}
    people = sorted(graph, key=lambda name: (-sizes[name], name))[:MOST_PEOPLE]
    pairs = _pairs(graph.subgraph(people))
    kept = _closest(pairs)
    places = _layout(people, kept)
    _draw_lines(ax, places, kept)
    most = sizes[people[0]]
    areas = {name: 30 + 470 * sizes[name] / (most or 1) for name in people}  # square points
    ax.scatter(
        [places[name][0] for name in people],
        [places[name][1] for name in people],
        s=[areas[name] for name in people],
        color=INK,
        edgecolors="white",
        zorder=2,
    )
    ax.margins(x=0.15, y=0.1)  # names need more room across
    entitle(ax, f"Who answers whom: {_told(len(people), len(graph), len(kept) < len(pairs))}")
    _legend(ax, most, _heaviest_of(kept), [sign for _, sign in kept.values()])
    _name(ax, people, places, areas)
    return ax


def _told(drawn: int, total: int, is_thinned: bool) -> str:
    told = counted(drawn, "person", "people") + (f" of {total:,}" if drawn < total else "")
    return told + (", closest ties" if is_thinned else "")


def _pairs(graph: nx.DiGraph) -> dict[Pair, Tie]:
    """Return (weight, sign) of each pair, both directions added."""
    pairs: dict[Pair, Tie] = {}
    for one, other, edge in graph.edges(data=True):
        pair = (one, other) if one < other else (other, one)
        weight, sign = pairs.get(pair, (0, 0))
        pairs[pair] = weight + edge.get("weight", 1), sign + edge.get("sign", 0)
    return pairs


def _closest(pairs: Mapping[Pair, Tie]) -> dict[Pair, Tie]:
    """Return the pairs that are among the TIES_OF_ONE heaviest of one of the two; few: all."""
    if len(pairs) <= MOST_TIES:
        return dict(pairs)
    counts: dict[str, int] = {}
    kept: dict[Pair, Tie] = {}
    for pair in sorted(pairs, key=lambda each: (-pairs[each][0], each)):
        if any(counts.get(name, 0) < TIES_OF_ONE for name in pair):
            kept[pair] = pairs[pair]
        for name in pair:
            counts[name] = counts.get(name, 0) + 1
    return kept


def _heaviest_of(pairs: Mapping[Pair, Tie]) -> int:
    return max((weight for weight, _ in pairs.values()), default=0)


def _layout(people: list[str], pairs: Mapping[Pair, Tie]) -> Places:
    """Return where each stands: who is tied is near, whoever it is keeps a distance.

    Groups without a tie between them stand side by side: nothing else would keep
    them from flying apart until each is a knot.
    """
    import networkx as nx  # late: a third of a second

    graph = nx.Graph()
    graph.add_nodes_from(people)
    # roots: the busiest pair, with a hundred times the ties, would fall into one
    graph.add_weighted_edges_from((*pair, weight**0.5) for pair, (weight, _) in pairs.items())
    groups = [min(group, key=people.index) for group in nx.connected_components(graph)]
    graph.add_edges_from(((groups[0], other) for other in groups[1:]), weight=_BETWEEN_GROUPS)
    places: Places = nx.spring_layout(
        graph, seed=_SEED, k=3 / len(people) ** 0.5, iterations=_ROUNDS
    )
    return _laid_down(places)


def _laid_down(places: Places) -> Places:
    """Turn *places* so that they are wider than high: names are read across."""
    import numpy as np  # late: comes with networkx's layout

    points = np.array(list(places.values()))
    points -= points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    if len(points) == 1:
        return places
    turned = (points @ axes.T).round(9)  # two people stand level, not a rounding error apart
    return dict(zip(places, turned, strict=True))


def _draw_lines(ax: Axes, places: Places, pairs: Mapping[Pair, Tie]) -> None:
    from matplotlib.collections import LineCollection  # late: half a second

    heaviest = _heaviest_of(pairs)
    lines = LineCollection(
        [(places[one], places[other]) for one, other in pairs],
        colors=[_colour(sign) for _, sign in pairs.values()],
        linewidths=[0.6 + (_THICKEST - 0.6) * weight / heaviest for weight, _ in pairs.values()],
        alpha=0.75,
        zorder=1,
        capstyle="round",
    )
    ax.add_collection(lines)


def _colour(sign: int) -> str:
    return SUPPORT if sign > 0 else OPPOSE if sign < 0 else FAINT


def _legend(ax: Axes, most: int, heaviest: int, signs: Iterable[int]) -> None:
    """Say what the largest dot and the thickest line count, and the colours that occur."""
    from matplotlib.lines import Line2D  # late: half a second

    handles = [
        Line2D([], [], color="none", marker="o", label=counted(most, "message"), **_LARGEST),
        *([_line(_answers(heaviest), FAINT, _THICKEST)] if heaviest else []),
    ]
    seen = {_colour(sign) for sign in signs}
    if seen - {FAINT}:
        told = ((SUPPORT, "+ mostly agree"), (OPPOSE, "− mostly disagree"), (FAINT, "neither"))
        handles += [_line(said, colour, 2) for colour, said in told if colour in seen]
    ax.legend(
        handles=handles,
        loc="upper center",  # below: beside, it would take the names' room
        bbox_to_anchor=(0.5, 0.0),
        ncols=3,
        frameon=False,
        labelcolor=INK,
    )


def _answers(count: int) -> str:
    return counted(count, "reply or quote", "replies and quotes")


def _line(said: str, colour: str, width: float) -> Line2D:
    from matplotlib.lines import Line2D  # late: half a second

    return Line2D([], [], color=colour, linewidth=width, label=said)


def _name(ax: Axes, people: Iterable[str], places: Places, areas: Mapping[str, float]) -> None:
    """Write names where they cover no dot and no other name, whole; who has no room has none."""
    figure = settle(ax)
    taken = [_dot(ax, places[name], areas[name]) for name in people]
    for at, name in enumerate(people):
        rings = _RINGS if at < _MOST_LED else _RINGS[:1]
        for away, (right, up, across, along) in product(rings, _SIDES):
            gap = _radius(areas[name]) + 2 + away
            said = ax.annotate(
                label(name),
                places[name],
                xytext=(right * gap, up * gap),
                textcoords="offset points",
                ha=across,
                va=along,
                color=INK,
                fontsize=9,
                parse_math=False,
                zorder=3,
            )
            said.set_in_layout(False)  # else the figure shrinks for it, and all is elsewhere
            box = said.get_window_extent()
            is_whole = figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
            if is_whole and not any(box.overlaps(each) for each in taken):
                taken.append(box)
                outlined(said)
                if away:
                    _lead(ax, places[name], (right * gap, up * gap))
                break
            said.remove()


def _lead(ax: Axes, place: Any, offset: tuple[float, float]) -> None:
    """Draw a line from a dot to the name that found no room beside it; *offset* is in points."""
    from matplotlib.lines import Line2D  # late: half a second

    x, y = ax.transData.transform(place)
    dots = figure_of(ax).dpi / 72
    end = ax.transData.inverted().transform((x + offset[0] * dots, y + offset[1] * dots))
    # no ax.plot: it would widen the axes, and all names stood elsewhere
    ax.add_line(Line2D((place[0], end[0]), (place[1], end[1]), color=INK, linewidth=0.6, zorder=1))


def _radius(area: float) -> float:
    """Return the radius of a dot in points."""
    return float((area / pi) ** 0.5)


def _dot(ax: Axes, place: Any, area: float) -> Bbox:
    """Return what a dot covers, in dots of the figure."""
    from matplotlib.transforms import Bbox  # late: half a second

    x, y = ax.transData.transform(place)
    radius = _radius(area) * figure_of(ax).dpi / 72
    return Bbox.from_extents(x - radius, y - radius, x + radius, y + radius)
