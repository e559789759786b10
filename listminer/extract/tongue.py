"""Whether a discussion is in English, which is all that what people say is read in. Pure.

Acts, names and dates are told by English words: in another language nothing is
found, and silence would read as "nothing was decided".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from listminer.model import Discussion, Problem

# Words that English prose cannot do without, but for those that its neighbours write too
# ("in", "is", "was", "we", "or", "as", "at").
_ENGLISH = (
    "the of and to that this it you with have not are be if but can they there would what which"
    " from i"
)
# The same for Spanish and Catalan, Portuguese, French, Italian, German, Dutch, Swedish and Danish,
# Polish and Czech, as far as a log or a commit message in English has none of them.
_FOREIGN = (
    "de la que el en y los las un una por con para es se del lo al i amb els per no em uma os"
    " le les des et une est pour dans du il di che non sono der die das und ist nicht ein eine mit"
    " ich zu het een van niet og att det som är og på w nie jest się na je že"
)
_IS_ENGLISH, _IS_FOREIGN = frozenset(_ENGLISH.split()), frozenset(_FOREIGN.split())
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 12  # of a paragraph that is looked at
_LEAST_SHARE = 0.1  # English threads have .18 and more, Spanish and Catalan ones .07 and less
_FOREIGN_LETTERS = 0.2  # of all: "é" now and then is no other script
_MOST_CHARS = 6000  # of a discussion that are looked at: what language it is shows at once
_MOST_FOREIGN = 2 / 3  # of the paragraphs of either kind
_TOLD = (
    "most of this thread is not in English: what is proposed, asked or decided there in another"
    " language is not found"
)


def foreign_problem(discussion: Discussion) -> Problem | None:
    """Return that *discussion* is mostly in another language; None if not, or too short to tell.

    Told apart by the share of words that prose cannot do without, paragraph by
    paragraph of what its writers wrote themselves. On opensim-dev, twisted-python,
    usrp-users and reality none of 2,765 threads is told so; of bulmages-main's 340
    (Spanish, Catalan) 211 are, and those left hold commit notices or a few words.
    """
    english = foreign = seen = 0
    for message in discussion.messages:
        for segment in discussion.segments[message.message_id]:
            if segment.depth or segment.zone != "paragraph" or message.ghost:
                continue
            said = message.text[segment.span.start : segment.span.end]
            words = [word.lower() for word in _WORD.findall(said)]
            if len(words) < _LEAST_WORDS:
                continue
            if _share(words, _IS_ENGLISH) >= _LEAST_SHARE:
                english += 1
            elif _share(words, _IS_FOREIGN) >= _LEAST_SHARE or _is_in_other_letters(words):
                foreign += 1  # and a log, a list of names is neither
            seen += len(said)
        if seen > _MOST_CHARS:
            break
    if foreign <= _MOST_FOREIGN * (english + foreign):
        return None
    return Problem(stage="language", locator=discussion.thread.root, message=_TOLD)


def _share(words: Sequence[str], among: frozenset[str]) -> float:
    return sum(word in among for word in words) / len(words)


def _is_in_other_letters(words: Sequence[str]) -> bool:
    letters = "".join(words)
    return sum(letter > "\u024f" for letter in letters) >= _FOREIGN_LETTERS * len(letters)
