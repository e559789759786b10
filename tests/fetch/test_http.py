"""The polite client against a server that misbehaves; loopback only."""

from __future__ import annotations

import random
import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.dialing import is_private
from listminer.fetch.failures import ForbiddenError, StatusError, TooLargeError, UnreachableError
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits, backoff_s, retry_after_s
from tests.servers.clock import StillClock
from tests.servers.local import (
    LocalServer,
    drip,
    hang_up,
    page,
    redirect,
    reset,
    served_file,
    silence,
    status,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

# Two seconds: a busy machine may stand still for a while, and that is no fault of the server.
QUICK = Limits(delay_s=0.0, read_s=2.0, connect_s=2.0, tries=4, retry_after_max_s=30.0)


@pytest.fixture
def server():
    with LocalServer() as server:
        server.pages["/a"] = b"hello"
        yield server


@pytest.fixture
def clock():
    return StillClock()


@pytest.fixture
def client(tmp_path, clock):
    with HttpClient(
        Cache(tmp_path / "cache"), limits=QUICK, clock=clock, chance=random.Random(1)
    ) as client:
        yield client


def test_a_body_comes_back_as_served_and_is_kept(server, client):
    kept = client.get(f"{server.url}/a#frag")
    assert kept.read() == b"hello"
    assert client.cache.find(f"{server.url}/a") == kept


def test_the_agent_is_honest(server, client):
    client.get(f"{server.url}/a")
    agents = {request.headers["User-Agent"] for request in server.seen}
    assert agents == {client.user_agent}
    assert "Mozilla" not in client.user_agent
    assert client.user_agent.startswith("listminer/")
    assert "(+https://" in client.user_agent


def test_unchanged_costs_no_body(server, client):
    first = client.get(f"{server.url}/a")
    bodies = client.traffic.bodies
    second = client.get(f"{server.url}/a")
    assert (second.sha256, client.traffic.bodies) == (first.sha256, bodies)


def test_settled_costs_no_request(server, client):
    client.get(f"{server.url}/a")
    asked = len(server.seen)
    client.get(f"{server.url}/a", is_settled=lambda _kept: True)
    assert len(server.seen) == asked


def test_changed_is_fetched_anew(server, client):
    client.get(f"{server.url}/a")
    server.pages["/a"] = b"other"
    assert client.get(f"{server.url}/a").read() == b"other"


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        ([reset], 1),
        ([hang_up], 1),
        ([silence], 1),
        ([status(503), status(503), status(503)], 3),
        ([status(429)], 1),
        ([status(500), reset, silence], 3),
    ],
    ids=["reset", "hang-up", "time-out", "503 three times", "429", "mixed"],
)
def test_it_tries_again_after(server, client, clock, faults, waits):
    server.faults["/a"] = faults
    assert client.get(f"{server.url}/a").read() == b"hello"
    assert len([wait for wait in clock.slept if wait]) == waits


def test_waits_grow(server, client, clock):
    server.faults["/a"] = [status(503)] * 3
    client.get(f"{server.url}/a")
    assert clock.slept == sorted(clock.slept)


def test_retry_after_is_obeyed(server, client, clock):
    server.faults["/a"] = [status(429, Retry_After="17")]
    client.get(f"{server.url}/a")
    assert clock.slept == [17.0]


def test_retry_after_beyond_the_bound_ends_it(server, client, clock):
    server.faults["/a"] = [status(429, Retry_After="86400")]
    with pytest.raises(StatusError, match="asks to wait 86400 s"):
        client.get(f"{server.url}/a")
    assert clock.slept == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("Wed, 20 Apr 2016 00:00:30 GMT", 30.0),
        ("Wed, 20 Apr 1999 00:00:30 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("Wed, 99 Apr 2016 00:00:30 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_forms(field, expected):
    server_date = datetime(2016, 4, 20, tzinfo=UTC)
    wrong_clock = datetime(1970, 1, 1, tzinfo=UTC)
    assert retry_after_s(field, server_date, wrong_clock) == expected


@pytest.mark.parametrize("failed", [1, 2, 5, 60, 5000])
def test_backoff_is_bounded(failed):
    limits = Limits()
    wait = backoff_s(failed, limits, random.Random(failed))
    assert 0 < wait <= min(limits.backoff_max_s, limits.backoff_s * 2.0 ** min(failed - 1, 32))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (status(503), StatusError),
        (status(429), StatusError),
        (reset, UnreachableError),
        (hang_up, UnreachableError),
        (silence, UnreachableError),
    ],
    ids=["503", "429", "reset", "hang-up", "time-out"],
)
def test_it_gives_up_in_the_end(server, client, fault, error):
    if fault is silence:
        client.limits = replace(QUICK, read_s=0.2)
    server.faults["/a"] = [fault]
    server.last_fault_stays = True
    with pytest.raises(error, match="tried 4 times"):
        client.get(f"{server.url}/a")
    assert server.paths() == ["/a"] * 4
    assert client.cache.find(f"{server.url}/a") is None


@pytest.mark.parametrize("code", [400, 403, 404, 410])
def test_a_plain_no_is_asked_once(server, client, code):
    server.pages["/gone"] = status(code)
    with pytest.raises(StatusError) as caught:
        client.get(f"{server.url}/gone")
    assert (caught.value.status, server.paths()) == (code, ["/gone"])


def test_connection_refused(client, clock):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreachableError):
        client.get(f"http://127.0.0.1:{port}/a")
    assert len(clock.slept) == 3


def test_a_drip_is_bounded(server, tmp_path):
    server.pages["/a"] = drip
    limits = Limits(delay_s=0.0, slow_grace_s=0.1, slow_bytes_per_s=100_000)
    client = HttpClient(Cache(tmp_path), limits=limits)
    with client, pytest.raises(UnreachableError, match="too slow"):
        client.get(f"{server.url}/a")


@pytest.mark.parametrize("kind", ["announced", "unannounced"])
def test_too_many_bytes(server, tmp_path, kind):
    def chunked(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for _piece in range(100):
            handler.wfile.write(b"a\r\n0123456789\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    server.pages["/a"] = b"x" * 1000 if kind == "announced" else chunked
    with HttpClient(Cache(tmp_path), limits=Limits(delay_s=0.0, body_bytes=500)) as client:
        with pytest.raises(TooLargeError):
            client.get(f"{server.url}/a")
        assert client.cache.find(f"{server.url}/a") is None


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://10.0.0.7/secret",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest",
        "http://[::1]:1/",
        "http://127.0.0.2/",
    ],
)
def test_redirects_not_followed(server, client, target):
    server.pages["/a"] = redirect(target)
    with pytest.raises(ForbiddenError):
        client.get(f"{server.url}/a")
    assert set(server.paths()) == {"/a"}


def test_a_redirect_loop_ends(server, client):
    server.pages["/a"] = redirect("/b")
    server.pages["/b"] = redirect("/a")
    with pytest.raises(ForbiddenError, match="redirects"):
        client.get(f"{server.url}/a")


def test_never_from_https_to_http(client):
    with pytest.raises(ForbiddenError, match="from https"):
        client._checked_redirect(
            "https://a.example/x", "http://a.example/x", asked="https://a.example/x"
        )


def test_a_redirect_is_followed_and_told(server, client):
    server.pages["/old"] = redirect("a", 301)
    kept = client.get(f"{server.url}/old")
    assert (kept.read(), kept.url, kept.final_url) == (
        b"hello",
        f"{server.url}/old",
        f"{server.url}/a",
    )


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("169.254.1.1", True),
        ("::1", True),
        ("fd00::1", True),
        ("93.184.216.34", False),
        ("2606:2800:220:1::", False),
        ("::ffff:127.0.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
        ("224.0.0.1", True),
        ("2130706433", True),
        ("0x7f.1", True),
    ],
)
def test_private_addresses(host, expected):
    assert is_private(host) == expected


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (b"User-agent: *\nDisallow: /a\n", False),
        (b"User-agent: listminer\nDisallow: /\n", False),
        (b"User-agent: other\nDisallow: /\n", True),
        (b"User-agent: *\nDisallow:\n", True),
        (b"User-agent: *\nDisallow: //[\nDisallow: /a\n", False),
        (b"\xff\xfe\x00<html>Disallow: /a", True),
        (b"<!doctype html><title>404</title>", True),
        (b"", True),
        (b"Disallow: /a\n" * 50_000, True),
        (status(404), True),
        (status(403), True),
        (status(503), False),
        (redirect("file:///x"), True),
    ],
    ids=[
        "forbids", "forbids us", "forbids others", "forbids nothing", "half broken", "no text",
        "a page", "empty", "huge, no agent", "404", "403", "503", "leads nowhere",
    ],
)  # fmt: skip
def test_robots(server, client, robots, allowed):
    server.pages["/robots.txt"] = robots
    if allowed:
        assert client.get(f"{server.url}/a").read() == b"hello"
    else:
        with pytest.raises(ForbiddenError, match=r"robots\.txt"):
            client.get(f"{server.url}/a")
        assert server.paths() == []


def test_robots_can_be_ignored_on_ones_own_server(server, tmp_path, clock):
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    with HttpClient(Cache(tmp_path), limits=QUICK, clock=clock, ignore_robots=True) as client:
        assert client.get(f"{server.url}/a").read() == b"hello"


def test_a_pause_between_requests(server, tmp_path, clock):
    with HttpClient(Cache(tmp_path), limits=Limits(delay_s=2.0), clock=clock) as client:
        client.get(f"{server.url}/a")
        client.get(f"{server.url}/a")
    assert clock.slept == [2.0, 2.0]  # robots.txt came first


def test_crawl_delay_is_honoured(server, client, clock):
    server.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 9\n"
    client.get(f"{server.url}/a")
    assert clock.slept == [9.0]


def test_a_clock_set_back_does_not_wait_for_years(server, tmp_path):
    limits = Limits(delay_s=2.0)
    for year in (2099, 1971):
        clock = StillClock(datetime(year, 1, 1, tzinfo=UTC))
        with HttpClient(Cache(tmp_path), limits=limits, clock=clock) as client:
            client.get(f"{server.url}/a")
    assert max(clock.slept) <= 2.0


def test_offline_works_from_the_cache_alone(server, client):
    url = f"{server.url}/a"
    client.get(url)
    asked = len(server.seen)
    with HttpClient(client.cache, offline=True) as offline:
        assert offline.get(url).read() == b"hello"
        with pytest.raises(FetchError, match="--offline"):
            offline.get(f"{server.url}/other")
    assert len(server.seen) == asked


@pytest.mark.parametrize(
    "url", ["", "x", "file:///etc/passwd", "ftp://a/", "http://", "http://[", "http://a:b/"]
)
def test_what_is_no_url(client, url):
    with pytest.raises(SourceError):
        client.get(url)


def test_a_wrong_content_type_is_only_noted(server, client, tmp_path):
    (tmp_path / "m.txt").write_bytes(b"From a@b")
    server.pages["/m"] = page(b"From a@b", kind="image/png")
    server.pages["/n"] = served_file(tmp_path / "m.txt")
    assert client.get(f"{server.url}/m").media_type == "image/png"
    assert client.get(f"{server.url}/n").media_type == "text/plain"
