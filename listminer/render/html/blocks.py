"""A mail's segments as the blocks that a reader sees: paragraphs, folded quotes, code.

Whose words a block holds is told by the segments' depth alone. A run of quotes
is one fold whose label says whose words they are, as far as that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from listminer.model import Address, MessageId, Segment, Span
from listminer.person_names import plain_name
from listminer.render.html.flow import is_laid_out, reflowed
from listminer.render.html.pieces import Pieces
from listminer.render.html.repeats import Shown, stretches
from listminer.render.html.resent import Sent
from listminer.render.safe import shown_line
from listminer.render.whose import credit, writers_of

_EMPTY = Markup("")
Shape = Literal["p", "pre", "h", "faint", "quote", "fold"]
LONGEST_CODE = 25  # lines; more is folded, a screen holds about 40
LONGEST_TEXT = 200_000  # code points of one mail; more is a log that nobody reads on a page
_QUOTED = ("quotation", "quotation_marker", "inline_headers")
_SIGNED = ("personal_signature", "mua_signature", "visual_separator")
_CODE: Mapping[str, str] = {
    "patch": "patch",
    "raw_code": "code",
    "log_data": "log",
    "technical": "machine text",
    "tabular": "table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines of a fold, or what is said in place of lines that stand on the page already."""

    markup: Markup = _EMPTY
    left_out: int = 0  # lines
    sources: tuple[MessageId, ...] = ()  # the mails that have them


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """What is known of one mail's quotes."""

    writers: tuple[tuple[Span, str], ...]  # by start: what repeats a mail, and its sender
    copies: tuple[tuple[Span, MessageId], ...]  # by start: what repeats a mail word for word
    shown: Shown | None = None  # lines of the mails above
    sent: Sent | None = None  # their patches and logs
    name_of: Callable[[Address], str] = plain_name  # what whom an attribution names is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a mail's body."""

    shape: Shape
    markup: Markup = _EMPTY  # of "p", "pre", "h", "faint"
    label: str = ""  # of what is folded
    parts: tuple[Part, ...] = ()  # of a "quote" and a "fold"
    start: int = 0  # in the mail's text


def blocks_of(
    text: str, segments: Sequence[Segment], pieces: Pieces, quotes: Quotes
) -> Iterator[Block]:
    """Yield the blocks of one mail."""
    if not segments and text.strip():
        yield from _paragraphs(text, 0, len(text), pieces)
    for kind, run in groupby(segments, key=_kind):
        group = [each for each in run if each.span.start < LONGEST_TEXT]
        if not group or not text[group[0].span.start : group[-1].span.end].strip():
            continue
        if kind == "quote":
            yield _quote(text, group, pieces, quotes)
        elif kind == "signature":
            yield from _signature(text, group, pieces)
        else:
            for segment in group:
                yield from _authored(text, segment, pieces, quotes.sent or Sent())


def _kind(segment: Segment) -> str:
    if segment.depth > 0 or segment.zone in _QUOTED:
        return "quote"
    return "signature" if segment.zone in _SIGNED else "authored"


def _quote(text: str, group: list[Segment], pieces: Pieces, quotes: Quotes) -> Block:
    quoted = [each for each in group if each.depth > 0 or each.zone == "quotation"]
    lines = sum(_lines(text, each) for each in quoted)
    who = credit(writers_of(quoted, quotes.writers, quotes.name_of))
    count = "1 quoted line" if lines == 1 else f"{lines} quoted lines"
    return Block(
        shape="quote",
        label=f"{count}{who}" if quoted else shown_line(text[_whole(group)])[:80],
        parts=tuple(_parts(text, group, pieces, quotes)),
        start=group[0].span.start,
    )


def _parts(text: str, group: list[Segment], pieces: Pieces, quotes: Quotes) -> Iterator[Part]:
    for stretch in stretches(text, group, quotes.copies, quotes.shown):
        if stretch.left_out:
            yield Part(left_out=stretch.left_out, sources=stretch.sources)
        elif text[stretch.start : stretch.end].strip():
            yield Part(markup=_trimmed(text, stretch.start, stretch.end, pieces))


def _signature(text: str, group: list[Segment], pieces: Pieces) -> Iterator[Block]:
    whole = _whole(group)
    if all(each.zone == "visual_separator" for each in group):
        yield Block(shape="faint", markup=_trimmed(text, whole.start, whole.stop, pieces))
        return
    yield Block(
        shape="fold",
        label="signature",
        parts=(Part(markup=_trimmed(text, whole.start, whole.stop, pieces)),),
        start=whole.start,
    )


def _authored(text: str, segment: Segment, pieces: Pieces, sent: Sent) -> Iterator[Block]:
    start, end = segment.span.start, min(segment.span.end, LONGEST_TEXT)
    if segment.zone in _CODE:
        lines = _lines(text, segment)
        if lines > LONGEST_CODE:
            label = f"{lines} lines of {_CODE[segment.zone]}"
            parts = tuple(_code(text, replace(segment.span, end=end), pieces, sent))
            yield Block(shape="fold", label=label, parts=parts, start=start)
        else:
            sent.add(segment.span.message_id, text[start:end])
            yield Block(shape="pre", markup=_trimmed(text, start, end, pieces), start=start)
    elif segment.zone == "paragraph":
        yield from _paragraphs(text, start, end, pieces)
    elif text[start:end].strip():
        shape: Shape = "h" if segment.zone == "section_heading" else "faint"
        yield Block(shape=shape, markup=_trimmed(text, start, end, pieces), start=start)


def _code(text: str, span: Span, pieces: Pieces, sent: Sent) -> Iterator[Part]:
    code = text[span.start : span.end]
    found = list(sent.stretches(code, span.start, pieces.is_pointed_at))
    for each in found:
        if each.left_out:
            yield Part(left_out=each.left_out, sources=each.sources)
        else:
            yield Part(markup=_trimmed(text, each.start, each.end, pieces))
            sent.add(span.message_id, text[each.start : each.end])


def _paragraphs(text: str, start: int, end: int, pieces: Pieces) -> Iterator[Block]:
    at = start
    for part in text[start : min(end, LONGEST_TEXT)].split("\n\n"):
        low, high = at, at + len(part)
        at = high + 2
        words = part.strip("\n")
        if not words.strip():
            continue
        low += len(part) - len(part.lstrip("\n"))
        high = low + len(words)
        if is_laid_out(words):
            yield Block(shape="pre", markup=pieces.markup(low, high), start=low)
        else:
            yield Block(shape="p", markup=pieces.markup(low, high, reflowed(words)), start=low)


def _trimmed(text: str, start: int, end: int, pieces: Pieces) -> Markup:
    """Return the markup of a stretch without the blank lines around it."""
    end = min(end, start + LONGEST_TEXT)
    part = text[start:end]
    body = part.rstrip()
    lead = len(body) - len(body.lstrip("\n"))
    return pieces.markup(start + lead, start + len(body))


def _whole(group: list[Segment]) -> slice:
    return slice(group[0].span.start, group[-1].span.end)


def _lines(text: str, segment: Segment) -> int:
    part = text[segment.span.start : segment.span.end]
    return sum(bool(line.strip(" \t>")) for line in part.split("\n"))
