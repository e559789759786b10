"""Whether the words of a decision say yes or no. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AGAINST = re.compile(
    r"\b(?:off the table|reject(?:ed|ing)|refused|declined|denied|dropped|turned down|voted down"
    r"|vetoed|fail(?:ed|s)|did(?: not|n['’]t) (?:pass|carry|succeed)"
    r"|(?:can not|cannot|can't|can’t) (?:grant|approve|accept)|will not|won't|not going to"
    r"|no longer|closed|out of the question|against"
    r"|(?:not|\w+n['’]t|(?:not|n['’]t) (?:seem|appear) to be) (?:enough|sufficient) "
    r"(?:support|interest|agreement))\b",
    re.IGNORECASE,
)
_VOTE_CLOSED = re.compile(r"\b(?:vote|poll) (?:is|has been) (?:now )?closed\b", re.IGNORECASE)
# Words of them that also tell of an idea that is carried out: to drop, to close something.
_GONE = re.compile(r"\b(?:dropped|will not|won't|not going to|no longer|closed)\b", re.IGNORECASE)
_STAYS = re.compile(
    r"\b(?:not|won't|never|no longer)\b[^.,;:]{0,20}\b(?:dropped|closed|removed|deleted|ended)\b",
    re.IGNORECASE,
)
_WANTS_GONE = re.compile(
    r"\b(?:drop|remov|delet|stop|clos|abandon|retir|deprecat|disabl|kill|end|get rid|no longer|not?"
    r"|without|never|\w+n['’]t)\w*",
    re.IGNORECASE,
)
_NOBODY_AGAINST = re.compile(r"\b(?:none|nobody|no ?one|nothing|zero|0) against\b", re.IGNORECASE)
# "With 7 votes for and 2 against", "five in favour, one opposed".
_COUNTED = re.compile(
    r"\b(\w+) (?:votes? )?(?:for|in favou?r)\b[^.;]{0,30}?"
    r"\b(\w+) (?:votes? )?(?:against|opposed)\b",
    re.IGNORECASE,
)
_MOST_DIGITS = 6
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def says_yes(text: str) -> bool:
    """Return whether a decision says yes.

    >>> says_yes("It is accepted with seven votes for and none against.")
    True
    """
    text = _VOTE_CLOSED.sub("", text)
    counted = _COUNTED.search(text)
    if counted is not None:
        votes, noes = (_number(each) for each in counted.groups())
        is_more = votes is not None and noes is not None and votes > noes
        outcome = "" if is_more else "against"
        text = f"{text[: counted.start()]}{outcome}{text[counted.end() :]}"
    return _AGAINST.search(_NOBODY_AGAINST.sub("", text)) is None


def counts_votes(text: str) -> bool:
    """Return whether *text* counts them: "7 votes for and 2 against"."""
    return _COUNTED.search(text) is not None


def _number(word: str) -> int | None:
    """Return the number that *word* is; None if it is none.

    >>> _number("7"), _number("Two"), _number("votes")
    (7, 2, None)
    """
    word = word.casefold()
    if word in ("none", "nobody", "zero"):
        return 0
    if word.isdecimal() and len(word) < _MOST_DIGITS:
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else None


def is_gone_as_wanted(text: str, wanted: Iterable[str]) -> bool:
    """Return whether the no of a decision is what the idea in the words *wanted* is for.

    >>> is_gone_as_wanted("We agreed to no longer ship it.", ["Let's drop the old bell."])
    True
    """
    if _STAYS.search(text) or not says_yes(_GONE.sub("", text)):
        return False
    return any(_WANTS_GONE.search(each) for each in wanted)
