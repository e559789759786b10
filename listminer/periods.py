"""Days, months and years as a user types them, or as Python has them; what lies in them. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from listminer.errors import UserError

_PERIOD = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")  # 2016, 2016-03, 2016-03-11; not 3/2016
# Matches "yesterday", "2 weeks ago", "14d"; must not match "2016", "2 months ago".
_AGO = re.compile(
    r"(?P<name>today|yesterday)|(?P<count>\d{1,4})\s*(?P<unit>d|days?|w|weeks?)(?:\s+ago)?",
    re.IGNORECASE,
)
_WRITE = "write 2016, 2016-03 or 2016-03-11"
_LAST_YEAR = 9998  # datetime ends with 9999, and a period's end lies in the next year

Day = date | str | None
"""A day as a date, a day, month or year as text, a moment as a datetime; None: no bound.

A datetime without a zone, as pandas makes them, is taken as UTC.
"""


def period_bounds(since: Day, until: Day) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of *since* and the one after *until*.

    Raises UserError where nothing lies between them: a slip, and no thread's period.
    """
    start, end = period_start(since), period_end(until)
    if start is not None and end is not None and end <= start:
        raise UserError(
            f"the period ends before it begins: since {since}, until {until}",
            hints=("name the earlier day, month or year as since",),
        )
    return start, end


def period_start(period: Day) -> datetime | None:
    """Return the first moment of a day, month or year, UTC; a datetime is given back, aware.

    Raises UserError for what is none of these.

    >>> period_start("2016-03")
    datetime.datetime(2016, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    return None if period is None else _bounds(period)[0]


def period_end(period: Day) -> datetime | None:
    """Return the moment after a day, month or year, UTC; a datetime is given back, aware.

    Raises UserError for what is none of these.

    >>> period_end("2016-02-29")
    datetime.datetime(2016, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    return None if period is None else _bounds(period)[1]


def period_text(period: Day) -> str | None:
    """Return a period as a user types it: of a date or datetime the day, UTC.

    Raises UserError for what is neither a date nor text.

    >>> period_text(date(2016, 3, 11))
    '2016-03-11'
    """
    return period if isinstance(period, str | None) else f"{_bounds(period)[0]:%Y-%m-%d}"


def dated(period: str, today: date) -> str:
    """Return "today", "yesterday", "2 weeks ago", "14d" as the day meant; all else as it is.

    >>> dated("2 weeks ago", date(2016, 3, 15)), dated("3d", date(2016, 3, 15))
    ('2016-03-01', '2016-03-12')
    >>> dated("2016-03", date(2016, 3, 15))
    '2016-03'
    """
    found = _AGO.fullmatch(period.strip())
    if found is None:
        return period
    count, unit = found["count"], (found["unit"] or "")[:1].lower()
    if count is None:
        days = 1 if found["name"].lower() == "yesterday" else 0
    else:
        days = int(count) * (7 if unit == "w" else 1)
    return (today - timedelta(days=days)).isoformat()


def is_within(date: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """Return whether *date* lies in [*since*, *until*); without a date only if both are None."""
    if date is None:
        return since is None and until is None
    return (since is None or since <= date) and (until is None or date < until)


def _bounds(period: date | str) -> tuple[datetime, datetime]:
    """Return the first moment and the one after the last; a moment is both."""
    if isinstance(period, datetime):
        moment = period.replace(tzinfo=UTC) if period.tzinfo is None else period
        return moment, moment
    if isinstance(period, date):
        period = period.isoformat()
    if not isinstance(period, str):
        raise UserError(
            f"no day, month or year: {period!r} ({type(period).__name__})",
            hints=(f"{_WRITE} as text, or give a date or a datetime",),
        )
    return _typed_bounds(period)


def _typed_bounds(period: str) -> tuple[datetime, datetime]:
    found = _PERIOD.fullmatch(period.strip())
    try:
        if found is None or int(found[1]) > _LAST_YEAR:
            raise ValueError(period)
        month, day = (int(each) if each else None for each in found.groups()[1:])
        start = datetime(int(found[1]), month or 1, day or 1, tzinfo=UTC)
    except ValueError as exc:
        raise UserError(f"no day, month or year: {period!r}", hints=(_WRITE,)) from exc
    if day:
        return start, start + timedelta(days=1)
    if month:
        return start, (start + timedelta(days=31)).replace(day=1)
    return start, datetime(start.year + 1, 1, 1, tzinfo=UTC)
