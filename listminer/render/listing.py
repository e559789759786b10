"""Rows in aligned columns, for a terminal of any width. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listminer.render.safe import cells, cut, padded, shown_line

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
    clean = [[shown_line(cell) for cell in row] for row in rows]
    heads = [column.head for column in columns]
    widths = [max(map(cells, cut_)) for cut_ in zip(heads, *clean, strict=True)]
    _fit(widths, columns, width)
    return "\n".join(
        _GAP.join(
            (" " * (size - cells(cut(cell, size))) + cut(cell, size))
            if column.is_number
            else padded(cell, size)
            for cell, column, size in zip(row, columns, widths, strict=True)
        ).rstrip()
        for row in (heads, *clean)
    )


def _fit(widths: list[int], columns: Sequence[Column], width: int) -> None:
    """Make flexible columns narrower until a line fits."""
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    flexible = [at for at, column in enumerate(columns) if column.is_flexible]
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
        return _written(last, "dmy")
    if first.year != last.year:
        return f"{_written(first, 'dmy')} to {_written(last, 'dmy')}"
    if first.month != last.month:
        return f"{_written(first, 'dm')} to {_written(last, 'dmy')}"
    return f"{first.day} to {_written(last, 'dmy')}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _written(date: datetime, parts: str) -> str:
    """Return a date in English, whatever the locale of the user is."""
    year = f" {date.year}" if "y" in parts else ""
    return f"{date.day} {_MONTHS[date.month - 1]}{year}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a count and its thing.

    >>> counted(1, "message"), counted(1200, "message"), counted(2, "person", "people")
    ('1 message', '1,200 messages', '2 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
