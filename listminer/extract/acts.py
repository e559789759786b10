"""What each authored sentence does: eight labels, told by cues.

Pure but for the cue table of the package. A first reading, by rules; whatever
takes its place has the form of `ActModel`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Protocol, cast

from listminer.extract.reading import SentenceRead
from listminer.extract.wording import MAX_CHARS
from listminer.model import ACT_KINDS, ActKind, Answer, MessageId, Span, SpeechAct

SIDES: frozenset[ActKind] = frozenset({"support", "oppose", "conditional"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sentence does, and what it may do."""

    kinds: Mapping[ActKind, float]  # the labels given, and how sure each is, in [0, 1]
    shares: Mapping[ActKind, float]  # of all labels that come into question, calibrated
    doubtful: Mapping[ActKind, float] = field(default_factory=dict)
    """Labels given to the sentence, but too unsure for an idea or a side to rest on."""


class ActModel(Protocol):
    """Says what sentences do."""

    def tell(self, sentences: Sequence[SentenceRead]) -> list[Told]:
        """Return for each sentence what it does and what it may do."""


@dataclass(frozen=True, slots=True)
class _Cues:
    tiers: tuple[tuple[float, re.Pattern[str]], ...]  # weight and cues, the surest first
    unless: re.Pattern[str] | None


@lru_cache(maxsize=1)
def load_cues() -> Mapping[ActKind, _Cues]:
    """Return the cue table that comes with the package, compiled."""
    table = tomllib.loads(files("listminer.extract").joinpath("cues.toml").read_text("utf-8"))
    return {
        cast(ActKind, kind): _Cues(
            tiers=tuple(
                (entry[tier]["weight"], re.compile(joined(entry[tier]["any"])))
                for tier in ("plain", "sure", "likely")
                if tier in entry
            ),
            unless=re.compile(joined(entry["not"])) if entry["not"] else None,
        )
        for kind, entry in table.items()
    }


def joined(cues: Iterable[str]) -> str:
    """Return one expression for all *cues*, four times as fast as "|".join.

    What they begin with, a word's or the sentence's beginning, is looked for
    once, not once for each.
    """
    at_word, at_start, others = [], [], []
    for cue in cues:
        for part in alternatives(cue):
            if part.startswith("\\b"):
                at_word.append(part.removeprefix("\\b"))
            elif part.startswith("^\\W*"):
                at_start.append(part.removeprefix("^\\W*"))
            else:
                others.append(part)
    groups = []
    if at_word:
        groups.append(f"\\b(?:{'|'.join(at_word)})")
    if at_start:
        groups.append(f"^\\W*(?:{'|'.join(at_start)})")
    return "|".join([*groups, *others])


def alternatives(cue: str) -> list[str]:
    r"""Return the parts of an expression between "|" outside brackets.

    >>> alternatives(r"\bno (?:use|need)\b|^nope|[|]\|")
    ['\\bno (?:use|need)\\b', '^nope', '[|]\\|']
    """
    parts = [""]
    depth = 0
    is_escaped = in_set = False
    for letter in cue:
        if letter == "|" and not (depth or in_set or is_escaped):
            parts.append("")
            continue
        parts[-1] += letter
        if is_escaped:
            is_escaped = False
            continue
        is_escaped = letter == "\\"
        if in_set:
            in_set = letter != "]"
        elif letter == "[":
            in_set = True
        else:
            depth += (letter == "(") - (letter == ")")
    return parts


class CueModel:
    """The eight labels by cues and mood."""

    def tell(self, sentences: Sequence[SentenceRead]) -> list[Told]:
        """Return for each sentence what it does: a cue's weight is its share."""
        return [Told(kinds=each, shares=each) for each in self.kinds(sentences)]

    def kinds(self, sentences: Sequence[SentenceRead]) -> list[dict[ActKind, float]]:
        """Return for each sentence what it does and how sure that is, in [0, 1]."""
        return [self._kinds(each) for each in sentences]

    def _kinds(self, sentence: SentenceRead) -> dict[ActKind, float]:
        text = folded(sentence.text)
        found = kinds_of(text)
        if "question" not in found and "request" not in found and is_imperative(text):
            found["request"] = 0.3
        if sentence.answered.endswith("?"):
            if _ANSWERS_YES.match(text):
                found.pop("support", None)  # a yes to a question is no side
            if _ANSWERS_NO.match(text) and found.get("oppose", 1.0) < LIKELY:
                del found["oppose"]
        return found


def kinds_of(text: str) -> dict[ActKind, float]:
    """Return what a sentence in lower case with folded white space does, by its cues.

    >>> sorted(kinds_of("+1, let's move it."))
    ['proposal', 'support']
    >>> kinds_of("it rained.")
    {}
    """
    text = _CHANGED_VOTE.sub(r"\1", text)
    found: dict[ActKind, float] = {}
    for kind, cues in load_cues().items():
        weight = next((weight for weight, any_of in cues.tiers if any_of.search(text)), None)
        if weight is not None and not (cues.unless and cues.unless.search(text)):
            found[kind] = weight
    if "conditional" in found:
        for kind in ("support", "oppose", "proposal"):
            found.pop(kind, None)
    if "oppose" in found and "support" in found:
        found.pop("support" if found["support"] <= found["oppose"] + 0.1 else "oppose")
    if "question" in found and any(found.get(k, 0.0) >= LIKELY for k in ("proposal", "request")):
        found.pop("question")  # an offer, idea or order in question form
    elif "question" in found and "?" in text:
        found.pop("proposal", None)
    if "decision" in found:
        for kind in ("proposal", *SIDES):
            found.pop(kind, None)  # who tells what was settled takes no side by it
    if any(found.get(kind, 0.0) >= LIKELY for kind in _SPEAK_FOR_THEMSELVES):
        for kind in ("proposal", "support", "oppose"):
            if found.get(kind, 1.0) < LIKELY:
                del found[kind]  # "Sure, I can do that" promises; it takes no side
    elif found.get("oppose", 0.0) >= LIKELY and found.get("proposal", 1.0) < LIKELY:
        del found["proposal"]  # "We would spend the freeze on that"
    return found


PLAIN = 0.65  # the weight of cues that no model is asked about
LIKELY = 0.4  # weights below it are of cues that are wrong more often than right
_SPEAK_FOR_THEMSELVES: tuple[ActKind, ...] = ("request", "commitment", "decision", "conditional")


def is_belied(kind: ActKind, sentence: SentenceRead) -> bool:
    """Return whether the words of *sentence* speak against a side that no cue tells.

    Where they do, the models are wrong more often than not: on lists that they had not
    seen, 9 of 45 such sides were labelled so.
    """
    text = folded(sentence.text)
    unless = load_cues()[kind].unless
    if unless is not None and unless.search(text):
        return True
    if sentence.answered.endswith("?"):
        answers = {"support": _ANSWERS_YES, "oppose": _ANSWERS_NO}.get(kind)
        if answers is not None and answers.match(text):
            return not (kind == "support" and _FOR_IT.search(text))
    return kind == "oppose" and _PAST.search(text) is not None


def is_announcement(sentence: SentenceRead) -> bool:
    """Return whether *sentence* only says what follows: "Here is what I would like us to do:".

    What follows proposes. Of 29 short lines before a colon that were told as proposals on
    lists unseen 11 are labelled so.
    """
    text = folded(sentence.text)
    return text.endswith(":") and len(text) < _ANNOUNCES and not _PUTS_TEXT.search(text)


def is_thought_experiment(sentence: SentenceRead) -> bool:
    """Return whether *sentence* only supposes: "Lets imagine that we move": nothing is proposed."""
    return _SUPPOSES.match(folded(sentence.text)) is not None


def is_conceded(sentence: SentenceRead) -> bool:
    """Return whether *sentence* grants what is asked, to turn round: "We could, but it is slow"."""
    return _CONCEDES.match(folded(sentence.text)) is not None


# "Grenade should be green again"; not "it should be fixed", which is asked for.
_FORECASTS = re.compile(
    r"\bshould (?:now |all |also |already |soon |hopefully )*be "
    r"(?:(?:green|back|up|live|available|visible|there|merged|released|out) (?:\w+ )?"
    r"(?:again|now|soon|by now|already|shortly|in a (?:few )?\w+)\b"
    r"|(?:fixed|resolved|gone|working|passing|unblocked) (?:again|now|already|by now)\b"
    r"|(?:all )?good to go\b)"
)


def is_forecast(sentence: SentenceRead) -> bool:
    """Return whether *sentence* tells how things will be: "It should be green again"."""
    return _FORECASTS.search(folded(sentence.text)) is not None


def folded(text: str) -> str:
    """Return the beginning of *text* in lower case, white space folded."""
    return " ".join(text[:MAX_CHARS].lower().replace("’", "'").split())


_ANNOUNCES = 70  # characters
# "I propose the following resolution:": what follows is a text, and proposes nothing by itself.
_PUTS_TEXT = re.compile(
    r"\bi (?:hereby )?(?:propose|move|submit) (?:the following|this) (?:\w+ ){0,2}?"
    r"(?:resolution|motion|amendment|charter|text|wording|statement|ballot)\b"
)
# "So let's suppose that we move"; not "let's say so on the page".
_SUPPOSES = re.compile(
    r"\W*(?:(?:so|now|ok|okay|and|but|well)\b,? )?let(?:'?s| us) (?:\w+ )?"
    r"(?:suppose|imagine|assume|pretend|say (?:that|i|we|you|they|there)\b)"
)
# "Well, we could do that, but who tests it?"; not "We could wait, but let's not".
_CONCEDES = re.compile(
    r"\W*(?:(?:well|sure|yes|yeah|ok|of course)\b,? )?(?:we|you|one|they|it|that)"
    r" (?:could|can|might|would|should)(?: do (?:it|that|so)| indeed| of course| be)?, but\b"
)
# "On Tuesday I was against it": what became of it stays to be seen.
_PAST = re.compile(r"\b(?:was|were|had|did)\b")
_ANSWERS_NO = re.compile(r"\W*(?:no|nope|not really)\b")
# "Yes, freezing it is fine with me": more than an answer.
_FOR_IT = re.compile(
    r"\b(?:(?:fine|ok(?:ay)?|good|great|happy) (?:with|for|by) (?:me|us|that|it|this)"
    r"|works for (?:me|us)|i (?:fully |totally )?(?:agree|support)|sounds (?:good|great|fine)"
    r"|(?:am|i'm) (?:fine|ok(?:ay)?|happy) with)\b"
)
_ANSWERS_YES = re.compile(r"\W*(?:yes|yeah|yep|yup|right|true|correct|sure)\b")

# "I go from +0 to +1": the last word counts.
_CHANGED_VOTE = re.compile(r"\bfrom [+-]\d(?:\.\d)? to ([+-]\d)")


def is_imperative(text: str) -> bool:
    """Return whether a sentence in lower case orders something.

    >>> is_imperative("please send me the log."), is_imperative("test failures are rare.")
    (True, False)
    """
    return _ORDER_FORM.match(text) is not None


# Verbs that open an order; what follows must not make a noun of them ("test failures").
_ORDER_FORM = re.compile(
    r"\W*(?:(?:please|also|then|just|so|and|ok(?:ay)?)\b,? ?)*"
    r"(?:send|check|try|test|review|file|report|look|read|post|tell|show|give|add|open|make|run|use"
    r"|remove|fix|submit|join|help|take|keep|ask|rebase|update|consider|note|remember|ignore|feel"
    r"|drop|put|move|rename|replace|write|describe|explain|split|see)\b"
    r" (?:a|an|the|this|that|these|those|your|my|our|it|them|me|us|all|any|some|at|to|for|into|out"
    r"|up|if|whether|in|on|free|what|how|why|with|as|both|each|one)\b"
)


def find_acts(
    sentences: Sequence[SentenceRead],
    kinds_of_each: Sequence[Mapping[ActKind, float]],
    answers: Iterable[Answer],
    taken_on: Mapping[Span, Span],
) -> tuple[SpeechAct, ...]:
    """Return what the sentences do, in their order, a sentence with two labels twice.

    What a side answers is the sentence that it is *taken_on*. For the rest these
    are the words behind the quote above the paragraph, the last stretch of them;
    None where no quote tells.
    """
    answered = {answer.span: answer for answer in answers}
    acts = []
    for sentence, kinds in zip(sentences, kinds_of_each, strict=True):
        answer = answered.get(sentence.paragraph)
        source = answer.source[-1] if answer is not None and answer.source else None
        for kind in ACT_KINDS:
            if kind in kinds:
                said_to = taken_on.get(sentence.span, source) if kind in SIDES else source
                acts.append(
                    SpeechAct(
                        kind=kind, span=sentence.span, answers=said_to, confidence=kinds[kind]
                    )
                )
    return tuple(acts)


def distance(one: Span, other: Span) -> int:
    """Return the characters between two spans of one message; 0 if they touch."""
    return max(one.start - other.end, other.start - one.end, 0)


def by_message(acts: Iterable[SpeechAct]) -> dict[MessageId, list[SpeechAct]]:
    """Return the acts of each message, in order."""
    found: dict[MessageId, list[SpeechAct]] = {}
    for act in acts:
        found.setdefault(act.span.message_id, []).append(act)
    return found
