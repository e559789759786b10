"""Folded words, and the way back to the letters that they are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listminer.model import MessageId, Segment, Span
from listminer.thread.words import Earlier
from tests.alarm import alarm

OWN = MessageId("a")


@given(st.lists(st.text("ab .-\t\n", max_size=60), max_size=6))
def test_every_letter_is_found_where_no_blank_counts(stretches):
    """Each second stretch is somebody else's."""
    text, segments = "", []
    for at, each in enumerate(stretches):
        span = Span(message_id=OWN, start=len(text), end=len(text) + len(each))
        segments.append(Segment(span=span, zone="paragraph", depth=at % 2))
        text += each
    words = Earlier().add(OWN, text, segments, is_dated=True)
    assert words.squeezed == "".join(words.folded.split(" "))
    found = [words.folded[words.unsqueezed(at)] for at in range(len(words.squeezed))]
    assert found == list(words.squeezed)


def test_mail_without_a_date_takes_a_time_that_grows_with_its_number_alone():
    earlier = Earlier()
    with alarm(8):
        for number in range(30_000):
            text = "\n".join(f"line {line} of {number}" for line in range(5))
            span = Span(message_id=MessageId(f"m{number}"), start=0, end=len(text))
            segments = [Segment(span=span, zone="paragraph")]
            earlier.add(span.message_id, text, segments, is_dated=number % 2 == 0)
    assert len(earlier.first) == 150_000
