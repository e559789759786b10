"""A small HTTP server on loopback that serves a folder or pages, and misbehaves as told."""

from __future__ import annotations

import hashlib
import mimetypes
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0
    disable_nagle_algorithm = True
    server: LocalServer  # type: ignore[assignment]

    def do_GET(self) -> None:
        self.server.seen.append(Request(self.path, dict(self.headers.items()), time.monotonic()))
        path = self.path.partition("?")[0]
        queue = self.server.faults.get(path)
        if queue:
            (queue.pop(0) if len(queue) > 1 or not self.server.last_fault_stays else queue[0])(self)
            return
        if path in self.server.pages:
            body = self.server.pages[path]
            (body if callable(body) else page(body))(self)
            return
        if self.server.folder is not None:
            file = (self.server.folder / path.strip("/")).resolve()
            if path.endswith("/"):
                file = file / "index.html"
            if file.is_relative_to(self.server.folder.resolve()) and file.is_file():
                served_file(file)(self)
                return
        status(404)(self)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        if timestamp is None and self.server.date is not None:
            return self.server.date
        return super().date_time_string(timestamp)


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    at: float


class LocalServer(ThreadingHTTPServer):
    """`pages` maps paths to bodies or answers; `faults` maps paths to answers given first."""

    daemon_threads = True

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.pages: dict[str, bytes | Answer] = {}
        self.faults: dict[str, list[Answer]] = {}
        self.last_fault_stays = False
        self.seen: list[Request] = []
        self.date: str | None = None  # what the server thinks the date is

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        """Return what was asked for, but for robots.txt."""
        return [request.path for request in self.seen if request.path != "/robots.txt"]

    def handle_error(self, *_args: object) -> None:
        """Clients that hang up are what is tested."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.shutdown()
        self.server_close()


def page(body: bytes, code: int = 200, *, kind: str = "text/html", **headers: str) -> Answer:
    """Answer with *body*; the ETag is its digest, and an If-None-Match that knows it gets a 304."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'

    def answer(handler: Handler) -> None:
        if code == 200 and handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(code)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", etag)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def served_file(file: Path) -> Answer:
    kind, packed = mimetypes.guess_type(file.name)
    kind = "application/x-gzip" if packed else kind or "application/octet-stream"
    return page(file.read_bytes(), kind=kind)


def status(code: int, **headers: str) -> Answer:
    return page(b"<html>no</html>", code, **headers)


def redirect(location: str, code: int = 302) -> Answer:
    return page(b"", code, Location=location)


def reset(handler: Handler) -> None:
    """Promise 1000 bytes, send 10, and reset the connection."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"0123456789")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def hang_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def silence(handler: Handler) -> None:
    """Say nothing until the client gives up."""
    handler.connection.settimeout(10)
    try:
        handler.connection.recv(1)
    except OSError:
        handler.close_connection = True


def drip(handler: Handler) -> None:
    """Send one byte at a time, without end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.005)
    except OSError:
        handler.close_connection = True


def drip_head(handler: Handler) -> None:
    """Send one byte of a header at a time, without end."""
    handler.send_response(200)
    handler.flush_headers()
    try:
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.005)
    except OSError:
        handler.close_connection = True
