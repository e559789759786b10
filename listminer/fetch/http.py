"""Ask archive servers for files, politely; the only room that touches the network.

One request at a time per host (also between two runs that share a cache), a
delay between requests, robots.txt obeyed, an honest User-Agent, conditional
requests from the cache on disk, retries with back-off, and bounds on what a
response may cost: `patience.Limits`. Redirects stay within http and https, never
lead from https to http, and never to a private address that was not asked for
(`fetch/dialing.py`, which opens the connections). No cookies, no passwords.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from listminer import __version__
from listminer.errors import SourceError
from listminer.fetch.cache import BodyWriter, Cache, Kept
from listminer.fetch.dialing import Dialer, PrivateAddress, TooSlow, is_private
from listminer.fetch.failures import (
    ForbiddenError,
    NotCachedError,
    Retry,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from listminer.fetch.hosts import host_lock
from listminer.fetch.patience import Clock, Limits, backoff_s, http_date, retry_after_s
from listminer.fetch.site_rules import ROBOTS_BYTES, ROBOTS_PATH, SiteRules

CONTACT = "https://listminer.example.org/"  # the reserved name stands until the project has a home
AGENT = "listminer"
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TARGET = "listminer-location"
LOST_AFTER = 3  # requests that failed for good, one after the other: the host is not asked twice


@dataclass(slots=True)
class Traffic:
    """What this client has asked for and got."""

    requests: int = 0
    bodies: int = 0  # answers that carried a body we read
    received_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one download is."""

    url: str
    done_bytes: int
    total_bytes: int | None  # None if the server does not say


class HttpClient:
    """A polite HTTP client with its cache; use it as a context manager."""

    def __init__(
        self,
        cache: Cache | None = None,
        *,
        limits: Limits | None = None,
        offline: bool = False,
        ignore_robots: bool = False,
        contact: str = CONTACT,
        clock: Clock | None = None,
        chance: random.Random | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> None:
        self.cache = cache if cache is not None else Cache()
        self.limits = limits if limits is not None else Limits()
        self.offline = offline
        self.ignore_robots = ignore_robots
        self.user_agent = f"{AGENT}/{__version__} (+{contact})"
        self.clock = clock if clock is not None else Clock()
        self.traffic = Traffic()
        self._chance = chance if chance is not None else random.Random()
        self.on_progress = on_progress
        self._rules = SiteRules(AGENT, self._read)
        self._lost: Counter[str] = Counter()  # requests without an answer, by host, in a row
        self._asked_host = ""  # of the URL in work: the only one that may be private
        self._dialer = Dialer(self.limits, self.clock)
        self._client: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close open connections; the client may be used again."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def get(self, url: str, *, is_settled: Callable[[Kept], bool] = lambda _kept: False) -> Kept:
        """Return what *url* serves, from the cache where the server says it is unchanged.

        A kept response for which *is_settled* holds is given back without asking.
        A fragment ("#...") is not part of what is asked for.

        Raises FetchError: StatusError, UnreachableError after the last try, ForbiddenError,
        TooLargeError; SourceError if *url* is no http or https URL.
        """
        url = checked_url(url)
        kept = self.cache.find(url)
        if kept is not None and (self.offline or is_settled(kept)):
            return kept
        if self.offline:
            raise NotCachedError("not in the cache, and --offline is set", locator=url)
        self._asked_host = httpx.URL(url).raw_host.decode("ascii")
        return self._followed(url, kept)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Return what *url* answers to *body*: asked once, nothing kept, no redirect followed.

        For an interface that the user named, so robots.txt is not asked. What is
        sent goes to that address and nowhere else.

        Raises FetchError: StatusError for any status but 200, UnreachableError,
        ForbiddenError for a redirect, TooLargeError; SourceError if *url* is no URL.
        """
        url = checked_url(url)
        self._dialer.begin(httpx.URL(url).host)
        fields = {"Content-Type": "application/json", "Accept-Encoding": "identity", **headers}
        self.traffic.requests += 1
        try:
            with (
                _refusals(url),
                self._connected().stream("POST", url, content=body, headers=fields) as answer,
            ):
                if answer.status_code in REDIRECTS:
                    raise ForbiddenError("redirects; nothing is sent elsewhere", locator=url)
                if answer.status_code != 200:
                    code = answer.status_code
                    raise StatusError(f"HTTP {code}", locator=url, status=code)
                return self._received(answer, url)
        except httpx.TransportError as error:
            raise UnreachableError(str(error) or type(error).__name__, locator=url) from error

    def _received(self, answer: httpx.Response, url: str) -> bytes:
        """Return the body of *answer*, as served. Raises TooLargeError beyond the limit."""
        received = bytearray()
        for piece in answer.iter_raw():
            received += piece
            if len(received) > self.limits.body_bytes:
                raise TooLargeError(f"more than {self.limits.body_bytes} bytes", locator=url)
        self.traffic.bodies += 1
        self.traffic.received_bytes += len(received)
        return bytes(received)

    def addresses(self, url: str) -> tuple[str, ...]:
        """Return the addresses to connect to for *url*; () if its name cannot be resolved here.

        Raises ForbiddenError if the host was public and has a private address now.
        """
        at = httpx.URL(url)
        self._dialer.begin(at.host)
        try:
            with _refusals(url):
                return self._dialer.checked(at.raw_host.decode("ascii"), at.port or 0)
        except OSError:
            return ()  # behind a proxy, which resolves names itself

    def _read(self, url: str) -> bytes:
        return self._followed(url, self.cache.find(url)).read()

    def _followed(self, url: str, kept: Kept | None) -> Kept:
        at = url
        for _hop in range(self.limits.redirects + 1):
            if not self.ignore_robots:
                self._rules.check_allowed(at)
            answer = self._persistent(at, url, kept)
            if isinstance(answer, Kept):
                return answer
            at = self._checked_redirect(at, answer, asked=url)
        raise ForbiddenError(f"more than {self.limits.redirects} redirects", locator=url)

    def _persistent(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        """Return the response to *at*, asked for as *url*, or where it redirects to."""
        host = urlsplit(at).netloc
        tries = self.limits.tries if self._lost[host] < LOST_AFTER else 1
        for failed in range(1, tries + 1):
            try:
                answer = self._once(at, url, kept)
            except Retry as retry:
                wait = retry.wait_s
                if failed == tries or (wait or 0.0) > self.limits.retry_after_max_s:
                    self._lost[host] += retry.status is None
                    raise retry.final(failed) from retry.__cause__
            else:
                self._lost[host] = 0
                return answer
            if wait is None:
                wait = backoff_s(failed, self.limits, self._chance)
            self.clock.sleep(wait)
        raise AssertionError("a try either returns or raises")  # unreachable: tries >= 1

    def _once(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        parts = urlsplit(at)
        asked = min(self._rules.delay_s(at), self.limits.retry_after_max_s)
        delay = max(self.limits.delay_s, asked)
        with host_lock(self.cache.lock_path(parts.netloc), delay, self.clock), _refusals(at):
            try:
                self._dialer.begin(self._asked_host)
                return self._exchange(at, url, kept)
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                raise Retry(at, reason) from error

    def _exchange(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        limits = self.limits
        self.traffic.requests += 1
        if kept is not None and kept.final_url != at:
            kept = None  # what another place said of its body says nothing here
        headers = _conditions(kept) if kept is not None else {}
        with self._connected().stream("GET", at, headers=headers) as response:
            status = response.status_code
            if status == 304 and kept is not None:
                return self._renewed(kept, response)
            if status in REDIRECTS and TARGET in response.headers:
                return str(response.headers[TARGET])
            if status in RETRIED:
                date = http_date(response.headers.get("date"))
                wait = retry_after_s(response.headers.get("retry-after"), date, self.clock.now())
                raise Retry(at, f"HTTP {status}", wait_s=wait, status=status)
            if status != 200:
                raise StatusError(f"HTTP {status}", locator=at, status=status)
            with self.cache.writing() as body:
                is_robots = urlsplit(url).path == ROBOTS_PATH
                most = min(limits.body_bytes, ROBOTS_BYTES) if is_robots else limits.body_bytes
                self._receive(response, body, at, most)
                return self._filed(response, body, url)

    def _receive(self, response: httpx.Response, body: BodyWriter, at: str, most: int) -> None:
        limits, begun = self.limits, self.clock.monotonic()
        length = response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() else None
        if total is not None and total > most:
            raise TooLargeError(f"{total} bytes, more than {most}", locator=at)
        for piece in response.iter_raw():
            body.write(piece)
            self.traffic.received_bytes += len(piece)
            if body.size_bytes > most:
                raise TooLargeError(f"more than {most} bytes", locator=at)
            taken = self.clock.monotonic() - begun
            if taken > limits.slow_grace_s + body.size_bytes / limits.slow_bytes_per_s:
                raise UnreachableError(
                    f"too slow: {body.size_bytes} bytes in {taken:.0f} s", locator=at
                )
            self.on_progress(Progress(at, body.size_bytes, total))
        self.traffic.bodies += 1

    def _filed(self, response: httpx.Response, body: BodyWriter, url: str) -> Kept:
        path, sha256 = body.file()
        date = http_date(response.headers.get("date"))
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        kept = Kept(
            url=url,
            final_url=str(response.url),
            body=path,
            sha256=sha256,
            size_bytes=body.size_bytes,
            fetched_at=self.clock.now().isoformat(),
            server_date=date.isoformat() if date else None,
            media_type=media_type,
            charset=response.charset_encoding,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )
        self.cache.keep(kept)
        return kept

    def _renewed(self, kept: Kept, response: httpx.Response) -> Kept:
        """Return *kept* with the date on which the server said that it still holds."""
        date: datetime | None = http_date(response.headers.get("date"))
        renewed = replace(
            kept,
            fetched_at=self.clock.now().isoformat(),
            server_date=date.isoformat() if date else None,
        )
        self.cache.keep(renewed)
        return renewed

    def _checked_redirect(self, at: str, location: str, *, asked: str) -> str:
        try:
            target = str(httpx.URL(at).join(location))
            scheme, host = urlsplit(target).scheme, urlsplit(target).hostname
        except (httpx.InvalidURL, ValueError) as error:
            raise ForbiddenError(f"redirected to {location!r}, no URL", locator=asked) from error
        if scheme not in ("http", "https") or not host:
            raise ForbiddenError(f"redirected to {location!r}, not http(s)", locator=asked)
        if scheme == "http" and urlsplit(at).scheme == "https":
            raise ForbiddenError(f"redirected from https to {target}", locator=asked)
        if host != urlsplit(asked).hostname and is_private(host):
            raise ForbiddenError(f"redirected to the private address {target}", locator=asked)
        return target.partition("#")[0]

    def _connected(self) -> httpx.Client:
        if self._client is None:
            limits = self.limits
            self._client = httpx.Client(
                headers={
                    "User-Agent": self.user_agent,
                    "Accept": "*/*",
                    "Accept-Encoding": "gzip",
                },
                timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
                follow_redirects=False,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # keep none
                event_hooks={"response": [_set_location_aside]},
                mounts={f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")},
            )
            # httpx has no word for it. Connections to a proxy stay as they are: it resolves names.
            pool = self._client._transport._pool  # type: ignore[attr-defined]
            pool._network_backend = self._dialer
        return self._client


@contextmanager
def _refusals(url: str) -> Iterator[None]:
    """Tell as FetchErrors of *url* what the dialer refuses: a drip, an address of a private net."""
    try:
        yield
    except TooSlow as error:
        raise UnreachableError(str(error), locator=url) from error
    except PrivateAddress as error:
        raise ForbiddenError(str(error), locator=url) from error


def _set_location_aside(response: httpx.Response) -> None:
    """Rename the Location field: httpx reads it even if told not to follow, and trips over dirt."""
    if "location" in response.headers:
        response.headers[TARGET] = response.headers.pop("location")


def _conditions(kept: Kept) -> dict[str, str]:
    """Return the fields that ask whether *kept* still holds; dirt that none may hold is left."""
    said = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in said.items() if value and value.isascii()}


def checked_url(url: str) -> str:
    """Return *url* without its fragment. Raises SourceError if it is no http(s) URL."""
    try:
        parts = urlsplit(url)
        well_formed = parts.scheme in ("http", "https") and bool(parts.hostname)
        well_formed = well_formed and bool(httpx.URL(url).raw_host)
    except (ValueError, httpx.InvalidURL):
        well_formed = False
    if not well_formed:
        raise SourceError(f"{url!r} is no http or https URL")
    if "@" in parts.netloc:
        raise SourceError(
            f"{parts.scheme}://…@{parts.hostname}: a password in a URL would be stored and shown",
            hints=("save what it guards with a browser, and ingest the file",),
        )
    return url.partition("#")[0]
