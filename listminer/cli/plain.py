"""Our signs for a standard output whose encoding lacks them. Pure but for `use_plain_signs`.

Nothing is told to this Python of the error handler before that is called.
"""

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
    """Return what stands for the letters that cannot be written, and where they end.

    "?" stands for those of the mails. Raises *error* if it is no such: it is an error handler.

    >>> plain_signs(UnicodeEncodeError("ascii", "“−é”", 0, 4, "no such letters"))
    ('"-?"', 4)
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(each, "?") for each in lost), error.end


def use_plain_signs(stream: object) -> None:
    """Let *stream* write plain signs where its encoding has none of ours, instead of failing."""
    if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
        codecs.register_error(_NAME, plain_signs)
        stream.reconfigure(errors=_NAME)
