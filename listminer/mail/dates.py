"""Dates of mail: aware, in UTC, and doubtful ones told.

Pure: no clock. A date is absurd if no list existed then or its zone is none on
this planet, never because it lies after "now": archives outlive clocks.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

FIRST_YEAR = 1975  # MsgGroup, the first mailing list
LAST_YEAR = 2100
MAX_OFFSET_MIN = 15 * 60  # minutes; the farthest zone is UTC+14
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
# Matches "Thu, 10 Mar 2016 21:09:44 -0500 (EST)". Must not match "10 Mar 16 21:09".
_RFC_5322 = re.compile(
    r"^\s*(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([+-])(\d{2})(\d{2})(?!\d)"
)


def parse_date(text: str) -> tuple[datetime, int | None] | None:
    """Return the moment in UTC and the writer's offset in minutes, None if it cannot be told.

    The offset is None where the text has no zone; the time is then taken as UTC.

    >>> parse_date("Thu, 10 Mar 2016 21:09:44 +0530")
    (datetime.datetime(2016, 3, 10, 15, 39, 44, tzinfo=datetime.timezone.utc), 330)
    >>> parse_date("Mon, 1 Feb 1945 00:00:00 +50579034") is None
    True
    """
    text = text[:200]
    found = _RFC_5322.match(text)
    if found:
        day, month, year, hour, minute, second, sign, zone_h, zone_m = found.groups()
        number = _MONTHS.get(month.lower())
        if number:
            offset = (int(zone_h) * 60 + int(zone_m)) * (-1 if sign == "-" else 1)
            time = (int(hour), int(minute), int(second or 0))
            return _moment((int(year), number, int(day), *time), offset)
    return _parse_loosely(text)


def _parse_loosely(text: str) -> tuple[datetime, int | None] | None:
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):
        parts = None
    if parts is not None:
        offset = None if parts[9] is None else int(parts[9]) // 60
        found = _moment(parts[:6], offset)
        if found is not None or offset is not None:
            return found
    return _parse_foreign(text)


def _parse_foreign(text: str) -> tuple[datetime, int | None] | None:
    """Read what the standard library refuses: ISO 8601, "2016/03/10 21:09", full month names."""
    import warnings

    from dateutil import parser  # few mails need it

    if sum(c.isdigit() for c in text) < 5:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of zone names that it does not know
            # what the text leaves out must not come from today's date: year 1 is absurd
            found = parser.parse(text, ignoretz=False, default=datetime(1, 1, 1))
    except (ValueError, OverflowError, TypeError, ArithmeticError):
        return None
    offset = found.utcoffset()
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return _moment(
        (found.year, found.month, found.day, found.hour, found.minute, found.second), minutes
    )


def _moment(parts: tuple[int, ...], offset: int | None) -> tuple[datetime, int | None] | None:
    year, month, day, hour, minute, second = parts[:6]
    if not FIRST_YEAR <= year <= LAST_YEAR or abs(offset or 0) > MAX_OFFSET_MIN:
        return None
    try:
        local = datetime(
            year,
            month,
            day,
            hour,
            minute,
            min(second, 59),
            tzinfo=timezone(timedelta(minutes=offset or 0)),
        )
        return local.astimezone(UTC), offset
    except (ValueError, OverflowError):
        return None
