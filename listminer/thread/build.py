"""Threads from what headers say.

Pure, and without recursion: other people choose how deep a thread is. After
JWZ's algorithm (https://www.jwz.org/doc/threading.html) as RFC 5256 names it, but
a parent depends only on the claims about a message, never on their order.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter

from listminer.list_ids import is_made_by_list
from listminer.model import Address, How, MessageId, Thread, ThreadNode

_NEVER = datetime.max.replace(tzinfo=UTC)  # undated messages come last among siblings


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What threading needs of a message, without its body."""

    message_id: MessageId
    references: tuple[MessageId, ...]  # oldest first, the direct parent last
    date: datetime | None
    subject: str
    sender: Address
    base_subject: str
    was: str | None = None  # the old base subject that "(was: …)" names
    renamed: str | None = None  # the base subject without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A parent that was found again, and on what it rests."""

    child: MessageId
    parent: MessageId
    how: How


def build_threads(
    headers: Iterable[Header], *, adopted: Mapping[MessageId, Adoption] | None = None
) -> tuple[Thread, ...]:
    """Return the threads of *headers*, by date of the first message, then by root id.

    The direct parent is the last of a message's references; what it cites above
    that orders ghosts, the cited messages that are missing here. *adopted* gives
    parents to messages whose headers name none, or only a digest; where all that they name
    is missing, to the highest of those. Whatever headers claim, the
    result has no loop, holds each message once, and does not depend on their
    order. A ghost that nothing else hangs on, above a lone thread, is kept: it
    tells that a beginning is missing.
    """
    known = {header.message_id: header for header in headers}
    parents, how = _claims(known, adopted or {})
    _break_loops(parents, how)
    _hang_strays(known, adopted or {}, parents, how)
    children: dict[MessageId | None, list[MessageId]] = {}
    for child in sorted(parents.keys() | known.keys()):
        children.setdefault(parents.get(child), []).append(child)
    for parent in {p for p in parents.values() if p not in parents}:
        if parent not in known:
            children.setdefault(None, []).append(parent)
    dates = _first_dates(known, parents)
    threads = [
        _thread(root, known, parents, how, children, dates)
        for root in sorted(set(children.get(None, ())))
    ]
    return tuple(sorted(threads, key=lambda t: (dates.get(t.root, _NEVER), t.root)))


def _claims(
    known: Mapping[MessageId, Header], adopted: Mapping[MessageId, Adoption]
) -> tuple[dict[MessageId, MessageId], dict[MessageId, How]]:
    """Return each message's parent as claimed: its own word first, then its answerers'.

    A ghost has no word of its own; its parent is what most messages that cite it
    name before it, the smallest id among equals.
    """
    parents: dict[MessageId, MessageId] = {}
    how: dict[MessageId, How] = {}
    votes: dict[MessageId, dict[MessageId, int]] = {}
    for own, header in known.items():
        chain = [
            reference
            for reference in header.references
            if reference != own and (reference in known or not is_made_by_list(reference))
        ]
        if chain:
            parents[own], how[own] = chain[-1], "header"
        elif own in adopted and adopted[own].parent != own:
            parents[own], how[own] = adopted[own].parent, adopted[own].how
        for above, below in itertools.pairwise(chain):
            if below not in known:
                of = votes.setdefault(below, {})
                of[above] = of.get(above, 0) + 1
    for ghost, of in votes.items():
        best = min(of, key=lambda above: (-of[above], above))
        parents[ghost], how[ghost] = best, "header"
    return parents, how


def _hang_strays(
    known: Mapping[MessageId, Header],
    adopted: Mapping[MessageId, Adoption],
    parents: dict[MessageId, MessageId],
    how: dict[MessageId, How],
) -> None:
    """Hang the highest missing message above each adopted stray where most of its strays belong.

    So all who answer a missing message stay together. Nothing hangs below itself, nor below
    what was written when somebody had answered it already: whoever cites a missing mail and
    quotes a later one of their own would have that debate below theirs.
    """
    strays = sorted(own for own in adopted.keys() & known.keys() if how.get(own) == "header")
    above = dict(parents) if strays else {}
    votes: dict[MessageId, Counter[tuple[MessageId, How]]] = {}
    for own in strays:
        top = _top(own, above)
        if top not in known:
            votes.setdefault(top, Counter())[adopted[own].parent, adopted[own].how] += 1
    answered = _first_answers(known, above, votes.keys())
    for ghost, some in sorted(votes.items()):
        fit = [
            (-count, parent, rests_on)
            for (parent, rests_on), count in some.items()
            if _may_be_above(parent, known, answered[ghost])
        ]
        if not fit:
            continue
        _, parent, rests_on = min(fit)
        if _top(parent, above) != ghost:
            above[ghost] = parents[ghost] = parent
            how[ghost] = rests_on


def _first_answers(
    known: Mapping[MessageId, Header],
    above: dict[MessageId, MessageId],
    ghosts: Collection[MessageId],
) -> dict[MessageId, datetime]:
    """Return when the first mail below each of *ghosts* was sent."""
    found = dict.fromkeys(ghosts, _NEVER)
    for own, header in known.items() if ghosts else ():
        top = _top(own, above)
        if top in found and header.date is not None:
            found[top] = min(found[top], header.date)
    return found


def _may_be_above(own: MessageId, known: Mapping[MessageId, Header], answered: datetime) -> bool:
    parent = known.get(own)
    return parent is not None and (parent.date is None or parent.date <= answered)


def _top(own: MessageId, above: dict[MessageId, MessageId]) -> MessageId:
    """Return the root over *own*; shortens the way there, for those who ask next."""
    while own in above:
        up = above[own]
        if up in above:
            above[own] = above[up]
        own = up
    return own


def _break_loops(parents: dict[MessageId, MessageId], how: Mapping[MessageId, How]) -> None:
    """Cut each loop of claims at its smallest id, which becomes a root.

    At that of those whose parents were found again, if there are any: who answers a mail under
    a date before it would go above it, for they have a subject in common.
    """
    settled: set[MessageId] = set()
    for start in sorted(parents):
        path: list[MessageId] = []
        on_path: set[MessageId] = set()
        at: MessageId | None = start
        while at is not None and at not in settled and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = parents.get(at)
        if at is not None and at in on_path:
            loop = path[path.index(at) :]
            del parents[min(loop, key=lambda own: (how[own] == "header", own))]
        settled.update(path)


def _first_dates(
    known: Mapping[MessageId, Header], parents: Mapping[MessageId, MessageId]
) -> dict[MessageId, datetime]:
    """Return when each message was sent; for a ghost, when it was first answered."""
    dates = {own: header.date for own, header in known.items() if header.date is not None}
    # oldest first: who comes later stops at the first ghost, however long the row above it is
    for own, date in sorted(dates.items(), key=itemgetter(1)):
        at = parents.get(own)
        while at is not None and at not in known and at not in dates:
            dates[at] = date
            at = parents.get(at)
    return dates


def _thread(
    root: MessageId,
    known: Mapping[MessageId, Header],
    parents: Mapping[MessageId, MessageId],
    how: Mapping[MessageId, How],
    children: Mapping[MessageId | None, list[MessageId]],
    dates: Mapping[MessageId, datetime],
) -> Thread:
    nodes: list[ThreadNode] = []
    todo = [root]
    while todo:
        at = todo.pop()
        parent = parents.get(at)
        nodes.append(
            ThreadNode(
                message_id=at,
                parent=parent,
                how=how.get(at) if parent is not None else None,
                ghost=at not in known,
                opens=_opens(at, parent, known),
            )
        )
        below = children.get(at)
        if below:
            below.sort(key=lambda each: (dates.get(each, _NEVER), each), reverse=True)
            todo.extend(below)
    return Thread(root=root, nodes=tuple(nodes))


def _opens(
    own: MessageId, parent: MessageId | None, known: Mapping[MessageId, Header]
) -> str | None:
    """Return the new subject of the sub-discussion that *own* opens with "(was: …)", or None.

    Replies below repeat the whole subject; only the first of them opens it.
    """
    header = known.get(own)
    if header is None or header.was is None or parent is None:
        return None
    above = known.get(parent)
    if above is not None and above.base_subject == header.base_subject:
        return None
    return header.renamed or header.base_subject
