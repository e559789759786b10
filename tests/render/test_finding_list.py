"""Findings across threads, as a list and as rows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from listminer.pipeline.finding_rows import STATUSES, rows_of_discussion
from listminer.render.finding_list import finding_csv, finding_json, write_finding_list
from tests.labelled import labelled_sample


def rows(kind):
    return [row for each in labelled_sample() for row in rows_of_discussion(each, kind)]


def test_decisions_stand_below_their_thread_with_who_when_words_and_id():
    assert write_finding_list(rows("decisions"), width=100).splitlines()[:3] == [
        "[kestrel] Third-party CI: let the results vote"
        "                                     sample-dev · 2016",
        " P4  Ingrid Solheim  10 Mar  “We voted in today's meeting, and Yuki's rule is accepted "
        "with seven",
        "                             votes for and none against.” on: Let a system earn its "
        "vote at 90%",
    ]


def test_on_a_narrow_terminal_the_words_stand_below_who_and_when():
    lines = write_finding_list(rows("decisions"), width=48).splitlines()
    assert lines[1:4] == [
        " P4  Ingrid Solheim  10 Mar",
        "    “We voted in today's meeting, and Yuki's",
        "    rule is accepted with seven votes for and",
    ]
    assert max(cell_len(line) for line in lines if "@" not in line) <= 48


def test_rows_of_several_years_tell_their_own():
    first, second, *_ = rows("decisions")
    later = replace(second, date=second.date.replace(year=2017))
    lines = write_finding_list([first, later], width=100).splitlines()
    assert lines[0].endswith("  sample-dev")
    assert [line[:37] for line in lines if line.startswith(" P")] == [
        " P4  Ingrid Solheim  10 Mar 2016  “We",
        " P1  Ingrid Solheim  10 Mar 2017  “Th",
    ]


@pytest.mark.parametrize(("kind", "who"), [("proposals", " – "), ("actions", " anyone ")])
def test_anyone_may_take_a_task_but_nobody_is_called_anyone_who_proposes(kind, who):
    row, *_ = rows(kind)
    text = write_finding_list([replace(row, person=None)], width=100)
    assert who in text.splitlines()[1]
    assert ("anyone" in text) is (kind == "actions")


def test_words_that_only_others_quote_are_told_as_such():
    row, *_ = rows("decisions")
    (said,) = finding_json([replace(row, ghost=True)])
    text = write_finding_list([replace(row, ghost=True)], width=100)
    assert " ".join(text.split()).count("none against.” (known from quotes)") == 1
    assert json.loads(said)["ghost"] is True


def test_a_position_that_puts_its_proposal_into_words_does_not_repeat_it():
    text = " ".join(write_finding_list(rows("positions"), width=100).split())
    for each in rows("positions"):
        title = each.text.removesuffix(" …")
        assert (f"on: {title}" in text) is (title not in " ".join(each.words.split()))


@pytest.mark.parametrize("kind", list(STATUSES))
@pytest.mark.parametrize("width", [70, 100])
def test_lines_fit_but_for_ids(kind, width):
    text = write_finding_list(rows(kind), width=width)
    assert all(
        cell_len(line) <= width for line in text.splitlines() if not line.lstrip().startswith("<")
    )


@pytest.mark.parametrize("kind", list(STATUSES))
def test_rows_hold_exactly_the_words_of_their_place(kind):
    texts = {m.message_id: m.text for d in labelled_sample() for m in d.messages}
    found = [json.loads(line) for line in finding_json(rows(kind))]
    assert found
    for each in found:
        assert each["words"] == texts[each["message_id"]][each["start"] : each["end"]]
    assert {each["status"] for each in found} <= {*STATUSES[kind], None}


def test_csv_has_the_same_rows():
    found = rows("actions")
    read = list(csv.DictReader(io.StringIO(finding_csv(found))))
    assert [each["words"] for each in read] == [each.words for each in found]
    assert [each["person"] for each in read] == [each.person or "" for each in found]


def test_who_is_for_their_own_idea_proposed_it():
    """They were listed as supporters, whom no count of a summary has."""
    counts = []
    for each in labelled_sample():
        authors = {proposal.id: proposal.author for proposal in each.findings.proposals}
        for row in rows_of_discussion(each, "positions"):
            is_own = row.status == "support" and authors[row.proposal or ""] == row.person
            shown = write_finding_list([row], width=300).splitlines()[1]
            counts.append((row.own, "● proposed" in shown, "+ support" in shown))
            assert counts[-1] == (is_own, is_own, row.status == "support" and not is_own)
    assert set(counts) == {(True, True, False), (False, False, True), (False, False, False)}
    assert {row.own for row in rows("actions")} == {None}


def test_who_asks_is_told_where_words_are_not_their_owners():
    senders = {
        each.message_id: each.sender.name
        for discussion in labelled_sample()
        for each in discussion.messages
    }
    found = rows("actions")
    for row in found:
        is_own = row.person in (None, senders[row.message_id])
        assert row.asked_by == (None if is_own else senders[row.message_id])
        assert ("(asked by " in write_finding_list([row], width=300)) == (not is_own)
    assert {row.asked_by is None for row in found} == {True, False}


def test_what_somebody_proposed_stands_beside_the_words_that_propose_it():
    first = {(row.message_id, row.start) for row in rows("proposals")}
    own = {(row.message_id, row.start) for row in rows("positions") if row.own}
    assert own <= first
