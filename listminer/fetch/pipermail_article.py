"""Turn one article page of pipermail back into a mail.

Pure. What the page lacks (To, MIME) stays lacking; the body is the text between
Mailman's article markers, in the page's charset.
"""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from listminer.fetch.composing import compose, encoded, written_sender
from listminer.fetch.pipermail_pages import own_id

BEGIN, END = b"<!--beginarticle-->", b"<!--endarticle-->"
CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
ZONES = {"MDT": "-0600", "MST": "-0700", "CET": "+0100", "CEST": "+0200", "UTC": "+0000"}


def article_mail(page: bytes, *, charset: str | None, parent: str | None) -> bytes | None:
    """Return the mail that an article *page* shows, in UTF-8, or None if it shows none.

    *charset* is what the server says; the page's own word goes before it. *parent* is
    the Message-ID that this one answers, where the list of threads tells it.
    """
    from bs4 import BeautifulSoup  # heavy, and only archives without text volumes need it

    before, begin, rest = page.partition(BEGIN)
    body, end, _after = rest.partition(END)
    if not begin or not end:
        return None
    declared = CHARSET.search(before)
    charsets = [declared[1].decode("ascii") if declared else None, charset]
    top = BeautifulSoup(_decoded(before, charsets), "html.parser")
    name, subject, date = (top.find(tag) for tag in ("b", "h1", "i"))
    address = top.find("a", title=True)
    message_id = own_id(page)
    fields = {
        "From": written_sender(
            " ".join(address.get_text().split()) if address else "",
            name.get_text() if name else "",
        ),
        "Subject": encoded(subject.get_text() if subject else ""),
        "Date": _date(date.get_text() if date else ""),
        "Message-ID": f"<{message_id}>" if message_id else "",
        "In-Reply-To": f"<{parent}>" if parent else "",
    }
    text = BeautifulSoup(_decoded(body, charsets), "html.parser").get_text().lstrip("\n")
    return compose(fields, text)


def _decoded(data: bytes, charsets: list[str | None]) -> str:
    for charset in (*charsets, "utf-8"):
        try:
            return data.decode(charset or "ascii")
        except (LookupError, UnicodeDecodeError):
            continue  # labels of old pages are often wrong
    return data.decode("latin-1")


def _date(text: str) -> str:
    """Return the page's date as a mail's, in UTC; zone names that mail does not know are read.

    The zone is the server's: the sender's is not known, which mail writes as "-0000".
    """
    words = text.split()
    zone = ZONES.get(words[4]) if len(words) == 6 else None
    try:
        if len(words) != 6:
            return text.strip()
        number = zone or words[4]
        said = f"{words[0]}, {words[2]} {words[1]} {words[5]} {words[3]} {number}"
        date = parsedate_to_datetime(said)
        if date.tzinfo is not None:
            date = date.astimezone(UTC).replace(tzinfo=None)
        return format_datetime(date)
    except (ValueError, OverflowError):
        return " ".join(words)
