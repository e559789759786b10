"""Who of a thread wrote before whom, as far as headers, words and places in files tell.

Pure. Dates are what senders say: anyone may send a mail under a date, or without one, or under
an id that others cite. Where a mail stands in its archive's file, and when a server received it,
its sender cannot say.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from listminer.model import LATE, Message, MessageId, Thread, ThreadNode
from listminer.thread.copies import announces

CLOCK_SKEW = timedelta(hours=26)  # senders' clocks are off by a wrong zone at most, mostly
LONG_AGO = datetime.min.replace(tzinfo=UTC)
_BYTE = "#byte="  # of a locator, before the place of a mail in its file
_FEW = 2  # mails of one file, whose dates alone do not tell which way it goes


class Order:
    """What is told of when the mails of one thread came."""

    def __init__(self, thread: Thread, messages: Mapping[MessageId, Message]) -> None:
        self._thread = thread
        self._came: dict[MessageId, datetime] = {}  # what is believed; not of the undated
        self._places: dict[MessageId, tuple[str, int]] = {}  # file, and place in it
        self._goes: dict[str, int] = {}  # file: 1 if later mail stands below, -1 above, 0 not told
        for node in thread.nodes:
            message = messages.get(node.message_id)
            if message is None:
                continue
            late = _late(message)
            if late or message.date:
                self._came[node.message_id] = late or message.date or LONG_AGO
            path, mark, place = message.source.rpartition(_BYTE)
            if mark and place.isdecimal() and late is None:  # which tells more than its place
                self._places[node.message_id] = path, int(place)
        self._read_files()

    def as_written(self) -> Iterator[ThreadNode]:
        """Yield the nodes as they may have been written: parents first, then by date.

        A reply quotes what other branches said before it. Of what has no date, such as the rest
        of a mail that an archive cut in two, all that is not above it may be an answer. Who was
        put below another for a subject in common need not have read it.
        """
        below: dict[MessageId | None, list[ThreadNode]] = {}
        for node in self._thread.nodes:
            below.setdefault(None if node.how == "subject" else node.parent, []).append(node)
        order = {node.message_id: at for at, node in enumerate(self._thread.nodes)}
        ready: list[tuple[datetime, int, int, ThreadNode]] = []
        fresh = below.get(None, [])
        while fresh or ready:
            for node in fresh:
                own = node.message_id
                place = self._places[own][1] if own in self._places else 0
                heapq.heappush(ready, (self._came.get(own, LONG_AGO), place, order[own], node))
            node = heapq.heappop(ready)[-1]
            fresh = below.get(node.message_id, [])
            yield node

    def was_before(self, one: Message, other: Message, *, is_above: bool) -> bool:
        """Return whether *one* was sent before *other*: an ancestor unless dates deny it.

        Of two mails in one file that goes one way the first was, whatever their dates say. Where
        nothing tells which way it goes, neither was, if it and the dates say different things.
        """
        came, other_came = self._came.get(one.message_id), self._came.get(other.message_id)
        if came is None or other_came is None:
            return is_above
        told = came <= other_came if is_above else came < other_came
        (path, place), (other_path, other_place) = self._place(one), self._place(other)
        if not path or path != other_path:
            return told
        if self._goes[path] > 0:
            return told or place < other_place if is_above else place < other_place
        return told and (is_above or self._goes[path] < 0 or place < other_place)

    def _place(self, message: Message) -> tuple[str, int]:
        return self._places.get(message.message_id, ("", 0))

    def _read_files(self) -> None:
        """Note which way each file goes, and of one that goes down when its mails came."""
        files: dict[str, list[tuple[int, MessageId]]] = {}
        for own, (path, place) in self._places.items():
            if own in self._came:
                files.setdefault(path, []).append((place, own))
        self._goes = dict.fromkeys((path for path, _ in self._places.values()), 0)
        for node in self._thread.nodes:
            if node.how == "header" and node.parent is not None:
                path, place = self._places.get(node.message_id, ("", 0))
                above, parents = self._places.get(node.parent, ("", 0))
                if path and path == above:
                    self._goes[path] += 1 if parents < place else -1
        for file, placed in files.items():
            order = [each for _, each in sorted(placed)]
            dates = [self._came[each] for each in order]
            if not self._goes[file] and len(order) > _FEW:
                self._goes[file] = sum((one < two) - (two < one) for one, two in pairwise(dates))
            if self._goes[file] > 0:
                self._came.update(zip(order, _rising(dates), strict=True))


def _late(message: Message) -> datetime | None:
    """Return when *message* came, if that was long after its date."""
    told = (each.detail for each in message.defects if each.code == LATE)
    return next(map(datetime.fromisoformat, told), None)


def _rising(dates: Sequence[datetime]) -> list[datetime]:
    """Return *dates* with those that do not fit as the one before them, or the first that fits.

    Of the many that rise, the few are wrong that do not.

    >>> [each.day for each in _rising([datetime(2016, 5, day) for day in (3, 1, 4, 29, 5)])]
    [1, 1, 4, 4, 5]
    """
    if all(one <= two for one, two in pairwise(dates)):
        return list(dates)
    ends: list[datetime] = []  # the lowest that ends a rising row of each length
    lengths = []
    for date in dates:
        at = bisect_right(ends, date)
        ends[at : at + 1] = [date]
        lengths.append(at)
    fits: set[int] = set()
    first = len(dates)  # of those that fit
    for at in range(len(dates) - 1, -1, -1):
        is_below = first == len(dates) or dates[at] <= dates[first]
        if lengths[at] == len(ends) - 1 - len(fits) and is_below:
            fits.add(at)
            first = at
    last = dates[first]
    found = []
    for at, date in enumerate(dates):
        last = date if at in fits else last
        found.append(last)
    return found


def is_told_by(message: Message, earlier: Message) -> bool:
    """Return whether *message* announces what the sender of another wrote, a clock's error later.

    As in "Ada Lovelace wrote:". What comes days later may have been sent under a cited id.
    """
    if message.date is None or earlier.date is None or earlier.date - message.date > CLOCK_SKEW:
        return False
    sender = earlier.sender
    told = [each for each in (sender.name.casefold(), sender.address) if each]
    return any(
        each in line
        for line in message.text.casefold().split("\n")
        if line.rstrip().endswith(":") and announces(line)
        for each in told
    )
