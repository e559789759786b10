"""Read the header block of a mail: fields, words in any charset, people, ids.

Pure. A field that cannot be read keeps its bytes as well as they can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses
from functools import partial
from inspect import signature

from listminer.mail.charset import decode_text
from listminer.model import Address, MessageId

Fields = Mapping[str, Sequence[bytes]]

MAX_FIELD = 100_000  # bytes read of one field; the longest References seen has 4 KB
# Python 3.11.10 and later drop a whole field over one odd name unless told not to (gh-102988).
_addresses = (
    partial(getaddresses, strict=False)
    if "strict" in signature(getaddresses).parameters
    else getaddresses
)
NOBODY = "bogus@does.not.exist.com"  # what pipermail writes where a sender is missing
SPELLED_AT = r"(?:at|en|bei|a|à|na|на|chez|hos|på|ved|u|pri|van|di|em|osoitteessa)"

# Matches "Subject: x". Must not match "> Subject: x", " Subject: x", "http://x".
_FIELD = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:(?!//)[ \t]*", re.MULTILINE)
# Matches "=?utf-8?q?a?=". Must not match "a =? b".
_ENCODED = re.compile(r"=\?[^\s?]{1,60}\?[bBqQ]\?[^?]*\?=")
# Matches "ada at example.org (Ada)". Must not match "Ada at work (home)".
_SPELLED = re.compile(rf"^\s*<?([^\s<>()@,]+) {SPELLED_AT} ([^\s<>()@,]+\.[^\s<>()@,]+)>?(?=\s|$)")
# Matches "Ada via kestrel-dev". Must not match "Ada Via".
_VIA = re.compile(r"^(\S.*?) (?:via|por|über|par) \S", re.IGNORECASE)
# Matches "<a@b>". Must not match "<>".
_ID = re.compile(r"<\s*([^<>\s](?:[^<>]*[^<>\s])?)\s*>")
# Matches "a@b" on its own. Must not match "a at b".
_BARE_ID = re.compile(r"(?<![^\s,;\"'(])([^\s<>@,;\"'()]{1,250}@[^\s<>@,;\"'()]{1,250})")


def split_head(data: bytes) -> tuple[dict[str, list[bytes]], int]:
    """Return the fields of the header block, names in lower case, and where the body starts.

    Values are unfolded, without the line end. A line that is neither a field nor
    the continuation of one ends the block: what follows is body. No header block
    at all gives ({}, 0).
    """
    fields: dict[str, list[bytes]] = {}
    at, last = 0, None
    size = len(data)
    while at < size:
        end = data.find(b"\n", at)
        end = size if end < 0 else end
        line = data[at:end]
        if line.endswith(b"\r"):
            line = line[:-1]
        if not line.strip(b" \t\r"):
            return fields, min(end + 1, size)
        if line[:1] in b" \t" and last is not None:
            if len(last[-1]) < MAX_FIELD:
                last[-1] = last[-1] + b" " + line.strip()[:MAX_FIELD]
        else:
            found = _FIELD.match(line)
            if found is None:
                if line.startswith(b">From ") or (last is None and line.startswith(b"From ")):
                    at = end + 1
                    continue  # a From_ line that a mailer kept inside the block
                return fields, at
            last = fields.setdefault(found[1].decode("ascii").lower(), [])
            last.append(line[found.end() :].strip()[:MAX_FIELD])
        at = end + 1
    return fields, size


def first_field(fields: Fields, name: str) -> bytes | None:
    """Return the first value of the field *name* (lower case), or None."""
    values = fields.get(name)
    return values[0] if values else None


def decode_words(value: bytes) -> str:
    """Return a header value as text: RFC 2047 words decoded, raw 8-bit bytes repaired.

    >>> decode_words(b"=?utf-8?q?Caf=C3=A9?= au lait")
    'Café au lait'
    """
    text = value.decode("ascii") if value.isascii() else decode_text(value, None)[0]
    if "=?" not in text:
        return " ".join(text.split())
    pieces: list[str] = []
    at = 0
    for found in _ENCODED.finditer(text):
        between = text[at : found.start()]
        if between.strip() or not pieces:
            pieces.append(between)  # white space between two encoded words is none (RFC 2047, 6.2)
        pieces.append(_decode_word(found[0]))
        at = found.end()
    pieces.append(text[at:])
    return " ".join("".join(pieces).replace("\0", "").split())


def _decode_word(word: str) -> str:
    try:
        ((data, charset),) = decode_header(word)
    except (HeaderParseError, ValueError):
        return word  # broken base64 or several parts: show it as it is
    if isinstance(data, str):
        return data
    return decode_text(data, charset)[0]


def read_people(value: bytes) -> tuple[Address, ...]:
    """Return the people whom a From, To or Cc field names, in order.

    Undoes "ada at example.org (Ada)" as archives write it, in any language they
    do. Names may hold commas, addresses comments. () for an empty field.
    """
    if not value:
        return ()
    raw = value.decode("ascii") if value.isascii() else decode_text(value, None)[0]
    spelled = _SPELLED.match(raw)
    if spelled:
        rest = raw[spelled.end() :].strip()
        name = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
        return (_address(name.encode(), f"{spelled[1]}@{spelled[2]}"),)
    people = []
    for name, address in _addresses([_protect_commas(raw)]):
        if name or address:
            people.append(_address(name.encode(errors="replace"), address))
    return tuple(people)


def _protect_commas(raw: str) -> str:
    """Quote a display name that holds a bare comma: `Prince, Dan <d@example.org>`."""
    if raw.count("@") != 1 or "," not in raw or '"' in raw or "<" not in raw:
        return raw
    name, _, rest = raw.partition("<")
    return f'"{name.strip()}" <{rest}'


def _address(name: bytes, address: str) -> Address:
    shown = decode_words(name).strip("\"' ")
    address = "".join(address.split()).lower()
    if address == NOBODY:
        address = ""
    if shown.lower() == address or "@" not in address:
        shown = "" if shown.lower() == address and "@" in address else shown
    return Address(name=shown, address=address)


def read_via(person: Address) -> Address | None:
    """Return who wrote as "Ada via some-list", name only; None if *person* is no such form."""
    found = _VIA.match(person.name)
    return Address(name=found[1].strip("\"' "), address="") if found else None


def read_ids(value: bytes) -> tuple[MessageId, ...]:
    """Return the Message-IDs in a field, in order, each once; () for a subject or a date."""
    text = value.decode("ascii", "replace")
    ids = [_clean_id(found) for found in _ID.findall(text)]
    if not ids:
        ids = [_clean_id(found) for found in _BARE_ID.findall(text)]
    return tuple(dict.fromkeys(found for found in ids if found))


def _clean_id(text: str) -> MessageId:
    return MessageId("".join(text.split()).replace("\0", ""))
