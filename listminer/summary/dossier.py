"""What a language model is told of a thread: its findings, and numbered words to cite.

Pure. Only what the summary tells goes in, each piece of evidence cut to a few
lines; so it fits the small context of a model that runs on one's own machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from listminer.model import (
    Address,
    Discussion,
    Finding,
    Message,
    MessageId,
    Position,
    ProposalStatus,
    Span,
    Stance,
    Summary,
)
from listminer.people import People, people_of
from listminer.quoting import clipped, folded, subject_of

MOST_ITEMS = 40  # with their words some 3,000 tokens; small local models hold 4,096
MOST_WORDS = 40  # of one piece of evidence
SIDES: Mapping[Stance, str] = {
    "support": "for",
    "oppose": "against",
    "conditional": "on a condition",
}


@dataclass(slots=True, kw_only=True)
class Item:
    """One piece of evidence: words of one mail, and what was read from them."""

    span: Span
    author: str
    date: datetime | None
    words: str  # folded to one line
    sides: set[tuple[str, str, Stance]] = field(default_factory=set)  # holder, proposal, stance
    proposes: set[str] = field(default_factory=set)  # proposals that its author puts forward here
    settles: bool = False  # it states a decision, or what a proposal's status rests on
    on: set[str] = field(default_factory=set)  # proposals that it has to do with


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of a thread to who tells it and to who checks what was told."""

    subject: str
    items: tuple[Item, ...]  # evidence number n is items[n - 1]
    statuses: Mapping[str, ProposalStatus]  # by id of the proposal
    titles: Mapping[str, str]
    senders: tuple[tuple[Address, str], ...]  # each way to write a person, and who it is
    texts: Mapping[MessageId, str]
    findings: Mapping[str, list[dict[str, Any]]]  # as they are sent

    def as_sent(self) -> dict[str, Any]:
        """Return what the model gets: findings, and the evidence by its numbers."""
        evidence = [
            {
                "n": number,
                "by": item.author,
                "day": f"{item.date:%Y-%m-%d}" if item.date else None,
                "words": item.words,
            }
            for number, item in enumerate(self.items, start=1)
        ]
        return {"subject": self.subject, **self.findings, "evidence": evidence}


def dossier_of(discussion: Discussion, summary: Summary) -> Dossier:
    """Return what *summary* tells of *discussion*, with at most MOST_ITEMS pieces of evidence."""
    collector = _Collector(discussion, summary)
    findings = collector.collect()
    proposals = discussion.findings.proposals
    return Dossier(
        subject=subject_of(discussion),
        items=tuple(collector.items),
        statuses={each.id: each.status for each in proposals},
        titles={each.id: each.title for each in proposals},
        senders=tuple(_senders(discussion, collector.people)),
        texts={each.message_id: each.text for each in discussion.messages},
        findings=findings,
    )


def _senders(discussion: Discussion, people: People) -> Iterator[tuple[Address, str]]:
    """Yield everybody whom the thread or a finding names, each with the name that we use."""
    for message in discussion.messages:
        yield message.sender, people.name_of(message.sender)
    found = discussion.findings
    named = (
        *(each.holder for each in found.positions),
        *(each.author for each in found.proposals),
        *(each.owner for each in found.actions),
        *(each.asker for each in found.questions),
    )
    for name in filter(None, named):
        yield Address(name=name, address=""), name


class _Collector:
    """Numbers evidence as findings ask for it; the same words have one number."""

    def __init__(self, discussion: Discussion, summary: Summary) -> None:
        self.items: list[Item] = []
        self.people = people_of(discussion.messages)
        self._summary = summary
        self._messages: dict[MessageId, Message] = {
            each.message_id: each for each in discussion.messages
        }
        self._numbers: dict[Span, int] = {}
        self._chosen = {id(each.finding): each.span for each in summary.words}

    def collect(self) -> dict[str, list[dict[str, Any]]]:
        """Return the findings as they are sent; what matters most takes its numbers first."""
        told = self._summary.findings
        issue = [each for each in self._summary.sentences if each.part == "issue"]
        opening = [{"evidence": self._cite(each.evidence)} for each in issue]
        proposals = [
            {
                "id": each.id,
                "title": folded(each.title),
                "author": each.author,
                "status": each.status,
                "evidence": self._proposed(each.author, each.id, self._best(each))
                + self._settled(each.id, each.settled_by[:1]),
            }
            for each in told.proposals
        ]
        decisions = [
            {
                "proposal": each.proposal,
                "evidence": self._settled(each.proposal, each.evidence[:2]),
            }
            for each in told.decisions
        ]
        actions = [
            {
                "owner": each.owner,
                "due": each.due,
                "status": each.status,
                "evidence": self._cite(each.evidence[:1]),
            }
            for each in told.actions
        ]
        questions = [
            {"asker": each.asker, "open": each.open, "evidence": self._cite(each.evidence[:1])}
            for each in told.questions
        ]
        positions = [
            {
                "who": each.holder,
                "proposal": each.proposal,
                "side": SIDES[each.stance],
                "evidence": self._sided(each),
            }
            for each in told.positions
        ]
        return {
            "opening": _with_evidence(opening),
            "proposals": _with_evidence(proposals),
            "decisions": _with_evidence(decisions),
            "positions": _with_evidence(positions),
            "actions": _with_evidence(actions),
            "open_questions": _with_evidence(questions),
        }

    def _best(self, finding: Finding) -> list[Span]:
        """Return the evidence of *finding* that the summary shows, else the first.

        A reason may stand beside the evidence: then it comes with it.
        """
        chosen = self._chosen.get(id(finding))
        if chosen is None:
            return list(finding.evidence[:1])
        whole = next((each for each in finding.evidence if each.covers(chosen)), None)
        return [whole] if whole else [chosen, *finding.evidence[:1]]

    def _sided(self, position: Position) -> list[int]:
        numbers = self._cite(self._best(position))
        for number in numbers:
            item = self.items[number - 1]
            if item.author == position.holder:
                item.sides.add((position.holder, position.proposal, position.stance))
                item.on.add(position.proposal)
        return numbers

    def _proposed(self, author: str | None, proposal: str, spans: Iterable[Span]) -> list[int]:
        numbers = self._cite(spans)
        for number in numbers:
            item = self.items[number - 1]
            item.on.add(proposal)
            if item.author == author:
                item.proposes.add(proposal)
        return numbers

    def _settled(self, proposal: str | None, spans: Iterable[Span]) -> list[int]:
        numbers = self._cite(spans)
        for number in numbers:
            self.items[number - 1].settles = True
            if proposal is not None:
                self.items[number - 1].on.add(proposal)
        return numbers

    def _cite(self, spans: Iterable[Span]) -> list[int]:
        """Return the numbers of *spans*; those for which there is no room have none."""
        found = (self._number(each) for each in spans)
        return list(dict.fromkeys(each for each in found if each is not None))

    def _number(self, span: Span) -> int | None:
        message = self._messages.get(span.message_id)
        if message is None or not span.is_in(message.text):
            return None
        if message.ghost:
            return None  # a model would tell as said what others may have made up
        cut = clipped(message.text, span, MOST_WORDS)
        if cut not in self._numbers:
            words = folded(message.text[cut.start : cut.end])
            if len(self.items) == MOST_ITEMS or not words:
                return None
            self.items.append(
                Item(
                    span=cut,
                    author=self.people.name_of(message.sender),
                    date=message.date,
                    words=words,
                )
            )
            self._numbers[cut] = len(self.items)
        return self._numbers[cut]


def _with_evidence(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in found if each["evidence"]]
