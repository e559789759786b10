"""How the words of mail are quoted: cut short where they must be, never changed.

Pure. What makes them harmless for a terminal or a page is the rendering's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from listminer.model import ActionItem, Discussion, Finding, Message, MessageId, Position, Span

QUOTATION_MARKS = "“”„‟«»"
"""What opens or closes a quotation in print, where it is typed '"'; languages turn them round."""
REPLY_WORDS = "re|fwd?|aw|wg|sv|antw"
"""What mailers put before a subject and nobody else does; mail/subject.py knows more of them."""
# Matches "Re: ", "AW: Re[2]: ". Must not match "Regarding: ".
_REPLY = re.compile(rf"(?:(?:{REPLY_WORDS})(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?:[-*+•]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_MOST_CHARS = 40  # of a word on average; what is longer is no speech, and is cut where it stands
_FEW = 3  # words that are not worth a cut
# Matches the line "> what another wrote", "AB> ", "| ". Must not match "a -> b", "x > y".
_QUOTED = re.compile(r"[ \t]{0,3}[A-Z]{0,3}[>|]")
_VERSION = re.compile(r" \(v\d{1,3}\)$")  # "drop it (v2)"; not "drop (v2) it"
_STOP = re.compile(r"[.!?:;…][\"')\]”’]*$")
# Matches "(i.e.", "e.g.,", "J.", "vs.": their stop ends no sentence. Must not match "done.".
_SHORT = re.compile(
    r"(?:^|[\s(\[])(?:(?:[A-Za-z]\.)+|(?:cf|vs|approx|resp|incl)\.),?$", re.IGNORECASE
)


# Where a long question may begin to ask, behind what it tells first: ", but how would I do it?",
# ": is there a better way?". Must not match within "the way that it is, as I said".
_ASKING = (
    r"(?:is|are|was|were|do|does|did|can|could|would|will|should|shall|have|has|had|may|might|am"
    r"|what|how|why|when|where|which|who|whose|any|if)(?:n['’]t)?\b"
)
_BEGINS_TO_ASK = re.compile(
    rf"(?:[,;:.]|\s-{{1,2}})\s+(?:(?:and|but|so|or|then)\s+)?(?={_ASKING})", re.IGNORECASE
)
_ASKS_AT_ONCE = re.compile(rf"\W*(?:(?:and|but|so|or|then|ok|well),?\s+)?{_ASKING}", re.IGNORECASE)


def folded(text: str) -> str:
    r"""Return *text* in one line: runs of white space become one blank.

    >>> folded(" two\n  lines ")
    'two lines'
    """
    return " ".join(text.split())


def quoted(text: str, start: int, end: int) -> str:
    """Return `text[start:end]` folded, in quotation marks; dots say that a sentence was cut.

    >>> quoted("1. We drop it. Soon.", 3, 14)
    '“We drop it.”'
    >>> quoted("I think we drop it now.", 8, 18)
    '“…we drop it…”'
    >>> quoted("Drop one (e.g. the old one).", 0, 14)
    '“Drop one (e.g.…”'
    >>> quoted("Fine.” Bob: “No.", 0, 16)
    '“Fine." Bob: "No.”'
    """
    words = _inner(folded(text[start:end]))
    before = "" if _begins(text, start) else "…"
    after = "" if _ends(text, end) else "…"
    return f"“{before}{words}{after}”"


def _inner(words: str) -> str:
    """Return *words* with plain quotation marks where theirs would end the quotation.

    What a mail writes behind such a mark would stand there as a claim of ours.
    """
    depth = 0
    for mark in words:
        depth += (mark == "“") - (mark == "”")
        if depth < 0:
            break
    return words if depth == 0 else words.translate({0x201C: '"', 0x201D: '"'})


def shown_tag(tag: str) -> str:
    """Return a subject's tag as it stands there, however it was asked for.

    >>> shown_tag("tripleo"), shown_tag("[tripleo]")
    ('[tripleo]', '[tripleo]')
    """
    return f"[{tag.strip('[] ')}]"


def telling_span(finding: Finding) -> Span | None:
    """Return the words that tell a finding: a position's last, of anything else the first."""
    if not finding.evidence:
        return None
    return finding.evidence[-1 if isinstance(finding, Position) else 0]


def asked(owner: str | None, author: str) -> str:
    """Return what is said after a task that *author* asks of *owner*, who promised nothing.

    >>> asked("Ada", "Eve"), asked("Ada", "Ada"), asked(None, "Eve")
    (' (asked by Eve)', '', '')
    """
    return f" (asked by {author})" if author and owner not in (None, author) else ""


def due_beside(item: ActionItem) -> str:
    """Return when *item* is due as it is told beside its task; "" where the task says so."""
    due = item.due or ""
    return "" if due.lower() in item.task.lower() else due


HEARSAY = " (known from quotes)"  # ends a sentence that tells them


def hearsay(spans: Iterable[Span], messages: Mapping[MessageId, Message]) -> str:
    """Return what is said after words that only others quote, so that it may be wrong; else ""."""
    found = {messages[each.message_id].ghost for each in spans}
    return HEARSAY if found == {True} else ""


def clipped(text: str, span: Span, most_words: int) -> Span:
    """Return the first *most_words* words of *span*, or all if few more; whole words.

    A list item's mark is left out. Where a comma or a stop stands in the last
    third, the cut is made there.

    >>> clipped("- one, two three four five six", Span(message_id="a", start=0, end=30), 2)
    Span(message_id='a', start=2, end=10)
    """
    start = span.start
    if item := _LIST_ITEM.match(text, span.start, span.end):
        start = item.end()
    near = min(span.end, start + _MOST_CHARS * most_words)
    ends = []
    for word in re.finditer(r"\S+", text[start:near]):
        ends.append(start + word.end())
        if len(ends) > most_words + _FEW:
            break
    if not ends or len(ends) <= most_words + _FEW:
        end = ends[-1] if ends and near < span.end else span.end
        return Span(message_id=span.message_id, start=start, end=end)
    cut = most_words - 1
    for at in range(cut, max(cut - most_words // 3, 0), -1):
        if text[ends[at] - 1] in ",;:." and not _is_short(text, ends[at]):
            cut = at
            break
    return Span(message_id=span.message_id, start=start, end=ends[cut])


def clipped_question(text: str, span: Span, most_words: int) -> Span:
    """Return of *span*, a question, what `clipped` does; of one that asks at its end, that end.

    >>> said = "I have a bell and a rope here, but how do I ring it?"
    >>> cut = clipped_question(said, Span(message_id="a", start=0, end=len(said)), 6)
    >>> said[cut.start : cut.end]
    'how do I ring it?'
    """
    cut = clipped(text, span, most_words)
    is_cut = bool(text[cut.end : span.end].strip())
    is_asked_late = (
        is_cut
        and text[span.start : span.end].rstrip().endswith("?")
        and not _ASKS_AT_ONCE.match(text, span.start, span.end)
    )
    if not is_asked_late:
        return cut
    near = max(span.start, span.end - _MOST_CHARS * most_words)
    for found in _BEGINS_TO_ASK.finditer(text, near, span.end):
        if len(text[found.end() : span.end].split()) <= most_words + _FEW:
            return Span(message_id=span.message_id, start=found.end(), end=span.end)
    return cut


def stopped(text: str) -> str:
    """Return *text* folded, with a stop at its end.

    >>> stopped("drop it"), stopped("why?"), stopped("a long …")
    ('drop it.', 'why?', 'a long …')
    """
    words = folded(text).rstrip(",;: ")
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def shown_subject(subject: str, lists: Iterable[str] = ()) -> str:
    """Return *subject* for a title: no reply prefixes, no tag of the list itself.

    >>> shown_subject("Re: [x-dev] [gate] Leave? (was: Slow)", ["x-dev"])
    '[gate] Leave? (was: Slow)'
    """
    rest = folded(subject)[:1000]
    names = {each.lower() for each in lists}
    while True:
        at = _REPLY.match(rest)
        shorter = rest[at.end() :] if at else rest
        tag = re.match(r"\[([^\[\]]{1,60})\]\s*", shorter)
        if tag and tag[1].lower() in names:
            shorter = shorter[tag.end() :]
        if shorter == rest or not shorter:
            return rest
        rest = shorter


def versioned(title: str, version: int) -> str:
    """Return *title* of a patch with the version that it is told apart by.

    >>> versioned("gate: drop it", 2)
    'gate: drop it (v2)'
    """
    return f"{title} (v{version})"


def unversioned(title: str) -> str:
    """Return what `versioned` was given, without the sign that a long title was cut.

    >>> unversioned("gate: drop it (v2)"), unversioned("gate: drop …"), unversioned("drop (v2) it")
    ('gate: drop it', 'gate: drop', 'drop (v2) it')
    """
    return _VERSION.sub("", title).removesuffix(" …")


def subject_of(discussion: Discussion) -> str:
    """Return the subject of its first message for a title, "" if it says nothing.

    That is the first that the archive has: what quotes tell of a message is not its subject.
    """
    first = next(iter(discussion.heard or discussion.messages), None)
    return "" if first is None else shown_subject(first.subject, discussion.lists)


def shown_day(day: datetime | None, *, year: bool = False) -> str:
    """Return a day as "7 Mar", with the year if asked; "" if it is not known."""
    if day is None:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def dates_of(messages: Iterable[Message]) -> tuple[datetime | None, datetime | None]:
    """Return the first and last date among *messages*; None where none is known."""
    dates = [each.date for each in messages if each.date is not None]
    return (min(dates), max(dates)) if dates else (None, None)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence may begin at *start*: text, paragraph, item, or after a stop."""
    line = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    if not text[line:start].strip() and _QUOTED.match(text, above, line):
        return True
    near = text[max(0, start - 400) : start]
    before = near.rstrip()
    if not before or _STOP.search(before[-4:]) or "\n\n" in near[len(before) :]:
        return True
    return bool(_LIST_ITEM.fullmatch(text[line:start].lstrip()))


def _is_short(text: str, end: int) -> bool:
    """Return whether the word before *end* is a short form with a stop of its own."""
    return _SHORT.search(text[max(0, end - 12) : end]) is not None


def _ends(text: str, end: int) -> bool:
    """Return whether a sentence may end at *end*."""
    if _STOP.search(text[max(0, end - 4) : end]):
        return not _is_short(text, end) or not text[end:].strip()
    after = text[end : end + 2]
    return after == "\n>" or (not after.strip() and (len(after) < 2 or after == "\n\n"))
