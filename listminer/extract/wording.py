"""Words that carry meaning, and how much two texts share of them.

Pure but for the list of words of the package that carry none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files

MAX_CHARS = 600  # of a sentence that are looked at; longer ones are lists or code
_WORD = re.compile(
    r"(?<![+\-−])[^\W_]+(?:['’.\-][^\W_]+)*"
)  # "third-party", "4.1", "don't"; not "--", "+1"
_STOP = frozenset(files("listminer.extract").joinpath("stopwords.txt").read_text("utf-8").split())


def in_one_line(text: str, most: int = MAX_CHARS) -> str:
    """Return the first *most* characters of *text* in one line, white space folded."""
    return " ".join(text[:most].split())


_ASSENTS = re.compile(
    r"\W*(?:(?:well|oh|yes|yep|yeah|ok(?:ay)?|sure|right|cool|great|all ?right)\W+){0,2}"
    r"(?:(?:i'm |i am )?(?:sure|fine|ok(?:ay)?|agreed|done)(?: enough| thing| (?:with|by) me)?"
    r"|will (?:do|fix|change)|fixed|fair (?:enough|point)|(?:that |this )?works for me|wfm"
    r"|(?:that |this )?(?:sounds|looks) (?:good|great|fine|reasonable)|(?:that |this )?makes sense"
    r"|(?:that(?:'s| is) )?(?:an? )?(?:very |really )?(?:good|great|nice|excellent) "
    r"(?:idea|point|catch|suggestion)|absolutely|definitely|of course|right|yes|yep|yup|yeah"
    # "Yes, it would"
    r"|(?<=\w, )(?:it|we|that|this|they) (?:would|should|could|can|do|does|is|will)"
    r"|indeed|same here|likewise|ditto|hear,? hear|so (?:do|am|would) (?:i|we)|yes,? please"
    r"|ack(?:ed)?|no problem|exactly|correct|certainly|please do|go ahead|great|perfect)"
    r"(?: then| indeed| to me)?(?:,? (?:thanks?|thank you|thx)(?: \w+)?)?[\s.!,:;)(-]*",
    re.IGNORECASE,
)
_ASSENT_CHARS = 60  # more is said than yes in a longer sentence


def is_assent(text: str) -> bool:
    """Return whether a sentence says yes and no more.

    >>> is_assent("Well, sure."), is_assent("OK, will do."), is_assent("Sure, but not now.")
    (True, True, False)
    """
    return len(text) <= _ASSENT_CHARS and _ASSENTS.fullmatch(text) is not None


_DISSENTS = re.compile(
    r"\W*(?:(?:well|oh|sorry|please|nope|no)\W+){0,2}(?:no|nope|nah|never|no way|no thanks"
    r"|(?:absolutely|certainly|definitely|rather|please) not|not really|n[ao]ck|i object"
    r"|i (?:do not|don['’]t|would not|wouldn['’]t)"
    # "No, we shouldn't"
    r"|(?<=\W)(?:it|we|that|this|they)"
    r" (?:(?:would|should|could|can|do|does|is|will) ?(?:not|n['’]t)|can['’]?t|won['’]?t)"
    r"|i disagree)(?:,? (?:sorry|thanks?|thank you|please|way))?[\s.!,:;)(-]*",
    re.IGNORECASE,
)


def is_dissent(text: str) -> bool:
    """Return whether a sentence says no and no more.

    >>> is_dissent("No."), is_dissent("No, sorry."), is_dissent("No problem.")
    (True, True, False)
    """
    return len(text) <= _ASSENT_CHARS and _DISSENTS.fullmatch(text) is not None


def content_words(text: str) -> frozenset[str]:
    """Return the words that say what *text* is about, folded, endings off.

    >>> sorted(content_words("We should let the drivers vote."))
    ['driver', 'vot']
    """
    found = set()
    for word in _WORD.findall(text.lower().replace("’", "'")):
        if word in _STOP or (len(word) < 2 and not word.isdigit()):
            continue
        found.add(stem(word))
        if "-" in word:
            found.update(stem(part) for part in word.split("-") if part not in _STOP)
    return frozenset(found)


def stem(word: str) -> str:
    """Return *word* without common English endings.

    >>> [stem(word) for word in ("votes", "voting", "dropped", "policies", "this", "bus")]
    ['vot', 'vot', 'drop', 'policy', 'this', 'bus']
    """
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ed", "es", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            if ending == "s" and word.endswith(("us", "is")):
                return word
            core = word[: -len(ending)]
            is_doubled = len(core) > 3 and core[-1] == core[-2] and core[-1] in "bdgmnprt"
            return core[:-1] if is_doubled and ending in ("ed", "ing", "ings") else core
    return word


class Rarity:
    """How much a shared word tells in one thread: rare ones more."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        """Count in how many of *texts* each word stands."""
        counts: Counter[str] = Counter()
        total = 0
        for words in texts:
            counts.update(words)
            total += 1
        self._weights: Mapping[str, float] = {
            word: math.log((total + 1) / count) for word, count in counts.items()
        }
        self._unseen = math.log(total + 2)

    def weight(self, words: Iterable[str]) -> float:
        """Return how much *words* tell together."""
        return sum(self._weights.get(word, self._unseen) for word in sorted(words))

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return how alike two texts are, in [0, 1]: shared weight over the lesser's own."""
        least = min(self.weight(one), self.weight(other))
        return self.weight(one & other) / least if least else 0.0
