"""Quoted lines that stand on the same page already, in the mail that they repeat.

Mails that quote everything make a page many times as long as its words. Of a
long run of repeated lines only the beginning is shown, and the rest is told by
its number of lines and the mail where it stands, word for word. Lists' footers
and lines that no quote link covers are known by having stood in a mail above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listminer.model import INTRODUCING_ZONES, MessageId, Segment, Span

LONG = 6  # lines; a shorter run is shown whole
KEPT = 3  # lines of a long run that are shown; enough to know it again
_MARKS = " \t>|\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines of a quote: shown, or left out because a mail on the page has them."""

    start: int
    end: int
    left_out: int = 0  # lines; 0: they are shown
    sources: tuple[MessageId, ...] = ()  # mails that have what is left out


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    source: MessageId | None  # the mail that has it; None: no other mail, or nothing is said
    says: bool  # False: a blank line, an attribution


class Shown:
    """The lines of the mails above on a page, and in which mail each stands."""

    def __init__(self) -> None:
        self._where: dict[str, MessageId] = {}

    def where(self, words: str, but: MessageId) -> MessageId | None:
        """Return the mail above that has the line *words*, other than *but*."""
        found = self._where.get(words)
        return None if found == but else found

    def add(
        self, message_id: MessageId, text: str, copies: Sequence[tuple[Span, MessageId]]
    ) -> None:
        """Take the lines of a mail; what it repeats stands in the mail that it repeats."""
        starts = [span.start for span, _ in copies]
        at = 0
        for line in text.splitlines(keepends=True):
            if (words := line.strip(_MARKS)) and words not in self._where:
                source = _repeated(copies, starts, at + line.find(words), len(words))
                self._where[words] = source or message_id
            at += len(line)


def stretches(
    text: str,
    quote: Sequence[Segment],
    copies: Sequence[tuple[Span, MessageId]],
    shown: Shown | None = None,
) -> Iterator[Stretch]:
    """Yield what to show of a run of quoted segments and what to leave out, without a gap.

    *copies* are the mail's exact quote links by start: the quoted stretch, and the
    mail on this page that it repeats. A line that no link covers is shown unless
    it stands in *shown*, but for attributions between lines that are left out.
    """
    shown_from, end = quote[0].span.start, quote[-1].span.end
    run: list[_Line] = []
    for line in (*_lines(text, quote, copies, shown or Shown()), None):
        if line is not None and (line.source is not None or not line.says):
            run.append(line)
            continue
        repeated = [each for each in run if each.source is not None]
        if len(repeated) > LONG:
            cut, after = repeated[KEPT].start, repeated[-1].end
            if cut > shown_from:
                yield Stretch(start=shown_from, end=cut)
            sources = dict.fromkeys(each.source for each in repeated[KEPT:] if each.source)
            yield Stretch(
                start=cut, end=after, left_out=len(repeated) - KEPT, sources=tuple(sources)
            )
            shown_from = after
        run = []
    if shown_from < end:
        yield Stretch(start=shown_from, end=end)


def _lines(
    text: str,
    quote: Sequence[Segment],
    copies: Sequence[tuple[Span, MessageId]],
    shown: Shown,
) -> Iterator[_Line]:
    starts = [span.start for span, _ in copies]
    for segment in quote:
        at = segment.span.start
        is_quote = segment.zone not in INTRODUCING_ZONES
        for line in text[at : segment.span.end].splitlines(keepends=True):
            words = line.strip(_MARKS)
            source = None
            if words:
                source = _repeated(copies, starts, at + line.find(words), len(words))
                source = source or shown.where(words, but=segment.span.message_id)
            yield _Line(at, at + len(line), source, bool(words) and is_quote)
            at += len(line)


def _repeated(
    copies: Sequence[tuple[Span, MessageId]], starts: Sequence[int], start: int, length: int
) -> MessageId | None:
    """Return the mail that the words at *start* repeat; None if no link covers them."""
    near = bisect_right(starts, start) - 1
    return copies[near][1] if near >= 0 and copies[near][0].end >= start + length else None
