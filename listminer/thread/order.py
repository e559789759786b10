"""Who of a thread wrote before whom, as far as headers and words tell.

Pure. Dates are what senders say: anyone may send a mail under a date, or without one.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from listminer.model import Message, MessageId, Thread, ThreadNode
from listminer.thread.copies import announces

CLOCK_SKEW = timedelta(hours=26)  # senders' clocks are off by a wrong zone at most, mostly
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def as_written(thread: Thread, messages: Mapping[MessageId, Message]) -> Iterator[ThreadNode]:
    """Yield the nodes as they may have been written: parents first, then by date.

    A reply quotes what other branches said before it. Of what has no date, such as the rest of
    a mail that an archive cut in two, all that is not above it may be an answer.
    """
    below: dict[MessageId | None, list[ThreadNode]] = {}
    for node in thread.nodes:
        below.setdefault(node.parent, []).append(node)
    place = {node.message_id: at for at, node in enumerate(thread.nodes)}
    ready: list[tuple[datetime, int, ThreadNode]] = []
    fresh = below.get(None, [])
    while fresh or ready:
        for node in fresh:
            message = messages.get(node.message_id)
            date = message.date if message is not None and message.date else LONG_AGO
            heapq.heappush(ready, (date, place[node.message_id], node))
        node = heapq.heappop(ready)[-1]
        fresh = below.get(node.message_id, [])
        yield node


def was_before(one: Message, other: Message, *, is_above: bool) -> bool:
    """Return whether *one* was sent before *other*: an ancestor unless dates deny it."""
    if one.date is None or other.date is None:
        return is_above
    return one.date <= other.date if is_above else one.date < other.date


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
