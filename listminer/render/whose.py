"""Whose words a quote holds, and on what that rests. Pure.

What repeats a mail is that mail's sender's. An attribution may name anybody, so whom it
alone names is only said to have written the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from listminer.model import Address, Segment, Span
from listminer.person_names import plain_name
from listminer.render.safe import shown_line


@dataclass(frozen=True, slots=True)
class Writers:
    """The names of those whose words a quote holds."""

    found: tuple[str, ...] = ()  # the senders of the mails that it repeats
    said: tuple[str, ...] = ()  # whom attributions name, of words that stand in no mail here


def writers_of(
    segments: Iterable[Segment],
    sources: Sequence[tuple[Span, str]],
    name_of: Callable[[Address], str] = plain_name,
) -> Writers:
    """Return whose words the quoted ones of *segments* are, each once, in reading order.

    *sources* are quoted stretches of the mail, by start, and the names of those who wrote
    them first ("" for one without a name). Where they cover less than half of a segment,
    they do not say whose the rest is, and only its attribution does. *name_of* says what
    whom it names is called here.
    """
    found: dict[str, None] = {}
    said: dict[str, None] = {}
    for segment in segments:
        if segment.depth == 0 and segment.zone != "quotation":
            continue
        span, covered = segment.span, 0
        linked: dict[str, None] = {}
        # quotes do not overlap, so that only one may reach in from above
        first = max(0, bisect_right(sources, span.start, key=_start) - 1)
        for quote, name in sources[first : bisect_left(sources, span.end, key=_start)]:
            overlap = min(span.end, quote.end) - max(span.start, quote.start)
            if overlap > 0:
                covered += overlap
                linked[name] = None
        who = segment.attribution
        if covered * 2 >= span.end - span.start and "" not in linked:
            found.update(linked)
        elif who is not None and (who.name or who.address):
            named = Address(name=who.name or "", address=who.address or "")
            said[shown_line(name_of(named))] = None
    return Writers(tuple(found), tuple(name for name in said if name not in found))


def _start(source: tuple[Span, str]) -> int:
    return source[0].start


def credit(writers: Writers) -> str:
    """Return what a fold of quoted lines says of whose words they are; "" if nobody knows.

    >>> credit(Writers(("Ada", "Grace"), ("Bob",)))
    ' from Ada and Grace, some said to be from Bob'
    >>> credit(Writers((), ("Bob",))), credit(Writers())
    (', said to be from Bob', '')
    """
    found, said = listed(writers.found), listed(writers.said)
    some = "some " if found else ""
    return (f" from {found}" if found else "") + (f", {some}said to be from {said}" if said else "")


def listed(names: Sequence[str]) -> str:
    """Return names as a reader lists them; more than three are counted.

    >>> listed(["Ada", "Grace"]), listed(["a", "b", "c", "d"]), listed([])
    ('Ada and Grace', 'a, b and 2 more', '')
    """
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
