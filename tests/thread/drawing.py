"""Threads as a reader sees them, and small messages to build them from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from listminer.mail.subject import base_subject, new_subject, was_subject
from listminer.mail.zones import split_zones
from listminer.model import Address, Message, MessageId, Span, Thread
from listminer.thread.align import Alignment, align_quotes
from listminer.thread.build import Header, build_threads

START = datetime(2020, 3, 1, 9, 0, tzinfo=UTC)


def header(own, *references, subject="Builds", hour=None, sender="ada"):
    """Return what threading needs; ids sort as they are dated unless *hour* says else."""
    hours = (ord(own[0]) - ord("a")) if hour is None else hour
    return Header(
        message_id=MessageId(own),
        references=tuple(map(MessageId, references)),
        date=START + timedelta(hours=hours),
        subject=subject,
        sender=Address(name=sender.title(), address=f"{sender}@example.org"),
        base_subject=base_subject(subject),
        was=was_subject(subject),
        renamed=new_subject(subject),
    )


def drawn(threads: tuple[Thread, ...]) -> list[str]:
    """Return one line for each message: indented below its parent, ghosts in brackets."""
    lines = []
    for thread in threads:
        depth: dict[MessageId | None, int] = {None: -1}
        for node in thread.nodes:
            depth[node.message_id] = depth[node.parent] + 1
            name = f"<{node.message_id}> (not in archive)" if node.ghost else node.message_id
            opens = f' opens "{node.opens}"' if node.opens else ""
            lines.append("  " * depth[node.message_id] + name + opens)
    return lines


def mail(own, text, *, to=None, sender=None, hour=None):
    """Return a message; its sender is named after its id."""
    hours = (ord(own[0]) - ord("a")) if hour is None else hour
    name = sender or f"Person {own}"
    return Message(
        message_id=MessageId(own),
        sender=Address(name=name, address=f"{name.split()[-1].lower()}@example.org"),
        date=START + timedelta(hours=hours),
        subject="Builds",
        references=() if to is None else (MessageId(to),),
        lists=(),
        text=text,
        source="test",
    )


def aligned(*mails: Message) -> Alignment:
    """Return the alignment of the one thread that *mails* are."""
    (thread,) = build_threads(
        Header(
            message_id=each.message_id,
            references=each.references,
            date=each.date,
            subject=each.subject,
            sender=each.sender,
            base_subject=each.subject,
        )
        for each in mails
    )
    segments = {each.message_id: split_zones(each.message_id, each.text) for each in mails}
    return align_quotes(thread, {each.message_id: each for each in mails}, segments)


def sliced(found: Alignment, mails: tuple[Message, ...], span: Span) -> str:
    """Return the words of *span*, white space folded."""
    texts = {each.message_id: each.text for each in (*mails, *found.ghosts)}
    assert 0 <= span.start < span.end <= len(texts[span.message_id])
    return " ".join(texts[span.message_id][span.start : span.end].split())


def pairs(*mails: Message) -> list[tuple[str, str, str, bool]]:
    """Return (source's id, source's words, quote's words, exact) of each link."""
    found = aligned(*mails)
    return [
        (
            link.source.message_id,
            sliced(found, mails, link.source),
            sliced(found, mails, link.quote),
            link.exact,
        )
        for link in found.links
    ]
