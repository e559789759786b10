"""A mail made to stand alone: what only its archive told of it goes into its own header. Pure."""

from __future__ import annotations

from dataclasses import replace

from listminer.mail.headers import split_head
from listminer.mail.message import parse_message
from listminer.model import Archive, Message, RawMessage

_NOWHERE = Archive(name=None, kind="eml", location="")


def stand_alone(raw: RawMessage, message: Message) -> RawMessage:
    """Return *raw* so that in any mailbox it reads as *message*, which was parsed from it.

    Pipermail's months tell by their folder which list they are of, From_ lines by
    whom a mail is, servers where it is shown: of what the bytes lack, a field is put
    before them. Of several lists it is the first. A mail that lacks nothing, or has
    no header block, is given back as it is.
    """
    fields, body_at = split_head(raw.data)
    if not fields:
        return raw
    head = raw.data[:body_at]
    # the body takes the time, and tells nothing of this
    data = head.rstrip() + b"\n\n-"
    alone = parse_message(replace(raw, archive=_NOWHERE, data=data, envelope=None, url=None))
    is_told = bool(alone.sender.name or alone.sender.address)
    lists = message.lists if set(message.lists).isdisjoint(alone.lists) else ()
    lacks = (
        ("List-Id", f"<{lists[0]}>" if lists else ""),
        ("From", "" if is_told else message.sender.address),
        ("Archived-At", f"<{message.url}>" if message.url and not alone.url else ""),
    )
    before = "".join(f"{name}: {value}\n" for name, value in lacks if value)
    if not before:
        return raw
    return raw.with_data(before.encode() + raw.data)
