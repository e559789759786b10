"""An action item in the making, and how much later words are about it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listminer.extract.dates import Due
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity, content_words
from listminer.model import ActionStatus

MAX_OPEN = 100  # items of one thread, the last ones, that later words are compared with

# "Let me know", "comments welcome": words are wanted, not work.
_WANTS_WORDS = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us) what|what (?:do )?(?:you|people|others) think"
    r"|hear (?:about|from|what|your)\b|(?:comments?|feedback|thoughts|opinions?|suggestions?|advice"
    r"|input|ideas|views)\b)",
    re.IGNORECASE,
)
# "I'd like everyone to vote", "Grace, Tom, please review"; not "could somebody from all this".
_OF_ALL = re.compile(
    r"^\W*(?i:if you)\b(?! have (?:access|time))"
    r"|\b(?i:your|everyone|everybody|each|both|you all|all of you|folks|people|users|vote"
    r"|volunteers|(?:all|the) (?:\w+ )?(?:cores|reviewers|maintainers|drivers|developers"
    r"|contributors))\b"
    r"|\b[A-Z]\w+(?:,|,? and|/| &) ?@?[A-Z]\w+[,:]? (?:please|could|can|would|will)\b"
)
# "Could someone", "we need a volunteer", "could you" to a team; not "please review them".
_OF_ONE = re.compile(
    r"\b(?:some(?:one|body)|any(?:one|body)|volunteer|who|else|one of|need|could|can|would|will)\b",
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
    team: str = ""  # "infra", of whom anybody may take it on
    errand: str = ""  # its piece of the first sentence, where that charges several people
    closed_by: tuple[Said, ...] = ()  # what told that it is done or dropped
    instead_of: Task | None = None  # what another gave up, handed over in words that do not name it
    words: frozenset[str] = field(default_factory=frozenset)

    def add(self, said: Said) -> None:
        """Take in more words about it."""
        self.said.append(said)
        self.words |= said.words

    def is_closed_in(self, said: Said) -> bool:
        """Return whether the mail of *said* tells that it is done or dropped."""
        return any(each.message_id == said.message_id for each in self.closed_by)

    def likeness(self, rarity: Rarity, words: frozenset[str]) -> float:
        """Return how much *words* are about it, by its likeliest sentence, in [0, 1]."""
        about = [said.words for said in self.said]
        if self.errand:
            about[0] = content_words(self.errand)
        return max(rarity.likeness(each, words) for each in about)

    def is_asked_of_all(self) -> bool:
        """Return whether each of several was asked, so that none of them takes it from the rest."""
        asked = self.said[0].text
        return _OF_ALL.search(asked) is not None or _OF_ONE.search(asked) is None

    def is_met(self, scene: Scene, said: Said) -> bool:
        """Return whether *said* answers it: by a quote of it, or its mail without one."""
        answered = {found.number for found in scene.answered(said)}
        if any(each.number in answered for each in self.said):
            return True
        above = scene.answered_message(said)
        return not said.sources and any(each.message_id == above for each in self.said)


def open_tasks(tasks: Sequence[Task], said: Said) -> list[Task]:
    """Return the tasks, the last first, that *said* may speak of: open, of an earlier mail."""
    return [
        task
        for task in reversed(tasks[-MAX_OPEN:])
        if task.status == "open" and task.said[-1].message_id != said.message_id
    ]


def wants_words(text: str) -> bool:
    """Return whether *text* wants to hear what its readers think, and no work.

    >>> wants_words("Let me know what you think."), wants_words("Please send the log.")
    (True, False)
    """
    return _WANTS_WORDS.search(text) is not None
