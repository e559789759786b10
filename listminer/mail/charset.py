"""Bytes to text, whatever the label says.

Pure. A label is a claim: months of pipermail mix UTF-8 and Latin-1, and mailers
send `charset=y`. What decodes strictly in the claimed charset is believed,
unless it is valid UTF-8 with non-ASCII letters: no other text looks so by chance.
"""

from __future__ import annotations

import codecs
import re

GUESS_BYTES = 20_000  # bytes that the guesser sees; more costs time and changes no guess
TELLING_BYTES = 100  # a shorter text with single accents looks like any charset
# Matches "\xf0\xd2\xc9" (KOI8-R). Must not match "Stra\xdfe": Latin letters come singly.
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{3}")
_AS_WINDOWS = {"iso8859-1", "latin-1", "us-ascii", "ascii", "latin_1", "iso-8859-1"}


def decode_text(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text of *data*, and the defect found on the way, None if there was none.

    The defect is "unknown-charset" (no such charset), "wrong-charset" (the bytes
    are no text of it) or "lost-bytes" (no charset reads them all). Never raises;
    lone surrogates never leave here.
    """
    if data.isascii() and not _is_shifting(charset):
        if b"\x1b" in data and (
            b"\x1b$" in data or b"\x1b(" in data
        ):  # no label, and no other text looks so
            text = _strict(data, "iso2022_jp_2")
            if text is not None:
                return text, None if charset is None else "wrong-charset"
        return data.decode("ascii"), None
    codec, unknown = _codec(charset)
    if codec is None or codec not in ("utf-8", "utf-16", "utf-32"):
        text = _strict(data, "utf-8")
        if text is not None and not _is_shifting(charset):
            wrong = codec is not None and codec not in ("ascii",)
            return text, unknown or ("wrong-charset" if wrong else None)
    if codec is not None:
        text = _strict(data, "cp1252" if codec in _AS_WINDOWS or codec == "iso8859-1" else codec)
        if text is not None:
            return text, None
    text = _guess(data)
    if text is not None:
        return text, unknown or ("wrong-charset" if codec else None)
    return data.decode("cp1252", "replace"), "lost-bytes"


def _codec(charset: str | None) -> tuple[str | None, str | None]:
    """Return Python's name of *charset*, and "unknown-charset" if it has none."""
    if not charset:
        return None, None
    try:
        return codecs.lookup(charset.strip("\"' ").lower()).name, None
    except (LookupError, ValueError):
        return None, "unknown-charset"


def _is_shifting(charset: str | None) -> bool:
    """Tell whether *charset* writes other letters in ASCII bytes (ISO-2022, UTF-7, HZ, UTF-16)."""
    return bool(charset) and str(charset).lower().strip("\"' ").startswith(
        ("iso-2022", "utf-7", "hz", "utf-16", "utf-32", "iso2022")
    )


def _strict(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
        text.encode("utf-8")
    except (UnicodeError, LookupError, ValueError):
        return None  # a codec such as "hex" is none for text and raises LookupError
    return text


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # heavy; few mails need it

    text = _strict(data, "cp1252")
    seen = data[:GUESS_BYTES]
    few = len(data) < TELLING_BYTES or sum(each > 127 for each in seen) * 8 < len(seen)
    if text is not None and few and not _FOREIGN_WORD.search(data):
        return text  # some accents in plain letters: Latin-1, or nothing that can be told from it
    best = from_bytes(seen).best()
    return _strict(data, best.encoding) if best is not None else text
