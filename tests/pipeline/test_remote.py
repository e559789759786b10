"""The one door: what a source is, what it gives, and parts that a list cut out."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from listminer.errors import SourceError, UserError
from listminer.pipeline import Access, ingest_sources, read_remote
from listminer.pipeline.remote import kind_of
from listminer.settings import Settings
from listminer.store import Store
from tests.servers.local import LocalServer, status
from tests.store.mails import debate, mail, mbox

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture
def settings(tmp_path):
    return Settings(
        store=tmp_path / "s.db", cache=tmp_path / "c", host_delay_s=0, tries=1, workers=1
    )


@pytest.fixture
def replica(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "www" / "pipermail")
    with LocalServer(tmp_path / "www") as server:
        yield server


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://lists.example.org/pipermail/dev/", "remote"),
        ("HTTPS://lists.example.org/dev/", "remote"),
        ("dev@lists.example.org", "remote"),
        ("a+b@localhost", "message"),
        ("<a@b>", "message"),
        ("dev.mbox", "path"),
        ("-", "path"),
        ("there@lists.example.org", "path"),
        ("0.git", "clone"),
    ],
)
def test_what_a_source_is(tmp_path, monkeypatch, source, expected):
    monkeypatch.chdir(tmp_path)
    Path("there@lists.example.org").touch()
    (tmp_path / "0.git" / "objects").mkdir(parents=True)
    (tmp_path / "0.git" / "HEAD").touch()
    assert kind_of(source, server="https://lore.example.org/dev/") == expected


@pytest.mark.parametrize("source", ["<a@example.org>", "ftp://example.org/x", "file:///etc/hosts"])
def test_what_cannot_be_meant_is_told_before_anything_is_read(source):
    with pytest.raises(UserError):
        kind_of(source)


def test_an_article_is_read_with_its_months_and_named(replica, settings):
    url = f"{replica.url}/pipermail/sample-dev/2016-March/004212.html"
    store, report, focus = read_remote(url, settings)
    with store:
        assert (report.total.stored, focus) == (29, "20160307160522.GB2934@rack.example.org")
        assert store.message(focus).url == url
        assert len(store.thread(focus).nodes) == 26
    assert not settings.store.exists()


def test_a_month_names_no_message(replica, settings):
    store, _, focus = read_remote(f"{replica.url}/pipermail/sample-dev/2016-March/", settings)
    store.close()
    assert focus is None


def test_a_path_goes_through_the_same_door(tmp_path, settings):
    path = tmp_path / "dev.mbox"
    path.write_bytes(mbox(debate(0, 6, "Nightly builds")))
    store, report, focus = read_remote(path, settings, list_name="gate")
    with store:
        assert (report.total.stored, focus) == (6, None)
        assert [each.name for each in store.lists()] == ["gate"]


def test_a_server_that_is_gone_is_the_users_to_mend(settings):
    with pytest.raises(SourceError, match="listminer doctor"):
        read_remote("http://127.0.0.1:9/pipermail/dev/", settings)


def test_the_name_that_the_user_gives_goes_before_the_servers(replica, settings):
    with Store.open(settings.store) as store:
        url = f"{replica.url}/pipermail/sample-dev/"
        ingest_sources(store, [url], settings, list_name="debate")
        assert [each.name for each in store.lists()] == ["debate"]
        assert store.followed()[0].list_name == "debate"


def cut_mail(note: str) -> bytes:
    body = f"-------------- next part --------------\n{note}\n"
    return b"From ada at example.org  Sun Mar  1 09:00:00 2020\n" + mail(0, body) + b"\n"


@pytest.fixture
def cut(replica):
    """Serve a list of one mail whose only part was HTML, and was cut out."""
    base = "/pipermail/dev"
    where = "attachments/20200301/2e878c20/attachment.html"
    note = (
        f"An HTML attachment was scrubbed...\nURL: <http://lists.example.org/pipermail/dev/{where}>"
    )
    replica.pages[f"{base}/"] = (
        b'<a href="2020-March.txt.gz">x</a> <a href="2020-March/thread.html">'
    )
    replica.pages[f"{base}/2020-March.txt.gz"] = gzip.compress(cut_mail(note))
    replica.pages[f"{base}/{where}"] = b"<html><body><p>Let us <b>publish</b> it.</p></body></html>"
    return replica


def only_text(settings, server, **access):
    with Store.open(settings.store) as store:
        url = f"{server.url}/pipermail/dev/"
        report = ingest_sources(store, [url], settings, access=Access(**access))
        (message,) = store.messages()
        return message.text, [each.message for each in report.total.problems]


def test_a_part_that_was_cut_out_is_put_back(cut, settings):
    assert only_text(settings, cut, attachments=True) == ("Let us publish it.\n\n", [])


def test_a_part_stays_out_unless_asked_for(cut, settings):
    text, _ = only_text(settings, cut)
    assert "An HTML attachment was scrubbed" in text
    assert not any("attachments" in path for path in cut.paths())


def test_a_part_that_the_list_escaped_is_read_too(cut, settings):
    page = b"<tt>\n&lt;html&gt;&lt;p&gt;Let&nbsp;us&lt;/p&gt;&lt;/html&gt;<br>\n</tt>"
    cut.pages["/pipermail/dev/attachments/20200301/2e878c20/attachment.html"] = page
    assert only_text(settings, cut, attachments=True)[0] == "Let us\n\n"


def test_a_part_that_is_gone_is_a_problem(cut, settings):
    del cut.pages["/pipermail/dev/attachments/20200301/2e878c20/attachment.html"]
    text, problems = only_text(settings, cut, attachments=True)
    assert ("An HTML attachment was scrubbed" in text, problems) == (True, ["HTTP 404"])


def notes(*numbers: int) -> str:
    where = "http://lists.example.org/pipermail/dev/attachments/20200301/{}/attachment.html"
    rule = "-------------- next part --------------\n"
    told = (f"An HTML attachment was scrubbed...\nURL: <{where.format(n)}>" for n in numbers)
    return f"\n{rule}".join(told)


@pytest.mark.parametrize(
    ("bound", "asked", "told"),
    [
        ({"parts_per_mail": 2}, 3, "3 parts were left out"),
        ({"parts_per_file": 3}, 3, "3 parts were left out"),
        ({"parts_bytes": 60}, 6, "4 parts were left out"),
        ({}, 6, None),
    ],
)
def test_parts_without_end_are_not_fetched_and_that_is_told(cut, settings, bound, asked, told):
    one, other = (cut_mail(notes(*some)) for some in ((1, 2, 3, 4, 5), (6,)))
    month = one + other.replace(b"Message-ID: <m0", b"Message-ID: <m1")
    cut.pages["/pipermail/dev/2020-March.txt.gz"] = gzip.compress(month)
    for number in range(1, 7):
        page = f"<html><p>word{number}</p></html>"  # 30 letters
        where = f"/pipermail/dev/attachments/20200301/{number}/attachment.html"
        cut.pages[where] = page.encode()
    with Store.open(settings.store) as store:
        url, bounded = f"{cut.url}/pipermail/dev/", replace(settings, **bound)
        report = ingest_sources(store, [url], bounded, access=Access(attachments=True))
        assert store.count() == 2
    problems = [each.message for each in report.total.problems]
    assert sum("/attachments/" in path for path in cut.paths()) == asked
    assert [each.split(" of those")[0] for each in problems] == ([told] if told else [])


def test_what_the_mail_says_already_is_not_said_twice(replica, settings):
    with Store.open(settings.store) as store:
        url = f"{replica.url}/pipermail/sample-dev/"
        ingest_sources(store, [url], settings, access=Access(attachments=True))
        assert [each.text.count("Most of the 49") for each in store.messages()].count(2) == 0
    assert any("attachments/20160309" in path for path in replica.paths())


def test_a_note_leads_nowhere_but_below_its_own_archive(replica, settings):
    elsewhere = "http://127.0.0.1:9/secret/attachments/20200301/aa/attachment.html"
    replica.pages["/pipermail/dev/"] = (
        b'<a href="2020-March.txt.gz">x</a> <a href="2020-March/thread.html">'
    )
    month = cut_mail(f"An HTML attachment was scrubbed...\nURL: <{elsewhere}>")
    replica.pages["/pipermail/dev/2020-March.txt.gz"] = gzip.compress(month)
    only_text(settings, replica, attachments=True)
    assert "/pipermail/dev/attachments/20200301/aa/attachment.html" in replica.paths()


def test_the_store_is_free_while_a_server_is_waited_for(replica, settings):
    """Another process may write between two months, and while pages are fetched."""
    index = replica.folder / "pipermail" / "sample-dev" / "index.html"
    text = index.read_text()
    index.write_text(text + text.replace("2016-March", "2016-April"))
    free = []

    def note(handler):
        with Store.open(settings.store, busy_timeout_s=0) as other, other.transaction():
            free.append(handler.path)
        status(404)(handler)

    replica.pages["/pipermail/sample-dev/2016-April.txt.gz"] = note
    replica.pages["/pipermail/sample-dev/2016-March.txt.gz"] = status(404)
    replica.pages["/pipermail/sample-dev/2016-March.txt"] = status(404)
    replica.pages["/pipermail/sample-dev/2016-March/004238.html"] = note
    slow = replace(settings, host_delay_s=0.001)
    with Store.open(settings.store) as store:
        ingest_sources(store, [f"{replica.url}/pipermail/sample-dev/"], slow)
        assert store.count() == 28
    assert [path.rpartition("/")[2] for path in free] == ["004238.html", "2016-April.txt.gz"]
