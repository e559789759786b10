"""How much was written over time, by day, week or month, and who wrote for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from listminer.render.listing import counted
from listminer.render.plot.canvas import (
    ACCENT,
    FAINT,
    axes_of,
    count_axis,
    date_axis,
    day_number,
    empty,
    entitle,
    figure_of,
    month_axis,
    month_place,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DAYS = 62  # a bar each, as far as bars can be told apart: two months
MOST_WEEKS = 53  # a year
_LEAST_STEPS = 14  # on an axis of days or weeks: one bar is no wall
_OVER = 4  # times as high as the newcomers stand the messages over them
_UNITS = {1: "day", 7: "week", None: "month"}


class Month(Protocol):
    """One month of a list in numbers."""

    @property
    def month(self) -> str: ...  # "2016-03"
    @property
    def messages(self) -> int: ...
    @property
    def newcomers(self) -> int: ...


class Day(Protocol):
    """One day of a list in numbers."""

    @property
    def day(self) -> date: ...
    @property
    def messages(self) -> int: ...
    @property
    def newcomers(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Step:
    middle: float  # as matplotlib counts days
    messages: int
    newcomers: int


def plot_activity(
    months: Sequence[Month],
    *,
    days: Sequence[Day],
    people: int,
    undated: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Draw messages and, below with a scale of their own, people who wrote for the first time.

    A bar is a day up to MOST_DAYS, a week up to MOST_WEEKS, else a month. *months*
    follow each other, those without mail among them; *days* are those with mail.
    *people* wrote these messages and the *undated*, which the title counts and no
    bar shows.
    """
    ax = axes_of(ax)
    if not days:
        return empty(ax, "messages with a date")
    width = _days_of_a_bar(days)
    steps = _of_months(months) if width is None else _of_days(days, width)
    is_any_new = any(each.newcomers for each in steps)
    parts = (ax, _part_below(ax)) if is_any_new else (ax,)
    for part, what, colour in zip(parts, ("messages", "newcomers"), (FAINT, ACCENT), strict=False):
        heights = [getattr(each, what) for each in steps]
        part.bar([each.middle for each in steps], heights, width=0.86 * (width or 30), color=colour)
        count_axis(part, what, marks=9 if part is ax else 3)
    ax.set_ylabel(f"messages a {_UNITS[width]}")
    _name_steps(parts[-1], [each.middle for each in steps], width)
    total = counted(sum(each.messages for each in steps) + undated, "message")
    note = "" if is_any_new else ", nobody new"
    note += f", {undated:,} without a date not shown" if undated else ""
    entitle(ax, f"Activity: {total} by {counted(people, 'person', 'people')}{note}")
    return ax


def _days_of_a_bar(days: Sequence[Day]) -> int | None:
    """Return how many days a bar stands for; None if for a month."""
    span = (days[-1].day - days[0].day).days + 1
    if span <= MOST_DAYS:
        return 1
    return 7 if span <= 7 * MOST_WEEKS else None


def _of_months(months: Sequence[Month]) -> list[_Step]:
    return [_Step(month_place(each.month), each.messages, each.newcomers) for each in months]


def _of_days(days: Sequence[Day], width: int) -> list[_Step]:
    """Return steps of *width* days that follow each other; a week begins on Monday."""
    first = days[0].day - timedelta(days=days[0].day.weekday() if width == 7 else 0)
    counts = [[0, 0] for _ in range((days[-1].day - first).days // width + 1)]
    for each in days:
        step = counts[(each.day - first).days // width]
        step[0] += each.messages
        step[1] += each.newcomers
    start = day_number(datetime(first.year, first.month, first.day, tzinfo=UTC))
    if width > 1:
        start += width / 2  # a day's bar stands over its name, a week's begins at its Monday
    return [_Step(start + width * at, *count) for at, count in enumerate(counts)]


def _part_below(ax: Axes) -> Axes:
    """Return new axes in the lower part of the place of *ax*, which keeps the upper."""
    below: Axes
    grid = ax.get_subplotspec()
    if grid is None:  # placed by hand, in no grid
        below = ax.inset_axes((0, -1 / _OVER, 1, 0.8 / _OVER), sharex=ax)
    else:
        parts = grid.subgridspec(2, 1, height_ratios=(_OVER, 1))
        ax.set_subplotspec(parts[0])
        below = figure_of(ax).add_subplot(parts[1], sharex=ax)
    ax.tick_params(labelbottom=False)
    return axes_of(below)


def _name_steps(ax: Axes, places: list[float], width: int | None) -> None:
    if width is None:
        month_axis(ax, places)
        return
    spare = max(0.0, _LEAST_STEPS * width - (places[-1] - places[0])) / 2
    ax.set_xlim(places[0] - width - spare, places[-1] + width + spare)
    date_axis(ax.xaxis)
