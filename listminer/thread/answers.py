"""Which quoted words each authored paragraph answers.

Pure. After the fragment quotation graph of Carenini, Ng and Zhou (2007): a
paragraph answers the quote right above it; what stands above all quotes answers
the parent as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from listminer.model import SPOKEN_ZONES, Answer, QuoteLink, Segment, Span
from listminer.thread.words import Line, is_quote


def find_answers(
    text: str,
    segments: Sequence[Segment],
    quoted: Mapping[int, Sequence[Line]],
    links: Sequence[QuoteLink],
    unsaid: Collection[str] = (),
) -> tuple[Answer, ...]:
    """Return one Answer for each authored paragraph of a message, in order.

    *quoted* are its quoted lines by segment, *links* its own, by place. The quote
    is the last paragraph of the quoted block above, *unsaid* lines (folded:
    signatures, footers) left out; further paragraphs below one quote answer it
    as well.
    """
    answers: list[Answer] = []
    block: list[int] = []  # places of the quotes above
    quote: Span | None = None
    source: tuple[Span, ...] = ()
    starts = [link.quote.start for link in links]
    for place, segment in enumerate(segments):
        if is_quote(segment):
            block.append(place)
        elif segment.depth == 0 and segment.zone in SPOKEN_ZONES:
            if block:
                quote = _last_paragraph(text, segments, block, quoted, unsaid)
                source = _sources(quote, links, starts) if quote else ()
                block = []
            answers.append(Answer(span=segment.span, quote=quote, source=source))
    return tuple(answers)


def _last_paragraph(
    text: str,
    segments: Sequence[Segment],
    block: Sequence[int],
    quoted: Mapping[int, Sequence[Line]],
    unsaid: Collection[str],
) -> Span | None:
    """Return the last quoted paragraph at the least depth: the words of the one answered."""
    depth = min(segments[place].depth for place in block)
    for place in reversed(block):
        if segments[place].depth != depth:
            continue
        lines = [line for line in quoted.get(place, ()) if line.folded not in unsaid]
        if lines:
            break
    else:
        return None
    first = len(lines) - 1
    while first and text.count("\n", lines[first - 1].end, lines[first].start) < 2:
        first -= 1
    own = segments[place].span.message_id
    return Span(message_id=own, start=lines[first].start, end=lines[-1].end)


def _sources(quote: Span, links: Sequence[QuoteLink], starts: Sequence[int]) -> tuple[Span, ...]:
    """Return the words that the links say stand behind *quote*."""
    at = bisect_left(starts, quote.start)
    while at and links[at - 1].quote.end > quote.start:
        at -= 1
    found = []
    while at < len(links) and links[at].quote.start < quote.end:
        found.append(links[at].source)
        at += 1
    return tuple(found)
