"""Whose words a quote is said to hold: those of the mail it repeats, before any attribution."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import Attribution, MessageId, Segment, Span
from listminer.render.whose import Writers, credit, writers_of


def span(start, end):
    return Span(message_id=MessageId("b"), start=start, end=end)


def quote(start, end, named=None):
    said = Attribution(name=named, address=None, date=None, span=span(0, 1)) if named else None
    return Segment(span=span(start, end), zone="quotation", depth=1, attribution=said)


@pytest.mark.parametrize(
    ("covered", "attributed", "expected"),
    [
        ((0, 40), "Ada", " from Grace"),  # what it repeats was written by Grace
        ((0, 10), "Ada", ", said to be from Ada"),  # a few words do not make the rest Grace's
        ((0, 10), None, ""),
        (None, "Ada", ", said to be from Ada"),
        (None, None, ""),
    ],
)
def test_whose_words_a_quote_is_said_to_hold(covered, attributed, expected):
    sources = [(span(*covered), "Grace")] if covered else []
    assert credit(writers_of([quote(0, 40, attributed)], sources)) == expected


def test_a_mail_without_a_senders_name_leaves_its_words_to_the_attribution():
    assert writers_of([quote(0, 40, "Ada")], [(span(0, 40), "")]) == Writers((), ("Ada",))


def test_a_name_found_is_not_said_again():
    found = writers_of([quote(0, 40), quote(50, 90, "Grace")], [(span(0, 40), "Grace")])
    assert found == Writers(("Grace",), ())


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=8),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_nobody_is_credited_whose_mail_is_not_repeated(pieces, is_linked):
    at, segments, sources = 0, [], []
    for (gap, size), linked in zip(pieces, is_linked, strict=False):
        segments.append(quote(at + gap, at + gap + size, "Mallory"))
        if linked:
            sources.append((span(at + gap, at + gap + size), f"sender of {at}"))
        at += gap + size
    found = writers_of(segments, sources)
    assert set(found.found) == {name for _, name in sources}
    assert set(found.said) <= {"Mallory"}
