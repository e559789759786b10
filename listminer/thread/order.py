"""What was written before what, as far as dates and replies tell. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from listminer.model import Message, MessageId, Thread, ThreadNode

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
            date = message.date if message is not None and message.date else _LONG_AGO
            heapq.heappush(ready, (date, place[node.message_id], node))
        node = heapq.heappop(ready)[-1]
        fresh = below.get(node.message_id, [])
        yield node


def was_before(one: Message, other: Message, *, is_above: bool) -> bool:
    """Return whether *one* was sent before *other*, as far as is known.

    One that stands above it was unless dates deny it; of others only dates tell.
    """
    if one.date is None or other.date is None:
        return is_above
    return one.date <= other.date if is_above else one.date < other.date
