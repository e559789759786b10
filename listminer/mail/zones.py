"""Cut the text of a mail into segments: what each stretch is, and whose words it holds.

Pure. Marks, attributions and header blocks settle the quote depth first; only
then are the unmarked lines, one letter after the other, told apart into
paragraphs, greetings, signatures and machine text. Where it cannot be told who
wrote a line, it is given to the one quoted and not to the sender: the worst
mistake is to credit one person's words to another. An unmarked copy under no
header block cannot be seen here; it is found by comparing with earlier mail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import ne

from listminer.mail.attribution import find_attributions
from listminer.mail.body import FORWARD_END, FORWARD_START
from listminer.mail.courtesies import is_rule, is_salutation
from listminer.mail.header_blocks import find_blocks
from listminer.mail.letters import Letter, name_zones
from listminer.mail.lines import Lines, is_cut, read_lines
from listminer.mail.machine_text import find_machine_text
from listminer.mail.separators import FORWARD_FROM, FORWARD_STOP, PROTON
from listminer.model import Attribution, MessageId, Segment, Span, Zone
from listminer.people import name_one_person


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
    signs = _signs(message_id, lines)
    find_machine_text(lines, zones, {sign.first for sign in signs})
    layout = _lay_out(lines, zones, [sign for sign in signs if zones[sign.first] is None])
    for letter in layout.letters:
        name_zones(lines, zones, letter)
    return _segments(message_id, lines, zones, layout.stretches)


DIGEST_ITEM = re.compile(r"Message: \d{1,4}$")  # "Message: 3"; not "Message: see below"
MIN_SET_IN = 3  # blanks before a line of a copy, behind its marks; mailers take four or eight
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
class _Stretch:
    """Lines of one depth by one person: first <= i < end."""

    first: int
    end: int
    depth: int
    source: Attribution | None
    sign: int  # number of the sign that the lines belong to; -1: none
    quoted: bool  # all are marked, and quotation: none of them needs a look of its own


@dataclass(slots=True)
class _Layout:
    """Depth and author of all lines, and the runs of unmarked lines by one person."""

    stretches: list[_Stretch] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)


def _signs(message_id: MessageId, lines: Lines) -> list[_Sign]:
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
    return _merged(lines, sorted(signs, key=lambda s: s.first))


def _merged(lines: Lines, signs: Sequence[_Sign]) -> list[_Sign]:
    """Return *signs*, of two that lead to the same copy one.

    Yahoo and Notes say "--- On Tue, Ada wrote:" and put a block of Ada's below; Proton
    puts a separator above its attribution. Where the two name different people, the
    lower one is part of what the upper one leads to.
    """
    found: list[_Sign] = []
    for sign in signs:
        above = found[-1] if found else None
        if above and lines.next_filled(max(above.end, above.first + 1)) == sign.first:
            same_marks = lines.marks[above.first] == lines.marks[sign.first]
            if same_marks and _lead_to_the_same(lines, above, sign):
                found[-1] = replace(sign, first=above.first, strong=True)
                continue
        found.append(sign)
    return found


def _lead_to_the_same(lines: Lines, above: _Sign, below: _Sign) -> bool:
    if above.block:
        return not below.block and PROTON.match(lines.content[above.first]) is not None
    return below.block and name_one_person(above.attribution, below.attribution)


def _lay_out(lines: Lines, zones: list[Zone | None], signs: list[_Sign]) -> _Layout:
    count, marks, content = len(lines.raw), lines.marks, lines.content
    layout = _Layout()
    authors: dict[int, Attribution | None] = {}
    tails: list[int] = []  # marks of the lines below which all is one deeper, outermost first
    ends: list[int] = []  # of each tail: the line that says that it ends; -1: none does
    forwards = _forward_ends(lines, signs)
    queue = iter(enumerate(signs))
    number, sign = next(queue, (-1, None))
    changes = iter([*compress(range(1, count), map(ne, marks, marks[1:])), count])
    change = next(changes)  # the next line that has other marks
    at, letter_from, opens = 0, 0, True
    above = 0  # marks of the last line with content
    item = -1  # place in `tails` of the last item of a digest; -1: none
    while at < count:
        if content[at]:
            while tails and marks[at] < tails[-1]:
                tails.pop()
                ends.pop()
        if sign is not None and at == sign.first:
            _close(layout, lines, letter_from, at, opens=opens, ends=True)
            is_item = DIGEST_ITEM.match(content[at]) is not None
            if is_item and 0 <= item < len(tails) and tails[item] == marks[at]:
                del tails[item:], ends[item:]  # it stands below the item above, not in it
            here = marks[at] + len(tails)
            end = max(sign.end, at + 1)
            for line in range(at, end):
                zones[line] = "inline_headers" if line >= sign.headers else "quotation_marker"
            layout.stretches.append(_Stretch(at, end, here, authors.get(here), number, False))
            following = signs[number + 1].first if number + 1 < len(signs) else count
            is_answered = not here and _has_words(content, letter_from, at)
            leads = _leads(lines, sign, end, following, is_answered=is_answered)
            known = authors.get(here)
            heads_quote = marks[at] > above and (
                known is None or name_one_person(known, sign.attribution)
            )
            if heads_quote and sign.names_somebody and not leads:
                authors[here] = sign.attribution
            elif sign.names_somebody or leads or not heads_quote:
                authors = {d: a for d, a in authors.items() if d <= here}
                authors[here + 1] = sign.attribution if sign.names_somebody else None
                if not leads and sign.strong and len(tails) < MAX_TAILS:
                    tails.append(marks[at])
                    ends.append(forwards.get(at, -1))
                    item = len(tails) - 1 if is_item else item
            above = marks[at] - 1 if heads_quote and not sign.names_somebody else marks[at]
            at = letter_from = end
            opens = sign.block and not leads
            number, sign = next(queue, (-1, None))
            while sign is not None and sign.first < at:
                number, sign = next(queue, (-1, None))
            continue
        depth = marks[at] + len(tails)
        if at in ends:
            above = marks[at]
            _close(layout, lines, letter_from, at, opens=opens, ends=True)
            zones[at] = "visual_separator"
            layout.stretches.append(_Stretch(at, at + 1, depth, None, -1, False))
            del tails[ends.index(at) :], ends[ends.index(at) :]
            authors = {d: a for d, a in authors.items() if d <= marks[at] + len(tails)}
            at = letter_from = at + 1
            continue
        while change <= at:
            change = next(changes)
        end = change if sign is None else min(change, sign.first)
        if tails:
            end = _same_tails(lines, at, end, ends)
        if any(not is_rule(words) for words in content[at:end] if words):
            above = marks[at]
        elif any(content[at:end]):
            above = min(above, marks[at])  # a rule ends what is above, and may open what is below
        source = authors.get(depth) if depth else None
        layout.stretches.append(_Stretch(at, end, depth, source, -1, marks[at] > 0))
        if marks[at]:
            zones[at:end] = ["quotation"] * (end - at)
            if letter_from < at:
                _close(layout, lines, letter_from, at, opens=opens, ends=False)
                opens = False
            letter_from = end
        at = end
    _close(layout, lines, letter_from, count, opens=opens, ends=True)
    return layout


def _same_tails(lines: Lines, at: int, end: int, ends: list[int]) -> int:
    """Return the line, of those from *at* to *end*, below which another tail may hold."""
    if not lines.content[at]:
        return min(end, lines.next_filled(at, within=end - at))
    return min((line for line in ends if at < line < end), default=end)


def _forward_ends(lines: Lines, signs: Sequence[_Sign]) -> dict[int, int]:
    """Return which line ends the forwarded mail that begins on a line, where one does.

    A mail that was a part of this one ends where body.py says. Mutt's has its end in
    the text: the last such line, for the forwarded mail may have some of its own.
    In a copy that is not announced as forwarded, all such lines may be part of it.
    """
    content, marks = lines.content, lines.marks
    begun = {sign.first for sign in signs if sign.block and content[sign.first][:2] == "--"}
    parts = {at for at in begun if content[at] == FORWARD_START}
    mutts = {at for at in begun if FORWARD_FROM.match(content[at])}
    if not parts and not mutts:
        return {}
    found: dict[int, int] = {}
    open_parts: dict[int, list[int]] = {}  # by marks
    last: dict[int, int] = {}
    for at, words in enumerate(content):
        if at in parts:
            open_parts.setdefault(marks[at], []).append(at)
        elif words == FORWARD_END:
            if open_parts.get(marks[at]):
                found[open_parts[marks[at]].pop()] = at
        elif words[:2] == "--" and FORWARD_STOP.match(words):
            last[marks[at]] = at
    return found | {at: last[marks[at]] for at in mutts if last.get(marks[at], -1) > at}


def _leads(lines: Lines, sign: _Sign, end: int, following: int, *, is_answered: bool) -> bool:
    """Tell whether marked lines below a sign are what it names the author of.

    Straight below it they are. Below an attribution they may also come later, for
    people write between it and the quote; below a header block not, there the
    unmarked text is the copy. So it is below an attribution that names a date or
    address if the answer stands above already (*is_answered*): Yahoo and Zimbra copy
    without marks, and what has marks there are the quotes in the copied mail.
    """
    level = lines.marks[sign.first]
    below = lines.next_filled(end)
    if below < len(lines.raw) and lines.marks[below] > level:
        # twice marked, it is a quote in the copied mail
        return not sign.block or lines.marks[below] == level + 1
    if sign.block or (sign.strong and below < following and _is_set_in(lines, sign.first, below)):
        return False
    if sign.strong and is_answered:
        if below < following and is_cut(lines.content[below]):
            below = lines.next_filled(below + 1)
        return below < following and lines.marks[below] > level
    return max(lines.marks[end:following], default=0) > level


def _is_set_in(lines: Lines, sign: int, below: int) -> bool:
    """Tell whether a line is a copy that is set in, and marked no deeper, below its sign."""
    return lines.indent(below) - lines.indent(sign) >= MIN_SET_IN


def _has_words(content: Sequence[str], start: int, end: int) -> bool:
    """Tell whether the lines start <= i < end say more than a greeting."""
    return any(words and not is_salutation(words) for words in content[start:end])


def _close(layout: _Layout, lines: Lines, start: int, end: int, *, opens: bool, ends: bool) -> None:
    """Note the unmarked lines start <= i < end as one letter, if there is anything in them."""
    if start < end and lines.next_filled(start, within=end - start) < end:
        layout.letters.append(Letter(start=start, end=end, opens=opens, ends=ends))


def _segments(
    message_id: MessageId,
    lines: Lines,
    zones: Sequence[Zone | None],
    stretches: Sequence[_Stretch],
) -> tuple[Segment, ...]:
    cuts = _cuts(lines, zones, stretches) or [(0, ("paragraph", 0, None, -1))]
    starts = [lines.starts[at] for at, _ in cuts]
    return tuple(
        [
            Segment(
                span=Span(message_id=message_id, start=start, end=end),
                zone=zone,
                depth=depth,
                attribution=source,
            )
            for start, end, (_, (zone, depth, source, _)) in zip(
                starts, [*starts[1:], len(lines.text)], cuts, strict=True
            )
            if start < end
        ]
    )


_Key = tuple[Zone, int, Attribution | None, int]  # equal in all lines of one segment


def _cuts(
    lines: Lines, zones: Sequence[Zone | None], stretches: Sequence[_Stretch]
) -> list[tuple[int, _Key]]:
    """Return the first line of each segment and what it is; () if all lines are blank."""
    content, marks = lines.content, lines.marks
    cuts: list[tuple[int, _Key]] = []
    key: _Key | None = None
    blank = False
    for stretch in stretches:
        for at in (stretch.first,) if stretch.quoted else range(stretch.first, stretch.end):
            zone = zones[at]
            if zone is None:
                if not content[at] and not marks[at]:
                    blank = True
                    continue
                zone = "paragraph"
            now = (zone, stretch.depth, stretch.source, stretch.sign)
            if key is None:
                cuts.append((0, now))
                key = now
            if now != key or (blank and zone == "paragraph"):
                cuts.append((at, now))
                key = now
            blank = False
    return cuts
