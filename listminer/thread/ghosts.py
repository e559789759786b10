"""What is known of missing mail: the words that others quote of it, under their author's name.

Pure. A ghost gets words only from quotes whose attribution names an author and
that no message in hand holds; it never speaks for the one who quotes it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import takewhile

from listminer.list_ids import is_list_software
from listminer.model import (
    FIRST_YEAR,
    LAST_YEAR,
    Address,
    Attribution,
    Message,
    MessageId,
    QuoteLink,
    Segment,
    Span,
    Thread,
    ThreadNode,
)
from listminer.people import name_one_person
from listminer.thread.words import Line, is_quote, quoted_lines

# What stands below such a line in a quote is somebody else's, whoever the quote is said to be
# from: "Ada wrote:", "Ada wrote on 02/19/2009", "2010/2/5 Ada <ada at x.org>", "On 3 May 2013 at
# 11:06, Ada" at a line end, "*From:* Ada", "Message: 2" of a digest, a footer's rule ("____",
# "--~--~-"), a mail as HTML, a deeper quote's mark within a line ("point  > where"). Must not
# match "we saw that he wrote on 3 machines", "On Monday at 10:00 we meet", "a > b holds".
_ANOTHERS = re.compile(
    r".{0,100}\b(?:wrote|writes|said|says|schrieb|écrit|escribió|ha scritto|escreveu|schreef|skrev"
    r"|kirjoitti)\s?:\s*$|.{0,100}写道\s?[:：]\s*$"
    r"|.{0,100}\bwrote on \d{1,4}[/.-]\d"
    r"|On .{3,30}\b(?:19|20)\d\d\b.{0,12}\d{1,2}:\d\d.{0,80}$"
    r"|\d{4}[/-]\d{1,2}[/-]\d{1,2} .{1,60}<.{3,80}>:?\s*$|.{0,100}[a-z]{2} {1,2}> [a-z]{2}"
    r"|\*?(?:From|Von|De|Da|Od):\*? .{0,60}(?:@| at )|.{0,80}\bBehalf Of |Message: \d{1,4}\s*$"
    r"|[-_=*]{2,40}\s?(?:Original|Forwarded|Weitergeleitet|Ursprüngliche)\b"
    r"|[-_~]{20,}\s*$"
    r"|.{0,20}<(?:html|body|div|table|br|p|span)\b",
    re.IGNORECASE,
)
_SET_IN, _FAR = 3, 40  # blanks; one or two stand behind marks
_ENDS = frozenset(".!?:)]}\"'”’…")  # of a sentence, or of a line that stands alone


@dataclass(slots=True)
class Ghost:
    """A missing mail in the making: its paragraphs, and the quotes that they come from."""

    message_id: MessageId
    attribution: Attribution
    child: MessageId  # who quotes it first: where it goes in the tree
    level: int  # quote depth there
    paragraphs: dict[str, str] = field(default_factory=dict)  # by their folded words
    quotes: list[tuple[Span, str]] = field(default_factory=list)  # and the paragraph it is

    def add(self, paragraph: str, quote: Span) -> None:
        """Take one quoted paragraph; the same words from another quoter count once."""
        folded = " ".join(paragraph.split())
        self.paragraphs.setdefault(folded, paragraph)
        self.quotes.append((quote, folded))

    def message(self) -> Message:
        """Return the ghost as a message: unquoted words, paragraphs apart."""
        said = self.attribution
        return Message(
            message_id=self.message_id,
            sender=Address(name=said.name or "", address=(said.address or "").lower()),
            date=_date(said.date),
            subject="",
            references=(),
            lists=(),
            text="\n\n".join(self.paragraphs.values()) + "\n",
            source="",
            ghost=True,
        )

    def links(self) -> Iterable[QuoteLink]:
        """Return each quote with the ghost's words that it repeats."""
        starts, at = {}, 0
        for folded, paragraph in self.paragraphs.items():
            starts[folded] = at
            at += len(paragraph) + 2
        for quote, folded in self.quotes:
            start = starts[folded]
            end = start + len(self.paragraphs[folded])
            source = Span(message_id=self.message_id, start=start, end=end)
            yield QuoteLink(quote=quote, source=source, exact=True)


def _date(said: str | None) -> datetime | None:
    """Return the attribution's date if it is one that mail headers have; "on Monday" is not.

    Nor is one outside the years of mail: "31 Dec 9999 23:59 -0500" is in no year at all.
    """
    try:
        date = parsedate_to_datetime(said or "")
    except (ValueError, TypeError, IndexError):
        return None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)


def collect(
    ghosts: dict[MessageId, Ghost],
    message: Message,
    segments: Sequence[Segment],
    unlinked: Set[int],
    node: ThreadNode,
    nodes: Mapping[MessageId, ThreadNode],
) -> None:
    """Add to *ghosts* what *message* quotes of missing mail under a name.

    *unlinked* are the places of the quotes whose words nobody in hand wrote. Only where the
    message it answers is missing: of one in hand that lacks the words, the attribution or
    the archive is wrong, and nobody is credited. Nor is who sends digests.
    """
    above = _missing_above(node, nodes)
    if above is None:
        return
    for place, said, own in _spoken_by_others(message.text, segments):
        if place not in unlinked:
            continue
        level = segments[place].depth
        known = above[level - 1] if level <= len(above) else None
        ghost_id = known or _made_id(said, node.message_id)
        ghost = ghosts.setdefault(
            ghost_id,
            Ghost(message_id=ghost_id, attribution=said, child=node.message_id, level=level),
        )
        if name_one_person(ghost.attribution, said):
            for paragraph, quote in _paragraphs(message, own):
                ghost.add(paragraph, quote)


def _spoken_by_others(
    text: str, segments: Sequence[Segment]
) -> Iterator[tuple[int, Attribution, list[Line]]]:
    """Yield the place of each quote that names its author, that, and those lines that are theirs.

    Up to the first that tells of another's words, or that is not set in where the first was:
    text made of HTML sets quotes in. Without what is quoted deeper, and without the rest of
    such a line that a mailer broke, leaving it a mark short.
    """
    ended: set[Attribution] = set()
    indents: dict[Attribution, int] = {}
    for place, segment in enumerate(segments):
        said = segment.attribution
        if not is_quote(segment) or said is None or said in ended or not _is_person(said):
            continue
        lines = quoted_lines(text, segment)
        own = list(takewhile(lambda line: not _ANOTHERS.match(text, line.start, line.end), lines))
        if own and indents.setdefault(said, _indent(text, own[0])) >= _SET_IN:
            own = list(takewhile(lambda line: _indent(text, line) >= _SET_IN, own))
        if len(own) < len(lines):
            ended.add(said)
        if own and place and _is_broken(text, segments[place - 1], segment, own[0]):
            gap = (at for at in range(1, len(own)) if _breaks(text, own[at - 1], own[at]))
            own = own[next(gap, len(own)) :]
        if own := list(_without_deeper(text, own)):
            yield place, said, own


def _without_deeper(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield those *lines* that bear no further mark, nor are the rest of one that does.

    A mark that tells of no depth by itself, of initials, a name or a bar, may stand behind those
    that do: "> AB> word", "> | word"; not "> | a | b |" of a table.
    """
    deeper: Line | None = None
    for line in lines:
        marks = text[text.rfind("\n", 0, line.start) + 1 : line.start]
        is_marked = marks.count(">") + marks.count("|") > line.depth and "|" not in line.folded
        if is_marked or (deeper and _goes_on(text, deeper, line)):
            deeper = line
        else:
            deeper = None
            yield line


def _goes_on(text: str, above: Line, below: Line) -> bool:
    """Return whether a line may be the rest of the one right above it."""
    return above.folded[-1] not in _ENDS and not _breaks(text, above, below)


def _is_person(said: Attribution) -> bool:
    """Tell whether somebody is named; "the man page" is not, nor who sends digests."""
    name = (said.name or "").lower()
    is_named = bool(name or said.address) and not name.startswith("the ")
    return is_named and not is_list_software(said.address or "")


def _indent(text: str, line: Line) -> int:
    """Return how many blanks stand before a line, behind its marks; of many, some."""
    before = text[max(0, line.start - _FAR) : line.start]
    return len(before) - len(before.rstrip(" "))


def _is_broken(text: str, above: Segment, segment: Segment, first: Line) -> bool:
    """Return whether a quote may begin with the rest of a deeper line right above it."""
    if above.depth <= segment.depth:
        return False
    deeper = quoted_lines(text, above)
    return bool(deeper) and _goes_on(text, deeper[-1], first)


def _missing_above(
    node: ThreadNode, nodes: Mapping[MessageId, ThreadNode]
) -> list[MessageId] | None:
    """Return the missing messages right above *node*, nearest first; None if its parent is here."""
    above: list[MessageId] = []
    at = node.parent
    while at is not None and len(above) < 40:
        parent = nodes[at]
        if not parent.ghost:
            return above or None
        above.append(at)
        at = parent.parent
    return above


def _made_id(said: Attribution, child: MessageId) -> MessageId:
    who = (said.name or said.address or "").lower()
    mark = hashlib.sha256(f"{who}\0{said.date or ''}\0{child}".encode()).hexdigest()[:12]
    return MessageId(f"ghost-{mark}@listminer.invalid")


def _paragraphs(message: Message, own: Sequence[Line]) -> Iterable[tuple[str, Span]]:
    """Return the paragraphs of a quote, marks off, line ends kept, and where each stands."""
    run: list[Line] = []
    for line in [*own, None]:
        is_cut = line is not None and line.folded in ("[...]", "[…]", "...", "[snip]", "<snip>")
        if run and (line is None or is_cut or _breaks(message.text, run[-1], line)):
            words = "\n".join(message.text[each.start : each.end] for each in run)
            yield words, Span(message_id=message.message_id, start=run[0].start, end=run[-1].end)
            run = []
        if line is not None and not is_cut:
            run.append(line)


def _breaks(text: str, above: Line, below: Line) -> bool:
    """Tell whether a line of marks alone stands between two quoted lines."""
    return text.count("\n", above.end, below.start) > 1


def graft_ghosts(thread: Thread, ghosts: Sequence[Ghost]) -> Thread:
    """Return *thread* with made-up ghosts above the message that quotes them, deepest first.

    A ghost that headers cite has its node already.
    """
    nodes = {node.message_id: node for node in thread.nodes}
    fresh = [ghost for ghost in ghosts if ghost.message_id not in nodes]
    if not fresh:
        return thread
    above: dict[MessageId, list[Ghost]] = {}
    for ghost in sorted(fresh, key=lambda each: each.level):
        above.setdefault(ghost.child, []).append(ghost)
    placed: list[ThreadNode] = []
    for node in thread.nodes:
        chain = above.get(node.message_id, [])
        parent, how = node.parent, node.how
        for ghost in reversed(chain):
            placed.append(
                ThreadNode(message_id=ghost.message_id, parent=parent, how=how, ghost=True)
            )
            parent, how = ghost.message_id, "quote"
        placed.append(replace(node, parent=parent, how=how) if chain else node)
    return Thread(root=placed[0].message_id, nodes=tuple(placed))
