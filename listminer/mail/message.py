"""Turn the bytes of one mail into a Message.

Pure: no files, no network, no clock. Dirt in the mail becomes an entry of
`Message.defects`; the codes stand in docs/dirt.md.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from listminer.errors import MailError
from listminer.mail.body import read_body
from listminer.mail.dates import parse_date
from listminer.mail.headers import (
    Fields,
    all_ids,
    decode_words,
    first_field,
    read_ids,
    read_people,
    read_via,
    split_head,
)
from listminer.mail.subject import list_tag
from listminer.mail.torso import is_dated_by_archive, told_torso
from listminer.model import LATE, MBOXRD_SENDER, Address, Defect, Message, MessageId, RawMessage

_NOBODY = Address(name="", address="")
LATE_FROM = timedelta(hours=26)  # after its date: a clock's wrong zone is no delay


def parse_message(raw: RawMessage) -> Message:
    """Return the mail in *raw*.

    A missing or broken field leaves its best replacement and a defect: an id is
    made from sender, date, subject and body, the same on every run; a date comes
    from the From_ line or from Received. Raises MailError only if there is
    neither a header field nor a word of text.
    """
    fields, body_at = split_head(raw.data)
    told, data = told_torso(fields, raw.data[body_at:])
    body = read_body(told, data)
    if not fields and not body.text.strip():
        raise MailError("neither a header field nor a word of text", locator=raw.locator)
    defects = list(body.defects)
    if told is not fields:
        defects.append(Defect(code="torso", detail=""))
    if not fields:
        defects.append(Defect(code="no-header", detail=""))
    sender = _sender(fields, raw, defects)
    date, offset = _date(fields, raw, defects)
    subject = decode_words(first_field(fields, "subject") or b"")
    message_id = _message_id(fields, sender, subject, body.text, defects)
    return Message(
        message_id=message_id,
        sender=sender,
        date=date,
        subject=subject,
        references=_references(fields, message_id),
        lists=_lists(fields, raw, subject),
        text=body.text,
        source=raw.locator,
        defects=tuple(defects),
        recipients=_recipients(fields),
        attachments=body.attachments,
        utc_offset_min=offset,
        url=raw.url or _archived_at(fields),
    )


def _sender(fields: Fields, raw: RawMessage, defects: list[Defect]) -> Address:
    value = first_field(fields, "from") or first_field(fields, "sender")
    people = read_people(value) if value else ()
    if not people and raw.envelope:
        people = read_people(_envelope_address(raw.envelope).encode())
    if not people:
        defects.append(Defect(code="no-sender", detail=""))
        return _NOBODY
    sender = people[0]
    via = read_via(sender)
    if via is None:
        return sender
    defects.append(Defect(code="via-list", detail=sender.address))
    for name in ("x-original-from", "x-original-sender", "reply-to"):
        for person in read_people(first_field(fields, name) or b""):
            is_theirs = person.name.casefold() == via.name.casefold()
            if name != "reply-to":
                is_theirs = not person.name or _share_a_word(person.name, via.name)
            if person.address and is_theirs:
                return Address(name=via.name, address=person.address)
    return via


def _share_a_word(one: str, other: str) -> bool:
    """Return whether two names may be one person's: "Ada L.", "Ada Lovelace"; not "Mallory"."""
    return not set(one.casefold().split()).isdisjoint(other.casefold().split())


def _envelope_address(envelope: str) -> str:
    """Return the address of a From_ line: one token, or "ada at example.org"; "" if nobody's."""
    words = envelope.split()
    if words[:1] == [MBOXRD_SENDER]:
        return ""
    if len(words) > 2 and "@" not in words[0] and "." in words[2]:
        return f"{words[0]}@{words[2]}"
    return words[0] if words else ""


def _date(
    fields: Fields, raw: RawMessage, defects: list[Defect]
) -> tuple[datetime | None, int | None]:
    said = first_field(fields, "date")
    if said and is_dated_by_archive(fields):
        defects.append(Defect(code="archive-date", detail=said.decode("ascii", "replace")[:100]))
        return None, None
    found = parse_date(said.decode("ascii", "replace")) if said else None
    if said and found is not None:
        defects += _late(fields, raw, said, found[0])
        return found
    defects.append(
        Defect(
            code="bad-date" if said else "no-date",
            detail=(said or b"").decode("ascii", "replace")[:100],
        )
    )
    return _received(fields) or _envelope_date(raw.envelope or "") or (None, None)


def _late(fields: Fields, raw: RawMessage, said: bytes, date: datetime) -> list[Defect]:
    """Return a defect if a mail came long after the *date* that its sender *said*.

    Anyone may send the words of others under a date before theirs.
    """
    found = _received(fields)
    if found is None and raw.envelope and not _names_its_day(said, raw.envelope):
        found = _envelope_date(raw.envelope)
    if found is None or found[0] - date <= LATE_FROM:
        return []
    return [Defect(code=LATE, detail=found[0].isoformat())]


def _names_its_day(said: bytes, envelope: str) -> bool:
    """Return whether a Date field has the words of a From_ line's day: most do, and it is cheap.

    >>> _names_its_day(b"Tue, 03 May 2016 14:05:00 +0200", "ada@x.org Tue May  3 12:05:09 2016")
    True
    """
    words = envelope.split()[-4:]  # "May 3 12:05:09 2016"
    told = said.decode("ascii", "replace").replace(" 0", " ").split()
    return len(words) == 4 and {words[0], words[1], words[3]}.issubset(told)


def _received(fields: Fields) -> tuple[datetime, int | None] | None:
    """Return when the last server took a mail in."""
    received = first_field(fields, "received")
    if not received or b";" not in received:
        return None
    return parse_date(received.rpartition(b";")[2].decode("ascii", "replace"))


def _envelope_date(envelope: str) -> tuple[datetime, int | None] | None:
    words = envelope.split()
    # "ada@example.org DATE", "ada at example.org DATE"
    for skip in (1, 2) if words and "@" in words[0] else (3, 1, 2):
        found = parse_date(" ".join(words[skip:])) if len(words) > skip + 3 else None
        if found is not None:
            return found
    return None


def _message_id(
    fields: Fields, sender: Address, subject: str, text: str, defects: list[Defect]
) -> MessageId:
    value = first_field(fields, "message-id")
    if value:
        ids = read_ids(value)
        if ids:
            return ids[0]
        bare = "".join(value.decode("ascii", "replace").split()).strip("<>")
        if bare:
            defects.append(Defect(code="odd-id", detail=bare[:200]))
            return MessageId(bare[:900])
    date = first_field(fields, "date") or b""
    parts = (sender.address, date.decode("ascii", "replace"), subject, " ".join(text.split()))
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    defects.append(Defect(code="made-id", detail=""))
    return MessageId(f"made-{digest[:20]}@listminer.invalid")


def _references(fields: Fields, own: MessageId) -> tuple[MessageId, ...]:
    """Return who this answers, oldest first, the direct parent last.

    In-Reply-To names the parent; where it holds several ids the first does
    (JWZ's threading). The rest of References are its ancestors.
    """
    above = [i for value in fields.get("references", ()) for i in all_ids(value) if i != own]
    replied = [i for value in fields.get("in-reply-to", ()) for i in read_ids(value) if i != own]
    if not replied:
        return tuple(dict.fromkeys(reversed(above)))[::-1]
    if above and above[-1] in replied:
        return tuple(dict.fromkeys(reversed(above)))[::-1]
    # some mailers name the thread's root in In-Reply-To, whatever they answer
    parent = above[-1] if above and replied[0] in above else replied[0]
    return (*dict.fromkeys(i for i in above if i != parent), parent)


def _lists(fields: Fields, raw: RawMessage, subject: str) -> tuple[str, ...]:
    if raw.archive.named and raw.archive.name:
        return (raw.archive.name,)  # the user's word goes before the mail's
    value = first_field(fields, "list-id")
    if value:
        name = _list_name(decode_words(value))
        if name:
            return (name,)
    name = raw.archive.name or list_tag(subject)
    return (name,) if name else ()


MAX_LIST_BYTES = 80  # of a list's name: it names folders, with three letters for each byte


def _list_name(value: str) -> str | None:
    """Return the list in a List-Id: the first label of what stands in the brackets.

    None if that is longer than any name of a list.
    """
    inner = value.rpartition("<")[2].strip("<> \"'")
    label = re.split(r"[.@]", inner, maxsplit=1)[0].strip()
    return label.lower() if 0 < len(label.encode("utf-8", "replace")) <= MAX_LIST_BYTES else None


def _recipients(fields: Fields) -> tuple[Address, ...]:
    return tuple(
        person
        for name in ("to", "cc")
        for value in fields.get(name, ())
        for person in read_people(value)
    )


def _archived_at(fields: Fields) -> str | None:
    value = (first_field(fields, "archived-at") or b"").decode("ascii", "replace").strip(" <>")
    return value if value.startswith(("http://", "https://")) else None
