"""Mails as a mailbox that every mail program opens: mboxrd, the dialect that loses nothing. Pure.

Source: https://www.loc.gov/preservation/digital/formats/fdd/fdd000385.shtml
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from listminer.model import RawMessage

# The sender that public-inbox writes; readers take it for the word that this is mboxrd.
_SENDER = "mboxrd@z"
_NO_DATE = "Thu Jan  1 00:00:00 1970"
# Matches the date of "ada at example.org  Tue Mar  1 10:00:00 2016". Not "ada@x Tue".
_DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{7,8} \d{4}$")


def write_mbox(raws: Iterable[RawMessage]) -> Iterator[bytes]:
    """Yield the mails of one mailbox, line by line; what is read back has equal words.

    Lines that begin "From " after any ">" get one ">" more; line ends become
    "\\n", and a last line without one gets it.
    """
    for each in raws:
        yield _from_line(each)
        for line in each.data.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n"):
            yield (b">" if line.lstrip(b">").startswith(b"From ") else b"") + line + b"\n"
        yield b"\n"


def _from_line(raw: RawMessage) -> bytes:
    """Return the line before a mail; of its container's own line the date is kept."""
    found = _DATE.search(raw.envelope or "")
    return f"From {_SENDER} {found[0] if found else _NO_DATE}\n".encode()
