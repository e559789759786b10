"""The sentences that a summary may quote, and what speaks for each of them.

Pure. Only what authors wrote themselves is looked at (depth 0); sentences that
a reading knows keep its bounds, the rest is cut at stops and empty lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listminer.model import SPOKEN_ZONES, ActKind, Discussion, Message, MessageId, Span

MAX_PER_MESSAGE = 400  # sentences of one mail that are looked at: a pasted book is no argument
MAX_CHARS = 60_000  # of one mail
MAX_WORD = 40  # characters of a word on average; what is longer is no speech
# A stop and what follows it: ends "there. And", not "e.g. this" nor "3.8" nor "the bell(!) is".
# A run of stops is tried from its first alone: a line of a million dots ends no sentence.
_STOP = re.compile(
    r"(?<![.!?(])[.!?]++[\"')\]”’]*+(?=\s)"
    r"|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\(?\d{1,2}[.)])[ \t])"
)
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|dr|cf|approx|resp|st|no|et|al)|\b[A-Za-z])\.$", re.I
)
_ITEM = re.compile(r"\s*\(?\d{1,2}[.)]\s*")  # what numbers a point of a list
_WORD = re.compile(r"[^\W_][\w'’+.-]*[^\W_]|[^\W_]")
# Reminders of courtesy and machines, no content of a debate: "Thanks, Bob", "http://x/".
_IDLE = re.compile(
    r"(?:(?:(?:so )?many |big |huge )*thanks?(?: you)?|(?:yes|no|ok(?:ay)?|great|hm+|ah),? thanks?"
    r"|you(?:['’]re| are) (?:absolutely |quite |completely )?right|cheers|regards|best|hi|hello|hey"
    r"|dear|greetings|welcome|sent from)\b"
    r"|https?://\S+$|\S+@\S+$|\W*(?:snip(?:ped)?|trimmed|cut)\b\W*$",
    re.I,
)
# What a notice of a commit says of itself. Matches "Author: ada\nDate: 2009-03-09", "New Revision:
# 8737", "Modified:\ntrunk/a.cs", "Log\n-----\ncommit 0a1b2c3"; not "Author: who knows?",
# "Added: a switch for it", "Log in first", "commit it then".
_NOTICE = re.compile(
    r"(?:(?:-\s+)?Log\s+-{5,}\s*)?commit\s+[0-9a-f]{7,40}\b"
    r"|Author:[^\n]{1,80}\n\s*Date:|New Revision:\s*\d"
    r"|(?:Modified|Added|Removed|Deleted|Copied)(?: Paths)?:(?:\s*(?:\n|$)|[^\n]{1,200}\n={20})"
    r"|Log(?: Message)?:\s*$|={20}"
    # and what is filled in: "[ ] +1 Release it", "Signed-off-by: Ada", "a.txt | 2 +-", "Package: a
    # Severity: normal"; not "Package: what a name!"
    r"|\[ ?[xX]?\] ?[+-]?[01]\b|(?:[A-Z][a-z]{1,20}-){1,3}by: \S"
    r"|[^\s|]{1,120} +\| +\d+ [+-]+\s*$"
    r"|(?:Package|Source|Severity|Version|Component): ?\S+[ \t]*\n\s*[A-Z][\w-]{1,20}: ?\S"
)
_LEAD_IN = 6  # words of a line that only says what follows: "Changes in v2:"
_COMMON = """
    a about after again all also am an and any are as at be because been before being but by can
    could did do does doing don't down each even few for from further get go had has have having
    he her here him his how i i'd i'll i'm i've if in into is isn't it it's its just let like me
    more most my no nor not now of off on once one only or other our out over own really same
    she should so some still such than that that's the their them then there these they this
    those to too under up us very was we we're were what when where which while who whom why
    will with would yes you your
"""
STOP_WORDS = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One authored sentence and what can be counted about it."""

    span: Span
    text: str  # the slice
    message: int  # place of its message in reading order
    place: int  # place of the sentence in its message, from 0
    of: int  # sentences in its message
    paragraph: int  # of its message, from 0
    block: int  # stretch of its message between two quotes, from 0: one answer, one block
    length: int  # words, as --words counts them
    terms: Mapping[str, int]  # content words, lower case
    acts: frozenset[ActKind]
    quoted_by: int  # later messages that quote words of it
    is_idle: bool  # a greeting, a bare link, a commit's head, another's words: nothing to quote


def candidates_of(
    discussion: Discussion, units: Mapping[MessageId, Sequence[Span]] | None = None
) -> list[Candidate]:
    """Return the authored sentences of *discussion*, in reading order.

    With *units* these are the sentences; those outside authored text are idle. So are
    words that their mail says are another's: a summary would put them in its sender's mouth.
    """
    acts: dict[MessageId, list[tuple[Span, ActKind]]] = {}
    for act in discussion.findings.acts:
        acts.setdefault(act.span.message_id, []).append((act.span, act.kind))
    others: dict[MessageId, list[Span]] = {}
    for each in discussion.findings.others:
        others.setdefault(each.message_id, []).append(each)
    quoting: dict[MessageId, list[tuple[int, int, MessageId]]] = {}
    for link in discussion.links:
        source = link.source
        quoting.setdefault(source.message_id, []).append(
            (source.start, source.end, link.quote.message_id)
        )
    found: list[Candidate] = []
    for number, message in enumerate(discussion.messages):
        mine = sorted(acts.get(message.message_id, ()), key=lambda each: each[0].start)
        begins = [span.start for span, _ in mine]
        quotes = quoting.get(message.message_id, [])
        spans = (
            list(_sentences(discussion, message, [span for span, _ in mine]))
            if units is None
            else [(span, 0, 0) for span in units.get(message.message_id, ())]
        )
        spoken = _spoken(discussion, message)
        for place, (span, paragraph, block) in enumerate(spans):
            text = message.text[span.start : span.end]
            found.append(
                Candidate(
                    span=span,
                    text=text,
                    message=number,
                    place=place,
                    of=len(spans),
                    paragraph=paragraph,
                    block=block,
                    length=len(text.split()),
                    terms=Counter(terms_of(text)),
                    acts=_acts_at(span, mine, begins),
                    quoted_by=len(
                        {by for start, end, by in quotes if start < span.end and span.start < end}
                    ),
                    is_idle=_is_idle(text)
                    or (units is not None and not spoken(span))
                    or any(each.overlaps(span) for each in others.get(message.message_id, ())),
                )
            )
    return found


def terms_of(text: str) -> list[str]:
    """Return the content words of *text*, lower case, in order.

    >>> terms_of("We should drop Python 3.8, shouldn't we?")
    ['drop', 'python', '3.8', "shouldn't"]
    """
    words = (found[0].lower().replace("’", "'") for found in _WORD.finditer(text))
    return [word for word in words if word not in STOP_WORDS]


def _acts_at(
    span: Span, acts: Sequence[tuple[Span, ActKind]], begins: Sequence[int]
) -> frozenset[ActKind]:
    """Return what the sentence at *span* does; *acts* lie side by side, by their *begins*."""
    kinds = set()
    at = bisect_left(begins, span.end) - 1
    while at >= 0 and acts[at][0].end > span.start:
        kinds.add(acts[at][1])
        at -= 1
    return frozenset(kinds)


def _is_idle(text: str) -> bool:
    words = len(text.split())
    is_courtesy = words < 12 and _IDLE.match(text)
    if words <= _LEAD_IN and text.rstrip().endswith(":"):
        return True
    return len(text) > MAX_WORD * words or bool(is_courtesy or _NOTICE.match(text))


def _spoken(discussion: Discussion, message: Message) -> Callable[[Span], bool]:
    """Return the test of whether a stretch begins in text that its author says."""
    segments = discussion.segments.get(message.message_id, ())
    starts = [each.span.start for each in segments]

    def test(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and not segments[at].depth and segments[at].zone in SPOKEN_ZONES

    return test


def _sentences(
    discussion: Discussion, message: Message, known: Sequence[Span]
) -> Iterator[tuple[Span, int, int]]:
    """Yield the authored sentences of a mail, each with its paragraph and its block."""
    left = MAX_PER_MESSAGE
    block = 0
    for paragraph, segment in enumerate(discussion.segments.get(message.message_id, ())):
        block += bool(segment.depth)
        if segment.depth or segment.zone not in SPOKEN_ZONES or segment.zone == "tabular":
            continue
        start, end = segment.span.start, min(segment.span.end, MAX_CHARS)
        for at, to in _cut(message.text, start, end, _within(known, start, end)):
            if left <= 0:
                return
            left -= 1
            yield Span(message_id=message.message_id, start=at, end=to), paragraph, block


def _within(known: Iterable[Span], start: int, end: int) -> list[tuple[int, int]]:
    """Return the known sentences inside a segment, in order, none overlapping another."""
    inside: list[tuple[int, int]] = []
    for at, to in sorted({(each.start, each.end) for each in known}):
        if start <= at and to <= end and (not inside or inside[-1][1] <= at):
            inside.append((at, to))
    return inside


def _cut(
    text: str, start: int, end: int, known: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch: the known ones, and what stands between them, cut."""
    at = start
    for begin, close in known:
        if not _ITEM.fullmatch(text, at, begin):  # "1." is no sentence of its own
            yield from _split(text, at, begin)
        yield begin, close
        at = close
    yield from _split(text, at, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        if text[stop.start()] == "." and (
            _SHORT.search(text, max(at, stop.start() - 12), stop.end())
            or _ITEM.fullmatch(text, at, stop.end())
        ):
            continue
        yield from _trimmed(text, at, stop.end())
        at = stop.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if _WORD.search(text, start, end):
        yield start, end
