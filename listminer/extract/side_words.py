"""Words that tell which way a side goes, and what it is on, whatever the labels say. Pure."""

from __future__ import annotations

import re

from listminer.extract.wording import content_words

_CHANGED_MIND = re.compile(
    r"\b(?:i(?:'ve| have)? changed my (?:mind|vote)|(?:you|that)(?:'ve| have| has) convinced me"
    r"|i stand corrected|i was wrong)\b",
    re.IGNORECASE,
)
# "None of that has convinced me", "I don't think that I was wrong".
_DENIED = re.compile(
    r"\b(?:none|nothing|nobody|not|\w+n't|never|hardly|if|unless|whether)\b[^.,;:]*$", re.IGNORECASE
)
# "Please don't remove this", below a plan to remove it; not "please don't drop me from the Cc".
_BEGS_NOT = re.compile(
    r"\bplease,? (?:do not|don['’]t)(?: just| simply)? (\w[\w-]{1,30})"
    r"(?: (?:it|this|that|these|those|them|any|our|support|the)\b"
    r"(?! (?:cc|list|thread|quote|subject|mail|patch|bug|ball)\b)|\W*$)",
    re.IGNORECASE,
)
# "Welcome aboard, Lei!", which greets; not "Such a patch is welcome", "+1, welcome aboard".
_WELCOMES = re.compile(
    r"\W*(?:(?:hi|hello|hey)\b[^.!?]{0,40}[,!] ?)?welcome\b(?! (?:change|idea|addition|step))"
    r"(?:(?![-+][12])[^.?]){0,80}[.!)]*\W*$",
    re.IGNORECASE,
)
# Yes to a plan, wherever in the quoted words it stands; not "Right", "Exactly".
_WORKS = re.compile(
    r"\b(?:works for me|(?:sounds|looks) (?:good|great|fine|reasonable)"
    r"|(?:fine|ok(?:ay)?) (?:with|by) me|go ahead|please do|agreed"
    r"|(?:good|great|excellent) (?:idea|suggestion))\b",
    re.IGNORECASE,
)


def changes_mind(text: str) -> bool:
    """Return whether the speaker of *text* says to have changed his or her mind.

    >>> changes_mind("You have convinced me."), changes_mind("None of that has convinced me.")
    (True, False)
    """
    text = text.replace("’", "'")
    changed = _CHANGED_MIND.search(text)
    return changed is not None and _DENIED.search(text, 0, changed.start()) is None


def says_plan_works(text: str) -> bool:
    """Return whether *text* says yes to something that could be done, not to how things are.

    >>> says_plan_works("Works for me."), says_plan_works("Right.")
    (True, False)
    """
    return _WORKS.search(text) is not None


def greets(text: str) -> bool:
    """Return whether *text* welcomes somebody, and no more.

    >>> greets("Welcome aboard, Lei!"), greets("Patches are welcome."), greets("Welcome! +1")
    (True, False, False)
    """
    return _WELCOMES.fullmatch(text) is not None


def begged_not_to(text: str) -> frozenset[str]:
    """Return the word that tells what *text* begs nobody to do; none if it does not.

    >>> begged_not_to("Please don't remove it."), begged_not_to("Please remove it.")
    (frozenset({'remov'}), frozenset())
    """
    begs = _BEGS_NOT.search(text)
    return frozenset() if begs is None else content_words(begs[1])
