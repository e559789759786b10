"""The sample debate of the project as a labelled thread. Reads the package's own data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from listminer.errors import SourceError
from listminer.evaluate.gold import GoldThread, Label, Unit
from listminer.model import (
    ActionItem,
    Decision,
    Discussion,
    Findings,
    Position,
    Proposal,
    Question,
    Sentence,
    Span,
    Summary,
    Turn,
)
from listminer.pipeline import discussions_of

_PACKAGE = Path(__file__).resolve().parents[1]
_HOMES = (_PACKAGE.parent / "data", _PACKAGE)  # a checkout, an installed package
_LABELS = "sample-dev-2016-March.json"


def read_sample() -> tuple[GoldThread, ...]:
    """Return the two threads of the sample debate with their labels."""
    month = _found("sample/sample-dev/2016-March.txt.gz", "_sample/sample-dev/2016-March.txt.gz")
    labels = _found(f"annotations/{_LABELS}", f"_annotations/{_LABELS}")
    document = json.loads(labels.read_text("utf-8"))
    threads = {thread["root"]: thread for thread in document["threads"]}
    return tuple(
        _labelled(each, document["units"], threads[each.thread.root])
        for each in discussions_of(month)
        if each.thread.root in threads
    )


def _found(*places: str) -> Path:
    for home in _HOMES:
        for place in places:
            if (home / place).exists():
                return home / place
    raise SourceError(f"{places[0]}: the sample debate is not part of this installation")


def _labelled(
    discussion: Discussion, units: Iterable[Mapping[str, Any]], thread: Mapping[str, Any]
) -> GoldThread:
    ids = {message.message_id for message in discussion.messages}
    return GoldThread(
        name=thread["name"],
        list_name="sample-dev",
        discussions=(discussion,),
        units=tuple(
            Unit(
                uid=unit["uid"],
                message_id=unit["message_id"],
                sender=unit["sender"],
                text=unit["text"],
                span=span_of(unit),
                labels=tuple(
                    Label(kind=label["kind"], target=label["target"]) for label in unit["labels"]
                ),
            )
            for unit in units
            if unit["message_id"] in ids
        ),
        findings=_findings(thread),
        summary=Summary(
            sentences=tuple(
                Sentence(text=each["text"], evidence=_spans(each["evidence"]))
                for each in thread["summary"]
            )
        ),
    )


def _findings(thread: Mapping[str, Any]) -> Findings:
    return Findings(
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
                settled_by=_spans(each.get("settled_by", ())),
            )
            for each in thread["action_items"]
        ),
        questions=tuple(
            Question(
                asker=each["asker"],
                text=each["text"],
                open=bool(each["open"]),
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
    return tuple(span_of(each) for each in evidence)


def span_of(said: Mapping[str, Any]) -> Span:
    """Return the stretch that a label names by its message, start and end."""
    return Span(message_id=said["message_id"], start=said["start"], end=said["end"])


def _date(day: str | None) -> datetime | None:
    return None if day is None else datetime.fromisoformat(f"{day}T00:00:00+00:00")
