"""Words by which people give up what they put forward themselves. Pure."""

from __future__ import annotations

import re

_TAKES_BACK = re.compile(
    r"\bi(?:'ll| will| hereby)? (?:withdraw|retract"
    r"|take (?:that|it|this) back(?! (?:to|into|home)\b)"  # not "back to the board"
    r")\b"
    r"|\bnever ?mind\b|\bforget (?:it|that|what i said)\b"
    r"|\bi stand corrected\b",
    re.IGNORECASE,
)
# "I will drop this": the idea if that is what it answers; else one check that a review disliked.
_DROPS = re.compile(
    r"\bi(?:'ll| will)? drop (?:it|that|this)(?! (?:in|into|to|on|off|over|by|at)\b)\b",
    re.IGNORECASE,
)
# What gives up an idea of one's own; not "there is no reason to forbid it", "fair enough".
_GIVES_UP = re.compile(
    r"\b(?:withdraw|retract|scrap|abandon(?:ed)?|giv(?:e|ing) up|dropp?(?:ing|ed)?"
    r"|no longer (?:think|believe|want|propose|like)|changed my mind|i(?: was|'m| am) wrong"
    r"|(?:on )?second thoughts?|(?:bad|stupid|silly) idea of mine|nonsense|stand corrected"
    r"|forget (?:it|that|this|about)|never ?mind|my (?:own )?(?:idea|proposal|suggestion)"
    r"|(?:do not|don't|didn't) (?:really |even )?(?:like|want) (?:the|that|this|my) (?:own )?idea"
    r"|only (?:brought|mentioned|suggested)|after all)\b|(?<![\w.])[-−–]1(?![\w.])",
    re.IGNORECASE,
)


def takes_back(text: str) -> bool:
    """Return whether *text* takes back what its speaker said.

    >>> takes_back("I withdraw that."), takes_back("I'll take that back to the board.")
    (True, False)
    """
    return _TAKES_BACK.search(text) is not None


def drops_it(text: str) -> bool:
    """Return whether *text* drops what it answers, be it an idea or a detail.

    >>> drops_it("I will drop this."), drops_it("I'll drop it into a review.")
    (True, False)
    """
    return _DROPS.search(text) is not None


def gives_up(text: str) -> bool:
    """Return whether words that sound like an objection give up an idea of the speaker's own.

    >>> gives_up("On second thought it is too slow."), gives_up("That undervalues newcomers.")
    (True, False)
    """
    return _GIVES_UP.search(text.replace("’", "'")) is not None
