"""Start a real archive server by its script and wait until it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).resolve().parent


def lacking(reason: str) -> NoReturn:
    """Skip: a server is not installed. Where LISTMINER_SERVERS is set it must be: fail."""
    if os.environ.get("LISTMINER_SERVERS"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def running(
    script: str, folder: Path, probe: str, *loads: str, wait_s: float, **environment: str
) -> Iterator[str]:
    """Give the server's base URL; *probe* is the path that tells that it is up."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [str(HERE / script), str(folder), str(port), *loads],
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        _await(server, url + probe, wait_s, folder)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def _await(server: subprocess.Popen[bytes], url: str, wait_s: float, folder: Path) -> None:
    end = time.monotonic() + wait_s
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    log = folder / "log"
    said = log.read_text(errors="replace")[-2000:] if log.is_file() else ""
    raise RuntimeError(f"{url} does not answer\n{said}")
