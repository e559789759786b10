"""Raw mails for the tests of this room, made in one line."""

from __future__ import annotations

import hashlib

from listminer.mail.message import parse_message
from listminer.model import Archive, Message, RawMessage


def raw(
    data: bytes | str,
    *,
    name: str | None = None,
    named: bool = False,
    envelope: str | None = None,
) -> RawMessage:
    """Return *data* as the one mail of an archive."""
    data = data.encode() if isinstance(data, str) else data
    return RawMessage(
        archive=Archive(name=name, kind="mbox", location="x.mbox", named=named),
        locator="x.mbox#byte=0",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        envelope=envelope,
    )


def parsed(data: bytes | str, **how: object) -> Message:
    """Return the message that *data* holds."""
    return parse_message(raw(data, **how))  # type: ignore[arg-type]


def codes(message: Message) -> list[str]:
    """Return the codes of a message's defects, in order."""
    return [defect.code for defect in message.defects]
