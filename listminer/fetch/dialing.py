"""Which addresses `fetch/http.py` connects to, and how long an answer may take to come.

The lower half of the room that touches the network. A name is resolved once for each
connection, and the address that was checked is the one that is connected to: a name
server cannot show one address to the check and another to the socket.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from listminer.fetch.patience import Clock, Limits

# The address inside stands in the last 4 bytes: a gateway would carry us to it.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddress(Exception):
    """A host is on a private net, and nobody asked for it by name."""


class TooSlow(Exception):
    """An answer comes so slowly that it will not end."""


def is_public(address: str) -> bool:
    """Return whether *address* (no name) is one of the public net; what it may hide inside, too.

    >>> is_public("93.184.216.34"), is_public("64:ff9b::10.0.0.1")
    (True, False)
    """
    at = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(at, ipaddress.IPv6Address):
        hidden = at.ipv4_mapped or at.sixtofour or (at.teredo or (None, None))[1]
        if at in _NAT64:
            hidden = ipaddress.IPv4Address(at.packed[-4:])
        if hidden is not None:
            return hidden.is_global and not hidden.is_multicast
    return at.is_global and not at.is_multicast


def is_private(host: str) -> bool:
    """Return whether *host* is, or has, an address that is not on the public net.

    A name that cannot be resolved is not private: asking it will fail by itself.
    """
    with contextlib.suppress(OSError, UnicodeError):
        return any(not is_public(address) for address in resolved(host, 0))
    return False


def resolved(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of *host*, each once. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class Dialer(httpcore.NetworkBackend):
    """Connects for one client: to public addresses, and to the host that the user named.

    A host that was public once is not connected to at a private address later on.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._plain = httpcore.SyncBackend()
        self._public: set[str] = set()
        self._asked = ""
        self._begun = 0.0
        self._received_bytes = 0

    def begin(self, asked: str) -> None:
        """Start the clock of one exchange; *asked* is the host that was asked for by name."""
        self._asked = asked
        self._begun, self._received_bytes = self._clock.monotonic(), 0

    def checked(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of *host* to connect to. Raises PrivateAddress, OSError."""
        try:
            found = resolved(host, port)
        except UnicodeError as error:  # "a..b": no name at all
            raise OSError(f"{host!r} is no host name") from error
        if all(map(is_public, found)):
            self._public.add(host)
        elif host != self._asked or host in self._public:
            raise PrivateAddress(f"{host} has the private address {found[0]}")
        return found

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self.checked(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                plain = self._plain.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Watched(plain, self)
        raise failed

    def note(self, size_bytes: int) -> None:
        """Count what came. Raises TooSlow if that is too little for the time it took."""
        self._received_bytes += size_bytes
        limits = self._limits
        taken = self._clock.monotonic() - self._begun
        granted = limits.read_s + limits.slow_grace_s
        if taken > granted + self._received_bytes / limits.slow_bytes_per_s:
            raise TooSlow(f"too slow: {self._received_bytes} bytes in {taken:.0f} s")


class _Watched(httpcore.NetworkStream):
    """A connection whose reads are counted: head, body and trailers alike."""

    def __init__(self, plain: httpcore.NetworkStream, dialer: Dialer) -> None:
        self._plain = plain
        self._dialer = dialer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._plain.read(max_bytes, timeout)
        self._dialer.note(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, timeout)

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Watched(self._plain.start_tls(ssl_context, server_hostname, timeout), self._dialer)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
