"""Find labelled words in our own text, where only white space may differ. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from listminer.model import MessageId, Span


class Folded:
    """A text with every run of white space folded to one blank, and the way back.

    >>> Folded("We  should\\nvote.").find("should vote.", near=3)
    (4, 16)
    """

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self._places: list[int] = []
        for at, letter in enumerate(text):
            if letter.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    self._places.append(at)
            else:
                letters.append(letter)
                self._places.append(at)
        self._text = "".join(letters)

    def find(self, words: str, *, near: int) -> tuple[int, int] | None:
        """Return start and end, in the text, of the occurrence of *words* nearest to *near*.

        *near* counts characters of the folded text. None if the words do not stand there.
        """
        wanted = " ".join(words.split())
        if not wanted:
            return None
        after = self._text.find(wanted, max(0, near))
        before = self._text.rfind(wanted, 0, max(0, near) + len(wanted))
        found = [at for at in (before, after) if at >= 0]
        if not found:
            return None
        at = min(found, key=lambda place: abs(place - near))
        return self._places[at], self._places[at + len(wanted) - 1] + 1


def folded_place(text: str, place: int) -> int:
    """Return where the letter at *place* stands once white space is folded, as *near* counts.

    >>> folded_place("We  should\\nvote.", 11)
    10
    """
    return len(" ".join(text[: place + 1].split())) - 1


class UnitIndex:
    """Which labelled sentence a found span counts for."""

    def __init__(self, units: Iterable[tuple[str, Span]]) -> None:
        """Take uids and spans; of spans that overlap each other the first is preferred."""
        self._by_message: dict[MessageId, list[tuple[int, int, str]]] = {}
        for uid, span in units:
            self._by_message.setdefault(span.message_id, []).append((span.start, span.end, uid))
        for listed in self._by_message.values():
            listed.sort()
        self._longest = {
            key: max(end - start for start, end, _ in listed)
            for key, listed in self._by_message.items()
        }

    def unit_of(self, span: Span) -> str | None:
        """Return the unit that *span* overlaps most, if that is half of the shorter of the two."""
        listed: Sequence[tuple[int, int, str]] = self._by_message.get(span.message_id, ())
        best: tuple[int, int, str] | None = None  # overlap, unit's length, uid
        at = bisect_right(listed, (span.end, 0, "")) - 1
        reach = span.start - self._longest.get(span.message_id, 0)
        while at >= 0 and listed[at][0] >= reach:
            start, end, uid = listed[at]
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0 and (best is None or shared >= best[0]):
                best = shared, end - start, uid
            at -= 1
        if best is None or 2 * best[0] < min(best[1], span.end - span.start):
            return None
        return best[2]

    def units_of(self, spans: Iterable[Span]) -> frozenset[str]:
        """Return the units that *spans* count for."""
        return frozenset(uid for span in spans if (uid := self.unit_of(span)) is not None)
