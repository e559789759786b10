"""The check of findings and summaries sees what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.evaluate.verbatim import (
    check_findings,
    check_summary,
    is_clean,
    verbatim_table,
)
from listminer.model import Findings, Sentence, Span, SpeechAct, Summary
from listminer.summary import summarize
from tests.labelled import MONTH, labelled_sample
from tests.summary.threads import thread


@pytest.fixture
def debate():
    return labelled_sample()[0]


def first_sentence(debate) -> Sentence:
    return summarize(debate).sentences[0]


def check(debate, **changes):
    wrong = replace(first_sentence(debate), **changes)
    return check_summary(debate, Summary(sentences=(wrong,)))


def test_a_true_sentence_passes(debate):
    assert check(debate).broken == 0


def test_a_sentence_without_evidence_is_seen(debate):
    assert check(debate, evidence=(), quotes=()).without_evidence == 1


def test_evidence_outside_its_message_is_seen(debate):
    root = debate.messages[0]
    wild = Span(message_id=root.message_id, start=0, end=len(root.text) + 1)
    assert check(debate, evidence=(wild,), quotes=()).without_evidence == 1


def test_a_changed_quotation_is_seen(debate):
    text = first_sentence(debate).text
    assert check(debate, text=text.replace("eleven", "twelve")).not_verbatim >= 1


def test_a_wrong_name_is_seen(debate):
    text = first_sentence(debate).text
    wrong = check(debate, text=text.replace("Tomás Arriaga", "Kwame Boateng"))
    assert wrong.anothers_words == 1


def test_quoted_words_are_seen(tmp_path):
    found = thread(tmp_path, "We drop the gate.", "> We drop the gate.\n\nNo, we keep it all year.")
    reply = found.messages[1]
    span = Span(message_id=reply.message_id, start=2, end=reply.text.index("\n"))
    sentence = Sentence(
        text="Grace Hopper writes: “We drop the gate.”", evidence=(span,), quotes=(span,)
    )
    assert check_summary(found, Summary(sentences=(sentence,))).anothers_words == 1


def test_the_table_has_a_row_a_source():
    table = verbatim_table([str(MONTH)], lambda discussion: discussion)
    ((name, threads, findings, sentences, quotations, *wrong),) = table.rows
    assert (name, threads, findings, wrong) == ("2016-March.txt.gz", 1, 0, [0, 0, 0, 0])
    assert is_clean(table)
    assert sentences >= 3
    assert quotations >= 3


def test_a_finding_on_quoted_words_is_counted(tmp_path):
    found = thread(tmp_path, "We drop the gate.", "> We drop the gate.\n\nNo, we keep it all year.")
    reply = found.messages[1]
    span = Span(message_id=reply.message_id, start=2, end=reply.text.index("\n"))
    act = SpeechAct(kind="proposal", span=span, answers=None, confidence=0.9)
    breaches = check_findings(replace(found, findings=Findings(acts=(act,))))
    assert (breaches.findings, breaches.lawless, breaches.broken) == (1, 1, 1)
