"""What a sentence shows of what it does: words, mood, place, the words around and answered.

Pure. A feature is a string; the model knows the weights of some. Rare words, names
and numbers stand as their shape alone, so that what is learned holds on any list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from listminer.extract.acts import folded, kinds_of
from listminer.extract.reading import SentenceRead
from listminer.model import ActKind

MAX_TOKENS = 80  # of a sentence that are looked at: what it does shows early
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[+-][012](?![\w.])|[a-z]+(?:'[a-z]+)*|\d[\d.,:/-]*|[^\sa-z\d]"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')]*\s+")
_MODALS = frozenset(
    [
        "should",
        "would",
        "could",
        "can",
        "will",
        "may",
        "might",
        "must",
        "shall",
        "ought",
        "'d",
        "'ll",
    ]
)
_PERSONS = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "this",
        "that",
        "someone",
        "anyone",
        "somebody",
        "anybody",
        "people",
        "there",
    ]
)
_NEGATIONS = frozenset(["not", "no", "never", "cannot", "without", "nothing", "nor", "neither"])
_OPENERS = frozenset(
    [
        "please",
        "also",
        "so",
        "and",
        "but",
        "then",
        "just",
        "ok",
        "well",
        "maybe",
        "perhaps",
        "hi",
        "yes",
        "no",
    ]
)
_TOLD = frozenset(
    [
        "not",
        "no",
        "never",
        "if",
        "but",
        "because",
        "please",
        "?",
        "!",
        "though",
        "unless",
        "however",
        "instead",
    ]
)


def features_of(
    sentences: Sequence[SentenceRead],
    told: Sequence[Mapping[ActKind, float]],
    common: frozenset[str],
) -> Iterator[set[str]]:
    """Yield the features of each sentence of a discussion, in order.

    *told* is what cues say of each. *common* words stand as they are, others as
    their shape.
    """
    words = [words_of(each.text) for each in sentences]
    forms = [_forms(each, common) for each in words]
    hints = [_hints_of(each) for each in told]
    cues = [frozenset(each) for each in hints]
    answered: tuple[str, frozenset[str]] = ("", frozenset())
    place = 0
    for i, said in enumerate(sentences):
        before = i - 1 if i and _is_same_mail(sentences[i - 1], said) else None
        has_next = i + 1 < len(sentences) and _is_same_mail(sentences[i + 1], said)
        place = 0 if before is None else place + 1
        opens = before is None or sentences[before].paragraph != said.paragraph
        if said.answered != answered[0] or i == 0:
            answered = said.answered, frozenset(_of_answered(said.answered))
        found = set(_of_words(words[i], forms[i]))
        found.update(f"cue {kind}" for kind in cues[i])
        found.update(f"cue {kind} {weight:.2f}" for kind, weight in hints[i].items())
        found.update(_of_place(said, place, opens=opens, is_last=not has_next))
        found.update(answered[1])
        if opens:
            found.update(f"open {each}" for each in answered[1] if each[:3] in ("Q c", "Q e"))
            found.update(f"open cue {kind}" for kind in cues[i])
            found.add(f"open^ {' '.join(forms[i][:2])}")
        found.update(_of_neighbour("P", before, forms, cues))
        found.update(_of_neighbour("N", i + 1 if has_next else None, forms, cues))
        yield found


def words_of(text: str) -> list[str]:
    """Return words and marks in lower case.

    >>> words_of("We shouldn't, +1!")
    ['we', "shouldn't", ',', '+1', '!']
    """
    return _TOKEN.findall(folded(text))[:MAX_TOKENS]


def _is_same_mail(one: SentenceRead, other: SentenceRead) -> bool:
    return one.span.message_id == other.span.message_id


def _forms(words: Iterable[str], common: frozenset[str]) -> list[str]:
    """Return the words, the uncommon ones as what their end tells."""
    return [word if word in common else _shape(word) for word in words]


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "0"
    if "/" in word or "@" in word:
        return "URL"
    if not word.isalpha():
        return "*"
    ends = ("ing", "ed", "ly", "tion", "s", "er", "able")
    return next((f"*{end}" for end in ends if word.endswith(end) and len(word) > 4), "*")


def _of_words(words: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    yield "1"
    yield from (f"w {word}" for word in words)
    yield from (f"w {one} {two}" for one, two in pairwise(words))
    bounded = ["^", *forms, "$"]
    for size in (2, 3, 4):
        yield from (f"m {' '.join(bounded[at : at + size])}" for at in range(len(bounded) - size))
        yield f"m {' '.join(bounded[-size:])}"
    for gap in (2, 3, 4):
        yield from (f"s {one} {two}" for one, two in zip(forms, forms[gap:], strict=False))
    for size in (1, 2, 3):
        yield f"^{size} {' '.join(forms[:size])}"
    yield f"len {len(words).bit_length()}"
    yield from (f"has {word}" for word in words if word in _TOLD or word.endswith("n't"))
    yield from _of_mood(words)


def _of_mood(words: Sequence[str]) -> Iterator[str]:
    """Yield who does what in which mood: "we should not", an order, a question."""
    for at, word in enumerate(words):
        modal = word.removesuffix("n't") if word.endswith("n't") else word
        if modal in _MODALS:
            who = next((w for w in reversed(words[max(0, at - 4) : at]) if w in _PERSONS), "-")
            turned = next((w for w in words[at + 1 : at + 3] if w in _PERSONS), "-")
            after = words[at + 1 : at + 4]
            no = "not" if modal != word or _NEGATIONS.intersection(after) else ""
            yield f"md {who} {modal} {turned} {no}"
            yield f"md {who} {modal}"
            yield from (f"md {modal} {w}" for w in after)
    bare = next((w for w in words[:4] if w[0].isalpha() and w not in _OPENERS), "")
    yield f"bare {bare}"
    if "?" in words[-3:]:
        yield "asks"
        yield f"asks {bare}"


def _of_place(said: SentenceRead, place: int, *, opens: bool, is_last: bool) -> Iterator[str]:
    mail = "first" if said.is_first_mail else "later"
    yield f"place {min(place, 4)}"
    yield f"mail {mail}"
    yield f"mail {mail} {min(place, 3)}"
    yield f"item {said.is_numbered}"
    yield f"quote {bool(said.answered)}"
    if opens:
        yield f"opens {mail} {bool(said.answered)}"
    if is_last:
        yield "last"


def _of_answered(answered: str) -> Iterator[str]:
    parts = [part for part in _SENTENCE_END.split(folded(answered)) if part]
    if not parts:
        return
    words = words_of(parts[-1])
    yield from (f"Q cue {kind}" for kind in _cues_of(parts[-1]))
    yield f"Q end {'?' if '?' in words[-2:] else '.'}"
    yield from (f"Q {word}" for word in words)
    yield from (f"Q far {kind}" for part in parts[:-1] for kind in _cues_of(part))


@lru_cache(maxsize=2048)
def _cues_of(text: str) -> frozenset[ActKind]:
    """Return the cues of answered words: many sentences answer the same."""
    return frozenset(_hints_of(kinds_of(text)))


def _hints_of(told: Mapping[ActKind, float]) -> dict[ActKind, float]:
    """Return the cues that the model looks at: all but those of decisions.

    Whether something was settled is told by cues alone, and they change as they are made
    better; a model that looked at them would have to be learned anew each time, and says
    no more for it (proposals' F1 over lists unseen: see docs/model.md).
    """
    return {kind: weight for kind, weight in told.items() if kind != "decision"}


def _of_neighbour(
    side: str, at: int | None, forms: Sequence[Sequence[str]], cues: Sequence[Iterable[str]]
) -> Iterator[str]:
    if at is None:
        yield f"{side} none"
        return
    yield from (f"{side} cue {kind}" for kind in cues[at])
    yield f"{side}^2 {' '.join(forms[at][:2])}"
    yield f"{side}$1 {' '.join(forms[at][-1:])}"
    yield from (f"{side} {form}" for form in forms[at] if form[0] != "*")
