"""Cut a stream of bytes into mails at its From_ lines.

Pure but for reading the stream. Memory is bounded by the largest mail, not by
the stream. A From_ line is told from a body line that begins "From " by one
address (also as "ada at example.org"), a date, and the header field that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from listminer.model import Archive, Problem, RawMessage

PIECE_BYTES = 1 << 20
MAX_MAIL_BYTES = 64 * 1024**2  # the largest mail that servers let through is near 50 MB

# Matches "From ada at example.org  Tue Mar  1 10:00:00 2016" and
# "From ada@example.org Fri, 8 Dec 2000 17:47:12 -0500" before "Subject: x".
# Must not match "From what I saw at 10:00 in 2016 it works".
# " at " in the languages of the archives, in UTF-8 and in the charsets before it.
_AT = (
    rb"(?:at|en|bei|a|\xc3\xa0|\xe0|na|\xd0\xbd\xd0\xb0|\xce\xc1|\xed\xe0|chez|hos|p\xc3\xa5|p\xe5"
    rb"|ved|u|pri|van|em|op|w|di|osoitteessa)"
)
FROM_LINE = re.compile(
    rb"From (?:\S{1,300}(?: " + _AT + rb" \S{1,300})?)?"
    rb"[ \t]{0,20}"
    rb"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?"
    rb"(?:[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d\d(?::\d\d)?(?: +[A-Za-z0-9+-]{1,12}){0,2} +\d{4}"
    rb"|\d{1,2} +[A-Z][a-z]{2} +\d{2,12} +\d{1,2}:\d\d(?::\d\d)?)"
    rb"[^\n]{0,60}\r?\n(?=[!-9;-~]{1,80}:|>From |\r?\n|\Z)"
)
# Matches "From ada at example.org  Tue". Must not match "From ada@example.org Tue".
SPELLED_LINE = re.compile(rb"^From \S{1,300} " + _AT + rb" \S", re.MULTILINE)
_BORDER = b"\nFrom "
# The first line of every patch that git writes as mail; pipermail leaves it as it is in bodies.
PATCH_LINE = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")
_MARK = b"\xef\xbb\xbf"  # the byte order mark that some editors put first
_ESCAPED_RD = re.compile(rb"^>(>*From )", re.MULTILINE)
_ESCAPED_O = re.compile(rb"^>(?=From )", re.MULTILINE)
LOOK_AHEAD = 1024  # bytes after "From " that decide: the line and the start of the next


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to *size* bytes, b"" at the end."""


def split_mbox(
    stream: Readable, archive: Archive, path: str, *, dialect: str
) -> Iterator[RawMessage | Problem]:
    """Yield the mails of *stream* in order; their locators count bytes of the open stream.

    *dialect* is "mboxrd" (one ">" is taken from ">From ", ">>From ", …), "mboxo"
    (from ">From " only, but not among quoted lines) or another: nothing was
    escaped, as by pipermail and git. Bytes before the
    first From_ line, and a mail beyond MAX_MAIL_BYTES, are one Problem each.
    """
    buffer, base, done = b"", 0, False
    while len(buffer) < LOOK_AHEAD and (piece := stream.read(PIECE_BYTES)):
        buffer += piece
    if buffer.startswith(_MARK):
        buffer, base = buffer[len(_MARK) :], len(_MARK)
    patches = PATCH_LINE.match(buffer) is not None
    start = 0 if FROM_LINE.match(buffer) else -1  # of the mail at hand; -1: not in a mail
    known = False  # what is not in a mail was reported already
    scan = 0
    while True:
        border = _next_border(buffer, scan, done, patches)
        if border is None:
            keep = max(start, 0) if start >= 0 or not known else max(len(buffer) - LOOK_AHEAD, 0)
            if start >= 0 and len(buffer) - keep > MAX_MAIL_BYTES:
                yield _problem(path, base + keep, f"a mail of more than {MAX_MAIL_BYTES} bytes")
                start, keep, known = -1, len(buffer) - LOOK_AHEAD, True
            elif start < 0 and len(buffer) - keep > MAX_MAIL_BYTES:
                yield _problem(path, base, "bytes before the first From_ line")
                keep, known = len(buffer) - LOOK_AHEAD, True
            scan = max(len(buffer) - LOOK_AHEAD - keep, 0)
            piece = stream.read(PIECE_BYTES)
            buffer, base = buffer[keep:] + piece, base + keep
            start = start if start < 0 else 0
            if not piece:
                if done:
                    break
                done = True
            continue
        if start >= 0:
            yield _mail(archive, path, base + start, buffer[start:border], dialect)
        elif not known and buffer[:border].strip():
            yield _problem(path, base, "bytes before the first From_ line")
        start = scan = border
        known = False
    if start >= 0 and buffer[start:].strip():
        yield _mail(archive, path, base + start, buffer[start:], dialect)
    elif start < 0 and not known and buffer.strip():
        yield _problem(path, base, "no From_ line: not a mailbox")


def _next_border(buffer: bytes, scan: int, done: bool, patches: bool) -> int | None:
    """Return where the next From_ line after *scan* starts, None if more must be read first.

    *patches*: the mailbox is one that git wrote, its From_ lines are those of patches.
    """
    at = scan
    while True:
        at = buffer.find(_BORDER, at)
        if at < 0 or (not done and at + LOOK_AHEAD > len(buffer)):
            return None
        blank = buffer[at - 1 : at] == b"\n" or buffer[at - 2 : at] == b"\n\r"
        found = FROM_LINE.match(buffer, at + 1)
        if found and not patches and PATCH_LINE.match(buffer, at + 1):
            found = None
        if found and (blank or at == 0 or _is_strict(buffer, found.end())):
            return at + 1
        at += 1


def _is_strict(buffer: bytes, end: int) -> bool:
    """Tell whether a header that only mailers write follows: enough where no blank line leads."""
    return (
        buffer[end : end + 100]
        .lower()
        .startswith(
            (
                b"from:",
                b"return-path:",
                b"received:",
                b"message-id:",
                b"x-mozilla",
                b"delivered-to:",
            )
        )
    )


def _mail(archive: Archive, path: str, byte: int, chunk: bytes, dialect: str) -> RawMessage:
    first, _, data = chunk.partition(b"\n")
    data = unescape(data, dialect)
    if data.endswith(b"\r\n\r\n"):
        data = data[:-2]
    elif data.endswith(b"\n\n"):
        data = data[:-1]  # the blank line belongs to the mailbox
    envelope = first[5:].decode("latin-1").strip()
    return RawMessage.of(archive, f"{path}#byte={byte}", data, envelope=envelope)


def unescape(data: bytes, dialect: str) -> bytes:
    """Return a mail's bytes without the ">" that its mailbox put before "From "."""
    if dialect not in ("mboxo", "mboxrd") or b">From " not in data:
        return data
    if dialect == "mboxrd":
        return _ESCAPED_RD.sub(rb"\1", data)
    pieces: list[bytes] = []
    at = 0
    for found in _ESCAPED_O.finditer(data):
        if not _is_quoted(data, found.start()):
            pieces.append(data[at : found.start()])
            at = found.end()
    return b"".join((*pieces, data[at:]))


def _is_quoted(data: bytes, at: int) -> bool:
    """Tell whether the line above or below the one that begins at *at* is a quote.

    Mboxo escapes "From " but not ">From ": a quoted line looks like an escaped one,
    and without its mark the sender would have said it.
    """
    above = data[data.rfind(b"\n", 0, max(at - 1, 0)) + 1 : at]
    end = data.find(b"\n", at)
    below = data[end + 1 : end + 2] if end >= 0 else b""
    return above[:1] == b">" or below == b">"


def _problem(path: str, byte: int, message: str) -> Problem:
    return Problem(stage="fetch", locator=f"{path}#byte={byte}", message=message)
