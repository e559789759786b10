"""What every archive server gives: files of mail by URL, each readable once it is on disk.

Pure but for reading the responses that `fetch/http.py` keeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from listminer.errors import FetchError
from listminer.fetch.cache import Kept
from listminer.fetch.local import SourceFile
from listminer.model import Archive, MessageId, Problem
from listminer.periods import period_bounds

GRACE = timedelta(days=2)  # servers pack a month some time after its end, in their own time zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What a URL turned out to be."""

    archive: Archive
    focus: MessageId | None  # the message that the URL names; None if it names more than one
    files: Iterator[SourceFile] = field(repr=False)  # oldest first; fetched one by one
    total: int | None = None  # how many files; None if that is not known beforehand


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days, half-open; None: no bound."""

    since: date | None = None
    until: date | None = None

    def touches(self, start: date | None, end: date | None) -> bool:
        """Return whether a half-open stretch of days has a day in common with this one."""
        before = self.until is not None and start is not None and start >= self.until
        after = self.since is not None and end is not None and end <= self.since
        return not before and not after


def period(since: str | None, until: str | None) -> Period:
    """Return the days from the first of *since* to the last of *until*, both included.

    Raises UserError if one is no year, month or day, or if they are the wrong way round.

    >>> period("2016-03", "2016-04")
    Period(since=datetime.date(2016, 3, 1), until=datetime.date(2016, 5, 1))
    """
    first, end = period_bounds(since or None, until or None)
    return Period(since=first and first.date(), until=end and end.date())


def closing(end: date | None) -> Callable[[Kept], bool]:
    """Return the test whether a response shows a stretch of mail after its *end*; see is_closed."""
    return lambda kept: is_closed(end, kept)


def is_closed(end: date | None, kept: Kept) -> bool:
    """Return whether a stretch of mail that ends before day *end* was over when it was fetched.

    Both our clock and the server's must say so: one of them may be wrong.
    """
    if end is None:
        return False
    over = datetime.combine(end, time(), UTC) + GRACE
    return kept.earliest_date() >= over


def failed_file(archive: Archive, url: str, error: FetchError) -> SourceFile:
    """Return a file that holds nothing but the problem; its fingerprint is never met again."""
    problem = Problem(stage="fetch", locator=url, message=error.reason)
    mark = hashlib.sha256(f"{url} {datetime.now(UTC).isoformat()}".encode()).hexdigest()
    return SourceFile(
        archive=archive,
        path=url,
        size_bytes=0,
        fingerprint=f"failed-{mark}",
        read=lambda: iter((problem,)),
    )
