"""What is new in one thread: what of it lies in a period, told in a few points.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from listminer.model import (
    ActionItem,
    DigestThread,
    Discussion,
    Message,
    Proposal,
    Question,
    Sentence,
    Span,
)
from listminer.people import People
from listminer.quoting import dates_of, shown_subject, shown_tag
from listminer.summary.parts import SIDE, STANCES, task
from listminer.summary.persons import Wanted, told_apart
from listminer.summary.reading import Reading, overlap, rank_proposals

MOST_POINTS = 5  # of one thread
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
        heard = [each for each in discussion.messages if not each.ghost]
        lists = tuple(sorted({name for each in heard for name in each.lists}))
        return cls(
            reading=Reading(told_apart(discussion, who), who),
            lists=lists,
            subject=shown_subject(heard[0].subject, lists) if heard else "",
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
        messages = self.reading.discussion.messages
        owners = [each.owner for each in self.reading.discussion.findings.actions]
        writers = [self.name(each) for each in messages if not each.ghost]
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
            each.status in ("contested", "accepted", "rejected")
            for each in found.proposals
            if self.is_new(each.evidence) or self.is_new(each.settled_by)
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
            status=tuple(dict.fromkeys(each.status for each in discussion.findings.proposals)),
            link=min(self.fresh, key=lambda each: str(each.date)).message_id,
            points=_distinct(self._points())[:MOST_POINTS] if points else (),
        )

    def _points(self) -> Iterator[Sentence]:
        """Yield what the thread is about, what was settled, proposed and answered of late."""
        reading = self.reading
        heard = [each for each in reading.discussion.messages if not each.ghost]
        ideas = [span for each in reading.ranked for span in each.evidence]
        about = reading.best(most=1, most_words=60, of=heard[0], without=ideas) if heard else []
        if about:
            yield self._quoted("{} writes: {}", about[0])
        for decision in reading.discussion.findings.decisions[:2]:
            if self.is_new(decision.evidence):
                yield self._quoted("Settled, by {}: {}", decision.evidence[0], decision.evidence)
        for proposal in rank_proposals(reading.discussion)[:2]:
            if self.is_new(proposal.evidence) or self.is_new(proposal.settled_by):
                yield self._proposal(proposal)
        late = reading.best(most=6, most_words=300, beside=heard[0]) if heard else []
        heard_of: set[str] = set()
        for span in late:
            if self.is_new([span]) and reading.author(span) not in heard_of:
                heard_of.add(reading.author(span))
                yield self._quoted("{} writes: {}", span)

    def _proposal(self, proposal: Proposal) -> Sentence:
        positions = [
            each
            for each in self.reading.discussion.findings.positions
            if each.proposal == proposal.id
        ]
        counts = [
            f"{count} {SIDE[stance]}"
            for stance in STANCES
            if (count := sum(each.stance == stance for each in positions))
        ]
        by = f"{proposal.author} proposes" if proposal.author else "Proposed"
        span = self.reading.words_for(proposal, QUOTE_WORDS) or proposal.evidence[0]
        sides = f", {', '.join(counts)}" if counts else ""
        text = f"{by}: {self.reading.quote(span)} ({proposal.status}{sides})"
        evidence = (
            *proposal.evidence,
            *proposal.settled_by,
            *(span for each in positions for span in each.evidence),
        )
        return Sentence(
            text=text,
            evidence=tuple(dict.fromkeys(evidence)),
            part="proposals",
            quotes=(span,),
            about=proposal,
        )

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
            yield self._quoted("{} asks: {}", question.evidence[0], question.evidence)

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
        if not any(overlap(mine, theirs) for mine in point.quotes for theirs in said):
            kept.append(point)
    return tuple(kept)
