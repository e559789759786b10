"""Cut the text of a mail into segments: what each stretch is, and whose words it holds.

Pure. Marks, attributions and header blocks settle the quote depth first; only
then are the unmarked lines, one letter after the other, told apart into
paragraphs, greetings, signatures and machine text. Where it cannot be told who
wrote a line, it is given to the one quoted and not to the sender: the worst
mistake is to credit one person's words to another. An unmarked copy under no
header block cannot be seen here; it is found by comparing with earlier mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.mail.attribution import find_attributions
from listminer.mail.header_blocks import FORWARD_END, find_blocks
from listminer.mail.letters import Letter, name_zones
from listminer.mail.lines import Lines, read_lines
from listminer.mail.machine_text import find_machine_text
from listminer.model import Attribution, MessageId, Segment, Span, Zone


def split_zones(message_id: MessageId, text: str) -> tuple[Segment, ...]:
    """Return the segments of *text*, in order, without gap or overlap; () for "".

    A segment is a run of whole lines; lines end at "\\n" only. Blank lines belong
    to the segment above them (at the top: below). A paragraph ends at a blank
    line. Lines with quote marks are a "quotation", but an attribution is a
    "quotation_marker" and header fields are "inline_headers" at any depth; both
    have the depth of the line on which they stand. Below a header block without
    marks the text is one deeper, to the end, and its zones are what they are.

    Never raises: any text has zones. Takes time linear in the length of *text*.
    """
    if not text:
        return ()
    lines = read_lines(text)
    zones: list[Zone | None] = [None] * len(lines.raw)
    find_machine_text(lines, zones)
    layout = _lay_out(lines, zones, _signs(message_id, lines, zones))
    for letter in layout.letters:
        name_zones(lines, zones, letter)
    return _segments(message_id, lines, zones, layout)


MAX_TAILS = 100  # copies within copies; nobody reads the hundredth, and time stays linear


@dataclass(slots=True)
class _Sign:
    """An attribution or header block, and where it stands: first <= i < end."""

    first: int
    headers: int  # the first line of header fields; `end` for an attribution
    end: int
    attribution: Attribution
    strong: bool
    block: bool

    @property
    def names_somebody(self) -> bool:
        return bool(self.attribution.name or self.attribution.address)


@dataclass(slots=True)
class _Layout:
    """Depth and author of each line, and the runs of unmarked lines by one person."""

    depths: list[int]
    sources: list[Attribution | None]
    signs: list[int]  # number of the sign that a line belongs to; -1: none
    letters: list[Letter] = field(default_factory=list)


def _signs(message_id: MessageId, lines: Lines, zones: Sequence[Zone | None]) -> list[_Sign]:
    signs = [
        _Sign(f.first, f.end, f.end, f.attribution, f.strong, False)
        for f in find_attributions(message_id, lines)
    ]
    blocks = [
        _Sign(b.first, b.headers, b.end, b.attribution, True, True)
        for b in find_blocks(message_id, lines)
    ]
    taken = {at for block in blocks for at in range(block.first, max(block.end, block.first + 1))}
    signs = [s for s in signs if s.first not in taken and s.end - 1 not in taken] + blocks
    return sorted((s for s in signs if zones[s.first] is None), key=lambda s: s.first)


def _lay_out(lines: Lines, zones: list[Zone | None], signs: list[_Sign]) -> _Layout:
    count, marks, content = len(lines.raw), lines.marks, lines.content
    layout = _Layout(depths=marks[:], sources=[None] * count, signs=[-1] * count)
    authors: dict[int, Attribution | None] = {}
    tails: list[int] = []  # marks of the lines below which all is one deeper, outermost first
    ends: list[bool] = []  # of each tail: may a line say that it ends?
    queue = iter(enumerate(signs))
    number, sign = next(queue, (-1, None))
    at, letter_from, opens = 0, 0, True
    above = 0  # marks of the last line with content
    while at < count:
        if content[at]:
            while tails and marks[at] < tails[-1]:
                tails.pop()
                ends.pop()
        if sign is not None and at == sign.first:
            _close(layout, lines, letter_from, at, opens=opens, ends=True)
            here = marks[at] + len(tails)
            end = max(sign.end, at + 1)
            for line in range(at, end):
                layout.depths[line], layout.signs[line] = here, number
                zones[line] = "inline_headers" if line >= sign.headers else "quotation_marker"
                layout.sources[line] = authors.get(here)
            following = signs[number + 1].first if number + 1 < len(signs) else count
            leads = _leads(lines, sign, end, following)
            heads_quote = marks[at] > above and not authors.get(here)
            if heads_quote and sign.names_somebody and not leads:
                authors[here] = sign.attribution
            elif sign.names_somebody or leads or not heads_quote:
                authors = {d: a for d, a in authors.items() if d <= here}
                authors[here + 1] = sign.attribution if sign.names_somebody else None
                if not leads and sign.strong and len(tails) < MAX_TAILS:
                    tails.append(marks[at])
                    ends.append("forward" in content[at].lower())
            above = marks[at] - 1 if heads_quote and not sign.names_somebody else marks[at]
            at = letter_from = end
            opens = sign.block and not leads
            number, sign = next(queue, (-1, None))
            while sign is not None and sign.first < at:
                number, sign = next(queue, (-1, None))
            continue
        if content[at]:
            above = marks[at]
            if tails and content[at][:2] == "--" and _ends_forward(lines, at, tails[-1], ends):
                _close(layout, lines, letter_from, at, opens=opens, ends=True)
                zones[at] = "visual_separator"
                layout.depths[at] = marks[at] + len(tails)
                tails.pop()
                ends.pop()
                authors = {d: a for d, a in authors.items() if d <= marks[at] + len(tails)}
                at = letter_from = at + 1
                continue
        depth = marks[at] + len(tails)
        layout.depths[at] = depth
        layout.sources[at] = authors.get(depth) if depth else None
        if marks[at]:
            zones[at] = "quotation"
            if letter_from < at:
                _close(layout, lines, letter_from, at, opens=opens, ends=False)
                opens = False
            letter_from = at + 1
        at += 1
    _close(layout, lines, letter_from, count, opens=opens, ends=True)
    return layout


def _ends_forward(lines: Lines, at: int, level: int, ends: list[bool]) -> bool:
    """Tell whether line *at* ends the innermost forwarded mail, which began at *level* marks.

    In a copy that nobody announced as forwarded, such a line may be part of the copy.
    """
    return (
        ends[-1] and lines.marks[at] == level and FORWARD_END.match(lines.content[at]) is not None
    )


def _leads(lines: Lines, sign: _Sign, end: int, following: int) -> bool:
    """Tell whether marked lines below a sign are what it names the author of.

    Straight below it they are. Below an attribution they may also come later,
    for people write between it and the quote; below a header block not, there
    the unmarked text is the copy.
    """
    level = lines.marks[sign.first]
    below = lines.next_filled(end)
    if below < len(lines.raw) and lines.marks[below] > level:
        return True
    if sign.block:
        return False
    return any(marks > level for marks in lines.marks[end:following])


def _close(layout: _Layout, lines: Lines, start: int, end: int, *, opens: bool, ends: bool) -> None:
    """Note the unmarked lines start <= i < end as one letter, if there is anything in them."""
    if start < end and lines.next_filled(start, within=end - start) < end:
        layout.letters.append(Letter(start=start, end=end, opens=opens, ends=ends))


def _segments(
    message_id: MessageId, lines: Lines, zones: list[Zone | None], layout: _Layout
) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    content, starts = lines.content, lines.starts
    begin, blank = 0, False
    key: tuple[Zone, int, Attribution | None, int] | None = None
    now: tuple[Zone, int, Attribution | None, int] = ("paragraph", 0, None, -1)
    count = len(content)
    for at in range(count + 1):
        if at < count:
            if not content[at] and not lines.marks[at] and zones[at] is None:
                blank = True
                continue
            zone: Zone = zones[at] or "paragraph"
            now = (zone, layout.depths[at], layout.sources[at], layout.signs[at])
            if key is None:
                key = now
            if now == key and not (blank and zone == "paragraph"):
                blank = False
                continue
        if key is None:
            key = now
        start = starts[begin] if begin else 0
        end = starts[at] if at < count else len(lines.text)
        if start < end:
            segments.append(
                Segment(
                    span=Span(message_id=message_id, start=start, end=end),
                    zone=key[0],
                    depth=key[1],
                    attribution=key[2],
                )
            )
        if at < count:
            begin, key, blank = at, now, False
    return tuple(segments)
