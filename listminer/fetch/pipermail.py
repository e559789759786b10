"""Fetch the volumes of a Mailman 2 list: as packed text, as text, else page by page.

Through `fetch/http.py`. A volume that was over when it was fetched is never
asked for again; the open one is asked for anew each time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from listminer.errors import FetchError, SourceError
from listminer.fetch.borders import watched_month
from listminer.fetch.cache import Kept
from listminer.fetch.failures import NotCachedError, StatusError, TooLargeError
from listminer.fetch.http import HttpClient
from listminer.fetch.local import SourceFile
from listminer.fetch.mailboxes import Shown, mailbox_file
from listminer.fetch.pipermail_article import article_mail
from listminer.fetch.pipermail_pages import (
    Entry,
    IndexRow,
    PageFinder,
    own_id,
    read_entries,
    read_index,
    replied_page,
)
from listminer.fetch.reach import volumes_of_thread
from listminer.fetch.remote import Period, Remote, closing, failed_file
from listminer.fetch.unpack import NotMailError, TruncatedError, page_bytes
from listminer.fetch.volumes import Volume, read_volume
from listminer.model import Archive, MessageId, Problem, RawMessage

# ".../openstack-dev/2016-March/088942.html", ".../2016-March.txt.gz"; not ".../attachments/x.html"
VOLUME_PATH = re.compile(
    r"(?P<list>.*?/(?P<name>[^/]+)/)(?P<volume>[^/]+?)"
    r"(?:\.txt(?:\.gz)?|/(?:(?:thread|subject|author|date|index)\.html|(?P<page>\d+\.html))?)?"
)
LIST_PATH = re.compile(r"(?P<list>.*/(?:pipermail|private)/(?P<name>[^/]+))(?:/(?:index\.html)?)?")
INFO_PATH = re.compile(r"(?P<site>.*?)/(?:(?:cgi-bin/)?mailman/)?listinfo/(?P<name>[^/]+)/?")


@dataclass(frozen=True, slots=True)
class Place:
    """What a pipermail URL points at."""

    base: str  # the list's index, with "/" at its end
    name: str  # the list's name
    volume: Volume | None  # None: the whole list
    page: str | None  # "088942.html": one article


def read_place(url: str) -> Place | None:
    """Return what *url* points at if it has the form of a pipermail URL, else None.

    >>> read_place("http://lists.example.org/pipermail/dev/2016-March/088942.html").page
    '088942.html'
    >>> read_place("https://lists.example.org/cgi-bin/mailman/listinfo/dev").base
    'https://lists.example.org/pipermail/dev/'
    """
    parts = urlsplit(url)

    def at(path: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    if match := LIST_PATH.fullmatch(parts.path):
        return Place(at(match["list"] + "/"), unquote(match["name"]), None, None)
    if match := INFO_PATH.fullmatch(parts.path):
        base = f"/pipermail/{match['name']}/"
        return Place(at(base), unquote(match["name"]), None, None)
    match = VOLUME_PATH.fullmatch(parts.path)
    volume = read_volume(match["volume"]) if match else None
    if match is None or volume is None:
        return None
    return Place(at(match["list"]), unquote(match["name"]), volume, match["page"])


def open_pipermail(
    place: Place,
    http: HttpClient,
    *,
    days: Period | None = None,
    elsewhere: Callable[[Period], tuple[SourceFile, ...]] = lambda _days: (),
) -> Remote:
    """Return the volumes of a list that *days* touch, oldest first, each fetched when reached.

    A place that is one volume gives that volume alone; one article gives the volumes that
    its thread needs, with the article as focus. A volume that is gone, its pages too, is
    taken from *elsewhere*, which gives the same list's mail of some days. One that cannot be
    had is a file with a Problem. Raises FetchError if the index or the article cannot be had,
    SourceError if the index lists no volume.
    """
    archive = Archive(name=place.name, kind="pipermail", location=place.base)
    source = _Source(archive, http, elsewhere)
    if place.page is not None and place.volume is not None:
        return source.thread(place.volume, place.page)
    if place.volume is not None:
        row = IndexRow(place.volume, None)
        return Remote(archive=archive, focus=None, files=iter((source.file(row),)), total=1)
    rows = source.rows()
    wanted = [row for row in rows if days is None or days.touches(row.volume.start, row.volume.end)]
    return Remote(
        archive=archive,
        focus=None,
        files=(source.file(row) for row in wanted),
        total=len(wanted),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    archive: Archive
    http: HttpClient
    elsewhere: Callable[[Period], tuple[SourceFile, ...]]

    def rows(self) -> tuple[IndexRow, ...]:
        """Return the index."""
        page = page_bytes(self.http.get(self.archive.location), self.http.limits)
        rows = read_index(page)
        if not rows:
            raise SourceError(
                f"{self.archive.location} lists no volumes",
                hints=("expected links such as 2016-March/thread.html or 2016-March.txt.gz",),
            )
        return rows

    def thread(self, volume: Volume, page: str) -> Remote:
        """Return the volumes that the thread of an article needs."""
        url = urljoin(self.folder(volume), page)
        found = own_id(page_bytes(self.http.get(url), self.http.limits))
        focus = MessageId(found) if found else None
        try:
            rows = self.rows()
        except (FetchError, SourceError):
            rows = ()  # the index is gone, the article is there: take its volume
        at = [number for number, row in enumerate(rows) if row.volume == volume]
        if focus is None or not at:
            files: tuple[SourceFile, ...] = (self.file(IndexRow(volume, None)),)
        else:
            files = volumes_of_thread(focus, [partial(self.file, row) for row in rows], at[0])
        return Remote(archive=self.archive, focus=focus, files=iter(files), total=len(files))

    def folder(self, volume: Volume) -> str:
        return urljoin(self.archive.location, quote(volume.name) + "/")

    def file(self, row: IndexRow) -> SourceFile:
        """Return one volume in the best form that the server has."""
        settled = closing(row.volume.end)
        errors: list[FetchError] = []
        for url in self.text_urls(row):
            try:
                kept = self.http.get(url, is_settled=settled)
                return self.text_file(kept, row.volume)
            except NotCachedError as error:
                errors.append(error)
            except (StatusError, NotMailError, TruncatedError) as error:
                self.http.cache.forget(url)
                errors.append(error)
            except FetchError as error:
                if isinstance(error, TooLargeError):
                    self.http.cache.forget(url)  # a bomb is not what will be there for ever
                return failed_file(self.archive, url, error)
        try:
            return self.paged_file(row.volume)
        except FetchError:
            return self.moved_file(row.volume) or failed_file(
                self.archive, errors[0].locator, errors[0]
            )

    def moved_file(self, volume: Volume) -> SourceFile | None:
        """Return the mail of a volume's days from where the list lives now; None if it is not."""
        if volume.start is None or volume.end is None:
            return None
        files = self.elsewhere(Period(since=volume.start, until=volume.end))
        if not files:
            return None

        def read() -> Iterator[RawMessage | Problem]:
            for item in chain.from_iterable(file.read() for file in files):
                yield item if isinstance(item, Problem) else replace(item, archive=self.archive)

        marks = " ".join(file.fingerprint for file in files)
        return SourceFile(
            archive=self.archive,
            path=self.folder(volume),
            size_bytes=sum(file.size_bytes for file in files),
            fingerprint="moved-" + hashlib.sha256(marks.encode()).hexdigest(),
            read=read,
        )

    def text_urls(self, row: IndexRow) -> list[str]:
        name = quote(row.volume.name)
        texts = [row.text] if row.text else []
        texts += [text for text in (f"{name}.txt.gz", f"{name}.txt") if text != row.text]
        return [urljoin(self.archive.location, text) for text in texts]

    def text_file(self, kept: Kept, volume: Volume) -> SourceFile:
        listed = cache(lambda: self.entries(volume))  # fetched when mails are read, not before

        def shown() -> Shown:
            finder = PageFinder(listed(), self.folder(volume))
            fallback = urljoin(self.folder(volume), "thread.html") if listed() else kept.url
            return lambda raw: replace(raw, url=finder.url(raw) or fallback)

        def watched() -> Iterator[RawMessage | Problem]:
            return watched_month(file.read(), kept.url, lambda: (each.epoch for each in listed()))

        limits = self.http.limits
        file = mailbox_file(kept, self.archive, limits=limits, dialect="pipermail", shown=shown)
        return replace(file, read=watched)

    def entries(self, volume: Volume) -> tuple[Entry, ...]:
        """Return the volume's list of articles; () if it has none: messages lose their page."""
        try:
            url = urljoin(self.folder(volume), "thread.html")
            kept = self.http.get(url, is_settled=closing(volume.end))
            return read_entries(page_bytes(kept, self.http.limits))
        except FetchError:
            return ()

    def paged_file(self, volume: Volume) -> SourceFile:
        """Return a volume to be read from its article pages. Raises FetchError without a list."""
        folder = self.folder(volume)
        kept = self.http.get(urljoin(folder, "thread.html"), is_settled=closing(volume.end))
        listed = page_bytes(kept, self.http.limits)
        entries = read_entries(listed)
        if not entries:
            raise NotMailError("lists no articles", locator=kept.url)
        return SourceFile(
            archive=self.archive,
            path=folder,
            size_bytes=0,
            fingerprint="pages-" + hashlib.sha256(listed).hexdigest(),
            read=lambda: self.articles(entries, volume),
        )

    def articles(
        self, entries: tuple[Entry, ...], volume: Volume
    ) -> Iterator[RawMessage | Problem]:
        """Yield the articles of a volume by number; parents as the list of threads tells."""
        folder, ids = self.folder(volume), dict[str, str]()
        for entry in entries:
            url = urljoin(folder, entry.page)
            try:
                kept = self.http.get(url, is_settled=closing(volume.end))
                page = page_bytes(kept, self.http.limits)
            except FetchError as error:
                yield Problem(stage="fetch", locator=url, message=error.reason)
                continue
            ids[entry.page] = own_id(page) or ""
            parent = ids.get(entry.parent or replied_page(page) or "")
            data = article_mail(page, charset=kept.charset, parent=parent or None)
            if data is None:
                message = "no article between <!--beginarticle--> and <!--endarticle-->"
                yield Problem(stage="fetch", locator=url, message=message)
                continue
            yield RawMessage.of(self.archive, url, data, url=url)
