"""Who takes which side on which idea, sentence by sentence.

Pure. A side's target is told by the words it answers first, then by names and
words that it shares with an idea, then by the message it replies to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listminer.extract.agreement import agrees, stand_below, supports_one
from listminer.extract.naming import Mention, Names
from listminer.extract.options import moves_on
from listminer.extract.patch_sides import is_out_of_reach, sides_on_patches
from listminer.extract.patch_words import is_vote
from listminer.extract.proposals import SAID_SO, Idea, Ideas, only_one_above
from listminer.extract.scene import Said, Scene
from listminer.extract.side_words import (
    changes_mind,
    consents,
    greets,
    names_another,
    says_plan_works,
    thinks_again,
    voted_anew,
    votes_first,
)
from listminer.extract.sides import (
    CONSENTED,
    Side,
    asked_for_objections,
    at_first_hand,
    is_granted,
    only_idea_above,
    side_begged,
    side_on_kept,
    side_on_plan,
    sides_by_clause,
    sides_on_options,
    stance_of,
)
from listminer.extract.target_model import TargetModel
from listminer.extract.targets import Candidate, Targets, likeliest, log_add
from listminer.extract.withdrawals import gives_up, takes_vote_back
from listminer.extract.wording import Rarity, content_words, is_assent, is_dissent
from listminer.model import Span, Stance

# Log-odds that a side is about an idea: the weights of a logistic regression over
# the debates that are labelled whole, rounded. One debate held out at a time, it
# picks the labelled idea for 58 % of the sides, where the ideas are known.
BASE = -0.5
BY_SENTENCES = 0.7  # times the log-odds that one of its sentences, or a side on it, is meant
NOT_SEEN = -12.0  # the log-odds where none of them comes into question
QUOTED = 1.0  # the answered words state it
NAMED = 1.4  # its author is named
OWNER_NAMED = 2.5  # once more for "Priya's page"
OWN_IDEA = -0.3
SHARED_WORDS = 1.6  # for words in common of weight MANY or more, less for less
MANY = 15.0
COVERED = 0.5  # times the share of the side's words that stand in it
ALIKE = 0.5  # times the likeness to its nearest sentence
YOUR = 0.5  # "your proposal", to the one answered
AS_REASON = -0.7  # a sentence is meant that only gives a reason for a side on it
LEAST = -1.8  # below this no idea is meant
LEAST_OWN = 0.3  # how sure it must be that one speaks against an idea of one's own
ASSENT = 0.7  # 27 of 38 bare yeses right below words taken for a proposal are labelled support
MAX_IDEAS = 60  # the last ones, that a side anywhere in the thread is held against
_REASONS = 4  # sentences after a side that may give its reasons
_TURNED: Mapping[Stance, Stance] = {
    "support": "oppose",
    "oppose": "support",
    "conditional": "conditional",
}
_COMPARED = 12  # sentences of an idea, the last ones, that a side is compared with

# Not "both for the newcomers and for the vendors".
_BOTH = re.compile(
    r"\bboth\b(?![^.,;:]{1,60}\band\b)|\ball (?:of )?(?:them|these|those|three|points)\b",
    re.IGNORECASE,
)
# "+1 for the wiki": not for an idea without a wiki if there is one with it.
_VOTES_FOR = re.compile(r"[+-]1 (?:for|to|on) (?P<what>[^.,;:!?()]{2,60})")
_YOUR = re.compile(
    r"\byour? (?:\w+ )?(?:proposal|idea|suggestion|plan|patch|approach|point|option|solution|draft"
    r"|version|scheme|rule|change)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """All sides taken in a thread, and the words that each is taken on."""

    all: tuple[Side, ...]  # by time
    answers: Mapping[Span, Span]  # by sentence, also where no idea is meant


def take_sides(
    scene: Scene,
    ideas: Ideas,
    names: Names,
    rarity: Rarity,
    model: TargetModel | None = None,
) -> Sides:
    """Return all sides taken: who states an idea of his own is for it."""
    taken = _Taken(scene, ideas, names, Targets(scene, names, rarity, model), rarity)
    for said in scene.said:
        taken.read(said)
    return Sides(tuple(at_first_hand(scene, taken.sides)), taken.answers)


class _Taken:
    """One pass over the thread; remembers which sentence took which side."""

    def __init__(
        self, scene: Scene, ideas: Ideas, names: Names, targets: Targets, rarity: Rarity
    ) -> None:
        self._scene = scene
        self._ideas = ideas
        self._names = names
        self._rarity = rarity
        self._targets = targets
        self._known: list[Idea] = []  # stated so far
        self._sided: dict[int, dict[Idea, Stance]] = {}  # by sentence
        self.sides: list[Side] = []
        self.answers: dict[Span, Span] = {}

    def read(self, said: Said) -> None:
        stated = self._ideas.stated_by(said)
        self._known += [idea for idea in stated if idea not in self._known]
        stance = stance_of(said)
        voted = sides_on_patches(self._scene, self._ideas, said)
        turned = self._mind_changed(said) or side_on_plan(self._scene, self._ideas, said)
        turned = turned or side_on_kept(self._scene, self.sides, said)
        turned = turned or self._assented(said, stance)
        turned = turned or side_begged(self._scene, self._ideas, said, stance)
        chosen = voted or (None if turned else self._chosen(said, stance))
        if chosen is not None:
            self._sided[said.number] = {side.idea: side.stance for side in chosen}
            self.sides += chosen
        elif turned is not None:
            self._sided[said.number] = {turned.idea: turned.stance}
            self.sides.append(turned)
        elif stance is not None and not self._takes_none(said):
            for idea, share, held in self._meant(said, stated, stance):
                if held is None:  # it speaks of the idea; for or against it, nobody can tell
                    self._sided.setdefault(said.number, {})[idea] = "conditional"
                    continue
                side = Side(said, idea, held, said.kinds[stance] * share)
                is_own = idea.author == said.speaker and held != "support"
                if is_own and held == "oppose" and not gives_up(said.text):
                    continue  # "There is no reason to forbid it", of one's own idea
                if not is_own or side.confidence >= LEAST_OWN:
                    self._sided.setdefault(said.number, {})[idea] = held
                    self.sides.append(side)
        elif "oppose" in said.doubtful and (ranked := self._targets.of(said, "oppose")):
            self.answers[said.span] = likeliest(ranked).span
        for idea in stated:
            told = said.number in idea.reported or said.option.isalnum()
            if not told and idea not in self._sided.get(said.number, {}):
                sure = said.kinds.get("proposal", SAID_SO)  # a plan that is only pointed to
                self.sides.append(Side(said, idea, "support", sure))

    def _chosen(self, said: Said, stance: Stance | None) -> list[Side] | None:
        """Return the sides on options, or rivals, that *said* names; None if it names none.

        "I'm changing my vote to B" leaves nothing of what was said for the others.
        """
        options = self._ideas.options(said.number)
        chosen = sides_on_options(said, stance, options)
        if chosen is None and not self._ideas.stated_by(said):
            return sides_by_clause(said, stance, self._known[-MAX_IDEAS:])
        if chosen and moves_on(said.text):
            left = set(options.values()) - {side.idea for side in chosen}
            self.sides = [
                side
                for side in self.sides
                if side.said.speaker != said.speaker or side.idea not in left
            ]
        return chosen

    def _assented(self, said: Said, stance: Stance | None) -> Side | None:
        """Return the side of a bare yes or no right below words that state another's idea."""
        is_no = is_dissent(said.text)
        above = self._answered_first(said) if is_no else self._said_yes_to(said)
        above = above or only_idea_above(self._scene, self._ideas, said)
        held: Stance = "oppose" if is_no else "support"
        if above is None or stance not in (None, held):
            return None
        meant = self._ideas.stated_by(above)
        if is_no and not meant:  # "I second that." "I don't."
            sided = self._sided.get(above.number, {})
            meant = [idea for idea in sided if sided[idea] == "support"]
        for idea in reversed(meant):
            if idea.author != said.speaker:
                return Side(said, idea, held, max(ASSENT, said.kinds.get(held, 0.0)))
        return None

    def _takes_none(self, said: Said) -> bool:
        """Return whether words that sound like a side take none: nor does a vote on no patch."""
        is_none = asked_for_objections(self._scene, said) is not None
        is_none = is_none or takes_vote_back(said.text) or greets(said.text)
        is_none = is_none or (is_vote(said.text) and bool(self._ideas.patches.all))
        return is_none or self._says_yes_to_facts(said) or is_granted(self._scene, said)

    def _says_yes_to_facts(self, said: Said) -> bool:
        """Return whether *said* is a bare yes right below words without an idea or a side."""
        above = self._said_yes_to(said)
        if above is None:
            return False
        return above.number not in self._sided and not self._ideas.stated_by(above)

    def _said_yes_to(self, said: Said) -> Said | None:
        """Return the words right above *said*, if it is a bare yes that opens an answer."""
        if not is_assent(said.text):
            return None
        above = self._answered_first(said)
        if above is not None and says_plan_works(said.text):  # what else was quoted may say why
            for each in reversed(self._scene.answered(said)):
                if self._sided.get(each.number) or self._ideas.stated_by(each):
                    return each
        return above

    def _answered_first(self, said: Said) -> Said | None:
        """Return the words right above *said*, if it opens an answer."""
        before = self._scene.before(said)
        is_first = before is None or before.sources != said.sources
        return next(reversed(self._scene.answered(said)), None) if is_first else None

    def _mind_changed(self, said: Said) -> Side | None:
        """Return the turned side of one who says so, on what that person last spoke on.

        Who withdraws a vote is left with neither side.
        """
        is_back = takes_vote_back(said.text)
        vote = voted_anew(said.text)
        is_other = thinks_again(said.text) and not {"proposal", "oppose"}.isdisjoint(said.kinds)
        if not (is_back or vote or is_other or changes_mind(said.text)):
            return None
        around = (self._scene.before(said), said, self._scene.after(said))
        words = frozenset().union(*(each.words for each in around if each is not None))
        held: dict[Idea, Side] = {}
        for side in self.sides:
            is_theirs = side.said.speaker == said.speaker and side.idea.author != said.speaker
            if is_theirs and side.said.message_id != said.message_id:
                held[side.idea] = side
        is_any = is_back or vote is not None or is_other
        turned = [side for side in held.values() if is_any or side.stance != "support"]
        if not turned:
            return None
        last = max(turned, key=lambda side: self._rarity.weight(words & side.idea.words))
        surest = max(
            side.confidence
            for side in self.sides
            if side.idea is last.idea and side.said.speaker == said.speaker
        )
        stance = vote or _TURNED[last.stance]
        if is_back and "support" not in said.kinds:
            stance = "conditional"
        return Side(said, last.idea, stance, surest)

    def _meant(
        self, said: Said, stated: Sequence[Idea], stance: Stance
    ) -> list[tuple[Idea, float, Stance | None]]:
        """Return the ideas that a side is taken on, how sure that is, and which side if any.

        "Exactly", said to somebody's objection, is an objection too.
        """
        ranked = self._targets.of(said, stance)
        if ranked:
            self.answers[said.span] = likeliest(ranked).span
        own = stated[-1:] if "proposal" in said.kinds and stance != "oppose" else ()
        if own and not (own[0].author == said.speaker and votes_first(said.text)):
            return [(own[0], 1.0, stance)]
        if _BOTH.search(said.text) and len(both := self._both(said)) > 1:
            return [(idea, 0.8, stance) for idea in both]
        points = self._points(said, self._voted_for(said, self._by_candidates(ranked)))
        for idea in own:
            points.pop(idea, None)  # "+1 to Ada's plan, and could we …": another idea
        best = max(points, key=lambda idea: points[idea], default=None)
        only = only_one_above(self._scene, self._ideas, said) if consents(said.text) else None
        if only is not None and best in (only, None):
            return [(only, CONSENTED, stance)]
        if best is None or points[best] < LEAST:
            return []
        if names_another(said.text, (each.text for each in best.said)):
            return []
        mentions = self._names.mentioned(said.text)
        is_with = bool(mentions) and supports_one(said.text)
        above, is_quoted = self._stances_above(said, best, mentions, is_with=is_with)
        held = stand_below(said, stance, best, above, is_quoted=is_quoted, is_with=is_with)
        return [(best, 1 / (1 + math.exp(-points[best])), held)]

    def _stances_above(
        self, said: Said, idea: Idea, mentions: Sequence[Mention], *, is_with: bool
    ) -> tuple[list[Stance], bool]:
        """Return the sides on *idea* of whom *said* answers, and whether their words are quoted.

        Whoever agrees with somebody by name answers all that he or she said; the rest
        answer the quote above them, or without one the message. None where that states it.
        """
        agreed_with = mentions if is_with or agrees(said.text) else ()
        named = {each.who for each in agreed_with}
        if idea.author in named | {each.who for each in mentions if each.is_owner}:
            return [], False  # "I'm with Ada", "Ada's plan", whatever is said against it
        own = [side for side in self.sides if side.said.speaker in named and side.idea is idea]
        if own:
            return [side.stance for side in own], False
        above = self._scene.met(said)
        if any(idea.is_in(each) or each.speaker == said.speaker for each in above):
            return [], False
        held = (self._sided.get(each.number) or self._reason_for(each) for each in above)
        return [each[idea] for each in held if idea in each], bool(self._scene.answered(said))

    def _voted_for(self, said: Said, odds: Mapping[Idea, float]) -> Mapping[Idea, float]:
        """Return *odds* of the ideas that have a word of what "+1 for …" names, if any has one."""
        vote = _VOTES_FOR.search(said.text)
        if vote is None or self._names.mentioned(vote["what"]):
            return odds  # "+1 for Ada's idea" is told by its author
        named = content_words(vote["what"])
        sharing = [idea for idea in self._known if idea.words & named]
        return {idea: odds.get(idea, NOT_SEEN) for idea in sharing} if sharing else odds

    def _both(self, said: Said) -> list[Idea]:
        """Return the ideas that "both" means: those answered, else of the nearest mail."""
        if answered := self._ideas.in_message(self._scene.answered(said)):
            return answered[:3]
        for at in self._scene.up_from(self._scene.answered_message(said)):
            found = self._ideas.in_message(self._scene.by_message.get(at, ()))
            if len(found) > 1:
                return found[:3] if "all" in said.text.lower() else found[:2]
        return []

    def _points(self, said: Said, odds: Mapping[Idea, float]) -> dict[Idea, float]:
        """Return the log-odds that *said* is about each idea that comes into question."""
        quoted = set(self._ideas.in_message(self._scene.answered(said)))
        mentions = self._names.mentioned(said.text)
        named = {each.who for each in mentions}
        owners = {each.who for each in mentions if each.is_owner}
        above = self._scene.answered_message(said)
        yours = self._scene.speakers[above] if above and _YOUR.search(said.text) else None
        points: dict[Idea, float] = {}
        for idea, meant in odds.items():
            if not quoted and is_out_of_reach(self._ideas.patches, said, idea, above):
                continue
            found = BASE + BY_SENTENCES * meant
            found += QUOTED * (idea in quoted) + OWN_IDEA * (idea.author == said.speaker)
            found += NAMED * (idea.author in named) + OWNER_NAMED * (idea.author in owners)
            found += YOUR * (yours is not None and idea.author == yours)
            points[idea] = found + self._by_words(said, idea)
        return points

    def _by_candidates(self, ranked: Sequence[Candidate]) -> dict[Idea, float]:
        """Return the log-odds that words that state each idea, or take a side on it, are meant.

        A sentence that takes no side gives a reason for the one before it.
        """
        found: dict[Idea, float] = {}
        for candidate in ranked:
            said = candidate.said
            stated = self._ideas.stated_by(said)
            held = self._sided.get(said.number)
            points = candidate.points
            if held is None and not stated:
                held = self._reason_for(said)
                points += AS_REASON
            for idea in dict.fromkeys([*stated, *(held or {})]):
                found[idea] = log_add(found.get(idea, NOT_SEEN), points)
        return found

    def _reason_for(self, said: Said) -> dict[Idea, Stance]:
        """Return the sides that the nearest sentence before it in its paragraph takes."""
        mine = self._scene.by_message[said.message_id]
        for each in reversed(mine[max(0, said.place - _REASONS) : said.place]):
            if each.sources != said.sources:
                break
            if each.number in self._sided:
                return self._sided[each.number]
        return {}

    def _by_words(self, said: Said, idea: Idea) -> float:
        """Return the points for the words that *said* shares with *idea*."""
        shared = idea.words & said.words
        if not shared:
            return 0.0
        weight = self._rarity.weight(shared)
        alike = max(
            (
                self._rarity.likeness(each.words, said.words)
                for each in idea.said[-_COMPARED:]
                if len(each.words & said.words) > 1
            ),
            default=0.0,
        )
        share = weight / (self._rarity.weight(said.words) + 2.0)
        return SHARED_WORDS * min(weight, MANY) / MANY + COVERED * share + ALIKE * alike
