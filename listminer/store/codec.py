"""Messages and segments as the compact values that the store keeps, and back.

Pure. What goes in comes out equal, for any text: bodies are bytes, so that NUL
and lone surrogates survive. Ids are left out of segments: the row tells them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, get_args

from listminer.model import (
    LATE,
    Address,
    Archive,
    Attachment,
    Attribution,
    Defect,
    Message,
    MessageId,
    RawMessage,
    Segment,
    Span,
    Zone,
)

_ZONES: tuple[Zone, ...] = get_args(Zone)
_ZONE_NUMBER = {zone: number for number, zone in enumerate(_ZONES)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_QUICK = 1  # zlib level: a third of the time of the default for 10 % more bytes
_HEAD = b"\0"  # the bytes of a mail without its body follow; no zlib stream begins so
_MOST_HEAD = 2000  # bytes; a longer head is worth packing, and its body with it


class MessageRow(NamedTuple):
    """One message, ready to be inserted; made in helper processes, cheap to send."""

    message_id: str
    digest: str
    name: str
    address: str
    date: int | None  # microseconds since 1970, UTC
    utc_offset: int | None
    subject: str
    base_subject: str
    refs: str  # JSON list, "" for none
    lists: tuple[str, ...]
    locator: str
    url: str | None
    envelope: str | None
    facts: str  # JSON: defects, recipients, attachments
    text: bytes
    segments: bytes
    raw: bytes
    quoted: bytes
    named: str  # whom attributions name, as the caller packs it
    authored: bytes


def encode_message(
    raw: RawMessage,
    message: Message,
    *,
    segments: Sequence[Segment],
    digest: str,
    base_subject: str,
    authored: Sequence[int],
    quoted: Sequence[int],
    named: str,
) -> MessageRow:
    """Return the row of one parsed message."""
    return MessageRow(
        message_id=message.message_id,
        digest=digest,
        name=message.sender.name,
        address=message.sender.address,
        date=encode_date(message.date),
        utc_offset=message.utc_offset_min,
        subject=message.subject,
        base_subject=base_subject,
        refs=encode_ids(message.references),
        lists=message.lists,
        locator=message.source,
        url=message.url,
        envelope=raw.envelope,
        facts=encode_facts(message),
        text=(text := encode_text(message.text)),
        segments=encode_segments(segments),
        raw=encode_raw(raw.data, text),
        quoted=encode_numbers(quoted),
        named=named,
        authored=encode_numbers(authored),
    )


def storable(text: str) -> str:
    """Return *text* with lone surrogates, which no file can hold, as U+FFFD.

    >>> storable("caf\\udce9")
    'caf\ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def encode_date(date: datetime | None) -> int | None:
    """Return microseconds since 1970, exactly."""
    return None if date is None else (date - _EPOCH) // _MICROSECOND


def decode_date(date: int | None) -> datetime | None:
    """Return the aware date of *date* microseconds since 1970."""
    return None if date is None else _EPOCH + timedelta(microseconds=date)


def encode_ids(ids: Sequence[str]) -> str:
    """Return ids as JSON, "" for none."""
    return json.dumps(ids) if ids else ""


def decode_ids(ids: str) -> tuple[MessageId, ...]:
    """Return what encode_ids was given."""
    return tuple(json.loads(ids)) if ids else ()


def encode_text(text: str) -> bytes:
    """Return the body as bytes."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(text: bytes) -> str:
    """Return what encode_text was given."""
    return text.decode("utf-8", "surrogatepass")


def encode_raw(data: bytes, text: bytes) -> bytes:
    """Return the bytes of a mail, packed; or its head alone, where *text* is the body as it stands.

    The row has *text* anyway, and packing took a tenth of the time that reading a mail takes.
    """
    head = len(data) - len(text)
    if 0 <= head <= _MOST_HEAD and data.endswith(text):
        return _HEAD + data[:head]
    return zlib.compress(data, _QUICK)


def encode_numbers(numbers: Sequence[int]) -> bytes:
    """Return unsigned numbers below 2**63, eight bytes each."""
    return struct.pack(f"<{len(numbers)}q", *numbers)


def decode_numbers(numbers: bytes) -> tuple[int, ...]:
    """Return what encode_numbers was given."""
    return struct.unpack(f"<{len(numbers) // 8}q", numbers)


def encode_facts(message: Message) -> str:
    """Return the facts that no query asks for."""
    if not (message.defects or message.recipients or message.attachments):
        return ""
    return json.dumps(
        [
            [[each.code, each.detail] for each in message.defects],
            [[each.name, each.address] for each in message.recipients],
            [[each.name, each.media_type, each.size_bytes] for each in message.attachments],
        ]
    )


def with_defect(facts: str, code: str, detail: str) -> str:
    """Return *facts* with one more defect."""
    all_facts: list[list[Any]] = json.loads(facts) if facts else [[], [], []]
    all_facts[0].append([code, detail])
    return json.dumps(all_facts)


def came_at(date: int | None, facts: str) -> int | None:
    """Return when a message came, as `encode_date` does: long after its *date* if *facts* tell so.

    Anyone may send another's id, and other words, under an earlier date.
    """
    defects: list[list[str]] = json.loads(facts)[0] if LATE in facts else []
    late = (datetime.fromisoformat(detail) for code, detail in defects if code == LATE)
    return encode_date(next(late, None)) or date


def encode_segments(segments: Sequence[Segment]) -> bytes:
    """Return three numbers for each segment, then the attributions as JSON."""
    numbers = [len(segments)]
    named: list[Any] = []
    for place, segment in enumerate(segments):
        span = segment.span
        numbers += (span.start, span.end, segment.depth << 4 | _ZONE_NUMBER[segment.zone])
        said = segment.attribution
        if said is not None:
            named.append([place, said.name, said.address, said.date, *_ends(said.span, span)])
    packed = struct.pack(f"<{len(numbers)}I", *numbers)
    return packed + json.dumps(named).encode() if named else packed


def _ends(span: Span, own: Span) -> list[Any]:
    """Return the span's ends, and whose text it counts in if that is another's."""
    strange = [] if span.message_id == own.message_id else [span.message_id]
    return [span.start, span.end, *strange]


def decode_segments(message_id: MessageId, segments: bytes) -> tuple[Segment, ...]:
    """Return what encode_segments was given, as segments of *message_id*."""
    (count,) = struct.unpack_from("<I", segments)
    numbers = iter(struct.unpack_from(f"<{3 * count}I", segments, 4))
    said: dict[int, Attribution] = {}
    if len(segments) > 4 + 12 * count:
        for place, name, address, date, start, end, *strange in json.loads(
            segments[4 + 12 * count :]
        ):
            owner = MessageId(strange[0]) if strange else message_id
            span = Span(message_id=owner, start=start, end=end)
            said[place] = Attribution(name=name, address=address, date=date, span=span)
    return tuple(
        Segment(
            span=Span(message_id=message_id, start=start, end=end),
            zone=_ZONES[kind & 15],
            depth=kind >> 4,
            attribution=said.get(place),
        )
        for place, (start, end, kind) in enumerate(zip(numbers, numbers, numbers, strict=True))
    )


MESSAGE_COLUMNS = (
    "ids.message_id, m.name, m.address, m.date, m.utc_offset, m.subject, m.refs, "
    "b.locator, b.url, b.facts, b.text"
)
"""The columns that decode_message reads, of ids, messages m and bodies b, in its order."""


def decode_message(row: Sequence[Any], lists: Iterable[str]) -> Message:
    """Return the message of a row of MESSAGE_COLUMNS."""
    message_id, name, address, date, offset, subject, refs, locator, url, facts, text = row
    defects, recipients, attachments = json.loads(facts) if facts else ((), (), ())
    return Message(
        message_id=message_id,
        sender=Address(name=name, address=address),
        date=decode_date(date),
        subject=subject,
        references=decode_ids(refs),
        lists=tuple(sorted(lists)),
        text=decode_text(text),
        source=locator,
        defects=tuple(Defect(code=code, detail=detail) for code, detail in defects),
        recipients=tuple(Address(name=who, address=where) for who, where in recipients),
        attachments=tuple(
            Attachment(name=what, media_type=kind, size_bytes=size)
            for what, kind, size in attachments
        ),
        utc_offset_min=offset,
        url=url,
    )


def decode_raw(
    raw: bytes,
    text: bytes,
    *,
    archive: Archive,
    locator: str,
    envelope: str | None,
    url: str | None,
) -> RawMessage:
    """Return the mail as it was found, from what encode_raw made of it and of *text*."""
    data = raw[1:] + text if raw[:1] == _HEAD else zlib.decompress(raw)
    return RawMessage.of(archive, locator, data, envelope=envelope, url=url)
