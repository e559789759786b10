"""A whole discussion with everybody under a pseudonym: texts, headers, places, findings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from listminer.library.pseudonyms.edits import Masked
from listminer.library.pseudonyms.masking import ThreadMask
from listminer.library.pseudonyms.names import Register
from listminer.library.pseudonyms.report import Place, PseudonymReport
from listminer.model import (
    Address,
    Answer,
    Attribution,
    Discussion,
    Findings,
    Message,
    MessageId,
    Position,
    Segment,
    Span,
    Thread,
)

T = TypeVar("T")


def people_of(discussion: Discussion) -> Iterator[Address]:
    """Yield everybody whom headers and attributions of a thread name, senders first."""
    yield from (each.sender for each in discussion.messages)
    for message in discussion.messages:
        yield from message.recipients
    for segments in discussion.segments.values():
        yield from filter(None, map(_attributed, segments))


def _attributed(segment: Segment) -> Address | None:
    """Return whom an attribution names, if it does so by an address or by several words."""
    said = segment.attribution
    if said is None:
        return None
    name = " ".join((said.name or "").split())
    words = name.split()
    is_name = 2 <= len(words) <= 5 and not any(
        word[0].islower() or not word[0].isalpha() for word in words
    )
    address = (said.address or "").casefold()
    if not (is_name or "@" in address):
        return None
    return Address(name=name if is_name else "", address=address if "@" in address else "")


class Rewriter:
    """One discussion under pseudonyms; what is in doubt goes into *report*."""

    def __init__(
        self,
        discussion: Discussion,
        register: Register,
        ids: frozenset[str] | set[str],
        report: PseudonymReport,
    ) -> None:
        self._register = register
        self._report = report
        self._discussion = discussion
        people = [each.sender for each in discussion.messages]
        people += [who for each in discussion.messages for who in each.recipients]
        people += [
            who
            for segments in discussion.segments.values()
            for who in filter(None, map(_attributed, segments))
        ]
        own = {node.message_id for node in discussion.thread.nodes}
        self._mask = ThreadMask(
            register, ids | own, people, (each.text for each in discussion.messages)
        )
        self._texts: dict[MessageId, Masked] = {}

    def rewritten(self) -> Discussion:
        """Return the discussion; every place counts in the new texts."""
        found = self._discussion
        messages = tuple(self._message(each) for each in found.messages)
        nodes = tuple(
            replace(
                node,
                message_id=self.id(node.message_id),
                parent=None if node.parent is None else self.id(node.parent),
                opens=None if node.opens is None else self._plain(node.opens),
            )
            for node in found.thread.nodes
        )
        return Discussion(
            thread=Thread(root=self.id(found.thread.root), nodes=nodes),
            messages=messages,
            segments={
                self.id(own): tuple(self._segments(segments))
                for own, segments in found.segments.items()
            },
            links=tuple(
                replace(each, quote=self._span(each.quote), source=self._span(each.source))
                for each in found.links
            ),
            answers=tuple(map(self._answer, found.answers)),
            findings=self._findings(found.findings),
        )

    def id(self, message_id: MessageId) -> MessageId:
        """Return the pseudonym of an id."""
        return self._register.keyed.message_id(message_id)

    def _message(self, message: Message) -> Message:
        own = self.id(message.message_id)
        attributions = [
            (each.attribution, each.attribution.span.start, each.attribution.span.end)
            for each in self._discussion.segments.get(message.message_id, ())
            if each.attribution is not None
            and each.attribution.span.message_id == message.message_id
        ]
        masked = self._texts[message.message_id] = self._mask.mask(message.text, attributions)
        subject = self._mask.mask(message.subject)
        for part, told in (("subject", subject), ("text", masked)):
            for start, end, kind in told.unsure:
                self._report.add(Place(own, part, start, end, kind))  # type: ignore[arg-type]
        return replace(
            message,
            message_id=own,
            sender=self._sender(message),
            subject=subject.text,
            references=tuple(map(self.id, message.references)),
            text=masked.text,
            source="",  # a path of the writer's machine, a page of the archive
            defects=tuple(replace(each, detail="") for each in message.defects),
            recipients=tuple(map(self._register.pseudonym, message.recipients)),
            attachments=tuple(
                replace(each, name=self._plain(each.name)) for each in message.attachments
            ),
            url=None,
        )

    def _sender(self, message: Message) -> Address:
        """Return a sender under a pseudonym; of a ghost only an attribution's name is known."""
        who = message.sender
        if message.ghost and who.name and not who.address and not who.person:
            return Address(name=self._mask.call(who.name), address="")
        return self._register.pseudonym(who)

    def _plain(self, text: str) -> str:
        return self._mask.mask(text).text

    # places

    def _span(self, span: Span) -> Span:
        masked = self._texts.get(span.message_id)
        own = self.id(span.message_id)
        if masked is None:  # of a message that this discussion lacks
            return replace(span, message_id=own)
        start, end = masked.place(span.start), masked.place(span.end, is_end=True)
        return Span(message_id=own, start=start, end=end)

    def _spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(self._span, spans))

    def _segments(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield segments without gap or overlap, also where a name ran over a border."""
        for each in segments:
            masked = self._texts.get(each.span.message_id)
            if masked is None:
                continue
            start, end = masked.place(each.span.start), masked.place(each.span.end)
            if each.span.end > each.span.start and start == end:
                continue  # all of it stood inside one name
            span = Span(message_id=self.id(each.span.message_id), start=start, end=end)
            yield replace(each, span=span, attribution=self._attribution(each.attribution))

    def _attribution(self, said: Attribution | None) -> Attribution | None:
        if said is None:
            return None
        name = said.name and self._mask.call(said.name)
        address = (
            said.address
            and self._register.pseudonym(Address(name="", address=said.address)).address
        )
        return Attribution(name=name, address=address, date=said.date, span=self._span(said.span))

    def _answer(self, answer: Answer) -> Answer:
        return Answer(
            span=self._span(answer.span),
            quote=None if answer.quote is None else self._span(answer.quote),
            source=self._spans(answer.source),
        )

    # findings

    def _findings(self, found: Findings) -> Findings:
        called = self._names()

        def call(name: str) -> str:
            return called.get(name) or self._mask.call(name)

        return Findings(
            acts=tuple(
                replace(
                    each,
                    span=self._span(each.span),
                    answers=None if each.answers is None else self._span(each.answers),
                )
                for each in found.acts
            ),
            proposals=tuple(
                replace(
                    each,
                    title=self._plain(each.title),
                    author=None if each.author is None else call(each.author),
                    evidence=self._spans(each.evidence),
                    settled_by=self._spans(each.settled_by),
                )
                for each in found.proposals
            ),
            positions=tuple(self._position(each, call(each.holder)) for each in found.positions),
            actions=tuple(
                replace(
                    each,
                    owner=None if each.owner is None else call(each.owner),
                    task=self._plain(each.task),
                    due=None if each.due is None else self._plain(each.due),
                    evidence=self._spans(each.evidence),
                    settled_by=self._spans(each.settled_by),
                )
                for each in found.actions
            ),
            questions=tuple(
                replace(
                    each,
                    asker=call(each.asker),
                    text=self._plain(each.text),
                    answered_by=tuple(map(self.id, each.answered_by)),
                    evidence=self._spans(each.evidence),
                )
                for each in found.questions
            ),
            decisions=tuple(
                replace(each, text=self._plain(each.text), evidence=self._spans(each.evidence))
                for each in found.decisions
            ),
            others=self._spans(found.others),
        )

    def _position(self, position: Position, holder: str) -> Position:
        history = tuple(
            replace(turn, evidence=self._spans(turn.evidence)) for turn in position.history
        )
        evidence = self._spans(position.evidence)
        return replace(position, holder=holder, evidence=evidence, history=history)

    def _names(self) -> Mapping[str, str]:
        """Return what each sender's shown name is from now on."""
        return {
            each.sender.display: self._sender(each).display
            for each in self._discussion.messages
            if each.sender.name or each.sender.address
        }
