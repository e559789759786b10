"""The sample debate as a Discussion, with what a careful reader finds in it: no model needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from listminer.evaluate.sample import read_sample, span_of
from listminer.model import Discussion, SpeechAct

DATA = Path(__file__).resolve().parents[1] / "data"
MONTH = DATA / "sample" / "sample-dev" / "2016-March.txt.gz"
LABELS = DATA / "annotations" / "sample-dev-2016-March.json"


@lru_cache(maxsize=1)
def labelled_sample() -> tuple[Discussion, Discussion]:
    """Return the debate and the short thread of the sample, with the labels as findings."""
    units = json.loads(LABELS.read_text(encoding="utf-8"))["units"]
    found = []
    for thread in read_sample():
        (discussion,) = thread.discussions
        ids = {message.message_id for message in discussion.messages}
        acts = _acts(unit for unit in units if unit["message_id"] in ids)
        found.append(replace(discussion, findings=replace(thread.findings, acts=acts)))
    debate, release = found
    return debate, release


def sample_without(name: str) -> Discussion:
    """Return the debate as if the archive lacked the mails of *name*, known from quotes only."""
    debate, _ = labelled_sample()
    messages = (replace(each, ghost=each.sender.name == name) for each in debate.messages)
    return replace(debate, messages=tuple(messages))


def _acts(units: Iterable[Mapping[str, Any]]) -> tuple[SpeechAct, ...]:
    return tuple(
        SpeechAct(
            kind=label["kind"],
            span=span_of(unit),
            answers=span_of(unit["answers"]) if unit["answers"] else None,
            confidence=1.0,
        )
        for unit in units
        for label in unit["labels"]
    )
