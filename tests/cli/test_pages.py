"""`report`, and the page of one debate, as a user asks for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.command import Terminal
from tests.store.mails import mail, mbox

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "sample-dev"
MONTH = SAMPLE / "2016-March.txt.gz"


@pytest.fixture
def filled(listminer):
    assert listminer("ingest", MONTH, "--list", "sample-dev").status == 0
    return listminer


def test_one_debate_becomes_one_page(listminer, tmp_path):
    page = tmp_path / "page.html"
    told = listminer(
        "summarize", MONTH, "--thread", "Third-party CI", "--format", "html", "-o", page
    )
    assert told.status == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_several_debates_are_no_page(listminer, tmp_path):
    told = listminer("summarize", MONTH, "--format", "html", "-o", tmp_path / "page.html")
    assert (told.status, told.out) == (2, "")
    assert "listminer report" in told.err
    assert not (tmp_path / "page.html").exists()


def test_the_demo_says_where_its_page_is(listminer):
    told = listminer("demo")
    assert told.status == 0
    page = Path(told.err.strip().rpartition(": ")[2])
    assert "Third-party CI" in page.read_text(encoding="utf-8")


def test_report_writes_a_site_and_says_where(filled, tmp_path):
    told = filled("report", "--list", "sample-dev", "-o", tmp_path / "site")
    assert told.status == 0
    index = tmp_path / "site" / "index.html"
    assert told.out.startswith(f"wrote {index}: 2 threads, 8 people, ")
    assert "<title>sample-dev</title>" in index.read_text(encoding="utf-8")
    assert filled("report", "-o", tmp_path / "site").status == 0  # again, over its own


def test_report_counts_threads_as_other_commands_do_and_takes_the_line_away(
    filled, tmp_path, monkeypatch
):
    monkeypatch.setattr("listminer.cli.counting._QUIET_S", -1.0)
    told = filled("report", "-o", tmp_path / "site", talks_to=Terminal)
    assert told.err.startswith("\rreading thread 1 of 2\r")
    assert told.err.endswith(" \r")


@pytest.mark.parametrize(("count", "title"), [(2, "list0, list1"), (4, "4 lists")])
def test_a_site_of_many_lists_says_how_many(listminer, tmp_path, count, title):
    mails = [mail(at, f"Topic {at}.", list_id=f"list{at}.example.org") for at in range(count)]
    (tmp_path / "all.mbox").write_bytes(mbox(mails))
    assert listminer("ingest", tmp_path / "all.mbox").status == 0
    assert listminer("report", "-o", tmp_path / "site").status == 0
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<h1 dir="auto">{title}</h1>' in page


def test_report_keeps_what_it_read_for_the_next_time(filled, tmp_path, monkeypatch):
    assert filled("report", "-o", tmp_path / "site").status == 0

    def no_reader(**_options):
        raise AssertionError("findings are read again")

    monkeypatch.setattr("listminer.extract.reading.load_reader", no_reader)
    assert filled("report", "-o", tmp_path / "site").status == 0


def test_report_is_the_same_with_any_number_of_processes(filled, tmp_path, monkeypatch):
    assert filled("report", "-o", tmp_path / "one").status == 0
    monkeypatch.setenv("LISTMINER_WORKERS", "2")
    monkeypatch.setenv("LISTMINER_SPREAD_FROM_BYTES", "0")
    assert filled("report", "-o", tmp_path / "two").status == 0
    pages = sorted(path.relative_to(tmp_path / "one") for path in tmp_path.glob("one/**/*.html"))
    assert len(pages) > 10
    for page in pages:
        assert (tmp_path / "one" / page).read_bytes() == (tmp_path / "two" / page).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2017"), "no thread of this list and period"),
        (("--list", "nonsense"), "nonsense"),
        (("--since", "tomorrow"), "tomorrow"),
    ],
)
def test_report_says_what_a_user_can_mend(filled, tmp_path, words, said):
    told = filled("report", *words, "-o", tmp_path / "site")
    assert (told.status, told.out) == (2, "")
    assert said in told.err
    assert not (tmp_path / "site" / "index.html").exists()


def test_report_makes_no_store(listminer, tmp_path):
    told = listminer("report", "-o", tmp_path / "site")
    assert told.status == 2
    assert "listminer ingest" in told.err
    assert not listminer.store.exists()


def test_report_does_not_write_over_the_site_of_others(filled, tmp_path):
    index = tmp_path / "index.html"
    index.write_text("<title>mine</title>", encoding="utf-8")
    told = filled("report", "-o", tmp_path)
    assert told.status == 2
    assert "listminer did not write it" in told.err
    assert index.read_text(encoding="utf-8") == "<title>mine</title>"


def test_a_digest_becomes_a_page_in_which_each_point_leads_to_its_words(filled, tmp_path):
    page = tmp_path / "digest.html"
    told = filled("digest", "--list", "sample-dev", "--format", "html", "-o", page)
    assert told.status == 0
    text = page.read_text(encoding="utf-8")
    led_to = set(re.findall(r'href="#(s\d+)"', text))
    assert led_to
    assert led_to == set(re.findall(r'<li id="(s\d+)">', text))
    assert "<script" not in text
