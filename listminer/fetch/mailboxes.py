"""Split a mailbox that came over the wire into mails.

Pure but for reading the stream it is given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import IO

from listminer.model import Archive, RawMessage

# "From a at example.org  Tue Mar  1 10:00:00 2016", "From x@y Fri, 8 Dec 2000 17:47:12 -0500",
# "From mboxrd@z Thu Jan  1 00:00:00 1970"; not "From what I saw at 10:00:00 in 2016 it works"
FROM_LINE = re.compile(
    rb"From (?:\S+ (?:at|en|a|em|bei|chez) )?\S+ +(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)"
    rb"(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}).{0,20}\d\d:\d\d.{0,40}\r?\n"
)
FIELD = re.compile(rb"[!-9;-~]{1,80}:|>?From ")
ESCAPED = re.compile(rb"^>(>*From )", re.M)


def split_mailbox(
    stream: IO[bytes], archive: Archive, locator: str, *, mboxrd: bool = False
) -> Iterator[RawMessage]:
    """Yield the mails of *stream* in order; bytes before the first From_ line are passed over.

    A From_ line begins the stream or follows an empty line, names one address and a date, and
    a header field follows it. With *mboxrd*, one ">" is taken from lines such as ">>From ".
    """
    begun, envelope, lines, blank, at = 0, b"", list[bytes](), True, 0
    started = False
    line = stream.readline()
    while line:
        following = stream.readline()
        if blank and line.startswith(b"From ") and _is_from(line, following):
            if started:
                yield _mail(archive, f"{locator}#byte={begun}", envelope, lines, mboxrd)
            begun, envelope, lines, started = at, line, [], True
        elif started:
            lines.append(line)
        blank = line in (b"\n", b"\r\n")
        at += len(line)
        line = following
    if started:
        yield _mail(archive, f"{locator}#byte={begun}", envelope, lines, mboxrd)


def _is_from(line: bytes, following: bytes) -> bool:
    return bool(FROM_LINE.match(line)) and bool(FIELD.match(following))


def _mail(
    archive: Archive, locator: str, envelope: bytes, lines: list[bytes], mboxrd: bool
) -> RawMessage:
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines.pop()  # it belongs to the mailbox
    data = b"".join(lines)
    if mboxrd:
        data = ESCAPED.sub(rb"\1", data)
    return RawMessage(
        archive=archive,
        locator=locator,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        envelope=envelope[5:].decode("latin-1").strip(),
    )
