"""Pipermail: the sample and real lists from a server on loopback that may misbehave."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from listminer.errors import FetchError, SourceError, UserError
from listminer.fetch.cache import Cache
from listminer.fetch.fields import header
from listminer.fetch.http import HttpClient
from listminer.fetch.patience import Limits
from listminer.fetch.pipermail import open_pipermail, read_place
from listminer.fetch.pipermail_pages import read_entries, read_index, replied_page
from listminer.fetch.remote import Period, period
from listminer.fetch.volumes import read_volume
from listminer.model import Problem
from tests.servers.clock import StillClock
from tests.servers.local import LocalServer, drip, page, reset, served_file, status

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

DATA = Path(__file__).resolve().parents[2] / "data"
LIMITS = Limits(delay_s=0.0, read_s=0.3, tries=2)
LIST = "/pipermail/sample-dev/"
MONTH = LIST + "2016-March"


@pytest.fixture
def replica(tmp_path):
    shutil.copytree(DATA / "sample", tmp_path / "www" / "pipermail")
    with LocalServer(tmp_path / "www") as server:
        yield server


@pytest.fixture
def http(tmp_path):
    with HttpClient(Cache(tmp_path / "cache"), limits=LIMITS, clock=StillClock()) as client:
        yield client


def opened(server, http, path=LIST, days=None):
    place = read_place(server.url + path)
    assert place is not None
    return open_pipermail(place, http, days=days)


def items(remote):
    return [item for file in remote.files for item in file.messages()]


def ids(found):
    return [header(raw.data, "message-id") for raw in found if not isinstance(raw, Problem)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/pipermail/dev", (None, None)),
        ("/pipermail/dev/", (None, None)),
        ("/pipermail/dev/index.html", (None, None)),
        ("/mailman/listinfo/dev", (None, None)),
        ("/cgi-bin/mailman/listinfo/dev", (None, None)),
        ("/listinfo/dev/", (None, None)),
        ("/pipermail/dev/2016-March/", ("2016-March", None)),
        ("/pipermail/dev/2016-March", ("2016-March", None)),
        ("/pipermail/dev/2016-March/thread.html", ("2016-March", None)),
        ("/pipermail/dev/2016-March/date.html", ("2016-March", None)),
        ("/pipermail/dev/2016-March.txt", ("2016-March", None)),
        ("/pipermail/dev/2016-March.txt.gz", ("2016-March", None)),
        ("/pipermail/dev/2016-March/088942.html", ("2016-March", "088942.html")),
        ("/pipermail/dev/20100301/000001.html", ("20100301", "000001.html")),
    ],
)  # fmt: skip
def test_url_forms(path, expected):
    place = read_place("http://lists.example.org" + path)
    assert place is not None
    assert (place.base, place.name) == ("http://lists.example.org/pipermail/dev/", "dev")
    assert (place.volume.name if place.volume else None, place.page) == expected


@pytest.mark.parametrize(
    "url", ["http://a.example/", "http://a.example/x/y", "http://a.example/dev/attachments/x.html"]
)
def test_other_urls_are_not_ours(url):
    assert read_place(url) is None


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2010-March", date(2010, 3, 1), date(2010, 4, 1)),
        ("2010-Marzo", date(2010, 3, 1), date(2010, 4, 1)),
        ("2010-M%C3%A4rz", date(2010, 3, 1), date(2010, 4, 1)),
        ("2010-März", date(2010, 3, 1), date(2010, 4, 1)),
        ("2010-fevrier", date(2010, 2, 1), date(2010, 3, 1)),
        ("2010-Décembre", date(2010, 12, 1), date(2011, 1, 1)),
        ("2010-3月", date(2010, 3, 1), date(2010, 4, 1)),
        ("2018-09", date(2018, 9, 1), date(2018, 10, 1)),
        ("2010-Smarch", date(2010, 1, 1), date(2011, 1, 1)),
        ("2010-Listopad", date(2010, 1, 1), date(2011, 1, 1)),
        ("2010", date(2010, 1, 1), date(2011, 1, 1)),
        ("2010q2", date(2010, 4, 1), date(2010, 7, 1)),
        ("Week-of-Mon-20100301", date(2010, 3, 1), date(2010, 3, 8)),
        ("20100301", date(2010, 3, 1), date(2010, 3, 2)),
        ("20109999", None, None),
        ("9999-December", None, None),
    ],
)
def test_volume_names(name, start, end):
    volume = read_volume(name)
    assert volume is not None
    assert (volume.start, volume.end) == (start, end)


@pytest.mark.parametrize("name", ["", "attachments", "2010q5", "201", "2010-March.txt", "x-2010"])
def test_what_is_no_volume(name):
    assert read_volume(name) is None


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2016-03", "2016-04", Period(since=date(2016, 3, 1), until=date(2016, 5, 1))),
        ("2016", None, Period(since=date(2016, 1, 1))),
        (None, "2016-12-31", Period(until=date(2017, 1, 1))),
        ("2016-02-29", "2016-02-29", Period(since=date(2016, 2, 29), until=date(2016, 3, 1))),
    ],
)
def test_period(since, until, expected):
    assert period(since, until) == expected


@pytest.mark.parametrize(
    ("since", "until"), [("x", None), ("2016-13", None), ("2016-02-30", None), ("2017", "2016")]
)
def test_what_is_no_period(since, until):
    with pytest.raises(UserError):
        period(since, until)


def test_the_month_comes_whole_and_every_mail_knows_its_page(replica, http):
    found = items(opened(replica, http))
    assert len(ids(found)) == len(found) == 29
    assert {raw.url for raw in found} == {
        f"{replica.url}{MONTH}/{number:06}.html" for number in range(4211, 4240)
    }


def test_a_closed_month_is_never_asked_for_again(replica, http):
    items(opened(replica, http))
    bodies, before = http.traffic.bodies, len(replica.seen)
    first = items(opened(replica, http))
    assert [request.path for request in replica.seen[before:]] == [LIST]
    assert http.traffic.bodies == bodies
    assert len(first) == 29


@pytest.mark.parametrize(
    ("server_date", "our_date"),
    [
        (datetime(2016, 3, 20, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)),
        (datetime(2099, 3, 20, tzinfo=UTC), datetime(2016, 3, 20, tzinfo=UTC)),
        (datetime(2016, 3, 20, tzinfo=UTC), datetime(2016, 3, 20, tzinfo=UTC)),
    ],
    ids=["our clock is wrong", "theirs is wrong", "the month is open"],
)
def test_an_open_month_is_asked_for_again(replica, http, server_date, our_date):
    replica.date = server_date.strftime("%a, %d %b %Y %H:%M:%S GMT")
    http.clock.date = our_date
    items(opened(replica, http))
    before = len(replica.seen)
    items(opened(replica, http))
    assert f"{MONTH}.txt.gz" in [request.path for request in replica.seen[before:]]


def without_text(server):
    (server.folder / f"{MONTH}.txt.gz".strip("/")).unlink()


def test_text_where_packed_text_is_gone(replica, http):
    packed = replica.folder / f"{MONTH}.txt.gz".strip("/")
    packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
    packed.unlink()
    assert len(ids(items(opened(replica, http)))) == 29


def test_pages_give_the_same_mails_as_text(replica, http):
    text = items(opened(replica, http))
    without_text(replica)
    http.cache.forget(f"{replica.url}{MONTH}.txt.gz")
    paged = items(opened(replica, http))
    assert ids(paged) == ids(text)
    for page_mail, text_mail in zip(paged, text, strict=True):
        assert page_mail.url == text_mail.url
        body, expected = (
            raw.email().get_payload(decode=True).decode("utf-8", "replace").split()
            for raw in (page_mail, text_mail)
        )
        assert body == expected
        told = header(page_mail.data, "in-reply-to")
        cited = header(text_mail.data, "in-reply-to")
        assert not cited or told in cited
    assert sum(bool(header(raw.data, "in-reply-to")) for raw in paged) >= 20


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b'<LI> <B>In reply to:</B> <A HREF="000123.html">x</A>', "000123.html"),
        (b"<li>In-Reply-To: <a class=x href='./7.html'>", "7.html"),
        (b"<!--beginarticle-->In reply to: <a href='7.html'><!--endarticle-->", None),
        (b'<A HREF="mailto:dev?In-Reply-To=%3Cm3%40x%3E">a</A> <a href="7.html">', None),
        (b"In reply to: " * 50_000, None),
    ],
)
def test_the_page_that_an_article_answers(page, expected):
    assert replied_page(page) == expected


def test_pages_without_depth_keys_tell_parents_by_their_links(replica, http):
    without_text(replica)
    listed = replica.folder / f"{MONTH}/thread.html".strip("/")
    listed.write_text(re.sub("<!--[0-9].*?-->", "", listed.read_text()))
    answer = replica.folder / f"{MONTH}/004212.html".strip("/")
    answer.write_text(answer.read_text() + '<b>In reply to:</b> <a href="004211.html">x</a>')
    first, second, *others = items(opened(replica, http))
    assert header(second.data, "in-reply-to") == header(first.data, "message-id")
    assert not any(header(raw.data, "in-reply-to") for raw in others)


def test_one_page_of_many_is_missing(replica, http):
    without_text(replica)
    (replica.folder / f"{MONTH}/004215.html".strip("/")).unlink()
    found = items(opened(replica, http))
    problems = [item for item in found if isinstance(item, Problem)]
    assert [problem.locator for problem in problems] == [f"{replica.url}{MONTH}/004215.html"]
    assert len(found) == 29


def test_an_article_is_the_focus_of_its_month(replica, http):
    remote = opened(replica, http, f"{MONTH}/004212.html")
    assert remote.focus == "20160307160522.GB2934@rack.example.org"
    assert f"<{remote.focus}>" in ids(items(remote))


INDEX = b'<A href="%s/thread.html">x</a><A href="%s.txt.gz">y</a>'
MAIL = (
    b"From a at example.org  Tue Mar  1 10:00:00 2016\nFrom: a at example.org (A)\n"
    b"Date: Tue, 1 Mar 2016 10:00:00 +0000\nMessage-ID: <%s@x>\n\nhello\n"
)


def months(server, names):
    server.pages[LIST] = b"".join(INDEX % (name, name) for name in names)
    for name in names:
        server.pages[f"{LIST}{name.decode()}.txt.gz"] = gzip.compress(MAIL % name)


@pytest.mark.parametrize(
    "fault",
    [
        status(404),
        status(410),
        status(500),
        reset,
        page(b"<!DOCTYPE html><html>Maintenance</html>"),
        page(b"<html><title>Making sure you're not a bot!</title>"),
        page(gzip.compress(MAIL)[:40]),
        page(gzip.compress(bytes(1 << 26))),
    ],
    ids=["404", "410", "500", "reset", "html", "proof of work", "cut gzip", "bomb"],
)
def test_one_failed_month_does_not_stop_the_others(replica, http, fault):
    months(replica, [b"2016-April", b"2016-March", b"2016-February"])
    replica.pages[f"{MONTH}.txt.gz"] = fault
    shutil.rmtree(replica.folder / MONTH.strip("/"))
    found = items(opened(replica, http))
    assert ids(found) == ["<2016-February@x>", "<2016-April@x>"]
    assert [item.locator for item in found if isinstance(item, Problem)] == [
        f"{replica.url}{MONTH}.txt.gz"
    ]


def test_a_wrong_content_type_does_no_harm(replica, http):
    months(replica, [b"2016-March"])
    replica.pages[f"{MONTH}.txt.gz"] = page(gzip.compress(MAIL % b"m"), kind="text/html")
    assert ids(items(opened(replica, http))) == ["<m@x>"]


def test_a_range_fetches_only_the_months_it_touches(replica, http):
    months(replica, [b"2016-May", b"2016-April", b"2016-March", b"2016-February"])
    remote = opened(replica, http, days=period("2016-03", "2016-04"))
    assert remote.total == 2
    assert ids(items(remote)) == ["<2016-March@x>", "<2016-April@x>"]
    assert not [path for path in replica.paths() if "May" in path or "February" in path]


@pytest.mark.parametrize("index", [b"", b"<html>No messages have been posted</html>", b"\xff\0"])
def test_an_index_without_months(replica, http, index):
    replica.pages[LIST] = index
    with pytest.raises(SourceError, match="lists no volumes"):
        opened(replica, http)


def test_an_index_that_drips(replica, tmp_path):
    replica.pages[LIST] = drip
    limits = Limits(delay_s=0.0, slow_grace_s=0.1, slow_bytes_per_s=100_000)
    client = HttpClient(Cache(tmp_path / "c"), limits=limits)
    with client, pytest.raises(FetchError, match="too slow"):
        opened(replica, client)


def test_adversarial_pages_are_read_in_time():
    assert read_index(b"<a " * 100_000) == ()
    assert read_index(b'<a href="' + b"x/" * 100_000) == ()
    assert read_entries(b"<!--1 " + b"1.1-" * 100_000) == ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "volume", "count", "placed"),
    [
        ("opensim-dev", "2009-May", 320, 318),
        ("opensim-dev", "2008-June", 432, 432),
        ("twisted-python", "2015-June", 148, 148),
    ],
)
def test_real_volumes(shared, http, name, volume, count, placed):
    with LocalServer(shared / "archives") as server:
        remote = opened(server, http, f"/pipermail/{name}/{volume}.txt.gz")
        found = items(remote)
    assert len(ids(found)) == count
    assert sum(not raw.url.endswith("thread.html") for raw in found) == placed


@pytest.mark.shared
def test_real_pages_give_the_ids_of_the_text(shared, http):
    folder = shared / "archives" / "pipermail" / "opensim-dev"
    with LocalServer(shared / "archives") as server:
        url = "/pipermail/opensim-dev/2009-May.txt.gz"
        text = items(opened(server, http, url))
        server.pages[url] = status(404)
        http.cache.forget(server.url + url)
        server.pages["/x"] = served_file(folder / "index.html")
        paged = items(opened(server, http, "/pipermail/opensim-dev/2009-May/"))
    assert ids(paged) == ids(text)


@pytest.mark.shared
def test_an_unchanged_archive_costs_next_to_nothing(shared, tmp_path):
    def run(server):
        http = HttpClient(Cache(tmp_path), limits=LIMITS, clock=StillClock(datetime.now(UTC)))
        with http:
            files = list(opened(server, http, "/pipermail/opensim-dev/").files)
        return [file.fingerprint for file in files], http.traffic

    with LocalServer(shared / "archives") as server:
        first, cost = run(server)
        second, later = run(server)
    assert first[:-1] == second[:-1]  # the last month is in the index and nowhere else
    assert len(first) == 78
    assert later.bodies == 0
    assert later.requests == 5  # robots.txt, the index, and three forms of that month
    assert later.received_bytes <= cost.received_bytes // 100
