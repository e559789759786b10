"""Read the header block of a mail: fields, words in any charset, people, ids.

Pure. A field that cannot be read keeps its bytes as well as they can be shown.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping, Sequence
from email.utils import getaddresses
from functools import lru_cache, partial
from inspect import signature
from itertools import starmap

from listminer.mail.charset import decode_text
from listminer.model import Address, MessageId, is_made_address

Fields = Mapping[str, Sequence[bytes]]

MAX_FIELD = 100_000  # bytes read of one field; the longest References seen has 4 KB
MAX_WORDS = 10_000  # bytes of one field that are shown; no subject or name has more to say
MAX_KNOWN = 200  # bytes of a field whose people are kept in mind for the next mail
MAX_NESTING = 50  # comments in comments, groups in groups; real mail has at most 2
MAX_GROUP = 20_000  # characters of a field with a group: the standard library takes their square
# Python 3.11.10 and later drop a whole field over one odd name unless told not to (gh-102988).
_addresses = (
    partial(getaddresses, strict=False)
    if "strict" in signature(getaddresses).parameters
    else getaddresses
)
NOBODY = "bogus@does.not.exist.com"  # what pipermail writes where a sender is missing
SPELLED_AT = r"(?:at|en|bei|a|à|na|на|chez|hos|på|ved|u|pri|van|di|em|op|w|osoitteessa)"

# Matches "Subject: x" with the lines that go on with it. Must not match "> Subject: x",
# " Subject: x", "http://x", nor into the body. Python 3.11.2 misreads possessive repeats.
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(?!//)([^\n]*(?:\n[ \t]+[^\s][^\n]*)*)")
# Matches "=?utf-8?q?a?=", "=?utf-8*en?q?a ? b?=", at the very end "=?utf-8?q?a". Not "a =? b".
_ENCODED = re.compile(
    r"=\?([^\s?*]{1,60})(?:\*[\w-]{1,20})?\?([bBqQ])\?((?:[^?]|\?(?!=)){0,1000}?)(?:\?=|\?{0,1}\Z)"
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]*")
# Matches "ada at example.org (Ada)". Must not match "Ada at work (home)".
_SPELLED = re.compile(
    rf"^\s*<?([^\s<>()@,\"]+) {SPELLED_AT} ([^\s<>()@,]+\.[^\s<>()@,]+)>?(?=\s|$)"
)
# Matches "ada at example.org" wherever it stands. Must not match "Ada at work".
_SPELLED_ANY = re.compile(
    rf"([^\s<>()@,;:\"]{{1,100}}) {SPELLED_AT} "
    r"([^\s<>()@,;:\".]{1,63}(?:\.[^\s<>()@,;:\".]{1,63}){1,6})"
)
_SQUARE = re.compile(r"\[([^\s\[\]@]{1,100}@[^\s\[\]@]{1,200})\]")
_COMMENT = re.compile(r"\([^()]{0,100}\)(?=@)")
# Matches "Prince, Dan <" and, after an address, what stands behind ">, ".
_NAMED = re.compile(r"(?<![^>,\s])(?<![^>,]\s)([^\s<>@,;][^<>@;]{0,200})<")
_BARE = re.compile(r"[,\[\]]")  # no name has them but between quotes
# Matches "Ada via kestrel-dev". Must not match "Ada Via".
_VIA = re.compile(r"^(\S.*?) (?:via|por|über|par) \S", re.IGNORECASE)
# Matches '"Prince, Dan" <d@b>, ', "Ada L. <a@b>", "a@b, ". Must not match "Prince, Dan <d@b>",
# "a@b (Ada)", "list: a@b;", "Ada <a@b> x". White space and marks are those of RFC 5322.
_ADDRESS = r"[\w!#$%&'*+/=?^`{|}~.-]{1,100}@[A-Za-z0-9.-]{1,200}"
_PLAIN_NAME = r'[^"(),:;<>@\[\]\\\x00-\x20][^"(),:;<>@\[\]\\\x00-\x1f]{0,200}?'
_PLAIN_PERSON = re.compile(
    rf'[ \t]{{0,9}}(?:(?:"([^"\\\x00-\x1f]{{0,200}})"|({_PLAIN_NAME})|)[ \t]{{0,9}}<({_ADDRESS})>'
    rf"|({_ADDRESS}))[ \t]{{0,9}}(?:,|\Z)"
)
# Matches "ada@good.example <eve@b>", "Ada <ada@c> <eve@b>": who writes is in the last brackets.
# Must not match "Ada <ada@b>", "Ada <ada@b>, Eve <eve@b>".
_LAST_BRACKETS = re.compile(
    rf"([^,;:\"()@]{{0,200}}(?:@| {SPELLED_AT} )[^,;:\"()@]{{1,200}}?)<({_ADDRESS})>\s{{0,9}}"
)
# Matches 'Ada "Countess" L. a@b', as archives of the nineties have it. Must not match "Ada <a@b>".
_NO_BRACKETS = re.compile(
    rf"\s{{0,9}}([^<>()\[\],;:\s][^<>()\[\],;:]{{0,200}}?)\s{{1,9}}({_ADDRESS})\s{{0,9}}"
)
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
    folds: list[bytes] = []  # lines that go on with the last field; joined once, they may be many
    size = len(data)
    while at < size:
        field = _FIELD.match(data, at)
        if field is not None:
            if folds and last is not None:
                last[-1], folds = _unfold(last[-1], *folds), []
            last = fields.setdefault(_lower(field[1]), [])
            last.append(_unfold(*map(bytes.strip, field[2].split(b"\n"))))
            at = field.end() + 1
            continue
        end = data.find(b"\n", at)
        end = size if end < 0 else end
        line = data[at:end]
        if not line.strip(b" \t\r"):
            at = min(end + 1, size)
            break
        if line[:1] in b" \t" and last is not None:
            folds.append(line.strip())  # behind a From_ line, or nothing but a form feed
        elif not line.startswith(b">From ") and (last is not None or line[:5] != b"From "):
            break  # no From_ line that a mailer kept inside the block
        at = end + 1
    if folds and last is not None:
        last[-1] = _unfold(last[-1], *folds)
    return fields, min(at, size)


@lru_cache(maxsize=1000)  # a few names stand in all mails
def _lower(name: bytes) -> str:
    return name.decode("ascii").lower()


def _unfold(*lines: bytes) -> bytes:
    return b" ".join(lines)[:MAX_FIELD]


def first_field(fields: Fields, name: str) -> bytes | None:
    """Return the first value of the field *name* (lower case), or None."""
    values = fields.get(name)
    return values[0] if values else None


def decode_words(value: bytes) -> str:
    """Return a header value as text: RFC 2047 words decoded, raw 8-bit bytes repaired.

    >>> decode_words(b"=?utf-8?q?Caf=C3=A9?= au lait")
    'Café au lait'
    """
    value = value[:MAX_WORDS]
    text = value.decode("ascii") if value.isascii() else decode_text(value, None)[0]
    if "=?" not in text:
        return " ".join(text.split())
    pieces: list[str] = []
    run: list[re.Match[str]] = []  # words that only white space parts
    at = 0
    for found in _ENCODED.finditer(text):
        between = text[at : found.start()]
        if between.strip() or not run:
            pieces += (_decode_run(run), between)
            run = []
        run.append(found)  # white space between two encoded words is none (RFC 2047, 6.2)
        at = found.end()
    pieces += (_decode_run(run), text[at:])
    return " ".join("".join(pieces).replace("\0", "").split())


def _decode_run(run: list[re.Match[str]]) -> str:
    """Return the text of adjacent encoded words.

    Words of one charset are joined as bytes first: mailers cut letters in two.
    """
    said: list[str] = []
    data, charset = b"", ""
    place = 0
    while place < len(run):
        word, encoding, payload = run[place], run[place][2].lower(), run[place][3]
        place += 1
        while (
            encoding == "b"
            and place < len(run)
            and not payload.endswith("=")
            and run[place].group(1, 2) == word.group(1, 2)
        ):
            payload += run[place][3]  # base64 that a mailer cut between four letters
            place += 1
        decoded = _decode_payload(encoding, payload)
        if data and (decoded is None or word[1].lower() != charset):
            said.append(decode_text(data, charset)[0])
            data = b""
        if decoded is None:
            said.append(word[0])  # broken: show it as it is
        else:
            data, charset = data + decoded, word[1].lower()
    if data:
        said.append(decode_text(data, charset)[0])
    return "".join(said)


def _decode_payload(encoding: str, payload: str) -> bytes | None:
    """Return the bytes that an encoded word holds; None if it is no base64."""
    raw = payload.encode("utf-8", "surrogatepass")
    if encoding == "q":
        return binascii.a2b_qp(raw, header=True)
    letters = raw.strip().rstrip(b"=")
    if not _BASE64.fullmatch(letters) or len(letters) % 4 == 1:
        return None
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def read_people(value: bytes) -> tuple[Address, ...]:
    """Return the people whom a From, To or Cc field names, in order.

    Undoes "ada at example.org (Ada)" as archives write it, in any language they
    do. Names may hold commas, addresses comments. () for an empty field.
    """
    return _read_known(value) if len(value) < MAX_KNOWN else _read_people(value)


def _read_people(value: bytes) -> tuple[Address, ...]:
    if not value:
        return ()
    raw = value.decode("ascii") if value.isascii() else decode_text(value, None)[0]
    if raw.rstrip().endswith(">") and (own := _LAST_BRACKETS.fullmatch(raw)):
        return (_address(own[1].replace("<", " ").replace(">", " "), own[2]),)
    spelled = _SPELLED.match(raw)
    if spelled:
        rest = raw[spelled.end() :].strip()
        name = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
        return (_address(name, f"{spelled[1]}@{spelled[2]}"),)
    if "@" not in raw:
        raw = _SPELLED_ANY.sub(r"\1@\2", raw)
        if "@" not in raw and not raw.isspace():
            return _nameless(raw)
    if bare := _NO_BRACKETS.fullmatch(raw):
        return (_address(bare[1], bare[2]),)
    people: dict[str, Address] = {}
    for person in _plain_people(raw) or starmap(_address, _addresses([_protect_names(raw)])):
        if person.address and (person.address not in people or person.name):
            people[person.address] = person
        elif person.name:
            people[f" {len(people)}"] = person
    return tuple(people.values())


_read_known = lru_cache(maxsize=1000)(_read_people)  # the same people write again and again


def _plain_people(raw: str) -> list[Address]:
    """Return the people of a field, repeated ones too; [] if any is written in an uncommon way.

    Patches go to thirty people each, which took a quarter of an ingest to read by RFC 5322
    in full; what is plain reads the same there.

    >>> [each.name for each in _plain_people('"Prince, Dan" <d@example.org>, ada@example.org')]
    ['Prince, Dan', '']
    >>> _plain_people("Prince, Dan <d@example.org>")
    []
    """
    people = []
    at = 0
    while at < len(raw):
        person = _PLAIN_PERSON.match(raw, at)
        if person is None:
            return []
        quoted, name, address, bare = person.groups()
        people.append(_known_address(quoted or name or "", address or bare))
        at = person.end()
    return people


def _nameless(raw: str) -> tuple[Address, ...]:
    """Return the person in a field without any address: "root", "Ada Lovelace", "list: ;"."""
    words = (raw.partition("<")[0].strip() or raw).strip(" \t<>()\"'")
    if not words or words.rstrip(" ;").endswith(":"):
        return ()  # an empty group, such as "undisclosed-recipients:;"
    if words.isascii() and " " not in words and "=?" not in words:
        return (Address(name="", address=words.lower()),)  # a user of the sending machine
    return (Address(name=decode_words(words.encode()), address=""),)


def _protect_names(raw: str) -> str:
    """Rewrite what the standard library reads otherwise than the writer meant it.

    `Prince, Dan <d@example.org>` has a bare comma in its name, `Dan [UK] <d@example.org>` bare
    brackets, `Dan [d@example.org]` other ones, `d(work)@example.org` a comment in the address.
    """
    is_long_group = ":" in raw and len(raw) > MAX_GROUP
    if is_long_group or raw.count("(") > MAX_NESTING or raw.count(":") > MAX_NESTING:
        raw = _flat(raw)
    if "[" in raw and "<" not in raw:
        raw = _SQUARE.sub(r"<\1>", raw)
    if "(" in raw:
        raw = _COMMENT.sub("", raw)
    if _BARE.search(raw) and '"' not in raw and raw.count("@") == raw.count("<"):
        raw = _NAMED.sub(
            lambda found: f'"{found[1].strip()}" <' if _BARE.search(found[1]) else found[0], raw
        )
    return raw


def _flat(raw: str) -> str:
    """Return *raw* without groups and deep comments, which the standard library cannot bear."""
    depth = deepest = 0
    for letter in raw:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        deepest = max(deepest, depth)
    if deepest > MAX_NESTING:
        raw = raw.replace("(", " ").replace(")", " ")
    return raw.replace(":", " ")


def _address(name: str, address: str) -> Address:
    shown = _unquoted(decode_words(name.encode(errors="replace")))
    address = "".join(address.split()).lower()
    if address == NOBODY or is_made_address(address):  # ours, which nobody else may write under
        address = ""
    if "@" in address and _SPELLED.sub(r"\1@\2", shown.lower()) == address:
        shown = ""  # many mailers repeat the address as the name, and archives spell both out
    return Address(name=shown, address=address)


def _unquoted(name: str) -> str:
    """Return *name* without the quotes about it; those about one of its words belong to it.

    >>> _unquoted('"Ada Lovelace"'), _unquoted('Ada "Countess"'), _unquoted('"Ada')
    ('Ada Lovelace', 'Ada "Countess"', 'Ada')
    """
    name = name.strip()
    for mark in '"\'"':
        is_about = name.startswith(mark) and name.endswith(mark)
        if is_about or name.count(mark) % 2:
            name = name.strip(f"{mark} ")
    return name


_known_address = lru_cache(maxsize=2000)(_address)  # the same people are written to every day


def read_via(person: Address) -> Address | None:
    """Return who wrote as "Ada via some-list", name only; None if *person* is no such form."""
    found = _VIA.match(person.name)
    return Address(name=found[1].strip("\"' "), address="") if found else None


def read_ids(value: bytes) -> tuple[MessageId, ...]:
    """Return the Message-IDs in a field, in order, each once; () for a subject or a date."""
    return tuple(dict.fromkeys(all_ids(value)))


def all_ids(value: bytes) -> list[MessageId]:
    """Return the Message-IDs in a field, in order, as often as they stand there."""
    text = value.decode("ascii", "replace")
    ids = [_clean_id(found) for found in _ID.findall(text)]
    if not ids:
        ids = [_clean_id(found) for found in _BARE_ID.findall(text)]
    return [found for found in ids if found]


def _clean_id(text: str) -> MessageId:
    return MessageId("".join(text.split()).replace("\0", ""))
