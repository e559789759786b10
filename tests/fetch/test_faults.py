"""Every fault that a server may have, one row each, met by the real `listminer ingest URL`.

Each row breaks one thing in an archive of three months, a mail each, and says how the run
ends. Nothing waits: sleeping is noted, and where time matters it is told by the test. That a
killed run is taken up is in tests/pipeline/test_killed.py.
"""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import pytest

from listminer.fetch.patience import Clock
from tests.cli.command import CommandLine
from tests.servers.local import (
    LocalServer,
    drip,
    drip_head,
    hang_up,
    page,
    redirect,
    reset,
    silence,
    status,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LIST = "/pipermail/dev/"
BROKEN = f"{LIST}2016-March.txt.gz"
MONTHS = ("2016-April", "2016-March", "2016-February")
MAIL = (
    "From ada at example.org  Tue Mar  1 10:00:00 2016\nFrom: ada at example.org (Ada)\n"
    "Date: Tue, 1 Mar 2016 10:00:00 +0000\nSubject: {0}\nMessage-ID: <{0}@example.org>\n\nhello\n"
)
MARCH = gzip.compress(MAIL.format("2016-March").encode())


def serve(server: LocalServer, months: tuple[str, ...]) -> None:
    server.pages[LIST] = "".join(
        f'<A href="{month}/thread.html">x</a><A href="{month}.txt.gz">y</a>' for month in months
    ).encode()
    for month in months:
        server.pages[f"{LIST}{month}.txt.gz"] = gzip.compress(MAIL.format(month).encode())


@pytest.fixture
def server():
    with LocalServer() as server:
        serve(server, MONTHS)
        yield server


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(Clock, "sleep", lambda _clock, seconds: waits.append(seconds))
    return waits


@pytest.fixture
def listminer(tmp_path, monkeypatch):
    command = CommandLine(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("LISTMINER_TRIES", "4")
    monkeypatch.setenv("LISTMINER_TIMEOUT_S", "2")  # a busy machine may stand still for a while
    return command


def stored(listminer) -> int:
    return sum(each["messages"] for each in listminer("lists", "--format", "json").json)


def bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(32)) + packer.flush()


def once(*answers):
    """Give *answers* first, then what is there."""

    def arrange(server: LocalServer) -> None:
        server.faults[BROKEN] = [*answers, server_page]

    def server_page(handler):
        page(handler.server.pages[BROKEN])(handler)

    return arrange


def for_good(answer, path: str = BROKEN):
    def arrange(server: LocalServer) -> None:
        server.pages[path] = answer

    return arrange


@dataclass(frozen=True)
class Healed:
    """The run ends well, with every mail."""

    name: str
    arrange: Callable[[LocalServer], None]
    waits: int  # how often it waited before it tried again


@pytest.mark.parametrize(
    "fault",
    [
        Healed("reset mid-body", once(reset), 1),
        Healed("hangs up", once(hang_up), 1),
        Healed("time-out", once(silence), 1),
        Healed("429 with Retry-After", once(status(429, Retry_After="17")), 1),
        Healed("429 without Retry-After", once(status(429)), 1),
        Healed("503 three times then 200", once(*[status(503)] * 3), 3),
        Healed("wrong Content-Type", for_good(page(MARCH, kind="text/html")), 0),
        Healed("redirect to another place", for_good(redirect(f"{LIST}moved.gz")), 0),
        Healed("broken robots.txt", for_good(b"\xff\0<html>: //[\nDisallow", "/robots.txt"), 0),
        Healed("robots.txt of odd numbers", for_good("Crawl-delay: ²".encode(), "/robots.txt"), 0),
        Healed("robots.txt leads in circles", for_good(redirect("/robots.txt"), "/robots.txt"), 0),
        Healed("robots.txt leads astray", for_good(redirect("/login"), "/robots.txt"), 0),
        Healed("ETag that no field may hold", for_good(page(MARCH, ETag="\xe9")), 0),
    ],
    ids=lambda fault: fault.name,
)
def test_a_fault_that_is_overcome(server, listminer, slept, fault):
    server.pages[f"{LIST}moved.gz"] = MARCH
    fault.arrange(server)
    for _run in range(2):
        ran = listminer("ingest", server.url + LIST)
        assert (ran.status, stored(listminer)) == (0, 3), ran.err
    assert len(slept) == fault.waits
    assert "Retry-After" not in fault.name or "without" in fault.name or slept == [17.0]


@dataclass(frozen=True)
class Lost:
    """One month is lost and told of at the end; the others come."""

    name: str
    answer: object
    says: str


@pytest.mark.parametrize(
    "fault",
    [
        Lost("reset mid-body for good", reset, "tried 4 times"),
        Lost("time-out for good", silence, "tried 4 times"),
        Lost("a byte a second", drip, "too slow"),
        Lost("a byte a second before the body", drip_head, "too slow"),
        Lost("404 for one month of many", status(404), "HTTP 404"),
        Lost("503 for good", status(503), "HTTP 503"),
        Lost("429 that asks for a day", status(429, Retry_After="86400"), "wait 86400 s"),
        Lost("truncated gzip", page(MARCH[:-9]), "gzip ends before its end"),
        Lost("damaged gzip", page(MARCH[:-6] + b"xxxxxx"), "damaged gzip"),
        Lost("gzip bomb", page(bomb()), "unpacks to more than"),
        Lost("HTML error page with 200", page(b"<html>Sorry</html>"), "an HTML page came"),
        Lost("error text with 200", page(b"database is locked"), "no mail in what came"),
        Lost("proof-of-work page", page(b"<html><script>anubis</script>"), "with a browser"),
        Lost("redirect loop", redirect(BROKEN), "more than 10 redirects"),
        Lost("redirect to file:", redirect("file:///etc/passwd"), "not http(s)"),
        Lost("redirect to a private address", redirect("http://10.0.0.7/x"), "private address"),
        Lost("redirect to no URL", redirect("http://[::1"), "no URL"),
        Lost("redirect with a password", redirect("http://a:b@10.0.0.7/"), "private address"),
    ],
    ids=lambda fault: fault.name,
)
def test_one_failed_month_does_not_stop_the_others(server, listminer, monkeypatch, fault):
    if fault.answer is silence:
        monkeypatch.setenv("LISTMINER_TIMEOUT_S", "0.5")  # four times; no other wait is counted
    if "a byte" in fault.name:
        seconds = count()
        monkeypatch.setattr(Clock, "monotonic", lambda _clock: next(seconds))
    server.pages[BROKEN] = fault.answer
    ran = listminer("ingest", server.url + LIST)
    assert (ran.status, stored(listminer)) == (1, 2)
    assert fault.says in " ".join(ran.err.split())
    assert BROKEN in ran.err

    server.pages[BROKEN] = MARCH
    ran = listminer("ingest", server.url + LIST)
    assert (ran.status, stored(listminer)) == (0, 3), ran.err


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("/robots.txt", b"User-agent: *\nDisallow: /\n", "--ignore-robots"),
        ("/robots.txt", gzip.compress(b"User-agent: *\nDisallow: /\n"), "--ignore-robots"),
        ("/robots.txt", status(503), "cannot be had (HTTP 503"),
        (LIST, b"<html>No messages have been posted</html>", "lists no volumes"),
        (LIST, status(404), "404"),
        (LIST, page(b"<html><script>anubis</script>"), "with a browser"),
        (LIST, page(gzip.compress(bytes(1 << 27))), "unpacks to more than"),
    ],
    ids=[
        "robots.txt that forbids",
        "packed robots.txt that forbids",
        "robots.txt that cannot be had",
        "index without months",
        "index that is gone",
        "index behind proof of work",
        "index that is a bomb",
    ],
)
def test_a_fault_of_the_whole_archive_is_the_users_to_mend(server, listminer, path, answer, says):
    server.pages[path] = answer
    ran = listminer("ingest", server.url + LIST)
    assert (ran.status, says in " ".join(ran.err.split())) == (2, True), ran.err
    assert "Traceback" not in ran.err


def test_connection_refused(listminer, slept):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ran = listminer("ingest", f"http://127.0.0.1:{port}{LIST}")
    assert (ran.status, "refused" in ran.err, len(slept)) == (2, True, 3)


def test_a_server_that_dies_on_the_way_is_not_asked_for_ever(server, listminer):
    """Each month would be tried four times in each of its forms, for hours in a large archive."""
    months = [f"{year}-{month:02}" for year in range(2000, 2010) for month in range(1, 13)]
    serve(server, tuple(months))
    for month in months:
        server.pages[f"{LIST}{month}.txt.gz"] = hang_up
    assert listminer("ingest", server.url + LIST).status in (1, 2)
    assert len(server.paths()) <= 1 + 3 * 4 + len(months)


def test_an_index_with_400_months(server, listminer):
    serve(
        server, tuple(f"{year}-{month:02}" for year in range(1980, 2020) for month in range(3, 13))
    )
    ran = listminer("ingest", server.url + LIST)
    assert (ran.status, stored(listminer)) == (0, 400), ran.err


@pytest.mark.parametrize("year", [1970, 2016, 2099])
def test_a_wrong_clock_loses_nothing(server, listminer, monkeypatch, year):
    """The server says that it is March 2016; whatever we think, that month is asked for again."""
    monkeypatch.setattr(Clock, "now", lambda _clock: datetime(year, 3, 20, tzinfo=UTC))
    server.date = "Sun, 20 Mar 2016 10:00:00 GMT"
    serve(server, MONTHS[1:])
    listminer("ingest", server.url + LIST)
    server.pages[BROKEN] = gzip.compress((MAIL.format("a") + "\n" + MAIL.format("b")).encode())
    ran = listminer("ingest", server.url + LIST)
    assert (ran.status, stored(listminer)) == (0, 4), ran.err


def test_offline_gives_what_was_fetched(server, listminer):
    url = server.url + LIST
    listminer("ingest", url)
    asked = len(server.seen)
    listminer.store.unlink()
    ran = listminer("ingest", url, "--offline")
    assert (ran.status, stored(listminer), len(server.seen)) == (0, 3, asked), ran.err
