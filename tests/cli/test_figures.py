"""`stats`, `plot`, `graph`, as a user meets them."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

from listminer import read
from tests.labelled import DATA, MONTH
from tests.store.mails import mail, mbox

ARTICLE = DATA / "sample" / "sample-dev" / "2016-March" / "004212.html"


@pytest.fixture
def sample(listminer):
    """Return the command line with the sample in its store."""
    listminer("ingest", MONTH)
    return listminer


def test_a_list_in_numbers(sample):
    lines = sample("stats", "--list", "sample-dev").out.splitlines()
    assert lines[:4] == [
        "29 messages · 2 threads · 8 people · 7 to 11 Mar 2016",
        "unanswered      0% of the threads",
        "response time   4.9 h (median), 27 replies",
        "wrote once      0% of the people",
    ]
    assert "      26  89.7%  kestrel" in lines


def test_a_list_in_numbers_tells_subjects_without_its_own_tag(sample):
    lines = sample("stats").out.splitlines()
    assert "      26  89.7%  [kestrel] Third-party CI: let the results vote" in lines


def test_a_long_sleep_is_one_row_in_a_terminal_and_whole_in_a_file(listminer, tmp_path):
    mails = (
        f"From a@x.org Mon Jan  4 10:00:00 2016\nFrom: Ada <a@x.org>\nMessage-ID: <{n}@x.org>\n"
        f"Date: {day} +0000\nSubject: {n}\n\nHi.\n\n"
        for n, day in enumerate(("4 Jan 2016 10:00:00", "4 Feb 2017 10:00:00"))
    )
    (tmp_path / "sleepy.mbox").write_text("".join(mails))
    listminer("ingest", tmp_path / "sleepy.mbox")
    table = listminer("stats").out.split("\n\n")[1].splitlines()
    assert [row.split()[:3] for row in table] == [
        ["month", "messages", "threads"],
        ["2016-01", "1", "1"],
        ["12", "months", "0"],
        ["2017-02", "1", "1"],
    ]
    assert len(listminer("stats", "--format", "csv").out.splitlines()) == 1 + 14


def test_numbers_for_machines(sample):
    told = sample("stats", "--format", "json").json
    assert (told["messages"], told["first"][:10], told["months"][0]["newcomers"]) == (
        29,
        "2016-03-07",
        8,
    )
    (month,) = csv.DictReader(io.StringIO(sample("stats", "--format", "csv").out))
    assert (month["month"], month["messages"]) == ("2016-03", "29")


def test_numbers_of_two_days_are_of_the_mail_of_two_days(sample):
    told = sample("stats", "--since", "2016-03-10", "--until", "2016-03-11").out.splitlines()
    assert told[0] == "8 messages · 1 thread · 5 people · 10 to 11 Mar 2016"
    assert told[6].split()[:3] == ["2016-03", "8", "0"]  # the thread began before


@pytest.mark.parametrize(("list_", "expected"), [("dev", 2), ("OPS", 1), (None, 3)])
def test_of_a_thread_on_two_lists_each_counts_the_mails_that_it_got(
    listminer, tmp_path, list_, expected
):
    lists = ("dev.x.org", "dev.x.org", "ops.x.org")
    mails = [mail(at, "Hi.", to=at - 1 if at else None, list_id=to) for at, to in enumerate(lists)]
    (tmp_path / "one.mbox").write_bytes(mbox(mails))
    listminer("ingest", tmp_path / "one.mbox")
    asked = ["--list", list_] if list_ else []
    told = listminer("stats", *asked, "--format", "json").json
    assert (told["messages"], told["people"], told["threads"]) == (expected, expected, 1)


def test_mail_in_no_month_is_told_in_each_form(listminer, tmp_path):
    for number, date in enumerate(("4 Jan 2016 10:00:00 +0000", "in the morning")):
        (tmp_path / f"{number}.eml").write_text(
            f"From: Ada <a@x.org>\nMessage-ID: <{number}@x.org>\nDate: {date}\n\nHi.\n"
        )
    listminer("ingest", tmp_path / "0.eml", tmp_path / "1.eml")
    told = "note: messages without a readable date, which are in no month: 1 of 2; "
    assert told in listminer("stats").out
    assert listminer("stats", "--format", "json").json["undated"] == 1
    assert listminer("stats", "--format", "csv").err.startswith(told)


def test_no_picture_of_nothing(sample, tmp_path):
    ran = sample("plot", "activity", "--since", "2020", "-o", tmp_path / "x.png")
    assert ran.status == 2
    assert "nothing to draw" in ran.err
    assert not (tmp_path / "x.png").exists()


def test_no_numbers_of_nothing(sample):
    ran = sample("stats", "--since", "2020")
    assert ran.out == ""
    assert ran.err.startswith("no message in this list and period")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (("positions", "1", "-o", "x.png"), b"\x89PNG"),
        (("thread", ARTICLE, "-o", "x.svg"), b"<?xml"),
        (("response_times", "--list", "sample-dev", "-o", "x.pdf"), b"%PDF"),
    ],
)
def test_a_picture_is_a_file(sample, tmp_path, monkeypatch, words, start):
    monkeypatch.chdir(tmp_path)
    ran = sample("plot", *words)
    assert (ran.status, ran.err) == (0, f"wrote {words[-1]}\n")
    assert (tmp_path / words[-1]).read_bytes().startswith(start)


@pytest.mark.parametrize("kind", ["replies", "sentences", "stances", "people"])
def test_a_graph_opens_again_with_equal_nodes_and_edges(sample, tmp_path, kind):
    debates = read(MONTH)
    graph = debates.only(1).people_graph() if kind == "people" else debates[0].graph(kind)
    for ending, opened in (
        ("graphml", nx.read_graphml),
        ("gexf", nx.read_gexf),
        ("json", lambda path: nx.node_link_graph(json.loads(path.read_text()), edges="edges")),
    ):
        path = tmp_path / f"x.{ending}"
        assert sample("graph", kind, "--thread", "1", "-o", path).status == 0
        again = opened(path)
        assert set(again.nodes) == set(graph.nodes)
        assert {frozenset(each) for each in again.edges} == {
            frozenset(each) for each in graph.edges
        }
        assert len(again.edges) == len(graph.edges) > 10


def test_a_graph_is_printed_where_no_file_is_named(sample):
    assert sample("graph", "people").out.startswith("<graphml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("plot", "postions", "1", "-o", "x.png"), "did you mean 'positions'?"),
        (("plot", "thread", "-o", "x.png"), "thread shows one debate, 2 are meant"),
        (("plot", "thread", "1", "--thread", "7", "-o", "x.png"), "name one debate"),
        (("plot", "thread", "1", "-o", "x.gif"), "x.gif: cannot draw .gif"),
        (("plot", "thread", "1", "--list", "dev", "-o", "x.png"), "not both"),
        (("plot", "activity", "--list", "smple-dev", "-o", "x.png"), "sample-dev"),
        (("graph", "reply", "1"), "did you mean 'replies'?"),
        (("graph", "people", "-o", "x.xml"), "no graph can be written as xml"),
        (("graph", "replies", "weather"), "no thread is meant by 'weather'"),
    ],
)
def test_a_slip_is_told(sample, words, told):
    ran = sample(*words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
