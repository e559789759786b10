"""Dates of mail: aware, in UTC, and doubtful ones told.

Pure: no clock. A date is absurd if no list existed then or its zone is none on
this planet, never because it lies after "now": archives outlive clocks.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from listminer.model import FIRST_YEAR, LAST_YEAR

MAX_OFFSET_MIN = 15 * 60  # minutes; the farthest zone is UTC+14
_BLANKS = (datetime(1, 1, 1), datetime(1, 2, 2))  # year 1 is absurd, so a year must be said
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


# Matches "2:05 PM", "2:05pm". Must not match "14:05 +0200".
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_ZONES = {  # hours east of UTC, of names that the standard library does not know
    "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2,
    "SAST": 2, "EEST": 3, "MSK": 3, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
# Matches "GMT+02:00", "+0000", "CEST", "Z". Must not match "2016-05".
_ZONE = re.compile(
    rf"(?:(?:GMT|UTC)\s?|(?<=\s))([+-])(\d\d):?(\d\d)?\b|\b(?:GMT|UTC?|{'|'.join(_ZONES)})\b|(?<=\d)Z\b",
    re.IGNORECASE,
)


def parse_date(text: str) -> tuple[datetime, int | None] | None:
    """Return the moment in UTC and the writer's offset in minutes, None if it cannot be told.

    The offset is None where the text has no zone, or says with "-0000" that it knows none
    (RFC 5322, 3.3); the time is then taken as UTC.

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
            east = int(zone_h) * 60 + int(zone_m)
            time = (int(hour), int(minute), int(second or 0))
            return _moment((int(year), number, int(day), *time), _signed(sign, east))
    return _parse_loosely(text)


def _parse_loosely(text: str) -> tuple[datetime, int | None] | None:
    if _HALF_DAY.search(text):
        return _parse_foreign(text)  # the standard library reads 2:05 PM as 2:05
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):
        parts = None
    if parts is not None:
        offset = int(parts[9] or 0) // 60 or _zone(text)
        found = _moment(parts[:6], offset)
        if found is not None or offset is not None:
            return found
    return _parse_foreign(text)


def _zone(text: str) -> int | None:
    """Return the minutes east of UTC that *text* says where the standard library hears 0."""
    found = _ZONE.search(text)
    if found is None:
        return None
    if found[1] is None:
        return 60 * _ZONES.get(found[0].upper(), 0)
    return _signed(found[1], int(found[2]) * 60 + int(found[3] or 0))


def _signed(sign: str, minutes: int) -> int | None:
    if sign != "-":
        return minutes
    return -minutes or None


def _parse_foreign(text: str) -> tuple[datetime, int | None] | None:
    """Read what the standard library refuses: ISO 8601, "2016/03/10 21:09", full month names."""
    import warnings

    from dateutil import parser  # few mails need it

    if sum(c.isdigit() for c in text) < 5:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of zone names that it does not know
            # what the text leaves out would come from today's date; it must not
            found, other = (parser.parse(text, default=each) for each in _BLANKS)
    except (ValueError, OverflowError, TypeError, ArithmeticError):
        return None
    if (found.month, found.day) != (other.month, other.day):
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
