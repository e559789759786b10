"""Who promised, or was asked, to do what by when; and whether it was done. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.extract.acts import PLAIN
from listminer.extract.asides import asks_no_act, is_said_in_passing, promised_by
from listminer.extract.asking import is_to_anyone
from listminer.extract.dates import Due, find_due
from listminer.extract.naming import Names, addressed
from listminer.extract.scene import Said, Scene
from listminer.extract.titles import task_of
from listminer.extract.vocatives import without_call, without_subject
from listminer.extract.wording import Rarity
from listminer.model import ActionItem, ActionStatus

PROMISED = 0.2  # the share from which a promise is told: sure cues alone are wrong by half
SAME_REQUEST = 0.5  # likeness from which one person's later words ask for the same
LEAST_SHARED = 3  # words that such requests share
SAME_TASK = 0.35  # likeness from which one owner's later words mean the same task
REPLY = 0.3  # more likeness for the reply of the one who was asked
DONE_LIKENESS = 0.2  # likeness from which "X is up" is about the task
LEAST_REPEATED = 5  # words of a request that, said again, is the same: "please review" may be not
MAX_OPEN = 100  # items of one thread, the last ones, that later words are compared with

# "Of course", "Sure, I can do that": says yes to what was asked.
_YES = re.compile(
    r"\W*(?:of course|sure|ok(?:ay)?|yes|yep|will do|no problem|absolutely|certainly|gladly|done"
    r")\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have|’ve)(?: also| just| now| already)*"
    r" (?!need\b|indeed\b)(?:\w+ed|written|taken|given|chosen|done|made|sent|put|built|found|run"
    r"|set|cut|split|kept|left|begun|got|gotten|read|spoken|shown)\b"
    r"|(?:is|are) (?:now |all )?(?:up|done|in|out|ready|available|fixed|committed|merged|online"
    r"|finished|complete|attached|pushed|in place)\b|here (?:is|are)\b|as promised|that i promised"
    r"|i (?:just |have |already )*(?:committed|pushed|fixed|sent|wrote|filed|posted|uploaded|added"
    r"|opened|submitted|created|made|updated|removed|reverted|tested|tried|ran|did(?! not))\b"
    r"|(?:fixed|committed|pushed|merged|applied|done|uploaded)\b(?: in| to| as| now|[.!,])|we voted"
    r"|my (?:own )?homework)",
    re.IGNORECASE,
)
# "Let me know", "comments welcome": words are wanted, not work.
_WANTS_WORDS = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us) what|what (?:do )?(?:you|people|others) think"
    r"|(?:comments?|feedback|thoughts|opinions?|suggestions?|advice|input|ideas|views)\b)",
    re.IGNORECASE,
)
# Not "I can't start before Monday".
_DROPPED = re.compile(
    r"\b(?:i (?:won't|will not|can't|cannot|no longer)|i(?:'m| am) not going to|never ?mind"
    r"|drop(?:ped|ping)? (?:this|that|it)|no longer needed|not needed any ?more|forget (?:it|that)"
    r")\b(?!.*\b(?:before|until|till|yet)\b)",
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
        if _is_promised(names, said):
            _promise(scene, rarity, tasks, said)
        elif "commitment" in said.kinds and (asked := _asked_for(scene, tasks, said)):
            _accept(asked, said, None)  # "Of course."
        elif _is_asked(said):
            _ask(scene, names, rarity, tasks, said)
        _settle(scene, rarity, tasks, said)
    return tuple(_item(task) for task in tasks)


def _is_promised(names: Names, said: Said) -> bool:
    """Return whether *said* promises something that is still to be done, of its speaker's own."""
    if "commitment" not in said.kinds or is_said_in_passing(said.text):
        return False
    teller = promised_by(said.text)
    if teller is not None and said.speaker not in map(names.bearer, teller.split()):
        return False  # "Priya will send it": hers, whoever tells it
    if said.kinds["commitment"] >= PLAIN or "request" in said.kinds:
        return True  # "I'll call a vote, so send your votes": a task in any case, and whose is said
    return said.shares.get("commitment", 0.0) >= PROMISED


def _is_asked(said: Said) -> bool:
    """Return whether *said* asks for an act."""
    return "request" in said.kinds and not asks_no_act(said.text)


def _promise(scene: Scene, rarity: Rarity, tasks: list[Task], said: Said) -> None:
    due = find_due(said.text, scene.date_of(said))
    known = _asked_for(scene, tasks, said) or _said_before(rarity, tasks, said)
    if known is not None:
        _accept(known, said, due)
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


def _accept(task: Task, said: Said, due: Due | None) -> None:
    task.said.append(said)
    task.words |= said.words
    task.due = due or task.due
    task.accepted = True


def _ask(scene: Scene, names: Names, rarity: Rarity, tasks: list[Task], said: Said) -> None:
    owner = said.assigned[0] if said.assigned else addressed(scene, names, said)
    before = _asked_before(rarity, tasks, owner, said)
    if before is not None:
        before.said.append(said)
        before.words |= said.words
        return
    last = tasks[-1] if tasks else None
    is_of_one = (
        last is not None
        and (owner is None or last.owner in (None, owner))
        and is_to_anyone(last.said[-1].text) == is_to_anyone(said.text)
    )
    if last is not None and is_of_one and last.is_request and _goes_on(last, said, within=2):
        last.said.append(said)  # "Please send me the log. Take the one from last night."
        last.words |= said.words
        last.owner = last.owner or owner
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


def _asked_before(
    rarity: Rarity, tasks: Sequence[Task], owner: str | None, said: Said
) -> Task | None:
    """Return the request of the same person that *said* repeats.

    Word for word, whoever says it: a log pasted again asks once. A wish to hear what
    readers think, a second time in one mail. Else in much the same words.
    """
    words = said.text.split()
    wants_words = _WANTS_WORDS.search(said.text) is not None
    for task in reversed(tasks[-MAX_OPEN:]):
        if not task.is_request:
            continue
        first = task.said[0]
        if first.text.split() == words and len(words) >= LEAST_REPEATED:
            return task
        if task.owner != owner or first.speaker != said.speaker:
            continue
        if wants_words and first.message_id == said.message_id and _WANTS_WORDS.search(first.text):
            return task
        if (
            len(task.words & said.words) >= LEAST_SHARED
            and rarity.likeness(task.words, said.words) >= SAME_REQUEST
        ):
            return task
    return None


def _asked_for(scene: Scene, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the request to the speaker that *said* accepts: quoted, or in the message answered."""
    mine = [task for task in tasks[-MAX_OPEN:] if task.is_request and task.owner == said.speaker]
    answered = {each.number for each in scene.answered(said)}
    above = scene.answered_message(said)
    for task in reversed(mine):
        asked = task.said[0]
        is_meant = asked.number in answered or (not said.sources and asked.message_id == above)
        last = task.said[-1]
        is_fresh = last.message_id != said.message_id or last.paragraph == said.paragraph
        if is_meant and (is_fresh or len(task.words & said.words) > 1):
            return task
    return None


def _said_before(rarity: Rarity, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the speaker's task that *said* puts into words again."""
    for task in reversed(tasks[-MAX_OPEN:]):
        if task.owner != said.speaker:
            continue
        if _goes_on(task, said, within=1) and _is_one_task(task.said[-1], said):
            return task  # "Of course. I'll push it by Monday."
        if len(task.words & said.words) > 1 and rarity.likeness(task.words, said.words) > SAME_TASK:
            return task
    return None


def _is_one_task(before: Said, said: Said) -> bool:
    """Return whether two promises side by side may be one: a yes and what it means, or like words.

    "I will write the patch by Friday. I will delete the repository by Monday." are two.
    """
    if before.words & said.words or _YES.match(before.text):
        return True
    return any(find_due(each.text, None) is None for each in (before, said))


def _goes_on(task: Task, said: Said, *, within: int) -> bool:
    """Return whether *said* stands so many sentences below the task's last words, or nearer."""
    last = task.said[-1]
    return (
        last.paragraph == said.paragraph
        and last.item == said.item
        and (0 < said.place - last.place <= within)
    )


def _settle(scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said) -> None:
    """Close the open task that *said* tells to be done or dropped."""
    is_done = _DONE.search(said.text) is not None
    if not is_done and not _DROPPED.search(said.text):
        return
    after = scene.after(said)
    more = after.words if is_done and after is not None else frozenset()
    answered = {each.number for each in scene.answered(said)}
    above = scene.answered_message(said)
    best: tuple[float, Task] | None = None
    for task in tasks[-MAX_OPEN:]:
        if task.status != "open" or task.said[-1].message_id == said.message_id:
            continue
        if task.owner != said.speaker:
            continue
        likeness = max(_likeness(rarity, task, said.words), _likeness(rarity, task, more) / 2)
        if task.is_request and is_done:
            asked = task.said[0]
            is_answer = asked.number in answered or (not answered and asked.message_id == above)
            likeness += REPLY * is_answer
        if likeness >= DONE_LIKENESS and (best is None or likeness > best[0]):
            best = (likeness, task)
    if best is not None:
        best[1].status = "done" if is_done else "dropped"


def _likeness(rarity: Rarity, task: Task, words: frozenset[str]) -> float:
    """Return how much *words* are about the task, by its likeliest sentence."""
    return max(rarity.likeness(said.words, words) for said in task.said)


def _item(task: Task) -> ActionItem:
    core = max(task.said, key=lambda said: (len(said.words) > 2, not _YES.match(said.text)))
    kind = "request" if task.is_request else "commitment"
    sure = max(
        [said.kinds.get("commitment", 0.0) for said in task.said]
        + [said.kinds.get("request", 0.0) for said in task.said]
    )
    text = core.assigned[1] if core.assigned else without_subject(core.text)
    return ActionItem(
        owner=task.owner,
        task=task_of(
            text if task.owner is None else without_call(text, task.owner),
            whole=task.due.said if task.due else "",
            is_asked=core.speaker != task.owner,
        ),
        due=None if task.due is None else task.due.said,
        due_date=None if task.due is None else task.due.date,
        status=task.status,
        evidence=tuple(said.span for said in task.said),
        confidence=round(min(1.0, sure * (1.2 if task.accepted and kind == "request" else 1.0)), 3),
    )
