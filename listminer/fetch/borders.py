"""Where a pipermail month may hold one mail that looks like two.

Pure. Pipermail writes bodies as they are, so that a body may hold a From_ line and a header,
and what stands below reads as a mail by anybody. Nothing in the text tells that for certain, and
honest people paste mails, too: so each mail is kept, and what does not fit is told.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from email.utils import mktime_tz, parsedate_tz

from listminer.fetch.fields import header
from listminer.model import Problem, RawMessage

# The date of a From_ line: "ada at example.org  Tue Mar  1 10:00:00 2016". Not "ada  Tue Mar".
_ENVELOPE_DATE = re.compile(r"[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d\d:\d\d \d{4}$", re.ASCII)
_MAIN = 0.1  # part of a month's mails that makes a clock one of its server's: it may have moved
_QUARTER_S = 900  # zones differ by quarters of an hour; some servers write the two seconds apart
_SUMMER = 4  # quarters by which a server's clock differs from itself


def watched_month(
    items: Iterable[RawMessage | Problem],
    path: str,
    listed: Callable[[], Iterable[int | None]] = tuple,
) -> Iterator[RawMessage | Problem]:
    """Yield the *items* of the month at *path* as they are, then what does not fit in it.

    *listed* gives the seconds since 1970 at which the articles on its server's list were
    sent, and is asked when all mails are through; () where nobody knows of a list.
    """
    borders = Borders()
    yield from borders.watched(items)
    yield from borders.strange_clocks(path)
    yield from borders.unlisted(listed(), path)


class Borders:
    """What the mails of one month tell of their borders, one after the other."""

    def __init__(self) -> None:
        self._clocks: list[tuple[str, int]] = []  # place, quarters from its Date to its From_ line
        self._ids: set[str] = set()
        self._moments: list[tuple[str, int]] = []  # place, its Date in seconds since 1970

    def watched(self, items: Iterable[RawMessage | Problem]) -> Iterator[RawMessage | Problem]:
        """Yield *items* as they are, taking note of the mails."""
        for each in items:
            if isinstance(each, RawMessage):
                self._note(each)
            yield each

    def _note(self, raw: RawMessage) -> None:
        moment, own = sent_at(raw), header(raw.data, "message-id")
        if not own or own not in self._ids:  # some months hold all of their mails twice
            self._ids.add(own)
            self._moments.append((raw.locator, moment))
        found = _ENVELOPE_DATE.search(raw.envelope or "")
        told = parsedate_tz(found[0]) if found else None
        if told and moment >= 0:
            ahead = timegm((*told[:6], 0, 1, 0)) - moment
            self._clocks.append((raw.locator, round(ahead / _QUARTER_S)))

    def strange_clocks(self, path: str) -> Iterator[Problem]:
        """Yield a line if From_ lines were not written by the clock that wrote the others.

        A server writes the Date of a mail into its From_ line, by its own zone. Not one
        of 15,000 mails of four lists differs from its month by more than an hour.
        """
        count = Counter(clock for _, clock in self._clocks)
        mains = [each for each, mails in count.items() if mails >= _MAIN * len(self._clocks)]
        strange = [
            place
            for place, clock in self._clocks
            if not any(abs(clock - each) in (0, _SUMMER) for each in mains)
        ]
        why = "whose From_ line was written by another clock than those of its month"
        yield from _told(strange, why, path)

    def unlisted(self, listed: Iterable[int | None], path: str) -> Iterator[Problem]:
        """Yield a line if there are more mails than articles on the server's list of them.

        *listed* are the seconds since 1970 at which its articles were sent.
        """
        moments = list(listed)
        left = Counter(moments)
        strange = []
        for place, moment in self._moments:
            left[moment] -= 1
            if left[moment] < 0:
                strange.append(place)
        # dates that are read in two ways are no mails too many
        if moments and len(self._moments) > len(moments):
            yield from _told(strange, "which the server's list of articles does not have", path)


def sent_at(raw: RawMessage) -> int:
    """Return the second of a mail's Date, since 1970; -1 if it has none that can be read."""
    try:
        parsed = parsedate_tz(header(raw.data, "date"))
        return int(mktime_tz(parsed)) if parsed else -1
    except (ValueError, OverflowError, TypeError):
        return -1


def _told(places: list[str], why: str, path: str) -> Iterator[Problem]:
    if places:
        count = "1 mail" if len(places) == 1 else f"{len(places):,} mails, the first of them"
        message = f"{count} at {places[0]}, {why}: it may stand in the text of the one before"
        yield Problem(stage="fetch", locator=path, message=message)
