"""One raw message as everything that can be told without its thread. Runs in helper processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, TypeVar

from listminer.errors import MailError
from listminer.list_ids import answers_digest, is_orphan
from listminer.mail.identity import content_digest, writer_of
from listminer.mail.message import parse_message
from listminer.mail.subject import base_subject
from listminer.mail.zones import split_zones
from listminer.model import Address, Message, MessageId, Problem, RawMessage, Segment
from listminer.pipeline.uncollected import uncollected
from listminer.store import MessageRow, encode_message, storable
from listminer.thread.fingerprints import (
    authored_fingerprints,
    cited_fingerprints,
    quoted_fingerprints,
)
from listminer.thread.repair import Named, read_named
from listminer.thread.words import MAX_DEPTH

_TOGETHER = 30  # mails, 100 KB with all that is made of them
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A message and what its text alone tells."""

    message: Message
    segments: tuple[Segment, ...]
    digest: str  # hex; equal for copies of one mail, see mail.identity
    authored: tuple[int, ...]  # fingerprints of the sender's own words
    quoted: tuple[int, ...]  # fingerprints of quoted words, by which a lost parent is found
    named: Named  # whom its attributions name


class Batch(NamedTuple):
    """Some raw messages of one source file, in order."""

    raws: tuple[RawMessage, ...]
    size_bytes: int


def parse(raw: RawMessage) -> Parsed:
    """Return what one mail tells. Raises MailError if nothing in it can be used."""
    message = _read(raw)
    return _parsed(message, _split(message))


def _read(raw: RawMessage) -> Message:
    return _storable(parse_message(raw))


def _split(message: Message) -> tuple[Segment, ...]:
    return split_zones(message.message_id, message.text)


def _parsed(message: Message, segments: tuple[Segment, ...]) -> Parsed:
    has_no_parent = is_orphan(message.message_id, message.references)
    digest = content_digest(message, segments)
    return Parsed(
        message=replace(message, sender=writer_of(message, digest)),
        segments=segments,
        digest=digest,
        authored=authored_fingerprints(message.text, segments),
        # a parent that headers name may be missing; of orphans more is asked to find theirs
        quoted=quoted_fingerprints(message.text, segments, _answered_depth(message, segments))
        if has_no_parent
        else cited_fingerprints(message.text, segments),
        named=read_named(segments, deepest=1 if has_no_parent else MAX_DEPTH),
    )


def _answered_depth(message: Message, segments: tuple[Segment, ...]) -> int:
    """Return how deep the words that *message* answers are quoted: 2 where a digest is quoted.

    There the digest is what stands at depth 1: its contents, and the fields of each mail in it.
    """
    is_in_digest = answers_digest(message.references) and any(
        each.depth == 1 and each.zone == "inline_headers" for each in segments
    )
    return 2 if is_in_digest else 1


def parse_batch(batch: Batch) -> list[MessageRow | Problem]:
    """Return a row for the store, or the reason of its rejection, for each raw message.

    Some mails take a step together before any takes the next: the code of one step then
    stays in the processor's cache, which saves an eighth of the time.
    """
    rows: list[MessageRow | Problem] = []
    for first in range(0, len(batch.raws), _TOGETHER):
        with uncollected():  # trees of HTML hold cycles: those of a few mails may wait
            rows += _rows(batch.raws[first : first + _TOGETHER])
    return rows


def halve_batch(batch: Batch) -> tuple[Batch, ...]:
    """Return the batch in two; as it is if it is one message."""
    if len(batch.raws) < 2:
        return (batch,)
    middle = len(batch.raws) // 2
    return tuple(
        Batch(some, sum(len(each.data) for each in some))
        for some in (batch.raws[:middle], batch.raws[middle:])
    )


def lost_batch(batch: Batch) -> list[MessageRow | Problem]:
    """Return the problems of messages that ended the process which read them."""
    return [
        Problem(
            stage="mail",
            locator=raw.locator,
            message="the process that read it ended at once: killed, or out of memory",
        )
        for raw in batch.raws
    ]


def _rows(raws: Sequence[RawMessage]) -> list[MessageRow | Problem]:
    messages = [_attempt(raw, _read, raw) for raw in raws]
    segments = [_attempt(raw, _split, message) for raw, message in zip(raws, messages, strict=True)]
    parsed = [
        _attempt(raw, _parsed, message, some)
        for raw, message, some in zip(raws, messages, segments, strict=True)
    ]
    return [_attempt(raw, _row, raw, each) for raw, each in zip(raws, parsed, strict=True)]


def _attempt(raw: RawMessage, step: Callable[..., Result], *given: object) -> Result | Problem:
    """Return what *step* makes of *given*, or why *raw* cannot be used: in this step or before."""
    for each in given:
        if isinstance(each, Problem):
            return each
    try:
        return step(*given)
    except MailError as exc:
        return Problem(stage="mail", locator=exc.locator, message=exc.reason)
    except Exception as exc:  # our mistake, and told as one: it must not cost the rest of the list
        told = f"a mistake of listminer, please report it: {type(exc).__name__}: {exc}"
        return Problem(stage="mail", locator=raw.locator, message=told)


def _row(raw: RawMessage, parsed: Parsed) -> MessageRow:
    return encode_message(
        raw,
        parsed.message,
        segments=parsed.segments,
        digest=parsed.digest,
        base_subject=base_subject(parsed.message.subject),
        authored=parsed.authored,
        quoted=parsed.quoted,
        named=_pack_named(parsed.named),
    )


def _pack_named(named: Named) -> str:
    if not named.names and not named.minutes:
        return ""
    return json.dumps([sorted(named.names), sorted(named.minutes)])


def unpack_named(named: str) -> Named:
    """Return what the attributions named, from what a row of the store keeps."""
    names, minutes = json.loads(named) if named else ((), ())
    return Named(names=frozenset(names), minutes=frozenset(minutes))


def _storable(message: Message) -> Message:
    """Return *message* with nothing in its header fields that a file cannot hold."""
    try:
        "".join(_words(message)).encode()
    except UnicodeEncodeError:
        return replace(
            message,
            message_id=MessageId(storable(message.message_id)),
            sender=_storable_address(message.sender),
            subject=storable(message.subject),
            references=tuple(MessageId(storable(each)) for each in message.references),
            lists=tuple(storable(each) for each in message.lists),
            source=storable(message.source),
            recipients=tuple(_storable_address(each) for each in message.recipients),
        )
    return message


def _words(message: Message) -> Sequence[str]:
    senders = (message.sender, *message.recipients)
    return (
        message.message_id,
        message.subject,
        message.source,
        *message.references,
        *message.lists,
        *(getattr(each, part.name) for each in senders for part in fields(Address)),
    )


def _storable_address(address: Address) -> Address:
    return Address(name=storable(address.name), address=storable(address.address))
