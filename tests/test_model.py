"""What two stretches of text have in common."""

from __future__ import annotations

import pytest

from listminer.model import MessageId, Span


def span(start: int, end: int, message_id: str = "a") -> Span:
    return Span(message_id=MessageId(message_id), start=start, end=end)


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        (span(0, 9), span(0, 9), True, True),
        (span(0, 9), span(3, 5), True, True),
        (span(3, 5), span(0, 9), True, False),
        (span(0, 5), span(4, 9), True, False),
        (span(0, 5), span(5, 9), False, False),  # they touch
        (span(0, 9), span(3, 5, "b"), False, False),
    ],
)
def test_stretches_of_one_message_overlap_or_cover_each_other(one, other, overlaps, covers):
    assert one.overlaps(other) == other.overlaps(one) == overlaps
    assert one.covers(other) == covers


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (span(0, 4), True),
        (span(0, 5), False),
        (span(2, 2), False),
        (span(3, 1), False),
        (span(-1, 2), False),
    ],
)
def test_a_place_in_a_text_holds_something_and_ends_with_it(place, expected):
    assert place.is_in("text") == expected
