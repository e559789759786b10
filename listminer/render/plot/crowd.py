"""More points than have room: those at one place on a column step aside, a sign in each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from listminer.model import ActKind
from listminer.render.plot.canvas import COLOURS, FAINT, INK, SIGNS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

Key = TypeVar("Key")
Place = tuple[float, float]
Tie = tuple[Place, Place]  # from a reply to its parent

_WIDEST = 0.42  # of a column's distance: points of two columns never touch
_GAP = 0.6  # of a sign, between an arrow and its parent's middle
_SIGN_AREA = 26.0  # square points: five across, a letter's height


class Room(NamedTuple):
    """What a sign takes on a figure, in the data's units."""

    across: float
    down: float


def apart(places: Mapping[Key, Place], room: Room) -> dict[Key, Place]:
    """Return *places*, those without *room* between them moved aside.

    A place keeps its height, which is its time, and goes as little aside as the
    ones above it let it; where a column is full, the last lie on each other.

    >>> apart({"a": (0, 1), "b": (0, 1.1), "c": (0, 9)}, Room(across=0.2, down=0.5))
    {'a': (0.0, 1), 'b': (0.2, 1.1), 'c': (0.0, 9)}
    """
    steps = [0.0]
    while (aside := (len(steps) + 1) // 2 * room.across) <= _WIDEST:
        steps.append(aside if len(steps) % 2 else -aside)
    found: dict[Key, Place] = {}
    columns: dict[float, list[Place]] = {}  # the offset and height of each, the last first
    for key, (column, height) in sorted(places.items(), key=lambda each: each[1][1]):
        above = columns.setdefault(column, [])
        near = set()
        for aside, other in above:
            if height - other >= room.down:
                break
            near.add(aside)
        free = next((each for each in steps if each not in near), steps[-1])
        above.insert(0, (free, height))
        found[key] = column + free, height
    return found


def draw_signs(ax: Axes, places: Sequence[Place], kind: ActKind | None) -> None:
    """Draw the sign of *kind* at each of *places*, a dot for none."""
    if not places:
        return
    x, y = [x for x, _ in places], [y for _, y in places]
    if kind is None:
        ax.scatter(x, y, s=7, c=INK, zorder=3)
        return
    style: dict[str, Any] = {"s": _SIGN_AREA, "marker": _marker(kind)}
    ax.scatter(x, y, **style, c="white", edgecolors="white", linewidths=2.5, zorder=4)
    ax.scatter(x, y, **style, c=COLOURS[kind], linewidths=0.4, zorder=5)


def draw_arrows(ax: Axes, ties: Sequence[Tie], kind: ActKind | None, room: Room) -> None:
    """Draw a thin arrow from each reply to just before its parent, in the colour of its side."""
    if not ties:
        return
    ways = [_way(*tie, room) for tie in ties]
    ax.quiver(
        *zip(*(reply for reply, _ in ties), strict=True),
        *zip(*ways, strict=True),
        angles="xy",
        scale_units="xy",
        scale=1,
        units="inches",
        width=0.008,
        headwidth=7,
        headlength=9,
        headaxislength=9,
        color=FAINT if kind is None else COLOURS[kind],
        zorder=1 if kind is None else 2,
    )


def _way(reply: Place, parent: Place, room: Room) -> Place:
    """Return how far the arrow goes: its head stands beside the parent's sign, not under it."""
    x, y = parent[0] - reply[0], parent[1] - reply[1]
    signs = math.hypot(x / room.across, y / room.down)  # as long as so many
    part = max(0.5, 1 - _GAP / signs) if signs else 0.0
    return x * part, y * part


def sign_of(kind: ActKind) -> Line2D:
    """Return the line of a legend that tells the sign of *kind*."""
    from matplotlib.lines import Line2D  # late: half a second

    return Line2D(
        [], [], color=COLOURS[kind], linewidth=0.7, marker=_marker(kind), markersize=7, label=kind
    )


def _marker(kind: ActKind) -> str:
    return rf"$\mathbf{{{SIGNS[kind]}}}$"
