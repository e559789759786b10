"""What pseudonyms could not replace for certain: how often, and where. Words are never told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from listminer.model import MessageId

Unsure = Literal[
    "common-word",
    "first-name",
    "lower-case",
    "unknown-signer",
    "unknown-address",
    "initials",
    "phone",
    "user-url",
]
UNSURE: dict[Unsure, str] = {
    "common-word": "a name that is also a word, where it may be the word: left",
    "first-name": "a first or last name alone, of several people or of nobody in the thread: left",
    "lower-case": "a name in lower case among other words: left",
    "unknown-signer": "a mail signed with a name that no header tells: left",
    "unknown-address": "an address of nobody known: replaced, but tied to no person",
    "initials": "initials before a quoted line, of several people or of nobody known: left",
    "phone": "what looks like a telephone number: left",
    "user-url": "a URL that may name its user: left",
}
"""What each kind of doubt means, and what was done."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One place of doubt in a message as it was written out."""

    message_id: MessageId  # the pseudonym
    part: Literal["subject", "text"]
    start: int  # code points; half-open
    end: int
    kind: Unsure


class PseudonymReport:
    """The places of doubt, each once, however often its message was read."""

    def __init__(self) -> None:
        self._places: set[Place] = set()

    def add(self, place: Place) -> None:
        """Note one place."""
        self._places.add(place)

    def __len__(self) -> int:
        return len(self._places)

    def places(self) -> list[Place]:
        """Return all places, by message and offset."""
        return sorted(self._places)

    def counts(self) -> dict[Unsure, int]:
        """Return how many places there are of each kind, most first; none of what is not there."""
        return dict(Counter(sorted(each.kind for each in self._places)).most_common())

    def lines(self) -> Iterator[str]:
        """Yield a line a kind that was met: its count and what it means."""
        for kind, count in self.counts().items():
            yield f"{count:>7,}  {kind:15}  {UNSURE[kind]}"

    def rows(self) -> Iterator[dict[str, str | int]]:
        """Yield a row a place, for JSON lines."""
        for each in self.places():
            yield {
                "message_id": each.message_id,
                "part": each.part,
                "start": each.start,
                "end": each.end,
                "kind": each.kind,
            }
