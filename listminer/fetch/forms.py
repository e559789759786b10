"""Tell what bytes are by what they begin with, and read them as mails.

Pure but for reading the stream: a mailbox in any dialect, one mail, a saved
archive article as page or as text. Names of files are hints at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from listminer.fetch.article import looks_like_article, page_mail, text_mail
from listminer.fetch.borders import watched_month
from listminer.fetch.mbox import FROM_LINE, PATCH_LINE, SPELLED_LINE, split_mbox
from listminer.fetch.packed import PackedStream
from listminer.model import MBOXRD_SENDER, Archive, ArchiveKind, Problem, RawMessage

SNIFF_BYTES = 65_536  # what is looked at to tell what a file is
MAX_FILE_MAIL = 64 * 1024**2  # bytes of one mail that is a file of its own
# Matches "Subject: x". Must not match "http://x", "Hi: there we are".
_FIELD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
_KNOWN_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|delivered-to|mime-version"
    rb"|content-type|x-[a-z-]+|list-id|references|in-reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_UNPACK_FIRST = ((b"PK\x03\x04", "zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"7z\xbc\xaf", "7z"))
_MBOXRD = b"From " + MBOXRD_SENDER.encode()
Reader = Callable[[PackedStream, Archive, str], Iterator[RawMessage | Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a file is, and how to read it from its open stream, archive and path."""

    kind: ArchiveKind
    read: Reader


def recognize(head: bytes, name: str) -> Form | str:
    """Return the form of a file that begins with *head*, or why it is no mail.

    *name* is asked only where both dialects of a mailbox would look alike.
    """
    start = head.lstrip(b"\r\n\xef\xbb\xbf")
    if not start.strip():
        return "an empty file"
    if FROM_LINE.match(start):
        return _mailbox(start, name)
    if looks_like_article(head):
        return Form(kind="article", read=_one_mail(page_mail))
    if b"\0" in start[:4096] and not _FIELD.match(start):
        packed = next((kind for magic, kind in _UNPACK_FIRST if start.startswith(magic)), None)
        return f"a {packed} file; unpack it first" if packed else "a binary file, no mail"
    if _is_mail(start):
        return Form(kind="eml", read=_one_mail(lambda data: data))
    if text_mail(head) is not None:
        return Form(kind="article", read=_one_mail(text_mail))
    if is_html(head):
        return "a page that shows no archive article"
    if any(FROM_LINE.match(start, found.end() - 5) for found in _FROM_BELOW.finditer(start)):
        return _mailbox(start, name)
    return "a text without mail headers"


_FROM_BELOW = re.compile(rb"\n\r?\nFrom ")


def is_html(head: bytes) -> bool:
    """Tell whether *head* begins an HTML page."""
    return head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml"))


def _is_mail(start: bytes) -> bool:
    head = start.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return bool(_FIELD.match(start)) and len(_KNOWN_FIELD.findall(head)) >= 1


def _mailbox(start: bytes, name: str) -> Form:
    dialect = mbox_dialect(start, name)

    def read(stream: PackedStream, archive: Archive, path: str) -> Iterator[RawMessage | Problem]:
        mails = split_mbox(stream, archive, path, dialect=dialect)
        if dialect == "pipermail":
            yield from watched_month(mails, path)
        else:
            yield from mails
        if stream.cut is not None:
            yield Problem(stage="fetch", locator=path, message=stream.cut)

    return Form(kind="pipermail" if dialect == "pipermail" else "mbox", read=read)


def mbox_dialect(start: bytes, name: str) -> str:
    """Return how body lines that begin "From " were escaped in a mailbox.

    Pipermail writes "user at host" and escapes nothing, nor does git; public-inbox
    says so with its sender "mboxrd@z". Else a file is mboxo unless its name says
    mboxrd: ">>From " may be a quote in a quote.
    """
    if start.startswith(_MBOXRD) or ".mboxrd" in name:
        return "mboxrd"
    if PATCH_LINE.match(start):
        return "plain"
    return "pipermail" if SPELLED_LINE.search(start) and b"@" not in _first(start) else "mboxo"


def _first(start: bytes) -> bytes:
    return start[: start.find(b"\n") + 1]


def _one_mail(form: Callable[[bytes], bytes | None]) -> Reader:
    def read(stream: PackedStream, archive: Archive, path: str) -> Iterator[RawMessage | Problem]:
        found = stream.read(MAX_FILE_MAIL + 1)
        data = form(found[:MAX_FILE_MAIL])
        if data is None:
            yield Problem(stage="fetch", locator=path, message="a page that shows no article")
        else:
            yield RawMessage.of(archive, path, data)
        if len(found) > MAX_FILE_MAIL:
            cut = f"a mail of more than {MAX_FILE_MAIL} bytes, the rest was left out"
            yield Problem(stage="fetch", locator=path, message=cut)
        if stream.cut is not None:
            yield Problem(stage="fetch", locator=path, message=stream.cut)

    return read
