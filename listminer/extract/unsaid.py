"""What a promise or a request leaves unsaid, for the question that it answers has said it. Pure.

"Who could look at it?" - "I can do that"; "Should I test it?" - "Please do".
"""

from __future__ import annotations

import re

from listminer.extract.progress import takes_on
from listminer.extract.scene import Said, Scene

# "Who could look at the dashboard?" asks for it once somebody says "I could".
_WHO = re.compile(r"\W*(?:and |so |but )?(?:who|any(?:one|body)|some(?:one|body))\b.*\?", re.I)
# "Please do." below "Should I also test it?": what is to be done stands there.
_DO_SO = re.compile(
    r"\W*(?:(?:yes|sure|oh|that would be (?:great|nice))\b\W*){0,3}"
    r"please(?: do(?: so| that| it)?)?\W*",
    re.IGNORECASE,
)
_MAY_I = re.compile(
    r"\W*(?:(?:so|and|or|but)\b,? )?(?:should|shall|may|can|could) (?:i|we)\b", re.IGNORECASE
)


def who_was_sought(scene: Scene, said: Said) -> list[Said]:
    """Return the question that *said* takes on: "Who could look at it?" - "I can do that".

    Quoted, or the last sentence of the mail that it begins to answer without a quote.
    """
    if not takes_on(said.text):
        return []
    met = scene.answered(said) or (scene.met(said)[-1:] if not said.place else ())
    answered = [each for each in met if each.speaker != said.speaker]
    is_sought = answered and "question" in answered[-1].kinds and _WHO.match(answered[-1].text)
    return answered[-1:] if is_sought else []


def offered_by(scene: Scene, said: Said) -> list[Said]:
    """Return the question that *said* says yes to: "Should I test it?" - "Please do"."""
    if not _DO_SO.fullmatch(said.text):
        return []
    asked = [each for each in scene.met(said) if "question" in each.kinds]
    is_offer = asked and asked[-1].speaker != said.speaker and _MAY_I.match(asked[-1].text)
    return asked[-1:] if is_offer else []
