"""Who promised, or was asked, to do what by when; and whether it was done. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.extract.dates import Due, find_due
from listminer.extract.naming import Names, addressed
from listminer.extract.scene import Said, Scene
from listminer.extract.titles import title_of
from listminer.extract.wording import Rarity
from listminer.model import ActionItem, ActionStatus

SAME_TASK = 0.5  # likeness from which one owner's later words mean the same task
DONE_LIKENESS = 0.34  # likeness from which "X is up" is about the task
MAX_OPEN = 400  # items of one thread that later words are compared with

# "Of course", "Sure, I can do that": says yes to what was asked.
_YES = re.compile(
    r"\W*(?:of course|sure|ok(?:ay)?|yes|yep|will do|no problem|absolutely|certainly|gladly|done"
    r")\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have|’ve)(?: also| just| now| already)*"
    r" (?!been|no\b|not\b|to\b|a\b|the\b)\w+"
    r"|(?:is|are) (?:now |all )?(?:up|done|in|out|ready|available|fixed|committed|merged|online"
    r"|finished|complete|attached|pushed|in place)\b|here (?:is|are)\b|as promised|that i promised"
    r"|i (?:just |have |already )*(?:committed|pushed|fixed|sent|wrote|filed|posted|uploaded|added"
    r"|opened|submitted|created|made|updated|removed|reverted|tested|tried|ran|did)\b"
    r"|(?:fixed|committed|pushed|merged|applied|done|uploaded)\b(?: in| to| as| now|[.!,])|we voted"
    r"|my (?:own )?homework)",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:i (?:won't|will not|can't|cannot|no longer)|i(?:'m| am) not going to|never ?mind"
    r"|drop(?:ped|ping)? (?:this|that|it)|no longer needed|not needed any ?more|forget (?:it|that)"
    r")\b",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Task:
    """An action item in the making."""

    owner: str | None
    said: list[Said]
    due: Due | None
    is_request: bool
    accepted: bool = False
    status: ActionStatus = "open"
    words: frozenset[str] = field(default_factory=frozenset)


def find_actions(scene: Scene, names: Names, rarity: Rarity) -> tuple[ActionItem, ...]:
    """Return the action items of *scene*, by first evidence."""
    tasks: list[Task] = []
    for said in scene.said:
        if "commitment" in said.kinds:
            _promise(scene, rarity, tasks, said)
        elif "request" in said.kinds:
            _ask(scene, names, tasks, said)
        _settle(scene, rarity, tasks, said)
    return tuple(_item(task) for task in tasks)


def _promise(scene: Scene, rarity: Rarity, tasks: list[Task], said: Said) -> None:
    due = find_due(said.text, scene.date_of(said))
    known = _asked_for(scene, tasks, said) or _said_before(scene, rarity, tasks, said)
    if known is not None:
        known.said.append(said)
        known.words |= said.words
        known.due = due or known.due
        known.accepted = True
        return
    tasks.append(
        Task(
            owner=said.speaker,
            said=[said],
            due=due,
            is_request=False,
            accepted=True,
            words=said.words,
        )
    )


def _ask(scene: Scene, names: Names, tasks: list[Task], said: Said) -> None:
    owner = addressed(scene, names, said)
    before = scene.before(said)
    last = tasks[-1] if tasks else None
    if (
        last is not None
        and last.is_request
        and last.owner == owner
        and before is not None
        and last.said[-1] is before
        and before.item == said.item
    ):
        last.said.append(said)  # "Please send me the log. Take the one from last night."
        last.words |= said.words
        return
    tasks.append(
        Task(
            owner=owner,
            said=[said],
            due=find_due(said.text, scene.date_of(said)),
            is_request=True,
            words=said.words,
        )
    )


def _asked_for(scene: Scene, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the request to the speaker that *said* accepts: quoted, or in the message answered."""
    mine = [task for task in tasks[-MAX_OPEN:] if task.is_request and task.owner == said.speaker]
    answered = set(map(id, scene.answered(said)))
    for task in reversed(mine):
        if any(id(each) in answered for each in task.said):
            return task
    above = scene.answered_message(said)
    if said.sources:
        return None
    return next((task for task in reversed(mine) if task.said[0].message_id == above), None)


def _said_before(scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the speaker's task that *said* puts into words again."""
    before = scene.before(said)
    for task in reversed(tasks[-MAX_OPEN:]):
        if task.owner != said.speaker:
            continue
        last = task.said[-1]
        if last is before and (_YES.match(last.text) or not last.words or not said.words):
            return task  # "Of course. I'll push it by Monday."
        if len(task.words & said.words) > 1 and rarity.likeness(task.words, said.words) > SAME_TASK:
            return task
    return None


def _settle(scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said) -> None:
    """Close the open task that *said* tells to be done or dropped."""
    is_done = _DONE.search(said.text) is not None
    if not is_done and not _DROPPED.search(said.text):
        return
    after = scene.after(said)
    words = said.words | (after.words if is_done and after is not None else frozenset())
    best: tuple[float, Task] | None = None
    for task in tasks[-MAX_OPEN:]:
        if task.status != "open" or task.said[-1].message_id == said.message_id:
            continue
        if task.owner is not None and task.owner != said.speaker:
            continue
        shared = task.words & words
        likeness = rarity.weight(shared) / (rarity.weight(task.words) or 1.0)
        if shared and likeness >= DONE_LIKENESS and (best is None or likeness > best[0]):
            best = (likeness, task)
    if best is not None:
        best[1].status = "done" if is_done else "dropped"


def _item(task: Task) -> ActionItem:
    core = max(task.said, key=lambda said: (len(said.words) > 2, not _YES.match(said.text)))
    kind = "request" if task.is_request else "commitment"
    sure = max(
        [said.kinds.get("commitment", 0.0) for said in task.said]
        + [said.kinds.get("request", 0.0) for said in task.said]
    )
    return ActionItem(
        owner=task.owner,
        task=title_of(core.text),
        due=None if task.due is None else task.due.said,
        due_date=None if task.due is None else task.due.date,
        status=task.status,
        evidence=tuple(said.span for said in task.said),
        confidence=round(min(1.0, sure * (1.2 if task.accepted and kind == "request" else 1.0)), 3),
    )
