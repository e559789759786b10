"""HyperKitty: the real one on loopback where it is installed, and a stand-in that fails.

The real one is started where LISTMINER_HYPERKITTY names a folder for its installation
(a minute the first time, see tests/servers/hyperkitty.sh).
"""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.fields import header
from listminer.fetch.http import HttpClient
from listminer.fetch.hyperkitty import message_hash, open_hyperkitty, read_spot
from listminer.fetch.patience import Limits
from listminer.fetch.remote import Period, period
from listminer.model import Problem
from tests.servers.clock import StillClock
from tests.servers.local import LocalServer, page, reset, status
from tests.servers.running import lacking, running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LIMITS = Limits(delay_s=0.0, tries=1)
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "source" / "debate.mbox"
LIST = "sample-dev@lists.example.org"
HASH = "FUSYWI4AJ2AG4KBIABSYIEYZZO4BPP74"


@pytest.fixture
def http(tmp_path):
    with HttpClient(Cache(tmp_path / "c"), limits=LIMITS, clock=StillClock()) as client:
        yield client


def items(remote):
    return [item for file in remote.files for item in file.messages()]


def ids(found):
    return [header(raw.data, "message-id") for raw in found if not isinstance(raw, Problem)]


@pytest.mark.parametrize(
    ("path", "thread", "message", "month"),
    [
        ("/archives/list/dev@a.example/", None, None, None),
        ("/archives/list/dev@a.example", None, None, None),
        ("/archives/list/dev%40a.example/latest", None, None, None),
        ("/archives/api/list/dev@a.example/", None, None, None),
        (f"/archives/list/dev@a.example/thread/{HASH}/", HASH, None, None),
        (f"/archives/list/dev@a.example/thread/{HASH}/#{HASH}", HASH, None, None),
        (f"/archives/list/dev@a.example/message/{HASH}/", None, HASH, None),
        (
            "/archives/list/dev@a.example/2016/3/",
            None,
            None,
            Period(since=date(2016, 3, 1), until=date(2016, 4, 1)),
        ),
    ],
)
def test_url_forms(path, thread, message, month):
    spot = read_spot("https://a.example" + path)
    assert spot is not None
    assert (spot.site, spot.address) == ("https://a.example/archives", "dev@a.example")
    assert (spot.thread, spot.message, spot.month) == (thread, message, month)


def test_a_month_that_no_calendar_has_is_no_month():
    spot = read_spot("https://a.example/archives/list/dev@a.example/9999/12/")
    assert spot is not None
    assert spot.month is None


@pytest.mark.parametrize("path", ["/", "/archives/", "/list/dev/", "/pipermail/dev/2016-March/"])
def test_other_urls_are_not_ours(path):
    assert read_spot("https://a.example" + path) is None


def served(exports):
    """Return the answer to an export that gives mails of the days asked for, or fails."""

    def answer(handler):
        asked = dict(pair.split("=") for pair in handler.path.partition("?")[2].split("&"))
        handler.server.ranges.append((asked.get("start"), asked.get("end")))
        exports(asked.get("start", ""), asked.get("end", "9999"))(handler)

    return answer


def mails(start, end):
    days = [f"2016-{month:02}-{day:02}" for month in (2, 3, 4) for day in (1, 15, 28)]
    text = "".join(
        f"From a@example.org Mon Mar 07 15:14:02 2016\nFrom: a@example.org\n"
        f"Message-ID: <{day}@x>\n\nhello\n\n"
        for day in days
        if start <= day < end
    )
    return gzip.compress(text.encode())


@pytest.fixture
def standin():
    with LocalServer() as server:
        base = "/archives/api/list/dev@a.example/"

        def emails(handler):
            last = "offset=0" in handler.path
            day = "2016-04-28" if last else "2016-02-01"
            found = {"count": 9, "results": [{"date": f"{day}T10:00:00Z"}]}
            page(json.dumps(found).encode())(handler)

        server.ranges = []
        server.pages[base + "emails/"] = emails
        server.export = "/archives/list/dev@a.example/export/dev@a.example.mbox.gz"
        server.pages[server.export] = served(lambda start, end: page(mails(start, end)))
        yield server


ALL = [f"<2016-{month:02}-{day:02}@x>" for month in (2, 3, 4) for day in (1, 15, 28)]


def opened(standin, http, days=None):
    spot = read_spot(f"{standin.url}/archives/list/dev@a.example/")
    return open_hyperkitty(spot, http, days=days)


def test_months_join_without_gap_or_overlap(standin, http):
    assert ids(items(opened(standin, http))) == ALL
    assert standin.ranges == [
        (None, "2016-02-01"), ("2016-02-01", "2016-03-01"),
        ("2016-03-01", "2016-04-01"), ("2016-04-01", None),
    ][1:]  # fmt: skip


def test_closed_months_are_not_fetched_twice(standin, http):
    items(opened(standin, http))
    standin.ranges.clear()
    assert ids(items(opened(standin, http))) == ALL
    assert standin.ranges == [("2016-04-01", None)]


def test_a_range(standin, http):
    remote = opened(standin, http, period("2016-02", "2016-03"))
    assert ids(items(remote)) == ALL[:6]
    assert len(standin.ranges) == 2


@pytest.mark.parametrize("fault", [reset, status(504), page(mails("", "9999")[:60])])
def test_what_is_too_large_is_asked_for_in_smaller_parts(standin, http, fault):
    def exports(start, end):
        too_large = (
            end != "9999" and (date.fromisoformat(end) - date.fromisoformat(start)).days > 10
        )
        return fault if too_large else page(mails(start, end))

    standin.pages[standin.export] = served(exports)
    assert ids(items(opened(standin, http))) == ALL


def test_a_day_that_fails_does_not_stop_the_others(standin, http):
    def exports(start, end):
        return status(504) if start <= "2016-03-15" < end else page(mails(start, end))

    standin.pages[standin.export] = served(exports)
    found = items(opened(standin, http))
    assert ids(found) == [one for one in ALL if one != "<2016-03-15@x>"]
    assert len([item for item in found if isinstance(item, Problem)]) == 1


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_loses_nothing(standin, http, year):
    http.clock.date = datetime(year, 1, 1, tzinfo=UTC)
    assert ids(items(opened(standin, http))) == ALL


@pytest.mark.parametrize(
    "answer", [status(404), page(b"<html>"), page(b"[]"), page(b"[" * 100_000)]
)
def test_a_server_that_does_not_know_the_list(standin, http, answer):
    standin.pages["/archives/api/list/dev@a.example/emails/"] = answer
    with pytest.raises(FetchError):
        opened(standin, http)


def test_an_empty_list(standin, http):
    standin.pages["/archives/api/list/dev@a.example/emails/"] = b'{"count": 0, "results": []}'
    with pytest.raises(SourceError, match="holds no mail"):
        opened(standin, http)


@pytest.fixture(scope="module", params=["yes", "no"], ids=["export", "rest"])
def real(request):
    folder = os.environ.get("LISTMINER_HYPERKITTY")
    if not folder:
        lacking("LISTMINER_HYPERKITTY names no folder to install HyperKitty in")
    load = f"{LIST}={SAMPLE}"
    probe = "/archives/api/lists/"
    with running(
        "hyperkitty.sh", Path(folder), probe, load, wait_s=400, EXPORT=request.param
    ) as url:
        yield f"{url}/archives", request.param


@pytest.mark.server
@pytest.mark.slow
def test_the_real_one_gives_the_list(real, http):
    site, _export = real
    found = items(open_hyperkitty(read_spot(f"{site}/list/{LIST}/"), http))
    assert len(ids(found)) == len(found) == 29
    assert sum(bool(header(raw.data, "in-reply-to")) for raw in found) >= 20
    for raw in found:
        message_id = header(raw.data, "message-id").strip("<>")
        assert raw.url == f"{site}/list/{LIST}/message/{message_hash(message_id)}/"
    march = items(open_hyperkitty(read_spot(f"{site}/list/{LIST}/2016/3/"), http))
    april = items(open_hyperkitty(read_spot(f"{site}/list/{LIST}/2016/4/"), http))
    assert (len(march), len(april)) == (29, 0)


@pytest.mark.server
@pytest.mark.slow
def test_the_real_one_gives_a_thread(real, http):
    site, _export = real
    remote = open_hyperkitty(read_spot(f"{site}/list/{LIST}/thread/{HASH}/"), http)
    thread = ids(items(remote))
    assert len(thread) == 24
    at = message_hash(thread[-1].strip("<>"))
    remote = open_hyperkitty(read_spot(f"{site}/list/{LIST}/message/{at}/"), http)
    assert (f"<{remote.focus}>", sorted(ids(items(remote)))) == (thread[-1], sorted(thread))
