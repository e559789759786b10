"""A list over time as figures: response times, hours, topics."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from listminer.model import Message
from listminer.periods import is_within
from listminer.render.listing import counted
from listminer.render.plot.canvas import (
    ACCENT,
    CONDITIONAL,
    FAINT,
    INK,
    OPPOSE,
    SUPPORT,
    axes_of,
    count_axis,
    empty,
    entitle,
    label,
    month_axis,
    month_place,
    plain_ticks,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TOPIC_COLOURS = (ACCENT, SUPPORT, OPPOSE, CONDITIONAL, "#5f7f6f", "#9a8c57", FAINT)
_WAITS = {
    1 / 12: "5 min",
    1: "1 h",
    8: "8 h",
    24: "1 day",
    168: "1 week",
    720: "30 days",
    8766: "1 year",
}  # hours that are marked on an axis of waits
MOST_TOPICS = 6  # lines that can be told apart; the rest are "other"


def _months(first: str, last: str) -> list[str]:
    months, year, month = [], *map(int, first.split("-"))
    while (at := f"{year:04d}-{month:02d}") <= last:
        months.append(at)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def plot_response_times(waits: Iterable[float | None], *, ax: Axes | None = None) -> Axes:
    """Draw how long messages wait for an answer: share of replies sent within so many hours.

    *waits* are hours, one a reply. None is one that nobody knows the time of:
    left out, and counted in the title.
    """
    told = list(waits)
    waits = sorted(wait for wait in told if wait is not None)
    odd = len(told) - len(waits)
    ax = axes_of(ax)
    if not waits:
        return empty(ax, "replies with a date")
    longest = max(800.0, waits[-1])
    share = [(at + 1) / len(waits) for at in range(len(waits))]
    # from 0 before the first to all after the last, so that one reply is a line, too
    steps = [waits[0], *waits, longest], [0.0, *share, 1.0]
    ax.step(*steps, where="post", color=ACCENT, linewidth=2)
    ax.set_xscale("log")
    ticks = {hours: said for hours, said in _WAITS.items() if hours <= longest}
    plain_ticks(ax, "x", list(ticks), list(ticks.values()))
    ax.set_xlim(1 / 60, longest)
    ax.minorticks_off()
    ax.set_ylim(0, 1.01)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    median = statistics.median(waits)
    ax.axvline(median, color=FAINT, zorder=0)
    ax.annotate(f" median {_duration(median)}", (median, 0.04), color=INK)
    ax.set_xlabel("from message to reply (log scale)", color=INK)
    ax.set_ylabel("share of replies", color=INK)
    note = f", {odd:,} of unknown time left out" if odd else ""
    entitle(ax, f"Response time: {counted(len(waits), 'reply', 'replies')}{note}")
    return ax


def _duration(hours: float) -> str:
    """Return a time in the unit that it is told in.

    >>> _duration(0.7), _duration(4.94), _duration(69.5)
    ('42 min', '4.9 h', '2.9 days')
    """
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def plot_writing_hours(
    messages: Iterable[Message],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw when people write: weekday by hour, each message in its sender's own time zone.

    Only messages in [*since*, *until*) count; those whose header names no zone
    are left out and counted in the title.
    """
    from matplotlib.colors import LinearSegmentedColormap  # late: half a second
    from matplotlib.ticker import MaxNLocator

    counts = [[0] * 24 for _ in _DAYS]
    without = total = 0
    for message in messages:
        if message.ghost or message.date is None or not is_within(message.date, since, until):
            continue
        if message.utc_offset_min is None:
            without += 1
            continue
        local = message.date + timedelta(minutes=message.utc_offset_min)
        counts[local.weekday()][local.hour] += 1
        total += 1
    ax = axes_of(ax, width=8, height=3.2)
    if not total:
        return empty(ax, "messages with a time zone")
    shades = LinearSegmentedColormap.from_list("listminer", ["#ffffff", ACCENT])
    image = ax.imshow(counts, cmap=shades, aspect="auto", vmin=0)
    plain_ticks(ax, "y", list(map(float, range(7))), list(_DAYS))
    plain_ticks(ax, "x", list(map(float, range(0, 24, 3))), [f"{h:02d}" for h in range(0, 24, 3)])
    ax.set_xlabel("hour, the sender's own time", color=INK)
    whole = MaxNLocator(integer=True, nbins=5)
    bar = ax.figure.colorbar(image, ax=ax, label="messages", ticks=whole)
    bar.outline.set_visible(False)
    note = f", {without:,} without a zone left out" if without else ""
    entitle(ax, f"When people write: {counted(total, 'message')}{note}")
    return ax


def plot_topics(
    messages: Iterable[Message],
    topic_of: Callable[[Message], str | None],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw messages a month by topic, the MOST_TOPICS largest, stacked; the rest are "other".

    *topic_of* names a message's topic, e.g. the tag of its subject; None for none.
    Only messages in [*since*, *until*) are drawn.
    """
    by_month: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for message in messages:
        if message.ghost or message.date is None or not is_within(message.date, since, until):
            continue
        topic = topic_of(message)
        if topic is None:
            continue
        by_month.setdefault(message.date.strftime("%Y-%m"), Counter())[topic] += 1
        totals[topic] += 1
    ax = axes_of(ax)
    if not totals:
        return empty(ax, "topics: no subject has a tag in brackets but its list's own")
    ranked = sorted(totals, key=lambda topic: (-totals[topic], topic))
    kept = ranked[:MOST_TOPICS]
    months = _months(min(by_month), max(by_month))
    lines = {topic: [by_month.get(m, Counter())[topic] for m in months] for topic in kept}
    if len(ranked) > len(kept):
        lines["other"] = [
            sum(n for topic, n in by_month.get(m, Counter()).items() if topic not in lines)
            for m in months
        ]
    places = [month_place(month) for month in months]
    below = [0] * len(months)
    for (topic, line), colour in zip(lines.items(), _TOPIC_COLOURS, strict=False):
        seen = [at for at, count in enumerate(line) if count]  # an empty bar takes its time, too
        ax.bar(
            [places[at] for at in seen],
            [line[at] for at in seen],
            width=26,
            bottom=[below[at] for at in seen],
            color=colour,
            label=_quiet(topic),
        )
        below = [one + other for one, other in zip(below, line, strict=True)]
    count_axis(ax, "messages a month")
    month_axis(ax, places)
    entitle(ax, f"Topics: {len(ranked):,} in {counted(sum(totals.values()), 'message')}")
    _legend(ax)
    return ax


def _quiet(topic: str) -> str:
    """Return a legend's label: one that begins with "_" would be left out, "$" be a formula."""
    return label(topic).replace("$", r"\$").lstrip("_") or "?"


def _legend(ax: Axes) -> Any:
    return ax.legend(
        loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, labelcolor=INK, reverse=True
    )
