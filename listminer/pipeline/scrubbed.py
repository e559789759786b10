"""Parts that a list cut out of its mails, fetched and put back where they stood.

Mailman 2 replaces an HTML part by a note with its address. Where the mail says
the same in its plain part already, nothing is put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from listminer.errors import FetchError
from listminer.fetch.local import SourceFile
from listminer.mail.html import html_to_text
from listminer.model import Problem, RawMessage

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


def with_scrubbed(file: SourceFile, page: Page) -> SourceFile:
    """Return *file* with the HTML parts of its mails put back; one that is gone is a Problem."""

    def read() -> Iterator[RawMessage | Problem]:
        for each in file.read():
            if isinstance(each, Problem):
                yield each
                continue
            problems: list[Problem] = []
            yield put_back(each, page, problems)
            yield from problems

    return replace(file, read=read, fingerprint=f"{file.fingerprint}+attachments")


def put_back(raw: RawMessage, page: Page, problems: list[Problem]) -> RawMessage:
    """Return *raw* with the text of its cut parts in the place of the notes about them.

    Only pages below the archive's own address are asked for, whatever a note says.
    """

    def part(note: re.Match[bytes]) -> bytes:
        url = urljoin(raw.archive.location, note[1].decode("ascii"))
        try:
            text = _text(page(url))
        except FetchError as exc:
            problems.append(Problem(stage="fetch", locator=exc.locator, message=exc.reason))
            return note[0]
        if _is_said(text, raw.data[: note.start()]):
            return note[0]
        return text.strip().encode(encoding, "replace")

    encoding = "utf-8" if _is_utf8(raw.data) else "latin-1"
    data = _NOTE.sub(part, raw.data)
    if data == raw.data:
        return raw
    return raw.with_data(data)


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
