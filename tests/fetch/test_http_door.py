"""The one door: what a URL, a page or a list address turns out to be."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.door import new_client, open_remote, read_target
from listminer.fetch.fields import header
from listminer.fetch.http import HttpClient
from listminer.fetch.hyperkitty import Spot
from listminer.fetch.patience import Limits
from listminer.fetch.pipermail import Place
from listminer.fetch.public_inbox import Inbox
from listminer.model import Problem
from listminer.settings import Settings
from tests.servers.clock import StillClock
from tests.servers.local import LocalServer, page, redirect, status

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
HASH = "FUSYWI4AJ2AG4KBIABSYIEYZZO4BPP74"


@pytest.fixture
def replica(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "www" / "pipermail")
    with LocalServer(tmp_path / "www") as server:
        yield server


@pytest.fixture
def http(tmp_path):
    limits = Limits(delay_s=0.0, read_s=5.0, tries=1)
    with HttpClient(Cache(tmp_path / "c"), limits=limits, clock=StillClock()) as client:
        yield client


def ids(remote):
    return [
        header(raw.data, "message-id")
        for file in remote.files
        for raw in file.messages()
        if not isinstance(raw, Problem)
    ]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://a.example/pipermail/dev/", Place),
        ("http://a.example/pipermail/dev/2016-March/088942.html", Place),
        ("http://a.example/cgi-bin/mailman/listinfo/dev", Place),
        ("https://a.example/archives/list/dev@a.example/", Spot),
        (f"https://a.example/archives/list/dev@a.example/message/{HASH}/", Spot),
        ("https://a.example/dev/20160301.1@x.example/T/#u", Inbox),
        ("https://a.example/dev/", type(None)),
    ],
)
def test_forms(url, kind):
    assert type(read_target(url)) is kind


@pytest.mark.parametrize(
    "path",
    [
        "/pipermail/sample-dev",
        "/pipermail/sample-dev/index.html",
        "/mailman/listinfo/sample-dev",
        "/pipermail/sample-dev/2016-March/",
        "/pipermail/sample-dev/2016-March/subject.html",
        "/pipermail/sample-dev/2016-March.txt.gz",
        "/pipermail/sample-dev/2016-March/004212.html",
    ],
)
def test_each_pipermail_form_gives_the_sample(replica, http, path):
    assert len(ids(open_remote(replica.url + path, http))) == 29


def test_an_index_is_known_by_its_page(replica, http):
    shutil.move(replica.folder / "pipermail" / "sample-dev", replica.folder / "mail")
    assert len(ids(open_remote(f"{replica.url}/mail/", http))) == 29


def test_a_page_that_links_one_list(replica, http):
    replica.pages["/about"] = b'<a href="/pipermail/sample-dev/">archive</a> <a href="/x">x</a>'
    assert len(ids(open_remote(f"{replica.url}/about", http))) == 29


def test_a_page_that_links_several_lists_names_them(replica, http):
    replica.pages["/about"] = b'<a href="/pipermail/a/">a</a> <a href="/pipermail/b/">b</a>'
    with pytest.raises(SourceError, match="name one"):
        open_remote(f"{replica.url}/about", http)


def test_a_redirect_to_an_archive(replica, http):
    replica.pages["/go"] = redirect("/pipermail/sample-dev/")
    assert len(ids(open_remote(f"{replica.url}/go", http))) == 29


@pytest.mark.parametrize("body", [b"", b"<html>hello</html>", b"\xff\xfe\0" * 99])
def test_what_is_no_archive(replica, http, body):
    replica.pages["/x"] = body
    with pytest.raises(SourceError, match="pipermail: "):
        open_remote(f"{replica.url}/x", http)


@pytest.mark.parametrize(
    ("source", "server"),
    [
        ("http://[lists/pipermail/dev/", None),
        ("https://exa\u2100mple.org/dev/", None),  # "\u2100" is "a/c" to who normalizes it
        ("dev@lists.example.org", "http://[lists"),
        ("<a@example.org>", "http://[lists"),
    ],
)
def test_what_is_no_url(http, source, server):
    with pytest.raises(SourceError, match="is no URL"):
        open_remote(source, http, server=server)


def test_a_list_address_tries_the_places_of_its_host(replica, http):
    remote = open_remote("sample-dev@lists.example.org", http, server=replica.url)
    assert (remote.archive.kind, len(ids(remote))) == ("pipermail", 29)


def test_a_list_address_that_is_nowhere(replica, http):
    with pytest.raises(SourceError, match="no archive found for none@lists"):
        open_remote("none@lists.example.org", http, server=replica.url)


MAIL = b"From a@b.example Mon Mar 07 15:14:02 2016\nFrom: a@b.example\nMessage-ID: <%s@x>\n%s\nhi\n"


def test_a_message_id_with_its_inbox(replica, http):
    replica.pages["/dev/m1@x/t.mbox.gz"] = page(MAIL % (b"m1", b""))
    remote = open_remote("<m1@x>", http, server=f"{replica.url}/dev")
    assert (remote.focus, ids(remote)) == ("m1@x", ["<m1@x>"])


@pytest.mark.parametrize("gone", [status(404), b"<html>moved to Mailman 3</html>"])
def test_a_pipermail_list_that_is_gone_is_found_in_hyperkitty(replica, http, gone):
    replica.pages["/pipermail/dev/"] = gone
    api = "/archives/api/list/dev@127.0.0.1/emails/"
    replica.pages[api] = b'{"count": 1, "results": [{"date": "2016-03-07T15:14:02Z"}]}'
    export = "/archives/list/dev@127.0.0.1/export/dev@127.0.0.1.mbox.gz"
    replica.pages[export] = page(gzip.compress(MAIL % (b"m1", b"")))
    remote = open_remote(f"{replica.url}/pipermail/dev/", http)
    assert (remote.archive.kind, ids(remote)) == ("hyperkitty", ["<m1@x>"])


def test_months_then_pages_then_the_same_list_in_hyperkitty(replica, http):
    """As openstack-dev: some months are text, some only pages, some only in Mailman 3."""
    base = "/pipermail/sample-dev/"
    replica.pages[base] = b"".join(
        b'<A href="2016-%s/thread.html">x</a>' % month
        for month in (b"April", b"March", b"February")
    )
    replica.pages[f"{base}2016-February.txt"] = MAIL % (b"text", b"")
    (replica.folder / f"{base}2016-March.txt.gz".strip("/")).unlink()
    address = "sample-dev@127.0.0.1"
    replica.pages[f"/archives/api/list/{address}/emails/"] = (
        b'{"count": 2, "results": [{"date": "2016-02-07T15:14:02Z"},'
        b' {"date": "2018-01-01T00:00:00Z"}]}'
    )
    replica.pages[f"/archives/list/{address}/export/{address}.mbox.gz"] = page(
        gzip.compress(MAIL % (b"moved", b""))
    )
    remote = open_remote(replica.url + base, http)
    files = list(remote.files)
    found = [raw for file in files for raw in file.messages()]
    assert (len(files), len(found), remote.archive.kind) == (3, 31, "pipermail")
    assert header(found[0].data, "message-id") == "<text@x>"
    assert header(found[-1].data, "message-id") == "<moved@x>"
    assert f"/list/{address}/message/" in found[-1].url
    asked = [path for path in replica.paths() if "export" in path]
    assert [path.partition("?")[2] for path in asked] == ["start=2016-04-01&end=2016-05-01"]


def test_a_list_that_is_gone_everywhere(replica, http):
    with pytest.raises(FetchError, match="404"):
        open_remote(f"{replica.url}/pipermail/gone/", http)


def test_an_article_brings_the_months_that_its_thread_needs(replica, http):
    months = ["January", "February", "March", "April", "May", "June"]
    base = "/pipermail/dev/"
    replica.pages[base] = "".join(
        f'<A href="2016-{month}/thread.html">x</a>' for month in reversed(months)
    ).encode()
    mails = {
        "January": (b"m1", b""),
        "February": (b"m2", b"In-Reply-To: <m1@x>\n"),
        "March": (b"m3", b"References: <m1@x>\n <m2@x>\n"),
        "April": (b"m4", b"In-Reply-To: <m3@x>\n"),
        "May": (b"n1", b""),
        "June": (b"m5", b"In-Reply-To: <m4@x>\n"),
    }
    for month, words in mails.items():
        replica.pages[f"{base}2016-{month}.txt"] = MAIL % words
    replica.pages[f"{base}2016-March/000003.html"] = (
        b'<A HREF="mailto:dev%40x?Subject=x&In-Reply-To=%3Cm3%40x%3E">a</A>'
    )
    remote = open_remote(f"{replica.url}{base}2016-March/000003.html", http)
    assert remote.focus == "m3@x"
    assert ids(remote) == ["<m1@x>", "<m2@x>", "<m3@x>", "<m4@x>", "<n1@x>"]


def test_settings_make_the_client(tmp_path):
    settings = Settings(cache=tmp_path, host_delay_s=3.0, timeout_s=7.0, tries=2)
    with new_client(settings, offline=True) as client:
        limits = client.limits
        assert (limits.delay_s, limits.read_s, limits.tries) == (3.0, 7.0, 2)
        assert (client.cache.folder, client.offline) == (tmp_path / "http", True)
