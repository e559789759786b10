"""A thread told in a few sentences."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listminer.evaluate.verbatim import check_summary
from listminer.model import (
    ActionItem,
    Decision,
    Findings,
    Position,
    Question,
    Span,
    SpeechAct,
    SummaryPart,
    Turn,
)
from listminer.pipeline import discussions_of
from listminer.quoting import quoted
from listminer.summary import at_least, summarize
from listminer.summary.reading import Reading
from tests.labelled import labelled_sample
from tests.store.mails import debate, mbox
from tests.summary.threads import thread, without_findings


def told(summary, part):
    return [each.text for each in summary.sentences if each.part == part]


def test_the_sample_debate_is_told_part_by_part():
    summary = summarize(labelled_sample()[0], words=600)
    order = list(dict.fromkeys(each.part for each in summary.sentences))
    assert order == list(get_args(SummaryPart))
    assert told(summary, "decisions")[0] == (
        "Ingrid Solheim (on P4): “We voted in today's meeting, and Yuki's rule is accepted with"
        " seven votes for and none against.”"
    )
    assert told(summary, "questions") == [
        "Leila Haddad asks: “Does anyone know whether the stable branches would fall under the"
        " rule as well?”"
    ]
    assert (
        "P5 (superseded), by Tomás Arriaga: Every system uploads its logs to the project's log"
        " server. Against: Priya Raghunathan."
    ) in told(summary, "proposals")


def test_who_decides_and_closes_on_one_day_is_told_the_day_once(tmp_path):
    found = thread(
        tmp_path,
        "The nightly build fails since Monday.",
        "It fails on the second machine only.",
        "We voted on it in the meeting and the second machine goes.",
    )
    last = found.messages[-1]
    span = Span(message_id=last.message_id, start=0, end=len(last.text.rstrip()))
    decision = Decision(text=last.text, proposal=None, evidence=(span,), confidence=1.0)
    settled = replace(found, findings=Findings(decisions=(decision,)))
    assert told(summarize(settled), "course") == [
        "Ada Lovelace opens on 1 Mar;"
        " Alan Turing states a decision and writes the last mail on 1 Mar 2020."
    ]


def test_no_answer_opens_a_thread_whose_first_mail_is_missing(tmp_path):
    found = thread(
        tmp_path,
        "The nightly build fails since Monday.",
        "It fails on the second machine only.",
        "The second machine has no disk left.",
        "Then the second machine goes.",
    )
    opening, *answers = found.messages
    lost = replace(found, messages=(replace(opening, ghost=True, date=None), *answers))
    assert told(summarize(lost), "course")[0] == (
        "Grace Hopper writes the first mail that is here on 1 Mar;"
        " Löwe Ström writes the last mail on 1 Mar 2020."
    )


def test_a_summary_of_usual_length_tells_sides_outcome_actions_and_questions():
    parts = [each.part for each in summarize(labelled_sample()[0]).sentences]
    assert set(parts) >= {"issue", "proposals", "decisions", "actions", "questions", "course"}
    assert len(parts) <= 12


def test_the_opening_gives_the_idea_and_what_it_is_for():
    (opening,) = told(summarize(labelled_sample()[0]), "issue")
    assert opening == (
        "Tomás Arriaga: “Last cycle we merged eleven changes that broke at least one vendor driver,"
        " and in nine of the eleven the vendor's own CI had reported a failure on the change before"
        " we approved it.” “We should let third-party CI vote.”"
    )


def test_the_opening_is_in_words_of_the_first_mail_though_a_later_one_says_it_better():
    found, _ = labelled_sample()
    texts = {message.message_id: message.text for message in found.messages}
    idea, *others = found.findings.proposals
    first = idea.evidence[0].message_id
    at = texts[first].index("Nobody looked.")
    vague = Span(message_id=first, start=at, end=at + len("Nobody looked."))
    later = next(s for each in others for s in each.evidence if s.message_id != first)
    findings = replace(found.findings, proposals=(replace(idea, evidence=(vague, later)),))
    summary = summarize(replace(found, findings=findings))
    opening = next(each for each in summary.sentences if each.part == "issue")
    assert {span.message_id for span in opening.quotes} == {first}
    for span in opening.quotes:
        assert quoted(texts[first], span.start, span.end) in opening.text


def test_a_title_whose_words_stand_above_is_told_again_in_few():
    (again,) = [
        each
        for each in told(summarize(labelled_sample()[0]), "proposals")
        if each.startswith("P1 ")
    ]
    assert again.startswith(
        "P1 (superseded), by Tomás Arriaga: Let third-party CI vote, every system … For: Marek"
    )


def test_who_changes_sides_is_told_with_the_words():
    summary = summarize(labelled_sample()[0], words=1000)
    assert [
        each for each in told(summary, "positions") if each.startswith("Kwame Boateng goes")
    ] == [
        "Kwame Boateng goes from on a condition to for on P4 on 10 Mar: “With the lab failures out"
        " of the count I go from +0 to +1 on Yuki's rule.”"
    ]


@pytest.mark.parametrize("words", [10, 40, 100, 250, 600])
def test_a_summary_keeps_to_its_length(words):
    for discussion in labelled_sample():
        summary = summarize(discussion, words)
        first, *others = summary.sentences
        length = len(first.text.split())
        assert length + sum(len(each.text.split()) for each in others) <= max(words, length)


def test_a_longer_summary_says_all_that_a_shorter_one_says_on_what_matters_most():
    discussion = labelled_sample()[0]
    assert summarize(discussion, 20).sentences[0] == summarize(discussion, 500).sentences[0]


def test_a_thread_with_nothing_found_gets_a_short_honest_summary(tmp_path):
    found = thread(
        tmp_path,
        "The nightly build fails on the new compiler since Monday.",
        "It needs the flag that Monday's commit took away.",
    )
    summary = summarize(found)
    assert [each.text for each in summary.sentences] == [
        "Ada Lovelace: “The nightly build fails on the new compiler since Monday.”",
        "Grace Hopper: “It needs the flag that Monday's commit took away.”",
    ]
    assert summary.findings == Findings()


def asked(found, words, kind=Question, at=0):
    """Return an open question (or a decision, or an action) that rests on *words* of a mail."""
    message = found.messages[at]
    start = message.text.index(words)
    span = Span(message_id=message.message_id, start=start, end=start + len(words))
    common = {"evidence": (span,), "confidence": 1.0}
    if kind is Question:
        return Question(asker="Ada Lovelace", text=words, open=True, answered_by=(), **common)
    return ActionItem(owner=None, task=words, due=None, due_date=None, status="open", **common)


def test_what_is_quoted_already_is_not_said_again(tmp_path):
    words = "Does the nightly build fail for anybody else since Monday?"
    found = thread(tmp_path, words, "It fails here too, on both of our machines.")
    found = replace(found, findings=Findings(questions=(asked(found, words),)))
    assert [each.text for each in summarize(found).sentences] == [
        f"Ada Lovelace: “{words}”",
        "Grace Hopper: “It fails here too, on both of our machines.”",
    ]


def test_a_question_that_says_nothing_alone_is_not_told(tmp_path):
    found = thread(tmp_path, "The nightly build fails on the new compiler since Monday. Thoughts?")
    found = replace(found, findings=Findings(questions=(asked(found, "Thoughts?"),)))
    assert told(summarize(found), "questions") == []


def test_who_asks_is_told_beside_the_words_and_not_who_is_asked(tmp_path):
    words = "Please try the new compiler on a big-endian machine."
    found = thread(
        tmp_path,
        "The nightly build fails on the new compiler since Monday morning.\n\n"
        "It was fine with the old one for more than eleven months on this very machine.\n\n"
        "The scripts have not been touched for a year, and nobody else has the keys.\n\n" + words,
    )
    action = asked(found, words, ActionItem)
    found = replace(found, findings=Findings(actions=(replace(action, owner="Grace Hopper"),)))
    assert told(summarize(found), "actions") == [f"Ada Lovelace asks Grace Hopper: “{words}”"]


def test_where_nobody_takes_sides_the_words_come_in_the_order_of_the_thread(tmp_path):
    said = [
        "The nightly build fails on the new compiler since Monday morning.",
        "It needs the flag that Monday's commit to the build scripts took away.",
        "The flag went away because the linker of the old machine crashed on it.",
        "Then only the old machine should be built without the flag from now on.",
    ]
    summary = summarize(thread(tmp_path, *said))
    assert [each.quotes[0].message_id for each in summary.sentences if each.quotes] == [
        each.message_id for each in thread(tmp_path, *said).messages
    ]
    assert [each.part for each in summary.sentences][:3] == ["issue"] * 3


def test_a_thread_is_not_quoted_whole(tmp_path):
    said = " ".join(
        f"Sentence number {n} says what machine {n} of the farm does." for n in range(40)
    )
    found = thread(tmp_path, said, said.replace("Sentence", "Line"))
    quoted = sum(
        len(found.messages[0].text[each.start : each.end].split())
        for sentence in summarize(found, 1000).sentences
        for each in sentence.quotes
    )
    assert 60 <= quoted <= len(said.split())


def test_an_empty_message_gives_an_empty_summary(tmp_path):
    assert summarize(thread(tmp_path, "")).sentences == ()


def test_what_one_quotes_is_never_told_as_ones_own(tmp_path):
    found = thread(
        tmp_path,
        "We must never drop the old gate, because every release of ours depends on it.",
        "On Sun, 1 Mar 2020 at 09:00, Ada Lovelace wrote:\n"
        "> We must never drop the old gate, because every release of ours depends on it.\n\n"
        "No release depends on it any more.",
    )
    said = [each.text for each in summarize(found).sentences]
    assert not any(text.startswith("Grace") and "never drop" in text for text in said)


def test_the_reason_stands_for_the_bare_side(tmp_path):
    found = thread(
        tmp_path,
        "Let us drop the old gate.",
        "-1 from me.\n\nEvery release would break, because the scripts call it.\n\nAlso, it rains.",
    )
    message = found.messages[1]
    side = Span(message_id=message.message_id, start=0, end=len("-1 from me."))
    position = Position(
        holder="Grace Hopper",
        proposal="P1",
        stance="oppose",
        evidence=(side,),
        history=(),
        confidence=1,
    )
    span = Reading(found).argument(position)
    assert span is not None
    assert message.text[span.start : span.end] == (
        "Every release would break, because the scripts call it."
    )


def test_what_turns_to_somebody_else_is_no_reason(tmp_path):
    bare = "-1 from me."
    found = thread(
        tmp_path,
        "Let us drop the old gate.",
        f"{bare}\n\nAda, the notice of every release still says 2019 because of the scripts.",
    )
    message = found.messages[1]
    position = Position(
        holder="Grace Hopper",
        proposal="P1",
        stance="oppose",
        evidence=(Span(message_id=message.message_id, start=0, end=len(bare)),),
        history=(),
        confidence=1,
    )
    span = Reading(found).argument(position)
    assert span is not None
    assert message.text[span.start : span.end] == bare


def test_a_turn_of_speech_is_no_reason(tmp_path):
    found = thread(
        tmp_path,
        "Let us drop the old gate.",
        "I like dropping the gate very much. But it would break every release because of scripts.",
    )
    message = found.messages[1]
    end = message.text.index(" But")
    position = Position(
        holder="Grace Hopper",
        proposal="P1",
        stance="support",
        evidence=(Span(message_id=message.message_id, start=0, end=end),),
        history=(Turn(stance="oppose", evidence=()),),
        confidence=1,
    )
    span = Reading(found).argument(position)
    assert span is not None
    assert message.text[span.start : span.end] == "I like dropping the gate very much."


def test_unsure_findings_can_be_left_out_with_what_hangs_on_them():
    findings = labelled_sample()[0].findings
    unsure = replace(findings.proposals[0], confidence=0.2)
    left = at_least(replace(findings, proposals=(unsure, *findings.proposals[1:])), 0.5)
    assert [each.id for each in left.proposals] == ["P2", "P3", "P4", "P5", "P6", "P7"]
    assert {each.proposal for each in left.positions} == {"P2", "P3", "P4", "P5", "P6", "P7"}
    assert [each.proposal for each in left.decisions] == ["P4", None, "P3"]


def test_each_finding_with_a_row_has_words_from_its_evidence_or_its_message():
    discussion = labelled_sample()[0]
    summary = summarize(discussion)
    kinds = Counter(type(each.finding).__name__ for each in summary.words)
    assert kinds["Position"] == len(summary.findings.positions)
    for each in summary.words:
        ids = {span.message_id for span in each.finding.evidence}
        assert each.span.message_id in ids


# laws


@pytest.mark.parametrize("words", [10, 100, 250, 1000])
def test_no_claim_of_the_sample_stands_without_its_words(words):
    for discussion in labelled_sample():
        for each in (discussion, without_findings(discussion)):
            assert check_summary(each, summarize(each, words)).broken == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(alphabet="abc .,?!+-1>\n“”…\x00\u202e日", max_size=60), min_size=1, max_size=4)
)
def test_no_claim_of_any_mail_stands_without_its_words(tmp_path_factory, bodies):
    found = thread(tmp_path_factory.mktemp("law"), *bodies)
    assert check_summary(found, summarize(found, 60)).broken == 0


def test_five_hundred_messages_are_summed_up(tmp_path):
    source = tmp_path / "long.mbox"
    source.write_bytes(mbox(debate(0, 500, "Nightly builds")))
    longest = max(discussions_of(source), key=lambda each: len(each.messages))
    summary = summarize(longest)
    assert check_summary(longest, summary).broken == 0
    assert summary.sentences


def test_thousands_of_sides_in_one_mail_take_no_time(tmp_path):
    found = thread(tmp_path, "Let us drop the old gate.", "-1. " * 12_000)
    message = found.messages[1]
    spans = tuple(
        Span(message_id=message.message_id, start=at * 4, end=at * 4 + 3) for at in range(12_000)
    )
    position = Position(
        holder="Grace Hopper",
        proposal="P1",
        stance="oppose",
        evidence=spans,
        history=(),
        confidence=1,
    )
    acts = tuple(SpeechAct(kind="oppose", span=span, answers=None, confidence=1) for span in spans)
    found = replace(found, findings=Findings(acts=acts, positions=(position,)))
    start = time.perf_counter()
    summarize(found)
    assert time.perf_counter() - start < 3


@pytest.mark.shared
def test_no_claim_of_real_threads_stands_without_its_words(shared):
    month = shared / "archives" / "pipermail" / "opensim-dev" / "2009-March.txt.gz"
    checked = 0
    for discussion in discussions_of(month):
        if len(discussion.messages) >= 5:
            assert check_summary(discussion, summarize(discussion)).broken == 0
            checked += 1
    assert checked > 20
