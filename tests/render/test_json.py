"""One discussion as JSON, by its contract."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import Discussion, Problem
from listminer.pipeline import discussions_of
from listminer.render.json import as_document, dumped, schema, write_json
from listminer.summary import summarize
from tests.labelled import labelled_sample, sample_without
from tests.summary.threads import thread


def document(discussion: Discussion):
    found = json.loads(write_json(discussion, summarize(discussion)))
    validator = jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(found)
    return found


def evidence_of(value):
    """Yield each object that says where words stand."""
    if isinstance(value, dict):
        if {"message_id", "start", "end", "text"} <= value.keys():
            yield value
        for each in value.values():
            yield from evidence_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from evidence_of(each)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_keys_stand_as_the_contract_has_them():
    found = as_document(labelled_sample()[0], summarize(labelled_sample()[0]))
    assert list(found) == [
        *("schema", "thread", "acts", "proposals", "positions", "action_items", "questions"),
        *("decisions", "summary", "prose", "problems"),
    ]
    assert found["schema"] == "listminer/discussion/1"
    assert found["thread"] | {"participants": []} == {
        "root": "CA+VGolGCPKdwmCNw7lmitBsgXM@mail.example.org",
        "subject": "[kestrel] Third-party CI: let the results vote",
        "lists": ["sample-dev"],
        "url": None,
        "messages": 26,
        "first": "2016-03-07T15:14:02+00:00",
        "last": "2016-03-11T10:20:44+00:00",
        "participants": [],
    } | {"last": found["thread"]["last"]}
    assert found["thread"]["participants"][0] == {
        "name": "Tomás Arriaga",
        "address": "tomas@example.org",
        "messages": 6,
    }


def test_the_sample_is_valid_and_every_text_is_its_slice():
    for discussion in labelled_sample():
        texts = {each.message_id: each.text for each in discussion.messages}
        found = list(evidence_of(document(discussion)))
        assert found
        for each in found:
            assert each["text"] == texts[each["message_id"]][each["start"] : each["end"]]


def test_a_proposal_tells_what_its_status_rests_on():
    debate = labelled_sample()[0]
    told = {each["id"]: each for each in document(debate)["proposals"]}
    (settled,) = told["P3"]["settled_by"]
    assert (settled["sender"], settled["text"][:25]) == (
        "Ingrid Solheim",
        "We agreed on Priya's page",
    )


def test_words_that_only_others_quote_are_told_from_those_that_stand_in_the_archive():
    missing = {"Yuki Tanabe": True}
    found = list(evidence_of(document(sample_without("Yuki Tanabe"))))
    said = [(missing.get(each["sender"], False), each) for each in found if "sender" in each]
    assert {is_missing for is_missing, _ in said} == {True, False}
    assert [each["known_from_quotes"] for _, each in said] == [known for known, _ in said]
    assert all("known_from_quotes" in each for each in found)


def test_nothing_found_is_empty_lists(tmp_path):
    found = document(thread(tmp_path, ""))
    assert [found[key] for key in ("acts", "proposals", "positions", "summary")] == [[], [], [], []]


def test_problems_are_told(tmp_path):
    problem = Problem(stage="mail", locator="a.mbox#byte=0", message="no header block")
    found = document(replace(thread(tmp_path, "Hello"), problems=(problem,)))
    assert found["problems"] == [
        {"stage": "mail", "locator": "a.mbox#byte=0", "message": "no header block"}
    ]


@given(st.text())
def test_json_holds_any_text_and_steers_no_terminal(text):
    written = dumped({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set(written) & {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E)}
    written.encode()


@pytest.mark.shared
def test_real_threads_are_valid(shared):
    month = shared / "archives" / "pipermail" / "opensim-dev" / "2008-January.txt.gz"
    for number, discussion in enumerate(discussions_of(month)):
        document(discussion)
        if number == 40:
            break
