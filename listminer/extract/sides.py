"""A side that one sentence takes, and the sides on options that it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listminer.extract.asking import asks_for_objections
from listminer.extract.clauses import Verdict, verdicts_in
from listminer.extract.options import by_label, labels_in, side_by_side, tells_votes, votes_on
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.side_words import begged_not_to, tells_objections, times_in
from listminer.extract.withdrawals import keeps, tells_to_keep
from listminer.extract.wording import content_words, is_assent, is_dissent
from listminer.model import MessageId, Stance

NAMED_OPTION = 0.6  # how sure it is that "+1 for B" is on what is listed as B
CONSENTED = 0.6  # how sure it is that "No objections then" is on the only idea above
BEGGED = 0.5  # how sure it is that "please don't remove it" is against what was to be removed
KEPT = 0.6  # how sure it is that "then I'd say we keep it" is against what was to go
# "That might make sense. However, …": granted, not held.
_MAY_MAKE_SENSE = re.compile(
    r"\b(?:might|may|would|could)\b[^.;]{0,30}\bmake sense\b", re.IGNORECASE
)
TURNS = re.compile(r"\W*(?:but|however|still|yet|nevertheless|that said)\b", re.IGNORECASE)
# "+1 to CC0", "-1 for the wiki"; not "+1 to remove it", which is on something to do.
_VOTE = re.compile(
    r"(?<![\w.])[-+−–][12] (?:(?:for|on)\b|to (?=(?:the|an?|your|\w+ing)\b|[A-Z0-9]))"
)
_SHORT = 3  # sentences of a mail that a yes without a quote answers as a whole
_RIVALS = 2  # things that one sentence names, from which each clause has its own


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One sentence's stance on one idea."""

    said: Said
    idea: Idea
    stance: Stance
    confidence: float


def stance_of(said: Said) -> Stance | None:
    """Return the side that *said* takes; None if it takes none."""
    if "conditional" in said.kinds or {"support", "oppose"} <= said.kinds.keys():
        return "conditional" if "conditional" in said.kinds else "oppose"
    if "support" in said.kinds:
        return "support"
    return "oppose" if "oppose" in said.kinds else None


def at_first_hand(scene: Scene, sides: Sequence[Side]) -> Iterable[Side]:
    """Yield *sides* without those that only others' quotes tell of one who speaks for himself.

    Whoever quotes a missing mail may have written it: that must turn nobody's own word.
    """
    own = {(side.said.speaker, side.idea) for side in sides if not scene.is_hearsay(side.said)}
    for side in sides:
        if not scene.is_hearsay(side.said) or (side.said.speaker, side.idea) not in own:
            yield side


def sides_on_options(
    said: Said, stance: Stance | None, options: Mapping[str, Idea]
) -> list[Side] | None:
    """Return the sides that *said*, which takes *stance*, has on *options*, by their labels.

    None if it names no option, or none is listed; [] if what it names is not among them, or
    is told to be chosen, or to be others' vote.
    """
    if not options or said.option or said.is_anothers:
        return None
    is_counted = any(label.isdigit() for label in options)
    text = by_label(said.text, sorted(options))
    votes = tuple(_verdicts_on(text, options))
    votes = votes or tuple(votes_on(text, stance, is_counted=is_counted))
    if not votes:
        return [] if tells_votes(text) else None
    return [
        Side(said, options[label], held, max(said.kinds.get(held, 0.0), NAMED_OPTION))
        for label, held in votes
        if label in options and "decision" not in said.kinds
    ]


def is_unnamed_option(said: Said, idea: Idea, above: MessageId | None) -> bool:
    """Return whether *idea* is an option of the mail *above*, and *said* has no word of it.

    "In favour of two weeks more", below a list of three options, is for none that is told.
    """
    first = idea.said[0]
    is_listed = first.option.isalnum() and first.message_id == above
    return is_listed and not idea.words & said.words


def is_granted(scene: Scene, said: Said) -> bool:
    """Return whether *said* is a mere "that might make sense" that the next sentence turns."""
    after = scene.after(said)
    is_turned = after is not None and TURNS.match(after.text) is not None
    return is_turned and _MAY_MAKE_SENSE.search(said.text) is not None


def asked_for_objections(scene: Scene, said: Said) -> Said | None:
    """Return the "Any objections?" to which *said* says no more than that it has some, or none.

    One that opens its mail answers what the mail above asks, quoted or not: so few words
    are often quoted by themselves, and found nowhere.
    """
    before = scene.before(said)
    is_first = before is None or (said.sources and before.sources != said.sources)
    if not is_first or tells_objections(said.text) is None:
        return None
    return next(
        (each for each in reversed(scene.met(said)) if asks_for_objections(each.text)), None
    )


def only_idea_above(scene: Scene, ideas: Ideas, said: Said) -> Said | None:
    """Return the words of the one idea in the short mail that *said*, a bare yes or no, answers.

    Where it opens its mail and quotes nothing: a bare "Fine." is then on that.
    """
    above = scene.parent.get(said.message_id)
    if said.place or said.sources or above is None:
        return None
    if not (is_assent(said.text) or is_dissent(said.text)):
        return None
    met = scene.by_message.get(above, ())
    stating = [each for each in met if ideas.stated_by(each)]
    is_only = len(met) <= _SHORT and len(ideas.in_message(stating)) == 1
    return stating[-1] if is_only else None


def side_on_plan(scene: Scene, ideas: Ideas, said: Said) -> Side | None:
    """Return the side that "None from me", or "Yes", takes on the plan that asks for objections."""
    asked = asked_for_objections(scene, said)
    held = tells_objections(said.text)
    if asked is None or held is None or asked.speaker == said.speaker:
        return None
    for each in reversed(scene.by_message[asked.message_id][: asked.place + 1]):
        for idea in reversed(ideas.stated_by(each)):
            if idea.author == asked.speaker:
                return Side(said, idea, held, max(CONSENTED, said.kinds.get(held, 0.0)))
    return None


def side_begged(scene: Scene, ideas: Ideas, said: Said, stance: Stance | None) -> Side | None:
    """Return the side of one who begs not to do what the answered message has as an idea."""
    what = frozenset() if stance else begged_not_to(said.text)
    if not what:
        return None
    for idea in reversed(ideas.in_message(scene.met(said))):
        if idea.author != said.speaker and what & idea.words:
            return Side(said, idea, "oppose", BEGGED)
    return None


def side_on_kept(scene: Scene, sides: Sequence[Side], said: Said) -> Side | None:
    """Return the no of one who keeps what he or she was for letting go in an earlier mail.

    In words of their own, or by a yes to another's.
    """
    above = scene.answered(said)[-1:] if said.sources and is_assent(said.text) else (said,)
    if not any(tells_to_keep(each.text) for each in above):
        return None
    looked_at: set[Idea] = set()  # a mail may say "+1" to one idea twenty thousand times
    for side in reversed(sides):
        is_theirs = side.said.speaker == said.speaker and side.stance == "support"
        if not is_theirs or side.said.message_id == said.message_id or side.idea in looked_at:
            continue
        looked_at.add(side.idea)
        if any(keeps(each.text, side.idea.said[0].text) for each in above):
            return Side(said, side.idea, "oppose", max(KEPT, side.confidence))
    return None


def _verdicts_on(text: str, options: Mapping[str, Idea]) -> Iterator[tuple[str, Stance]]:
    """Yield the options that clauses of *text* are for or against: "A is best, B is too early"."""
    for verdict in verdicts_in(side_by_side(text)):
        for label in labels_in(verdict.what):
            if label in options and verdict.stance is not None:
                yield label, verdict.stance


def sides_by_clause(said: Said, stance: Stance | None, known: Sequence[Idea]) -> list[Side] | None:
    """Return the sides that *said*, which takes *stance*, has on rivals that its clauses name.

    "15:00 works for me, 14:00 does not" is a no to the idea of 14:00, and takes no side
    where nobody has put 14:00 forward. None if it names no rivals: times of day or
    weekdays, or words that each tell another of the ideas that are *known*.
    """
    verdicts = () if said.is_anothers else verdicts_in(said.text)
    if len(verdicts) < _RIVALS:
        return None
    is_vote = len(_VOTE.findall(said.text)) == len(verdicts)
    timed = all(any(times_in(each.what)) for each in verdicts)
    meant = _at_times(verdicts, known) if timed else _by_own_words(verdicts, known, is_vote=is_vote)
    if meant is None or not (stance or timed):
        return None
    found: dict[Idea, Stance] = {}
    for verdict, idea in zip(verdicts, meant, strict=True):
        if idea is not None and verdict.stance is not None and found.get(idea) != "support":
            found[idea] = verdict.stance  # an idea that offers both times is met by one
    return [
        Side(said, idea, held, max(said.kinds.get(held, 0.0), NAMED_OPTION))
        for idea, held in found.items()
        if idea.author != said.speaker or held == "support"
    ]


def _at_times(verdicts: Iterable[Verdict], known: Sequence[Idea]) -> list[Idea | None] | None:
    """Return for each of *verdicts* the last idea that names its time; None if none is meant."""
    found: list[Idea | None] = []
    for verdict in verdicts:
        clock, days = times_in(verdict.what)
        found.append(None)
        for idea in reversed(known):
            own_clock, own_days = times_in(" ".join(each.text for each in idea.said))
            if clock & own_clock or (days & own_days and not (clock and own_clock)):
                found[-1] = idea
                break
    return found if any(found) else None


def _by_own_words(
    verdicts: Iterable[Verdict], known: Sequence[Idea], *, is_vote: bool
) -> list[Idea | None] | None:
    """Return for each of *verdicts* the only idea that has most of its words.

    None unless each has one, and each another. Votes may be on what nobody put forward.
    """
    found: list[Idea | None] = []
    for verdict in verdicts:
        words = content_words(verdict.what)
        shared = [len(idea.words & words) for idea in known]
        most = max(shared, default=0)
        if (not most and not is_vote) or (most and shared.count(most) > 1):
            return None
        found.append(known[shared.index(most)] if most else None)
    meant = [idea for idea in found if idea is not None]
    return found if meant and len(set(meant)) == len(meant) else None
