"""The body of a mail as plain text: its best parts, decoded; the rest listed.

Pure. MIME is read without recursion and to a bounded depth: other people
choose it. What cannot be decoded is kept as well as it can be shown.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from listminer.mail.charset import decode_text
from listminer.mail.flowed import unflow
from listminer.mail.glued import part_glued
from listminer.mail.headers import Fields, decode_words, first_field, split_head
from listminer.mail.html import html_to_text
from listminer.mail.lines import UNSEEN
from listminer.model import Attachment, Defect

MAX_PARTS = 1000  # parts of one mail; the largest real digest seen has 120
MAX_BLANK = 500  # bytes of a part that may be nothing but white space; it is encoded, too
MAX_NESTING = 50  # multiparts inside each other; real mail has at most 6
# Matches "; charset=utf-8", '; name="a b.txt"'. Must not match "charset utf-8".
_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^\s;]*)")
# Matches "filename*0*", "name*", "name*12". Must not match "name".
_PIECE = re.compile(r"([\w-]+)\*(\d{1,3})?(\*)?$")
# Matches "utf-8'en'a%20b". Must not match "it's".
_EXTENDED = re.compile(r"([\w.:-]{1,40})'[\w-]{0,20}'")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


_TEXTS = frozenset({"text/plain", "text/html", "text/enriched", "text/x-plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What there is to read in a mail, and what else it brought."""

    text: str  # "\n" line ends
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[Defect, ...] = ()
    html: bool = False  # True: the text was made from HTML


@dataclass(slots=True)
class _Found:
    texts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    html: bool = False


# Above and below a mail that is a part of this one; zones.py knows both lines. No mailer
# writes the first: what Thunderbird opens with "Forwarded Message", no line of its ends.
FORWARD_START = "-------- Begin Forwarded Message --------"
FORWARD_END = "-------- End Forwarded Message --------"
_FORWARD_RULES = frozenset({FORWARD_START, FORWARD_END})


@dataclass(frozen=True, slots=True)
class _Part:
    fields: Fields
    data: bytes  # the body, still in its transfer encoding
    nesting: int
    forwarded: bool = False  # part of a mail that is a part itself


def read_body(fields: Fields, data: bytes) -> Body:
    """Return the text of a mail with header *fields* and undecoded body *data*.

    Of `multipart/alternative` the plain text is taken, else the HTML; other
    inline text parts follow each other; a forwarded mail brings its own header
    lines. Everything else is listed as an attachment. Never raises.
    """
    found = _Found()
    todo: list[_Part | str] = [_Part(fields, data, 0)]
    count = 0
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            found.texts.append(part)
            continue
        count += 1
        if count > MAX_PARTS:
            found.defects.append(Defect(code="too-many-parts", detail=f"more than {MAX_PARTS}"))
            break
        media_type, parameters = read_media_type(first_field(part.fields, "content-type"))
        if media_type.startswith("multipart/") and part.nesting < MAX_NESTING:
            children = _split_multipart(part, media_type, parameters, found)
            if children is not None:
                todo.extend(reversed(children))
                continue
            media_type = "text/plain"
        elif media_type.startswith("multipart/"):
            found.defects.append(Defect(code="nested-too-deep", detail=f"{MAX_NESTING} multiparts"))
            media_type = "text/plain"
        if media_type == "message/rfc822" and part.nesting < MAX_NESTING:
            todo += [FORWARD_END + "\n", _open_forward(part, found)]
            continue
        _read_leaf(part, media_type, parameters, found)
    text = "\n".join(text if text.endswith("\n") else text + "\n" for text in found.texts)
    return Body(
        text=text,
        attachments=tuple(found.attachments),
        defects=tuple(found.defects),
        html=found.html,
    )


def read_media_type(value: bytes | None) -> tuple[str, dict[str, str]]:
    """Return the media type in lower case and its parameters; text/plain where there is none."""
    if not value:
        return "text/plain", {}
    text = decode_words(value[:5000])
    media_type = text.split(";", 1)[0].strip().lower()
    if media_type.count("/") != 1:
        media_type = "text/plain"  # RFC 2045, 5.2; old mailers say "Content-Type: text"
    return media_type, _read_parameters(text)


def _read_parameters(text: str) -> dict[str, str]:
    """Return the parameters of a field; pieces joined and percent signs undone (RFC 2231)."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, quoted in _PARAMETER.findall(text):
        value = quoted.strip('"').replace('\\"', '"')
        piece = _PIECE.match(name.lower())
        if piece is None:
            plain.setdefault(name.lower(), value)
        else:
            coded = bool(piece[3]) or piece[2] is None
            pieces.setdefault(piece[1], {})[int(piece[2] or 0)] = (value, coded)
    for name, numbered in pieces.items():
        begun = _EXTENDED.match(numbered.get(0, ("", False))[0])
        data = b"".join(
            unquote_to_bytes(value) if coded else value.encode()
            for value, coded in (numbered[number] for number in sorted(numbered))
        )
        start = begun.end() if begun else 0
        plain[name] = decode_text(data[start:], begun[1] if begun else None)[0]
    return plain


def decode_transfer(data: bytes, encoding: bytes | None) -> tuple[bytes, str | None]:
    """Return *data* out of its transfer encoding, and "bad-encoding" if it was broken."""
    name = (encoding or b"").strip().lower()
    if name == b"quoted-printable":
        return quopri.decodestring(data), None
    if name == b"base64":
        return _decode_base64(data)
    if name in (b"x-uuencode", b"uuencode", b"uue"):
        return data, "bad-encoding"
    return data, None


def _decode_base64(data: bytes) -> tuple[bytes, str | None]:
    """Return the bytes in *data*; what a list server glued below them is kept as it stands.

    Lines that are no base64 from the first on are plain text under a wrong label.
    """
    lines = data.split(b"\n")
    letters: list[bytes] = []
    ended = False
    for line in lines:
        words = line.strip()
        if words and (ended or not _BASE64_LINE.fullmatch(words)):
            break
        letters.append(words.rstrip(b"="))
        ended = ended or words.endswith(b"=")
    coded = b"".join(letters)
    below = b"\n".join(lines[len(letters) :])
    if below and (not coded or (len(coded) % 4 and not ended)):
        return data, "bad-encoding"
    broken = len(coded) % 4 == 1 or bool(below)
    coded = coded[:-1] if len(coded) % 4 == 1 else coded
    decoded = binascii.a2b_base64(coded + b"=" * (-len(coded) % 4))
    if below:
        decoded += (b"" if decoded.endswith(b"\n") else b"\n") + below
    return decoded, "bad-encoding" if broken else None


def _split_multipart(
    part: _Part, media_type: str, parameters: dict[str, str], found: _Found
) -> list[_Part] | None:
    """Return the parts to read, in order; None if there is no boundary to split at."""
    boundary = parameters.get("boundary", "").encode("utf-8", "replace")
    if not boundary or b"--" + boundary not in part.data:
        found.defects.append(Defect(code="no-boundary", detail=media_type))
        return None
    pieces = re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?=--|[ \t\r\n]|\Z)", part.data)
    children = []
    for piece in pieces[1 : MAX_PARTS + 2]:
        if piece.startswith(b"--"):
            break
        head = piece[piece.find(b"\n") + 1 :] if b"\n" in piece else b""
        fields, body_at = _split_part_head(head)
        if media_type == "multipart/digest":
            fields.setdefault("content-type", [b"message/rfc822"])  # RFC 2046, 5.1.5
        children.append(_Part(fields, head[body_at:], part.nesting + 1, part.forwarded))
    if media_type == "multipart/alternative":
        return _choose(children)
    return children


def _split_part_head(data: bytes) -> tuple[dict[str, list[bytes]], int]:
    if data.startswith((b"\n", b"\r\n")):
        return {}, data.find(b"\n") + 1
    return split_head(data)


def _choose(children: Sequence[_Part]) -> list[_Part]:
    """Return the one form to read: plain text with words in it, else the last that has text."""
    kinds = [read_media_type(first_field(c.fields, "content-type"))[0] for c in children]
    for wanted in ("text/plain", "multipart/", "text/html", "text/"):
        for child, kind in zip(children, kinds, strict=True):
            if kind.startswith(wanted) and _has_words(child):
                return [child]
    return list(children[:1])


def _has_words(part: _Part) -> bool:
    """Tell whether there is anything in a part; mailers encode even what is blank."""
    if _is_attached(part):
        return False
    if len(part.data) > MAX_BLANK:
        return True
    data, _ = decode_transfer(part.data, first_field(part.fields, "content-transfer-encoding"))
    _, parameters = read_media_type(first_field(part.fields, "content-type"))
    return bool(decode_text(data, parameters.get("charset"))[0].strip())


def _is_attached(part: _Part) -> bool:
    disposition = first_field(part.fields, "content-disposition") or b""
    return disposition.strip().lower().startswith(b"attachment")


def _open_forward(part: _Part, found: _Found) -> _Part:
    """Return the mail inside a message/rfc822 part; its own header lines become text."""
    data, _ = decode_transfer(part.data, first_field(part.fields, "content-transfer-encoding"))
    fields, body_at = split_head(data.lstrip(b"\r\n"))
    shown = [
        " ".join(f"{name.title()}: {decode_words(value)}".split())
        for name in ("from", "date", "to", "subject")
        if (value := first_field(fields, name)) is not None
    ]
    found.texts.append("\n".join([FORWARD_START, *shown]) + "\n")
    return _Part(fields, data.lstrip(b"\r\n")[body_at:], part.nesting + 1, forwarded=True)


def _read_leaf(part: _Part, media_type: str, parameters: dict[str, str], found: _Found) -> None:
    disposition = first_field(part.fields, "content-disposition") or b""
    data, broken = decode_transfer(part.data, first_field(part.fields, "content-transfer-encoding"))
    if broken:
        found.defects.append(Defect(code=broken, detail=media_type))
    is_text = media_type in _TEXTS or (part.nesting == 0 and media_type.startswith("text/"))
    if not is_text or _is_attached(part):
        name = read_media_type(disposition)[1].get("filename") or parameters.get("name") or ""
        if data.strip() or name:
            found.attachments.append(
                Attachment(name=name, media_type=media_type, size_bytes=len(data))
            )
        return
    text, defect = decode_text(data, parameters.get("charset"))
    if defect:
        found.defects.append(Defect(code=defect, detail=parameters.get("charset", "none said")))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\0", "")
    if media_type == "text/html":
        text, found.html = html_to_text(text), True
    elif parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delsp=parameters.get("delsp", "").lower() == "yes")
    else:
        parted = part_glued(text)
        if parted != text:
            text = parted
            found.defects.append(Defect(code="glued-lines", detail=""))
    if part.forwarded:
        text = _without_feigned(text)
    if text and not text.isspace():
        found.texts.append(text)


def _without_feigned(text: str) -> str:
    """Return *text* of a forwarded mail without lines that say where it ends, seen or not.

    They get a "- ", as in RFC 934, 3.2: else its sender could say where his words end, and go on
    in the words of who forwards them.
    """
    if "Forwarded" not in UNSEEN.sub("", text):
        return text
    return "\n".join(
        f"- {line}" if UNSEEN.sub("", line).strip() in _FORWARD_RULES else line
        for line in text.split("\n")
    )
