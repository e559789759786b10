"""What is new in one thread: what of it lies in a period, told in a few points.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from listminer.model import (
    ActionItem,
    DigestThread,
    Discussion,
    Message,
    Position,
    Proposal,
    Question,
    Sentence,
    Span,
    Turn,
)
from listminer.people import People
from listminer.quoting import dates_of, hearsay, shown_day, shown_tag, subject_of
from listminer.summary.parts import SIDE, STANCES, task
from listminer.summary.persons import Wanted, told_apart
from listminer.summary.reading import Reading, rank_proposals

MOST_POINTS = 5  # of one thread
MOST_DECISIONS = 2
MOST_PROPOSALS = 3
MOST_ACTIONS = 3  # of one thread, where the digest is for everybody
MOST_QUESTIONS = 2
QUOTE_WORDS = 26
# Matches "[release] x 4.0 is out", "Minutes of 3 May", "Weekly meeting". Not "Release the locks?".
_ROUTINE = re.compile(
    r"\b(?:minutes|agenda|weekly|meeting (?:notes|log|reminder|today|tomorrow|this)|"
    r"status report|released|announce(?:ment)?s?|is out|now available|bug ?day|summary of)\b"
    r"|\bmeeting\b[^?]*$|\[(?:ann|announce|release)\]|\b\d+\.\d+(?:\.\d+)*(?:[ab]|rc)\d+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """One thread and what of it lies in the period."""

    reading: Reading
    lists: tuple[str, ...]
    subject: str
    fresh: tuple[Message, ...]
    start: datetime
    end: datetime

    @classmethod
    def of(cls, discussion: Discussion, who: People, start: datetime, end: datetime) -> News:
        return cls(
            reading=Reading(told_apart(discussion, who), who),
            lists=discussion.lists,
            subject=subject_of(discussion),
            fresh=fresh_of(discussion, start, end),
            start=start,
            end=end,
        )

    def name(self, message: Message) -> str:
        return self.reading.people.name_of(message.sender)

    def has_tag(self, tag: str | None) -> bool:
        """Return whether the subject has *tag* in brackets, or none is asked for."""
        return tag is None or shown_tag(tag).lower() in self.subject.lower()

    def concerns(self, wanted: Wanted) -> bool:
        """Return whether *wanted* write in the thread, or are to do something in it."""
        owners = [each.owner for each in self.reading.discussion.findings.actions]
        writers = map(self.name, self.reading.discussion.heard)
        return any(map(wanted.has, (*writers, *owners)))

    @property
    def is_routine(self) -> bool:
        """Return whether this is a notice of a release or a meeting that nobody contests."""
        statuses = {each.status for each in self.reading.discussion.findings.proposals}
        contested = bool(statuses & {"contested", "rejected"})
        return bool(_ROUTINE.search(self.subject)) and not contested and len(self.fresh) < 10

    @property
    def score(self) -> float:
        """Return how much the thread mattered: grown, contested, decided in the period."""
        found = self.reading.discussion.findings
        people = len({self.name(each) for each in self.fresh})
        settled = sum(self.is_new(each.evidence) for each in found.decisions)
        disputed = sum(
            each.status in ("contested", "accepted", "rejected") for each in self.proposals
        )
        turned = sum(bool(each.history) and self.is_new(each.evidence) for each in found.positions)
        grown = min(len(self.fresh), 30) / 2 + people
        return grown + 3 * min(settled, 3) + 2 * min(disputed, 4) + 2 * min(turned, 3)

    def is_new(self, spans: Sequence[Span]) -> bool:
        """Return whether any of *spans* lies in a message of the period."""
        dates = (self.reading.date(each) for each in spans)
        return any(each is not None and self.start <= each < self.end for each in dates)

    def thread(self, *, points: bool = False) -> DigestThread:
        discussion = self.reading.discussion
        first, last = dates_of(self.fresh)
        return DigestThread(
            root=discussion.thread.root,
            subject=self.subject,
            lists=self.lists,
            new=len(self.fresh),
            total=sum(not each.ghost for each in discussion.messages),
            people=len({self.name(each) for each in self.fresh}),
            first=first,
            last=last,
            status=tuple(dict.fromkeys(each.status for each in self.proposals)),
            link=min(self.fresh, key=lambda each: str(each.date)).message_id,
            points=_distinct(self._points())[:MOST_POINTS] if points else (),
        )

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Return the proposals of the period: made in it, or what became of them is of it."""
        found = self.reading.discussion.findings
        moved: set[str | None] = {
            each.proposal for each in found.positions if self.is_new(_said(each))
        }
        moved |= {each.proposal for each in found.decisions if self.is_new(each.evidence)}
        return tuple(
            each
            for each in found.proposals
            if any(map(self._is_past, each.evidence))
            if each.id in moved or self.is_new((*each.evidence, *each.settled_by))
        )

    def _points(self) -> Iterator[Sentence]:
        """Yield what the thread is about, then what of the period was settled, proposed, said."""
        reading = self.reading
        fresh = {each.message_id for each in self.fresh}
        for first in self._openings():
            if about := list(self._about(first, is_new=first.message_id in fresh)):
                yield from about
                fresh.discard(first.message_id)
                break
        settled = [
            each for each in reading.discussion.findings.decisions if self.is_new(each.evidence)
        ]
        for decision in settled[:MOST_DECISIONS]:
            yield self._quoted("Settled, by {}: {}", decision.evidence[0], decision.evidence)
        for proposal in rank_proposals(reading.discussion, self.proposals)[:MOST_PROPOSALS]:
            yield self._proposal(proposal)
        heard_of: set[str] = set()
        for span in reading.best(most=6, most_words=300, among=fresh):
            if reading.author(span) not in heard_of:
                heard_of.add(reading.author(span))
                yield self._quoted("{} writes: {}", span)

    def _openings(self) -> Iterator[Message]:
        """Yield the first mail, known from quotes or not, else the first that the archive has."""
        opening, *answers = self.reading.discussion.messages
        yield opening
        if opening.ghost:
            yield next(each for each in answers if not each.ghost)

    def _about(self, first: Message, *, is_new: bool) -> Iterator[Sentence]:
        """Yield what the first mail raises; where it is older than the period, with its day."""
        ideas = [span for each in self.reading.ranked for span in each.evidence]
        about = self.reading.best(most=1, most_words=60, among=(first.message_id,), without=ideas)
        for span in about:
            yield self._quoted("{} writes: {}" if is_new else self._began(first), span)

    def _began(self, first: Message) -> str:
        """Return the form of an old opening: the mail that another answers may be missing."""
        day = f" on {self._day(first.date)}" if first.date else ""
        if first.message_id == self.reading.discussion.thread.root:
            return f"Began{day} with {{}}: {{}}"
        return f"Earlier{f',{day}' if day else ''}, {{}}: {{}}"

    def _proposal(self, proposal: Proposal) -> Sentence:
        """Return a proposal with who stood where when the period ended, and what of it is new."""
        reading = self.reading
        positions = [
            each
            for each in reading.discussion.findings.positions
            if each.proposal == proposal.id and self._turns(each)
        ]
        known = [
            *proposal.evidence,
            *proposal.settled_by,
            *(span for each in positions for turn in self._turns(each) for span in turn.evidence),
        ]
        made, *others = filter(self._is_past, dict.fromkeys(known))
        said = replace(proposal, evidence=tuple(filter(self._is_past, proposal.evidence)))
        words = reading.words_for(said, QUOTE_WORDS) or made
        sides = [each for each in positions if not each.is_own(proposal)]
        doubt = hearsay([words], reading.messages).strip(" ()")
        told = [*filter(None, (doubt, self._status(proposal))), *self._counts(sides)]
        does = "proposes"
        if not self.is_new([made]):
            does = " on ".join(filter(None, ("proposed", self._day(reading.date(made)))))
            told += self._news_of(sides)
        by = f"{proposal.author} {does}" if proposal.author else does.capitalize()
        return Sentence(
            text=f"{by}: {reading.quote_alone(words)} ({', '.join(told)})",
            # few of them are cited: of an old proposal those that are news
            evidence=(made, *sorted(others, key=lambda each: not self.is_new([each]))),
            part="proposals",
            quotes=(words,),
            about=proposal,
        )

    def _status(self, proposal: Proposal) -> str:
        """Return what became of *proposal*; "later" where that was after the period."""
        opposed = [
            span
            for each in self.reading.discussion.findings.positions
            if each.proposal == proposal.id and proposal.status == "contested"
            for span in _said(each)
        ]
        shown = proposal.settled_by or opposed
        is_later = bool(shown) and not any(map(self._is_past, shown))
        return f"later {proposal.status}" if is_later else proposal.status

    def _counts(self, positions: Sequence[Position]) -> list[str]:
        """Return how many of *positions* were on each side when the period ended."""
        stances = [self._turns(each)[-1].stance for each in positions]
        return [
            f"{stances.count(stance)} {SIDE[stance]}" for stance in STANCES if stance in stances
        ]

    def _news_of(self, positions: Sequence[Position]) -> list[str]:
        """Return how many of *positions* were taken in the period; nothing if none was."""
        late = [each for each in positions if self.is_new(self._turns(each)[-1].evidence)]
        if late == positions:
            return ["all of them new" if len(late) > 1 else "new"] if late else []
        return [f"of them new {', '.join(self._counts(late))}"] if late else []

    def _turns(self, position: Position) -> list[Turn]:
        """Return the stances that the holder took up to the end of the period, oldest first."""
        last = Turn(stance=position.stance, evidence=position.evidence)
        return [
            each for each in (*position.history, last) if any(map(self._is_past, each.evidence))
        ]

    def _day(self, day: datetime | None) -> str:
        """Return a day; with its year where that is not the period's."""
        years = {each.date.year for each in self.fresh if each.date}
        return shown_day(day, year=day is not None and day.year not in years)

    def _is_past(self, span: Span) -> bool:
        """Return whether *span* was said before the period ended, as far as that is known."""
        date = self.reading.date(span)
        return date is None or date < self.end

    def asked_of(self, wanted: Wanted) -> Iterator[Sentence]:
        """Yield what others ask of *wanted* in the period: things to do, questions to answer."""
        for item in self._open_actions():
            if wanted.has(item.owner) and not wanted.has(self._by(item)):
                form = _asks(wanted, item.owner)
                yield self._quoted(form, item.evidence[0], item.evidence, item)
        parents = {each.message_id: each.parent for each in self.reading.discussion.thread.nodes}
        for question in self.reading.discussion.findings.questions:
            if question.open and self.is_new(question.evidence) and self._tells(question):
                parent = parents.get(question.evidence[0].message_id)
                answered = None if parent is None else self.reading.messages.get(parent)
                if answered and wanted.has(self.name(answered)):
                    form = _asks(wanted, self.name(answered))
                    yield self._quoted(form, question.evidence[0], question.evidence)

    def actions(self, wanted: Wanted | None) -> Iterator[Sentence]:
        """Yield the surest open action items of the period; of *wanted* what they promised."""
        mine = [
            each
            for each in self._open_actions()
            if wanted is None or (wanted.has(each.owner) and wanted.has(self._by(each)))
        ]
        for item in self.reading.urgent(mine, MOST_ACTIONS if wanted is None else len(mine)):
            yield task(self.reading, item)

    def questions(self, wanted: Wanted | None) -> Iterator[Sentence]:
        """Yield the surest open questions of the period; with *wanted* those that they asked."""
        mine = [
            each
            for each in self.reading.discussion.findings.questions
            if each.open and self.is_new(each.evidence)
            if self._tells(each)
            if wanted is None or wanted.has(each.asker)
        ]
        for question in self.reading.urgent(mine, MOST_QUESTIONS if wanted is None else len(mine)):
            cut = self.reading.clip_question(question.evidence[0], QUOTE_WORDS)
            yield self._quoted("{} asks: {}", cut, question.evidence)

    def _open_actions(self) -> list[ActionItem]:
        found = self.reading.discussion.findings.actions
        return [
            each
            for each in found
            if each.status == "open" and self.is_new(each.evidence) and self._tells(each)
        ]

    def _tells(self, finding: ActionItem | Question) -> bool:
        """Return whether the words of *finding* are understood alone: "Thoughts?" are not."""
        return self.reading.is_telling(finding.evidence[0])

    def _by(self, item: ActionItem) -> str:
        return self.reading.author(item.evidence[0])

    def _quoted(
        self,
        form: str,
        span: Span,
        evidence: Sequence[Span] = (),
        about: ActionItem | None = None,
    ) -> Sentence:
        """Return a sentence of *form* with the author of *span* and its words."""
        cut = self.reading.clip(span, QUOTE_WORDS)
        who, said = self.reading.author(cut), self.reading.quote(cut)
        text = form.format(who, said)
        return Sentence(text=text, evidence=tuple(evidence) or (cut,), quotes=(cut,), about=about)


def fresh_of(discussion: Discussion, start: datetime, end: datetime) -> tuple[Message, ...]:
    """Return the messages of *discussion* that are dated from *start* on and before *end*."""
    heard = (each for each in discussion.messages if not each.ghost)
    return tuple(each for each in heard if each.date and start <= each.date < end)


def _said(position: Position) -> tuple[Span, ...]:
    """Return all words of a holder on a proposal, oldest first."""
    return (*(span for turn in position.history for span in turn.evidence), *position.evidence)


def _asks(wanted: Wanted, name: str | None) -> str:
    """Return the form of a question; where several are *wanted*, with whom it is asked."""
    if len(wanted.meant) < 2 or name is None:
        return "{} asks: {}"
    return f"{{}} asks {name.replace('{', '{{').replace('}', '}}')}: {{}}"


def _distinct(points: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return *points* without those that quote words which one before them quotes."""
    kept: list[Sentence] = []
    for point in points:
        said = [span for each in kept for span in each.quotes]
        if not any(mine.overlaps(theirs) for mine in point.quotes for theirs in said):
            kept.append(point)
    return tuple(kept)
