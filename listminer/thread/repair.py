"""Lost parents found again: by the words that a reply quotes, else by subject and date.

Pure; what lies in a store is asked through `QuoteIndex`. Messages come here whose
headers name no parent, or a digest, which is in no archive, and strays: those of whose
references the archive has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Protocol

from listminer.list_ids import answers_digest, is_orphan
from listminer.model import MessageId, Segment
from listminer.person_names import folded_name
from listminer.thread.build import Adoption, Header
from listminer.thread.order import CLOCK_SKEW, LONG_AGO

SUBJECT_GATE = timedelta(days=30)  # between neighbours of one subject; opensim-dev, see docs
MIN_SCORE = 1.0  # of fingerprints in common: one that nobody else had before is enough
MIN_FOR_STRAY = 2.0  # of one whose headers name other mail, though that is missing
COPY_WEIGHT = 0.5  # of words that somebody else wrote before: copied without a mark
NAMED_WEIGHT = 4.0  # of one whom the attribution names
NEAR_BEST = 0.6  # of the best score; among these the latest is the parent
COMMON = 20  # messages with the same words: boilerplate
MOST_AUTHORS = 50  # looked at per fingerprint; boilerplate of thousands tells nothing
SUBJECT_WEIGHT = 2.0  # of one with the same base subject
TIME_WEIGHT = 3.0  # of one sent at the minute that the attribution says
# Matches the 09 in "at 21:09:44", "21.09". Must not match "2016".
_TIME = re.compile(r"\b\d{1,2}[:.h](\d\d)\b")
_NUMBER = re.compile(r"\d+")
MOST_OF_SUBJECT = 500  # looked at before an orphan: a robot's mails are thousands of one subject
# Whoever answers a digest answers one of its mails. Matches "dev Digest, Vol 6, Issue 7".
_DIGEST = re.compile(r"\bDigest, Vol(?:ume)? \d{1,6}, Issue \d{1,6}\b", re.IGNORECASE)
_WORTH = 100  # headers read for each question: more, and what is kept was too little
_MOST_KEPT = 10_000  # headers of subjects kept in memory, 1 KB each


class QuoteIndex(Protocol):
    """Who wrote which words, and which messages share a subject."""

    def authors_of(self, fingerprints: Collection[int]) -> Mapping[int, tuple[MessageId, ...]]:
        """Return for each fingerprint the messages whose own words have it."""

    def with_subject(self, base_subject: str) -> tuple[Header, ...]:
        """Return the messages with this base subject, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A message whose headers name no parent in the archive."""

    header: Header
    quoted: tuple[int, ...]  # fingerprints of its quotes at depth 1; of a stray's at any
    authored: tuple[int, ...]  # and of its own words
    named: Named | None = None  # whom its attributions name, at the same depths


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the attributions of quotes say."""

    names: frozenset[str]  # names and addresses, folded
    minutes: frozenset[int]  # past the hour: the part of a time that no time zone changes


def read_named(segments: Iterable[Segment], *, deepest: int = 1) -> Named:
    """Return whom and what time the attributions in *segments* name, of quotes to this depth."""
    said = {s.attribution for s in segments if s.attribution and 1 <= s.depth <= deepest}
    return Named(
        names=frozenset(
            folded_name(text) for each in said for text in (each.name, each.address) if text
        ),
        minutes=frozenset(
            int(found[1]) for each in said if (found := _TIME.search(each.date or ""))
        ),
    )


def find_lost_parents(
    orphans: Iterable[Orphan], index: QuoteIndex, headers: Callable[[MessageId], Header]
) -> dict[MessageId, Adoption]:
    """Return the parent of each orphan for which one can be told.

    First the message whose own words the quotes repeat, weighed by how few
    others have them; then, by subject, the last message before it within
    SUBJECT_GATE, one by a person whom it names going first. A parent is earlier
    than its child, but for CLOCK_SKEW where words say so. An orphan with a
    subject of its own and no quote is the root that it seems to be. A stray's
    parent is of its subject and told by its words: the subject alone may be that of what is
    missing.
    """
    found: dict[MessageId, Adoption] = {}
    subjects = _Subjects(index)
    for orphan in orphans:
        own = orphan.header.message_id
        parent = _by_quotes(orphan, index, headers)
        if parent is not None:
            found[own] = Adoption(child=own, parent=parent, how="quote")
            continue
        parent = None if _is_stray(orphan.header) else _by_subject(orphan, subjects)
        if parent is not None:
            found[own] = Adoption(child=own, parent=parent, how="subject")
    return found


def _by_quotes(
    orphan: Orphan, index: QuoteIndex, headers: Callable[[MessageId], Header]
) -> MessageId | None:
    if not orphan.quoted:
        return None
    scores: dict[MessageId, float] = defaultdict(float)
    earlier = _Earlier(orphan.header, headers)
    for authors in index.authors_of(orphan.quoted).values():
        for place, author in enumerate(earlier.of(authors)):
            scores[author] += (COPY_WEIGHT if place else 1.0) / (1 if len(authors) < COMMON else 9)
    if not scores:
        return None
    own = orphan.header
    if _is_stray(own):
        return _told_of_stray(orphan, scores, headers)
    for author in scores:
        scores[author] *= _weight(headers(author), orphan)
    least = max(scores.values()) * NEAR_BEST
    best = max(
        _order(header) for header in map(headers, scores) if scores[header.message_id] >= least
    )[1]
    if answers_digest(own.references) and not _is_meant(best, scores, headers, own):
        return None
    is_enough = scores[best] >= min(MIN_SCORE, len(orphan.quoted) / 4)
    return best if is_enough else None


def _is_stray(own: Header) -> bool:
    return not is_orphan(own.message_id, own.references)


def _told_of_stray(
    orphan: Orphan, scores: Mapping[MessageId, float], headers: Callable[[MessageId], Header]
) -> MessageId | None:
    """Return who wrote most of what a stray quotes under their name, in its own debate.

    Anybody may send the words of a missing mail under an earlier date; only whom the quotes
    name is credited with them.
    """
    told = [
        (score, *_order(header))
        for author, score in scores.items()
        if score >= MIN_FOR_STRAY
        and _is_same_talk(header := headers(author), orphan.header)
        and orphan.named is not None
        and _is_named(header, orphan.named)
    ]
    return max(told)[-1] if told else None


def _is_same_talk(parent: Header, child: Header) -> bool:
    """Return whether a stray may answer what *parent* answers: of its subject, not long before it.

    What two programs print is alike for ever: in opensim-dev two strays of 23 went below a mail
    of a year before, for a stack trace. And "[PATCH v3]" says what "[PATCH v2]" said.
    """
    return (
        parent.date is not None
        and child.date is not None
        and timedelta(0) <= child.date - parent.date <= SUBJECT_GATE
        and parent.base_subject == child.base_subject
        and _NUMBER.findall(parent.subject) == _NUMBER.findall(child.subject)
    )


def _is_meant(
    best: MessageId,
    scores: Mapping[MessageId, float],
    headers: Callable[[MessageId], Header],
    own: Header,
) -> bool:
    """Return whether of all mails of a digest that *own* quotes it answers the *best*.

    A digest quoted whole tells what it answers by a subject alone.
    """
    is_most = 2 * scores[best] > sum(scores.values())
    return is_most or headers(best).base_subject == own.base_subject


class _Earlier:
    """Sorts who has some words by who had them first; remembers what was asked."""

    def __init__(self, child: Header, headers: Callable[[MessageId], Header]) -> None:
        self._child = child
        self._headers = headers

    def of(self, authors: tuple[MessageId, ...]) -> list[MessageId]:
        """Return those before the child, oldest first: later ones copied without a mark.

        Whose mail has no date comes last: anybody may send others' words without one.
        """
        found = [
            header
            for header in map(self._headers, authors[:MOST_AUTHORS])
            if header.message_id != self._child.message_id
            and _is_earlier(header, self._child, CLOCK_SKEW)
        ]
        found.sort(key=lambda header: (header.date is None, *_order(header)))
        return [header.message_id for header in found]


class _Subjects:
    """The messages of each subject by date; remembers what was asked, within bounds.

    Where a few subjects hold more than the bound, as a tracker's do, it gives way: to drop them
    and read them anew for each question would take a time that grows with its square.
    """

    def __init__(self, index: QuoteIndex) -> None:
        self._index = index
        self._known: dict[str, list[Header]] = {}
        self._kept = 0
        self._most = _MOST_KEPT
        self._asked = 0  # since something was dropped

    def before(self, own: Header, subject: str) -> list[Header]:
        """Return those of *subject* right before *own*, oldest first, MOST_OF_SUBJECT at most."""
        known = self._known.get(subject)
        self._asked += 1
        if known is None:
            dated = (each for each in self._index.with_subject(subject) if each.date is not None)
            known = sorted(dated, key=_order)
            if self._kept > self._most:
                if self._kept > _WORTH * self._asked:
                    self._most *= 2
                self._known, self._kept, self._asked = {}, 0, 0
            self._known[subject] = known
            self._kept += len(known)
        end = bisect_left(known, _order(own), key=_order)
        return known[max(0, end - MOST_OF_SUBJECT) : end]


def _by_subject(orphan: Orphan, subjects: _Subjects) -> MessageId | None:
    own = orphan.header
    if own.date is None:
        return None
    for subject in (own.base_subject, own.was):
        if not subject or _DIGEST.search(subject):
            continue
        near = _reachable(own, subjects.before(own, subject))
        if near:
            return _choose(orphan, near).message_id
    return None


def _order(header: Header) -> tuple[datetime, MessageId]:
    return header.date or LONG_AGO, header.message_id


def _reachable(own: Header, earlier: list[Header]) -> list[Header]:
    """Return the run of messages before *own* with no gap of more than SUBJECT_GATE."""
    run: list[Header] = []
    after = own.date
    for header in reversed(earlier):
        if after is None or header.date is None or after - header.date > SUBJECT_GATE:
            break
        run.append(header)
        after = header.date
    return run[::-1]


def _choose(orphan: Orphan, near: list[Header]) -> Header:
    """Return the last by a person whom *orphan* names, else the last by somebody else."""
    if orphan.named is not None:
        named = [header for header in near if _is_named(header, orphan.named)]
        timed = [h for h in named if h.date and h.date.minute in orphan.named.minutes]
        if timed or named:
            return (timed or named)[-1]
    others = [header for header in near if header.sender.address != orphan.header.sender.address]
    return (others or near)[-1]


def _weight(candidate: Header, orphan: Orphan) -> float:
    weight = SUBJECT_WEIGHT if candidate.base_subject == orphan.header.base_subject else 1.0
    if orphan.named is None:
        return weight
    if _is_named(candidate, orphan.named):
        weight *= NAMED_WEIGHT
    if candidate.date is not None and candidate.date.minute in orphan.named.minutes:
        weight *= TIME_WEIGHT
    return weight


def _is_named(header: Header, named: Named) -> bool:
    return _folded(header.sender.name) in named.names or header.sender.address in named.names


_folded = lru_cache(maxsize=10_000)(folded_name)  # a robot's mails of one subject, each asked


def _is_earlier(parent: Header, child: Header, tolerance: timedelta) -> bool:
    if parent.date is None or child.date is None:
        return tolerance > timedelta(0)  # words in common decide; a subject does not
    return parent.date <= child.date + tolerance
