"""One archive article that a reader saved: as its page, or as the text of it.

Pure. Both forms become the bytes of a mail.
"""

from __future__ import annotations

import re

from listminer.fetch.composing import compose
from listminer.fetch.pipermail_article import article_mail

# Matches "Dan Prince dprince at redhat.example". Must not match "see you at home.".
_BY = re.compile(
    r"^(.{0,100}?)\s*(\S{1,100}) (at|en|bei|a|à|chez|na|на|hos|på|ved|op|em) (\S{1,100}\.\S{2,40})$"
)
# Matches "Thu Mar 10 21:09:44 UTC 2016". Must not match "Thursday at ten".
_DATE = re.compile(
    r"^(?:[^\W\d]{2,5}\.? )?([^\W\d]{3})[^\W\d]* +(\d{1,2}) +(\d\d:\d\d:\d\d) +"
    r"(?:([A-Z]{1,5}|[+-]\d{4}) +)?(\d{4})$"
)
_OFFSETS = {
    "UTC": "+0000", "GMT": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600",
    "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
    "CET": "+0100", "CEST": "+0200", "BST": "+0100", "EET": "+0200", "EEST": "+0300",
}  # fmt: skip
MAX_LINE = 400  # characters; no line with a writer or a date is longer
MAX_HEAD_LINES = 12  # title, writer and date stand at the top of a saved article


def looks_like_article(head: bytes) -> bool:
    """Return whether *head* begins a pipermail article page."""
    return b"<!--beginarticle-->" in head


def page_mail(page: bytes) -> bytes | None:
    """Return the mail that a saved pipermail *page* shows, or None."""
    return article_mail(page, charset=None, parent=None)


def text_mail(data: bytes) -> bytes | None:
    """Return the mail in an article saved as text: subject, "Name user at host", date, body.

    None if the first lines have not this form.
    """
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    lines = text.split("\n", MAX_HEAD_LINES)
    head = [(number, line.strip()) for number, line in enumerate(lines[:MAX_HEAD_LINES])]
    filled = [(number, line) for number, line in head if line]
    if len(filled) < 3:
        return None
    (_, subject), (_, by), (at, date) = filled[:3]
    if len(by) > MAX_LINE or len(date) > MAX_LINE:
        return None
    writer, when = _BY.match(by), _DATE.match(date)
    if writer is None or when is None:
        return None
    body = "\n".join(text.split("\n")[at + 1 :]).lstrip("\n")
    month, day, time, zone, year = when.groups()
    offset = _OFFSETS.get(zone or "UTC", zone if (zone or "").startswith(("+", "-")) else "+0000")
    fields = {
        "From": f"{writer[2]} at {writer[4]} ({writer[1].strip()})",
        "Subject": subject,
        "Date": f"{day} {month} {year} {time} {offset}",
    }
    return compose(fields, body)
