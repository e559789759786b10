"""Findings kept in the store: what goes in comes out equal, and is read only once."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listminer.errors import LookupFailed
from listminer.extract import findings as extraction
from listminer.extract.reading import load_reader
from listminer.model import (
    ActionItem,
    Decision,
    Findings,
    Position,
    Problem,
    Proposal,
    Question,
    Span,
    SpeechAct,
    Turn,
)
from listminer.pipeline import findings_of, ingest, read_findings
from listminer.pipeline.findings_codec import decode_findings, encode_findings
from listminer.settings import Settings
from listminer.store import Store
from tests.labelled import MONTH, labelled_sample

TEXT = st.text(max_size=12)
SURE = st.floats(0, 1)
IDS = st.sampled_from(["a@x", "b@x", "<odd> id", "ünï\udce9"])
SPANS = st.builds(
    lambda message_id, start, length: Span(message_id=message_id, start=start, end=start + length),
    IDS,
    st.integers(0, 99),
    st.integers(0, 99),
)
EVIDENCE = st.lists(SPANS, max_size=3).map(tuple)
STANCES = st.sampled_from(["support", "oppose", "conditional"])
TURNS = st.lists(st.builds(Turn, stance=STANCES, evidence=EVIDENCE), max_size=2).map(tuple)
DAYS = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)).map(
    lambda day: day.replace(tzinfo=UTC)
)
FINDINGS = st.builds(
    Findings,
    acts=st.lists(
        st.builds(
            SpeechAct,
            kind=st.sampled_from(["proposal", "question"]),
            span=SPANS,
            answers=st.none() | SPANS,
            confidence=SURE,
        ),
        max_size=3,
    ).map(tuple),
    proposals=st.lists(
        st.builds(
            Proposal,
            id=TEXT,
            title=TEXT,
            author=st.none() | TEXT,
            status=st.sampled_from(["open", "superseded"]),
            evidence=EVIDENCE,
            confidence=SURE,
            settled_by=EVIDENCE,
        ),
        max_size=2,
    ).map(tuple),
    positions=st.lists(
        st.builds(
            Position,
            holder=TEXT,
            proposal=TEXT,
            stance=STANCES,
            evidence=EVIDENCE,
            history=TURNS,
            confidence=SURE,
        ),
        max_size=2,
    ).map(tuple),
    actions=st.lists(
        st.builds(
            ActionItem,
            owner=st.none() | TEXT,
            task=TEXT,
            due=st.none() | TEXT,
            due_date=DAYS,
            status=st.sampled_from(["open", "done"]),
            evidence=EVIDENCE,
            confidence=SURE,
            settled_by=EVIDENCE,
        ),
        max_size=2,
    ).map(tuple),
    questions=st.lists(
        st.builds(
            Question,
            asker=TEXT,
            text=TEXT,
            open=st.booleans(),
            answered_by=st.lists(IDS, max_size=2).map(tuple),
            evidence=EVIDENCE,
            confidence=SURE,
        ),
        max_size=2,
    ).map(tuple),
    decisions=st.lists(
        st.builds(
            Decision, text=TEXT, proposal=st.none() | TEXT, evidence=EVIDENCE, confidence=SURE
        ),
        max_size=2,
    ).map(tuple),
    others=EVIDENCE,
)


@settings(max_examples=100, deadline=None)
@given(FINDINGS)
def test_findings_come_out_of_the_codec_as_they_went_in(findings):
    content = encode_findings(findings)
    assert content.isascii()
    assert decode_findings(content) == findings


def test_the_labels_of_the_sample_come_out_as_they_went_in():
    for labelled in labelled_sample():
        assert decode_findings(encode_findings(labelled.findings)) == labelled.findings


@pytest.fixture
def path(tmp_path):
    """Return a store file that holds the sample."""
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        ingest(store, [MONTH])
    return path


def forbid_reading(monkeypatch):
    def refuse(*_):
        raise AssertionError("read again")

    monkeypatch.setattr("listminer.extract.findings.extract", refuse)


def test_a_thread_is_read_once(path, monkeypatch):
    with Store.open(path) as store:
        number = next(store.threads(sort="replies")).number
        first = read_findings(store, number)
        assert first.findings.proposals
        forbid_reading(monkeypatch)
        assert read_findings(store, number) == first


def all_found(path, workers):
    with Store.open(path) as store:
        return list(findings_of(store, settings=Settings(workers=workers, spread_from_bytes=0)))


def test_findings_are_the_same_for_any_number_of_processes(path, tmp_path):
    again = tmp_path / "again.sqlite"
    again.write_bytes(path.read_bytes())
    found = all_found(path, 2)
    assert found == all_found(again, 1)
    assert any(each.findings.positions for each in found)


def test_what_helpers_found_is_kept(path, monkeypatch):
    found = all_found(path, 2)
    forbid_reading(monkeypatch)
    assert found == all_found(path, 1)


def test_a_thread_that_ends_its_process_costs_nothing_but_its_findings(path, monkeypatch):
    calm = all_found(path, 1)
    whole_reading = extraction.extract

    def die_or_read(discussion, *rest):
        if len(discussion.messages) == 3:
            os._exit(11)  # as a segmentation fault or the kernel's killer of big processes does
        return whole_reading(discussion, *rest)

    monkeypatch.setattr("listminer.pipeline.findings.VERSION", "another")
    monkeypatch.setattr(extraction, "extract", die_or_read)
    # Only a fork takes the patch along; idle threads that other tests leave would make it a spawn.
    monkeypatch.setattr("listminer.pipeline.errands.threading.active_count", lambda: 1)
    first, second = all_found(path, 2)
    assert first == calm[0]
    (problem,) = second.problems
    assert (problem.stage, problem.locator) == ("extract", second.thread.root)
    assert second == replace(calm[1], findings=Findings(), problems=(problem,))
    monkeypatch.setattr(extraction, "extract", whole_reading)
    assert all_found(path, 1) == calm  # what was given up is not kept


def test_another_version_reads_again(path, monkeypatch):
    with Store.open(path) as store:
        first = list(findings_of(store))
        monkeypatch.setattr("listminer.pipeline.findings.VERSION", "another")
        forbid_reading(monkeypatch)
        with pytest.raises(AssertionError, match="read again"):
            list(findings_of(store))
    assert [len(each.messages) for each in first] == [26, 3]


def test_a_store_that_cannot_be_written_is_read_all_the_same(path):
    with Store.open(path, readonly=True) as store:
        found = list(findings_of(store))
        assert read_findings(store, found[0].thread.root) == found[0]
    with Store.open(path) as store:
        assert list(findings_of(store)) == found


def test_a_makeshift_reading_is_told_and_not_kept(path, monkeypatch):
    told = Problem(stage="extract", locator="model", message="no model")
    makeshift = replace(load_reader(tagged=False), problems=(told,))
    with Store.open(path) as store:
        for found in findings_of(store, reader=makeshift):
            assert told in found.problems
        forbid_reading(monkeypatch)
        with pytest.raises(AssertionError, match="read again"):
            next(findings_of(store))


def test_a_period_without_mail_has_no_findings(path):
    with Store.open(path) as store:
        assert list(findings_of(store, since="2017")) == []


def test_an_unknown_thread_is_told(path):
    with Store.open(path) as store, pytest.raises(LookupFailed):
        read_findings(store, "no such thread")
