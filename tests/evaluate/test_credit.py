"""Nobody is credited with another's words: the check itself, and what it finds in real readings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.evaluate.credit import claims_of, find_miscredits
from listminer.evaluate.official import default_extract
from listminer.model import Address, Discussion, Findings, Position, Segment, Span
from listminer.people import people_of
from listminer.pipeline import discussions_of
from tests.labelled import MONTH, labelled_sample

CHECKED = 500


def position(holder: str, span: Span) -> Position:
    return Position(
        holder=holder, proposal="P1", stance="support", evidence=(span,), history=(), confidence=1.0
    )


def with_position(discussion: Discussion, holder: str, span: Span) -> Discussion:
    return replace(discussion, findings=Findings(positions=(position(holder, span),)))


def quoting_message(discussion: Discussion):
    """Return a message and a stretch of it that it quotes."""
    for message in discussion.messages:
        for segment in discussion.segments[message.message_id]:
            if segment.depth and segment.zone == "quotation":
                return message, segment.span
    raise AssertionError("the sample quotes")


def test_the_labels_credit_everybody_with_their_own_words():
    for discussion in labelled_sample():
        assert find_miscredits(discussion) == ()


def test_quoted_words_are_nobodys_position():
    debate = labelled_sample()[0]
    message, span = quoting_message(debate)
    (wrong,) = find_miscredits(with_position(debate, message.sender.display, span))
    assert wrong.reason == "the words are quoted"


def test_words_of_another_sender_are_seen():
    debate = labelled_sample()[0]
    held = debate.findings.positions[0]
    other = next(m.sender.display for m in debate.messages if m.sender.display != held.holder)
    (wrong,) = find_miscredits(with_position(debate, other, held.evidence[0]))
    assert wrong.reason.startswith("sent by")


def copied_from(said, words, sender):
    """Return the sample's debate where *sender* says again what *said* holds, and claims it."""
    debate = labelled_sample()[0]
    thief = next(m for m in reversed(debate.messages) if m.sender != said.sender)
    copy = replace(thief, text=f"I agree.\n{words}\n", sender=sender or thief.sender)
    span = Span(message_id=copy.message_id, start=9, end=9 + len(words))
    whole = Segment(
        span=Span(message_id=copy.message_id, start=0, end=len(copy.text)), zone="paragraph"
    )
    messages = tuple(copy if m is thief else m for m in debate.messages)
    return replace(
        with_position(debate, people_of(messages).name_of(copy.sender), span),
        messages=messages,
        segments={**debate.segments, copy.message_id: (whole,)},
    )


def long_words():
    """Return a message of the sample and words of it that a position rests on."""
    debate = labelled_sample()[0]
    spans = (span for position in debate.findings.positions for span in position.evidence)
    held = next(span for span in spans if span.end - span.start > 80)
    said = next(m for m in debate.messages if m.message_id == held.message_id)
    return said, said.text[held.start : held.end]


def test_words_that_another_wrote_before_are_seen_whatever_their_zone_says():
    said, words = long_words()
    (wrong,) = find_miscredits(copied_from(said, words, None))
    assert wrong.reason == f"{said.sender.display} wrote it before, in {said.message_id}"


def test_who_repeats_himself_from_another_address_took_nothing():
    said, words = long_words()
    elsewhere = Address(name=said.sender.name, address="elsewhere@example.net")
    assert find_miscredits(copied_from(said, words, elsewhere)) == ()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (0, 10**9)])
def test_a_span_outside_its_text_is_seen(start, end):
    debate = labelled_sample()[0]
    message = debate.messages[0]
    span = Span(message_id=message.message_id, start=start, end=end)
    (wrong,) = find_miscredits(with_position(debate, message.sender.display, span))
    assert wrong.reason == "the span is empty or leaves the text"


def test_what_is_read_of_the_sample_credits_everybody_with_their_own_words():
    extract = default_extract()
    for discussion in discussions_of(MONTH):
        assert find_miscredits(extract(discussion)) == ()


@pytest.mark.shared
def test_what_is_read_of_the_founding_message_credits_everybody_with_their_own_words(shared):
    extract = default_extract()
    (path,) = (shared / "seed").glob("*.txt")
    for discussion in discussions_of(path):
        assert find_miscredits(extract(discussion)) == ()


@pytest.mark.shared
def test_five_hundred_spans_of_real_debates_are_their_senders_own(shared):
    extract = default_extract()
    checked = 0
    for path in sorted((shared / "gold" / "dev").glob("*.mbox")):
        for discussion in discussions_of(path):
            read = extract(discussion)
            assert find_miscredits(read) == ()
            checked += sum(1 for _ in claims_of(read))
        if checked >= CHECKED:
            break
    assert checked >= CHECKED
