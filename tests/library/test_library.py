"""What a notebook has: a store, debates, their frames, pictures and graphs."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import matplotlib.pyplot as plt
import pytest

import listminer
from listminer.errors import LookupFailed, SourceError, StoreError, UserError
from listminer.library import frames, pictures
from listminer.library.pseudonyms import Salt
from tests.labelled import MONTH
from tests.readme import ROOT
from tests.store.mails import mail

NOT_YET = ("spacy", "pandas", "matplotlib", "networkx", "sqlite3", "jinja2", "click")


def loaded(code: str) -> set[str]:
    """Return which heavy packages a fresh Python has loaded after *code*."""
    told = f"{code}\nimport sys\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(ran.stdout.split()) & set(NOT_YET)


def test_importing_loads_nothing_heavy():
    assert loaded("import listminer") == set()


def test_reading_a_debate_loads_no_frames_and_no_figures():
    code = f"import listminer\nlistminer.read({str(MONTH)!r})[0].proposals"
    assert loaded(code) - {"sqlite3", "click"} == set()


def test_every_public_name_is_there():
    assert all(getattr(listminer, name) is not None for name in listminer.__all__)
    assert set(listminer.__all__) <= set(dir(listminer))
    with pytest.raises(AttributeError, match="opne"):
        _ = listminer.opne


def test_doctor_tells_what_is_missing_and_makes_no_store(tmp_path):
    path = tmp_path / "none.db"
    settings = listminer.Settings(store=path)
    states = {each.what: each.state for each in listminer.doctor(settings=settings)}
    assert states["program"] == "sound"
    assert {"store", "cache", "network"} <= set(states)
    assert repr(listminer.doctor(settings=settings)).startswith("sound    program  listminer ")
    assert not path.exists()


# debates


def test_a_source_is_read_without_a_store(debates):
    assert [(each.subject, len(each.messages)) for each in debates] == [
        ("[kestrel] Third-party CI: let the results vote", 26),
        ("[release] kestrel 4.0.0b3 is out", 3),
    ]
    assert debates.problems == ()


def test_a_slice_of_debates_is_debates(debates):
    assert [each.number for each in debates[1:]] == [debates[1].number]
    assert debates[-1].root == debates[1].root
    with pytest.raises(IndexError):
        _ = debates[2]


def test_debates_are_equal_by_store_and_thread(debates, store):
    first, second = debates
    assert first == debates[0]
    assert first in debates
    assert first in debates[:1]
    assert first not in debates[1:]
    assert [debates.index(each) for each in (first, second)] == [0, 1]
    assert {first, debates[0], second} == set(debates)
    assert store.discussion(first.number) == store.threads()[0] != first
    assert first != first.number


def test_a_debate_under_pseudonyms_is_another(debates):
    masked = debates.pseudonymised(Salt(secret=b"a secret of sixteen bytes"))
    assert masked[0] == masked[0]
    assert masked[0] not in debates


def test_a_source_without_mail_is_told(tmp_path):
    with pytest.raises(SourceError):
        listminer.read(tmp_path)


def test_what_was_rejected_is_told(tmp_path):
    (tmp_path / "x.mbox").write_bytes(
        b"no mail\n\nFrom a@b.c Tue Mar  8 09:00:00 2016\n" + mail(1, "")
    )
    assert len(listminer.read(tmp_path / "x.mbox").problems) == 1


@pytest.mark.parametrize("kind", ["proposals", "positions", "actions", "questions", "decisions"])
def test_every_finding_gives_the_words_it_rests_on(debates, kind):
    texts = {each.message_id: each.text for each in debates[0].messages}
    found = getattr(debates[0], kind)
    assert len(found) == len(getattr(debates[0].findings, kind)) > 0
    for finding in found:
        spans = finding.evidence
        assert debates[0].words(finding) == tuple(
            texts[span.message_id][span.start : span.end] for span in spans
        )


def test_a_readings_row_is_said_by_who_wrote_the_words(debates):
    senders = {each.message_id: each.sender.display for each in debates[0].messages}
    rows = debates[0].positions.rows
    assert rows
    assert all(senders[row.message_id] == row.person for row in rows)


@pytest.mark.parametrize("kind", ["proposals", "positions", "actions", "questions", "decisions"])
def test_a_frame_has_the_words_that_a_list_of_findings_shows(debates, kind):
    frame = debates[0].frame(kind)
    framed = set(zip(frame["message_id"], frame["start"], frame["end"], strict=True))
    rows = getattr(debates[0], kind).rows
    assert {(row.message_id, row.start, row.end) for row in rows} == framed


def test_a_debate_shows_itself(debates):
    debate = debates[0]
    assert repr(debate) == (
        "<Debate 1: [kestrel] Third-party CI: let the results vote, 26 messages>"
    )
    assert str(debate) == debate.text()
    assert "WHO STANDS WHERE" in str(debate)
    assert "Tomás Arriaga" in repr(debate.proposals)
    assert debate.summarize(40).sentences != debate.summary.sentences


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_form_of_ours_is_rendered_by_its_name_too(debates, form):
    assert debates[0].render(form, words=80) == getattr(debates[0], form)(words=80)


@pytest.mark.parametrize("ask", ["message", "raw"])
def test_a_number_is_told_to_be_no_message(store, ask):
    with pytest.raises(LookupFailed, match=r"the thread of this number: discussion\(7\)"):
        getattr(store, ask)(7)


def test_a_debate_in_other_forms(debates):
    assert debates[1].html().startswith("<!doctype html>")
    assert debates[1].markdown().startswith("# ")
    assert '"schema": "listminer/discussion/1"' in debates[1].json()


# frames, pictures, graphs


@pytest.mark.parametrize("table", frames.TABLES)
def test_each_frame_is_the_same_from_a_store_and_from_mail(debates, store, table):
    ours, theirs = store.frame(table), debates.frame(table)
    assert list(ours) == list(theirs)
    assert ours.drop(columns="url", errors="ignore").equals(
        theirs.drop(columns="url", errors="ignore")
    )


def test_columns_are_chosen_by_name(debates):
    assert list(debates.frame("acts", ["person", "kind"])) == ["person", "kind"]
    assert list(debates[0].frame("stats", ["month"])) == ["month"]


@pytest.mark.parametrize("kind", pictures.PICTURES)
def test_each_picture_is_drawn_of_a_debate(debates, kind):
    ax = debates[0].plot(kind)
    assert ax.get_title(loc="left")
    plt.close(ax.figure)


@pytest.mark.parametrize("kind", pictures.OF_MANY)
def test_each_picture_of_a_list_is_drawn_where_it_is_told(store, kind):
    _, ax = plt.subplots()
    assert store.plot(kind, list="sample-dev", ax=ax) is ax
    plt.close(ax.figure)


@pytest.mark.parametrize("kind", pictures.GRAPHS)
def test_each_graph_has_nodes_and_edges(debates, kind):
    graph = debates[0].graph(kind)
    assert graph.number_of_nodes() > 0
    assert graph.number_of_edges() > 0


def test_the_sentence_graph_has_every_authored_sentence(debates):
    graph = debates[0].sentence_graph()
    acts = {(each.span.message_id, each.span.start) for each in debates[0].acts}
    nodes = {(each["message_id"], each["start"]) for _, each in graph.nodes(data=True)}
    assert acts <= nodes
    assert len(nodes) > len(acts)


def test_sides_sign_the_ties_between_people(store):
    plain = store.people_graph()
    signed = store.people_graph(sides=True)
    assert set(plain.edges) <= set(signed.edges)
    assert all(edge["sign"] == 0 for _, _, edge in plain.edges(data=True))
    assert any(edge["sign"] for _, _, edge in signed.edges(data=True))


def test_one_person_has_one_name(tmp_path):
    (tmp_path / "1.eml").write_bytes(mail(0, "One."))
    (tmp_path / "2.eml").write_bytes(mail(1, "Two."))
    told = tmp_path / "people.toml"
    told.write_text('"Countess" = ["Ada Lovelace", "grace@example.org"]\n')
    debates = listminer.read(tmp_path, aliases=told)
    assert list(debates.frame("people")["person"]) == ["Countess"]


# a store


def test_a_store_is_made_filled_and_found_again(tmp_path):
    path = tmp_path / "lists.db"
    with listminer.open(path) as store:
        assert store.ingest(MONTH).total.stored == 29
        assert [each.name for each in store.lists()] == ["sample-dev"]
    with listminer.open(path, readonly=True) as store:
        assert len(store.threads(list="sample-dev")) == 2
        assert len(store.discussion("Third-party CI").proposals) > 0


def test_a_hit_is_called_what_all_frames_call_its_sender(tmp_path):
    short = mail(4, "Two.").replace(b"From: Ada Lovelace <", b"From: ada <")
    (tmp_path / "1.eml").write_bytes(mail(0, "One."))
    (tmp_path / "2.eml").write_bytes(short)
    with listminer.open(tmp_path / "x.db") as store:
        store.ingest(tmp_path / "1.eml", tmp_path / "2.eml")
        (hit,) = store.search("two")
        assert (hit.sender.name, hit.sender.display) == ("ada", "Ada Lovelace")


def test_a_file_that_is_no_store_is_told(tmp_path):
    (tmp_path / "x.db").write_text("not a store, " * 1000)
    with pytest.raises(StoreError):
        listminer.open(tmp_path / "x.db")


def test_new_mail_brings_new_people(tmp_path):
    store = listminer.open(tmp_path / "lists.db")
    (tmp_path / "1.eml").write_bytes(mail(0, "One."))
    (tmp_path / "2.eml").write_bytes(mail(1, "Two."))
    store.ingest(tmp_path / "1.eml")
    assert list(store.frame("people")["person"]) == ["Ada Lovelace"]
    store.ingest(tmp_path / "2.eml")
    assert sorted(store.frame("people")["person"]) == ["Ada Lovelace", "Grace Hopper"]


def test_threads_are_chosen_by_what_stands_in_them(store):
    assert [each.number for each in store.threads(contested=True)] == [1]
    assert [each.number for each in store.threads(contested=False)] == [7]
    assert [each.number for each in store.threads(status="accepted")] == [1]
    assert len(store.threads(limit=1)) == 1
    assert len(store.threads(until="2015")) == 0


def test_findings_across_threads_are_filtered(store):
    rows = store.findings("actions", person="yuki", status="done")
    assert {(row.person, row.status) for row in rows} == {("Yuki Tanabe", "done")}
    assert store.findings("actions", thread=7) == store.findings("actions", thread="kestrel 4.0")
    assert [len(store.findings("actions", limit=most)) for most in (0, 2)] == [0, 2]


def test_the_same_answers_as_the_command_line(store):
    assert store.digest(since="2016-03").messages == 29
    (hit,) = store.search("rootwrap")
    assert (hit.number, hit.thread) == (7, "87d3mqbgle.fsf@leila.example.org")
    assert store.stats().months[0].newcomers == 8
    assert sum(1 for _ in store.messages(list="sample-dev")) == 29
    assert store.problems() == ()


def test_months_of_the_numbers_are_those_asked_for(store):
    assert [each.month for each in store.stats(since="2016-03", until="2016-03").months] == [
        "2016-03"
    ]
    assert store.stats(since="2017").months == ()


def test_the_numbers_of_a_period_are_those_of_its_messages(store):
    period = {"since": "2016-03-10", "until": "2016-03-11"}
    sent = list(store.messages(**period))
    found = store.stats(**period)
    assert (found.messages, found.people) == (len(sent), len({m.sender.display for m in sent}))
    assert store.digest(**period).messages == found.messages < 29
    said = store.plot("activity", **period).get_title(loc="left")
    assert said.startswith(f"Activity: {found.messages} messages by {found.people} people")
    waits = store.plot("response-times", **period).get_title(loc="left")
    assert waits == f"Response time: {found.replies} replies"


def test_who_is_new_is_told_by_the_whole_store(tmp_path):
    """Ada wrote first in March, to another list, Grace in April."""
    build, dev = "build.lists.example.org", "dev.lists.example.org"
    ada = mail(0, "Hi.", subject="one", list_id=build)
    again = mail(4, "Hi.", subject="two", list_id=dev).replace(b"01 Mar", b"01 Apr")
    grace = mail(1, "Hi.", subject="three", list_id=dev).replace(b"01 Mar", b"01 Apr")
    for number, raw in enumerate((ada, again, grace)):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    with listminer.open(tmp_path / "lists.db") as store:
        store.ingest(tmp_path)

        def new(found):
            return [(each.people, each.newcomers) for each in found.stats().months]

        assert new(store.threads()) == [(1, 1), (2, 1)]
        april = store.threads(since="2020-04", until="2020-04")
        assert new(april) == [(2, 1)]
        _, below = april.plot("activity").figure.axes
        assert sum(bar.get_height() for bar in below.patches) == 1
        assert sum(each.frame("stats")["newcomers"].sum() for each in april) == 1
        assert new(store.threads(list="dev", since="2020-04")) == [(2, 2)]  # new to the list


def test_a_site_is_written(store, tmp_path):
    assert store.write_site(tmp_path / "site").threads == 2


def test_a_debate_and_its_list_count_the_same_people_and_hours(tmp_path):
    first, early, late = mail(0, "Hi."), mail(1, "So?", to=0), mail(2, "Yes.", to=0)
    spelled = mail(4, "Hi again.", to=2).replace(b"Ada Lovelace", b"A. Lovelace")
    before = early.replace(b"01 Mar 2020 10:00", b"01 Mar 2020 08:00")
    for number, raw in enumerate((first, before, late, spelled)):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    debates = listminer.read(tmp_path)
    one, all_ = debates[0].measures(), debates.stats()
    assert (one.messages, one.people, one.median_reply_h) == (4, 3, 2.0)
    assert (all_.messages, all_.people, all_.median_reply_h) == (4, 3, 2.0)


# slips


@pytest.mark.parametrize(
    ("call", "found", "near"),
    [
        (lambda s: s.threads(list="sample-dve"), "no list named 'sample-dve'", "sample-dev"),
        (lambda s: s.discussion("weather"), "no thread is meant by 'weather'", "listminer threads"),
        (lambda s: s.frame("act"), "no frame named 'act'", "acts"),
        (lambda s: s.frame("acts", ["kid"]), "no column of acts named 'kid'", "kind"),
        (lambda s: s.discussion(1).plot("postions"), "no picture named 'postions'", "positions"),
        (lambda s: s.plot("thread"), "no picture of many debates named 'thread'", "activity"),
        (lambda s: s.discussion(1).graph("reply"), "no graph named 'reply'", "replies"),
        (lambda s: s.findings("acton"), "no kind of finding named 'acton'", "actions"),
        (lambda s: s.threads(status="opn"), "no status named 'opn'", "open"),
        (lambda s: s.threads().lines("mesages"), "no table named 'mesages'", "messages"),
        (lambda s: s.threads().people_by_period("day"), "no period named 'day'", "month"),
        (lambda s: s.frame(None), "no frame named None", "acts"),
        (lambda s: s.frame("acts", [5]), "no column of acts named 5", "kind"),
        (lambda s: s.frame("acts", "kind"), "no list of columns: 'kind'", "['kind']"),
        (lambda s: s.discussion(1).frame("acts", 5), "no list of columns: 5", "[5]"),
        (lambda s: s.discussion(1).rows("acts"), "no kind of finding named 'acts'", "actions"),
    ],
)
def test_what_is_not_there_names_the_nearest(store, call, found, near):
    with pytest.raises(LookupFailed) as told:
        call(store)
    assert told.value.found == found
    assert near in " ".join(told.value.hints)


@pytest.mark.parametrize("table", frames.TABLES)
def test_an_empty_selection_is_an_empty_frame_with_its_columns(store, table):
    empty = store.threads(until="2015").frame(table)
    assert len(empty) == 0
    assert list(empty) == list(store.frame(table))


@pytest.mark.parametrize("kind", pictures.OF_MANY)
def test_an_empty_selection_is_a_picture_that_says_so(store, kind):
    ax = store.plot(kind, until="2015")
    assert [each.get_text()[:3] for each in ax.texts] == ["no "]
    plt.close(ax.figure)


def test_an_empty_selection_shows_itself(store):
    empty = store.threads(until="2015")
    assert repr(empty) == "no thread"
    assert "no thread" in empty._repr_html_()
    assert empty.stats().messages == 0
    assert len(empty.people_graph()) == 0


# what cannot be


@pytest.mark.parametrize("source", [[MONTH], None, b"From x"])
def test_what_cannot_be_ingested_is_told(store, source):
    with pytest.raises(
        SourceError, match=r"no source of mail: .*\n.*paths or URLs, each by itself"
    ):
        store.ingest(source)


@pytest.mark.parametrize("source", [None, 42, b"From x"])
def test_what_is_no_source_is_told(source):
    with pytest.raises(SourceError, match=r"no source of mail: .*\n.*a path, a URL, or a mailbox"):
        listminer.read(source)


def test_a_store_that_was_closed_is_told(tmp_path):
    store = listminer.open(tmp_path / "lists.db")
    store.close()
    with pytest.raises(StoreError, match=r"lists\.db: is closed"):
        store.threads()


@pytest.mark.parametrize(
    "use",
    [
        lambda store, _: store.threads(),
        lambda store, _: store.close(),
        lambda _, debates: debates[0].facts,
        lambda _, debates: debates.frame("people"),
    ],
)
def test_a_store_in_another_thread_is_told(tmp_path, use):
    with listminer.open(tmp_path / "lists.db") as store, ThreadPoolExecutor(1) as other:
        store.ingest(MONTH)
        found = r"only in the thread that opened it\n  open it in each .*open\('.*lists\.db'\)"
        with pytest.raises(StoreError, match=found):
            other.submit(use, store, store.threads()).result()


@pytest.mark.parametrize("copied", [pickle.dumps, copy.deepcopy])
def test_a_copy_of_an_open_store_is_told(store, debates, copied):
    for each in (store, store.threads(), store.discussion(1)):
        with pytest.raises(StoreError, match=r"cannot be copied .*\n  open it in each thread"):
            copied(each)
    with pytest.raises(StoreError, match=r":memory:.*\n  read the source in each thread"):
        copied(debates)


@pytest.mark.parametrize("limit", [-1, "2", 1.5])
def test_what_is_no_limit_is_told(store, limit):
    for use in (store.threads, lambda limit: store.search("the", limit=limit)):
        with pytest.raises(UserError, match=r"no limit: .*\n  expected a whole number, 0 or more"):
            use(limit=limit)


def test_every_error_of_the_user_is_named_by_the_page_and_exported():
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8").partition("## Errors")[2]
    named = set(re.findall(r"`(?:listminer\.)?(\w*(?:Error|Failed))`", page))
    # not those that say more of one of these
    tree = {
        each.__name__
        for each in UserError.__subclasses__()
        if each.__module__ == "listminer.errors"
    }
    assert named == {"UserError", *tree}
    assert named <= set(listminer.__all__)


def test_the_rooms_that_the_docs_name_are_there_without_a_second_import():
    assert listminer.cluster.mine.__name__ == "mine"
    assert "cluster" in dir(listminer)
