"""All readings of one discussion: acts, ideas, sides, tasks, questions, decisions.

Deterministic: the same discussion and model give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from listminer.extract.act_model import load_act_model
from listminer.extract.actions import find_actions
from listminer.extract.acts import ActModel, find_acts
from listminer.extract.decisions import Settled, decisions_of, find_settled
from listminer.extract.last_words import positions_of
from listminer.extract.naming import names_in
from listminer.extract.patches import Patches
from listminer.extract.positions import Sides, take_sides
from listminer.extract.proposals import Idea, find_ideas
from listminer.extract.questions import find_questions
from listminer.extract.reading import Reader, read_sentences
from listminer.extract.scene import Said, lay_out
from listminer.extract.standings import Standing, standings
from listminer.extract.target_model import TargetModel
from listminer.extract.titles import answers_its_own, is_preface, title_of
from listminer.extract.wording import Rarity
from listminer.model import Discussion, Findings, Proposal

WORTH_TELLING = 0.45  # the chance from which an idea is told: F1 is as high from .4 to .5
TALKED_OF = 0.45  # how sure a side of another on it must be, from which it is told anyway


def extract(
    discussion: Discussion,
    reader: Reader,
    model: ActModel | None = None,
    target_model: TargetModel | None = None,
) -> Discussion:
    """Return *discussion* with its findings, and with the reader's problems if it has any.

    Findings rest on authored text alone: on what stands at depth 0 in the
    message of the one they name, or on a missing message's words known from
    quotes under its author's name.
    """
    sentences = list(read_sentences(discussion, reader))
    told = (model or load_act_model()).tell(sentences)
    scene = lay_out(discussion, sentences, told)
    kinds = {said.span: {**said.doubtful, **said.kinds} for said in scene.said}
    names = names_in(scene)
    rarity = Rarity(said.words for said in scene.said)
    ideas = find_ideas(scene, names, rarity)
    sides = take_sides(scene, ideas, names, rarity, target_model)
    settled = find_settled(scene, ideas, names, rarity, sides.all)
    ends = standings(scene, ideas, sides.all, settled)
    decided = _decided(settled)
    worth = [
        idea
        for idea in ideas.all
        if idea in decided or _is_worth_telling(idea, sides, ideas.patches)
    ]
    ids = {idea: f"P{number}" for number, idea in enumerate(worth, 1)}
    findings = Findings(
        acts=find_acts(
            sentences, [kinds[each.span] for each in sentences], discussion.answers, sides.answers
        ),
        proposals=_proposals(ids, ideas.patches, ends),
        positions=positions_of(sides.all, ids),
        actions=find_actions(scene, names, rarity),
        questions=find_questions(scene, names, rarity),
        decisions=decisions_of(settled, ids),
        others=scene.others,
    )
    return replace(discussion, findings=findings, problems=discussion.problems + reader.problems)


def _decided(settled: Iterable[Settled]) -> set[Idea | None]:
    """Return the ideas that were settled: of a series that was taken as a whole, the series."""
    found: set[Idea | None] = set()
    for each in settled:
        found.add(each.idea)
        if each.idea is not None and not (each.idea.patch and each.idea.patch.is_cover):
            found.update(each.also)
    return found


def _is_worth_telling(idea: Idea, sides: Sides, patches: Patches) -> bool:
    """Return whether *idea* is likely one, or another than its author surely speaks to it.

    Of a patch: one of a series, or an earlier version, is told where somebody speaks to it. Else
    the series, or what became of it, is the idea.
    """
    is_lesser = idea.patch is not None and patches.is_lesser(idea.patch)
    return (round(idea.chance, 3) >= WORTH_TELLING and not is_lesser) or any(
        side.idea is idea and side.said.speaker != idea.author and side.confidence >= TALKED_OF
        for side in sides.all
    )


def _head(idea: Idea) -> Said:
    """Return the sentence that an idea is named after: its first that says what is meant."""
    telling = [said for said in idea.said if not is_preface(said.text)] or idea.said
    for after in telling[1:2]:
        is_same = after.message_id == telling[0].message_id
        if is_same and answers_its_own(telling[0].text, after.text):
            return after  # "Should we keep it? I'd say we drop it."
    return telling[0]


def _proposals(
    ids: Mapping[Idea, str], patches: Patches, ends: Mapping[Idea, Standing]
) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            id=number,
            title=patches.title_of(idea.patch) if idea.patch else title_of(_head(idea).text),
            author=idea.author,
            status=ends[idea].status,
            evidence=tuple(said.span for said in idea.said),
            confidence=round(idea.chance, 3),
            settled_by=ends[idea].settled_by,
        )
        for idea, number in ids.items()
    )
