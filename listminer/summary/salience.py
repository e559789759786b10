"""Which sentences tell a thread best: a weight for each, and a choice without repetition.

Pure Python; one pass over the words, so 500 mails take a second.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from listminer.model import ActKind
from listminer.summary.candidates import Candidate, terms_of

Vector = Mapping[str, float]

_ACTS: Mapping[ActKind, float] = {
    "proposal": 0.5,
    "decision": 0.6,
    "support": 0.2,
    "oppose": 0.3,
    "conditional": 0.25,
    "request": 0.15,
    "commitment": 0.2,
    "question": 0.2,
}


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


def weights_of(
    candidates: Sequence[Candidate], vectors: Sequence[Vector], subject: str
) -> list[float]:
    """Return one weight >= 0 per candidate: how much of the thread's matter it tells.

    Counted are closeness to what the whole thread talks about, words of the
    subject, what the sentence does, who quotes it, its place and its length.
    """
    centre = _centre(vectors)
    topic = set(terms_of(subject))
    return [
        _weight(each, cosine(vector, centre), topic)
        for each, vector in zip(candidates, vectors, strict=True)
    ]


def _weight(candidate: Candidate, centrality: float, topic: set[str]) -> float:
    if candidate.is_idle or not candidate.terms:
        return 0.0
    shared = len(topic & candidate.terms.keys()) / len(topic) if topic else 0.0
    acts = sum(_ACTS[kind] for kind in candidate.acts)
    early = 1 / (1 + candidate.place)
    size = min(candidate.length, 30) / 30
    return (
        centrality
        + 0.3 * shared
        + min(acts, 0.8)
        + 0.2 * math.log1p(candidate.quoted_by)
        + 0.2 * early
        + (0.3 if candidate.message == 0 else 0.0)
    ) * (0.2 + size)


def chosen(
    candidates: Sequence[Candidate],
    vectors: Sequence[Vector],
    weights: Sequence[float],
    *,
    most_words: int,
    among: Callable[[Candidate], bool] = lambda _: True,
    most: int = 10**6,
    variety: float = 0.5,
) -> list[int]:
    """Return places of the best candidates *among* those allowed, in reading order.

    Greedy: the next is the one of the highest weight, less *variety* times its
    likeness to what is chosen already (maximal marginal relevance), as long as
    *most_words* hold it.
    """
    likeness = {at: 0.0 for at, each in enumerate(candidates) if weights[at] > 0 and among(each)}
    left = most_words
    picked: list[int] = []
    while likeness and len(picked) < most:
        fits = [at for at in likeness if candidates[at].length <= left]
        if not fits:
            break
        best = max(fits, key=lambda at: (weights[at] * (1 - variety * likeness[at]), -at))
        picked.append(best)
        left -= candidates[best].length
        del likeness[best]
        for at in likeness:
            likeness[at] = max(likeness[at], cosine(vectors[at], vectors[best]))
    return sorted(picked)


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two vectors of length 1, in [0, 1]."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _centre(vectors: Sequence[Vector]) -> Vector:
    total: Counter[str] = Counter()
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight  # type: ignore[assignment]  # a Counter of floats is one sum
    return _unit(total)


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}
