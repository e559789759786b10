"""The notebooks run top to bottom on the sample, and are stored without output."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import listminer
from tests.labelled import MONTH
from tests.readme import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_S = 60


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def named(path: Path) -> str:
    return path.stem


def test_all_five_are_there():
    assert [each.stem[:2] for each in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.enable_socket  # the kernel is spoken to on loopback
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_runs_on_the_sample(path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    begun = time.monotonic()
    client = NotebookClient(
        read(path),
        timeout=MOST_S,
        kernel_name="python3",
        resources={"metadata": {"path": path.parent}},
    )
    client.execute()
    assert time.monotonic() - begun < MOST_S
    shown = [each for cell in client.nb.cells for each in cell.get("outputs", ())]
    assert shown
    assert [each for each in shown if each.get("name") == "stderr"] == []


@pytest.mark.enable_socket  # the kernel is spoken to on loopback
def test_what_the_model_has_shows_itself():
    cells = [
        f"import listminer\nd = listminer.read({str(MONTH)!r})\nd",
        *("d[0]", "d[0].messages[0]", "d[0].thread", "d[0].discussion", "d[0].summary"),
        *("d[0].proposals", "d[0].proposals[0]", "d.stats()"),
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in cells])
    NotebookClient(book, timeout=MOST_S, kernel_name="python3").execute()
    for cell in book.cells:
        (shown,) = cell.outputs
        assert shown["data"]["text/html"].strip().startswith('<div class="listminer')


@pytest.mark.enable_socket  # the kernel is spoken to on loopback
def test_the_table_of_stances_has_people_under_person(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    book = read(NOTEBOOKS[2])
    (stances,) = (each for each in book.cells if "stance_graph" in each.source)
    book.cells = [next(each for each in book.cells if each.cell_type == "code"), stances]
    resources = {"metadata": {"path": NOTEBOOKS[2].parent}}
    NotebookClient(book, timeout=MOST_S, kernel_name="python3", resources=resources).execute()
    (shown,) = stances.outputs
    assert "<th>person</th>" in shown["data"]["text/html"]
    rows = re.findall(r"<td>(.*?)</td>\s*<td>(.*?)</td>", shown["data"]["text/html"])
    assert len(rows) == 10
    assert all(" " in person and re.fullmatch(r"P\d+", proposal) for person, proposal in rows)


def test_conditional_sides_and_decisions_have_one_confidence_each():
    """Notebook 04 says so of the sample: cues alone tell them."""
    acts = listminer.read(MONTH).frame("acts", ["kind", "confidence"])
    several = acts.groupby("kind", observed=True)["confidence"].nunique()
    assert sorted(several[several == 1].index) == ["conditional", "decision"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_stored_without_output(path):
    cells = [each for each in read(path).cells if each.cell_type == "code"]
    assert [(each.outputs, each.execution_count) for each in cells] == [([], None)] * len(cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_holds_no_logic(path):
    lines = [line for each in read(path).cells for line in each.source.splitlines()]
    assert [line for line in lines if line.startswith(("def ", "class ", "while ", "try:"))] == []
