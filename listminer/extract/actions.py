"""Who promised, or was asked, to do what by when; and whether it was done. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listminer.extract.acts import PLAIN
from listminer.extract.asides import (
    asks_no_act,
    is_promised_by_others,
    is_said_in_passing,
    promised_by,
    promises_too,
)
from listminer.extract.asking import is_to_anyone
from listminer.extract.courtesies import asks_not_to, is_advice, is_courtesy, is_nobodys
from listminer.extract.dates import Due, find_due
from listminer.extract.errands import errands_in
from listminer.extract.naming import Names, addressed
from listminer.extract.progress import takes_on
from listminer.extract.scene import Said, Scene
from listminer.extract.settling import hear, settle
from listminer.extract.subjects import team_asked
from listminer.extract.task_titles import OPENS_WITH_YES, title_of_task
from listminer.extract.tasks import MAX_OPEN, Task, wants_words
from listminer.extract.unsaid import offered_by, who_was_sought
from listminer.extract.wording import Rarity, content_words
from listminer.model import ActionItem

PROMISED = 0.2  # the share from which a promise is told: sure cues alone are wrong by half
SAME_REQUEST = 0.5  # likeness from which one person's later words ask for the same
LEAST_SHARED = 3  # words that such requests share
SAME_TASK = 0.35  # likeness from which one owner's later words mean the same task
LEAST_REPEATED = 5  # words of a request that, said again, is the same: "please review" may be not

# "And could you also send it?": another request than the one before it.
_ASKS_MORE = re.compile(
    r"\W*(?:and|also|oh)\b,? (?:also |then )?(?:please|(?:could|can|would|will) (?:you|someone"
    r"|somebody|anyone|anybody))\b|\W*(?:could|can|would|will) you also\b|\W*please also\b"
    r"|\W*i(?:['’]d| would) also\b",
    re.IGNORECASE,
)
# "I'll propose a patch": work, not what the very mail proposes.
_PUTS_UP = re.compile(
    r"\b(?:i|we)(?:['’]ll| will) (?:also |then )?propose (?:(?:an?|the|this|my) )?(?:\w+ ){0,2}"
    r"(?:patch|change|fix|revert|backport|spec|review|release|tag)\b",
    re.IGNORECASE,
)
# "There is a standard process for it: * submit * look for testers"; not "please follow the steps:".
_PROCESS = re.compile(
    r"^(?!.*\b(?:please|you)\b).*\b(?:process|procedure|workflow|strategy|policy)\b[^.:?!]{0,60}:"
    r"(?:\W|$)",
    re.IGNORECASE | re.DOTALL,
)
_OF_BEFORE = re.compile(r"\b(?:it|them|those)\b", re.IGNORECASE)
_NAMES_ONE = 2  # words of a promise that says what is done to what; "I'll do it then" does not
_STEPS = 8  # sentences below it that may be steps
# "Tom could take that": of what its speaker has just given up.
_HANDS_OVER = re.compile(
    r"\b(?:take|do|handle|pick|finish|own)\b(?: \w+)? (?:it|that|this|over|them)\b", re.IGNORECASE
)


def find_actions(scene: Scene, names: Names, rarity: Rarity) -> tuple[ActionItem, ...]:
    """Return the action items of *scene*, by first evidence."""
    tasks: list[Task] = []
    for said in scene.said:
        is_taken = "commitment" in said.kinds or takes_on(said.text)
        due = find_due(said.text, scene.date_of(said)) if is_taken else None
        if errands := _errands(names, said):
            _hand_out(scene, tasks, said, errands)
        elif _is_promised(names, said, has_date=due is not None):
            _promise(scene, rarity, tasks, said, due)
        elif (
            is_taken and _is_yes(scene, said) and (asked := _asked_for(scene, rarity, tasks, said))
        ):
            _accept(asked, said, due)  # "Of course."
        elif is_taken and not said.is_anothers and (sought := who_was_sought(scene, said)):
            tasks.append(_taken(said, sought, due))  # "I can, but not before Monday."
        elif _is_asked(said):
            if not said.is_anothers:
                settle(scene, rarity, tasks, said)  # "I can't, Ada, could you take it?"
            _ask(scene, names, rarity, tasks, said)
            continue
        if not said.is_anothers:
            settle(scene, rarity, tasks, said)
    hear(scene, tasks)
    return tuple(_item(task) for task in tasks)


def _errands(names: Names, said: Said) -> tuple[tuple[str, str], ...]:
    """Return the tasks that *said* gives to several people; none of what is another's words."""
    if said.is_anothers or not said.shares or said.kinds.keys() == {"commitment"}:
        return ()  # what a mail promises is its writer's, or of a team that they speak for
    is_asked = not said.kinds.keys().isdisjoint({"request", "proposal"})
    return errands_in(said.text, names.bearer, is_asked=is_asked)


def _hand_out(
    scene: Scene, tasks: list[Task], said: Said, errands: Sequence[tuple[str, str]]
) -> None:
    for owner, errand in errands:
        tasks.append(
            Task(
                owner=owner,
                said=[said],
                due=find_due(errand, scene.date_of(said)),
                is_request=owner != said.speaker,
                accepted=owner == said.speaker,
                errand=errand,
                words=content_words(errand),
            )
        )


def _is_promised(names: Names, said: Said, *, has_date: bool) -> bool:
    """Return whether *said* promises something that is still to be done, of its speaker's own."""
    if "commitment" not in said.kinds:
        return False
    if is_said_in_passing(said.text) and not _PUTS_UP.search(said.text):
        return False
    teller = promised_by(said.text)
    if teller is not None and said.speaker not in map(names.bearer, teller.split()):
        return False  # "Priya will send it": hers, whoever tells it
    if names.told_to_do(said.text) not in (None, said.speaker) and not promises_too(said.text):
        return False  # "priya will send it"
    if is_promised_by_others(said.text):
        return False  # "I asked Priya, and she will send it"
    if is_courtesy(said.text):
        return False
    if is_nobodys(said.text, has_date=has_date):
        return False
    if said.kinds["commitment"] >= PLAIN or "request" in said.kinds:
        return True  # "I'll call a vote, so send your votes": a task in any case, and whose is said
    return said.shares.get("commitment", 0.0) >= PROMISED


def _is_yes(scene: Scene, said: Said) -> bool:
    """Return whether *said*, which says so, takes on what was asked: "Of course", "On it".

    Not the "Sure" before "I'll send it by Monday", which says it better; nor a "Yes" under no
    quote to a mail that asks something else last.
    """
    if "commitment" in said.kinds:
        return not is_nobodys(said.text, has_date=True)  # "Either Tom or myself will"
    if said.is_anothers:
        return False
    after = scene.after(said)
    if after is not None and "commitment" in after.kinds:
        return False
    above = scene.answered_message(said)
    asks = [
        each
        for each in (scene.by_message.get(above, ()) if above else ())
        if not each.kinds.keys().isdisjoint({"question", "request"})
    ]
    return bool(said.sources) or not asks or "request" in asks[-1].kinds


def _is_asked(said: Said) -> bool:
    """Return whether *said* asks for an act."""
    text = said.text
    if "request" not in said.kinds or asks_no_act(text):
        return False
    return said.assigned is not None or not (asks_not_to(text) or is_courtesy(text))


def _is_of_process(scene: Scene, said: Said) -> bool:
    """Return whether *said* is a step of how things are done: "Our process is: * file a bug"."""
    mine = scene.by_message[said.message_id]
    for earlier in reversed(mine[max(0, said.place - _STEPS) : said.place]):
        if earlier.text.rstrip().endswith(":") or _PROCESS.search(earlier.text):
            return _PROCESS.search(earlier.text) is not None
    return False


def _promise(scene: Scene, rarity: Rarity, tasks: list[Task], said: Said, due: Due | None) -> None:
    known = _asked_for(scene, rarity, tasks, said) or _said_before(rarity, tasks, said)
    if known is not None:
        _accept(known, said, due)
        return
    tasks.append(_taken(said, who_was_sought(scene, said), due))


def _taken(said: Said, sought: Sequence[Said], due: Due | None) -> Task:
    """Return what *said* promises, or takes on where somebody was *sought* for it."""
    return Task(
        owner=said.speaker,
        said=[*sought, said],
        due=due,
        is_request=False,
        accepted=True,
        words=said.words,
    )


def _accept(task: Task, said: Said, due: Due | None) -> None:
    if task.is_closed_in(said) and _is_closed_too_soon(task, said):
        task.status, task.closed_by = "open", ()
    task.add(said)
    task.owner = task.owner or said.speaker
    task.due = due or task.due
    task.accepted = True


def _ask(scene: Scene, names: Names, rarity: Rarity, tasks: list[Task], said: Said) -> None:
    owner = said.assigned[0] if said.assigned else addressed(scene, names, said)
    is_manual = owner is None and is_advice(said.text)
    if not said.assigned and (is_manual or _is_of_process(scene, said)):
        return
    before = _asked_before(rarity, tasks, owner, said)
    if before is not None:
        before.add(said)
        return
    team = (owner is None and team_asked(said.text)) or ""
    offered = offered_by(scene, said)
    last = tasks[-1] if tasks else None
    is_of_one = (
        last is not None
        and (owner is None or last.owner in (None, owner))
        and is_to_anyone(last.said[-1].text) == is_to_anyone(said.text)
        and last.team == team
        and not last.errand
        and not _ASKS_MORE.match(said.text)
    )
    if last is not None and is_of_one and last.is_request and _goes_on(last, said, within=2):
        last.add(said)  # "Please send me the log. Take the one from last night."
        last.owner = last.owner or owner
        return
    tasks.append(
        Task(
            owner=offered[0].speaker if offered else owner,
            said=[*offered, said],
            due=find_due(said.text, scene.date_of(said)),
            is_request=True,
            team=team,
            instead_of=_given_up(tasks, said),
            words=said.words.union(*(each.words for each in offered)),
        )
    )


def _given_up(tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the task that its owner drops, and asks another to take over, in one mail."""
    if not _HANDS_OVER.search(said.text):
        return None
    for task in reversed(tasks[-MAX_OPEN:]):
        if task.status == "dropped" and task.is_closed_in(said):
            return task
    return None


def _asked_before(
    rarity: Rarity, tasks: Sequence[Task], owner: str | None, said: Said
) -> Task | None:
    """Return the request of the same person that *said* repeats.

    Word for word, whoever says it: a log pasted again asks once. A wish to hear what
    readers think, a second time in one mail. Else in much the same words.
    """
    words = said.text.split()
    is_for_words = wants_words(said.text)
    for task in reversed(tasks[-MAX_OPEN:]):
        if not task.is_request:
            continue
        first = task.said[0]
        if first.text.split() == words and len(words) >= LEAST_REPEATED:
            return task
        if task.owner != owner or first.speaker != said.speaker:
            continue
        if is_for_words and first.message_id == said.message_id and wants_words(first.text):
            return task
        if (
            len(task.words & said.words) >= LEAST_SHARED
            and rarity.likeness(task.words, said.words) >= SAME_REQUEST
        ):
            return task
    return None


def _asked_for(scene: Scene, rarity: Rarity, tasks: Sequence[Task], said: Said) -> Task | None:
    """Return the request to the speaker that *said* accepts: quoted, or in the message answered.

    Else one to anyone that it takes on: "Could someone cap it?" - "I'll do it".
    """
    answered = {each.number for each in scene.answered(said)}
    above = scene.answered_message(said)
    to_anyone = None
    for task in reversed(tasks[-MAX_OPEN:]):
        asked, last = task.said[0], task.said[-1]
        if not task.is_request or task.owner not in (said.speaker, None):
            continue
        if task.is_closed_in(said) and not _is_closed_too_soon(task, said):
            continue  # "The revert is up. I'll send a new one"
        if not (asked.number in answered or (not said.sources and asked.message_id == above)):
            continue
        is_fresh = last.message_id != said.message_id or last.paragraph == said.paragraph
        if task.owner is None:
            if to_anyone is None and _takes_from_all(rarity, task, said):
                to_anyone = task
        elif len(task.words & said.words) > 1 or (is_fresh and _is_taken_on(task, said)):
            return task
    return to_anyone


def _is_closed_too_soon(task: Task, said: Said) -> bool:
    """Return whether *said* promises what a deed of its mail, of something else, had closed.

    "Please backport it" - "Committed to trunk. I'll backport it on Monday."
    """
    told = frozenset[str]().union(*(each.words for each in task.closed_by))
    return task.words.isdisjoint(told) and not task.words.isdisjoint(said.words)


def _is_taken_on(task: Task, said: Said) -> bool:
    """Return whether a promise may be a yes to *task*, by its words; to any that was asked alone.

    Who is one of several that a list names may promise something else in answer to it.
    """
    if not (task.errand or task.said[0].assigned):
        return True
    return takes_on(said.text) or not task.words.isdisjoint(said.words)


def _takes_from_all(rarity: Rarity, task: Task, said: Said) -> bool:
    """Return whether *said* takes on what was asked of anyone; opinions are for all to give."""
    asked = task.said[0]
    is_for_all = task.is_asked_of_all() or wants_words(asked.text)
    if asked.speaker == said.speaker or is_for_all or task.status != "open":
        return False
    return takes_on(said.text) or task.likeness(rarity, said.words) >= SAME_TASK


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

    "I'll send the log. I'll rebase the series." are two; "I'll look at it. I'll send a patch by
    Monday." may be one, for the first names nothing, and "I'll write a reply. I'll send it" is.
    """
    if before.words & said.words or OPENS_WITH_YES.match(before.text):
        return True
    if _OF_BEFORE.search(said.text):
        return True
    return any(len(each.words) < _NAMES_ONE for each in (before, said))


def _goes_on(task: Task, said: Said, *, within: int) -> bool:
    """Return whether *said* stands so many sentences below the task's last words, or nearer."""
    last = task.said[-1]
    return (
        last.paragraph == said.paragraph
        and last.item == said.item
        and (0 < said.place - last.place <= within)
    )


def _item(task: Task) -> ActionItem:
    kind = "request" if task.is_request else "commitment"
    sure = max(
        [said.kinds.get("commitment", 0.0) for said in task.said]
        + [said.kinds.get("request", 0.0) for said in task.said]
        + [PLAIN * bool(task.errand)]
    )
    return ActionItem(
        owner=task.owner or task.team or None,
        task=title_of_task(task),
        due=None if task.due is None else task.due.said,
        due_date=None if task.due is None else task.due.date,
        status=task.status,
        evidence=tuple(said.span for said in task.said),
        settled_by=tuple(said.span for said in task.closed_by),
        confidence=round(min(1.0, sure * (1.2 if task.accepted and kind == "request" else 1.0)), 3),
    )
