"""What became of tasks: done, dropped or still open, by what is said later. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from listminer.extract.acts import SIDES
from listminer.extract.progress import (
    confirms,
    declines,
    deeds_in,
    is_bare_deed,
    is_to_come,
    refuses,
    tells_done,
    tells_dropped,
    topic_of,
    verbs_told,
)
from listminer.extract.scene import Said, Scene
from listminer.extract.task_titles import verb_of_task
from listminer.extract.tasks import MAX_OPEN, Task, open_tasks, wants_words
from listminer.extract.wording import Rarity
from listminer.model import ActionStatus

REPLY = 0.3  # more likeness for the reply of the one who was asked
ANSWERS_IT = 1.0  # "Done", right below a request: that one, whatever words it shares with others
LIKENESS = 0.2  # from which "X is up" is about the task
ALIKE = 0.35  # from which another than who promised it tells that it is done
# What stands for the task: matches in "I have sent it", "here is the link"; not "I fixed the gate".
_OF_ANY = re.compile(
    r"\b(?:it|this|that|these|those|them|both|all|one|here|there|below|attached|you|your|new"
    r"|done|link|patch(?:es)?|updates?|versions?|cause|reason|problem|change|request|review|result"
    r"|promised|asked|suggested)\b|https?:",
    re.IGNORECASE,
)
# "Good idea, I've updated the page": whatever was asked above it, that is the answer.
_AGREES = re.compile(
    r"\W*(?:(?:good|great|nice) (?:idea|point|catch|suggestion)|sure|ok(?:ay)?|yes|yep|of course"
    r"|right|agreed|makes sense|no problem)\b[,.;:!]",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|we)\b", re.IGNORECASE)
FEW_WORDS = 4  # of "Patch sent: <link>": what was sent stands elsewhere
HEARD = 2  # people who answer, from which a wish to hear what readers think is done


def settle(scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said) -> None:
    """Close the open task that *said* tells to be done or dropped."""
    status: ActionStatus
    left = open_tasks(tasks, said)
    if refused := _refused(scene, left, said):
        refused.status, refused.closed_by = "dropped", (said,)
        return
    if tells_done(said.text):
        status = "done"
    elif tells_dropped(said.text):
        status = "dropped"
    elif left and (verbs := verbs_told(said.text)):
        status, left = "done", [task for task in left if _is_named_by(task, verbs)]
    else:
        if confirms(said.text):
            _confirm(scene, tasks, said)
        return
    found = _meant(scene, rarity, left, said, is_done=status == "done")
    if found is None:
        return
    found.status, found.closed_by = status, (said,)
    if found.owner is None:
        found.owner = said.speaker  # "Could someone add me?": who did it


def hear(scene: Scene, tasks: Iterable[Task]) -> None:
    """Close the wishes to hear what any reader thinks that so many have answered."""
    for task in tasks:
        asked = task.said[0]
        if task.status != "open" or task.owner is not None or not wants_words(asked.text):
            continue
        heard: dict[str, Said] = {}  # the first word of each who answers
        for child in scene.children.get(asked.message_id, ()):
            for each in scene.by_message.get(child, ()):
                if each.speaker != asked.speaker and each.kinds.keys() & {"proposal", *SIDES}:
                    heard.setdefault(each.speaker, each)
        if len(heard) >= HEARD:
            task.status, task.closed_by = "done", tuple(heard.values())


def _meant(
    scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said, *, is_done: bool
) -> Task | None:
    """Return which of *tasks* its owner tells, by *said*, to be done or dropped."""
    after = scene.after(said) if is_done else None
    is_left = after is not None and is_to_come(after.text)
    more = after.words if after is not None and not is_left else frozenset()
    is_short = is_bare_deed(said.text) if is_done else declines(said.text)
    words = said.words | deeds_in(said.text) if is_done else said.words
    mine = [task for task in tasks if task.owner == said.speaker]
    quoted = {each.number for each in scene.answered(said)}

    def is_asked_above(task: Task) -> bool:
        return any(each.number in quoted for each in task.said)

    best: tuple[float, Task] | None = None
    for task in mine:
        likeness = max(task.likeness(rarity, words), task.likeness(rarity, more) / 2)
        is_met = task.is_met(scene, said)
        is_only = len(mine) == 1 and is_short and len(said.words) <= FEW_WORDS
        is_shared = not task.words.isdisjoint(words)
        if not is_done and (topic := topic_of(said.text)) and task.words.isdisjoint(topic):
            continue  # "As for the docs, I won't have time": that leaves the rest
        if after is not None and is_left and _is_left_by(task, said, after):
            continue  # "I have merged the docs. The series needs more time"
        is_told = is_short or (is_done and (is_shared or _may_tell_of(task, said)))
        if (is_met and is_told) or (is_short and is_shared) or is_only:
            likeness += REPLY
        if is_short and task.is_request and is_asked_above(task):
            likeness += ANSWERS_IT
        if likeness >= LIKENESS and (best is None or likeness > best[0]):
            best = (likeness, task)
    known = None if best is None else best[1]
    if is_done and (known is None or known.words.isdisjoint(words)):
        other = _of_anyone(scene, rarity, tasks, said, is_short=is_short)
        if known is None or (other is not None and not other.words.isdisjoint(words)):
            return other
    return known


def _is_named_by(task: Task, verbs: frozenset[str]) -> bool:
    """Return whether one of *verbs* is the verb of *task*: "booked" of "book the rooms"."""
    return not task.words.isdisjoint(verbs) and verb_of_task(task) in verbs


def _refused(scene: Scene, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the request to its speaker, the last thing asked right above it, that *said* denies.

    A no to another question of the same mail says nothing of it.
    """
    if not refuses(said.text) or (said.place and not said.sources):
        return None
    asked = [each for each in scene.met(said) if each.kinds.keys() & {"question", "request"}]
    for task in tasks:
        if task.is_request and task.owner == said.speaker and asked[-1:] == task.said[-1:]:
            return task
    return None


def _is_left_by(task: Task, said: Said, after: Said) -> bool:
    """Return whether *after*, which tells what is still to come, is about what *said* leaves out.

    A promise of something else that follows leaves nothing out: "Reverted. I'll send a new one".
    """
    is_promise = "commitment" in after.kinds and _OWN.search(after.text) is not None
    return not is_promise and not (task.words & after.words) <= said.words


def _may_tell_of(task: Task, said: Said) -> bool:
    """Return whether *said*, which shares no word with *task*, may tell that it is done.

    "I have pushed a new version" may, of any request; "I have merged the docs" names its own.
    """
    tells = _OF_ANY.search(said.text) or _AGREES.match(said.text)
    return task.is_request and tells is not None


def _of_anyone(
    scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said, *, is_short: bool
) -> Task | None:
    """Return what was asked of anyone, in what *said* answers, and is done by its speaker."""
    for task in tasks:
        asked = task.said[0]
        if task.owner is not None or asked.speaker == said.speaker:
            continue
        is_of_all = task.is_asked_of_all() or " and " in task.team
        if is_of_all or wants_words(asked.text):
            continue  # one of them has
        is_alike = is_short or task.likeness(rarity, said.words) >= ALIKE
        if is_alike and task.is_met(scene, said):
            return task
    return None


def _confirm(scene: Scene, tasks: Sequence[Task], said: Said) -> None:
    """Close what the speaker asked of whom *said* answers, and thanks for."""
    above = scene.answered_message(said)
    whom = None if above is None else scene.speakers[above]
    for task in reversed(tasks[-MAX_OPEN:]):
        if task.is_request and task.owner == whom and task.said[0].speaker == said.speaker:
            if task.status == "open":
                task.status, task.closed_by = "done", (said,)
            return
