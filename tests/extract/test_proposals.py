"""How much speaks for a sentence stating an idea."""

from __future__ import annotations

from listminer.extract.proposals import Idea, _points
from listminer.extract.scene import Said
from listminer.extract.wording import Rarity, content_words
from listminer.model import MessageId, Span

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
