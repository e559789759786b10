"""What holds for every summary, whatever the thread: no claim without its words."""

from __future__ import annotations

from collections.abc import Iterable

from listminer.model import Digest, Discussion, Message, MessageId, Sentence, Span, Summary
from listminer.people import People
from listminer.quoting import quoted


def broken_laws(discussion: Discussion, summary: Summary) -> list[str]:
    """Return what is wrong with *summary*, one line each; [] where all laws hold."""
    messages = {each.message_id: each for each in discussion.messages}
    found = [
        *_sentences(summary.sentences, messages),
        *(f"quoted words credited: {span}" for span in _not_authored(discussion, summary)),
    ]
    people = People(each.sender for each in discussion.messages)
    for sentence in summary.sentences:
        if sentence.part == "issue" and sentence.quotes:
            author = people.name_of(messages[sentence.quotes[0].message_id].sender)
            if not sentence.text.startswith(f"{author} writes: "):
                found.append(f"another's words: {sentence.text}")
    return found


def broken_digest_laws(digest: Digest) -> list[str]:
    """Return what is wrong with *digest*, one line each."""
    messages = {each.message_id: each for each in digest.sources}
    points = [point for each in digest.threads for point in each.points]
    return _sentences([*points, *digest.asked, *digest.actions, *digest.questions], messages)


def _sentences(sentences: Iterable[Sentence], messages: dict[MessageId, Message]) -> list[str]:
    found = []
    for sentence in sentences:
        if not sentence.text.strip():
            found.append("nothing said")
        if not sentence.evidence:
            found.append(f"no evidence: {sentence.text}")
        for span in (*sentence.evidence, *sentence.quotes):
            message = messages.get(span.message_id)
            if message is None or not 0 <= span.start < span.end <= len(message.text):
                found.append(f"no such words: {span}")
        for span in sentence.quotes:
            said = quoted(messages[span.message_id].text, span.start, span.end)
            if said not in sentence.text:
                found.append(f"not verbatim: {sentence.text}")
            if not any(_within(span, each) for each in sentence.evidence):
                found.append(f"quotes beside its evidence: {sentence.text}")
    return found


def _not_authored(discussion: Discussion, summary: Summary) -> list[Span]:
    """Return the quotations that hold words which their author only quoted."""
    shown = [span for each in summary.sentences for span in each.quotes]
    shown += [each.span for each in summary.words]
    return [
        span
        for span in shown
        for segment in discussion.segments.get(span.message_id, ())
        if segment.depth and segment.span.start < span.end and span.start < segment.span.end
    ]


def _within(inner: Span, outer: Span) -> bool:
    return (
        inner.message_id == outer.message_id
        and outer.start <= inner.start
        and inner.end <= outer.end
    )
