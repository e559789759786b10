"""Ideas on the table: which sentences put the same one forward, and who was first.

Pure. Sentences are taken by time; each joins the idea it restates, or opens one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.extract.acts import PLAIN, SIDES
from listminer.extract.compromises import is_compromise
from listminer.extract.naming import Names
from listminer.extract.pasted import is_pasted
from listminer.extract.patch_words import is_vote
from listminer.extract.patches import Patch, Patches
from listminer.extract.reported import reported_author, tells_of_one_absent
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity

MAX_IDEAS = 400  # of one thread; a sentence more is taken for the last idea's

PREFERRED = 0.45  # the chance of "I'd rather", 19 of 41 labelled, whatever the models say
SAID_SO = 0.75  # the chance of "I propose", 84 of 105 labelled, "my proposal is", 17 of 25
UNTOLD = 0.3  # the chance of words of which another tells that they propose something
MAX_KNOWN = 120  # the last ideas, that a sentence is held against

# Points for "this sentence states that idea": the weights of a logistic regression
# over the labelled debates, rounded, where the sentences that propose are known. Where
# they are guessed, one in two proposes nothing: better that it joins an idea that is
# one than that it opens another, so that APART is 1 above what was fitted.
APART = -3.8
NEXT = (2.9, 1.9, 1.0, 0.69)  # it stands 1, 2, 3, 4 sentences below one that states the idea
SAME_MESSAGE = 0.2
SAME_PARAGRAPH = 3.0
SAME_ANSWER = 1.5  # both answer the same quote, or none
OTHER_PARAGRAPH = 1.4
OWN_EARLIER = 1.9  # its author put the idea forward in an earlier message
LATEST = 0.9  # no later idea stands between; once more for the author's own latest
COVERED = 1.6  # times the share of its words that the idea has
COVERED_OWN = 1.6
ALIKE = 1.3  # times the likeness to the nearest sentence of the idea
ALIKE_OWN = 1.1
ANOTHER = -1.5  # it begins like another idea
TOLD_LIKENESS = 0.25  # to an idea of the person told of, for being told of that idea
MAX_TOLD_BACK = 2000  # sentences before it in which the person told of may have said it
AS_I_SAID = 3.0  # it says that its author said so before
OWN_ITEM = -4.0  # a numbered item with a verb of proposing of its own

# What begins another idea right after one: "Another option would be", "2. We should".
_ANOTHER = re.compile(
    r"\W*(?:(?:another|alternatively|or|also|additionally|besides|secondly|thirdly|second|third"
    r"|finally|lastly|furthermore|otherwise|as an alternative|option [b-z2-9])\b"
    r"|\(?[2-9][.)] |i(?:'d| would) also\b|we (?:should|could) also\b)",
    re.IGNORECASE,
)
_AS_I_SAID = re.compile(
    r"\b(?:like|as) i(?:'ve| have)? (?:\w+ )?(?:said|wrote|mentioned|suggested|proposed)\b", re.I
)
_PREFERS = re.compile(r"\bi(?:['’]d| would) (?:rather|prefer)\b", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\b(?:i|we)(?:['’]d| would)?(?: like to| also| still| therefore| hereby| now| strongly)*"
    r" propose\b|\bi(?:['’]m| am)(?: \w+ly| now| also)? proposing\b|\bi(?: \w+by)? move that\b"
    r"|\bmy (?:proposal|suggestion) (?:is|would be)\b"
    # "Unless someone objects by Friday, I'll merge it": a plan that waits for consent
    r"|\b(?:unless|if)\b[^.?]{1,40}\b(?:objections?|(?<=one )objects?|(?<=body )objects?)\b"
    r"[^.?]{1,60}\bi(?:['’]ll| will)\b",
    re.IGNORECASE,
)
# "I have written up a proposal here:", "I've put some thoughts on the wiki for discussion": who
# points to a plan puts it forward. Not "as I wrote in my proposal", "I wrote the design page".
_POINTS_TO_ONE = re.compile(
    r"\bi(?:['’]ve| have)?(?: just| also| now)? (?:written|wrote|put|made|posted|drafted|started"
    r"|created|prepared|jotted|uploaded|published)(?: up| down| together| out)?"
    r"(?: (?:a|an|some|my|our))?(?: (?!(?:in|on|to|about|for|of|at|from)\b)[\w-]{1,20}){0,2}?"
    r" (?:proposals?|drafts?|specs?|thoughts|ideas?|plan|rfc|outline|blueprint)\b"
    r"(?!.{0,60}\b(?:in the past|ago|back then)\b)[^?]{0,80}?"
    r"(?:https?://|\bhere\b|\bwiki\b|\bfor (?:discussion|comments?|review|feedback)\b|:$)",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:should|shall|could|let['’]?s|propose|suggest|recommend|how about|what if|why not"
    r"|can (?:we|the|you)|(?:i['’]d|i would|would) (?:like|love|prefer|rather))\b",
    re.IGNORECASE,
)
_MAX_CHARS = 400  # of a sentence that pointers are looked for in
_COMPARED = 12  # sentences of an idea, the last ones, that a new one is compared with


@dataclass(slots=True, eq=False)
class Idea:
    """A proposal in the making."""

    author: str | None
    said: list[Said] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)  # sentences, by number, that take no side by it
    words: frozenset[str] = frozenset()
    patch: Patch | None = None  # whose mail puts it forward, if that brings one
    instead_of: Idea | None = None  # of the same author, whose terms it changes

    def add(self, said: Said, *, is_reported: bool = False) -> None:
        """Take one more sentence that states it."""
        self.said.append(said)
        self.words |= said.words
        if is_reported:
            self.reported.add(said.number)

    @property
    def chance(self) -> float:
        """Return how likely it is that one of its sentences proposes something, in [0, 1]."""
        doubt = 1.0 - SAID_SO * (self.patch is not None)
        for said in self.said:
            share = said.shares.get("proposal", UNTOLD)
            if said.kinds.get("proposal", 0.0) >= PLAIN:
                share = max(share, PLAIN)  # told by words that no model is asked about
            if _PREFERS.search(said.text) and SIDES.isdisjoint(said.kinds):
                share = max(share, PREFERRED)
            if _SAYS_SO.search(said.text) or points_to_one(said):
                share = max(share, SAID_SO)
            doubt *= 1.0 - share
        return 1.0 - doubt

    def is_in(self, said: Said) -> bool:
        """Return whether *said* is one of the sentences that state it."""
        return any(each is said for each in self.said)


class Ideas:
    """All ideas of one thread, by first sentence."""

    def __init__(self, patches: Patches) -> None:
        self.patches = patches
        self.all: list[Idea] = []
        self._of_patches: dict[Patch, Idea] = {}
        self.by_sentence: dict[int, list[Idea]] = {}
        self._listed: list[tuple[Said, Idea]] = []  # options, in order of time

    def open(
        self,
        author: str | None,
        said: Said,
        *,
        is_reported: bool = False,
        patch: Patch | None = None,
    ) -> Idea:
        """Return a new idea that *said* states; that of *patch*, if one is told."""
        idea = Idea(author=author, patch=patch)
        self.all.append(idea)
        if patch is not None:
            self._of_patches[patch] = idea
        self.add(idea, said, is_reported=is_reported)
        return idea

    def add(self, idea: Idea, said: Said, *, is_reported: bool = False) -> None:
        """Let *said* state *idea* too."""
        idea.add(said, is_reported=is_reported)
        self.by_sentence.setdefault(said.number, []).append(idea)
        if said.option:
            self._listed.append((said, idea))

    def of_patch(self, patch: Patch) -> Idea | None:
        """Return the idea that *patch* puts forward; None before its mail was read."""
        return self._of_patches.get(patch)

    def take_patch(self, patch: Patch, said: Said) -> None:
        """Let *said*, of the mail that brings *patch*, state what it is for, if it does."""
        if said is not patch.lead and not (said.number in patch.told and "proposal" in said.kinds):
            return
        idea = self._of_patches.get(patch)
        if idea is None:
            self.open(said.speaker, said, patch=patch)
        else:
            self.add(idea, said)

    def vote_on(self, patch: Patch, said: Said) -> None:
        """Let *said* be what tells of *patch*, if nothing does yet; it has no author then."""
        if patch not in self._of_patches:
            self.open(None, said, is_reported=True, patch=patch)

    def stated_by(self, said: Said) -> list[Idea]:
        """Return the ideas that this sentence states."""
        return self.by_sentence.get(said.number, [])

    def options(self, number: int) -> dict[str, Idea]:
        """Return by label the ideas of the last list of options that begins before a sentence."""
        listed = [each for each in self._listed if each[0].number <= number]
        at = listed[-1][0].message_id if listed else None
        return {said.option: idea for said, idea in listed if said.message_id == at}

    def in_message(self, said: Sequence[Said]) -> list[Idea]:
        """Return the ideas that these sentences state, in their order."""
        found = [idea for each in said for idea in self.stated_by(each)]
        return list(dict.fromkeys(found))


def find_ideas(scene: Scene, names: Names, rarity: Rarity) -> Ideas:
    """Return the ideas that sentences of *scene* put forward, by first sentence."""
    ideas = Ideas(Patches(scene))
    for said in scene.said:
        patch = ideas.patches.brought_with(said)
        if patch is not None and not said.option:
            ideas.take_patch(patch, said)
            continue
        if is_vote(said.text) and not said.is_anothers:
            _take_vote(ideas, said)
        if "proposal" not in said.kinds and not points_to_one(said):
            continue
        teller = reported_author(said, names)
        if teller is not None:
            _take_reported(scene, ideas, said, teller, rarity)
            continue
        if tells_of_one_absent(said, names):
            ideas.open(None, said, is_reported=True)
            continue
        if not (said.words or said.option) or _leads_in(scene, said):
            continue
        home = _home(ideas, said, rarity)
        is_own = home is not None and home.author == said.speaker and home.patch is None
        if home is not None and is_own and _changes_terms(scene, home, said):
            ideas.open(said.speaker, said).instead_of = home
        elif home is not None:
            ideas.add(home, said)
        else:
            ideas.open(said.speaker, said)
    return ideas


def _take_vote(ideas: Ideas, said: Said) -> None:
    """Open the idea of a patch of whose sender no words are read: all that is known is the vote."""
    patch = ideas.patches.above(said.message_id)
    if patch is not None and patch.lead is None and patch.author != said.speaker:
        ideas.vote_on(patch, said)


def only_one_above(scene: Scene, ideas: Ideas, said: Said) -> Idea | None:
    """Return the only idea put forward up the tree, if whom *said* answers is its author."""
    at = scene.answered_message(said)
    who = None if at is None else scene.speakers[at]
    found: set[Idea] = set()
    for message_id in scene.up_from(at):
        found.update(ideas.in_message(scene.by_message.get(message_id, ())))
    only = found.pop() if len(found) == 1 else None
    return only if only is not None and only.author == who != said.speaker else None


def points_to_one(said: Said) -> bool:
    """Return whether *said* puts forward a plan that stands elsewhere, and is its speaker's own."""
    is_own = not (said.is_anothers or is_pasted(said.text))
    return is_own and _POINTS_TO_ONE.search(said.text[:_MAX_CHARS]) is not None


def _leads_in(scene: Scene, said: Said) -> bool:
    """Return whether *said* only announces numbered ideas: "Here is what I would like:"."""
    after = scene.after(said)
    is_open = said.text.endswith(":") and after is not None and after.is_numbered
    return is_open and after is not None and "proposal" in after.kinds and not after.assigned


def _take_reported(scene: Scene, ideas: Ideas, said: Said, teller: str, rarity: Rarity) -> None:
    """Add what *said* tells of *teller*'s idea to it, as far as it is known here.

    An idea that stands in no words of the teller's own has no author here: nobody is
    credited with what another says of him.
    """
    theirs = [idea for idea in ideas.all[-MAX_KNOWN:] if idea.author == teller]
    near = _nearest(theirs, said, rarity)
    if near is not None and near[1] >= TOLD_LIKENESS:
        ideas.add(near[0], said, is_reported=True)
        return
    own = _own_words(scene, ideas, said, teller, rarity)
    if own is None:
        ideas.open(None, said, is_reported=True)
    else:
        ideas.add(ideas.open(teller, own, is_reported=True), said, is_reported=True)


def _own_words(scene: Scene, ideas: Ideas, said: Said, teller: str, rarity: Rarity) -> Said | None:
    """Return the earlier sentence of *teller* that *said* tells of; None if there is none."""
    best: tuple[float, Said] | None = None
    for each in scene.said[max(0, said.number - MAX_TOLD_BACK) : said.number]:
        if each.speaker != teller or len(each.words & said.words) < 2 or ideas.stated_by(each):
            continue
        likeness = rarity.likeness(each.words, said.words)
        if likeness >= TOLD_LIKENESS and (best is None or likeness > best[0]):
            best = (likeness, each)
    return None if best is None else best[1]


def _home(ideas: Ideas, said: Said, rarity: Rarity) -> Idea | None:
    """Return the known idea that *said* goes on with or puts anew; None if it is a new one."""
    latest = ideas.all[-1:]
    own = [idea for idea in ideas.all if idea.author == said.speaker][-1:]
    best: tuple[float, Idea] | None = None
    for idea in ideas.all[-MAX_KNOWN:]:
        if idea.patch is not None:
            if idea.author == said.speaker and _is_said_again(idea, said):
                return idea  # a patch within an answer, its letter and all
            continue  # what its review brings up is another matter, even where its author does
        points = _points(idea, said, rarity)
        if idea.said[-1].message_id != said.message_id:
            points += LATEST * (idea in latest) + LATEST * (idea in own)
        if points > 0 and (best is None or points >= best[0]):
            best = (points, idea)
    if best is None and len(ideas.all) >= MAX_IDEAS:
        return ideas.all[-1]
    return None if best is None else best[1]


def _changes_terms(scene: Scene, idea: Idea, said: Said) -> bool:
    """Return whether *said* offers something else than *idea*, of the same author, to doubters."""
    is_later = idea.said[-1].message_id != said.message_id
    return is_later and is_compromise(scene, idea.said[-_COMPARED:], said)


def _is_said_again(idea: Idea, said: Said) -> bool:
    """Return whether *said* states *idea* in the very words that did before."""
    return any(each.text == said.text for each in idea.said)


def _points(idea: Idea, said: Said, rarity: Rarity) -> float:
    """Return how much speaks for *said* stating *idea*, but for what other ideas there are."""
    is_own = idea.author == said.speaker
    if said.option and _is_beside(idea, said):
        return APART + OWN_ITEM  # "B) …" is no part of "A) …", nor of what leads to both
    shared = rarity.weight(idea.words & said.words)
    points = APART + (COVERED + COVERED_OWN * is_own) * shared / (rarity.weight(said.words) + 2.0)
    if len(idea.words & said.words) > 1:
        alike = max(
            (
                rarity.likeness(each.words, said.words)
                for each in idea.said[-_COMPARED:]
                if each.words & said.words
            ),
            default=0.0,  # only older sentences of the idea share words
        )
        points += (ALIKE + ALIKE_OWN * is_own) * alike
    if is_own and _AS_I_SAID.search(said.text):
        points += AS_I_SAID
    last = idea.said[-1]
    if last.message_id != said.message_id:
        return points + OWN_EARLIER * is_own
    gap = said.place - last.place
    points += SAME_MESSAGE + (NEXT[gap - 1] if gap <= len(NEXT) else 0.0)
    points += SAME_PARAGRAPH if last.paragraph == said.paragraph else OTHER_PARAGRAPH
    points += SAME_ANSWER * (last.sources == said.sources)
    points += ANOTHER * (_ANOTHER.match(said.text) is not None)
    if said.is_numbered and last.item != said.item and _PROPOSES.search(said.text):
        points += OWN_ITEM
    return points


def _is_beside(idea: Idea, said: Said) -> bool:
    """Return whether *idea* stands in the mail that lists the option, as another than it."""
    labels = {each.option for each in idea.said if each.message_id == said.message_id}
    return bool(labels) and said.option not in labels


def _nearest(some: Sequence[Idea], said: Said, rarity: Rarity) -> tuple[Idea, float] | None:
    """Return the idea that shares most with *said*, and how much; None if none shares words."""
    best: tuple[Idea, float] | None = None
    for idea in some:
        likeness = max(
            (
                rarity.likeness(each.words, said.words)
                for each in idea.said
                if len(each.words & said.words) > 1
            ),
            default=0.0,
        )
        if likeness and (best is None or likeness > best[1]):
            best = (idea, likeness)
    return best
