"""Earlier words that stand in a mail without any quote mark.

Pure. Crediting them to the sender would be the worst mistake: a stretch that
somebody else wrote before, word for word and long enough not to be chance, is
a quotation, marked or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from listminer.model import INTRODUCING_ZONES, SPOKEN_ZONES, Segment, Zone
from listminer.thread.echoes import MIN_CHARS, MIN_WORDS, Echo
from listminer.thread.quotes import MIN_ALONE, Effort, find_whole
from listminer.thread.words import Words, fold, quoted_lines, size_of

MAX_SEARCHED = 200_000  # characters of a stretch in which copies are looked for
MAX_COMPARED = 400_000_000  # characters of others' words, for all stretches of one mail: .3 s
_MIN_REST = 12  # of the rest of a broken line: "Yes." may answer what goes on with "Yes."
_MAX_REST = 3  # lines
_NEAR = 4  # messages above in which a broken line is looked for
_HAS_WORDS = re.compile(r"[^\W_]")
_EDGE = 6  # words of a copy that tell where it stands in its source
# Matches "Ada wrote:", "Ada schrieb am 3. Mai:". Must not match "I vote -1 on this:".
_INTRODUCES = re.compile(
    r"\b(?:wrote|writes|said|says|schrieb|schreibt|écrit|escribió|escribe|scrive|scritto|escreveu"
    r"|schreef|skrev|napisał|napsal|пишет|писал|написал)\b[^\n]{0,60}:$"
)
_MAY_FOLLOW = SPOKEN_ZONES | {"salutation", "closing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Own words of earlier messages of the thread, nearest first."""

    above: Sequence[Words]  # of the ancestors by other people
    others: Sequence[Words]  # these, and what other people wrote that has words in common with it
    mine: Sequence[Words]  # of the same sender: who repeats himself copies nobody
    echoes: Callable[[Segment], Sequence[Echo]]  # in a stretch, of these others


def mark_copies(
    text: str, segments: Sequence[Segment], sources: Sources
) -> tuple[tuple[Segment, ...], tuple[tuple[Segment, Words], ...]]:
    """Return *segments* with unmarked copies of others as quotations, and whence each is.

    A segment that is a copy in part is cut there. What touches a copy and stands in the
    same source is a copy too, however short; so is the rest of a quoted line that a mailer
    broke without giving it a mark, and what stands below "Ada wrote:".
    """
    pieces: list[Segment] = []
    origin: dict[int, Words] = {}
    rests: dict[int, Words] = {}  # what touches one is looked at by itself: it may answer it
    effort = Effort(MAX_COMPARED)
    for at, each in enumerate(segments):
        segment = each
        if segment.depth or segment.zone not in SPOKEN_ZONES:
            pieces.append(segment)
            continue
        rest = _rest(text, segments[at - 1], segment, sources.above, effort) if at else None
        if rest is not None:
            broken, goes_on, left = rest
            rests[len(pieces)] = goes_on
            pieces.append(broken)
            if left is None:
                continue
            segment = left
        announced = segment is each and at > 0 and segments[at - 1].zone in INTRODUCING_ZONES
        for piece, source in _cut(text, segment, sources, effort, announced=announced):
            if source is not None:
                origin[len(pieces)] = source
            pieces.append(piece)
    if not origin and not rests:
        return tuple(segments), ()
    _spread(text, pieces, origin)
    origin |= rests
    for at in origin:
        pieces[at] = replace(pieces[at], zone="quotation", depth=1)
    return tuple(pieces), tuple((pieces[at], origin[at]) for at in sorted(origin))


def _rest(
    text: str, quote: Segment, segment: Segment, others: Sequence[Words], effort: Effort
) -> tuple[Segment, Words, Segment | None] | None:
    """Return the lines of *segment* that go on with *quote* in its source, that, and what is left.

    None if it is the sender's: no quote stands right above, or its source goes on otherwise.
    """
    if not quote.depth or quote.span.end != segment.span.start:
        return None
    last = text.rfind("\n", quote.span.start, quote.span.end - 1) + 1
    line = replace(quote.span, start=max(last, quote.span.start))
    above = quoted_lines(text, replace(quote, span=line))
    if not above or len(above[0].folded) < MIN_ALONE:
        return None
    lines = quoted_lines(text, segment)[:_MAX_REST]
    for source in others[:_NEAR]:
        words, end = above[0].folded, 0
        for each in lines:
            joined = _joined(source.folded, words, each.folded, effort)
            if joined is None:
                break
            words, end = joined, each.end
        is_long = len(fold(text[segment.span.start : end])) >= _MIN_REST
        if end and (is_long or words[len(above[0].folded)] != " "):
            stop = text.find("\n", end, segment.span.end) + 1 or segment.span.end
            mine = replace(segment, span=replace(segment.span, start=stop))
            left = mine if text[stop : segment.span.end].strip() else None
            broken = replace(segment.span, end=stop if left else segment.span.end)
            return replace(segment, span=broken), source, left
    return None


def _joined(source: str, words: str, more: str, effort: Effort) -> str | None:
    """Return *words* with *more* behind them, as *source* has them; None if it has not.

    A mailer breaks a line between words or, at a width, within one.
    """
    ways = [f"{words} {more}"]
    if words[-1:].isalnum() and more[:1].isalnum():
        ways.append(words + more)
    return next(
        (way for way in ways if effort.spend(len(source)) and find_whole(source, way) >= 0), None
    )


def _cut(
    text: str, segment: Segment, sources: Sources, effort: Effort, *, announced: bool
) -> list[tuple[Segment, Words | None]]:
    start, end = segment.span.start, segment.span.end
    folded = fold(text[start:end])
    is_long = _is_long(folded)
    if not (is_long or (announced and len(folded) >= MIN_ALONE)):
        return [(segment, None)]
    if _holding(sources.mine, folded, effort) is not None:
        return [(segment, None)]
    source = _holding(sources.others, folded, effort)
    if source is not None:
        return [(segment, source)]
    if not is_long or end - start > MAX_SEARCHED:
        return [(segment, None)]
    return _split(text, segment, sources.echoes(segment))


def _holding(some: Sequence[Words], folded: str, effort: Effort) -> Words | None:
    """Return the first who wrote *folded*."""
    for words in some:
        if not effort.spend(len(words.folded)):
            return None
        if folded in words.folded:
            return words
    return None


def _split(
    text: str, segment: Segment, echoes: Sequence[Echo]
) -> list[tuple[Segment, Words | None]]:
    """Return the echoes as copies; what is above, between and below as it was, if it has words."""
    pieces: list[tuple[Segment, Words | None]] = []
    behind = segment.span.start
    for number, echo in enumerate(echoes):
        between = text[behind : echo.start]
        if _HAS_WORDS.search(between):
            is_announced = not number and announces(between)
            head: Zone = "quotation_marker" if is_announced else segment.zone
            pieces.append((_part(segment, behind, echo.start, head), None))
            behind = echo.start
        stop = echoes[number + 1].start if number + 1 < len(echoes) else segment.span.end
        end = echo.end if _HAS_WORDS.search(text, echo.end, stop) else stop
        pieces.append((_part(segment, behind, end, segment.zone), echo.source))
        behind = end
    if behind < segment.span.end:
        pieces.append((_part(segment, behind, segment.span.end, segment.zone), None))
    return pieces


def announces(text: str) -> bool:
    """Return whether *text* ends by telling that somebody's words follow: "Ada wrote:"."""
    return _INTRODUCES.search(text.strip()) is not None


def _part(segment: Segment, start: int, end: int, zone: Zone) -> Segment:
    return replace(segment, span=replace(segment.span, start=start, end=end), zone=zone)


def _spread(text: str, pieces: list[Segment], origin: dict[int, Words]) -> None:
    """Take short stretches next to a copy that stand next to it in its source as well.

    As far as MAX_COMPARED goes once more: each is looked for in all of the source.
    """
    effort = Effort(MAX_COMPARED)
    for step in (1, -1):
        order = range(len(pieces)) if step == 1 else range(len(pieces) - 1, -1, -1)
        source: Words | None = None
        beside: list[str] = []  # the words of the copy that are next to the piece
        for at in order:
            piece = pieces[at]
            folded = fold(text[piece.span.start : piece.span.end])
            if at in origin:
                source, beside = origin[at], _edge(folded.split(" "), step)
                continue
            if source is None or not folded:
                continue
            may_follow = piece.depth == 0 and piece.zone in _MAY_FOLLOW
            is_within = may_follow and effort.spend(len(source.folded))
            if is_within and _goes_on(source.folded, beside, folded, step):
                origin[at] = source
                words = folded.split(" ")
                beside = _edge([*beside, *words] if step == 1 else [*words, *beside], step)
            else:
                source = None


def _edge(words: list[str], step: int) -> list[str]:
    """Return the last few of *words* where the copy goes on downwards, else the first few."""
    return words[-_EDGE:] if step == 1 else words[:_EDGE]


def _goes_on(source: str, beside: Sequence[str], folded: str, step: int) -> bool:
    """Return whether *folded* stands in *source*; of few letters, right behind or before *beside*.

    "No." in the place of the rest answers what was copied, though "No" stands elsewhere.
    """
    if len(folded) >= MIN_ALONE:
        return folded in source  # whose first word a mailer may have broken
    words = [*beside, folded] if step == 1 else [folded, *beside]
    return find_whole(source.replace("\n", " "), " ".join(words)) >= 0


def _is_long(folded: str) -> bool:
    words, letters = size_of(folded)
    return letters >= MIN_CHARS and words >= MIN_WORDS
