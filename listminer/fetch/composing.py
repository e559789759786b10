"""A mail made of what an archive's page or interface tells of it.

Pure. The text is UTF-8, whatever the mail was sent in; what is not told is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.header import Header

_MIME = (
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
)
_ONE_LINE = str.maketrans("\r\n", "  ")  # else what a server says could be a field of its own


def compose(fields: Mapping[str, str], text: str) -> bytes:
    """Return a plain-text mail with these header *fields*, in order, those that are empty left out.

    Each field is one line, whatever it says.

    >>> compose({"Subject": "Gate", "Date": ""}, "Hi").decode().splitlines()[:2]
    ['Subject: Gate', 'MIME-Version: 1.0']
    """
    head = "".join(
        f"{name}: {value.translate(_ONE_LINE)}\n" for name, value in fields.items() if value
    )
    return f"{head}{_MIME}\n{text}".encode("utf-8", "replace")


def encoded(text: str) -> str:
    """Return *text* as a header says it: one line of ASCII (RFC 2047).

    >>> encoded("Zoë")
    '=?utf-8?q?Zo=C3=AB?='
    """
    flat = " ".join(text.split())
    return flat if flat.isascii() else Header(flat, "utf-8").encode(linesep="\n").replace("\n", "")


def written_sender(address: str, name: str) -> str:
    """Return a From field as pipermail writes it; an address may be one in words.

    >>> written_sender("ada at example.org", "Ada")
    'ada at example.org (Ada)'
    """
    said = encoded(name)
    return f"{address} ({said})" if said else address
