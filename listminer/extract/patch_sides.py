"""Who is for a patch, or against it, and which patches somebody took or refused. Pure.

A vote in the reviewers' form and "Applied, thanks" name nothing: they are said of the patch
above them in the tree, and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from listminer.extract.patch_numbers import patches_named
from listminer.extract.patch_words import (
    is_of_series,
    is_on_condition,
    is_praise,
    is_vote,
    tells_outdated,
    tells_refused,
    tells_reverted,
    tells_taken,
    vote_in,
)
from listminer.extract.patches import Patch, Patches
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.sides import Side, is_unnamed_option, stance_of
from listminer.model import MessageId
from listminer.person_names import words_of_name

VOTED = 0.7  # how sure a vote in the reviewers' form is: it has no other meaning
PRAISED = 0.5  # how sure "Looks good to me" is, right below a patch
# A line that b4 and others write for each patch that was taken: "[3/5] mm: drop the scanner".
_LISTED = re.compile(r"^[ \t]{0,8}\[(?:PATCH )?(\d{1,3})/(\d{1,3})\][: ] ?\S", re.MULTILINE)
_REVISION = re.compile(r"\br\d{2,7}\b|\b(?=\w*\d)[0-9a-f]{7,40}\b")  # "Committed as r1234"
_REVERTS = re.compile(r"revert\b", re.IGNORECASE)  # a patch by whose title something goes
_SUBSET = re.compile(r"\(subset\)", re.IGNORECASE)
_FOR = re.compile(r"\W*(?:for|to)\b", re.IGNORECASE)  # "for patches 1 and 2", below a vote
# "Ada's patch", "Ada Lovelace's series"; not "the scanner's patch", "it's patch 3".
_OWNED = re.compile(r"\b([A-Z][\w-]+)['’]s? (?:\w+ )?(?:patch(?:es|set)?|series|version)\b(?! \d)")
_SERIES = re.compile(r"\b(?:series|patch ?set|all (?:of )?(?:these|them|patches))\b", re.IGNORECASE)
_NEAR = 2  # sentences around a vote in which "for the series:" may stand


def sides_on_patches(scene: Scene, ideas: Ideas, said: Said) -> list[Side]:
    """Return the sides that *said* takes on the patch above it by a vote, or by bare praise.

    Nobody votes on an own patch; and praise that answers another's words is for those. Below a
    cover letter, "patches 1 and 3 look good" is on those two, whatever form it has.
    """
    patches = ideas.patches
    if said.is_anothers or patches.brought_with(said) is not None:
        return []
    patch = patches.above(said.message_id)
    if patch is None or said.speaker == patch.author:
        return []
    vote = vote_in(said.text, _names(scene, said))
    if is_vote(said.text) and vote is None:  # another's, or only spoken of
        return []
    if vote and not is_vote(said.text) and _answers_another(said, patch):  # a NAK to other words
        return []
    named = _numbered(scene, patches, said, patch, is_vote=vote is not None)
    stance = vote
    if stance is None and is_praise(said.text) and _answers_patch(scene, patches, said):
        stance = "support"
    if stance is None and named and patch.is_cover:
        stance = stance_of(said)
    if stance is None:
        return []
    if vote and _is_for_series(scene, said):
        named = [patches.cover_of(patch) or patch]
    # "With that fixed, Reviewed-by: …"
    if "conditional" in said.kinds or (vote == "support" and _is_on_condition(scene, said)):
        stance = "conditional"
    sure = max(VOTED if vote else PRAISED, said.kinds.get(stance, 0.0))
    return [Side(said, idea, stance, sure) for idea in _ideas_of(ideas, named or [patch])]


def _answers_another(said: Said, patch: Patch) -> bool:
    """Return whether *said* stands below quoted words, and these are of another mail."""
    return any(source.message_id != patch.message_id for source in said.sources)


def is_out_of_reach(patches: Patches, said: Said, idea: Idea, above: MessageId | None) -> bool:
    """Return whether *said*, in answer to *above*, cannot mean *idea* unless it quotes it.

    That is a patch of another series than the one below which it stands; another of this one,
    and the series, if it names neither; or an option none of whose words it has. "Ada's patch"
    is Ada's, wherever that is said.
    """
    if idea.patch is None:
        return is_unnamed_option(said, idea, above)
    if owner := _OWNED.search(said.text):
        return owner[1].casefold() not in words_of_name(idea.author or "")
    near = patches.above(said.message_id)
    if near is None or near is idea.patch:
        return False
    cover = patches.cover_of(near)
    if cover is None or patches.cover_of(idea.patch) is not cover:
        return True
    is_named = idea.words & said.words or (idea.patch is cover and _SERIES.search(said.text))
    return not is_named


def _names(scene: Scene, said: Said) -> frozenset[str]:
    """Return the words of what the speaker of *said* is called, and of the address."""
    sender = scene.messages[said.message_id].sender
    known = (said.speaker, sender.name, sender.person or "", sender.address.partition("@")[0])
    return frozenset().union(*map(words_of_name, known))


def _is_on_condition(scene: Scene, said: Said) -> bool:
    before = scene.before(said)
    is_above = before is not None and is_on_condition(before.text)
    return is_above or is_on_condition(said.text)


def _numbered(
    scene: Scene, patches: Patches, said: Said, patch: Patch, *, is_vote: bool
) -> list[Patch]:
    """Return the patches of its series that *said* names; of a vote, also the words around it."""
    cover, total = patches.cover_of(patch), patch.tags.total
    if cover is None or not total:
        return []
    around = [said.text]
    before, after = scene.before(said), scene.after(said)
    if is_vote and before is not None and before.text.rstrip().endswith(":"):
        around.append(before.text)
    if is_vote and after is not None and _FOR.match(after.text):
        around.append(after.text)
    numbers = frozenset().union(*(patches_named(each, total) for each in around))
    return [each for each in patches.series_of(cover) if each.tags.number in numbers]


def _answers_patch(scene: Scene, patches: Patches, said: Said) -> bool:
    """Return whether *said* answers a patch's own mail, and quotes no words but of that mail."""
    at = scene.answered_message(said)
    if at is None or at not in patches.by_message:
        return False
    return all(source.message_id == at for source in said.sources)


def _is_for_series(scene: Scene, said: Said) -> bool:
    mine = scene.by_message[said.message_id]
    near = mine[max(0, said.place - _NEAR) : said.place + _NEAR + 1]
    return any(is_of_series(each.text) for each in near)


@dataclass(frozen=True, slots=True)
class Taken:
    """A sentence that tells that patches were taken, or refused."""

    said: Said
    is_for: bool
    idea: Idea  # of the patch that it answers
    also: tuple[Idea, ...]  # of the others of the series


def find_taken(scene: Scene, ideas: Ideas) -> Mapping[int, Taken]:
    """Return by sentence what others than their authors tell of patches that were taken."""
    return {each.said.number: each for each in _taken(scene, ideas)}


def _taken(scene: Scene, ideas: Ideas) -> Iterator[Taken]:
    if not ideas.patches.all:
        return
    for said in scene.said:
        is_for = tells_taken(said.text)
        if said.is_anothers or not (is_for or tells_refused(said.text)):
            continue
        patch = ideas.patches.above(said.message_id)
        if patch is None or scene.is_hearsay(said):
            continue
        if patch.author == said.speaker and not _has_commit(scene, said):
            continue
        if _REVERTS.match(patch.tags.title):
            is_for = is_for or tells_reverted(said.text)
        found = list(_ideas_of(ideas, _meant(scene, ideas.patches, said, patch)))
        if found:
            yield Taken(said, is_for, found[0], tuple(found[1:]))


def _has_commit(scene: Scene, said: Said) -> bool:
    """Return whether *said* or its mail names the commits: so do authors who take their own."""
    mail = scene.messages[said.message_id].text
    return _REVISION.search(said.text) is not None or _LISTED.search(mail) is not None


def _meant(scene: Scene, patches: Patches, said: Said, patch: Patch) -> Sequence[Patch]:
    """Return the patches that were taken: those that the mail lists, else all of a series.

    The series is where most of it is: a manual page at its end goes to another tree.
    """
    message = scene.messages[said.message_id]
    listed = patches_named(said.text, patch.tags.total or 0) or frozenset(
        int(found[1]) for found in _LISTED.finditer(message.text)
    )
    cover = patch if patch.is_cover else patches.cover_of(patch) if listed else None
    if cover is None:
        return [patch]
    series = [each for each in patches.series_of(cover) if _was_sent(scene, each, said)]
    some = [each for each in series if each.tags.number in listed]
    if not some:
        return [cover, *series]
    is_part = _SUBSET.search(message.subject) is not None or 2 * len(some) <= len(series)
    return some if is_part else [cover, *some]


def _was_sent(scene: Scene, patch: Patch, said: Said) -> bool:
    """Return whether *said* can speak of *patch*: of none that came after it."""
    return scene.order[patch.message_id] < scene.order[said.message_id]


def _ideas_of(ideas: Ideas, patches: Sequence[Patch]) -> Iterator[Idea]:
    for patch in patches:
        idea = ideas.of_patch(patch)
        if idea is not None:
            yield idea


def outdated(scene: Scene, ideas: Ideas) -> Mapping[Idea, Said]:
    """Return the ideas whose patch has a later version here, or whose author says that it has.

    Beside each what tells: that version's words, or the author's.
    """
    found: dict[Idea, Said] = {}
    for patch in ideas.patches.all:
        idea = ideas.of_patch(patch)
        later = ideas.patches.later(patch)
        if idea is not None and later is not None and later.lead is not None:
            found[idea] = later.lead
    for said in scene.said if ideas.patches.all else ():
        if said.is_anothers or not tells_outdated(said.text) or scene.is_hearsay(said):
            continue
        above = ideas.patches.above(said.message_id)
        if above is None or above.author != said.speaker:
            continue
        for idea in _ideas_of(ideas, _meant(scene, ideas.patches, said, above)):
            found.setdefault(idea, said)
    return found


def tells_of_patch(ideas: Ideas, said: Said) -> bool:
    """Return whether *said* tells why a patch looks as it does: what it claims settles nothing."""
    patch = ideas.patches.brought_with(said)
    return patch is not None and (said.number not in patch.told or "seem" in said.text)
