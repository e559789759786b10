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
    layout = _Walk(lines, zones, [sign for sign in signs if zones[sign.first] is None]).down()
    for letter in layout.letters:
        name_zones(lines, zones, letter)
    return _segments(message_id, lines, zones, layout.stretches)


# "Message: 3", "--- Comment #3 from Ada 2016-05-03 14:05 ---"; not "Message: see below"
DIGEST_ITEM = re.compile(r"Message: \d{1,4}$|-{2,11} ?Comment #\d")
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


class _Walk:
    """One way down the lines of a body: how deep each is quoted and by whom, and what are letters.

    Of what the way has passed only this is known: who stands at which depth, the copies
    that lie around the line, where the letter at hand began.
    """

    def __init__(self, lines: Lines, zones: list[Zone | None], signs: Sequence[_Sign]) -> None:
        self._lines, self._zones, self._signs = lines, zones, signs
        self._layout = _Layout()
        self._forwards = _forward_ends(lines, signs)
        self._authors: dict[int, Attribution | None] = {}  # by depth
        self._tails: list[int] = []  # marks of lines below which all is one deeper; outermost first
        self._ends: list[int] = []  # of each tail: the line that says that it ends; -1: none does
        self._item = -1  # place in the tails of the last item of a digest; -1: none
        self._at = 0
        self._letter_from = 0
        self._opens = True  # the letter at hand begins a mail
        self._above = 0  # marks of the last line with content

    def down(self) -> _Layout:
        """Return the layout of all lines; each sign, end and run of equal marks is one step."""
        count, marks = len(self._lines.raw), self._lines.marks
        changes = iter([*compress(range(1, count), map(ne, marks, marks[1:])), count])
        change = next(changes)  # the next line that has other marks
        left = iter(enumerate(self._signs))
        number, sign = next(left, (-1, None))
        while self._at < count:
            self._leave_tails()
            if sign is not None and self._at == sign.first:
                self._take_sign(number, sign)
                while sign is not None and sign.first < self._at:
                    number, sign = next(left, (-1, None))
            elif self._at in self._ends:
                self._end_tail()
            else:
                while change <= self._at:
                    change = next(changes)
                self._take_run(change if sign is None else min(change, sign.first))
        self._close(count, ends=True)
        return self._layout

    def _leave_tails(self) -> None:
        """A line with content and fewer marks stands below the copies that had more."""
        if self._lines.content[self._at]:
            while self._tails and self._lines.marks[self._at] < self._tails[-1]:
                self._tails.pop()
                self._ends.pop()

    def _take_sign(self, number: int, sign: _Sign) -> None:
        """Take the lines of a sign, and note whose words stand below it."""
        at, content, marks = sign.first, self._lines.content, self._lines.marks
        self._close(at, ends=True)
        is_item = DIGEST_ITEM.match(content[at]) is not None
        if is_item and 0 <= self._item < len(self._tails) and self._tails[self._item] == marks[at]:
            # it stands below the item above, not in it
            del self._tails[self._item :], self._ends[self._item :]
        here = marks[at] + len(self._tails)
        end = max(sign.end, at + 1)
        for line in range(at, end):
            self._zones[line] = "inline_headers" if line >= sign.headers else "quotation_marker"
        source = self._authors.get(here)
        self._layout.stretches.append(_Stretch(at, end, here, source, number, False))
        following = self._signs[number + 1].first if number + 1 < len(self._signs) else len(content)
        is_answered = not here and _has_words(content, self._letter_from, at)
        leads = _leads(self._lines, sign, end, following, is_answered=is_answered)
        self._credit(sign, here, leads=leads, is_item=is_item)
        self._opens = sign.block and not leads
        self._at = self._letter_from = end

    def _credit(self, sign: _Sign, here: int, *, leads: bool, is_item: bool) -> None:
        """Note who speaks at the sign's depth or one below, and whether all below is a copy."""
        marks = self._lines.marks[sign.first]
        known = self._authors.get(here)
        heads_quote = marks > self._above and (
            known is None or name_one_person(known, sign.attribution)
        )
        if heads_quote and sign.names_somebody and not leads:
            self._authors[here] = sign.attribution
        elif sign.names_somebody or leads or not heads_quote:
            self._forget_below(here)
            self._authors[here + 1] = sign.attribution if sign.names_somebody else None
            if not leads and sign.strong and len(self._tails) < MAX_TAILS:
                self._tails.append(marks)
                self._ends.append(self._forwards.get(sign.first, -1))
                self._item = len(self._tails) - 1 if is_item else self._item
        self._above = marks - 1 if heads_quote and not sign.names_somebody else marks

    def _end_tail(self) -> None:
        """Take the line that says that a copy ends; its sender's words go on below."""
        at, marks = self._at, self._lines.marks[self._at]
        self._close(at, ends=True)
        self._zones[at] = "visual_separator"
        depth = marks + len(self._tails)
        self._layout.stretches.append(_Stretch(at, at + 1, depth, None, -1, False))
        ended = self._ends.index(at)
        del self._tails[ended:], self._ends[ended:]
        self._forget_below(marks + len(self._tails))
        self._above = marks
        self._at = self._letter_from = at + 1

    def _take_run(self, end: int) -> None:
        """Take lines of equal marks up to *end*, or to where another copy may hold."""
        at, content, marks = self._at, self._lines.content, self._lines.marks[self._at]
        depth = marks + len(self._tails)
        if self._tails:
            end = _same_tails(self._lines, at, end, self._ends)
        if any(not is_rule(words) for words in content[at:end] if words):
            self._above = marks
        elif any(content[at:end]):
            # a rule ends what is above, and may open what is below
            self._above = min(self._above, marks)
        source = self._authors.get(depth) if depth else None
        self._layout.stretches.append(_Stretch(at, end, depth, source, -1, marks > 0))
        if marks:
            self._zones[at:end] = ["quotation"] * (end - at)
            if self._letter_from < at:
                self._close(at, ends=False)
                self._opens = False
            self._letter_from = end
        self._at = end

    def _forget_below(self, depth: int) -> None:
        """Forget who spoke deeper than at *depth*."""
        self._authors = {at: who for at, who in self._authors.items() if at <= depth}

    def _close(self, end: int, *, ends: bool) -> None:
        """Note the unmarked lines up to *end* as one letter, if there is anything in them."""
        start = self._letter_from
        if start < end and self._lines.next_filled(start, within=end - start) < end:
            self._layout.letters.append(Letter(start=start, end=end, opens=self._opens, ends=ends))


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
