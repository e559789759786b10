"""Sentences to be labelled by people, in the form that Label Studio and Prodigy take; and back.

One line is one message: its text, and as a first guess what listminer reads in
its sentences. What comes back is written as labelled threads that `evaluate`
scores. Prodigy counts code points, as we do; Label Studio, in a browser, counts
UTF-16 units.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any, get_args

from listminer.errors import UserError
from listminer.evaluate.gold import write_thread
from listminer.evaluate.placing import folded_place
from listminer.library.pictures import sentences_of
from listminer.model import ActKind, Discussion, Message, MessageId, RawMessage, Span
from listminer.render.json import dumped
from listminer.render.listing import counted
from listminer.render.safe import shown_line

KINDS: tuple[ActKind, ...] = get_args(ActKind)
_NAME = re.compile(r"[^a-z0-9]+")
_SHOWN = 40  # characters of words that are others
_EXPECTED = "expected what Label Studio exports as JSON (not JSON-MIN), or Prodigy's db-out"
_MOST_KEYS = 12  # of an unknown form: its own names come to ten or so


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What a person says that a stretch of a message does."""

    span: Span
    kind: ActKind


def label_lines(discussions: Iterable[Discussion]) -> Iterator[str]:
    """Yield a JSON line a message that says anything, acts as first guesses, in reading order."""
    for discussion in discussions:
        acts: dict[MessageId, list[tuple[Span, ActKind]]] = {}
        for act in discussion.findings.acts:
            acts.setdefault(act.span.message_id, []).append((act.span, act.kind))
        speaking = {span.message_id for span in sentences_of(discussion)}
        for message in discussion.messages:
            if message.message_id in speaking and not message.ghost:
                told = acts.get(message.message_id, [])
                yield dumped(_line(discussion.thread.root, message, told)) + "\n"


def _line(
    root: MessageId, message: Message, acts: Iterable[tuple[Span, ActKind]]
) -> dict[str, Any]:
    meta = {
        "thread": root,
        "message_id": message.message_id,
        "sender": message.sender.display,
        "subject": message.subject,
    }
    listed = list(acts)
    result = [
        {
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": _units(message.text, at.start),
                "end": _units(message.text, at.end),
                "text": message.text[at.start : at.end],
                "labels": [kind],
            },
        }
        for at, kind in listed
    ]
    return {
        "text": message.text,
        "meta": meta,
        "spans": [{"start": at.start, "end": at.end, "label": kind} for at, kind in listed],
        "data": {"text": message.text, **meta},
        "predictions": [{"model_version": "listminer", "result": result}],
    }


def read_labels(
    path: Path, texts: Mapping[MessageId, str]
) -> tuple[list[Labelled], list[MessageId]]:
    """Return the labels in an export of Label Studio or Prodigy, and the messages they are of.

    Takes JSON lines and JSON lists. A task that was rejected, skipped or never
    answered is left out. Raises UserError for a file of another form, for one in
    which nobody labelled anything (as `export labels` wrote it), or with every
    mistake: a label that there is not, a message that is not in *texts*, a place
    whose words are others, white space aside.
    """
    mistakes: list[str] = []
    found: list[Labelled] = []
    messages: list[MessageId] = []
    tasks = _tasks(path)
    for number, task in enumerate(tasks, start=1):
        message_id = _message_of(task)
        if message_id not in texts:
            mistakes.append(f"task {number}: no message <{message_id}> in the store")
            continue
        try:
            told = _told(task, texts[message_id])
        except (AttributeError, KeyError, TypeError, ValueError):
            mistakes.append(f"task {number}: expected spans with start, end and label")
            continue
        if told is None:
            continue
        messages.append(message_id)
        for each in told:
            wrong = _mistake(each, texts[message_id])
            if wrong is not None:
                mistakes.append(f"task {number}: {wrong}")
                continue
            span = Span(message_id=message_id, start=each.start, end=each.end)
            found.append(Labelled(span=span, kind=each.label))
    if mistakes:
        raise UserError(f"{path}: {counted(len(mistakes), 'mistake')}", hints=tuple(mistakes[:20]))
    if not messages:
        raise UserError(
            f"{path}: nothing was labelled, of {counted(len(tasks), 'task')} none was accepted",
            hints=(
                "first guesses are no labels: people submit (Label Studio) or accept (Prodigy)",
            ),
        )
    return found, list(dict.fromkeys(messages))


def _tasks(path: Path) -> list[dict[str, Any]]:
    try:
        whole = path.read_text(encoding="utf-8")
        if whole.lstrip().startswith("["):
            listed = json.loads(whole)
        else:
            listed = [json.loads(line) for line in whole.split("\n") if line.strip()]
    except OSError as exc:
        raise UserError(f"{path}: cannot be read ({exc.strerror})") from exc
    except (ValueError, RecursionError) as exc:
        raise UserError(
            f"{path}: neither JSON lines nor a JSON list ({exc})", hints=(_EXPECTED,)
        ) from exc
    if not all(isinstance(each, dict) for each in listed):
        raise UserError(f"{path}: expected one object a task", hints=(_EXPECTED,))
    if listed and not any(map(_message_of, listed)):
        keys = sorted({shown_line(key) for task in listed for key in task})
        raise UserError(
            f"{path}: {counted(len(listed), 'task')} without meta or data that names a message",
            hints=(f"found {', '.join(keys[:_MOST_KEYS])}", _EXPECTED),
        )
    return [dict(each) for each in listed]


def _message_of(task: Mapping[str, Any]) -> MessageId:
    """Return the message that a task is of; "" if it names none."""
    for place in (task.get("meta"), task.get("data")):
        if isinstance(place, dict) and place.get("message_id"):
            return MessageId(str(place["message_id"]))
    return MessageId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One label as a file has it, not checked yet."""

    start: int  # in code points
    end: int
    label: Any
    words: str  # that the labeller saw there


def _mistake(told: _Told, text: str) -> str | None:
    """Return what is wrong with a label on *text*; None if nothing is."""
    if told.label not in KINDS:
        return f"no label {told.label!r}, known: {', '.join(KINDS)}"
    if not 0 <= told.start < told.end <= len(text):
        return f"{told.start} to {told.end} is no place in its message"
    stand = text[told.start : told.end]
    if _letters(stand) != _letters(told.words):
        labelled, found = (shorten(words, _SHOWN) for words in (told.words, stand))
        return f"{told.start} to {told.end} was labelled {labelled!r} and is {found!r} here"
    return None


def _letters(words: str) -> str:
    """Return *words* without white space.

    Label Studio trims it, and writes the end of a line that it was dragged over as
    a backslash and an n (selection-tools.js).

    >>> _letters(r"drop\\n it") == _letters("drop\\nit")
    True
    """
    return "".join(words.replace(r"\n", " ").split())


def _told(task: Mapping[str, Any], text: str) -> list[_Told] | None:
    """Return what a person says of a message, in either program; None if nobody answered.

    An answer without labels says that the message does nothing.
    """
    if "annotations" not in task:
        return list(_spans(task, text)) if task.get("answer") == "accept" else None
    # Label Studio writes a task that was skipped as an annotation that was cancelled
    kept = [each for each in task["annotations"] if not each.get("was_cancelled")]
    return list(_results(kept[-1], text)) if kept else None  # of several the last one holds


def _spans(task: Mapping[str, Any], text: str) -> Iterator[_Told]:
    """Yield what an accepted task of Prodigy says; the words are those of the task."""
    seen = str(task.get("text", text))
    for each in task.get("spans") or ():
        start, end = int(each["start"]), int(each["end"])
        yield _Told(start=start, end=end, label=each["label"], words=seen[start:end])


def _results(annotation: Mapping[str, Any], text: str) -> Iterator[_Told]:
    """Yield what an annotation of Label Studio says; it may be set up to keep no words."""
    for each in annotation.get("result", ()):
        value = each.get("value", {})
        for label in value.get("labels", ()):
            start, end = _points(text, value["start"]), _points(text, value["end"])
            words = str(value.get("text", text[start:end]))
            yield _Told(start=start, end=end, label=label, words=words)


def write_gold(
    labelled: Iterable[Labelled],
    messages: Iterable[MessageId],
    discussions: Iterable[Discussion],
    raws_of: Callable[[Discussion], Iterable[RawMessage]],
    folder: Path,
) -> list[str]:
    """Write labelled threads into *folder* as `evaluate --gold` reads them; return their names.

    Of each thread NAME.mbox, NAME.units.jsonl (every sentence of the messages
    that were labelled), NAME.tsv (which does what) and NAME.judged.jsonl (which
    messages). *raws_of* gives the mails of a thread.
    """
    by_span: dict[Span, list[ActKind]] = {}
    for each in labelled:
        kinds = by_span.setdefault(each.span, [])
        if each.kind not in kinds:
            kinds.append(each.kind)
    judged = set(messages)
    names: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for discussion in discussions:
            if judged.isdisjoint(each.message_id for each in discussion.messages):
                continue
            names.append(_name(discussion, len(names) + 1))
            _write_thread(discussion, by_span, judged, raws_of, folder / names[-1])
    except OSError as exc:
        raise UserError(f"{folder}: cannot be written ({exc.strerror})") from exc
    return names


def _write_thread(
    discussion: Discussion,
    by_span: Mapping[Span, list[ActKind]],
    judged: set[MessageId],
    raws_of: Callable[[Discussion], Iterable[RawMessage]],
    path: Path,
) -> None:
    units, rows = [], ["uid\tlabels\ttarget"]
    read = list(sentences_of(discussion))
    order = {each.message_id: at for at, each in enumerate(discussion.messages)}
    own = {span for span in by_span if span.message_id in order}
    # a stretch that people marked and we do not read as a sentence is a unit of its own
    spans = sorted({*read, *own}, key=lambda each: (order[each.message_id], each.start, each.end))
    texts = {each.message_id: each for each in discussion.messages}
    for span in spans:
        if span.message_id not in judged:
            continue
        message = texts[span.message_id]
        uid = f"{order[span.message_id] + 1}.{span.start}-{span.end}"
        units.append(
            {
                "uid": uid,
                "message_id": span.message_id,
                "sender": message.sender.display,
                "start": folded_place(message.text, span.start),
                "text": message.text[span.start : span.end],
            }
        )
        if span in by_span:
            rows.append(f"{uid}\t{','.join(by_span[span])}\t-")
    write_thread(path, raws_of(discussion), units, rows, sorted(judged & set(order)))


def _name(discussion: Discussion, number: int) -> str:
    """Return a file name: the list, a number, words of the subject."""
    subject = discussion.messages[0].subject if discussion.messages else ""
    words = _NAME.sub("-", subject.lower()).strip("-")[:40].strip("-")
    name = _NAME.sub("-", next(iter(discussion.lists), "list").lower()).strip("-") or "list"
    return f"{name}-{number:02d}-{words or 'thread'}"


def _units(text: str, point: int) -> int:
    """Return the place of a code point as a browser counts.

    >>> _units("a😀b", 2)
    3
    """
    return point + sum(ord(each) > 0xFFFF for each in text[:point])


def _points(text: str, unit: int) -> int:
    """Return the place that a browser names, in code points.

    >>> _points("a😀b", 3)
    2
    """
    at = 0
    for point, each in enumerate(text):
        if at >= unit:
            return point
        at += 2 if ord(each) > 0xFFFF else 1
    return len(text)
