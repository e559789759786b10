"""Parts that a list cut out of its mails, fetched and put back where they stood.

Mailman 2 replaces an HTML part by a note with its address. Where the mail says
the same in its plain part already, nothing is put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from listminer.errors import FetchError
from listminer.fetch.local import SourceFile
from listminer.mail.html import html_to_text
from listminer.model import Problem, RawMessage
from listminer.settings import PREFIX, Settings

# Matches "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL:
# <http://x/pipermail/dev/attachments/20160309/2e878c20/attachment.html>", in any language.
# Must not match a note about "attachment.png".
_NOTE = re.compile(
    rb"^-{10,20} [^\r\n]{1,60} -{10,20}\r?\n(?:[^\r\n]{0,200}\r?\n){1,5}?"
    rb"[^\r\n<]{0,40}<https?://[^\s<>]{1,300}/"
    rb"(attachments/\d{8}/[0-9a-f]{1,40}/attachment[\w-]{0,20}\.html?)>[ \t]*$",
    re.MULTILINE,
)
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|meta|div|p|table)\b", re.IGNORECASE)
_SAID_ALREADY = 0.9  # part of its words that the plain part has; a plain copy has nearly all
_WORD = re.compile(r"\w+")

Page = Callable[[str], str]  # the text of a page; raises FetchError


@dataclass(slots=True)
class _Room:
    """What may still be fetched for one file, and how much was left out of it for want of that."""

    parts: int
    size_bytes: int
    left_out: int = 0

    def is_for(self, size_bytes: int) -> bool:
        """Return whether there is room for a part of *size_bytes*, and take it; count it if not."""
        if size_bytes > self.size_bytes:
            self.left_out += 1
            return False
        self.size_bytes -= size_bytes
        return True


def with_scrubbed(file: SourceFile, page: Page, settings: Settings) -> SourceFile:
    """Return *file* with the HTML parts of its mails put back.

    One that is gone is a Problem; those beyond what *settings* allow a mail and
    a file are one Problem for each mail and one for the file, with their number.
    """

    def read() -> Iterator[RawMessage | Problem]:
        room = _Room(settings.parts_per_file, settings.parts_bytes)
        for each in file.read():
            if isinstance(each, Problem):
                yield each
                continue
            problems: list[Problem] = []
            yield _put_back(each, page, problems, settings.parts_per_mail, room)
            yield from problems
        if room.left_out:
            most = (
                f"{settings.parts_per_file:,} ({PREFIX}PARTS_PER_FILE) and "
                f"{settings.parts_bytes:,} bytes of text ({PREFIX}PARTS_BYTES)"
            )
            yield _left_out(room.left_out, f"a file gets {most} at most", file.path)

    return replace(file, read=read, fingerprint=f"{file.fingerprint}+attachments")


def _put_back(
    raw: RawMessage, page: Page, problems: list[Problem], per_mail: int, room: _Room
) -> RawMessage:
    """Return *raw* with the text of its cut parts in the place of the notes about them.

    Only pages below the archive's own address are asked for, whatever a note says, and
    no more than there is room for: anybody can write notes without end.
    """
    seen = 0

    def part(note: re.Match[bytes]) -> bytes:
        nonlocal seen
        seen += 1
        if seen > per_mail:
            return note[0]
        if not room.parts:
            room.left_out += 1
            return note[0]
        room.parts -= 1
        url = urljoin(raw.archive.location, note[1].decode("ascii"))
        try:
            found = page(url)
        except FetchError as exc:
            problems.append(Problem(stage="fetch", locator=exc.locator, message=exc.reason))
            return note[0]
        if not room.is_for(len(found)):
            return note[0]
        text = _text(found)
        if _is_said(text, raw.data[: note.start()]):
            return note[0]
        return text.strip().encode(encoding, "replace")

    encoding = "utf-8" if _is_utf8(raw.data) else "latin-1"
    data = _NOTE.sub(part, raw.data)
    if seen > per_mail:
        most = f"a mail gets {per_mail:,} at most ({PREFIX}PARTS_PER_MAIL)"
        problems.append(_left_out(seen - per_mail, most, raw.locator))
    if data == raw.data:
        return raw
    return raw.with_data(data)


def _left_out(count: int, why: str, locator: str) -> Problem:
    parts = "1 part was" if count == 1 else f"{count:,} parts were"
    message = f"{parts} left out of those that the list cut out: {why}"
    return Problem(stage="fetch", locator=locator, message=message)


def _text(page: str) -> str:
    """Return the text of a part; the list may have kept it escaped, as a page that shows HTML."""
    text = html_to_text(page)
    return html_to_text(text) if _HTML.match(text) else text


def _is_said(text: str, before: bytes) -> bool:
    words = set(_WORD.findall(text.lower()))
    there = set(_WORD.findall(before.decode("utf-8", "replace").lower()))
    return len(words & there) >= _SAID_ALREADY * len(words)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
