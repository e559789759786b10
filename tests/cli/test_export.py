"""`export` and `labels`, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from tests.labelled import MONTH


@pytest.fixture
def sample(listminer):
    """Return the command line with the sample in its store."""
    listminer("ingest", MONTH)
    return listminer


def test_a_selection_as_a_mailbox_is_ingested_again(sample, tmp_path):
    path = tmp_path / "all.mbox"
    ran = sample("export", "mbox", "--list", "sample-dev", "-o", path)
    assert (ran.status, ran.err) == (0, f"wrote {path}\n")
    again = sample("--store", tmp_path / "b.db", "ingest", path)
    assert again.out.splitlines()[1].split()[:4] == ["29", "29", "0", "0"]


def test_a_reader_that_has_seen_enough_is_no_problem(sample):
    command = [sys.executable, "-m", "listminer", "--store", sample.store, "export", "messages"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.returncode == 0


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["-o", "x.csv"], b"\xef\xbb\xbfmessage_id,"),
        (["-o", "x.CSV"], b"\xef\xbb\xbfmessage_id,"),
        (["-o", "x.jsonl"], b'{"message_id": '),
        (["-o", "x"], b'{"message_id": '),
        (["-o", "x.2016"], b'{"message_id": '),
        (["-o", "x.csv", "--format", "jsonl"], b'{"message_id": '),
        (["-o", "x.json", "--format", "jsonl"], b'{"message_id": '),
    ],
)
def test_the_ending_of_a_file_tells_its_format_unless_one_is_named(
    sample, tmp_path, monkeypatch, words, start
):
    monkeypatch.chdir(tmp_path)
    assert sample("export", "messages", *words).status == 0
    (written,) = tmp_path.glob("x*")
    assert written.read_bytes().startswith(start)


def test_people_are_a_table_in_every_form(sample):
    lines = sample("export", "people").out.splitlines()
    first = json.loads(lines[0])
    assert (len(lines), first["person"], first["messages"]) == (8, "Tomás Arriaga", 6)
    assert (first["addresses"], first["last"][:10]) == ("tomas@example.org", "2016-03-11")
    head, row, *_ = sample("export", "people", "--format", "csv").out.splitlines()
    assert head == "person,addresses,messages,threads,first,last"
    assert row.startswith("Tomás Arriaga,tomas@example.org,6,")


def test_the_ending_of_a_folder_may_be_that_of_parquet(sample, tmp_path):
    ran = sample("export", "positions", "-o", tmp_path / "x.parquet")
    assert ran.err == f"wrote {tmp_path / 'x.parquet'}: {counted_rows(tmp_path / 'x.parquet')}\n"


def counted_rows(folder):
    return f"{len(pd.read_parquet(folder))} rows"


@pytest.mark.parametrize("what", ["messages", "positions", "people"])
def test_parquet_is_a_folder(sample, tmp_path, what):
    ran = sample("export", what, "--format", "parquet", "-o", tmp_path / "out")
    assert ran.err == f"wrote {tmp_path / 'out'}: {counted_rows(tmp_path / 'out')}\n"
    assert len(pd.read_parquet(tmp_path / "out")) > 7


def test_labels_go_out_and_come_back(sample, tmp_path):
    lines = sample("export", "labels").out.splitlines()
    results = tmp_path / "results.jsonl"
    results.write_text("\n".join(lines))
    assert sample("labels", results, "-o", tmp_path / "gold").status == 2  # nobody labelled it
    accepted = ({**json.loads(line), "answer": "accept"} for line in lines)
    results.write_text("\n".join(map(json.dumps, accepted)))
    assert len(json.loads(lines[0])["spans"]) > 0
    ran = sample("labels", results, "-o", tmp_path / "gold")
    assert (ran.status, ran.err) == (0, f"wrote {tmp_path / 'gold'}: 2 labelled threads\n")
    assert "proposal" in sample("evaluate", "acts", "--gold", tmp_path / "gold").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("messages", "--format", "parquet"), "name a folder: -o FOLDER"),
        (("mbox", "--format", "csv"), "leave --format out"),
        (("proposals", "--format", "csv"), "listminer proposals --format csv"),
        (("mbox", "--list", "smple-dev"), "sample-dev"),
        (("weather",), "is not one of"),
        (("mesages",), "Did you mean 'messages'?"),
        (("messages", "--format", "parq"), "Did you mean 'parquet'?"),
        (("messages", "-o", "."), "name a file: -o FILE"),
        (("messages", "-o", "x.json"), "x.json: export cannot write .json"),
        (("messages", "-o", "x.xlsx"), "name one that ends in .jsonl, .csv, .parquet"),
        (("proposals", "-o", "x.csv"), "listminer proposals --format csv"),
    ],
)
def test_a_slip_is_told(sample, words, told):
    ran = sample("export", *words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_an_empty_selection_is_an_empty_mailbox(sample):
    assert sample("export", "mbox", "--since", "2020").out == ""


@pytest.fixture
def salt(tmp_path):
    path = tmp_path / "salt"
    path.write_text("a secret of sixteen bytes")
    path.chmod(0o600)
    return path


def test_pseudonyms_leave_no_sender_in_a_mailbox(sample, tmp_path, salt):
    ran = sample("export", "mbox", "--pseudonyms", "--salt", salt, "-o", tmp_path / "out.mbox")
    assert ran.status == 0
    text = (tmp_path / "out.mbox").read_text("utf-8")
    assert "Dan Whitlock" not in text
    again = sample("--store", tmp_path / "b.db", "ingest", tmp_path / "out.mbox")
    assert again.out.splitlines()[1].split()[:4] == ["29", "29", "0", "0"]


def test_the_report_is_json_lines(sample, tmp_path, salt):
    report = tmp_path / "report.jsonl"
    words = ("--pseudonyms", "--salt", salt, "--report", report, "-o", tmp_path / "x.csv")
    assert sample("export", "messages", "--format", "csv", *words).status == 0
    keys = {"message_id", "part", "start", "end", "kind"}
    assert all(set(json.loads(line)) == keys for line in report.read_text().splitlines())


def test_a_salt_that_others_can_read_is_told(sample, salt):
    salt.chmod(0o644)
    ran = sample("export", "threads", "--pseudonyms", "--salt", salt)
    assert (ran.status, "can be read by everybody" in ran.err) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--pseudonyms",), "--salt FILE"),
        (("--salt", "x"), "add --pseudonyms"),
        (("--report", "x"), "add --pseudonyms"),
        (("--pseudonyms", "--salt", "nowhere"), "to make one"),
    ],
)
def test_a_slip_with_pseudonyms_is_told(sample, words, told):
    ran = sample("export", "mbox", *words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_nothing_is_written_where_the_report_of_doubts_cannot_be(sample, tmp_path, salt):
    words = ("--pseudonyms", "--salt", salt, "--report", tmp_path / "no" / "r.jsonl")
    ran = sample("export", "mbox", *words, "-o", tmp_path / "x.mbox")
    assert (ran.status, "r.jsonl: cannot be written" in ran.err) == (2, True)
    assert not (tmp_path / "x.mbox").exists()
