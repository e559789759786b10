"""The tail of a mail that pipermail took for a mail of its own: what MIME it is of.

Pure. A body with a line that begins "From " reads as two mails where a month is put into pages
anew. The second has no sender, which pipermail writes as NOBODY, and no header of its own that
tells what follows: the rest of a part as it was sent, its boundary and the next parts below.
"""

from __future__ import annotations

import quopri
import re

from listminer.list_ids import is_made_by_list
from listminer.mail.headers import NOBODY, Fields, first_field, split_head

_NOBODY = re.compile(re.escape(NOBODY.encode()).replace(b"@", rb"(?:@| at )"), re.IGNORECASE)
# What the boundary of a MIME part looks like, above the next part's fields or at the very end.
# Matches "--0016e64347da63db--" there, "--=_alternative 003FD9_=" before "Content-Type: text/html".
# Must not match "-- Ada --", "--------", "--verbose=2 --quiet" amid words.
_BOUNDARY = re.compile(
    rb"^--(?=[^\n]{0,80}\d)(?P<name>[\w'()+,./:=? -]{7,70}?)(?P<end>--)?[ \t]*+\r?+"
    rb"(?:\n(?=Content-[\w-]{2,40}:)|\s*+\Z)",
    re.MULTILINE | re.ASCII,
)
_ESCAPE = re.compile(rb"=(?:[0-9A-Fa-f]{2}|[ \t]*\r?$)", re.MULTILINE)
# What no text has that was never encoded: a line end taken back, a sign of equality spelled out.
_ESCAPED_SIGN = re.compile(rb"=(?:3D|20$|[ \t]*\r?$)", re.MULTILINE)
_LEAST_ESCAPES = 2
_TAG = re.compile(
    rb"</?(?:a|b|big|blockquote|body|br|center|code|col|dd|div|dl|dt|em|font|form|h[1-6]|head|hr"
    rb"|html|i|img|input|li|link|meta|ol|p|pre|s|script|small|span|strike|strong|style|sub|sup"
    rb"|table|tbody|td|th|thead|title|tr|tt|u|ul|wbr|\w{1,10}:\w{1,20})\b|<[!?]",
    re.IGNORECASE,
)
# Programs that write HTML spell every other "<" as "&lt;"; people who write of HTML do not, but
# may quote a few lines of it. Of 35 torsos in HTML on opensim-dev and twisted-python the one with
# fewest has a tag on .23 of its lines; of 43 in plain text the one with most has .09.
_LEAST_TAGGED = 0.2
_LEAST_TAGGED_CUT = 0.5  # where no boundary stands below, which says that it is of a mail in parts


def told_torso(fields: Fields, data: bytes) -> tuple[Fields, bytes]:
    """Return header fields that tell what the torso *data* is, and its body to read by them.

    As they came if this is none: it has a sender, is a multipart or is encoded by its own
    word. A torso in plain text that was never encoded comes back as it was, too.
    """
    if not _is_torso(fields):
        return fields, data
    boundary = _BOUNDARY.search(data)
    words = data[: boundary.start()] if boundary else data
    encoding = b"quoted-printable" if _is_quoted_printable(words) else b"8bit"
    shown = quopri.decodestring(words) if encoding == b"quoted-printable" else words
    if boundary:  # of a mail in two forms the plain one stands first
        is_html = bool(boundary["end"]) and _is_html(shown, _LEAST_TAGGED)
    else:
        is_html = encoding == b"quoted-printable" and _is_html(shown, _LEAST_TAGGED_CUT)
    kind = b"text/html" if is_html else b"text/plain"
    if boundary is None:
        if kind == b"text/plain" and encoding == b"8bit":
            return fields, data
        return _fields(fields, kind, encoding), data
    below, _ = split_head(data[boundary.end() :])
    is_told_again = (first_field(below, "content-type") or b"").lower().startswith(b"text/html")
    within, name = b"alternative" if is_told_again else b"mixed", boundary["name"]
    head = b"--%s\nContent-Type: %s\nContent-Transfer-Encoding: %s\n\n" % (name, kind, encoding)
    return _fields(fields, b'multipart/%s; boundary="%s"' % (within, name), b"8bit"), head + data


def is_dated_by_archive(fields: Fields) -> bool:
    """Return whether pipermail made up the sender, the id and with them the date.

    That date is of the day on which a month was put into pages anew, years later.
    """
    if not _is_nobodys(fields):
        return False
    own_id = (first_field(fields, "message-id") or b"").decode("ascii", "replace")
    return is_made_by_list(own_id.strip(" \t<>"))


def _is_nobodys(fields: Fields) -> bool:
    return _NOBODY.search(first_field(fields, "from") or b"") is not None


def _is_torso(fields: Fields) -> bool:
    if not _is_nobodys(fields):
        return False
    media_type = (first_field(fields, "content-type") or b"text/plain").strip().lower()
    encoding = (first_field(fields, "content-transfer-encoding") or b"8bit").strip().lower()
    return media_type.startswith(b"text/plain") and encoding in (b"7bit", b"8bit", b"binary")


def _fields(fields: Fields, kind: bytes, encoding: bytes) -> Fields:
    return {**fields, "content-type": [kind], "content-transfer-encoding": [encoding]}


def _is_quoted_printable(words: bytes) -> bool:
    """Tell whether every "=" in *words* is of an escape, one of them such as no text has."""
    escapes = len(_ESCAPE.findall(words))
    return (
        escapes >= _LEAST_ESCAPES
        and escapes == words.count(b"=")
        and _ESCAPED_SIGN.search(words) is not None
    )


def _is_html(words: bytes, least: float) -> bool:
    """Tell whether all "<" in *words* begin tags, on a share of at *least* of the lines."""
    tags = len(_TAG.findall(words))
    if not tags or tags != words.count(b"<"):
        return False
    lines = [line for line in words.splitlines() if line.strip()]
    return sum(_TAG.search(line) is not None for line in lines) >= least * len(lines)
