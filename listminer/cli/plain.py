"""Our signs for a standard output whose encoding lacks them. Pure but for `use_plain_signs`."""

from __future__ import annotations

import codecs
from io import TextIOWrapper

_NAME = "listminer.plain"  # of the error handler, among all of this Python's
# What stands where a locale has no such sign. A minus told as "?" would hide who is against.
_PLAIN = {
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("─━", "-"),
    **dict.fromkeys("┆│", "|"),
    **dict.fromkeys("└├", "`"),
    **dict.fromkeys("●□", "o"),
    "■": "#",
    "•": "*",
    "✓": "v",
    "×": "x",
    "±": "~",
    "·": ".",
    "…": "...",
    "→": "->",
    "▸": ">",
    "\N{NO-BREAK SPACE}": " ",
}


def plain_signs(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what stands for the letters that cannot be written, "?" for those of the mails.

    >>> "“−1” … ●".encode("ascii", "listminer.plain")
    b'"-1" ... o'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(each, "?") for each in lost), error.end


def use_plain_signs(stream: object) -> None:
    """Let *stream* write plain signs where its encoding has none of ours, instead of failing."""
    if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors=_NAME)


codecs.register_error(_NAME, plain_signs)
