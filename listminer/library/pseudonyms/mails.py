"""A mail written anew from what is known of it: nothing else of the old header comes along. Pure.

Received, User-Agent, X-Originating-IP and their like tell of people, too, and
no list of them is ever complete; so only fields that are read are written.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta, timezone
from email.utils import format_datetime

from listminer.fetch.composing import compose as written_mail
from listminer.mail.headers import NOBODY
from listminer.model import Address, Archive, Message, MessageId, RawMessage

_ARCHIVE = Archive(name=None, kind="mbox", location="")
_LONGEST = 40  # bytes of one encoded word: below the 75 letters of RFC 2047


def compose(message: Message, parent: MessageId | None = None) -> RawMessage:
    """Return a plain-text mail (UTF-8) of *message*; attachments are left out.

    What is parsed from it has the same id, sender, date, subject, list and text.
    It names *parent*, its parent in the thread, also where the old header did
    not: the tree comes back as it was, though the ids sort otherwise.
    """
    references = message.references if parent is not None else ()
    if parent is not None and references[-1:] != (parent,):
        references = (*(each for each in references if each != parent), parent)
    fields = {
        "Message-ID": f"<{message.message_id}>",
        "From": _person(message.sender) or NOBODY,
        "To": ", ".join(_person(each) for each in message.recipients),
        "Date": _date(message),
        "Subject": _words(message.subject),
        "In-Reply-To": "".join(f"<{each}>" for each in references[-1:]),
        "References": "\n ".join(f"<{each}>" for each in references),
        "List-Id": f"<{message.lists[0]}.list-id.example>" if message.lists else "",
    }
    data = written_mail(fields, message.text)
    envelope = None if message.date is None else f"- {message.date:%a %b %e %H:%M:%S %Y}"
    return RawMessage.of(_ARCHIVE, "", data, envelope=envelope)


def _date(message: Message) -> str:
    if message.date is None:
        return ""
    zone = timezone(timedelta(minutes=message.utc_offset_min or 0))
    try:
        return format_datetime(message.date.astimezone(zone))
    except (OverflowError, ValueError):  # at the very ends of the calendar
        return format_datetime(message.date)


def _person(who: Address) -> str:
    if not who.name:
        return who.address
    return f"{_words(who.name)} <{who.address}>" if who.address else _words(who.name)


def _words(text: str) -> str:
    """Return a header's words as ASCII, encoded where they must be (RFC 2047)."""
    if text.isascii() and text.isprintable() and "=?" not in text:
        return text
    pieces, piece = [], ""
    for letter in text:
        if len((piece + letter).encode("utf-8", "replace")) > _LONGEST:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\n ".join(
        f"=?utf-8?b?{b64encode(each.encode('utf-8', 'replace')).decode()}?="
        for each in (*pieces, piece)
    )
