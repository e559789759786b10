"""One discussion as JSON, by the contract `listminer/discussion/1` (discussion-1.schema.json).

Pure. `text` is always exactly the slice `start:end` of the message's decoded
text. `known_from_quotes` says that the archive lacks that message: its sender is
only said to have written it. Characters that could steer a terminal are written
as escapes, which every JSON reader undoes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from listminer.model import Discussion, Message, MessageId, Prose, Span, SpeechAct, Summary
from listminer.people import people_of
from listminer.quoting import dates_of, subject_of
from listminer.render.listing import iso

SCHEMA = "listminer/discussion/1"
# C1 controls, bidi and zero-width marks, line separators, lone surrogates: never raw in our output.
_ESCAPED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

Json = dict[str, Any]


def write_json(discussion: Discussion, summary: Summary, *, indent: int | None = 2) -> str:
    """Return the document of one discussion; without *indent* it is one line."""
    return dumped(as_document(discussion, summary), indent=indent)


def as_document(discussion: Discussion, summary: Summary) -> Json:
    """Return the document as dicts and lists, keys in the contract's order."""
    return _Document(discussion).document(summary)


def dumped(value: Any, *, indent: int | None = None) -> str:
    r"""Return *value* as JSON text that no terminal can be steered by.

    >>> dumped({"a": "b\u202e"})
    '{"a": "b\\u202e"}'
    """
    return harmless(json.dumps(value, ensure_ascii=False, indent=indent))


def harmless(text: str) -> str:
    """Return JSON *text* with what could steer a terminal escaped; it says the same."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def schema() -> Json:
    """Return the JSON Schema of the documents."""
    text = files("listminer.render").joinpath("discussion-1.schema.json").read_text("utf-8")
    found: Json = json.loads(text)
    return found


class Evidence:
    """Spans of one discussion as JSON, each with its words and where to read them."""

    def __init__(self, discussion: Discussion) -> None:
        self.messages: Mapping[MessageId, Message] = {
            each.message_id: each for each in discussion.messages
        }
        self.people = people_of(discussion.messages)

    def sender(self, span: Span) -> str:
        """Return who wrote the message that *span* lies in."""
        return self.people.name_of(self.messages[span.message_id].sender)

    def words(self, span: Span) -> str:
        """Return exactly the words of *span*."""
        return self.messages[span.message_id].text[span.start : span.end]

    def is_hearsay(self, span: Span) -> bool:
        """Return whether the archive lacks that message: its words are known from quotes only."""
        return self.messages[span.message_id].ghost

    def entry(self, span: Span) -> Json:
        """Return *span* as the contract's EV."""
        message = self.messages[span.message_id]
        return {
            "message_id": span.message_id,
            "sender": self.sender(span),
            "date": iso(message.date),
            "start": span.start,
            "end": span.end,
            "text": self.words(span),
            "url": message.url,
            "known_from_quotes": message.ghost,
        }

    def entries(self, spans: Iterable[Span]) -> list[Json]:
        """Return each of *spans* as the contract's EV."""
        return [self.entry(each) for each in spans]


class _Document:
    def __init__(self, discussion: Discussion) -> None:
        self.discussion = discussion
        self.evidence = Evidence(discussion)

    def document(self, summary: Summary) -> Json:
        found = self.discussion.findings
        entries = self.evidence.entries
        return {
            "schema": SCHEMA,
            "thread": self._thread(),
            "acts": [self._act(each) for each in found.acts],
            "proposals": [
                {
                    "id": each.id,
                    "title": each.title,
                    "author": each.author,
                    "status": each.status,
                    "evidence": entries(each.evidence),
                    "settled_by": entries(each.settled_by),
                    "confidence": each.confidence,
                }
                for each in found.proposals
            ],
            "positions": [
                {
                    "holder": each.holder,
                    "proposal": each.proposal,
                    "stance": each.stance,
                    "evidence": entries(each.evidence),
                    "history": [
                        {"stance": turn.stance, "evidence": entries(turn.evidence)}
                        for turn in each.history
                    ],
                    "confidence": each.confidence,
                }
                for each in found.positions
            ],
            "action_items": [
                {
                    "owner": each.owner,
                    "task": each.task,
                    "due": each.due,
                    "status": each.status,
                    "evidence": entries(each.evidence),
                    "settled_by": entries(each.settled_by),
                    "confidence": each.confidence,
                }
                for each in found.actions
            ],
            "questions": [
                {
                    "asker": each.asker,
                    "text": each.text,
                    "open": each.open,
                    "answered_by": list(each.answered_by),
                    "evidence": entries(each.evidence),
                }
                for each in found.questions
            ],
            "decisions": [
                {
                    "text": each.text,
                    "proposal": each.proposal,
                    "evidence": entries(each.evidence),
                    "confidence": each.confidence,
                }
                for each in found.decisions
            ],
            "summary": [
                {"text": each.text, "evidence": entries(each.evidence)}
                for each in summary.sentences
            ],
            "prose": self._prose(summary.prose),
            "problems": [
                {"stage": each.stage, "locator": each.locator, "message": each.message}
                for each in self.discussion.problems
            ],
        }

    def _prose(self, prose: Prose | None) -> Json | None:
        """Return what a language model told, where one was asked and answered."""
        if prose is None:
            return None
        return {
            "model": prose.model,
            "sentences": [
                {"text": each.text, "evidence": self.evidence.entries(each.evidence)}
                for each in prose.sentences
            ],
            "kept": prose.kept,
            "dropped": list(prose.dropped),
        }

    def _thread(self) -> Json:
        messages = self.discussion.heard
        first, last = dates_of(messages)
        return {
            "root": self.discussion.thread.root,
            "subject": subject_of(self.discussion),
            "lists": list(self.discussion.lists),
            "url": next((each.url for each in messages if each.url), None),
            "messages": len(messages),
            "first": iso(first),
            "last": iso(last),
            "participants": self._participants(messages),
        }

    def _participants(self, messages: Iterable[Message]) -> list[Json]:
        """Return who wrote, in the order of their first message."""
        counts: Counter[str] = Counter()
        addresses: dict[str, str] = {}
        for each in messages:
            name = self.evidence.people.name_of(each.sender)
            counts[name] += 1
            addresses.setdefault(name, each.sender.address)
        return [
            {"name": name, "address": addresses[name] or None, "messages": count}
            for name, count in counts.items()
        ]

    def _act(self, act: SpeechAct) -> Json:
        span, answers = act.span, act.answers
        return {
            "kind": act.kind,
            "message_id": span.message_id,
            "sender": self.evidence.sender(span),
            "start": span.start,
            "end": span.end,
            "text": self.evidence.words(span),
            "known_from_quotes": self.evidence.is_hearsay(span),
            "confidence": act.confidence,
            "answers": None
            if answers is None
            else {
                "message_id": answers.message_id,
                "start": answers.start,
                "end": answers.end,
                "text": self.evidence.words(answers),
                "known_from_quotes": self.evidence.is_hearsay(answers),
            },
        }
