"""Rows in aligned columns, for a terminal of any width. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listminer.quoting import shown_day
from listminer.render.safe import cells, cut, shown_line

_GAP = "  "
_LEAST = 12  # columns that a flexible column keeps, however narrow the terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column of a table is set."""

    head: str
    is_number: bool = False  # set flush right
    is_flexible: bool = False  # cut where the terminal is narrow; never what is to be copied


def write_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return rows below their heads, one line each, at most *width* columns wide if it can be.

    Flexible columns share what the others leave, the widest giving first.

    >>> print(write_table((Column(head="n", is_number=True), Column(head="name")),
    ...                   (("1", "a"), ("20", "b")), 80))
     n  name
     1  a
    20  b
    """
    table = [[column.head for column in columns]]
    table += [[shown_line(cell) for cell in row] for row in rows]
    wide = [[cells(cell) for cell in row] for row in table]
    widths = [max(column) for column in zip(*wide, strict=True)]
    _fit(widths, columns, width)
    return "\n".join(
        _GAP.join(
            _set(cell, taken, size, is_number=column.is_number)
            for cell, taken, size, column in zip(row, took, widths, columns, strict=True)
        ).rstrip()
        for row, took in zip(table, wide, strict=True)
    )


def _set(cell: str, taken: int, size: int, *, is_number: bool) -> str:
    """Return a cell that takes *taken* columns in exactly *size* columns."""
    if taken > size:
        cell = cut(cell, size)
        taken = cells(cell)
    blank = " " * (size - taken)
    return blank + cell if is_number else cell + blank


def _fit(widths: list[int], columns: Sequence[Column], width: int) -> None:
    """Make flexible columns narrower until a line fits."""
    flexible = [at for at, column in enumerate(columns) if column.is_flexible]
    for at in flexible:
        widths[at] = min(widths[at], max(width, _LEAST))  # a subject may have a megabyte
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    while excess > 0 and flexible:
        at = max(flexible, key=lambda each: widths[each])
        if widths[at] <= _LEAST:
            return
        widths[at] -= 1
        excess -= 1


def day(date: datetime | None) -> str:
    """Return a date's day, "no date" if there is none.

    >>> day(datetime(2016, 3, 7, 23, 59))
    '2016-03-07'
    """
    return "no date" if date is None else date.strftime("%Y-%m-%d").zfill(10)


def iso(date: datetime | None) -> str | None:
    """Return a moment as programs read it (ISO 8601); None without one."""
    return None if date is None else date.isoformat()


def period(first: datetime | None, last: datetime | None) -> str:
    """Return the days from *first* to *last* as a reader writes them.

    >>> period(datetime(2016, 3, 7), datetime(2016, 3, 11))
    '7 to 11 Mar 2016'
    >>> period(datetime(2015, 12, 30), datetime(2016, 1, 2))
    '30 Dec 2015 to 2 Jan 2016'
    """
    if first is None or last is None:
        return "no date"
    if first.date() == last.date():
        return shown_day(last, year=True)
    if first.year != last.year:
        return f"{shown_day(first, year=True)} to {shown_day(last, year=True)}"
    if first.month != last.month:
        return f"{shown_day(first)} to {shown_day(last, year=True)}"
    return f"{first.day} to {shown_day(last, year=True)}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a count and its thing.

    >>> counted(1, "message"), counted(1200, "message"), counted(2, "person", "people")
    ('1 message', '1,200 messages', '2 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
