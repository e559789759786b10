"""Turn one article page of pipermail back into a mail.

Pure. What the page lacks (To, MIME) stays lacking; the body is the text between
Mailman's article markers, in the page's charset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    before, begin, rest = page.partition(BEGIN)
    body, end, _after = rest.partition(END)
    if not begin or not end:
        return None
    declared = CHARSET.search(before)
    charsets = [declared[1].decode("ascii") if declared else None, charset]
    top = _shown(_decoded(before, charsets))
    message_id = own_id(page)
    fields = {
        "From": written_sender(" ".join(top.first("a").split()), top.first("b")),
        "Subject": encoded(top.first("h1")),
        "Date": _date(top.first("i")),
        "Message-ID": f"<{message_id}>" if message_id else "",
        "In-Reply-To": f"<{parent}>" if parent else "",
    }
    return compose(fields, _shown(_decoded(body, charsets)).text.strip("\n") + "\n")


class _Shown:
    """What HTML shows, and what the first element of each tag does; of links the first titled one.

    Takes what a parser meets, so there is no tree that could be too deep.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._first: dict[str, list[str]] = {}
        self._open: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in self._first and (tag != "a" or "title" in attributes):
            self._open[tag] = self._first[tag] = []

    def end(self, tag: str) -> None:
        self._open.pop(tag, None)

    def data(self, text: str) -> None:
        self._pieces.append(text)
        for words in self._open.values():
            words.append(text)

    def close(self) -> _Shown:
        return self

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def first(self, tag: str) -> str:
        return "".join(self._first.get(tag, ()))


def _shown(html: str) -> _Shown:
    from lxml.etree import HTMLParser  # heavy, and only archives without text volumes need it

    # huge: a mail may be one line of 10 MB, and its tags nested as deep as anybody likes
    parser = HTMLParser(target=_Shown(), encoding="utf-8", huge_tree=True)
    parser.feed(html.encode("utf-8", "replace"))
    found: _Shown = parser.close()
    return found


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
