"""How long to wait for a server, how often to ask again, how much to take from it.

Pure but for `Clock`, which tests replace: nothing else here or in
`fetch/http.py` reads a clock or sleeps.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from listminer.settings import HOST_DELAY_S, TIMEOUT_S, TRIES

GIB = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one server may cost us, and we it; seconds and bytes."""

    delay_s: float = HOST_DELAY_S  # between two requests to one host; Crawl-delay can only raise it
    connect_s: float = 15.0
    read_s: float = TIMEOUT_S  # one silence; exports of Mailman 3 think long before the first byte
    tries: int = TRIES
    backoff_s: float = 1.0  # before the second try; doubled each time
    backoff_max_s: float = 60.0
    retry_after_max_s: float = 300.0  # a server that asks for more is left alone
    redirects: int = 10
    body_bytes: int = 4 * GIB  # as served
    unpacked_bytes: int = 8 * GIB  # decompressed
    page_bytes: int = 64 * 1024**2  # of a page, decompressed: it is read into memory
    unpacked_ratio: int = 200  # decompressed : served, beyond `ratio_free_bytes`; mail is 3 to 20
    ratio_free_bytes: int = 16 * 1024**2
    slow_grace_s: float = 60.0  # how long a body may take at least
    slow_bytes_per_s: int = 1024  # below this on average, after the grace, it is a drip


class Clock:
    """The time; tests give one that does not wait."""

    def now(self) -> datetime:
        """Return the date, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def backoff_s(failed: int, limits: Limits, chance: random.Random) -> float:
    """Return the wait after *failed* failures (1 or more): doubling, with jitter, bounded."""
    wait = limits.backoff_s * 2.0 ** min(failed - 1, 32)
    return min(limits.backoff_max_s, wait) * chance.uniform(0.5, 1.0)


def retry_after_s(field: str | None, server_date: datetime | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After field asks for; None if it says nothing readable.

    A date is measured against the server's own Date, so that our clock may be wrong.

    >>> retry_after_s("120", None, datetime.now(UTC))
    120.0
    """
    if not field:
        return None
    field = field.strip()
    if field.isascii() and field.isdigit() and len(field) <= 9:
        return float(field)
    at = http_date(field)
    if at is None:
        return None
    return max(0.0, (at - (server_date or now)).total_seconds())


def http_date(field: str | None) -> datetime | None:
    """Return an HTTP date, aware, UTC; None if there is none or it is unreadable."""
    if not field:
        return None
    try:
        at = parsedate_to_datetime(field)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
