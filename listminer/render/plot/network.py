"""Who deals with whom, drawn with at most the names that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listminer.render.plot.canvas import (
    FAINT,
    INK,
    OPPOSE,
    SUPPORT,
    axes_of,
    empty,
    entitle,
    label,
    outlined,
)

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

MOST_PEOPLE = 60  # drawn; more are a hairball
MOST_NAMES = 25  # written; more cover each other
_SEED = 7  # the layout starts by chance; the same graph gives the same figure


def plot_network(graph: nx.DiGraph, *, ax: Axes | None = None) -> Axes:
    """Draw a people graph: size by messages, lines by replies and quotes, colour by sides.

    A line is blue where agreements outweigh, orange-brown where disagreements
    do, else grey; both directions of a pair are one line. Only the MOST_PEOPLE
    people with most messages are drawn, MOST_NAMES of them named.
    """
    import networkx as nx  # late: a third of a second

    ax = axes_of(ax, width=8, height=6.5)
    ax.set_axis_off()
    if not graph:
        return empty(ax, "people")
    sizes = {name: facts.get("messages", 0) for name, facts in graph.nodes(data=True)}
    ranked = sorted(graph, key=lambda name: (-sizes[name], name))
    pairs = _pairs(graph.subgraph(ranked[:MOST_PEOPLE]))
    # far-off islands would shrink the rest to a dot
    placed = nx.Graph()
    placed.add_nodes_from(ranked[:MOST_PEOPLE])
    placed.add_weighted_edges_from((one, other, w) for (one, other), (w, _) in pairs.items())
    places = nx.spring_layout(placed, seed=_SEED, weight="weight", k=1.6 / len(placed) ** 0.5)
    heaviest = max((weight for weight, _ in pairs.values()), default=1)
    for (one, other), (weight, sign) in pairs.items():
        colour = SUPPORT if sign > 0 else OPPOSE if sign < 0 else FAINT
        ax.plot(
            *zip(places[one], places[other], strict=True),
            color=colour,
            linewidth=0.4 + 3.6 * weight / heaviest,
            alpha=0.75,
            zorder=1,
            solid_capstyle="round",
        )
    most = max(sizes.values()) or 1
    ax.scatter(
        [places[name][0] for name in placed],
        [places[name][1] for name in placed],
        s=[30 + 500 * sizes[name] / most for name in placed],
        color=INK,
        edgecolors="white",
        zorder=2,
    )
    for name in ranked[:MOST_NAMES]:
        said = ax.annotate(
            label(name),
            places[name],
            xytext=(0, 5 + 9 * (sizes[name] / most) ** 0.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=INK,
            fontsize=9,
            parse_math=False,
            zorder=3,
        )
        outlined(said)
    ax.margins(0.12)
    left_out = len(graph) - len(placed)
    more = f", {left_out} more not drawn" if left_out else ""
    entitle(ax, f"Who answers whom: {len(placed)} people{more}")
    _legend(ax)
    return ax


def _pairs(graph: nx.DiGraph) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (weight, sign) of each pair, both directions added."""
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    for one, other, edge in graph.edges(data=True):
        pair = (one, other) if one < other else (other, one)
        weight, sign = pairs.get(pair, (0, 0))
        pairs[pair] = weight + edge.get("weight", 1), sign + edge.get("sign", 0)
    return pairs


def _legend(ax: Axes) -> None:
    from matplotlib.lines import Line2D  # late: half a second

    ax.legend(
        handles=[
            Line2D([], [], color=SUPPORT, linewidth=2, label="+ mostly agree"),
            Line2D([], [], color=OPPOSE, linewidth=2, label="− mostly disagree"),
            Line2D([], [], color=FAINT, linewidth=2, label="neither"),
        ],
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        labelcolor=INK,
    )
