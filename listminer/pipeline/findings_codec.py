"""Findings as compact JSON for the store, and back: what goes in comes out equal. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from listminer.model import (
    ActionItem,
    Decision,
    Findings,
    MessageId,
    Position,
    Proposal,
    Question,
    Span,
    SpeechAct,
    Turn,
)


def encode_findings(findings: Findings) -> str:
    """Return *findings* as one line of ASCII: message ids once, spans as three numbers."""
    ids = _Ids()
    parts = [
        [
            [a.kind, ids.span(a.span), a.answers and ids.span(a.answers), a.confidence]
            for a in findings.acts
        ],
        [
            [
                p.id,
                p.title,
                p.author,
                p.status,
                ids.spans(p.evidence),
                p.confidence,
                ids.spans(p.settled_by),
            ]
            for p in findings.proposals
        ],
        [
            [
                p.holder,
                p.proposal,
                p.stance,
                ids.spans(p.evidence),
                [[turn.stance, ids.spans(turn.evidence)] for turn in p.history],
                p.confidence,
            ]
            for p in findings.positions
        ],
        [
            [
                a.owner,
                a.task,
                a.due,
                a.due_date and a.due_date.isoformat(),
                a.status,
                ids.spans(a.evidence),
                a.confidence,
                ids.spans(a.settled_by),
            ]
            for a in findings.actions
        ],
        [
            [
                q.asker,
                q.text,
                q.open,
                [ids.number(each) for each in q.answered_by],
                ids.spans(q.evidence),
                q.confidence,
            ]
            for q in findings.questions
        ],
        [[d.text, d.proposal, ids.spans(d.evidence), d.confidence] for d in findings.decisions],
        ids.spans(findings.others),
    ]
    return json.dumps([ids.known, *parts], separators=(",", ":"))


class _Ids:
    """Message ids by number, in order of first use."""

    def __init__(self) -> None:
        self.known: list[MessageId] = []
        self._numbers: dict[MessageId, int] = {}

    def number(self, message_id: MessageId) -> int:
        if message_id not in self._numbers:
            self._numbers[message_id] = len(self.known)
            self.known.append(message_id)
        return self._numbers[message_id]

    def span(self, span: Span) -> list[int]:
        return [self.number(span.message_id), span.start, span.end]

    def spans(self, spans: Iterable[Span]) -> list[list[int]]:
        return [self.span(each) for each in spans]


def decode_findings(content: str) -> Findings:
    """Return what encode_findings was given."""
    ids, acts, proposals, positions, actions, questions, decisions, others = json.loads(content)

    def span(packed: Sequence[int]) -> Span:
        number, start, end = packed
        return Span(message_id=ids[number], start=start, end=end)

    def spans(packed: Iterable[Sequence[int]]) -> tuple[Span, ...]:
        return tuple(span(each) for each in packed)

    return Findings(
        acts=tuple(
            SpeechAct(
                kind=kind,
                span=span(said),
                answers=None if answers is None else span(answers),
                confidence=sure,
            )
            for kind, said, answers, sure in acts
        ),
        proposals=tuple(
            Proposal(
                id=number,
                title=title,
                author=author,
                status=status,
                evidence=spans(said),
                confidence=sure,
                settled_by=spans(settled),
            )
            for number, title, author, status, said, sure, settled in proposals
        ),
        positions=tuple(
            Position(
                holder=holder,
                proposal=proposal,
                stance=stance,
                evidence=spans(said),
                history=tuple(Turn(stance=was, evidence=spans(then)) for was, then in history),
                confidence=sure,
            )
            for holder, proposal, stance, said, history, sure in positions
        ),
        actions=tuple(
            ActionItem(
                owner=owner,
                task=task,
                due=due,
                due_date=_date(due_date),
                status=status,
                evidence=spans(said),
                confidence=sure,
                settled_by=spans(settled),
            )
            for owner, task, due, due_date, status, said, sure, settled in actions
        ),
        questions=tuple(
            Question(
                asker=asker,
                text=text,
                open=is_open,
                answered_by=tuple(ids[each] for each in answered),
                evidence=spans(said),
                confidence=sure,
            )
            for asker, text, is_open, answered, said, sure in questions
        ),
        decisions=tuple(
            Decision(text=text, proposal=proposal, evidence=spans(said), confidence=sure)
            for text, proposal, said, sure in decisions
        ),
        others=spans(others),
    )


def _date(said: Any) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
