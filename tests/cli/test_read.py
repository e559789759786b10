"""Reading debates by the command line: summaries, findings across threads, digests."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from listminer.render.digest import schema as digest_schema
from listminer.render.json import schema
from tests.cli.command import on_a_terminal
from tests.store.mails import debate, mail, mbox

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "sample-dev"
MONTH = SAMPLE / "2016-March.txt.gz"
DEBATE = "CA+VGolGCPKdwmCNw7lmitBsgXM@mail.example.org"
RELEASE = "87d3mqbgle.fsf@leila.example.org"


@pytest.fixture
def sample(listminer):
    """Return the command line with the sample debate in its store."""
    listminer("ingest", MONTH)
    return listminer


@pytest.fixture
def one_thread(tmp_path):
    path = tmp_path / "one.mbox"
    path.write_bytes(mbox([mail(0, "I propose that we drop the old gate."), mail(1, "+1", to=0)]))
    return path


# summarize


def test_a_thread_of_the_store_is_named_by_id_number_or_subject(sample):
    by_id = sample("summarize", RELEASE)
    assert by_id.status == 0
    assert by_id.out.splitlines()[0] == "[release] kestrel 4.0.0b3 is out"
    assert sample("summarize", "kestrel 4.0.0b3").out == by_id.out
    number = next(
        each["number"]
        for each in sample("threads", "--format", "json").json
        if each["thread"] == RELEASE
    )
    assert sample("summarize", str(number)).out == by_id.out


def test_on_a_terminal_the_first_line_stands_alone(sample):
    """It was glued to the bar, which was still there while the summary was printed."""
    written = on_a_terminal("--store", sample.store, "summarize", RELEASE)
    line = next(each for each in written.split("\n") if "kestrel 4.0.0b3" in each)
    *_, shown = filter(None, re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", line).split("\r"))
    assert shown == "[release] kestrel 4.0.0b3 is out"


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["-o", "x.html"], "<!doctype html>"),
        (["-o", "x.MD"], "# "),
        (["-o", "x.json"], "{"),
        (["-o", "x.html", "--format", "json"], "{"),
        (["--format", "markdown", "-o", "x.html"], "# "),
        (["-o", "x.log"], "[release]"),
        (["-o", "x"], "[release]"),
    ],
)
def test_the_ending_of_a_file_tells_its_format_unless_one_is_named(
    sample, tmp_path, monkeypatch, words, start
):
    monkeypatch.chdir(tmp_path)
    sample("summarize", RELEASE, *words)
    (written,) = tmp_path.glob("x*")
    assert written.read_text("utf-8").lower().startswith(start)


def test_a_file_is_read_on_the_spot_without_a_store(listminer, one_thread):
    ran = listminer("summarize", one_thread)
    assert (ran.status, listminer.store.exists()) == (0, False)
    title, facts, *_ = ran.out.splitlines()
    assert title == "Nightly builds"
    assert facts.startswith("dev · 2 messages · 2 people · 1 Mar 2020")


def test_standard_input_is_a_source(listminer, one_thread):
    ran = listminer("summarize", "-", stdin=one_thread.read_bytes())
    assert ran.out.splitlines()[0] == "Nightly builds"


def test_several_threads_are_listed_and_one_is_picked(listminer):
    listed = listminer("summarize", MONTH)
    assert listed.status == 0
    assert [line.split()[:3] for line in listed.out.splitlines()] == [
        ["N", "messages", "people"],
        ["1", "26", "8"],
        ["2", "3", "2"],
    ]
    assert "--thread N" in listed.err
    picked = listminer("summarize", MONTH, "--thread", "2")
    assert picked.out.splitlines()[0] == "[release] kestrel 4.0.0b3 is out"
    by_subject = listminer("summarize", MONTH, "--thread", "4.0.0b3")
    assert by_subject.out == picked.out


def test_json_is_valid_and_has_one_thread_a_line_with_all(listminer):
    ran = listminer("summarize", MONTH, "--all", "--format", "json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    for each in found:
        jsonschema.validate(each, schema())
    assert [each["thread"]["root"] for each in found] == [DEBATE, RELEASE]


def test_json_of_one_thread_is_one_document(sample):
    found = sample("summarize", RELEASE, "--format", "json").json
    jsonschema.validate(found, schema())
    assert found["thread"]["messages"] == 3


def test_markdown_goes_into_a_file(sample, tmp_path):
    target = tmp_path / "release.md"
    ran = sample("summarize", RELEASE, "--format", "markdown", "-o", target)
    assert (ran.status, ran.out) == (0, "")
    assert target.read_text("utf-8").startswith("# \\[release\\] kestrel 4.0.0b3 is out\n")


def test_a_summary_is_as_long_as_asked(sample):
    def words(number):
        found = sample("summarize", DEBATE, "--format", "json", "--words", str(number)).json
        return sum(len(each["text"].split()) for each in found["summary"])

    assert words(60) < words(250) <= 250


def test_unsure_findings_are_left_out_on_demand(sample):
    found = sample("summarize", DEBATE, "--format", "json", "--min-confidence", "1").json
    assert found["proposals"] == [] or all(each["confidence"] == 1 for each in found["proposals"])
    assert found["summary"]


def test_a_cut_archive_is_summarised_and_the_cut_is_told(listminer, tmp_path):
    cut = tmp_path / "cut.mbox.gz"
    cut.write_bytes(gzip.compress(mbox(debate(0, 40, "Nightly builds")))[:-30])
    ran = listminer("summarize", cut, "--thread", "1", "--format", "json")
    assert ran.status == 1
    assert ran.json["problems"] != []


# slips


@pytest.mark.parametrize(
    ("what", "is_path"),
    [("no.mbox", True), ("./no", True), ("no/", True), ("drop 3.8", False), ("a/b", False)],
)
def test_who_means_a_file_that_is_not_there_is_told_so(listminer, what, is_path):
    listminer("ingest", MONTH)
    ran = listminer("summarize", what)
    assert ran.status == 2
    assert ("no such file" in ran.err) is is_path
    assert f"no thread is meant by '{what}'" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("summarize", "no such thing"), "no such file, and no store at"),
        (("summarize", MONTH, "--thread", "9"), "no thread 9 in a source of 2 threads"),
        (("summarize", MONTH, "--thread", "2", "--all"), "leave one out"),
        (("summarize", MONTH, "--format", "json"), "holds 2 threads"),
        (("proposals",), "there is none yet"),
        (("digest",), "there is none yet"),
        (("summarize", MONTH, "-o", "x.pdf"), "x.pdf: summarize cannot write .pdf"),
    ],
)
def test_a_slip_is_told_with_the_next_step(listminer, words, said):
    ran = listminer(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert said in ran.err
    assert len(ran.err.splitlines()) > 1


def test_an_unknown_thread_of_the_store_is_told(sample):
    ran = sample("summarize", "nothing like this")
    assert (ran.status, ran.out) == (2, "")


def test_a_status_that_a_kind_does_not_have_is_told_with_those_it_has(sample):
    ran = sample("positions", "--status", "maybe")
    assert ran.status == 2
    assert "'maybe' is not one of 'support', 'oppose', 'conditional'" in ran.err


# demo


def test_the_demo_needs_nothing(listminer):
    ran = listminer("demo")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "[kestrel] Third-party CI: let the results vote"
    assert ran.out.splitlines()[-1] == "26 messages read, 0 skipped"
    assert not listminer.store.exists()


def test_the_demo_never_puts_words_into_anothers_mouth(listminer):
    found = listminer("demo", "--format", "json").json
    jsonschema.validate(found, schema())
    for position in found["positions"]:
        assert {each["sender"] for each in position["evidence"]} == {position["holder"]}
    for proposal in found["proposals"]:
        assert proposal["author"] in {each["sender"] for each in proposal["evidence"]} | {None}


# findings across threads


@pytest.mark.parametrize("kind", ["proposals", "positions", "actions", "questions", "decisions"])
def test_findings_are_rows_for_programs(sample, kind):
    found = sample(kind, "--format", "json").json
    assert found
    lines = sample(kind, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == found
    read = list(csv.DictReader(io.StringIO(sample(kind, "--format", "csv").out)))
    assert [each["message_id"] for each in read] == [each["message_id"] for each in found]


def test_a_finding_tells_the_number_of_its_thread_and_the_title_of_its_proposal(sample):
    for kind in ("decisions", "positions"):
        heads = [line for line in sample(kind).out.splitlines() if "sample-dev" in line]
        assert heads[0].endswith("  thread 1 · sample-dev · 2016")
    told = " ".join(sample("decisions").out.split())
    assert "the rule cannot work without it.” on: a public page that shows" in told


def test_the_help_tells_the_statuses_to_ask_for_and_decisions_have_none(sample):
    assert "--status" not in sample("decisions", "--help").out
    assert "--status [open|done|dropped]" in sample("actions", "--help").out
    assert "--status [support|oppose|conditional]" in sample("positions", "--help").out


def test_findings_are_filtered_by_person_status_and_day(sample):
    mine = sample("actions", "--person", "yuki", "--format", "json").json
    assert {each["person"] for each in mine} == {"Yuki Tanabe"}
    against = sample("positions", "--status", "oppose", "--format", "json").json
    assert {each["status"] for each in against} == {"oppose"}
    late = sample("decisions", "--since", "2016-03-10", "--format", "json").json
    assert all(each["date"] >= "2016-03-10" for each in late)
    assert sample("decisions", "--until", "2016-03-07", "--format", "json").json == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("proposals", "and 7 more, left out by --limit\n"),
        ("decisions", "and 2 more, left out by --limit\n"),
        ("threads", "and 1 more, left out by --limit\n"),
        ("search the", "more are found: --limit 2 shows more\n"),
    ],
)
def test_what_a_limit_leaves_out_is_told(sample, command, said):
    ran = sample(*command.split(), "--limit", "1", "--format", "json")
    rows = ran.json["hits"] if command.startswith("search") else ran.json
    assert (ran.status, len(rows), ran.err) == (0, 1, said)
    assert sample(*command.split(), "--limit", "1").err == said
    assert sample(*command.split(), "--limit", "99").err == ""


def test_a_thread_is_its_root_and_a_number_its_number_wherever_rows_are_written(sample):
    def told(rows):
        return {(each["thread"], each["number"]) for each in rows}

    assert told(sample("threads", "--format", "json").json) == {(DEBATE, 1), (RELEASE, 7)}
    assert told(sample("search", "rootwrap", "--format", "json").json["hits"]) == {(RELEASE, 7)}
    assert told(sample("proposals", "--format", "json").json) == {(DEBATE, 1)}
    rows = map(json.loads, sample("export", "threads").out.splitlines())
    assert {each["thread"] for each in rows} == {DEBATE, RELEASE}


def test_findings_of_one_thread(sample, one_thread):
    sample("ingest", one_thread)
    everywhere = sample("proposals", "--format", "json").json
    gate = sample("proposals", "--thread", "Nightly builds", "--format", "json").json
    assert [each["thread"] for each in gate] == ["m0@example.org"]
    assert len(everywhere) > 1
    nothing = sample("decisions", "--thread", "Nightly builds")
    assert (nothing.status, nothing.out) == (0, "")
    assert "no decisions are found in this thread" in nothing.err
    assert "listminer proposals --status accepted" in nothing.err
    unknown = sample("positions", "--thread", "nosuch")
    assert (unknown.status, "no thread is meant by 'nosuch'" in unknown.err) == (2, True)


def test_two_people_of_one_name_keep_their_own_findings(listminer, tmp_path):
    path = tmp_path / "alex.mbox"
    path.write_bytes(
        b"".join(
            f"From x@x.org Tue Mar  8 09:00:00 2016\n"
            f"From: Alex <alex@{where}.org>\nDate: Tue, 08 Mar 2016 09:00:00 +0000\n"
            f"Subject: The {where} driver\nMessage-ID: <{where}@x.org>\n\n"
            f"I will write the {where} patch by Friday.\n\n".encode()
            for where in ("north", "south")
        )
    )
    listminer("ingest", path)
    found = listminer("actions", "--person", "alex", "--format", "json").json
    assert [(each["person"], each["text"]) for each in found] == [
        ("Alex (alex@north.org)", "write the north patch by Friday"),
        ("Alex (alex@south.org)", "write the south patch by Friday"),
    ]
    south = listminer("actions", "--person", "south", "--format", "json").json
    assert south == found[1:]


def test_no_finding_is_told(sample):
    ran = sample("questions", "--person", "nobody at all")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: nobody who wrote is called 'nobody at all', nor has it in ")
    ran = sample("questions", "--person", "yuki", "--until", "2010")
    assert ran.err.startswith("no questions are found in this list and period; there is mail of")


def test_an_unknown_list_is_told(sample):
    ran = sample("proposals", "--list", "sample-devel")
    assert ran.status == 2
    assert "known lists: sample-dev" in ran.err


# digest


def test_a_digest_tells_what_mattered_and_what_is_routine(sample):
    lines = sample("digest", "--list", "sample-dev", "--since", "2016-03").out.splitlines()
    assert lines[0] == "sample-dev, from 1 Mar 2016"
    assert "[kestrel] Third-party CI: let the results vote" in lines
    assert "Routine: 1 thread, 3 messages: [release] kestrel 4.0.0b3 is out (thread 7)." in lines


def test_a_digest_of_a_store_tells_the_numbers_that_show_takes(sample):
    lines = sample("digest", "--since", "2016-03").out.splitlines()
    (facts,) = (line for line in lines if line.startswith("26 messages"))
    assert facts.endswith(" · thread 1")
    assert sample("show", "1").out.startswith("[kestrel] Third-party CI")


def test_a_digest_to_pass_on_tells_the_numbers_too(sample):
    text = sample("digest", "--since", "2016-03", "--format", "markdown").out
    assert "SUPERSEDED · thread 1\n" in text
    assert "is out (thread 7).\n" in text
    assert "- \\[13\\] Ingrid Solheim, 10 Mar 2016 · show 1 11: &lt;56E1ACE9" in text
    found = sample("digest", "--since", "2016-03", "--format", "json").json
    assert [each["number"] for each in (*found["threads"], *found["routine"])] == [1, 7]


def test_a_reference_of_a_digest_says_whose_mail_it_is_and_what_shows_it(sample):
    lines = sample("digest", "--since", "2016-03").out.splitlines()
    (at,) = (at for at, line in enumerate(lines) if line.startswith(" [13] "))
    assert lines[at] == " [13] Ingrid Solheim, 10 Mar 2016 · show 1 11"
    assert lines[at + 1].startswith("      <56E1ACE9.1472073@example.org>")
    assert "<56E1ACE9.1472073@example.org>" in sample("show", "1", "11").out


def test_a_digest_of_one_list_is_not_called_by_others_that_its_mails_went_to(listminer, tmp_path):
    copied = mail(0, "Hi.").replace(b"\nList-Id:", b"\nList-Id: <ops.lists.example.org>\nX:")
    (tmp_path / "dev.mbox").write_bytes(mbox([mail(0, "Hi."), mail(1, "So?", to=0)]))
    (tmp_path / "ops.mbox").write_bytes(mbox([copied]))
    listminer("ingest", tmp_path / "dev.mbox")
    listminer("ingest", tmp_path / "ops.mbox")
    assert listminer("digest").out.startswith("dev, ops\n")
    assert listminer("digest", "--list", "Ops").out.startswith("ops\n")


def test_the_number_of_a_thread_stays_in_one_line_of_a_digest(sample, monkeypatch):
    for width in range(60, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = sample("digest", "--since", "2016-03").out.splitlines()
        assert any(line.endswith("thread 1") for line in lines)


def test_a_digest_for_a_person_is_valid_json(sample):
    found = sample("digest", "--for", "Dan Whitlock", "--format", "json").json
    jsonschema.validate(found, digest_schema())
    assert found["person"] == "Dan Whitlock"
    assert found["threads"][0]["points"]


def test_an_empty_digest_is_told(sample):
    ran = sample("digest", "--since", "2020")
    assert ran.status == 0
    assert ran.err == "no message in this list and period; there is mail of 7 to 11 Mar 2016\n"


def test_an_empty_digest_is_of_the_list_that_was_asked_for(sample):
    ran = sample("digest", "--list", "sample-dev", "--tag", "nope")
    assert ran.out == "sample-dev [nope]\n"
    ran = sample("digest", "--for", "zzzz")
    assert (ran.status, ran.out) == (2, "")
    assert "nobody who wrote is called 'zzzz', nor has it in their name\n" in ran.err


@pytest.mark.parametrize(
    "words", [["proposals", "--person"], ["questions", "--person"], ["digest", "--for"]]
)
def test_the_nearest_of_the_people_are_told(sample, words):
    told = sample(*words, "Ingred").err
    assert "nor has it in their name\n  did you mean Ingrid Solheim?\n" in told


@pytest.mark.parametrize("command", ["digest", "threads", "stats", "decisions", "questions"])
def test_a_period_without_mail_is_told_with_the_days_that_have_some(sample, command):
    told = sample(command, "--list", "Sample-dev", "--since", "2020").err
    assert told.rstrip().endswith(" in this list and period; there is mail of 7 to 11 Mar 2016")
    assert "there is mail" not in sample(command, "--since", "2016", "--until", "2016-03-07").err


@pytest.mark.parametrize("since", ["2 weeks ago", "14d", "14 days", "2W"])
def test_a_period_may_be_told_from_today(sample, monkeypatch, since):
    monkeypatch.setattr("listminer.cli.options.today", lambda: date(2016, 3, 24))
    told = sample("digest", "--since", since, "--until", "yesterday").out.splitlines()
    assert told[0] == "sample-dev, 10 to 23 Mar 2016"


def test_how_a_period_is_written_is_told(sample):
    told = sample("digest", "--since", "2 months ago").err.splitlines()
    assert told == [
        "error: no day, month or year: '2 months ago'",
        "  write 2016, 2016-03 or 2016-03-11",
        "  or from today: yesterday, 14d, 2w, 3 weeks ago",
    ]


def test_a_tag_that_no_thread_has_is_told(sample):
    ran = sample("digest", "--tag", "[nope]")
    assert ran.out.splitlines()[0] == "all lists [nope]"
    assert ran.err == "no message under the tag [nope] in this list and period\n"


SPANISH = (
    "Propongo que quitemos la puerta vieja por que no la usa nadie de los que estamos en la lista."
)


@pytest.fixture
def spanish(listminer, tmp_path):
    """Return the command line with two Spanish threads and an English one in its store."""
    mails = [mail(number, SPANISH, subject=f"Puerta {number}") for number in (0, 1)]
    mails.append(mail(2, "I propose that we drop the old gate.", subject="Gate"))
    (tmp_path / "x.mbox").write_bytes(mbox(mails))
    listminer("ingest", tmp_path / "x.mbox")
    return listminer


@pytest.mark.parametrize(
    ("words", "told"),
    [(["proposals"], "drop the old gate"), (["report", "-o", "site"], "3 threads")],
)
def test_that_findings_of_another_language_are_missing_is_noted_once(
    spanish, tmp_path, monkeypatch, words, told
):
    monkeypatch.chdir(tmp_path)
    ran = spanish(*words)
    assert told in ran.out
    (note,) = ran.err.splitlines()
    named = "note: thread 1 · Puerta 0: most of this thread is not in English"
    assert re.fullmatch(f"{named}.* is not found .and so for 1 more thread.", note)
    assert ran.status == 0  # it is no failure


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_summary_says_that_another_language_is_not_read(spanish, form):
    assert "not in English" in " ".join(
        spanish("summarize", "Puerta 0", "--format", form).out.split()
    )
    assert "not in English" not in spanish("summarize", "Gate", "--format", form).out
