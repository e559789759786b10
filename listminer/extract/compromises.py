"""What somebody offers in the place of an idea of their own, to meet an objection. Pure.

"How about a warning in v15, and removal in v16?", below a no to "we should remove it in v15": who
is fine with that has said nothing for the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from listminer.extract.scene import Said, Scene
from listminer.extract.wording import in_one_line
from listminer.model import ActKind

_MAX_CHARS = 300  # of a sentence that are looked at
_AGAINST: frozenset[ActKind] = frozenset({"oppose", "conditional"})
# "How about a warning first?", "OK, then let's make it 5 MB"; not "I still think we should".
_OFFERS = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|then|but|and|well|hmm?|right|fair (?:enough|point)|good point|fine"
    r"|maybe|perhaps|in that case|alternatively|as a compromise|that said|yes)\b[,.:;!]* ){0,4}"
    r"(?:(?:how|what) about\b|what if\b|would (?:it help|you be|that work|it be (?:\w+ )?if)\b"
    r"|let['’]?s\b|we (?:could|can|might)\b|(?:could|can|shall) we\b|i(?:['’]d| would|['’]ll| could"
    r"| can)(?: also| then)? (?:be (?:fine|ok(?:ay)?|happy)|settle|limit|propose|suggest|change"
    r"|restrict|make it)\b)",
    re.IGNORECASE,
)
# What makes less of an idea, or has it later.
_NARROWS = re.compile(
    r"\b(?:only|limit(?:ed|ing)?|restrict(?:ed|ing)?|opt(?:ed)?[- ]?(?:in|out)|optional(?:ly)?"
    r"|instead|except|exclud\w+|experimental|(?:start|begin)(?:ing)? with|first|deprecat\w+"
    r"|warn\w*|later)\b",
    re.IGNORECASE,
)
# "v16", "5 MB", "3.9"; not the "1" of "+1", "sha256".
_NUMBERS = re.compile(r"(?<![\w.+−–-])v?(\d{1,6}(?:\.\d{1,4}){0,3})(?![\w.]\w)", re.IGNORECASE)


def is_compromise(scene: Scene, stated: Iterable[Said], said: Said) -> bool:
    """Return whether *said* puts other terms in the place of what its speaker *stated* before.

    It answers somebody else with an offer, and names another number than the idea has; or it
    answers an objection, and names a number, or a limit, beside what the idea has.
    """
    if _OFFERS.match(in_one_line(said.text, _MAX_CHARS)) is None:
        return False
    met = [each for each in scene.met(said) if each.speaker != said.speaker]
    if not met:
        return False
    known = " ".join(each.text for each in stated)
    if any(not _AGAINST.isdisjoint(each.kinds) for each in met):
        return has_other_terms(said.text, known)
    own, old = _numbers(said.text), _numbers(known)
    return bool(own - old) and bool(old - own)


def has_other_terms(text: str, stated: str) -> bool:
    """Return whether *text* names a number, or a limit, that *stated* does not have.

    >>> has_other_terms("Make it 5 MB.", "A limit of 1 MB."), has_other_terms("1 MB.", "Of 1 MB.")
    (True, False)
    >>> has_other_terms("Warn first.", "Drop it."), has_other_terms("Drop it in May.", "Drop it.")
    (True, False)
    """
    if _limits(text) - _limits(stated):
        return True
    old = _numbers(stated)
    return bool(old) and bool(_numbers(text) - old)


def _numbers(text: str) -> set[str]:
    return set(_NUMBERS.findall(text))


def _limits(text: str) -> set[str]:
    return {each.lower() for each in _NARROWS.findall(text)}
