"""Where each idea stands when its thread ends, and the words that this rests on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from listminer.extract.decisions import Settled
from listminer.extract.last_words import stand_of
from listminer.extract.patch_sides import outdated
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.sides import Side
from listminer.extract.withdrawals import (
    drops_it,
    gives_up_by_name,
    lets_go,
    says_withdrawn,
    takes_all_back,
    takes_back,
)
from listminer.model import ProposalStatus, Span, Stance

# How likely it must be that somebody takes a side, for what sides alone tell. On the debates
# labelled whole any of .3 to .55 for ACCEPTED does as well; .25 to .35 for CONTESTED.
CONTESTED = 0.3
OUTWEIGHED = 0.6  # times as likely as the other side: a lone doubt among praise
AS_A_VOTE = 0.7  # no words for or against are surer than "+1", or "-1"
ACCEPTED = 0.4
CONSENT = 3  # of how many others is as good as the word of one who has the say
# "I'd rather wait", "How about freezing it instead?"; not "it is rather slow".
_INSTEAD = re.compile(
    r"\b(?:instead|alternatively|(?:i|we)(?:['’]d| would) (?:rather|prefer)"
    r"|(?:better|another|alternative) (?:option|way|idea|approach|solution))\b",
    re.IGNORECASE,
)
_ROOT = 6  # letters by which "the deprecation patch" is of "we should deprecate it"
_FEW_IDEAS = 2  # from which "my proposal" may mean one or the other
REPLACED = 0.2  # how sure the no must be that puts another idea in the place of one


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an idea stands when the thread ends, and the words that this rests on."""

    status: ProposalStatus
    settled_by: tuple[Span, ...] = ()


def standings(
    scene: Scene, ideas: Ideas, sides: Sequence[Side], settled: Sequence[Settled]
) -> dict[Idea, Standing]:
    """Return where each idea stands at the end.

    What is known from quotes alone settles nothing and replaces nobody's idea: whoever quotes
    a missing mail may have written it.
    """
    by_idea: dict[Idea, list[Side]] = {idea: [] for idea in ideas.all}
    for side in sides:
        if scene.is_hearsay(side.said):
            continue
        by_idea.setdefault(side.idea, []).append(side)
    taken_back = _taken_back(scene, ideas)
    settled = [each for each in settled if not all(map(scene.is_hearsay, each.said))]
    rivals = _rivals(scene, ideas)
    instead = {
        idea: _put_instead(ideas, idea, by_idea[idea]) + rivals.get(idea, []) for idea in ideas.all
    }
    later_ones = set(chain.from_iterable(instead.values()))
    decided = {idea: _decided(idea, settled) for idea in ideas.all}
    found = {
        idea: decided[idea]
        or _withdrawn(idea, by_idea[idea], taken_back)
        or _by_sides(scene, idea, by_idea[idea], is_instead=idea in later_ones)
        for idea in ideas.all
    }
    old = outdated(scene, ideas)
    for idea in _passed_over(ideas, decided):
        if found[idea].status == "accepted":
            found[idea] = Standing("open")
    for idea in ideas.all:
        standing = decided[idea]
        if standing is not None and standing.status == "accepted":
            continue
        if idea in old:
            found[idea] = Standing("superseded", (old[idea].span,))
            continue
        later = _replaced_by(idea, instead[idea], by_idea, found)
        if later is not None and idea.patch is None:  # what a review brings up replaces no patch
            found[idea] = Standing("superseded", (later.said[0].span,))
    return found


def _passed_over(ideas: Ideas, decided: Mapping[Idea, Standing | None]) -> list[Idea]:
    """Return the options of lists from which others were chosen: votes alone accept none."""
    chosen = {
        said.message_id
        for idea, standing in decided.items()
        if standing is not None and standing.status == "accepted"
        for said in idea.said
        if said.option.isalnum()
    }
    return [
        idea
        for idea in ideas.all
        if decided[idea] is None
        and any(said.option and said.message_id in chosen for said in idea.said)
    ]


def _decided(idea: Idea, settled: Sequence[Settled]) -> Standing | None:
    mine = [each for each in settled if each.idea is idea or idea in each.also]
    if not mine:
        return None
    last = mine[-1]
    spans = tuple(said.span for each in mine if each.is_for == last.is_for for said in each.said)
    return Standing("accepted" if last.is_for else "rejected", spans)


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """A sentence by which somebody takes something back."""

    said: Said
    answered: frozenset[int]  # the sentences that it answers, by number
    names: Idea | None  # what "I've abandoned the patch" means; None where no quote tells


def _taken_back(scene: Scene, ideas: Ideas) -> list[_TakenBack]:
    """Return what is taken back, by sentence."""
    found = []
    for said in scene.said:
        named = gives_up_by_name(said.text)
        if (named or takes_back(said.text) or drops_it(said.text)) and not scene.is_hearsay(said):
            answered = frozenset(each.number for each in _given_back(scene, ideas, said))
            found.append(_TakenBack(said, answered, _given_up(ideas, said) if named else None))
    return [*found, *_by_subject(scene, ideas)]


def _by_subject(scene: Scene, ideas: Ideas) -> Iterator[_TakenBack]:
    """Yield the first sentence of each mail whose subject gives up what an own mail above puts.

    "[CANCELLED] [VOTE] Release it": all ideas of the nearest own mail that has any.
    """
    for message_id, some in scene.by_message.items():
        if not some or not says_withdrawn(scene.messages[message_id].subject):
            continue
        for at in scene.up_from(scene.parent.get(message_id)):
            met = scene.by_message.get(at, ()) if scene.speakers[at] == some[0].speaker else ()
            if ideas.in_message(met):
                yield _TakenBack(some[0], frozenset(each.number for each in met), None)
                break


def _given_back(scene: Scene, ideas: Ideas, said: Said) -> Sequence[Said]:
    """Return what *said* may take back: what it quotes, else an own mail that it goes on with.

    Where that mail has several ideas, nobody can tell which. "Scratch that" is on the nearest
    own mail above that has an idea, whoever stands between.
    """
    if takes_all_back(said.text) and not ideas.in_message(scene.answered(said)):
        return _own_above(scene, ideas, said)
    above = scene.answered_message(said)
    is_own = above is not None and scene.speakers[above] == said.speaker
    if not is_own or gives_up_by_name(said.text):  # "I've abandoned the patch": that one
        return scene.answered(said)
    met = scene.met(said)
    return met if len(ideas.in_message(met)) == 1 else scene.answered(said)


def _own_above(scene: Scene, ideas: Ideas, said: Said) -> Sequence[Said]:
    """Return the nearest mail above of who speaks that has an idea, if it has no more than one."""
    for at in scene.up_from(scene.answered_message(said)):
        met = scene.by_message.get(at, ()) if scene.speakers[at] == said.speaker else ()
        if found := ideas.in_message(met):
            return met if len(found) == 1 else ()
    return ()


def _given_up(ideas: Ideas, said: Said) -> Idea | None:
    """Return the one idea of its speaker that "I've abandoned the patch" can mean.

    Where there are several, the one that alone has most words of it.
    """
    own = [
        idea
        for idea in ideas.all
        if idea.author == said.speaker
        and idea.said[0].message_id != said.message_id
        and idea.said[0].number < said.number
    ]
    if len(own) < _FEW_IDEAS:
        return own[0] if own else None
    roots = {word[:_ROOT] for word in said.words}
    shared = [len({word[:_ROOT] for word in idea.words} & roots) for idea in own]
    most = max(shared)
    return own[shared.index(most)] if most and shared.count(most) == 1 else None


def _withdrawn(
    idea: Idea, sides: Sequence[Side], taken_back: Sequence[_TakenBack]
) -> Standing | None:
    """Return how the author gave the idea up: by speaking against it, or in so many words.

    Nobody has given up what they put forward again. "I will drop it" gives an idea up
    where it answers the idea; else one check that a reviewer disliked.
    """
    own = [side for side in sides if side.said.speaker == idea.author]
    last = max((said.number for said in idea.said if said.speaker == idea.author), default=-1)
    is_held = _chance(_still_for(_of_others(idea, sides))) >= ACCEPTED
    listed = {said.message_id for said in idea.said if said.option}  # beside what its author likes
    own = [side for side in own if side.said.message_id not in listed]
    if own and own[-1].said.number > last and own[-1].stance == "oppose" and not is_held:
        return Standing("withdrawn", (own[-1].said.span,))
    first = idea.said[0]
    for said in idea.said:  # restated, to be let go
        is_later = said.number == last and said.message_id != first.message_id
        if is_later and lets_go(said.text, first.text):
            return Standing("withdrawn", (said.span,))
    stated = {said.number for said in idea.said}
    about = stated | {side.said.number for side in sides}
    for each in taken_back:
        meant = about if takes_back(each.said.text) else stated
        is_theirs = each.said.speaker == idea.author and each.said.number > last
        if is_theirs and (each.names is idea or not meant.isdisjoint(each.answered)):
            return Standing("withdrawn", (each.said.span,))
    return None


def _by_sides(scene: Scene, idea: Idea, sides: Sequence[Side], *, is_instead: bool) -> Standing:
    """Return what the sides of others alone tell, as far as it is likely that they are taken.

    An idea is accepted when one says yes who has the say: whom it was put to, or who
    opened the thread. Praise from the side accepts nothing, unless it is many people's,
    nor does a no to somebody's no.
    """
    others = _of_others(idea, sides)
    yes, no = _surest(others, "support"), _surest(others, "oppose")
    for who in no.keys() | yes.keys():  # on the way to their last word
        stand = stand_of([side for side in others if side.said.speaker == who])
        if stand != "support" and (stand == "oppose" or who in no):
            yes.pop(who, None)
        if stand != "oppose":
            no.pop(who, None)
    for_it, against = (
        _chance(min(sure, AS_A_VOTE) for sure in some.values()) for some in (yes, no)
    )
    if against >= CONTESTED and against >= OUTWEIGHED * for_it:
        return Standing("contested")
    say = _who_has_the_say(scene, idea, is_instead=is_instead)
    yes = {
        who: sure
        for who, sure in _surest(filter(_says_yes, others), "support").items()
        if who in yes
    }
    is_many = bool(say) or idea.patch is not None  # a review takes no patch
    consent = _chance(yes.values(), of=CONSENT if is_many else 1)
    if max(consent, _chance(yes[who] for who in yes if who in say)) >= ACCEPTED:
        return Standing(
            "accepted",
            _carrying([each for each in others if each.said.speaker in yes and _says_yes(each)]),
        )
    return Standing("open")


def _says_yes(side: Side) -> bool:
    """Return whether the words are for it by themselves: not "Nope", said to an objection."""
    return "support" in side.said.kinds or "oppose" not in side.said.kinds


def _carrying(sides: Iterable[Side]) -> tuple[Span, ...]:
    """Return the words of those for it that are sure by themselves, else of all: many carry it."""
    for_it = [side for side in sides if side.stance == "support"]
    sure = [side for side in for_it if side.confidence >= ACCEPTED]
    return tuple(side.said.span for side in sure or for_it)


def _who_has_the_say(scene: Scene, idea: Idea, *, is_instead: bool) -> frozenset[str]:
    """Return whom *idea* was put to, and who opened the thread; nobody where it is put to all.

    What somebody puts in the place of another's idea is put to all: whose idea it
    replaces need not like it. So is a patch: who takes it says so.
    """
    if is_instead or idea.patch is not None:
        return frozenset()
    up = scene.up_from(scene.answered_message(idea.said[0]))
    whom = next((who for at in up if (who := scene.speakers[at]) != idea.author), None)
    if whom is None or scene.root is None:
        return frozenset()
    return frozenset({whom, scene.speakers[scene.root]})


def _of_others(idea: Idea, sides: Iterable[Side]) -> list[Side]:
    return [side for side in sides if side.said.speaker != idea.author]


def _surest(sides: Iterable[Side], stance: Stance) -> dict[str, float]:
    """Return by person how sure the surest of their sides of that stance is."""
    found: dict[str, float] = {}
    for side in sides:
        if side.stance == stance:
            found[side.said.speaker] = max(found.get(side.said.speaker, 0.0), side.confidence)
    return found


def _still_for(sides: Sequence[Side]) -> list[float]:
    """Return how sure each is of whom the last word is for it."""
    by_person: dict[str, list[Side]] = {}
    for side in sides:
        by_person.setdefault(side.said.speaker, []).append(side)
    surest = _surest(sides, "support")
    return [surest[who] for who, own in by_person.items() if stand_of(own) == "support"]


def _chance(sure: Iterable[float], of: int = 1) -> float:
    """Return how likely it is that *of* of them at least are so.

    >>> _chance([0.5, 0.5]), _chance([0.5, 0.5], of=2), _chance([], of=2)
    (0.75, 0.25, 0.0)
    """
    fewer = [1.0] + [0.0] * (of - 1)  # how likely it is that 0, 1, … are so
    for each in sure:
        fewer = [
            less * (1.0 - each) + one_less * each
            for less, one_less in zip(fewer, [0.0, *fewer], strict=False)
        ]
    return 1.0 - sum(fewer)


def _put_instead(ideas: Ideas, idea: Idea, sides: Iterable[Side]) -> list[Idea]:
    """Return the ideas that those who spoke against *idea* put forward in the same message.

    And what its author has offered to them in its place.
    """
    against = {
        (side.said.message_id, side.said.speaker)
        for side in sides
        if side.stance == "oppose"
        and side.said.speaker != idea.author
        and side.confidence >= REPLACED
    }
    return [
        other
        for other in ideas.all
        if other.instead_of is idea
        or (other is not idea and (other.said[0].message_id, other.author) in against)
    ]


def _rivals(scene: Scene, ideas: Ideas) -> dict[Idea, list[Idea]]:
    """Return for each idea those of others that answer it and say to come in its place."""
    found: dict[Idea, list[Idea]] = {}
    for other in ideas.all:
        if other.author is None or not _INSTEAD.search(other.said[0].text):
            continue
        for idea in ideas.in_message(scene.answered(other.said[0])):
            if idea.author != other.author:
                found.setdefault(idea, []).append(other)
    return found


def _replaced_by(
    idea: Idea,
    instead: Iterable[Idea],
    by_idea: Mapping[Idea, Sequence[Side]],
    found: Mapping[Idea, Standing],
) -> Idea | None:
    """Return the accepted idea that was put in the place of *idea*.

    What only some praise has accepted is replaced, too, if its own author goes over.
    """
    is_praised = found[idea].status == "accepted"
    for other in instead:
        goes = _author_goes_over if is_praised else _goes_over
        if found[other].status == "accepted" and goes(idea, by_idea[idea], by_idea[other]):
            return other
    return None


def _author_goes_over(idea: Idea, _: Sequence[Side], later: Sequence[Side]) -> bool:
    """Return whether the author of *idea* takes the later one, and does not state it again."""
    offered = later[0].idea if later else idea
    if later and offered.instead_of is not idea and not _INSTEAD.search(offered.said[0].text):
        return False
    last = max((said.number for said in idea.said if said.speaker == idea.author), default=-1)
    own = [side for side in later if side.said.speaker == idea.author]
    return bool(own) and own[-1].stance == "support" and own[-1].said.number > last


def _goes_over(idea: Idea, sides: Sequence[Side], later: Sequence[Side]) -> bool:
    """Return whether the author of *idea* takes the later one, or nobody else holds the earlier."""
    if any(side.stance == "support" and side.said.speaker == idea.author for side in later):
        return True
    others = _of_others(idea, sides)
    return _chance(_surest(others, "support").values()) < ACCEPTED
