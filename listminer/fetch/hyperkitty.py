"""Fetch from HyperKitty (Mailman 3): months as exported mbox, else mail by mail over REST.

Through `fetch/http.py`. Months are those of the Date header in UTC, half-open as the
server has them, so that nothing is fetched twice or missed at the edges.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Kept
from listminer.fetch.failures import StatusError, UnreachableError
from listminer.fetch.fields import message_id_of
from listminer.fetch.http import HttpClient
from listminer.fetch.hyperkitty_rest import Rest
from listminer.fetch.local import SourceFile
from listminer.fetch.mailboxes import mailbox_file
from listminer.fetch.remote import Period, Remote, closing, failed_file
from listminer.fetch.unpack import TruncatedError
from listminer.model import Archive, MessageId, Problem, RawMessage

EARLIEST = date(1995, 1, 1)  # mail dated earlier has a wrong clock; it comes in one piece
EXPORT_OFF = frozenset({400, 401, 403, 404, 405, 501})

# "/archives/list/dev@lists.example.org/thread/ABC…/"; not "/archives/api/lists/"
PATH = re.compile(
    r"(?P<site>.*?)/(?:api/)?list/(?P<list>[^/@]+(?:@|%40)[^/]+)"
    r"(?:/(?:(?P<kind>thread|message|email)/(?P<id>[A-Z2-7]{32})|(?P<year>\d{4})/(?P<month>\d{1,2})"
    r"|(?:latest|threads|emails|export/[^/]*))(?:/.*)?)?/?"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a HyperKitty URL points at."""

    site: str  # "https://lists.example.org/archives", no "/" at its end
    address: str  # "dev@lists.example.org"
    thread: str | None = None  # hash of its first message
    message: str | None = None  # hash
    month: Period | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days to export, half-open; None: no bound."""

    start: date | None
    end: date | None


def read_spot(url: str) -> Spot | None:
    """Return what *url* points at if it has the form of a HyperKitty URL, else None.

    >>> read_spot("https://a.example/archives/list/dev@a.example/2016/3/").month.until
    datetime.date(2016, 4, 1)
    """
    parts = urlsplit(url)
    match = PATH.fullmatch(parts.path)
    if match is None:
        return None
    site = urlunsplit((parts.scheme, parts.netloc, match["site"], "", ""))
    month = None
    if match["year"] and 1 <= int(match["month"]) <= 12 and 0 < int(match["year"]) < MAXYEAR:
        first = date(int(match["year"]), int(match["month"]), 1)
        month = Period(since=first, until=_next_month(first))
    return Spot(
        site,
        unquote(match["list"]),
        thread=match["id"] if match["kind"] == "thread" else None,
        message=match["id"] if match["kind"] in ("message", "email") else None,
        month=month,
    )


def message_hash(message_id: str) -> str:
    """Return the name that HyperKitty gives a message.

    >>> message_hash("m1@example.org")
    'HL7TZQG27IZ6Q6XFBMJO2K5ZFY7C2UAC'
    """
    return base64.b32encode(hashlib.sha1(message_id.encode("utf-8", "replace")).digest()).decode()


def open_hyperkitty(spot: Spot, http: HttpClient, *, days: Period | None = None) -> Remote:
    """Return a thread, or the months of a list that *days* touch, oldest first.

    A message gives its thread, with the message as focus. Raises FetchError if the server
    does not tell of the list, the thread or the message; SourceError if the list is empty.
    """
    source = _Source(spot, http)
    if spot.message is not None:
        message_id, thread = source.rest.email_thread(spot.message)
        return source.remote([source.thread_file(thread)], focus=message_id)
    if spot.thread is not None:
        return source.remote([source.thread_file(spot.thread)], focus=None)
    stretches = source.stretches(spot.month or days or Period())
    return Remote(
        archive=source.archive,
        focus=None,
        files=source.files(stretches, spot.month or days or Period()),
        total=len(stretches),
    )


class _Source:
    def __init__(self, spot: Spot, http: HttpClient) -> None:
        self.http = http
        self.list_url = f"{spot.site}/list/{quote(spot.address, safe='@')}/"
        name = spot.address.partition("@")[0]
        self.archive = Archive(name=name, kind="hyperkitty", location=self.list_url)
        self.rest = Rest(f"{spot.site}/api/list/{quote(spot.address, safe='@')}/", http)

    def remote(self, files: list[SourceFile], *, focus: MessageId | None) -> Remote:
        return Remote(archive=self.archive, focus=focus, files=iter(files), total=len(files))

    def export_url(self, query: str) -> str:
        name = unquote(urlsplit(self.list_url).path.rstrip("/").rpartition("/")[2])
        return f"{self.list_url}export/{quote(name, safe='@')}.mbox.gz?{query}"

    def stretches(self, days: Period) -> list[Stretch]:
        """Return the months from the list's first mail on; the last one has no end."""
        dates = self.rest.dates()
        if dates is None:
            raise SourceError(f"{self.list_url} holds no mail")
        oldest, newest = dates
        today = self.http.clock.now().date()
        last = max(EARLIEST, min(newest, today)).replace(day=1)
        month = max(EARLIEST, min(oldest, last)).replace(day=1)
        found = [Stretch(None, month)] if oldest < month else []
        while month < last:
            found.append(Stretch(month, _next_month(month)))
            month = _next_month(month)
        if days.since and days.since > last:
            last = days.since
        found.append(Stretch(last, days.until if days.until and days.until > last else None))
        return [stretch for stretch in found if days.touches(stretch.start, stretch.end)]

    def files(self, stretches: list[Stretch], days: Period) -> Iterator[SourceFile]:
        waiting = stretches[::-1]
        while waiting:
            stretch = waiting.pop()
            url = self.export_url(_query(stretch))
            try:
                yield self.mbox_file(self.http.get(url, is_settled=closing(stretch.end)))
            except FetchError as error:
                if isinstance(error, StatusError) and error.status in EXPORT_OFF:
                    yield self.rest_file(days)
                    return
                self.http.cache.forget(url)
                smaller = _halves(stretch, self.today()) if _is_too_large(error) else ()
                waiting.extend(reversed(smaller))
                if not smaller:
                    yield failed_file(self.archive, url, error)

    def today(self) -> date:
        return self.http.clock.now().date()

    def thread_file(self, thread: str) -> SourceFile:
        try:
            return self.mbox_file(self.http.get(self.export_url(f"thread={thread}")))
        except StatusError as error:
            if error.status not in EXPORT_OFF:
                raise
        items = self.rest.thread_items(thread)
        return self.rest_mails(f"{self.rest.url}thread/{thread}/", lambda: items)

    def mbox_file(self, kept: Kept) -> SourceFile:
        limits = self.http.limits
        return mailbox_file(
            kept, self.archive, limits=limits, dialect="mboxo", shown=lambda: self.shown
        )

    def rest_file(self, days: Period) -> SourceFile:
        return self.rest_mails(f"{self.rest.url}emails/", lambda: self.rest.items(days))

    def rest_mails(self, url: str, items: Callable[[], Iterator[dict[str, object]]]) -> SourceFile:
        def read() -> Iterator[RawMessage | Problem]:
            for item in self.rest.mails(items(), self.archive):
                yield item if isinstance(item, Problem) else self.shown(item)

        mark = hashlib.sha256(f"{url} {self.http.clock.now().isoformat()}".encode()).hexdigest()
        return SourceFile(
            archive=self.archive, path=url, size_bytes=0, fingerprint=f"rest-{mark}", read=read
        )

    def shown(self, raw: RawMessage) -> RawMessage:
        """Return *raw* with its page, which its Message-ID names."""
        message_id = message_id_of(raw.data)
        if not message_id:
            return raw
        return replace(raw, url=f"{self.list_url}message/{message_hash(message_id)}/")


def _is_too_large(error: FetchError) -> bool:
    """Return whether a smaller range may succeed: the server is there, but did not finish."""
    if isinstance(error, UnreachableError):
        return "refused" not in error.reason
    return isinstance(error, StatusError | TruncatedError)


def _query(stretch: Stretch) -> str:
    bounds = (("start", stretch.start), ("end", stretch.end))
    return "&".join(f"{name}={day.isoformat()}" for name, day in bounds if day)


def _halves(stretch: Stretch, today: date) -> tuple[Stretch, ...]:
    """Return two smaller stretches that cover the same days; () if it is a day or less."""
    start, end = stretch.start, stretch.end
    if start is None:
        return ()
    if end is None:
        end = max(today, start) + timedelta(days=1)
        return (Stretch(start, end), Stretch(end, None))
    days = (end - start).days
    if days <= 1:
        return ()
    middle = start + timedelta(days=days // 2)
    return (Stretch(start, middle), Stretch(middle, end))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
