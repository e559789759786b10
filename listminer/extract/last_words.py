"""Where each person stands on each idea: the last word counts, the rest is history. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from listminer.extract.proposals import Idea
from listminer.extract.sides import TURNS, Side
from listminer.extract.wording import MAX_CHARS
from listminer.model import MessageId, Position, Stance, Turn

CLEAR = 1.3  # times the weight of the other side, from which a message is for one
CLEAR_IF_TURNED = 2.5  # of 10 labelled "yes. But no" on one idea that are as clear, 8 are both
LEAST_SURE = 0.12  # of another's position: of 72 labelled sides from .1 to it 12 are right
CLEARER = 0.5  # times as sure as one's clearest word a later word must be to count


def positions_of(sides: Iterable[Side], ids: dict[Idea, str]) -> tuple[Position, ...]:
    """Return where each person stands on each idea, by idea and first word on it."""
    by_pair: dict[tuple[str, Idea], list[Side]] = {}
    for side in sides:
        if side.idea in ids:
            by_pair.setdefault((side.said.speaker, side.idea), []).append(side)
    order = {idea: at for at, idea in enumerate(ids)}
    found = [
        (order[idea], mine[0].said.number, position)
        for (holder, idea), mine in by_pair.items()
        for position in [_position(holder, ids[idea], mine)]
        if holder == idea.author or position.confidence >= LEAST_SURE
    ]
    found.sort(key=lambda each: each[:2])
    return tuple(position for _, _, position in found)


def _position(holder: str, proposal: str, sides: Sequence[Side]) -> Position:
    turns: list[Turn] = []
    sides = _clear(sides)
    for stance, some in _by_message(sides):
        telling = [side for side in some if side.stance == stance] or some
        evidence = tuple(side.said.span for side in telling)
        if turns and turns[-1].stance == stance:
            turns[-1] = Turn(stance=stance, evidence=turns[-1].evidence + evidence)
        else:
            turns.append(Turn(stance=stance, evidence=evidence))
    last = set(turns[-1].evidence)
    sure = max(side.confidence for side in sides if side.said.span in last)
    return Position(
        holder=holder,
        proposal=proposal,
        stance=turns[-1].stance,
        evidence=turns[-1].evidence,
        history=tuple(turns[:-1]),
        confidence=round(sure, 3),
    )


def stand_of(sides: Sequence[Side]) -> Stance:
    """Return where one person stands at last by his or her *sides* on one idea."""
    *_, (stance, _) = _by_message(_clear(sides))
    return stance


def _clear(sides: Sequence[Side]) -> list[Side]:
    """Return the sides of the messages that are clear: a vague word does not undo a clear one."""
    sure: dict[MessageId, float] = {}
    for side in sides:
        at = side.said.message_id
        sure[at] = max(sure.get(at, 0.0), side.confidence)
    least = CLEARER * max(sure.values())
    return [side for side in sides if sure[side.said.message_id] >= least]


def _by_message(sides: Sequence[Side]) -> Iterable[tuple[Stance, list[Side]]]:
    """Yield what each message says on the whole, and its sides."""
    by_message: dict[str, list[Side]] = {}
    for side in sides:
        by_message.setdefault(side.said.message_id, []).append(side)
    for some in by_message.values():
        yield _outcome(some), some


# "-0. A recipe is fine.": whatever else the mail says, that is the vote.
_VOTE = re.compile(r"\W{0,4}(?<!\w)[-+−–](?:0(?:\.\d)?|[12](?:\.0)?)(?![\w/]|\.\d)")
_GRANTS = re.compile(
    r"\b(?:i do (?:agree|see|like|understand|think)|granted|admittedly|of course|to be fair"
    r"|you(?:'re| are) right|it(?:'s| is) true|fair enough|certainly|no doubt)\b",
    re.IGNORECASE,
)


# "I agree with Ada that it is slow. I don't agree that we should drop it."
_AGREES_THAT = re.compile(
    r"\W*i (?:do |also )?agree(?: with [\w.'’-]+)? (?:that|about|on)\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\W*i(?: just| still| really)? (?:do not|don['’]t|can(?:no|['’])t|disagree)\b", re.IGNORECASE
)


def _is_turned(side: Side, after: Side) -> bool:
    """Return whether the sentence *after* turns round: "It is fine here. But not over there"."""
    return _is_next(side, after) and TURNS.match(after.said.text) is not None


def _is_next(side: Side, after: Side) -> bool:
    """Return whether *after* is the opposite of *side*, in the sentence right below it."""
    is_next = after.said.number == side.said.number + 1
    return is_next and {side.stance, after.stance} == {"support", "oppose"}


def _is_conceded(side: Side, after: Side) -> bool:
    """Return whether *side* is only granted, to be turned round by the sentence *after*.

    "I do agree that it would be less work. But it is a step backwards."
    """
    grants = _GRANTS.search(side.said.text[:MAX_CHARS]) is not None
    is_denied = _AGREES_THAT.match(side.said.text) and _DENIES.match(after.said.text)
    return (grants and _is_turned(side, after)) or (is_denied is not None and _is_next(side, after))


def _outcome(sides: Sequence[Side]) -> Stance:
    """Return the stance of one message: the side with CLEAR times the weight of the other.

    Where neither has that, or most is said on conditions, it is conditional. So it is as a rule
    where one says that it is good for this, but not for that.
    """
    sides = [side for side in sides if _VOTE.match(side.said.text)] or sides
    weights: dict[Stance, float] = {"support": 0.0, "oppose": 0.0, "conditional": 0.0}
    clear = CLEAR
    for side, after in zip(sides, (*sides[1:], None), strict=True):
        if after is None or not _is_conceded(side, after):
            weights[side.stance] += side.confidence
            if after is not None and _is_turned(side, after):
                clear = CLEAR_IF_TURNED
    for_it, against = weights["support"], weights["oppose"]
    if for_it and for_it >= max(clear * against, weights["conditional"]):
        return "support"
    if against and against >= max(clear * for_it, weights["conditional"]):
        return "oppose"
    return "conditional"
