"""A site's findings by week: what was contested, decided, accepted or rejected, and asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from listminer.quoting import shown_day
from listminer.render.html.items import Entry, Item, ItemKind
from listminer.render.listing import period

ITEMS_IN_MONTH = 10  # of a kind and week, before the list is opened; a screen holds as many
COLUMNS: tuple[tuple[str, tuple[ItemKind, ...]], ...] = (
    ("Decided", ("decided", "settled")),  # first: what whoever was away asks
    ("Contested", ("contested",)),
    ("Asked, unanswered", ("asked",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings of one thread that stand together under its title."""

    thread: str
    href: str  # of the thread, from the site's root
    items: tuple[Item, ...]

    @property
    def when(self) -> str:
        """Return the days that the findings are of."""
        days = [each.date for each in self.items if each.date is not None]
        return period(min(days, default=None), max(days, default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list of findings: those at its head, and how many follow when it is opened."""

    head: tuple[Group, ...]
    rest: tuple[Group, ...]

    @property
    def more(self) -> int:
        """Return how many findings stand in the rest."""
        return sum(len(group.items) for group in self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one heading of a week holds."""

    heading: str
    found: Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week; it begins on Monday."""

    name: str
    monday: date
    columns: tuple[Column, ...]
    breadth: int = len(COLUMNS)  # how many columns of the page it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month: its weeks and the threads that began in it."""

    name: str  # "March 2016"
    href: str  # from the site's root
    weeks: tuple[Week, ...]
    entries: tuple[Entry, ...]

    @property
    def rows(self) -> list[tuple[Week, ...]]:
        """Return the weeks as they stand on the page."""
        return rows_of(self.weeks)


def listed(items: Iterable[Item], *, most: int) -> Listed:
    """Return *items* by thread, the threads in the order of *items*; *most* at the head.

    What a person said in a thread in the same words before is not told again.
    """
    by_thread: dict[str, dict[tuple[str, str | None, str], Item]] = {}
    for item in items:
        told = by_thread.setdefault(item.href.partition("#")[0], {})
        told.setdefault((item.kind, item.person, item.text), item)
    head: list[Group] = []
    rest: list[Group] = []
    count = 0
    for href, told in by_thread.items():
        found = tuple(told.values())
        here, there = found[: most - count], found[max(0, most - count) :]
        for group, kept in ((head, here), (rest, there)):
            if kept:
                group.append(Group(thread=kept[0].thread, href=href, items=kept))
        count = min(most, count + len(here))
    return Listed(head=tuple(head), rest=tuple(rest))


def weeks_of(items: Iterable[Item], *, most: int) -> list[Week]:
    """Return the weeks that have something to tell, last first; *most* items head each column.

    In a column, what was said in longer threads comes first.
    """
    wanted = {kind for _, kinds in COLUMNS for kind in kinds}
    by_week: dict[date, list[Item]] = {}
    for item in items:
        if item.date is not None and item.kind in wanted:
            day = item.date.date()
            by_week.setdefault(day - timedelta(days=day.weekday()), []).append(item)
    return [_week(monday, by_week[monday], most) for monday in sorted(by_week, reverse=True)]


def rows_of(weeks: Iterable[Week]) -> list[tuple[Week, ...]]:
    """Return *weeks* in rows as broad as the page: short ones that follow stand side by side.

    The last of a row takes what room is left in it.
    """
    rows: list[list[Week]] = []
    for week in weeks:
        room = len(COLUMNS) - sum(len(each.columns) for each in rows[-1]) if rows else 0
        if len(week.columns) > room:
            rows.append([])
        rows[-1].append(week)
    return [_filled(row) for row in rows]


def _filled(row: list[Week]) -> tuple[Week, ...]:
    *others, last = row
    broad = [replace(each, breadth=len(each.columns)) for each in others]
    return *broad, replace(last, breadth=len(COLUMNS) - sum(each.breadth for each in broad))


def months_of(entries: Sequence[Entry]) -> list[Month]:
    """Return all months in which a thread began or something stands in a week, last first."""
    by_month: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        if entry.first is not None:
            by_month.setdefault((entry.first.year, entry.first.month), []).append(entry)
    items: dict[tuple[int, int], list[Item]] = {}
    for entry in entries:
        for item in entry.items:
            if item.date is not None:
                items.setdefault((item.date.year, item.date.month), []).append(item)
    months = [
        Month(
            name=f"{date(year, month, 1):%B} {year}",
            href=f"m/{year:04}-{month:02}.html",
            weeks=tuple(weeks_of(items.get((year, month), ()), most=ITEMS_IN_MONTH)),
            entries=tuple(sorted(by_month.get((year, month), ()), key=_by_last, reverse=True)),
        )
        for year, month in sorted(by_month.keys() | items.keys(), reverse=True)
    ]
    return [each for each in months if each.entries or each.weeks]


def _week(monday: date, items: list[Item], most: int) -> Week:
    first = datetime(monday.year, monday.month, monday.day)
    columns = []
    for heading, kinds in COLUMNS:
        # of equal weight as COLUMNS has it: what was announced before what nobody contests
        found = [each for kind in kinds for each in items if each.kind == kind]
        found.sort(key=lambda each: -each.weight)
        if found:
            columns.append(Column(heading=heading, found=listed(found, most=most)))
    name = period(first, first + timedelta(days=6))
    return Week(name=name, monday=monday, columns=tuple(columns))


def _by_last(entry: Entry) -> tuple[bool, datetime | None]:
    return entry.last is not None, entry.last


def day_of(moment: datetime | None) -> str:
    """Return the day of a list's line, "no date" without one."""
    return shown_day(moment, year=True) or "no date"
