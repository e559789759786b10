"""The sample debate as a Discussion, with what a careful reader finds in it: no model needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from listminer.model import (
    ActionItem,
    Decision,
    Discussion,
    Findings,
    MessageId,
    Position,
    Proposal,
    Question,
    Span,
    SpeechAct,
    Turn,
)
from listminer.pipeline import discussions_of

DATA = Path(__file__).resolve().parents[1] / "data"
MONTH = DATA / "sample" / "sample-dev" / "2016-March.txt.gz"
LABELS = DATA / "annotations" / "sample-dev-2016-March.json"


@lru_cache(maxsize=1)
def labelled_sample() -> tuple[Discussion, Discussion]:
    """Return the debate and the short thread of the sample, with the labels as findings."""
    document = json.loads(LABELS.read_text(encoding="utf-8"))
    labels = {MessageId(thread["root"]): thread for thread in document["threads"]}
    found = []
    for discussion in discussions_of(MONTH):
        ids = {message.message_id for message in discussion.messages}
        units = [unit for unit in document["units"] if unit["message_id"] in ids]
        thread = labels[discussion.thread.root]
        found.append(replace(discussion, findings=as_findings(units, thread)))
    debate, release = found
    return debate, release


def sample_without(name: str) -> Discussion:
    """Return the debate as if the archive lacked the mails of *name*, known from quotes only."""
    debate, _ = labelled_sample()
    messages = (replace(each, ghost=each.sender.name == name) for each in debate.messages)
    return replace(debate, messages=tuple(messages))


def as_findings(units: Iterable[Mapping[str, Any]], thread: Mapping[str, Any]) -> Findings:
    """Return labels in the form that the extractors give, all with confidence 1."""
    return Findings(
        acts=tuple(
            SpeechAct(
                kind=label["kind"],
                span=_span(unit),
                answers=_span(unit["answers"]) if unit["answers"] else None,
                confidence=1.0,
            )
            for unit in units
            for label in unit["labels"]
        ),
        proposals=tuple(
            Proposal(
                id=each["id"],
                title=each["title"],
                author=each["author"],
                status=each["status"],
                evidence=_spans(each["evidence"]),
                confidence=1.0,
                settled_by=_spans(each.get("settled_by", ())),
            )
            for each in thread["proposals"]
        ),
        positions=tuple(
            Position(
                holder=each["holder"],
                proposal=each["proposal"],
                stance=each["stance"],
                evidence=_spans(each["evidence"]),
                history=tuple(
                    Turn(stance=turn["stance"], evidence=_spans(turn["evidence"]))
                    for turn in each.get("history", ())
                ),
                confidence=1.0,
            )
            for each in thread["positions"]
        ),
        actions=tuple(
            ActionItem(
                owner=each.get("owner"),
                task=each["task"],
                due=each.get("due"),
                due_date=_date(each.get("due_date")),
                status=each["status"],
                evidence=_spans(each["evidence"]),
                confidence=1.0,
            )
            for each in thread["action_items"]
        ),
        questions=tuple(
            Question(
                asker=each["asker"],
                text=each["evidence"][0]["text"],
                open=not each["answered_by"],
                answered_by=tuple(each["answered_by"]),
                evidence=_spans(each["evidence"]),
                confidence=1.0,
            )
            for each in thread["questions"]
        ),
        decisions=tuple(
            Decision(
                text=each["text"],
                proposal=each.get("proposal"),
                evidence=_spans(each["evidence"]),
                confidence=1.0,
            )
            for each in thread["decisions"]
        ),
    )


def _spans(evidence: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(each) for each in evidence)


def _span(said: Mapping[str, Any]) -> Span:
    return Span(message_id=said["message_id"], start=said["start"], end=said["end"])


def _date(day: str | None) -> datetime | None:
    return None if day is None else datetime.fromisoformat(f"{day}T00:00:00+00:00")
