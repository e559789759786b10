"""What is known of missing mail: the words that others quote of it, under their author's name.

Pure. A ghost gets words only from quotes whose attribution names an author and
that no message in hand holds; it never speaks for the one who quotes it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import takewhile

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
from listminer.thread.words import quoted_lines

# What stands below such a line in a quote is somebody else's, whoever the quote is said to be
# from: "Ada wrote:", "From: Ada", "Message: 2" of a digest, a footer's rule, a mail as HTML.
_ANOTHERS = re.compile(
    r".{0,100}\b(?:wrote|writes|schrieb|écrit|escribió|ha scritto|escreveu|schreef|skrev)\s?:\s*$"
    r"|(?:From|Von|De|Da|Od): .{0,60}(?:@| at )|.{0,80}\bOn Behalf Of |Message: \d{1,4}\s*$"
    r"|[-_=*]{2,40}\s?(?:Original|Forwarded|Weitergeleitet|Ursprüngliche)\b"
    r"|[-_]{20,}\s*$"
    r"|.{0,20}<(?:html|body|div|table|br|p|span)\b",
    re.IGNORECASE,
)


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
    unlinked: Sequence[Segment],
    node: ThreadNode,
    nodes: Mapping[MessageId, ThreadNode],
) -> None:
    """Add to *ghosts* what *message* quotes of missing mail under a name.

    Only where the message it answers is missing: of one in hand that lacks the
    words, the attribution or the archive is wrong, and nobody is credited.
    """
    above = _missing_above(node, nodes)
    if above is None:
        return
    for segment in unlinked:
        said = segment.attribution
        if said is None or not (said.name or said.address):
            continue
        level = segment.depth
        known = above[level - 1] if level <= len(above) else None
        ghost_id = known or _made_id(said, node.message_id)
        ghost = ghosts.setdefault(
            ghost_id,
            Ghost(message_id=ghost_id, attribution=said, child=node.message_id, level=level),
        )
        if _same_person(ghost.attribution, said):
            for paragraph, quote in _paragraphs(message, segment):
                ghost.add(paragraph, quote)


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


def _same_person(one: Attribution, other: Attribution) -> bool:
    return (one.address or one.name or "").lower() == (
        other.address or other.name or ""
    ).lower() or (one.name or "").lower() == (other.name or "").lower()


def _paragraphs(message: Message, segment: Segment) -> Iterable[tuple[str, Span]]:
    """Return the paragraphs of a quote, marks off, line ends kept, and where each stands.

    Up to the first line that tells of another's words: those are not the one's who is named.
    """
    lines = quoted_lines(message.text, segment)
    run: list[str] = []
    start = end = 0
    own = takewhile(lambda line: not _ANOTHERS.match(message.text, line.start, line.end), lines)
    for line in [*own, None]:
        is_gap = line is None or (run and _breaks(message.text[end : line.start]))
        is_cut = line is not None and line.folded in ("[...]", "[…]", "...", "[snip]", "<snip>")
        if run and (is_gap or is_cut):
            span = Span(message_id=message.message_id, start=start, end=end)
            yield "\n".join(run), span
            run = []
        if line is None or is_cut:
            continue
        if not run:
            start = line.start
        run.append(message.text[line.start : line.end])
        end = line.end


def _breaks(between: str) -> bool:
    """Tell whether a line of marks alone stands between two quoted lines."""
    return between.count("\n") > 1


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
