"""Ask archive servers for files, politely; the only room that touches the network.

One request at a time per host (also between two runs that share a cache), a
delay between requests, robots.txt obeyed, an honest User-Agent, conditional
requests from the cache on disk, retries with back-off, and bounds on what a
response may cost: `patience.Limits`. Redirects stay within http and https, never
lead from https to http, and never to a private address that was not asked for.
"""

from __future__ import annotations

import contextlib
import ipaddress
import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import httpx

from listminer import __version__
from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import BodyWriter, Cache, Kept
from listminer.fetch.hosts import host_lock
from listminer.fetch.patience import Clock, Limits, backoff_s, http_date, retry_after_s
from listminer.fetch.robots import Robots, all_forbidden, no_rules, read_robots

CONTACT = "https://listminer.example.org/"  # the reserved name stands until the project has a home
AGENT = "listminer"
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TARGET = "listminer-location"


class StatusError(FetchError):
    """A final answer that is no body: 404, 410, a 5xx after the last try."""

    def __init__(self, reason: str, *, locator: str, status: int) -> None:
        super().__init__(reason, locator=locator)
        self.status = status


class UnreachableError(FetchError):
    """No answer after the last try: refused, reset, timed out, too slow, cut off."""


class ForbiddenError(FetchError):
    """robots.txt forbids it, or a redirect leads where we do not go."""


class TooLargeError(FetchError):
    """More bytes than the limits allow."""


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
        self._robots: dict[str, Robots] = {}
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
            raise FetchError("not in the cache, and --offline is set", locator=url)
        return self._followed(url, kept)

    def _followed(self, url: str, kept: Kept | None) -> Kept:
        at = url
        for _hop in range(self.limits.redirects + 1):
            self._obey_robots(at)
            answer = self._persistent(at, url, kept)
            if isinstance(answer, Kept):
                return answer
            at = self._checked_redirect(at, answer, asked=url)
        raise ForbiddenError(f"more than {self.limits.redirects} redirects", locator=url)

    def _persistent(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        """Return the response to *at*, asked for as *url*, or where it redirects to."""
        for failed in range(1, self.limits.tries + 1):
            try:
                return self._once(at, url, kept)
            except _Retry as retry:
                wait = retry.wait_s
                if failed == self.limits.tries or (wait or 0.0) > self.limits.retry_after_max_s:
                    raise retry.final(failed) from retry.__cause__
            if wait is None:
                wait = backoff_s(failed, self.limits, self._chance)
            self.clock.sleep(wait)
        raise AssertionError("a try either returns or raises")  # unreachable: tries >= 1

    def _once(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        parts = urlsplit(at)
        delay = self.limits.delay_s
        if parts.netloc in self._robots:
            delay = max(delay, self._robots[parts.netloc].crawl_delay_s)
        with host_lock(self.cache.lock_path(parts.netloc), delay, self.clock):
            try:
                return self._exchange(at, url, kept)
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                raise _Retry(at, reason) from error

    def _exchange(self, at: str, url: str, kept: Kept | None) -> Kept | str:
        self.traffic.requests += 1
        headers = {}
        if kept is not None and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept is not None and kept.last_modified:
            headers["If-Modified-Since"] = kept.last_modified
        with self._connected().stream("GET", at, headers=headers) as response:
            status = response.status_code
            if status == 304 and kept is not None:
                return self._renewed(kept, response)
            if status in REDIRECTS and TARGET in response.headers:
                return str(response.headers[TARGET])
            if status in RETRIED:
                date = http_date(response.headers.get("date"))
                wait = retry_after_s(response.headers.get("retry-after"), date, self.clock.now())
                raise _Retry(at, f"HTTP {status}", wait_s=wait, status=status)
            if status != 200:
                raise StatusError(f"HTTP {status}", locator=at, status=status)
            with self.cache.writing() as body:
                self._receive(response, body, at)
                return self._filed(response, body, url)

    def _receive(self, response: httpx.Response, body: BodyWriter, at: str) -> None:
        limits, begun = self.limits, self.clock.monotonic()
        length = response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() else None
        if total is not None and total > limits.body_bytes:
            raise TooLargeError(f"{total} bytes, more than {limits.body_bytes}", locator=at)
        for piece in response.iter_raw():
            body.write(piece)
            self.traffic.received_bytes += len(piece)
            if body.size_bytes > limits.body_bytes:
                raise TooLargeError(f"more than {limits.body_bytes} bytes", locator=at)
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

    def _obey_robots(self, url: str) -> None:
        parts = urlsplit(url)
        if self.ignore_robots or parts.path == "/robots.txt":
            return
        if parts.netloc not in self._robots:
            robots_url = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
            self._robots[parts.netloc] = self._fetched_robots(robots_url)
        if not self._robots[parts.netloc].is_allowed(url):
            raise ForbiddenError(
                f"robots.txt of {parts.netloc} forbids it to {AGENT}"
                " (--ignore-robots if the server is yours)",
                locator=url,
            )

    def _fetched_robots(self, url: str) -> Robots:
        try:
            return read_robots(self._followed(url, self.cache.find(url)).read(), AGENT)
        except StatusError as error:
            return no_rules(AGENT) if error.status < 500 else all_forbidden(AGENT)
        except (ForbiddenError, TooLargeError):
            return no_rules(AGENT)  # a robots.txt that leads nowhere sets no rule

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
                event_hooks={"response": [_set_location_aside]},
                mounts={f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")},
            )
        return self._client


class _Retry(Exception):
    """One try failed; another may not."""

    def __init__(
        self, url: str, reason: str, *, wait_s: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.url = url
        self.reason = reason
        self.wait_s = wait_s
        self.status = status

    def final(self, tries: int) -> FetchError:
        """Return what to raise when there is no other try."""
        asks = f", asks to wait {self.wait_s:.0f} s" if self.wait_s is not None else ""
        reason = f"{self.reason}{asks} (tried {tries} times)"
        if self.status is not None:
            return StatusError(reason, locator=self.url, status=self.status)
        return UnreachableError(reason, locator=self.url)


def _set_location_aside(response: httpx.Response) -> None:
    """Rename the Location field: httpx reads it even if told not to follow, and trips over dirt."""
    if "location" in response.headers:
        response.headers[TARGET] = response.headers.pop("location")


def checked_url(url: str) -> str:
    """Return *url* without its fragment. Raises SourceError if it is no http(s) URL."""
    try:
        parts = urlsplit(url)
        well_formed = parts.scheme in ("http", "https") and bool(parts.hostname)
        str(httpx.URL(url))
    except (ValueError, httpx.InvalidURL):
        well_formed = False
    if not well_formed:
        raise SourceError(f"{url!r} is no http or https URL")
    return url.partition("#")[0]


def is_private(host: str) -> bool:
    """Return whether *host* is, or has, an address that is not on the public net.

    A name that cannot be resolved is not private: asking it will fail by itself.
    """
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    with contextlib.suppress(OSError, UnicodeError):
        found = socket.getaddrinfo(host, None)
        return any(not ipaddress.ip_address(str(at[4][0])).is_global for at in found)
    return False


def pieces(kept: Kept, size: int = 1 << 16) -> Iterator[bytes]:
    """Yield the body of *kept* as served, in pieces."""
    with open(kept.body, "rb") as stream:
        while piece := stream.read(size):
            yield piece
