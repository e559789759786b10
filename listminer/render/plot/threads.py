"""One thread as figures: the ladder, the position map, how sides moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from listminer.model import ActKind, Discussion, Message, MessageId, Position, Stance
from listminer.people import people_of
from listminer.quoting import shown_subject
from listminer.render.plot.canvas import (
    ACCENT,
    COLOURS,
    FAINT,
    INK,
    SIGNS,
    axes_of,
    date_axis,
    day_number,
    empty,
    entitle,
    figure_of,
    folded,
    label,
    outlined,
    plain_ticks,
    settle,
)
from listminer.render.plot.crowd import Place, Room, Tie, apart, draw_arrows, draw_signs, sign_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_PEOPLE = 14  # columns whose names can be read; the rest stand together as "others"
MOST_SIGNS = 150  # messages with a sign beside their point; of more, the sign is the point
MOST_ROWS = 40  # people on the position map
MOST_PROPOSALS = 14  # on it; more and the signs are too far apart to compare
_OTHERS = "others"
_LINE_HEIGHT = 13  # points
_SIGN_WIDTH = 6.5  # points, with the room around it
_SIDES: tuple[ActKind, ...] = ("support", "oppose", "conditional")


def plot_thread(discussion: Discussion, *, ax: Axes | None = None) -> Axes:
    """Draw a thread as a ladder: time runs down, people stand across, replies point at parents.

    Lines take the colour of the side that the reply takes, grey for none, and
    points carry its sign; beyond MOST_SIGNS they are the sign, and those of one
    time and person stand beside each other. Only messages with a date are drawn;
    beyond MOST_PEOPLE, those with fewest messages share a column.
    """
    messages = _dated(discussion)
    is_crowded = len(messages) > MOST_SIGNS
    ax = axes_of(ax, width=11 if is_crowded else 8, height=min(12.0, 3 + 0.22 * len(messages)))
    if not messages:
        return empty(ax, "messages with a date")
    names = _names(discussion)
    columns = _columns([names[own] for own in messages])
    places = {
        own: (float(columns.get(names[own], len(columns) - 1)), day_number(date))
        for own, (date, _) in messages.items()
    }
    sides = _sides(discussion)
    if is_crowded:
        room = _room(ax, places.values(), len(columns))
        places = apart(places, room)
    for kind in (None, "conditional", "support", "oppose"):
        ties = _ties(discussion, places, sides, kind)
        if is_crowded:
            draw_arrows(ax, ties, kind, room)
            draw_signs(ax, [place for own, place in places.items() if sides.get(own) == kind], kind)
        else:
            _draw_ties(ax, ties, kind)
    if not is_crowded:
        _draw_points(ax, places, sides)
    ax.invert_yaxis()
    ax.set_xlim(-0.5, len(columns) - 0.5)
    called = [label(name, 18) for name in columns]
    plain_ticks(ax, "x", list(map(float, range(len(called)))), called, rotation=30, ha="right")
    date_axis(ax.yaxis)
    ax.set_ylabel("sent (UTC)", color=INK)
    entitle(ax, _subject(discussion))
    kinds = [kind for kind in _SIDES if kind in sides.values()]
    _legend(ax, [(sign_of if is_crowded else _side_of)(kind) for kind in kinds])
    return ax


def _room(ax: Axes, places: Collection[Place], columns: int) -> Room:
    """Return the room that a sign takes on *ax* as it is."""
    box = ax.get_position()
    width, height = (72 * each for each in figure_of(ax).get_size_inches())  # in points
    days = [day for _, day in places]
    return Room(
        across=_SIGN_WIDTH * columns / (box.width * width),
        down=_SIGN_WIDTH * (max(days) - min(days)) / (box.height * height) or 1.0,
    )


def _subject(discussion: Discussion) -> str:
    """Return what the thread is about; a ghost at its root may be known by its words only."""
    subjects = (shown_subject(each.subject, each.lists) for each in discussion.messages)
    return next((subject for subject in subjects if subject), "(no subject)")


def _dated(discussion: Discussion) -> dict[MessageId, tuple[datetime, Message]]:
    """Return the messages that have a date, with it, oldest first."""
    dated = [(m.date, m.message_id, m) for m in discussion.messages if m.date is not None]
    dated.sort(key=lambda each: each[:2])
    return {own: (date, message) for date, own, message in dated}


def _names(discussion: Discussion) -> dict[MessageId, str]:
    """Return who sent each message; one who writes under two names is one person."""
    people = people_of(discussion.messages)
    return {each.message_id: people.name_of(each.sender) for each in discussion.messages}


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Return each person's column, by first of *names*; the last one for all others, if any."""
    counts = Counter(names)
    kept = {name for name, _ in counts.most_common(MOST_PEOPLE)}
    columns = list(dict.fromkeys(name for name in names if name in kept))
    if len(kept) < len(counts):
        columns.append(_OTHERS)
    return {name: at for at, name in enumerate(columns)}


def _sides(discussion: Discussion) -> dict[MessageId, ActKind]:
    """Return the side that each message takes: what most of its sentences with a side say."""
    votes: dict[MessageId, Counter[ActKind]] = {}
    for act in discussion.findings.acts:
        if act.kind in _SIDES:
            votes.setdefault(act.span.message_id, Counter())[act.kind] += 1
    return {own: counted.most_common(1)[0][0] for own, counted in votes.items()}


def _ties(
    discussion: Discussion,
    places: dict[MessageId, Place],
    sides: dict[MessageId, ActKind],
    kind: ActKind | None,
) -> list[Tie]:
    """Return where replies of that side and their parents stand."""
    return [
        (places[own], places[up])
        for node in discussion.thread.nodes
        if (own := node.message_id) in places
        and (up := node.parent) in places
        and sides.get(own) == kind
    ]


def _draw_ties(ax: Axes, ties: Sequence[Tie], kind: ActKind | None) -> None:
    colour = FAINT if kind is None else COLOURS[kind]
    arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.3, "shrinkA": 3, "shrinkB": 4}
    for reply, parent in ties:
        ax.annotate("", xy=parent, xytext=reply, arrowprops=arrow, zorder=1)


def _draw_points(
    ax: Axes,
    places: dict[MessageId, Place],
    sides: dict[MessageId, ActKind],
) -> None:
    colours = [COLOURS[sides[own]] if own in sides else INK for own in places]
    ax.scatter(
        [place for place, _ in places.values()],
        [day for _, day in places.values()],
        s=22,
        c=colours,
        zorder=2,
    )
    for own, place in places.items():
        if own in sides:
            sign = ax.annotate(
                SIGNS[sides[own]],
                place,
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                color=COLOURS[sides[own]],
                fontweight="bold",
            )
            outlined(sign)


def _side_of(kind: ActKind) -> Line2D:
    """Return a line of a side, with its sign."""
    from matplotlib.lines import Line2D  # late: half a second

    return Line2D([], [], color=COLOURS[kind], label=f"{SIGNS[kind]} {kind}")


def _legend(ax: Axes, handles: list[Line2D]) -> None:
    """Explain signs and colours beside the data."""
    if handles:
        ax.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(1.0, 1.0),
            frameon=False,
            labelcolor=INK,
        )


def plot_positions(discussion: Discussion, *, ax: Axes | None = None) -> Axes:
    """Draw who stands where: people down, proposals across, a lettered mark where one is known.

    A filled disc is the proposal's author, "↺" says that the person changed
    their mind. At most MOST_PROPOSALS, on which most people took a side, and
    MOST_ROWS people, those with most positions first.
    """
    stances = Counter(position.proposal for position in discussion.findings.positions)
    ranked = {name for name, _ in stances.most_common(MOST_PROPOSALS)}
    proposals = [each for each in discussion.findings.proposals if each.id in ranked]
    columns = {proposal.id: at for at, proposal in enumerate(proposals)}
    there = [each for each in discussion.findings.positions if each.proposal in columns]
    counts = Counter(position.holder for position in there)
    people = [name for name, _ in counts.most_common(MOST_ROWS)]
    if not people:
        return empty(axes_of(ax), "positions")
    ax = axes_of(ax, width=4.5 + 0.7 * len(proposals), height=2.6 + 0.34 * len(people))
    rows = {name: row for row, name in enumerate(people)}
    authors = {(proposal.author, proposal.id) for proposal in proposals}
    shown = [position for position in there if position.holder in rows]
    for position in shown:
        x, y = columns[position.proposal], rows[position.holder]
        is_author = (position.holder, position.proposal) in authors
        _mark(ax, x, y, position.stance, is_author, bool(position.history))
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_ylim(len(people) - 0.4, -0.6)
    titles = ["\n".join(folded(f"{each.id} {each.title}", 26)) for each in proposals]
    slanted: dict[str, Any] = {"rotation": 30, "ha": "right", "fontsize": 8.5, "linespacing": 0.95}
    plain_ticks(ax, "x", list(map(float, columns.values())), titles, **slanted)
    plain_ticks(ax, "y", list(map(float, rows.values())), [label(name) for name in people])
    ax.tick_params(length=0)
    ax.grid(color="#eceff1", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel("proposal", color=INK)
    total = len(discussion.findings.proposals)
    some = f" on {len(proposals)} of {total} proposals" if len(proposals) < total else ""
    entitle(ax, f"Who stands where{some}: {_subject(discussion)}")
    _legend(ax, _marks_legend(shown, authors))
    return ax


def _marks_legend(
    positions: Sequence[Position], authors: Collection[tuple[str | None, str]]
) -> list[Line2D]:
    """Return what the discs mean, of those that occur."""
    from matplotlib.lines import Line2D  # late: half a second

    kinds = {position.stance for position in positions}
    handles = [
        _disc(f"{SIGNS[kind]} {kind}", COLOURS[kind], "white") for kind in _SIDES if kind in kinds
    ]
    if any((each.holder, each.proposal) in authors for each in positions):
        handles.append(_disc("proposed it", INK, INK))
    if any(each.history for each in positions):
        handles.append(Line2D([], [], color="none", label="↺ changed their mind"))
    return handles


def _disc(said: str, edge: str, face: str) -> Line2D:
    from matplotlib.lines import Line2D  # late: half a second

    style = {"marker": "o", "markersize": 10, "markeredgecolor": edge, "markerfacecolor": face}
    return Line2D([], [], color="none", label=said, **style)  # type: ignore[arg-type]


def _mark(ax: Axes, x: float, y: float, stance: Stance, is_author: bool, has_turned: bool) -> None:
    colour = COLOURS[stance]
    face = colour if is_author else "white"
    ax.scatter([x], [y], s=230, facecolors=face, edgecolors=colour, linewidths=1.4, zorder=2)
    ax.text(
        x,
        y,
        SIGNS[stance],
        ha="center",
        va="center_baseline",
        color="white" if is_author else colour,
        fontweight="bold",
        zorder=3,
    )
    if has_turned:
        ax.text(x + 0.28, y, "↺", ha="center", va="center_baseline", color=colour, zorder=3)


def plot_sides(discussion: Discussion, *, ax: Axes | None = None) -> Axes:
    """Draw how sides moved: how many people last spoke for, against or undecided, over time.

    Counted after each message over all proposals of the thread; a person's last
    side on any of them counts, once.
    """
    ax = axes_of(ax)
    sides = _sides(discussion)
    steps: dict[ActKind, list[int]] = {kind: [] for kind in _SIDES}
    days: list[float] = []
    stands: dict[str, ActKind] = {}
    names = _names(discussion)
    for own, (date, _) in _dated(discussion).items():
        if own not in sides:
            continue
        stands[names[own]] = sides[own]
        counted = Counter(stands.values())
        days.append(day_number(date))
        for kind, line in steps.items():
            line.append(counted[kind])
    if not days:
        return empty(ax, "sides taken")
    for kind, line in steps.items():
        ax.step(days, line, where="post", color=COLOURS[kind], linewidth=2)
        if days[0] == days[-1]:  # a line that begins and ends at once is none
            ax.plot(days[-1], line[-1], color=COLOURS[kind], marker="o", markersize=5)
    _people_axis(ax, days)
    ax.set_xlabel("sent (UTC)", color=INK)
    entitle(ax, f"Sides over time: {_subject(discussion)}")
    _name_ends(ax, days[-1], {kind: line[-1] for kind, line in steps.items()})
    return ax


def _name_ends(ax: Axes, day: float, ends: dict[ActKind, int]) -> None:
    """Name each side where its line ends, one above the other where they end together."""
    figure = settle(ax)
    lowest = float("-inf")
    for kind, count in sorted(ends.items(), key=lambda each: each[1]):
        height = ax.transData.transform((day, count))[1] * 72 / figure.dpi  # in points
        lowest = max(height, lowest + _LINE_HEIGHT)
        ax.annotate(
            f" {SIGNS[kind]} {kind}",
            (day, count),
            xytext=(4, 5 + lowest - height),
            textcoords="offset points",
            va="center",
            color=COLOURS[kind],
            annotation_clip=False,
        )


def _people_axis(ax: Axes, days: list[float]) -> None:
    from matplotlib.ticker import MaxNLocator  # late: half a second

    ax.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.set_ylim(bottom=0)
    ax.set_ylabel("people", color=INK)
    date_axis(ax.xaxis)
    ax.margins(x=0.02)
    if days[0] == days[-1]:
        ax.set_xlim(days[0] - 0.5, days[0] + 0.5)  # of one moment, the day around it
    ax.spines["left"].set_color(ACCENT)
