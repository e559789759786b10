"""What counts: replies to what the archive has, how long they took. Pure.

One rule for all numbers: ghosts, which the archive lacks, neither answer nor
are answered, since nobody knows when, and often not who.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listminer.model import Discussion, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message and the one that it answers, both in the archive."""

    message: Message
    parent: Message

    @property
    def hours(self) -> float | None:
        """Return how long the parent waited; None where nobody knows.

        A date is unreadable then, or the reply is no later than its parent: one of
        two clocks is wrong.
        """
        if self.parent.date is None or self.message.date is None:
            return None
        hours = (self.message.date - self.parent.date).total_seconds() / 3600
        return hours if hours > 0 else None


def replies_of(discussion: Discussion) -> Iterator[Reply]:
    """Yield the replies of a thread, in reading order."""
    real = {each.message_id: each for each in discussion.messages if not each.ghost}
    for node in discussion.thread.nodes:
        if node.parent in real and node.message_id in real:
            yield Reply(message=real[node.message_id], parent=real[node.parent])
