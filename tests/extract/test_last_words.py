"""What one message says on the whole of an idea that it praises and turns from."""

from __future__ import annotations

import pytest

from listminer.extract.last_words import stand_of
from listminer.extract.proposals import Idea
from listminer.extract.scene import Said
from listminer.extract.sides import Side
from listminer.extract.wording import content_words
from listminer.model import MessageId, Span, Stance

IDEA = Idea(author="Ada Lovelace")


def side(number: int, stance: Stance, confidence: float, text: str) -> Side:
    span = Span(message_id=MessageId("a@example.org"), start=100 * number, end=100 * number + 50)
    said = Said(
        number=number,
        place=number,
        span=span,
        text=text,
        paragraph=span,
        item=0,
        is_numbered=False,
        speaker="Linus Moe",
        kinds={},
        shares={},
        sources=(),
        words=content_words(text),
    )
    return Side(said, IDEA, stance, confidence)


YES = side(1, "support", 0.55, "For the talks it is a good idea.")


GRANTED = side(1, "support", 0.8, "I agree with Ada that the bridge is a burden.")


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([GRANTED, side(2, "oppose", 0.6, "I don't agree that we should go.")], "oppose"),
        ([GRANTED, side(3, "oppose", 0.6, "I don't agree that we should go.")], "support"),
        ([YES], "support"),
        ([YES, side(2, "oppose", 0.33, "But it would not work for a workshop.")], "conditional"),
        ([YES, side(2, "oppose", 0.15, "But it would not work for a workshop.")], "support"),
        ([YES, side(2, "oppose", 0.33, "It would not work for a workshop.")], "support"),
        ([YES, side(5, "oppose", 0.33, "But it would not work for a workshop.")], "support"),
        ([YES, side(2, "support", 0.33, "But a workshop needs it, too.")], "support"),
        (
            [
                side(1, "support", 0.55, "I do agree that it is less work."),
                side(2, "oppose", 0.33, "But it is a step backwards."),
            ],
            "oppose",  # granted, no more
        ),
    ],
)
def test_where_a_message_stands_that_turns_round(sides, expected):
    assert stand_of(sides) == expected
