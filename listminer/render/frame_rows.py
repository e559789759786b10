"""The rows of the frames: what stands in each, in the order of frame.COLUMNS. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from listminer.model import Address, Discussion, Finding, Message, MessageId, Span
from listminer.quoting import dates_of, telling_span

NameOf = Callable[[Address], str]


class View(NamedTuple):
    """One discussion, and what to call its people."""

    discussion: Discussion
    name_of: NameOf

    @property
    def root(self) -> MessageId:
        return self.discussion.thread.root

    def messages(self) -> dict[MessageId, Message]:
        return {each.message_id: each for each in self.discussion.messages}

    def people(self) -> Callable[[str | None], str | None]:
        """Return what tells whom a finding means by a name of its thread: one of all threads."""
        called: dict[str, str] = {}
        for each in self.discussion.messages:
            named = self.name_of(each.sender)
            called.setdefault(each.sender.name, named)
            called.setdefault(each.sender.display, named)
        return lambda name: name and called.get(name, name)

    def evidence(self, finding: Finding, messages: Mapping[MessageId, Message]) -> tuple[Any, ...]:
        return _words(telling_span(finding), messages)


def _words(span: Span | None, messages: Mapping[MessageId, Message]) -> tuple[Any, ...]:
    if span is None:
        return None, None, None, None
    text = messages[span.message_id].text[span.start : span.end]
    return span.message_id, span.start, span.end, text


def _messages(view: View) -> Iterator[tuple[Any, ...]]:
    nodes = {node.message_id: node for node in view.discussion.thread.nodes}
    depths: dict[MessageId, int] = {}
    for own, node in nodes.items():
        depths[own] = 0 if node.parent is None else depths[node.parent] + 1
    for each in view.discussion.messages:
        node = nodes[each.message_id]
        yield (
            view.root,
            each.message_id,
            node.parent,
            node.how,
            depths[each.message_id],
            view.name_of(each.sender),
            each.sender.name,
            each.sender.address,
            each.date,
            each.utc_offset_min,
            each.subject,
            " ".join(each.lists),
            each.url,
            each.ghost,
            " ".join(defect.code for defect in each.defects),
            len(each.text),
            each.text,
        )


def _threads(view: View) -> Iterator[tuple[Any, ...]]:
    real = view.discussion.heard
    first, last = dates_of(real)
    yield (
        view.root,
        real[0].subject if real else "",
        " ".join(view.discussion.lists),
        len(real),
        len({view.name_of(each.sender) for each in real}),
        first,
        last,
    )


def _segments(view: View) -> Iterator[tuple[Any, ...]]:
    for message in view.discussion.messages:
        for each in view.discussion.segments.get(message.message_id, ()):
            said = each.attribution
            who = None if said is None else said.name or said.address
            span = each.span
            yield view.root, span.message_id, span.start, span.end, each.zone, each.depth, who


def _links(view: View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.links:
        yield (
            view.root,
            *_words(each.quote, messages),
            *_words(each.source, messages),
            each.exact,
        )


def _acts(view: View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.acts:
        yield (
            view.root,
            each.kind,
            view.name_of(messages[each.span.message_id].sender),
            *_words(each.span, messages),
            each.confidence,
            *_words(each.answers, messages)[:3],
        )


def _proposals(view: View) -> Iterator[tuple[Any, ...]]:
    messages, person = view.messages(), view.people()
    for each in view.discussion.findings.proposals:
        said = view.evidence(each, messages)
        author = person(each.author)
        yield view.root, each.id, each.title, author, each.status, *said, each.confidence


def _positions(view: View) -> Iterator[tuple[Any, ...]]:
    messages, person = view.messages(), view.people()
    for each in view.discussion.findings.positions:
        said = view.evidence(each, messages)
        holder, turns = person(each.holder), len(each.history)
        yield view.root, holder, each.proposal, each.stance, turns, *said, each.confidence


def _actions(view: View) -> Iterator[tuple[Any, ...]]:
    messages, person = view.messages(), view.people()
    for each in view.discussion.findings.actions:
        yield (
            view.root,
            person(each.owner),
            each.task,
            each.due,
            each.due_date,
            each.status,
            *view.evidence(each, messages),
            each.confidence,
        )


def _questions(view: View) -> Iterator[tuple[Any, ...]]:
    messages, person = view.messages(), view.people()
    for each in view.discussion.findings.questions:
        said = view.evidence(each, messages)
        answers = len(each.answered_by)
        yield view.root, person(each.asker), each.open, answers, *said, each.confidence


def _decisions(view: View) -> Iterator[tuple[Any, ...]]:
    messages = view.messages()
    for each in view.discussion.findings.decisions:
        yield view.root, each.proposal, *view.evidence(each, messages), each.confidence


ROWS: Mapping[str, Callable[[View], Iterator[tuple[Any, ...]]]] = {
    "messages": _messages,
    "threads": _threads,
    "segments": _segments,
    "links": _links,
    "acts": _acts,
    "proposals": _proposals,
    "positions": _positions,
    "actions": _actions,
    "questions": _questions,
    "decisions": _decisions,
}
"""What makes the rows of a frame of one discussion; "people" has rows of all together."""


def people_rows(discussions: Iterable[Discussion], name_of: NameOf) -> Iterator[tuple[Any, ...]]:
    """Yield one row a person, those with most messages first; ghosts count for nobody."""
    addresses: dict[str, dict[str, None]] = {}
    counts: dict[str, int] = {}
    threads: dict[str, set[MessageId]] = {}
    dates: dict[str, list[Any]] = {}
    for discussion in discussions:
        for message in discussion.messages:
            if message.ghost:
                continue
            name = name_of(message.sender)
            addresses.setdefault(name, {})[message.sender.address] = None
            counts[name] = counts.get(name, 0) + 1
            threads.setdefault(name, set()).add(discussion.thread.root)
            if message.date is not None:
                dates.setdefault(name, []).append(message.date)
    for name in sorted(counts, key=lambda each: (-counts[each], each)):
        sent = dates.get(name, [])
        yield (
            name,
            " ".join(address for address in addresses[name] if address),
            counts[name],
            len(threads[name]),
            min(sent, default=None),
            max(sent, default=None),
        )
