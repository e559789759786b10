"""`export` and `labels`, as a user meets them."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize("what", ["messages", "positions", "people"])
def test_parquet_is_a_folder(sample, tmp_path, what):
    ran = sample("export", what, "--format", "parquet", "-o", tmp_path / "out")
    frame = pd.read_parquet(tmp_path / "out")
    assert ran.err == f"wrote {tmp_path / 'out'}: {len(frame)} rows\n"
    assert len(frame) > 7


def test_labels_go_out_and_come_back(sample, tmp_path):
    lines = sample("export", "labels").out.splitlines()
    results = tmp_path / "results.jsonl"
    results.write_text("\n".join(lines))
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
        (("people",), "--format parquet -o FOLDER"),
        (("mbox", "--list", "smple-dev"), "sample-dev"),
        (("weather",), "is not one of"),
        (("messages", "-o", "."), "name a file: -o FILE"),
    ],
)
def test_a_slip_is_told(sample, words, told):
    ran = sample("export", *words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_an_empty_selection_is_an_empty_mailbox(sample):
    assert sample("export", "mbox", "--since", "2020").out == ""
