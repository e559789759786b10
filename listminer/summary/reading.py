"""A discussion as the parts of a summary look at it: sentences, weights, names, best words.

Pure. One `Reading` is made per summary; everything in it is looked up, not computed twice.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from listminer.model import (
    ActionItem,
    ActKind,
    Decision,
    Discussion,
    Finding,
    Findings,
    Message,
    MessageId,
    Position,
    Proposal,
    Question,
    Span,
)
from listminer.people import People, people_of
from listminer.quoting import clipped, clipped_question, hearsay, quoted, unversioned
from listminer.summary.candidates import candidates_of
from listminer.summary.salience import by_worth, chosen, vectors_of, weights_of

F = TypeVar("F", bound=Finding)
SIDES: frozenset[ActKind] = frozenset({"support", "oppose", "conditional"})
DEBATE = 4  # sides taken on others' ideas; with fewer, a thread is no debate
MANY = 6  # mails from which on an idea could have been taken up
FEW = 3  # ideas that are told even if nobody took them up
MOST_EVIDENCE = 40  # sentences of one position that are weighed, the last ones
REASONS_AFTER = 3  # sentences behind a side's own that may give its reason
_LEANING = 0.7  # factor on a sentence that leans on the one before it
# Matches "It is far better", "These would". Must not match "Its log", "This week's build".
_LEANS = re.compile(
    r"(?:it|this|that|they|these|those|both|he|she|so|but|and|then|yes|no|exactly)\b(?! week)",
    re.IGNORECASE,
)
_CALL = re.compile(r"@?(?P<who>[\w'’-]{1,40})(?: [\w'’.-]{1,40})?[,:] ")
_FULL = 5  # content words from which on a sentence is worth its whole weight
_RICH = 12  # content words beyond which an argument does not get better
_TELLING = 3  # content words from which on a sentence is understood alone
_WHOLE = 4  # words from which on a sentence is quoted for itself: "Thanks, Bob." is not
_SHORT_NAME = 5  # letters that a subject may have in common with anything
_LONG = 0.6  # factor on a sentence that would have to be cut: the end may hold the point
_TURNS = (
    "but ",
    "however",
    "though ",
    "although",
    "on the other hand",
    "still,",
    "that said",
)
_WHY = (
    "because",
    "since",
    "so that",
    "otherwise",
    "would",
    "means",
    "cannot",
    "can't",
    "need",
)


class Reading:
    """What is known of one discussion, ready to be quoted."""

    def __init__(self, discussion: Discussion, people: People | None = None) -> None:
        """Take a thread, and who is who where it is one of several."""
        self.discussion = discussion
        self.messages = {each.message_id: each for each in discussion.messages}
        self.candidates = candidates_of(discussion)
        self.vectors = vectors_of(self.candidates)
        subject = discussion.messages[0].subject if discussion.messages else ""
        weights = weights_of(self.candidates, subject)
        matter = _matter(discussion)
        self.weights = [
            (weight + matter.get(each.span, 0.0))
            * min(1.0, len(each.terms) / _FULL)
            * (_LEANING if _LEANS.match(each.text) else 1.0)
            for each, weight in zip(self.candidates, weights, strict=True)
        ]
        self.ranked = rank_proposals(discussion, discussion.findings.proposals)
        self.sides = _sides_on(discussion.findings)
        self.people = people or people_of(discussion.messages)
        self._first_names = frozenset(
            each.sender.name.casefold().split()[0]
            for each in discussion.messages
            if each.sender.name.strip()
        )
        self._by_message: dict[MessageId, list[int]] = {}
        for at, each in enumerate(self.candidates):
            self._by_message.setdefault(each.span.message_id, []).append(at)

    @property
    def is_debate(self) -> bool:
        """Return whether people take sides on others' ideas."""
        return sum(self.sides.values()) >= DEBATE

    def message(self, span: Span) -> Message:
        """Return the message that *span* lies in."""
        return self.messages[span.message_id]

    def author(self, span: Span) -> str:
        """Return who wrote the message that *span* lies in."""
        return self.people.name_of(self.message(span).sender)

    def date(self, span: Span) -> datetime | None:
        """Return when the message that *span* lies in was sent."""
        return self.message(span).date

    def quote(self, *spans: Span) -> str:
        """Return the words of *spans*, of one message, in quotation marks, each its own.

        It is told where only others' quotes tell them: those may be wrong.
        """
        return self.quote_alone(*spans) + hearsay(spans, self.messages)

    def quote_alone(self, *spans: Span) -> str:
        """Return the words of *spans* as quote() has them, whoever tells them."""
        message = self.message(spans[0])
        return " ".join(quoted(message.text, each.start, each.end) for each in spans)

    def clip(self, span: Span, most_words: int) -> Span:
        """Return the beginning of *span* that has at most *most_words* words."""
        return clipped(self.message(span).text, span, most_words)

    def clip_question(self, span: Span, most_words: int) -> Span:
        """Return what *span*, a question, asks in at most *most_words* words, or its beginning."""
        return clipped_question(self.message(span).text, span, most_words)

    def first_words(self, message: Message) -> Span | None:
        """Return the first authored sentence of *message*; None if it has none."""
        mine = self._by_message.get(message.message_id, ())
        at = next((at for at in mine if not self.candidates[at].is_idle), None)
        return None if at is None else self.candidates[at].span

    def best(
        self,
        *,
        most: int,
        most_words: int,
        among: Collection[MessageId],
        without: Collection[Span] = (),
        per_word: float = 0.0,
    ) -> list[Span]:
        """Return up to *most* sentences that tell most, in reading order.

        They are of the messages *among*, and never one that shares words with *without*.
        """
        picked = chosen(
            self.candidates,
            self.vectors,
            self.weights,
            most_words=most_words,
            most=most,
            per_word=per_word,
            among=lambda each: (
                each.span.message_id in among
                and not any(each.span.overlaps(other) for other in without)
            ),
        )
        return [self.candidates[at].span for at in picked]

    def telling(self, words: int, without: Collection[Span], per_word: float) -> list[Span]:
        """Return the sentences that tell most in *words* words, best first, none on *without*."""
        order = by_worth(
            self.candidates,
            self.vectors,
            self.weights,
            most_words=words,
            per_word=per_word,
            among=lambda each: (
                each.length >= _WHOLE
                and len(each.terms) >= 2
                and not any(each.span.overlaps(other) for other in without)
            ),
        )
        return [self.candidates[at].span for at, _ in order]

    def weight(self, span: Span) -> float:
        """Return the weight of the sentence at *span*; 0 if it is none of the candidates."""
        at = self._place(span)
        return 0.0 if at is None else self.weights[at]

    def is_telling(self, span: Span) -> bool:
        """Return whether the sentence at *span* is understood alone: "Thoughts?" is not."""
        at = self._place(span)
        return at is not None and len(self.candidates[at].terms) >= _TELLING

    def most_quoted(self) -> list[Span]:
        """Return the sentences that two later mails or more quote, the most quoted first."""
        often = [each for each in self.candidates if each.quoted_by >= 2]
        return [each.span for each in sorted(often, key=lambda each: -each.quoted_by)]

    def urgent(self, found: Sequence[F], most: int) -> tuple[F, ...]:
        """Return up to *most* of *found*, in their order: what is open, sure and telling first."""
        order = sorted(range(len(found)), key=lambda at: (-self._urgency(found[at]), at))
        return tuple(found[at] for at in sorted(order[:most]))

    def _urgency(self, finding: Finding) -> float:
        telling = self.weight(finding.evidence[0]) if finding.evidence else 0.0
        urgency = finding.confidence + telling / 2
        if isinstance(finding, ActionItem):
            is_open = 10.0 * (finding.status == "open")
            return urgency + is_open + 0.5 * bool(finding.due) + 0.5 * bool(finding.owner)
        return urgency

    def words_for(self, finding: Finding, most_words: int) -> Span | None:
        """Return the words to show for *finding*; None if its evidence holds none."""
        if isinstance(finding, Position):
            span = self.argument(finding, most_words + 4)
        elif isinstance(finding, Question | Decision):
            span = next(iter(finding.evidence), None)
        else:
            span = self._telling(finding.evidence)
        return None if span is None else self.clip(span, most_words)

    def argument(self, position: Position, most_words: int = 24) -> Span | None:
        """Return the best argument of *position* in its holder's own words.

        A sentence of its evidence, or one that follows in the same answer and
        does nothing else: "-1 from me." is a side, the next sentence says why.
        """
        span = self._strongest(position.evidence)
        best, most = span, -1.0
        own = frozenset(position.evidence)
        for evidence in position.evidence[-MOST_EVIDENCE:]:
            for at, reason in self._answer(evidence, own):
                each = self.candidates[at]
                weight = math.log1p(min(len(each.terms), _RICH)) * (1.0 if reason else 1.1)
                weight *= _LONG if each.length > most_words else 1.0
                weight *= 1.2 if any(cue in each.text.lower() for cue in _WHY) else 1.0
                if weight > most:
                    best, most = each.span, weight
        return best

    def _answer(self, side: Span, own: frozenset[Span]) -> Iterable[tuple[int, bool]]:
        """Yield places of a side's sentence and of those that may give its reason."""
        at = self._place(side)
        if at is None:
            return
        yield at, False
        mine = self.candidates[at]
        paragraph = mine.paragraph
        for after in range(at + 1, min(at + 1 + REASONS_AFTER, len(self.candidates))):
            each = self.candidates[after]
            if (each.message, each.block) != (mine.message, mine.block):
                return
            if each.paragraph != paragraph:
                if after > at + 1 or self._is_inside(at) or self._calls(each.text):
                    return
                paragraph = each.paragraph  # "-1 from me." alone: the reason stands below it
            if each.span in own:
                continue
            if each.acts or each.text.endswith("?") or each.text.lower().startswith(_TURNS):
                return  # it does something else, and so may what follows
            yield after, True

    def _calls(self, text: str) -> bool:
        """Return whether *text* turns to somebody of the thread: "Ada, the notice is old"."""
        called = _CALL.match(text)
        return called is not None and called["who"].casefold() in self._first_names

    def _is_inside(self, at: int) -> bool:
        """Return whether another sentence stands before the one at *at* in its paragraph."""
        mine, before = self.candidates[at], self.candidates[max(at - 1, 0)]
        return at > 0 and (mine.message, mine.paragraph) == (
            before.message,
            before.paragraph,
        )

    def _telling(self, evidence: Sequence[Span]) -> Span | None:
        """Return the first of *evidence* that says what it is about: "+1" does not."""
        for span in evidence:
            at = self._place(span)
            if at is not None and len(self.candidates[at].terms) >= _TELLING:
                return span
        return self._strongest(evidence)

    def _strongest(self, evidence: Iterable[Span]) -> Span | None:
        best: tuple[float, Span] | None = None
        for span in evidence:
            at = self._place(span)
            weight = 0.0 if at is None else self.weights[at]
            if best is None or weight > best[0]:
                best = (weight, span)
        return None if best is None else best[1]

    def _place(self, span: Span) -> int | None:
        """Return the place of the first sentence that *span* touches; None if there is none."""
        mine = self._by_message.get(span.message_id, ())
        at = bisect_right(mine, span.start, key=lambda each: self.candidates[each].span.end)
        if at == len(mine) or self.candidates[mine[at]].span.start >= span.end:
            return None
        return mine[at]


def _sides_on(findings: Findings) -> dict[str, int]:
    """Return for each proposal how many take a side on it, its author left out."""
    authors = {each.id: each.author for each in findings.proposals}
    sides = dict.fromkeys(authors, 0)
    for each in findings.positions:
        if each.proposal in sides and each.holder != authors[each.proposal]:
            sides[each.proposal] += 1
    return sides


def _matter(discussion: Discussion) -> dict[Span, float]:
    """Return how much the sentences that findings rest on matter: what many took sides on most."""
    found = discussion.findings
    sides = Counter(each.proposal for each in found.positions)
    matter: dict[Span, float] = {}
    for proposal in found.proposals:
        for span in proposal.evidence:
            matter[span] = math.log1p(sides[proposal.id]) / 3
    for position in found.positions:
        for span in position.evidence:
            matter.setdefault(span, math.log1p(sides[position.proposal]) / 6)
    for decision in found.decisions:
        for span in decision.evidence:
            matter[span] = 0.6
    return matter


def rank_proposals(discussion: Discussion, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return *proposals* of it, what is settled and what most people took sides on first.

    What the thread's subject names comes before all, in the version that stands: a patch.
    In a thread of MANY mails, ideas that nobody took up are left out but for a few.
    """
    subject = discussion.messages[0].subject if discussion.messages else ""
    sides: dict[str, int] = {}
    for position in discussion.findings.positions:
        sides[position.proposal] = sides.get(position.proposal, 0) + 1 + len(position.history)
    settled = {
        "accepted": 4,
        "rejected": 4,
        "contested": 3,
        "superseded": 0,
        "withdrawn": 1,
    }
    found = sorted(
        proposals,
        key=lambda each: (
            each.status == "superseded" or not _is_named(each.title, subject),
            -(sides.get(each.id, 0) + settled.get(each.status, 0) + each.confidence),
        ),
    )
    if sum(not each.ghost for each in discussion.messages) < MANY:
        return found
    lonely = [
        each
        for each in found
        if sides.get(each.id, 0) < 2
        and each.status == "open"
        and not _is_named(each.title, subject)
    ]
    lively = [each for each in found if each not in lonely]
    return [*lively, *lonely[: max(0, FEW - len(lively))]]


def _is_named(title: str, subject: str) -> bool:
    """Return whether *subject* ends in *title*, but for the version that this may tell.

    >>> _is_named("mm: drop it (v3)", "[PATCH v2] mm: drop it"), _is_named("it", "Re: drop it")
    (True, False)
    """
    name = unversioned(title)
    at = subject.find(name)
    return at >= 0 and len(name) > _SHORT_NAME and subject[:at].rstrip()[-1:] in ("", "]", ":")
