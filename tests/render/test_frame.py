"""Frames have their columns and types, empty or not, and join by ids."""

from __future__ import annotations

import pandas as pd
import pytest

from listminer.errors import LookupFailed
from listminer.render.frame import COLUMNS, make_frame
from tests.labelled import labelled_sample

SAMPLE = labelled_sample()
MESSAGES = {message.message_id: message for each in SAMPLE for message in each.messages}


@pytest.mark.parametrize("table", COLUMNS)
def test_an_empty_frame_has_the_columns_and_types_of_a_full_one(table):
    empty, full = make_frame(table, ()), make_frame(table, SAMPLE)
    assert list(empty.columns) == list(full.columns) == list(COLUMNS[table])
    assert list(empty.dtypes.astype(str)) == list(full.dtypes.astype(str))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("messages", 29),
        ("threads", 2),
        ("acts", sum(len(each.findings.acts) for each in SAMPLE)),
        ("proposals", 7),
        ("positions", sum(len(each.findings.positions) for each in SAMPLE)),
        ("decisions", 3),
        ("people", 8),
    ],
)
def test_there_is_a_row_for_each(table, rows):
    assert len(make_frame(table, SAMPLE)) == rows


@pytest.mark.parametrize("table", ["acts", "proposals", "positions", "actions", "questions"])
def test_every_row_shows_the_words_it_rests_on(table):
    for row in make_frame(table, SAMPLE).itertuples():
        assert row.text == MESSAGES[row.message_id].text[row.start : row.end]


def test_links_show_both_sides_words():
    for row in make_frame("links", SAMPLE).itertuples():
        text = MESSAGES[row.source_message_id].text
        assert row.source_text == text[row.source_start : row.source_end]


def test_dates_are_aware_and_kinds_are_categories():
    messages, acts = make_frame("messages", SAMPLE), make_frame("acts", SAMPLE)
    assert str(messages["date"].dt.tz) == "UTC"
    assert acts["kind"].cat.categories.to_list()[:3] == ["proposal", "support", "oppose"]


def test_positions_join_proposals_and_messages():
    positions, proposals, messages = (
        make_frame(table, SAMPLE) for table in ("positions", "proposals", "messages")
    )
    joined = positions.merge(proposals[["thread", "proposal", "title"]], on=["thread", "proposal"])
    assert len(joined) == len(positions)
    assert len(positions.merge(messages[["message_id", "date"]], on="message_id")) == len(positions)


def test_frames_of_parts_add_up():
    parts = [make_frame("segments", [each]) for each in SAMPLE]
    pd.testing.assert_frame_equal(
        pd.concat(parts, ignore_index=True), make_frame("segments", SAMPLE)
    )


def test_an_unknown_frame_names_the_nearest():
    with pytest.raises(LookupFailed, match="did you mean 'proposals'"):
        make_frame("propsals", ())


def test_whom_a_finding_names_is_called_as_in_the_frame_of_people():
    """A thread knows who wrote in it; only the whole list, that two names are one person."""

    def named(sender):
        return f"known as {sender.name}"

    people = set(make_frame("people", SAMPLE, name_of=named)["person"])
    for table, column in (
        ("proposals", "author"),
        ("positions", "holder"),
        ("actions", "owner"),
        ("questions", "asker"),
        ("acts", "person"),
    ):
        found = set(make_frame(table, SAMPLE, name_of=named)[column].dropna())
        assert found <= people
        assert found
