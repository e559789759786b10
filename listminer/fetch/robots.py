"""What a host's robots.txt lets us read, and how fast.

Pure: it is fed the bytes that `fetch/http.py` fetched. The rules are read by
the standard library's robot parser; what a missing or broken file means is
RFC 9309, section 2.3.1.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: a parser need not read more


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one agent."""

    _parser: RobotFileParser
    _agent: str
    missing: str = ""  # why the file could not be had, where that forbids everything

    def is_allowed(self, url: str) -> bool:
        """Return whether the agent may fetch *url*."""
        return self._parser.can_fetch(self._agent, url)

    @property
    def crawl_delay_s(self) -> float:
        """Return the delay that the host asks for, in seconds; 0.0 if it asks for none."""
        delay = self._parser.crawl_delay(self._agent)
        return float(delay) if delay else 0.0


def read_robots(body: bytes, agent: str) -> Robots:
    r"""Return the rules in *body* for *agent*; lines that make no sense are passed over.

    A file that is no robots.txt at all (an HTML page, bytes of a picture) forbids nothing.

    >>> read_robots(b"User-agent: *\nDisallow: /private\n", "x").is_allowed("http://a/private")
    False
    >>> read_robots(b"\xff\xfe<html>", "x").is_allowed("http://a/private")
    True
    """
    text = _unpacked(body).decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    parser = RobotFileParser()
    parser.modified()  # can_fetch() says no to everything until a file has been read
    parser.parse(line for line in text.splitlines() if _is_readable(line))
    return Robots(parser, agent)


def no_rules(agent: str) -> Robots:
    """Return the rules of a host that has no robots.txt (4xx): all may be read."""
    return read_robots(b"", agent)


def all_forbidden(agent: str, why: str) -> Robots:
    """Return the rules of a host whose robots.txt cannot be had (5xx): nothing may be read."""
    return replace(read_robots(b"User-agent: *\nDisallow: /\n", agent), missing=why)


def _unpacked(body: bytes) -> bytes:
    """Return the first `MAX_BYTES` of *body*, which servers may send packed."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _is_readable(line: str) -> bool:
    """Return whether the parser reads *line*: it raises at "Disallow: //[x", "Crawl-delay: ²"."""
    name, _colon, value = line.partition(":")
    if name.strip().lower() in ("crawl-delay", "request-rate"):
        return value.isascii()
    try:
        urlsplit(value.strip())
    except ValueError:
        return False
    return True
