"""Looking around in a store by the command line: lists, threads, mails, words, data files."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from listminer.store import COLUMNS
from tests.store.mails import debate, mail, mbox

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
MONTH = SAMPLE / "sample-dev" / "2016-March.txt.gz"
THIRD_PARTY = "CA+VGolGCPKdwmCNw7lmitBsgXM@mail.example.org"


@pytest.fixture
def sample(listminer):
    """Return the command line with the sample debate in its store."""
    listminer("ingest", MONTH)
    return listminer


@pytest.fixture
def two_lists(listminer, tmp_path):
    source = tmp_path / "two.mbox"
    others = [
        each.replace(b"dev.lists", b"ops.lists") for each in debate(1000, 3, "[ops] Disk quota")
    ]
    source.write_bytes(mbox(debate(0, 6, "[dev] Nightly builds") + others))
    listminer("ingest", source)
    return listminer


# lists and threads


def test_each_list_tells_where_its_mail_came_from(sample):
    head, row = sample("lists").out.splitlines()
    assert head.split() == ["list", "messages", "threads", "first", "last", "from"]
    assert row.split() == [
        *("sample-dev", "29", "2", "2016-03-07", "2016-03-11", "pipermail", str(MONTH))
    ]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["mail/a.mbox"], "mail/a.mbox"),
        (["mail"], "mail (2 files)"),
        (["mail/a.mbox", "b.mbox"], "(2 files)"),
        (["mail/a.mbox", "{folder}/b.mbox"], "(2 files)"),
        (["{folder}/mail/a.mbox", "{folder}/b.mbox"], "{folder} (2 files)"),
    ],
)
def test_where_mail_came_from_is_told_from_everywhere(
    listminer, tmp_path, monkeypatch, sources, expected
):
    """As it was named, for a relative path leads elsewhere from where we stand now."""
    (tmp_path / "mail").mkdir()
    for number, name in enumerate(("mail/a.mbox", "mail/c.mbox", "b.mbox")):
        (tmp_path / name).write_bytes(mbox([mail(number, "Hello.")]))
    monkeypatch.chdir(tmp_path)
    listminer("ingest", *(each.format(folder=tmp_path) for each in sources))
    monkeypatch.chdir("/")
    place = listminer("lists").out.splitlines()[1].partition(" mbox ")[2]
    assert place == expected.format(folder=tmp_path)


def test_of_many_lists_the_first_are_named_and_the_others_counted(listminer, tmp_path):
    """ "nolist" named list01 as the one that is known, of 12."""
    source = tmp_path / "many.mbox"
    names = [f"list{number:02}" for number in range(1, 13)]
    source.write_bytes(
        mbox(mail(at, "Hello.", list_id=f"{each}.example.org") for at, each in enumerate(names))
    )
    listminer("ingest", source)
    ran = listminer("threads", "--list", "nolist")
    hints = [line.strip() for line in ran.err.splitlines()[1:]]
    assert hints[0].startswith("did you mean list")
    assert hints[1] == f"known lists: {', '.join(names[:10])}, and 2 more: listminer lists"


def test_threads_stand_in_aligned_columns(sample):
    assert sample("threads").out.splitlines() == [
        "thread  last        messages  people  subject",
        "     1  2016-03-11        26       8  [kestrel] Third-party CI: let the results vote",
        "     7  2016-03-09         3       2  [release] kestrel 4.0.0b3 is out",
    ]


def test_columns_fit_the_terminal(sample, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = sample("threads").out.splitlines()
    assert max(map(len, lines)) == 60
    assert lines[1].endswith("…")


def test_several_lists_have_a_column(two_lists):
    lines = two_lists("threads", "--sort", "subject").out.splitlines()
    assert [line.split()[4] for line in lines[1:]] == ["ops", "dev"][::-1]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["[ops] Disk quota", "[dev] Nightly builds"]),
        ("first", ["[dev] Nightly builds", "[ops] Disk quota"]),
        ("replies", ["[dev] Nightly builds", "[ops] Disk quota"]),
        ("people", ["[dev] Nightly builds", "[ops] Disk quota"]),
        ("subject", ["[dev] Nightly builds", "[ops] Disk quota"]),
    ],
)
def test_threads_are_sorted(two_lists, sort, expected):
    rows = two_lists("threads", "--sort", sort, "--format", "json").json
    assert [each["subject"] for each in rows] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--list", "ops"], 1),
        (["--list", "OPS"], 1),
        (["--limit", "1"], 1),
        (["--since", "2020-04"], 1),
        (["--until", "2020-03"], 1),
        (["--since", "2019"], 2),
        (["--since", "2021"], 0),
    ],
)
def test_threads_of_a_list_and_period(two_lists, words, expected):
    ran = two_lists("threads", *words, "--format", "json")
    assert (ran.status, len(ran.json)) == (0, expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--status", "contested"], [1]),
        (["--status", "CONTESTED", "--list", "sample-dev"], [1]),
        (["--status", "rejected"], []),
        (["--status", "contested", "--until", "2016-03-06"], []),
    ],
)
def test_threads_of_a_status(sample, words, expected):
    ran = sample("threads", *words, "--format", "json")
    assert (ran.status, [each["number"] for each in ran.json]) == (0, expected)


def test_no_thread_of_a_status_is_said(sample):
    ran = sample("threads", "--status", "rejected")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "no thread with a proposal that is rejected, in this list and period\n"


def test_a_status_that_there_is_not_names_the_nearest(sample):
    ran = sample("threads", "--status", "contest")
    assert ran.status == 2
    assert "Did you mean 'contested'?" in ran.err


@pytest.mark.parametrize("command", [["threads"], ["search", "disk"]])
def test_more_than_there_can_be_is_all(two_lists, command):
    assert two_lists(*command, "--limit", "9" * 30).out == two_lists(*command).out != ""


def test_no_thread_is_said(two_lists):
    ran = two_lists("threads", "--since", "2021")
    assert (ran.status, ran.out) == (0, "")
    assert "no thread" in ran.err


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("[Dev] Nightly", "Nightly"),
        ("Re: [dev] Nightly", "Nightly"),  # what it answers is not in the archive
        ("[gate] Nightly", "[gate] Nightly"),
    ],
)
def test_a_thread_has_one_title_whatever_tells_of_it(listminer, tmp_path, subject, shown):
    text = "I propose that we build at noon.\n\nWho is against it?"
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, text, subject=subject)]))
    listminer("ingest", tmp_path / "x.mbox")
    assert listminer("threads").out.splitlines()[1].endswith(f"  {shown}")
    assert listminer("search", "noon").out.splitlines()[0].endswith(f" · {shown}")
    assert listminer("questions").out.startswith(f"{shown}  ")
    assert f"       1  100.0%  {shown}" in listminer("stats").out.splitlines()
    for words in (["show", "1"], ["summarize", "1"]):
        assert listminer(*words).out.splitlines()[0] == shown
    assert shown in listminer("digest").out


def test_the_tag_of_a_list_is_no_word_of_its_subjects(two_lists, tmp_path):
    (tmp_path / "more.mbox").write_bytes(mbox([mail(50, "Hi.", subject="[dev] On dev machines")]))
    two_lists("ingest", tmp_path / "more.mbox")
    assert two_lists("show", "dev").out.startswith("On dev machines\n")
    assert two_lists("show", "[dev] Nightly builds").out.startswith("Nightly builds\n")


def test_candidates_are_told_without_the_tag_of_their_list(two_lists, tmp_path):
    (tmp_path / "more.mbox").write_bytes(mbox([mail(50, "Hi.", subject="[dev] Nightly mail")]))
    two_lists("ingest", tmp_path / "more.mbox")
    told = two_lists("show", "nightly").err.splitlines()
    assert [line.split("  ")[-1].strip() for line in told[1:]] == ["Nightly mail", "Nightly builds"]


@pytest.mark.parametrize(
    ("words", "near"),
    [("nigtly build", "nightly builds"), ("Disk quot", "disk quota"), ("swap space", None)],
)
def test_a_slip_in_a_subjects_words_is_told(two_lists, words, near):
    told = two_lists("show", words).err
    assert (f"did you mean '{near}'?" in told) == bool(near)


def test_of_two_thread_numbers_each_is_shown_by_itself(two_lists, tmp_path):
    (tmp_path / "more.mbox").write_bytes(mbox([mail(50, "Hi.", subject="More")]))
    two_lists("ingest", tmp_path / "more.mbox")
    first, other = (each["number"] for each in two_lists("threads", "--format", "json").json[::2])
    ran = two_lists("show", str(first), str(max(first, other)))
    assert ran.status == 2
    assert f"each thread is shown by itself: listminer show {max(first, other)}" in ran.err


# one thread, one mail


def test_a_thread_is_drawn_as_who_answered_whom(sample):
    lines = sample("show", "7").out.splitlines()
    assert lines[:7] == [
        "[release] kestrel 4.0.0b3 is out",
        "sample-dev · 3 messages · 2 people · 8 to 9 Mar 2016",
        "",
        "1  Leila Haddad                              2016-03-08 10:00",
        "2    Marek Wolny                             2016-03-08 14:40",
        "3      Leila Haddad                          2016-03-09 08:05",
        "",
    ]


def test_what_a_parent_rests_on_is_told_where_no_header_says_it(sample):
    (line,) = [
        line for line in sample("show", "1").out.splitlines() if "2016-03-10 08:55  " in line
    ]
    assert line.endswith("answers 8  by its quote")


def test_a_subdiscussion_is_named(sample):
    assert "└ Where third-party logs live" in sample("show", "1").out


@pytest.mark.parametrize(
    "thread", ["1", THIRD_PARTY, f"<{THIRD_PARTY}>", "let the results vote", "Third-party CI"]
)
def test_a_thread_has_many_names(sample, thread):
    assert "26 messages · 8 people" in sample("show", thread).out


def test_long_quotes_are_folded_and_name_who_wrote_them(sample):
    folded = sample("show", "1", "2").out
    assert "┆ 4 quoted lines from Tomás Arriaga" in folded
    assert "let third-party CI vote" not in folded
    assert "1. We should let third-party CI vote." in sample("show", "1", "2", "--full").out


def test_words_known_from_quotes_alone_are_shown_under_their_name(listminer):
    listminer("ingest", SAMPLE / "sample-dev" / "2016-March" / "004214.html")
    lines = listminer("show", "1").out.splitlines()
    assert lines[0] == "[kestrel] Third-party CI: let the results vote"
    assert lines[3].split("  ")[:2] == ["1", "Kwame Boateng"]
    assert lines[3].endswith("  known from quotes")
    at = lines.index("1  Kwame Boateng  known from quotes")
    assert lines[at + 3] == "  -1 from me, I'm afraid."
    assert listminer("show", "1", "--raw").out.count("\nMessage-ID: ") == 1


def test_a_message_has_the_number_under_which_a_summary_cites_it(listminer):
    """[2] was 1 here in a thread that begins with a message known from quotes."""
    listminer("ingest", SAMPLE / "sample-dev" / "2016-March" / "004214.html")
    told = listminer("summarize", "1").out
    cited = dict(re.findall(r"^ *\[(\d+)\] <([^>]+)>", told, re.MULTILINE))
    assert set(cited) == {"1", "2"}
    for number, message_id in cited.items():
        alone = listminer("show", "1", number).out.splitlines()
        assert (alone[1].split()[0], alone[3]) == (number, f"<{message_id}>")


def test_of_a_message_known_from_quotes_there_are_no_bytes(listminer):
    listminer("ingest", SAMPLE / "sample-dev" / "2016-March" / "004214.html")
    ran = listminer("show", "1", "1", "--raw")
    assert (ran.status, ran.out) == (2, "")
    assert "known from quotes" in ran.err


def test_an_unmarked_copy_is_not_shown_as_its_senders_words(sample):
    """The Outlook mail below which another's whole mail stands without any mark."""
    text = sample("show", "1", "5").out
    assert "quoted lines from Yuki Tanabe and Priya Raghunathan" in text
    assert "The figure that counts" not in text


def test_paragraphs_stay_apart(sample):
    assert "on the change before we approved" not in sample("show", "7").out
    assert "\n\n  Third-party results are comments" in sample("show", "1", "1").out


def test_the_bytes_as_found(sample):
    raw = sample("show", "7", "1", "--raw").out
    assert raw.startswith("From: leila at example.org (Leila Haddad)\n")


def test_a_thread_as_a_mailbox_can_be_read_again(sample, tmp_path):
    ran = sample("show", "1", "--raw", "-o", tmp_path / "thread.mbox")
    assert (ran.status, ran.err) == (0, f"wrote {tmp_path / 'thread.mbox'}\n")
    again = sample("--store", tmp_path / "b.db", "ingest", tmp_path / "thread.mbox")
    assert again.out.splitlines()[1].split()[:4] == ["26", "26", "0", "0"]


def test_hostile_characters_do_nothing(listminer, tmp_path):
    body = "red \x1b[31m bell \x07 back\x08 \u202eover \x9b2J"
    subject = "=?utf-8?q?=1B=5D0=3Btitle=07_=E2=80=AEx?="
    (tmp_path / "x.eml").write_bytes(mail(0, body, subject=subject))
    listminer("ingest", tmp_path / "x.eml")
    for words in (["threads"], ["show", "1"], ["show", "1", "--full"], ["search", "bell"]):
        out = listminer(*words).out
        assert not set(out) & set("\x1b\x07\x08\u202e\x9b")
        assert "␛" in out


# words


def test_a_hit_is_shown_in_its_context_and_marked(sample):
    ran = sample("search", "pass rate", "--limit", "1")
    head, *words, where = ran.out.splitlines()
    assert head == (
        "Yuki Tanabe · 2016-03-08 · thread 1 · [kestrel] Third-party CI: let the results vote"
    )
    assert any("*pass rate*" in line for line in words)
    assert max(map(len, (head, *words))) <= 100
    assert where == "    <87hqlyj9cq.fsf@ytanabe.example.org>"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (['"node pool"'], 1),
        (["node pool"], 1),
        (["node", "pool"], 1),
        (["rate pass"], 0),
        (["rate", "pass"], 2),
        (['from:yuki "pass rate"'], 1),
        (["from:yuki rate pass"], 1),
        (["from:kwame", "recheck"], 1),
        (["subject:release"], 3),
        (["list:sample-dev"], 20),
        (["since:2016-03-11"], 2),
        (["rack", "until:2016-03-07"], 1),
        (["rack -accra"], 3),
        (["recheck*"], 4),
        (["zuul OR accra"], 3),
        (["nosuchword"], 0),
    ],
)
def test_what_search_understands(sample, query, expected):
    ran = sample("search", *query, "--format", "json")
    assert (ran.status, len(ran.json["hits"])) == (0, expected)


@pytest.mark.parametrize(
    "command", ["lists", "threads", "search x", "proposals", "digest", "stats"]
)
def test_a_store_without_mail_says_how_to_fill_it(listminer, tmp_path, command):
    (tmp_path / "e.mbox").touch()
    listminer("ingest", tmp_path / "e.mbox")
    ran = listminer(*command.split())
    assert (ran.status, "no mail yet: listminer ingest SOURCE" in ran.err) == (0, True)


def test_search_for_machines(sample):
    found = sample("search", "pass rate", "--format", "json").json
    assert found["query_ms"] > 0
    hit = found["hits"][0]
    assert hit["text"][hit["matches"][0]["start"] - hit["start"] :].startswith("pass")
    assert (hit["sender"], hit["number"]) == ("Yuki Tanabe", 1)


def test_words_that_are_only_quoted_are_not_shown_as_the_senders_own(listminer, tmp_path):
    copy = (
        "Yes.\n\n-----Original Message-----\nFrom: Alan Turing\nSent: Sunday, March 1, 2020 9:00\n"
        "To: dev\nSubject: Nightly builds\n\nThe bell rings at noon.\n"
    )
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, copy), mail(1, "The bell is broken.")]))
    listminer("ingest", tmp_path / "x.mbox")
    heads = [line.partition(" · ")[0] for line in listminer("search", "bell").out.splitlines()]
    assert [head for head in heads if head[:1] not in ("", " ")] == [
        *("Grace Hopper", "Ada Lovelace quotes")
    ]
    hits = listminer("search", "bell", "--format", "json").json["hits"]
    assert [(hit["sender"], hit["quoted"]) for hit in hits] == [
        *(("Grace Hopper", False), ("Ada Lovelace", True))
    ]


@pytest.mark.parametrize("words", [["since:2w", "until:yesterday"], ["since:14d until:2016-03-23"]])
def test_days_of_a_search_may_be_told_from_today(sample, monkeypatch, words):
    monkeypatch.setattr("listminer.cli.options.today", lambda: date(2016, 3, 24))
    asked = sample("search", "--format", "json", *words).json
    typed = sample("search", "--format", "json", "since:2016-03-10 until:2016-03-23").json
    assert asked["query"] == typed["query"] == "since:2016-03-10 until:2016-03-23"
    assert len(asked["hits"]) == len(typed["hits"]) == 8


def test_a_mistyped_field_is_told(sample):
    ran = sample("search", "subjct:vote")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "error: no field 'subjct' to search in",
        "  did you mean subject:vote?",
        "  there are: from: subject: list: since: until:",
        "  words as they stand are written in quotation marks: '\"subjct:vote\"'",
    ]
    assert sample("search", "subjct:vote red").err == ran.err  # in one pair of the shell's quotes
    assert sample("search", '"subjct:vote"').status == 0


def test_nothing_found_is_said(sample):
    ran = sample("search", "nosuchword")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "nothing found for nosuchword; nosuchword* finds longer words\n"
    ran = sample("search", "from:kwame", "nosuchword")
    assert ran.err == "nothing found for from:kwame nosuchword; fewer words find more\n"
    ran = sample("search", "from:kwame", "spare nosuchword")
    assert ran.err == (
        'nothing found for from:kwame "spare nosuchword"; a phrase is found as it stands:'
        " its words without quotation marks find more\n"
    )
    ran = sample("search", "from:kwam")
    assert ran.err == "nothing found for from:kwam; from:kwam* finds longer words\n"
    ran = sample("search", "since:2020")
    assert ran.err.endswith("since:2020; to see the lists and their days: listminer lists\n")


# data files


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_each_table_has_its_columns_in_both_forms(sample, table):
    lines = sample("export", table).out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows
    assert {tuple(row) for row in rows} == {COLUMNS[table]}
    read = list(csv.DictReader(io.StringIO(sample("export", table, "--format", "csv").out)))
    assert [row["message_id" if table != "links" else "quote_message_id"] for row in read] == [
        row["message_id" if table != "links" else "quote_message_id"] for row in rows
    ]


def test_exported_spans_are_the_words_of_their_messages(sample):
    texts = {
        row["message_id"]: row["text"]
        for row in map(json.loads, sample("export", "messages").out.splitlines())
    }
    for table in ("segments", "acts"):
        for row in map(json.loads, sample("export", table).out.splitlines()):
            assert texts[row["message_id"]][row["start"] : row["end"]] == row["text"]
    for row in map(json.loads, sample("export", "links").out.splitlines()):
        for end in ("quote", "source"):
            text = texts[row[f"{end}_message_id"]]
            assert text[row[f"{end}_start"] : row[f"{end}_end"]] == row[f"{end}_text"]


def test_an_export_is_written_whole_or_not_at_all(sample, tmp_path):
    target = tmp_path / "segments.csv"
    target.write_text("kept")
    ran = sample("export", "segments", "--list", "nowhere", "-o", target)
    assert (ran.status, target.read_text()) == (2, "kept")
    assert sample("export", "segments", "-o", target).status == 0
    assert [each.name for each in tmp_path.glob("*segments*")] == ["segments.csv"]


# every slip

SLIPS = [
    (["lists", "--format", "xml"], "is not one of"),
    (["threads", "--sort", "size"], "is not one of"),
    (["threads", "--limit", "0"], "x>=1"),
    (["threads", "--since", "March"], "no day, month or year"),
    (["threads", "--list", "sample-dv"], "did you mean sample-dev?"),
    (["threads", "--list", "sample-dv"], "known lists: sample-dev"),
    (["show"], "Missing argument"),
    (["show", "99"], "no thread is meant"),
    (["show", "kestrel"], "2 threads are meant"),
    (["show", "1", "99"], "from 1 to 26"),
    (["show", "1", "<no@example.org>"], "no message"),
    (["show", "http://lists.example.org/x.html"], "no thread is meant"),
    (["search"], "Missing argument"),
    (["search", "x", "--limit", "none"], "is not a valid integer"),
    (["search", "since:soon"], "no day, month or year"),
    (["search", ""], "no words to look for in ''"),
    (["search", "list:sampel-dev", "x"], "did you mean sample-dev?"),
    (["threads", "-o", "x.csv"], "x.csv: threads cannot write .csv"),
    (["digest", "--list", "a", "--list", "b"], "--list is given 2 times (a, b), expected one"),
    (["stats", "--since", "2015", "--since", "2016"], "or leave --since out"),
    (["ingest", "x", "--list", "a", "--list", "b"], "--list is given 2 times"),
    (["summarize", "x", "--list", "a", "--list", "b"], "--list is given 2 times"),
    (["mine", "x", "-o", "y", "--list", "a", "--list", "b"], "--list is given 2 times"),
    (["problems", "--list", "a", "--list", "b"], "--list is given 2 times"),
    (["export", "weather"], "is not one of"),
    (["export", "messages", "--format", "xlsx"], "is not one of"),
    (["export", "messages", "-o", "nowhere/x.csv"], "mkdir -p nowhere"),
    (["problems", "--list", "x"], "no list named"),
    (["doctor", "--format", "xml"], "is not one of"),
    (["no-such-command"], "No such command"),
    (["questions", "--person", " "], "--person is given nothing"),
    (["digest", "--for", ""], "--for is given nothing"),
    (["digest", "--tag", ""], "--tag is given nothing"),
    (["threads", "--json"], "No such option '--json'. Write --format json.\n"),
    (["search", "-disk"], "stands behind --: listminer search -- -word.\n"),
    (["--store", "folder", "lists"], "is a directory"),
    (["--store", "prose.txt", "lists"], "is no listminer store"),
    (["--store", "nowhere.db", "threads"], "there is none yet"),
]


@pytest.mark.parametrize(("words", "told"), SLIPS, ids=lambda each: " ".join(each)[:60])
def test_a_slip_is_told_with_what_to_do(sample, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("prose.txt").write_text("It was a dark and stormy night.\n" * 99)
    ran = sample(*words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert {each.name for each in tmp_path.iterdir()} == {"home", "folder", "prose.txt"}


def test_a_disk_that_is_full_is_told(sample):
    ran = sample("export", "messages", "-o", "/dev/full")
    assert (ran.status, "No space left" in ran.err) == (2, True)
    command = [sys.executable, "-m", "listminer", "--store", str(sample.store), "threads"]
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert told.returncode == 2
    assert b"No space left" in told.stderr
    assert b"Traceback" not in told.stderr


# what it costs


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--help"], {"spacy", "pandas", "matplotlib", "httpx", "networkx", "rich", "sqlite3"}),
        (["ingest", "--help"], {"spacy", "pandas", "matplotlib", "httpx", "sqlite3"}),
        (["threads"], {"spacy", "pandas", "matplotlib", "httpx", "rich", "bs4", "lxml"}),
        (["search", "vote"], {"spacy", "pandas", "matplotlib", "httpx", "rich", "bs4", "lxml"}),
        (["show", "1"], {"spacy", "pandas", "matplotlib", "httpx", "rich", "bs4", "lxml"}),
        (["ingest", str(MONTH)], {"spacy", "pandas", "matplotlib", "httpx", "rich"}),
    ],
    ids=lambda each: " ".join(sorted(each))[:30],
)
@pytest.mark.usefixtures("sample")
def test_a_command_loads_no_more_than_it_needs(words, never):
    code = (
        "import sys\nfrom listminer.cli import main\n"
        f"sys.argv = {['listminer', *words]!r}\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.splitlines()[-1].split())
    assert "listminer" in loaded
    assert loaded & never == set()


def test_a_hit_in_the_subject_alone_is_shown_with_the_senders_own_first_words(listminer, tmp_path):
    answer = "On Sunday Grace wrote:\n> It rings at noon.\n\nSo it does.\n"
    (tmp_path / "x.mbox").write_bytes(
        mbox(
            [
                mail(0, "It rings at noon.", subject="The bell"),
                mail(1, answer, subject="The bell", to=0),
            ]
        )
    )
    listminer("ingest", tmp_path / "x.mbox")
    hits = listminer("search", "subject:bell", "--format", "json").json["hits"]
    assert [(hit["text"].strip(), hit["quoted"]) for hit in hits] == [
        *(("So it does.", False), ("It rings at noon.", False))
    ]


def test_a_greeting_is_not_what_a_hit_is_shown_with(listminer, tmp_path):
    body = "Hi all,\n\nThe bell rings at noon."
    (tmp_path / "x.mbox").write_bytes(
        mbox([mail(0, body, subject="Clocks"), mail(1, "Hi all,", subject="Clocks", to=0)])
    )
    listminer("ingest", tmp_path / "x.mbox")
    hits = listminer("search", "subject:clocks", "--format", "json").json["hits"]
    assert [hit["text"].strip() for hit in hits] == ["Hi all,", "The bell rings at noon."]


def test_threads_says_that_an_ingest_was_stopped_before_there_were_any(
    listminer, tmp_path, monkeypatch
):
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, "Hello.")]))
    with monkeypatch.context() as patch:
        # by its module's name: the package has a function of the same name
        patch.setattr(sys.modules["listminer.pipeline.ingest"], "place_messages", _stop)
        assert listminer("ingest", tmp_path / "x.mbox").status == 130
    assert "run it again, it goes on" in listminer("threads").err
    listminer("ingest", tmp_path / "x.mbox")
    assert "Nightly builds" in listminer("threads").out


def _stop(*_, **__):
    raise KeyboardInterrupt
