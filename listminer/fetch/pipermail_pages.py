"""Read the pages of a pipermail archive: the index, a volume's list, an article's own id.

Pure. The pages are written by Mailman's templates, translated and changed by
sites: links and comments are looked for, never the layout around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urljoin

from listminer.fetch.borders import sent_at
from listminer.fetch.volumes import Volume, read_volume
from listminer.model import RawMessage

# <A href="2016-March/thread.html">; not <a name="start">
HREF = re.compile(r"<a\s[^<>]{0,200}?href\s*=\s*[\"']?([^\"'<>\s]{1,500})", re.I)
# 2016-March/thread.html, 2016-March.txt.gz; not attachments/20160309/x.html
ROW = re.compile(
    r"(?:\./)?([^/?#]+?)(?:/(?:thread|subject|author|date|index)\.html|\.txt(?:\.gz)?)"
)
PAGE = re.compile(r"(?:\./)?(\d{1,9})\.html")
# <!--1 01457363642.4211-01457366722.4212- -->; not <!--beginarticle-->
DEPTH_KEY = re.compile(r"<!--\d{1,4} ([\d.\-]{3,5000}?)-? *-->")
# <LI><B>In reply to:</B> <A HREF="000123.html">; not the mailto link's "In-Reply-To=%3Ca..."
REPLIED = re.compile(
    rb"in[- ]reply[- ]to:?[ \t]{0,9}(?:</\w{1,9}>)?:?\s{0,9}<a\s[^<>]{0,200}?href\s*=\s*[\"']?"
    rb"(?:\./)?(\d{1,9}\.html)",
    re.I,
)
OWN_ID = re.compile(r"In-Reply-To=([^\"'>\s]{1,2000})", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a volume's list."""

    page: str  # "088942.html"
    epoch: int | None  # its Date in seconds; None if the list has no depth keys
    parent: str | None  # the page of its parent; None for a root, or if that is not told


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One volume of an index, and the text file that the index links, if any."""

    volume: Volume
    text: str | None  # "2016-March.txt.gz", as the link says


def read_index(page: bytes) -> tuple[IndexRow, ...]:
    """Return the volumes that an index page lists, oldest first; () if it lists none."""
    texts: dict[str, str | None] = {}
    for href in HREF.findall(page.decode("utf-8", "replace")):
        link = html.unescape(href)
        match = ROW.fullmatch(link)
        if match is None:
            continue
        name = match[1]
        if link.endswith((".txt", ".txt.gz")):
            texts[name] = link
        else:
            texts.setdefault(name, None)
    rows = [
        IndexRow(volume, text)
        for name, text in reversed(texts.items())
        if (volume := read_volume(name)) is not None
    ]
    return tuple(sorted(rows, key=lambda row: row.volume.start or date.max))


def read_entries(page: bytes) -> tuple[Entry, ...]:
    """Return the articles of a volume's thread, date, subject or author page, by number.

    Parents come from the depth keys of a thread page: each key is the keys of all
    ancestors and its own, joined with "-".
    """
    text = page.decode("utf-8", "replace")
    entries: dict[str, Entry] = {}
    by_key: dict[str, str] = {}
    key = ""
    for _at, kind, value in sorted(_marks(text)):
        if kind == "key":
            key = value
            continue
        if value not in entries:
            parent = by_key.get(key.rpartition("-")[0])
            entries[value] = Entry(value, _epoch(key), parent)
            if key:
                by_key.setdefault(key, value)
        key = ""
    return tuple(sorted(entries.values(), key=lambda entry: int(entry.page.partition(".")[0])))


def _marks(text: str) -> Iterable[tuple[int, str, str]]:
    for match in DEPTH_KEY.finditer(text):
        yield match.start(), "key", match[1]
    for match in HREF.finditer(text):
        page = PAGE.fullmatch(match[1])
        if page:
            yield match.start(), "page", match[1].removeprefix("./")


def _epoch(key: str) -> int | None:
    seconds = key.rpartition("-")[2].partition(".")[0]
    return int(seconds) if seconds.isdigit() and len(seconds) <= 12 else None


def own_id(page: bytes) -> str | None:
    """Return the Message-ID of an article page, without brackets, or None.

    It stands in the page's mailto link as In-Reply-To: that is what a reply would cite.
    """
    match = OWN_ID.search(page.decode("latin-1"))
    if match is None:
        return None
    cited = unquote(html.unescape(match[1])).strip()
    inside = re.search(r"<([^<>\s]+)>", cited)
    return inside[1] if inside else None


def replied_page(page: bytes) -> str | None:
    """Return the page that an article page links as the one it answers, or None.

    Only what stands around the article counts: its text may say anything.
    """
    before, begin, rest = page.partition(b"<!--beginarticle-->")
    around = before + rest.partition(b"<!--endarticle-->")[2] if begin else before
    match = REPLIED.search(around)
    return match[1].decode("ascii") if match else None


class PageFinder:
    """Finds the article page of a message in a text volume, by the second of its Date."""

    def __init__(self, entries: Iterable[Entry], folder_url: str) -> None:
        pages: dict[int, set[str]] = {}
        for entry in entries:
            if entry.epoch is not None:
                pages.setdefault(entry.epoch, set()).add(urljoin(folder_url, entry.page))
        self._pages = {epoch: found.pop() for epoch, found in pages.items() if len(found) == 1}

    def url(self, raw: RawMessage) -> str | None:
        """Return the page of *raw*, or None if none or several articles have its Date."""
        return self._pages.get(sent_at(raw))
