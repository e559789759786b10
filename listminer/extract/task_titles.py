"""The few words by which a task is told: a piece of one of the sentences about it. Pure."""

from __future__ import annotations

import re

from listminer.extract.subjects import without_asked
from listminer.extract.tasks import Task
from listminer.extract.titles import task_of, without_owner
from listminer.extract.vocatives import without_call, without_subject
from listminer.extract.wording import stem

# "Of course", "Sure, I can do that": says yes to what was asked.
OPENS_WITH_YES = re.compile(
    r"\W*(?:of course|sure|ok(?:ay)?|yes|yep|will do|no problem|absolutely|certainly|gladly|done"
    r")\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:also |then |please )*(?P<verb>[a-z]+)\b", re.IGNORECASE)


def title_of_task(task: Task) -> str:
    """Return what is to be done, in the words that say most of it."""
    whole = task.due.said if task.due else ""
    named = task.instead_of or task
    if named.errand:
        return task_of(named.errand, whole, is_asked=True)
    core = max(
        named.said, key=lambda said: (len(said.words) > 2, not OPENS_WITH_YES.match(said.text))
    )
    text = core.assigned[1] if core.assigned else without_subject(without_asked(core.text))
    if named.owner is not None:
        text = without_owner(without_call(text, named.owner), named.owner)
    return task_of(text, whole, is_asked=core.speaker != named.owner)


def verb_of_task(task: Task) -> str | None:
    """Return what is to be done as one word, folded: "book" of "book the rooms"."""
    found = _VERB.match(title_of_task(task))
    return stem(found["verb"].lower()) if found else None
