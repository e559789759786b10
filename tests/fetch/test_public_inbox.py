"""public-inbox: the real server (Debian package) on loopback, over HTTP and by git."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess

import pytest

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.failures import StatusError
from listminer.fetch.fields import header
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits
from listminer.fetch.public_inbox import (
    Inbox,
    is_inbox_page,
    open_clone,
    open_public_inbox,
    read_inbox,
)
from listminer.model import Problem
from tests.servers.clock import StillClock
from tests.servers.local import LocalServer, page, status
from tests.servers.running import lacking, running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

FROM = b"From mboxrd@z Thu Jan  1 00:00:00 1970\n"
LIMITS = Limits(delay_s=0.0, tries=1)


def mail(number: int) -> bytes:
    cited = f"In-Reply-To: <m{number - 1}@example.org>\n" if number > 1 else ""
    return (
        f"From: Ada <ada@example.org>\nTo: dev@lists.example.org\nSubject: m\n"
        f"Date: Tue, {number} Mar 2016 10:00:00 +0000\nMessage-ID: <m{number}@example.org>\n"
        f"{cited}\nhello {number}\n\nFrom here on it is escaped\n>From too\n"
    ).encode()


MAILS = [mail(number) for number in range(1, 8)]
IDS = [f"<m{number}@example.org>" for number in range(1, 8)]


def ids(remote):
    return [header(raw.data, "message-id") for file in remote.files for raw in file.messages()]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if not shutil.which("public-inbox-httpd") or not shutil.which("git"):
        lacking("needs the Debian packages public-inbox and git")
    folder = tmp_path_factory.mktemp("public-inbox")
    box = folder / "dev.mboxrd"
    escaped = [b"\n".join(_escape(line) for line in data.split(b"\n")) for data in MAILS]
    box.write_bytes(b"".join(FROM + data + b"\n" for data in escaped))
    with running(
        "public_inbox.sh", folder / "srv", "/dev/", f"dev={box}", f"dev-v1={box}", wait_s=60
    ) as url:
        yield url, folder / "srv"


def _escape(line: bytes) -> bytes:
    return b">" + line if line.lstrip(b">").startswith(b"From ") else line


@pytest.fixture
def http(tmp_path):
    with HttpClient(Cache(tmp_path / "c"), limits=LIMITS, clock=StillClock()) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "message_id"),
    [
        ("dev/a@b/", "a@b"),
        ("dev/a@b", "a@b"),
        ("dev/a%40b/", "a@b"),
        ("dev/a@b/T/#u", "a@b"),
        ("dev/a@b/t.mbox.gz", "a@b"),
        ("dev/a@b/raw", "a@b"),
        ("dev/x%2Fy@b/t/", "x/y@b"),
    ],
)
def test_url_forms(path, message_id):
    assert read_inbox("https://lore.example.org/" + path) == Inbox(
        "https://lore.example.org/dev/", message_id
    )


@pytest.mark.parametrize("path", ["", "dev/", "a@b", "dev/new.html"])
def test_urls_without_a_message(path):
    assert read_inbox("https://lore.example.org/" + path) is None


@pytest.mark.server
@pytest.mark.parametrize("name", ["dev", "dev-v1"])
def test_an_inbox_by_git(server, http, name):
    remote = open_public_inbox(Inbox(f"{server[0]}/{name}/", None), http)
    files = list(remote.files)
    raws = [raw for file in files for raw in file.messages()]
    assert sorted(header(raw.data, "message-id") for raw in raws) == IDS
    assert {raw.url for raw in raws} == {
        f"{server[0]}/{name}/m{number}@example.org/" for number in range(1, 8)
    }
    assert all(b"\nFrom here" in raw.data and b"\n>From too" in raw.data for raw in raws)
    again = open_public_inbox(Inbox(f"{server[0]}/{name}/", None), http)
    assert [file.fingerprint for file in again.files] == [file.fingerprint for file in files]


@pytest.mark.server
def test_an_inbox_as_one_mbox_where_git_is_not(server, http, monkeypatch):
    monkeypatch.setattr("listminer.fetch.public_inbox.has_git", lambda: False)
    remote = open_public_inbox(Inbox(f"{server[0]}/dev/", None), http)
    raws = [raw for file in remote.files for raw in file.messages()]
    assert sorted(header(raw.data, "message-id") for raw in raws) == IDS
    assert all(b"\nFrom here" in raw.data and b"\n>From too" in raw.data for raw in raws)


@pytest.mark.server
def test_a_thread(server, http):
    inbox = read_inbox(f"{server[0]}/dev/m3@example.org/T/#t")
    remote = open_public_inbox(inbox, http)
    assert (remote.focus, sorted(ids(remote))) == ("m3@example.org", IDS)


@pytest.mark.server
def test_a_message_that_is_not_there(server, http):
    with pytest.raises(StatusError):
        open_public_inbox(Inbox(f"{server[0]}/dev/", "none@example.org"), http)


@pytest.mark.server
def test_an_inbox_is_known_by_its_page(server, http):
    assert is_inbox_page(http.get(f"{server[0]}/dev/").read().replace(b"\x1f\x8b", b"")) or (
        is_inbox_page(_page(http, f"{server[0]}/dev/"))
    )


def _page(http, url):
    from listminer.fetch.unpack import page_bytes

    return page_bytes(http.get(url), LIMITS)


@pytest.mark.server
@pytest.mark.parametrize(
    "at", ["dev", "dev/git", "dev/git/0.git", "dev-v1"], ids=["v2", "epochs", "one epoch", "v1"]
)
def test_a_local_clone_as_a_path(server, at):
    assert sorted(ids(open_clone(server[1] / at))) == IDS


def git(repository, *words):
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words],
        cwd=repository,
        check=True,
        capture_output=True,
    )


def test_a_removed_mail_is_left_out(tmp_path):
    git(tmp_path, "init", "-q")
    for name, data in (("m", MAILS[0]), ("m", MAILS[1]), ("d", MAILS[0])):
        for old in ("m", "d"):
            (tmp_path / old).unlink(missing_ok=True)
        (tmp_path / name).write_bytes(data)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "x")
    assert ids(open_clone(tmp_path)) == [IDS[1]]


def test_what_is_no_clone(tmp_path):
    with pytest.raises(SourceError):
        open_clone(tmp_path)


def test_an_empty_clone_says_so(tmp_path):
    git(tmp_path, "init", "-q")
    with pytest.raises(FetchError):
        list(open_clone(tmp_path).files)


def test_an_epoch_that_cannot_be_had_is_a_problem(http):
    with LocalServer() as local:
        manifest = {"/dev/git/0.git": {"fingerprint": "x"}}
        local.pages["/dev/manifest.js.gz"] = json.dumps(manifest).encode()
        remote = open_public_inbox(Inbox(f"{local.url}/dev/", None), http)
        found = [item for file in remote.files for item in file.messages()]
    assert [type(item) for item in found] == [Problem]


@pytest.mark.parametrize(
    "manifest",
    [status(404), b"", b"[1]", b"{", b'{"/other": {}, "/dev": 3}', b"[" * 100_000],
    ids=["404", "empty", "list", "cut", "others", "deep"],
)
def test_without_a_manifest_the_mbox(http, manifest):
    with LocalServer() as local:
        local.pages["/dev/manifest.js.gz"] = manifest
        local.pages["/dev/all.mbox.gz"] = page(FROM + MAILS[0], kind="application/gzip")
        remote = open_public_inbox(Inbox(f"{local.url}/dev/", None), http)
        (file,) = remote.files
        assert file.fingerprint == hashlib.sha256(FROM + MAILS[0]).hexdigest()
        assert [header(raw.data, "message-id") for raw in file.messages()] == IDS[:1]
