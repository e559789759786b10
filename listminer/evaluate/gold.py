"""Threads that people labelled, with the labels as spans of our own `Message.text`.

Reads folders of `NAME.mbox`, `NAME.units.jsonl`, `NAME.tsv` and perhaps
`NAME.json`, whose units are placed in the text with white space folded. A unit
whose words do not stand in our text is kept without a span: it can only be missed.
Where `NAME.judged.jsonl` names messages, labellers read no others of the thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from listminer.errors import SourceError
from listminer.evaluate.placing import Folded
from listminer.model import (
    ActionItem,
    ActKind,
    Decision,
    Discussion,
    Findings,
    MessageId,
    Position,
    Proposal,
    Question,
    RawMessage,
    Sentence,
    Span,
    Summary,
)
from listminer.pipeline import discussions_of
from listminer.render.json import dumped
from listminer.render.mbox import write_mbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a labelled sentence does, and to what."""

    kind: ActKind
    target: str | None  # a proposal's id, a uid, "root", a person, "anyone"; None if not labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One authored sentence as the labellers saw it."""

    uid: str
    message_id: MessageId
    sender: str  # as the labels' file writes it
    text: str
    span: Span | None  # None: its words do not stand in our text
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldThread:
    """One labelled thread, and the discussions that its mail makes: one, if threading is right."""

    name: str
    list_name: str
    discussions: tuple[Discussion, ...]
    units: tuple[Unit, ...]  # every sentence, labelled or not; in the sample only labelled ones
    findings: Findings | None  # None: labelled by the sentence only
    summary: Summary | None
    judged: frozenset[MessageId] | None = None  # messages that labellers read; None: all


def read_gold(folder: Path) -> Iterator[GoldThread]:
    """Yield the labelled threads in *folder*, by name. Raises SourceError if there are none."""
    names = sorted(folder.glob("*.units.jsonl"))
    if not names:
        raise SourceError(
            f"{folder}: no labelled threads, expected NAME.mbox with NAME.units.jsonl"
        )
    for path in names:
        yield _read_thread(folder, path.name.removesuffix(".units.jsonl"))


def _read_thread(folder: Path, name: str) -> GoldThread:
    discussions = tuple(discussions_of(folder / f"{name}.mbox"))
    texts = {m.message_id: m.text for each in discussions for m in each.messages}
    folded: dict[str, Folded] = {}
    labels = _read_labels(folder / f"{name}.tsv")
    units = []
    for row in (folder / f"{name}.units.jsonl").read_text("utf-8").split("\n"):
        if not row.strip():
            continue
        said = json.loads(row)
        message_id = MessageId(said["message_id"])
        if message_id not in folded:
            folded[message_id] = Folded(texts.get(message_id, ""))
        place = folded[message_id].find(said["text"], near=said["start"])
        units.append(
            Unit(
                uid=said["uid"],
                message_id=message_id,
                sender=said["sender"],
                text=said["text"],
                span=None
                if place is None
                else Span(message_id=message_id, start=place[0], end=place[1]),
                labels=labels.get(said["uid"], ()),
            )
        )
    path = folder / f"{name}.json"
    told = json.loads(path.read_text("utf-8")) if path.exists() else None
    judged = folder / f"{name}.judged.jsonl"
    return GoldThread(
        name=name,
        list_name=list_of(name),
        discussions=discussions,
        units=tuple(units),
        findings=None if told is None else _findings(told, units),
        summary=None if told is None else _summary(told["summary"], units),
        judged=_read_judged(judged) if judged.exists() else None,
    )


def _read_judged(path: Path) -> frozenset[MessageId]:
    rows = path.read_text("utf-8").split("\n")
    return frozenset(MessageId(json.loads(row)) for row in rows if row)


def write_thread(
    path: Path,
    mails: Iterable[RawMessage],
    units: Iterable[Mapping[str, object]],
    rows: Iterable[str],
    judged: Iterable[MessageId],
) -> None:
    """Write one labelled thread as `read_gold` reads it; the name of *path* is the thread's.

    *units* have the keys of NAME.units.jsonl, *rows* are the lines of NAME.tsv,
    *judged* are the messages that labellers read, all or some of *mails*.
    """
    written = {
        ".mbox": b"".join(write_mbox(mails)),
        ".units.jsonl": "".join(f"{dumped(unit)}\n" for unit in units).encode(),
        ".tsv": "".join(f"{row}\n" for row in rows).encode(),
        ".judged.jsonl": "".join(f"{dumped(each)}\n" for each in judged).encode(),
    }
    for ending, data in written.items():
        path.with_name(path.name + ending).write_bytes(data)


def list_of(name: str) -> str:
    """Return the list of a thread's file name: what stands before its number.

    >>> list_of("opensim-dev-03-0-7-release"), list_of("cdrecord-u01-cdrecord")
    ('opensim-dev', 'cdrecord')
    """
    words = name.split("-")
    for at, word in enumerate(words):
        if at and word.lstrip("tur").isdigit():
            return "-".join(words[:at])
    return name


def _read_labels(path: Path) -> dict[str, tuple[Label, ...]]:
    """Return the labels by uid; a target may hold commas, so that one label takes the whole."""
    found = {}
    for row in path.read_text("utf-8").split("\n"):
        if not row.strip() or row.startswith("uid\t"):
            continue
        uid, kinds, target = (*row.split("\t"), "-")[:3]
        listed = kinds.split(",")
        targets = target.split(",", len(listed) - 1) if len(listed) > 1 else [target]
        targets += [targets[-1]] * (len(listed) - len(targets))
        found[uid] = tuple(
            Label(kind=cast(ActKind, kind.strip()), target=_none_if_dash(to.strip()))
            for kind, to in zip(listed, targets, strict=True)
        )
    return found


def _none_if_dash(target: str) -> str | None:
    return None if target in ("", "-") else target


def _findings(told: Mapping[str, Any], units: Sequence[Unit]) -> Findings:
    places = {unit.uid: unit.span for unit in units}
    numbered = {unit.uid.partition(".")[0]: unit.message_id for unit in units}

    def spans(uids: Sequence[str]) -> tuple[Span, ...]:
        return tuple(span for uid in uids if (span := places.get(uid)) is not None)

    return Findings(
        proposals=tuple(
            Proposal(
                id=each["id"],
                title=each["gist"],
                author=each["author"],
                status=each["status"],
                evidence=spans(each["uids"]),
                confidence=1.0,
            )
            for each in told["proposals"]
        ),
        positions=tuple(
            Position(
                holder=each["holder"],
                proposal=each["proposal"],
                stance=each["stance"],
                evidence=spans(each["uids"]),
                history=(),
                confidence=1.0,
            )
            for each in told["positions"]
        ),
        actions=tuple(
            ActionItem(
                owner=each["owner"],
                task=each["task"],
                due=each["due"],
                due_date=None,
                status=each["status"],
                evidence=spans(each["uids"]),
                confidence=1.0,
            )
            for each in told["action_items"]
        ),
        questions=tuple(
            Question(
                asker=each["asker"],
                text="",
                open=not each["answered_by"],
                answered_by=tuple(
                    numbered[str(number)]
                    for number in each["answered_by"]
                    if str(number) in numbered
                ),
                evidence=spans([each["uid"]]),
                confidence=1.0,
            )
            for each in told["questions"]
        ),
        decisions=tuple(
            Decision(
                text=each.get("text") or each.get("gist", ""),
                proposal=each.get("proposal"),
                evidence=spans(each["uids"] if "uids" in each else [each["uid"]]),
                confidence=1.0,
            )
            for each in told["decisions"]
        ),
    )


def _summary(told: Sequence[Mapping[str, Any]], units: Sequence[Unit]) -> Summary:
    places = {unit.uid: unit.span for unit in units}
    return Summary(
        sentences=tuple(
            Sentence(
                text=each["sentence"],
                evidence=tuple(
                    span for uid in each["uids"] if (span := places.get(uid)) is not None
                ),
            )
            for each in told
        )
    )
