"""Words that tell which way a side goes, and what it is on, whatever the labels say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from listminer.extract.wording import content_words
from listminer.model import Stance

_CHANGED_MIND = re.compile(
    r"\b(?:i(?:'ve| have)? changed my (?:mind|vote)|(?:you|that)(?:'ve| have| has) convinced me"
    r"|i stand corrected|i was wrong)\b",
    re.IGNORECASE,
)
# "No objections then", "Acked-by: Ada", "LGTM": yes to what is at hand, whatever is quoted.
_CONSENTS = re.compile(
    r"\W*(?:(?:ok(?:ay)?|then|so|well|all right|great|thanks)\b,? ){0,2}"
    r"(?:(?:no|without) (?:further |more )?objections?"
    r"(?: then| from me| here| at all| any ?more){0,3}\W*$"
    r"|(?:acked|reviewed)-by: |lgtm\b(?! (?:but|modulo|except))"
    r"|i have no (?:further |more )?objections?\b)",
    re.IGNORECASE,
)
# "I change my vote to +0": that vote, whatever it was; not "from -1 to +1", where the last counts.
_VOTES_ANEW = re.compile(
    r"\bi(?:['’]ll| will|['’]m| am|['’]ve| have)?(?: now| hereby| therefore)? (?:chang(?:e|ed|ing)"
    r"|mov(?:e|ed|ing)|switch(?:ed|ing)?|revis(?:e|ed|ing)|updat(?:e|ed|ing)) my"
    r" (?:vote |[-+−–]?[012] )(?:\w+ )?(?:from [-+−–]?[012] )?to (?:an? )?(?P<vote>[-+−–]?[012])"
    r"(?![\w.]\w)"
    # "so consider my -1 a +0", "please count my -1 as +1"
    r"|\b(?:consider|count|take|treat|read|make) my (?:vote |[-+−–]?[012] )(?:now |as |to be )*"
    r"(?:an? )?(?P<anew>[-+−–]?[012])(?![\w.]\w)",
    re.IGNORECASE,
)
# "On second thought I'd rather wait".
_SECOND_THOUGHT = re.compile(
    r"\b(?:on|upon|having) second thoughts?\b|\bi(?:['’]ve| have)? changed my mind\b",
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
    r"\b(?:works for me|wfm|(?:sounds|looks) (?:good|great|fine|reasonable)"
    r"|(?:fine|ok(?:ay)?) (?:with|by) me|go ahead|please do|agreed"
    r"|(?:good|great|excellent) (?:idea|suggestion))\b",
    re.IGNORECASE,
)
# "None from me", "No." to who asks for objections; not "None of them works".
_HAS_NONE = re.compile(
    r"\W*(?:(?:no|nope|none|nothing|not at all|not? (?:objections?|complaints?))\b,? ?){1,2}"
    r"(?: ?(?:(?:from|on) (?:me|my (?:side|part|end)|us)|here|at all|whatsoever|then"
    r"|(?:that )?i(?: can| could)? (?:know|think) of)\b){0,3}\W*",
    re.IGNORECASE,
)
# And "Yes.", "Yes: RHEL 8", "Yes, one.", "I'd mind"; not "Yes, go ahead".
_HAS_SOME = re.compile(
    r"\W*i(?: would|['’]d) mind\b(?! if)"
    r"|\W*(?:yes|yeah|yep|yup|i do|i have)(?:\W*$|\W*[:–—]|,? (?:(?:i do|there (?:is|are)|one|two"
    r"|some|several|a few|i have)\b))",
    re.IGNORECASE,
)
# "14:00", "3pm", "noon"; not "1.30", "3 of them".
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?![\d:])| ?(?P<half>[ap])\.?m\b)"
    r"|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
# What a clause speaks of, "100 is too much", "3.19 would be fine"; not "2 of them are red".
_NUMBER = re.compile(
    r"\W*(?:(?:but|and|so|well|no|yes|agreed|imho)\b,? ){0,2}(?P<number>v?\d+(?:\.\d+)*)"
    r" (?:is|would|will|seems|sounds|looks|works|might|may|could|should|does|isn['’]t)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\w.])v?\d+(?:\.\d+)*(?!\w)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# "+1 to Ada's plan, and could we …", "I agree with Ada, and …": a side, and another thing.
_VOTES_FIRST = re.compile(
    r"\W*(?:\+[12](?! (?:if|provided|assuming)\b)|(?:i )?(?:\w{2,12}ly )?agreed? with"
    r" (?-i:[A-Z])|i(?:['’]m| am) (?:for|in favou?r of) (?-i:[A-Z])\w+['’]s)"
    r"[^,.;:?!]{0,60}[,;] (?:and|but|plus)\b",
    re.IGNORECASE,
)
_VOTES = re.compile(r"(?<![\w.])[-+−–][12](?![\w.:])")
_HALF_DAY_MIN = 12 * 60


def changes_mind(text: str) -> bool:
    """Return whether the speaker of *text* says to have changed his or her mind.

    >>> changes_mind("You have convinced me."), changes_mind("None of that has convinced me.")
    (True, False)
    """
    text = text.replace("’", "'")
    changed = _CHANGED_MIND.search(text)
    return changed is not None and _DENIED.search(text, 0, changed.start()) is None


def consents(text: str) -> bool:
    """Return whether *text* says first of all that its speaker has nothing against it.

    >>> consents("No objection then."), consents("No objections were raised.")
    (True, False)
    """
    return _CONSENTS.match(text) is not None


def tells_objections(text: str) -> Stance | None:
    """Return the side of an answer to "Any objections?"; None where that is not all it says.

    >>> tells_objections("None from me."), tells_objections("Yes."), tells_objections("Fine.")
    ('support', 'oppose', None)
    """
    if _HAS_NONE.fullmatch(text) is not None:
        return "support"
    return "oppose" if _HAS_SOME.match(text) is not None else None


def voted_anew(text: str) -> Stance | None:
    """Return the side of a vote that the speaker of *text* changes to; None if there is none.

    >>> voted_anew("OK, I change my vote to +0."), voted_anew("I'm changing my -1 to +1.")
    ('conditional', 'support')
    >>> voted_anew("I might change my vote.")
    """
    found = _VOTES_ANEW.search(text)
    if found is None:
        return None
    vote = found["vote"] or found["anew"]
    if vote.endswith("0"):
        return "conditional"
    return "oppose" if vote[0] in "-−–" else "support"


def votes_first(text: str) -> bool:
    """Return whether *text* votes on something before it goes on to another thing.

    >>> votes_first("+1 to Ada's plan, and could we drop it?"), votes_first("+1, let's drop it.")
    (True, False)
    """
    return _VOTES_FIRST.match(text) is not None


def thinks_again(text: str) -> bool:
    """Return whether *text* says that its speaker has thought again.

    >>> thinks_again("On second thought I'd rather wait."), thinks_again("I thought so.")
    (True, False)
    """
    return _SECOND_THOUGHT.search(text) is not None


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


def names_another(text: str, stated: Iterable[str]) -> bool:
    """Return whether *text* is of another time of day, weekday or number than all *stated* name.

    Whoever says that 15:00 would be fine is not for 14:00, nor who finds 100 too much against 88.

    >>> names_another("15:00 would be fine.", ["How about 14:00?"])
    True
    >>> names_another("2pm is fine, 3pm is not.", ["How about 14:00?"])
    False
    >>> names_another("100 is too much.", ["Raise it from 79 to 88?"])
    True
    """
    if _VOTES.search(text):
        return False  # "+1, though 15:00 would be better"
    stated = " ".join(stated)
    own = times_in(text)
    if not any(own):
        number = _NUMBER.match(text)
        known = {each.lower() for each in _NUMBERS.findall(stated)} if number else ()
        return number is not None and bool(known) and number["number"].lower() not in known
    pairs = zip(own, times_in(stated), strict=True)
    both = [(mine, other) for mine, other in pairs if mine and other]
    return bool(both) and all(mine.isdisjoint(other) for mine, other in both)


def times_in(text: str) -> tuple[frozenset[object], frozenset[object]]:
    """Return the times of day that *text* names, in minutes, and the weekdays.

    >>> times_in("Noon on Friday")
    (frozenset({720}), frozenset({'friday'}))
    """
    days = frozenset(day.lower() for day in _WEEKDAY.findall(text))
    return frozenset(map(_minutes, _CLOCK.finditer(text))), days


def _minutes(clock: re.Match[str]) -> int:
    if clock["word"]:
        return _HALF_DAY_MIN if clock["word"].lower() == "noon" else 0
    hour = int(clock["hour"])
    if clock["half"]:
        return hour % 12 * 60 + _HALF_DAY_MIN * (clock["half"].lower() == "p")
    return hour * 60 + int(clock["minute"])
