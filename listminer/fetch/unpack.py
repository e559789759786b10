"""Undo the compression of a response, within bounds, and see what it is.

Touches temporary files. A server may send a gzip file as such, as
Content-Encoding of a text, or as both: what the bytes begin with tells.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from listminer.errors import FetchError
from listminer.fetch.cache import Kept
from listminer.fetch.failures import TooLargeError
from listminer.fetch.patience import Limits

GZIP_MAGIC = b"\x1f\x8b"
IN_MEMORY_BYTES = 16 * 1024**2
LAYERS = 2  # a .gz file under Content-Encoding: gzip; nobody packs deeper
PIECE = 1 << 18
_READ = 1 << 16

HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)", re.I | re.S
)
MAILBOX = re.compile(rb"^From ", re.M)  # "From ada at example.org Tue Mar  1 …"; not "From: ada"
CHALLENGE = re.compile(
    rb"anubis|proof[ -]of[ -]work|making sure you(?:&#39;|')re not a bot"
    rb"|cf-challenge|just a moment\.\.\.",
    re.I,
)


class TruncatedError(FetchError):
    """Compressed bytes that end before their end."""


class NotMailError(FetchError):
    """An answer with status 200 that is not what was asked for."""


def unpacked(kept: Kept, limits: Limits) -> IO[bytes]:
    """Return the body of *kept*, decompressed, as a file at its start; the caller closes it.

    Raises TruncatedError if compressed bytes are cut off or damaged, TooLargeError if they
    grow beyond the limits (a gzip bomb), NotMailError at a page that challenges browsers.
    """
    stream = _spooled(_decoded(kept, limits))
    head = stream.read(8192)
    stream.seek(0)
    if HTML.match(head) and CHALLENGE.search(head):
        stream.close()
        raise NotMailError(
            "the server sent a page that makes browsers work before it lets them in"
            " (proof of work); no archive can be read through it. Clone the archive with git"
            " where the server offers that, or save the mbox with a browser, and ingest the file",
            locator=kept.url,
        )
    return stream


def unpacked_mail(kept: Kept, limits: Limits) -> IO[bytes]:
    """Return the mailbox in *kept* as `unpacked` does; NotMailError if it is something else.

    An empty one is a mailbox: of a month without mail.
    """
    stream = unpacked(kept, limits)
    head = stream.read(65_536)
    stream.seek(0)
    if HTML.match(head):
        stream.close()
        raise NotMailError("an HTML page came where mail was asked for", locator=kept.url)
    if head.strip() and not MAILBOX.search(head):
        stream.close()
        raise NotMailError("no mail in what came where mail was asked for", locator=kept.url)
    return stream


def page_bytes(kept: Kept, limits: Limits) -> bytes:
    """Return a page, decompressed, whole; raises as `unpacked` does, and at a page too large."""
    with unpacked(kept, limits) as stream:
        page = stream.read(limits.page_bytes + 1)
    if len(page) > limits.page_bytes:
        raise TooLargeError(f"a page of more than {limits.page_bytes} bytes", locator=kept.url)
    return page


def _served(kept: Kept) -> Iterator[bytes]:
    with open(kept.body, "rb") as stream:
        while piece := stream.read(_READ):
            yield piece


def _decoded(kept: Kept, limits: Limits) -> Iterable[bytes]:
    stream: Iterator[bytes] = _served(kept)
    for _layer in range(LAYERS):
        first = next(stream, b"")
        stream = _chained(first, stream)
        if not first.startswith(GZIP_MAGIC):
            break
        stream = _gunzipped(stream, kept, limits)
    return stream


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _gunzipped(stream: Iterator[bytes], kept: Kept, limits: Limits) -> Iterator[bytes]:
    """Yield what the members of a gzip stream hold; zero padding after them is passed over."""
    allowed = min(
        limits.unpacked_bytes,
        max(limits.ratio_free_bytes, limits.unpacked_ratio * kept.size_bytes),
    )
    size, member = 0, zlib.decompressobj(wbits=31)
    try:
        for piece in stream:
            rest, out = piece, b""
            while rest or len(out) == PIECE:  # a full PIECE: more may wait inside
                out = member.decompress(rest, PIECE)
                size += len(out)
                if size > allowed:
                    raise TooLargeError(
                        f"unpacks to more than {allowed} bytes from {kept.size_bytes}",
                        locator=kept.url,
                    )
                yield out
                rest = member.unconsumed_tail
                if member.eof:
                    rest = member.unused_data.lstrip(b"\0")
                    if rest:
                        member = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        raise TruncatedError(f"damaged gzip ({error})", locator=kept.url) from error
    if not member.eof:
        raise TruncatedError("gzip ends before its end", locator=kept.url)


def _spooled(stream: Iterable[bytes]) -> IO[bytes]:
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115
    try:
        for piece in stream:
            spool.write(piece)
    except FetchError:
        spool.close()
        raise
    spool.seek(0)
    return spool
