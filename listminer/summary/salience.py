"""Which sentences tell a thread best: a weight for each, and a choice without repetition.

Pure Python; one pass over the words, so 500 mails take a second.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from listminer.model import ActKind
from listminer.summary.candidates import Candidate, terms_of

Vector = Mapping[str, float]
VARIETY = 0.15  # 0.1 to 0.6 score alike on BC3; without it, what is said twice is chosen twice

# What a sentence does, beside being said at all: the matter of a debate comes first.
_ACTS: Mapping[ActKind, float] = {
    "decision": 0.3,
    "proposal": 0.25,
    "oppose": 0.2,
    "conditional": 0.2,
    "support": 0.2,
    "request": 0.2,
    "question": 0.2,
    "commitment": 0.15,
}
# Rounded from a ridge regression on how many of BC3's annotators take a sentence into their
# extract, 20 threads, each predicted from the 19 others: `listminer evaluate summary`.
_EARLY = 0.4
_LATE = 0.5
_LENGTH = 0.25
_WHOLE = 0.35
_TOPIC = 0.25
_QUOTED = 0.2
_LONGEST = 40  # words; more is a list or a paragraph without stops
_PER_WORD = 0.35  # exponent; on BC3 0.3 is best for ROUGE, 0.9 for recall, 0.35 good for both


def vectors_of(candidates: Sequence[Candidate]) -> list[Vector]:
    """Return each candidate's content words weighted by rareness, with length 1 (or no word)."""
    in_how_many = Counter(term for each in candidates for term in each.terms)
    total = len(candidates)
    found: list[Vector] = []
    for each in candidates:
        vector = {
            term: (1 + math.log(times)) * math.log(1 + total / in_how_many[term])
            for term, times in each.terms.items()
        }
        found.append(_unit(vector))
    return found


def weights_of(candidates: Sequence[Candidate], subject: str) -> list[float]:
    """Return one weight >= 0 per candidate: how likely a person would keep it in an extract.

    Counted are its place in its mail, its length, whether it is a whole
    sentence, words of the subject, what it does, and how many mails quote it.
    """
    topic = set(terms_of(subject))
    return [_weight(each, topic) for each in candidates]


def _weight(candidate: Candidate, topic: set[str]) -> float:
    if candidate.is_idle or not candidate.terms:
        return 0.0
    shared = len(topic & candidate.terms.keys()) / len(topic) if topic else 0.0
    return max(
        0.0,
        _EARLY / (1 + candidate.place)
        - _LATE * candidate.place / candidate.of
        + _LENGTH * math.log1p(min(candidate.length, _LONGEST))
        + _WHOLE * candidate.text.rstrip("\"')”").endswith((".", "?", "!"))
        + _TOPIC * shared
        + _QUOTED * math.log1p(candidate.quoted_by)
        + max((_ACTS[kind] for kind in candidate.acts), default=0.0),
    )


def chosen(
    candidates: Sequence[Candidate],
    vectors: Sequence[Vector],
    weights: Sequence[float],
    *,
    most_words: int,
    among: Callable[[Candidate], bool] = lambda _: True,
    most: int = 10**6,
    variety: float = VARIETY,
    per_word: float = _PER_WORD,
) -> list[int]:
    """Return places of the best candidates *among* those allowed, in reading order.

    They are the first of `by_worth` that *most_words* hold.
    """
    order = by_worth(
        candidates,
        vectors,
        weights,
        most_words=most_words,
        among=among,
        variety=variety,
        per_word=per_word,
    )
    return sorted(at for at, _ in islice(order, most))


def by_worth(
    candidates: Sequence[Candidate],
    vectors: Sequence[Vector],
    weights: Sequence[float],
    *,
    most_words: int,
    among: Callable[[Candidate], bool] = lambda _: True,
    variety: float = VARIETY,
    per_word: float = _PER_WORD,
) -> Iterator[tuple[int, float]]:
    """Yield places of the best candidates *among* those allowed, best first, each with its worth.

    Greedy: the next is the one of the highest weight (divided by its length to
    the power of *per_word*), less *variety* times its likeness to what is chosen
    already (maximal marginal relevance), as long as *most_words* hold it.
    """
    worth = [
        weight / max(each.length, 3) ** per_word
        for each, weight in zip(candidates, weights, strict=True)
    ]
    likeness = {at: 0.0 for at, each in enumerate(candidates) if weights[at] > 0 and among(each)}
    left = most_words
    while likeness:
        fits = [at for at in likeness if candidates[at].length <= left]
        if not fits:
            return
        best = max(fits, key=lambda at: (worth[at] * (1 - variety * likeness[at]), -at))
        yield best, worth[best] * (1 - variety * likeness[best])
        left -= candidates[best].length
        del likeness[best]
        for at in likeness:
            likeness[at] = max(likeness[at], cosine(vectors[at], vectors[best]))


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two vectors of length 1, in [0, 1]."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}
