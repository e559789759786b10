"""Cut a stream of bytes into mails at its From_ lines.

Pure but for reading the stream. Memory is bounded by the largest mail, not by
the stream. A From_ line is told from a body line that begins "From " by one
address (also as "ada at example.org"), a date, and the header field that follows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Protocol

from listminer.model import Archive, Problem, RawMessage

PIECE_BYTES = 1 << 20
MAX_MAIL_BYTES = 64 * 1024**2  # the largest mail that servers let through is near 50 MB

# Matches "From ada at example.org  Tue Mar  1 10:00:00 2016" and
# "From ada@example.org Fri, 8 Dec 2000 17:47:12 -0500" before "Subject: x".
# Must not match "From what I saw at 10:00 in 2016 it works".
FROM_LINE = re.compile(
    rb"From (?:\S{1,300}(?: (?:at|en|bei|a|\xc3\xa0|\xe0|na|chez|hos|u|van|em|di) \S{1,300})?)?"
    rb"[ \t]{0,20}"
    rb"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?"
    rb"(?:[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d\d(?::\d\d)?(?: +[A-Za-z0-9+-]{1,12}){0,2} +\d{4}"
    rb"|\d{1,2} +[A-Z][a-z]{2} +\d{2,12} +\d{1,2}:\d\d(?::\d\d)?)"
    rb"[^\n]{0,60}\r?\n(?=[!-9;-~]{1,80}:|>From |\r?\n|\Z)"
)
_BORDER = b"\nFrom "
_ESCAPED_RD = re.compile(rb"^>(>*From )", re.MULTILINE)
_ESCAPED_O = re.compile(rb"^>(From )", re.MULTILINE)
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
    (from ">From " only) or "pipermail" (nothing was escaped). Bytes before the
    first From_ line, and a mail beyond MAX_MAIL_BYTES, are Problems.
    """
    buffer, base, done = stream.read(PIECE_BYTES), 0, False
    start = 0 if FROM_LINE.match(buffer) else -1
    scan = 0
    while True:
        border = _next_border(buffer, scan, done)
        if border is None:
            keep = max(start, 0)
            if len(buffer) - keep > MAX_MAIL_BYTES:
                yield _problem(path, base + keep, f"a mail of more than {MAX_MAIL_BYTES} bytes")
                start, keep = -1, len(buffer) - LOOK_AHEAD
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
        elif buffer[:border].strip():
            yield _problem(path, base, "bytes before the first From_ line")
        start = scan = border
    if start >= 0 and buffer[start:].strip():
        yield _mail(archive, path, base + start, buffer[start:], dialect)
    elif start < 0 and buffer.strip():
        yield _problem(path, base, "no From_ line: not a mailbox")


def _next_border(buffer: bytes, scan: int, done: bool) -> int | None:
    """Return where the next From_ line after *scan* starts, None if more must be read first."""
    at = scan
    while True:
        at = buffer.find(_BORDER, at)
        if at < 0 or (not done and at + LOOK_AHEAD > len(buffer)):
            return None
        blank = buffer[at - 1 : at] == b"\n" or buffer[at - 2 : at] == b"\n\r"
        found = FROM_LINE.match(buffer, at + 1)
        if found and (blank or _is_strict(buffer, found.end())):
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
    if data.endswith(b"\r\n\r\n"):
        data = data[:-2]
    elif data.endswith(b"\n\n"):
        data = data[:-1]  # the blank line belongs to the mailbox
    if dialect != "pipermail" and b"\n>" in data and b"From " in data:
        pattern = _ESCAPED_RD if dialect == "mboxrd" else _ESCAPED_O
        data = pattern.sub(rb"\1", data)
    return RawMessage(
        archive=archive,
        locator=f"{path}#byte={byte}",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        envelope=first[5:].decode("latin-1").strip(),
    )


def _problem(path: str, byte: int, message: str) -> Problem:
    return Problem(stage="fetch", locator=f"{path}#byte={byte}", message=message)
