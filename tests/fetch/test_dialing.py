"""Where the client connects to, and what it never tells a server."""

from __future__ import annotations

import json
import os
import stat

import pytest

from listminer.errors import FetchError, SourceError
from listminer.fetch import dialing
from listminer.fetch.cache import Cache
from listminer.fetch.failures import ForbiddenError, TooLargeError, UnreachableError
from listminer.fetch.git_mail import bring_home
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits
from listminer.fetch.unpack import page_bytes
from tests.servers.clock import StillClock
from tests.servers.local import LocalServer, page, redirect, reset

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LIMITS = Limits(delay_s=0.0, read_s=0.2, tries=1)


@pytest.fixture
def server():
    with LocalServer() as server:
        server.pages["/a"] = b"hello"
        yield server


@pytest.fixture
def client(tmp_path):
    with HttpClient(Cache(tmp_path / "c"), limits=LIMITS, clock=StillClock()) as client:
        yield client


@pytest.fixture
def names(monkeypatch):
    """Answer for the name server: each name has its addresses, one answer a question."""
    answers: dict[str, list[tuple[str, ...]]] = {}
    asked = dialing.resolved

    def resolved(host: str, port: int) -> tuple[str, ...]:
        rows = answers.get(host)
        if rows is None:
            return asked(host, port)
        return rows.pop(0) if len(rows) > 1 else rows[0]

    monkeypatch.setattr(dialing, "resolved", resolved)
    return answers


def test_a_host_that_was_asked_for_may_be_private(server, client, names):
    names["archive.example"] = [("127.0.0.1",)]
    port = server.server_address[1]
    assert client.get(f"http://archive.example:{port}/a").read() == b"hello"


def test_a_name_that_turns_private_between_check_and_connection(server, client, names):
    """The check of the redirect saw a public address; the name server then shows ours."""
    names["rebinding.example"] = [("93.184.216.34",), ("127.0.0.1",)]
    port = server.server_address[1]
    server.pages["/go"] = redirect(f"http://rebinding.example:{port}/a")
    with pytest.raises(ForbiddenError, match="private address"):
        client.get(f"{server.url}/go")
    assert server.paths() == ["/go"]


def test_a_host_that_was_public_does_not_turn_private(client, names):
    names["archive.example"] = [("93.184.216.34",), ("127.0.0.1",)]
    client.addresses("http://archive.example/dev/0")
    with pytest.raises(ForbiddenError, match="private address"):
        client.get("http://archive.example/dev/1")


def test_one_private_address_among_public_ones_is_enough(names):
    names["both.example"] = [("93.184.216.34", "10.0.0.7")]
    assert dialing.is_private("both.example")


@pytest.mark.parametrize("url", ["http://a..b/", f"http://{'a' * 70}.example/", "http://../x"])
def test_what_is_no_host_name(client, url):
    with pytest.raises((SourceError, UnreachableError)):
        client.get(url)


def test_a_second_address_is_tried_where_the_first_is_dead(server, client, names, monkeypatch):
    import httpcore

    real = httpcore.SyncBackend.connect_tcp

    def connect(self, host, *words, **more):
        if host == "192.0.2.1":
            raise httpcore.ConnectError("no route")
        return real(self, host, *words, **more)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    names["two.example"] = [("192.0.2.1", "127.0.0.1")]
    assert client.get(f"http://two.example:{server.server_address[1]}/a").read() == b"hello"


@pytest.mark.parametrize("url", ["http://ada:secret@127.0.0.1/", "https://ada@a.example/dev/"])
def test_a_password_in_a_url_is_refused_and_not_repeated(client, url):
    with pytest.raises(SourceError) as caught:
        client.get(url)
    assert "ada" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_no_cookie_is_kept(server, client):
    server.pages["/a"] = page(b"hello", Set_Cookie="id=1; Path=/")
    for path in ("/a", "/a", "/b"):
        server.pages["/b"] = b"b"
        client.get(server.url + path)
    assert not [request for request in server.seen if "Cookie" in request.headers]


def test_what_one_place_said_is_not_told_to_another(server, client):
    server.pages["/old"] = redirect("/a")
    client.get(f"{server.url}/old")
    server.pages["/old"] = redirect("/b")
    server.pages["/b"] = b"b"
    assert client.get(f"{server.url}/old").read() == b"b"
    told = [request.path for request in server.seen if "If-None-Match" in request.headers]
    assert [path for path in told if path != "/robots.txt"] == []


def test_a_page_is_bounded_in_memory(server, tmp_path):
    limits = Limits(delay_s=0.0, page_bytes=1000)
    server.pages["/big"] = b"x" * 1001
    with HttpClient(Cache(tmp_path), limits=limits) as client, pytest.raises(TooLargeError):
        page_bytes(client.get(f"{server.url}/big"), limits)


def test_a_host_without_an_answer_is_soon_asked_once_only(server, tmp_path):
    limits = Limits(delay_s=0.0, tries=4)
    server.pages["/a"] = reset
    with HttpClient(Cache(tmp_path), limits=limits, clock=StillClock()) as client:
        for number in range(6):
            server.pages[f"/{number}"] = reset
            with pytest.raises(UnreachableError):
                client.get(f"{server.url}/{number}")
        assert len(server.paths()) == 3 * 4 + 3
        server.pages["/a"] = b"back"
        assert client.get(f"{server.url}/a").read() == b"back"


def test_the_cache_is_for_its_owner_alone(server, client):
    kept = client.get(f"{server.url}/a")
    modes = [stat.S_IMODE(os.stat(path).st_mode) for path in (client.cache.folder, kept.body)]
    assert [mode & 0o077 for mode in modes] == [0, 0]


@pytest.mark.parametrize("host", ["..", ".", "a/b", "A.example:80", "x" * 900, "\u00e9"])
def test_a_lock_lies_in_its_folder_whatever_the_host_is_called(client, host):
    path = client.cache.lock_path(host)
    path.touch()
    assert path.parent == client.cache.folder / "hosts"


def test_git_follows_no_redirect_and_says_what_it_met_in_plain_letters(server, tmp_path):
    server.pages["/dev/0/info/refs"] = redirect("http://10.0.0.7/")
    with pytest.raises(FetchError) as caught:
        bring_home(f"{server.url}/dev/0", tmp_path / "0.git", user_agent="listminer/0")
    assert caught.value.reason.isprintable()
    assert not (tmp_path / "0.git").exists()


def test_records_name_no_secret_place(server, client):
    kept = client.get(f"{server.url}/a#part")
    record = json.loads(client.cache._record(kept.url).read_text(encoding="utf-8"))
    assert record["url"] == f"{server.url}/a"
