"""Lines of a quote that a mailer broke and left without their marks.

Pure. The rest of a broken line goes on with what stands above it: crediting it to the sender
would put half a sentence of somebody else into their mouth. Lines come as parallel lists, as in
lines.py: what stands there, its marks, its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import gt
from typing import NamedTuple

# what people write in lower case below a quote
ANSWERS = frozenset(
    [
        *("yes", "no", "ok", "okay", "agreed", "sure", "right"),
        *("nope", "yep", "yeah", "done", "same", "ack", "nack"),
        *("thanks", "true", "exactly", "indeed", "maybe", "please", "why"),
        *("what", "how", "who", "when", "where", "seconded", "lgtm"),
    ]
)
# and with what they begin to say something, where they write "i"
BEGINS = ANSWERS | {"i", "i'm", "i'd", "i'll", "imo", "imho", "well", "hm", "hmm", "lol", "nah"}
RULES = frozenset("-_=*‐–—")
DRAWN = frozenset({"--", "__", "==", "**"})  # how a rule, or a signature's delimiter, begins
REWRAP_FROM = 60  # a mailer that breaks a quoted line had at least this much before the break
REWRAP_REST = 32  # and leaves no more than this
# characters at which a transport has cut a line: its 990, and the marks that answers put before
TRANSPORT_CUT = range(980, 1021)
REWRAP_FULL = 70  # with its first word, the rest would have made the line longer than this
SOFT_CUT = range(70, 82)  # characters of a line that quoted-printable breaks with "=", and marks
MAX_REST = 78  # characters of a line that goes on with one that cannot end so
# No sentence ends so, in which somebody may have cut a quote.
DANGLING = frozenset(
    [
        *("a", "an", "the", "of", "and", "or", "if", "your", "our", "their", "my", "its", "every"),
        *("from", "into", "than", "because", "which", "whether", "are", "were", "be", "has", "to"),
    ]
)
MAX_LINES = 3  # of a stretch between two lines of a quote that is of it, too
RAGGED = 4  # such stretches in a mail that a mailer broke all over


def mark_rests(raw: Sequence[str], marks: list[int], content: Sequence[str]) -> None:
    """Give the rest of a quoted line, which a mailer broke and left a mark short, to its quote.

    Such a rest stands between quoted lines, or begins in lower case and is all that
    stands below the quote: it goes on with its sentence, which nobody ended. What follows
    a line that was cut at the longest that SMTP carries is always one: Hotmail of 2008
    wrote a whole thread in one line, and answers to it marked the first piece alone. So is
    what follows the "=" at which quoted-printable, that a list did not read, broke a line.
    """
    count = len(marks)
    for drop in list(compress(range(1, count), map(gt, marks, marks[1:]))):
        at = drop
        while at < count and marks[at] < marks[at - 1] and _is_rest(raw, marks, content, at):
            marks[at] = marks[at - 1]
            at += 1  # the next line may be less deep than this one is now
    _mark_between(marks, content)


def _is_rest(raw: Sequence[str], marks: Sequence[int], content: Sequence[str], at: int) -> bool:
    """Tell whether line *at* goes on with the line above it, which is quoted deeper."""
    deep = marks[at - 1]
    before, words, length = content[at - 1], content[at], len(raw[at - 1])
    if not words or length < REWRAP_FROM:
        return False
    is_soft = length in SOFT_CUT and before[-1:] == "=" and "==" not in before
    if is_soft or length in TRANSPORT_CUT:
        return words[0] not in RULES
    if length + len(words.split(None, 1)[0]) < REWRAP_FULL:
        return False
    is_alone = at + 1 == len(content) or not content[at + 1] or content[at + 1][:2] in DRAWN
    if before.rpartition(" ")[2] in DANGLING and words[0].islower() and len(words) <= MAX_REST:
        return is_alone or marks[at + 1] > marks[at]
    if len(words) > REWRAP_REST + 20 * bool(marks[at]):
        return False
    if before[-1:] in ".?!:" or words[-1] in "!?:":
        return False
    if at + 1 < len(content) and marks[at + 1] >= deep:
        return True
    # the rest of the last line of a quote
    is_begun = words[0].islower() and _first_word(words) not in ANSWERS
    return is_alone and is_begun and before[-1:].isalnum()


def _first_word(words: str) -> str:
    return words.split(None, 1)[0].strip(",.!")


class _Stretch(NamedTuple):
    """Unmarked lines, start <= i < end, that touch quoted ones."""

    start: int
    end: int
    goes_on: bool  # with the line above
    is_left: bool  # unfinished, and the line below goes on with it


def _mark_between(marks: list[int], content: Sequence[str]) -> None:
    """Give short stretches to the quote in whose sentence they stand.

    Gmail of HTML, Notes, Yahoo break the lines of a quote and mark every other one; no one who
    writes between the lines of a quote goes on with it in lower case and leaves the rest of his
    own sentence to it. Where that happened to a whole mail, one of the two is enough.
    """
    short = [each for each in _stretches(marks, content) if each.end - each.start <= MAX_LINES]
    within = [
        each
        for each in short
        if each.goes_on and each.is_left and _first_word(content[each.start]) not in BEGINS
    ]
    if len(within) >= RAGGED:
        first, last = within[0].start, within[-1].end
        within = [
            each for each in short if first <= each.start < last and (each.goes_on or each.is_left)
        ]
    for each in within:
        deep = marks[each.start - 1] or marks[each.end]
        marks[each.start : each.end] = [deep] * (each.end - each.start)


def _stretches(marks: Sequence[int], content: Sequence[str]) -> list[_Stretch]:
    """Return the unmarked stretches that touch marked lines, in order."""
    found: list[_Stretch] = []
    count = len(marks)
    edges = [at for at in range(1, count) if bool(marks[at]) != bool(marks[at - 1])]
    done = 0
    for at in edges:
        start = end = at
        while start > done and not marks[start - 1] and content[start - 1]:
            start -= 1
        while end < count and not marks[end] and content[end]:
            end += 1
        if start == end or start < done:
            continue
        done = end
        above = content[start - 1] if start and marks[start - 1] else ""
        below = content[end] if end < count and marks[end] else ""
        goes_on = _is_open(above) and content[start][0].islower()
        is_left = _is_open(content[end - 1]) and (below[:1].islower() or below[:1].isdigit())
        found.append(_Stretch(start, end, goes_on, is_left))
    return found


def _is_open(words: str) -> bool:
    """Tell a line that no sentence ends with; "" ends one."""
    return words[-1:].isalnum() or words[-1:] == ","
