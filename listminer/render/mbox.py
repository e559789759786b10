"""Mails as a mailbox that every mail program opens: mboxrd, the dialect that loses nothing. Pure.

Source: https://www.loc.gov/preservation/digital/formats/fdd/fdd000385.shtml
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from listminer.model import MBOXRD_SENDER, RawMessage

_NO_DATE = "Thu Jan  1 00:00:00 1970"
# Matches the date of "ada at example.org  Tue Mar  1 10:00:00 2016", of "a@x Fri, 8 Dec 2000
# 17:47:12 -0500" and of "a@x Tue Mar 1 10:00:00 CET 2016". Not "ada@x Tue".
_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?(?:[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d\d(?::\d\d)?"
    r"(?: +[A-Za-z0-9+-]{1,12}){0,2} +\d{4}"
    r"|\d{1,2} +[A-Z][a-z]{2} +\d{2,4} +\d{1,2}:\d\d(?::\d\d)?(?: +[+-]\d{4})?)$",
    re.ASCII,
)


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
    return f"From {MBOXRD_SENDER} {found[0] if found else _NO_DATE}\n".encode()
