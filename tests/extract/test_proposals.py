"""How much speaks for a sentence stating an idea, and which only points to one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listminer.extract.proposals import Idea, _points, points_to_one
from listminer.extract.scene import Said
from listminer.extract.wording import Rarity, content_words
from listminer.model import MessageId, Span
from tests.extract.threads import read, thread

MANY = 30  # sentences of an idea; only the last ones are compared one by one


def said(number: int, text: str) -> Said:
    span = Span(message_id=MessageId("a@example.org"), start=100 * number, end=100 * number + 50)
    return Said(
        number=number,
        place=number,
        span=span,
        text=text,
        paragraph=span,
        item=number,
        is_numbered=False,
        speaker="Ada Lovelace",
        kinds={"proposal": 0.5},
        shares={"proposal": 0.5},
        sources=(),
        words=content_words(text),
    )


def test_words_that_only_old_sentences_of_an_idea_hold_are_compared_with_nothing():
    """The idea as a whole shares words with the new sentence, its last sentences do not."""
    idea = Idea(author="Ada Lovelace")
    idea.add(said(0, "We should drop the old parser."))
    for number in range(1, MANY):
        idea.add(said(number, f"We should paint gate{number}."))
    new = said(MANY, "We should drop the old parser.")
    rarity = Rarity(each.words for each in (*idea.said, new))
    assert _points(idea, new, rarity) < _points(idea, said(MANY, "We should paint gate29."), rarity)


POINTS = "I have written up a proposal for a faster parser here:"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POINTS, True),
        ("I've put up some thoughts at https://example.org/wiki/Parser for discussion.", True),
        ("I have created a Feature Proposal page in the wiki: https://example.org/Parser", True),
        ("I just posted my draft for comments.", True),
        ("As I wrote in my proposal at https://example.org, it is slow.", False),
        ("I wrote a plan for that once.", False),
        ("I've written up thoughts on this in the past at https://example.org/old.", False),
        ("Ada wrote up a proposal here:", False),
        ("Have you read the proposal here?", False),
    ],
)
def test_what_points_to_a_plan(text, expected):
    assert points_to_one(said(0, text)) is expected


def test_another_s_words_point_to_nothing():
    assert not points_to_one(replace(said(0, POINTS), is_anothers=True))


def test_who_points_to_a_plan_puts_it_forward(tmp_path):
    """A thread's first mail may say no more of what everybody then votes on."""
    body = f"{POINTS}\n\nhttps://example.org/wiki/Parser\n"
    found = read(thread(tmp_path, [("Ada Lovelace", body), ("Linus Moe", "Great idea, +1!")]))
    assert [p.author for p in found.proposals] == ["Ada Lovelace"]
    assert [(p.holder, p.stance) for p in found.positions] == [
        ("Ada Lovelace", "support"),
        ("Linus Moe", "support"),
    ]
