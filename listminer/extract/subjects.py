"""Who is asked to act as the subject of a question: "Could ttx tag it?". Pure.

In form that asks whether somebody can; what is meant is that he should. Of a team nobody is
named: "Can somebody from infra look?" is for whoever of it takes it on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from listminer.extract.wording import content_words, in_one_line

_SOFTLY = r"(?:(?:please|kindly|perhaps|maybe|also|just|quickly|at least|possibly)\b,? )*"
# What people are asked to do; not what one may be able to: "be", "see", "know", "run out".
_ACT = (
    r"(?=(?:add|announce|apply|approve|ask|backport|bump|build|check|clarify|clean|close|comment"
    r"|commit|confirm|create|cut|delete|deploy|disable|do (?:it|that|this|the)|document|draft|drop"
    r"|enable|file|finish|fix|give|grant|handle|have a look|help|implement|investigate|land|look"
    r"|mark|merge|move|open|ping|point|port|post|prepare|provide|publish|push|reboot|rebase"
    r"|rebuild|recheck|release|remove|rename|reply|report|reproduce|respond|restart|revert|review"
    r"|rework|rewrite|schedule|send|set up|share|sign|split|start|submit|summari[sz]e|switch|tag"
    r"|take (?:care|over|a look|it|this|that)|test|try|turn|update|upgrade|upload|verify|weigh in"
    r"|write)\b)"
)
_LEAD = r"\W*(?:(?i:so|and|but|also|then|ok(?:ay)?|now|hi|btw|perhaps|maybe)\b[,:]? )*"
_COULD = rf"{_LEAD}(?:(?i:please),? )?(?i:could|can) {_SOFTLY}"
_ONE = r"@?(?P<who>[^\W\d_][\w.-]{0,18}[^\W_](?: [A-Z][\w'’-]*[^\W_])?)"
# "Could ttx tag rc1?", "Can Tom Ray please look?"; not "Could it fix that?", "Can Tom see it?".
_NAMED = re.compile(rf"{_COULD}{_ONE} {_SOFTLY}{_ACT}")
# "Maybe Eric could help?"; not "Maybe it could help?", "Maybe Eric could know".
_SOFTLY_NAMED = re.compile(
    rf"\W*(?i:(?:so|and|but|or|then|hmm?)\b,? )?(?i:maybe|perhaps|possibly) (?=@?[A-Z]){_ONE}"
    rf" (?:could|can|might) {_SOFTLY}{_ACT}"
)
_KIND = r"(?:team|crew|group|committee|council|board|folks)"
# No team's first word: "anybody from the list", "somebody in the know", "everybody on the team".
_NO_TEAM = (
    r"(?!(?:an?|the|you|your|we|us|our|them|my|me|this|that|these|those|here|there|lists?|know|mood"
    r"|meantime|meanwhile|past|future|end|room|thread|side|world|community|whole|entire|one|other"
    r"|another|(?:some|any|every)(?:one|body)?|each|all|both)\b)"
)
# "Can somebody from infra look?", "Could the docs team update it?", "Can infra reboot it?"
_TEAM = re.compile(
    rf"{_COULD}(?:(?:@?[\w.-]{{1,30}} or )?(?:some|any)(?:one|body)"
    r" (?:else )?(?:(?:from|of|in|at) (?:the |our )?"
    rf"|on (?:the |our )){_NO_TEAM}"
    rf"(?P<some>[\w/.&-]+(?: [\w-]+)??(?: {_KIND})?)"
    rf"|(?:the |our )?(?P<team>(?:{_NO_TEAM}(?:[\w-]+ ){{1,3}}?{_KIND}|infra|qa)"
    rf"(?: and (?:the |our )?{_NO_TEAM}[\w-]+(?: {_KIND})?)?)"
    rf") {_SOFTLY}{_ACT}",
    re.IGNORECASE,
)


def asks_by_name(text: str, speaker: str, calls: Mapping[str, str | None]) -> bool:
    """Return whether *text* asks another than its *speaker*, or a team, to act, by its form alone.

    A name is one by which somebody is called in *calls*.

    >>> asks_by_name("Could ttx tag rc1?", "Ada", {"ttx": "Thierry"})
    True
    >>> asks_by_name("Could it fix rc1?", "Ada", {"ttx": "Thierry"})
    False
    """
    who = calls.get(name.casefold()) if (name := asked_by_name(text)) else None
    return who not in (None, speaker) or team_asked(text) is not None


def asked_by_name(text: str) -> str | None:
    """Return the name that stands where *text* asks somebody to act; None if no word of it may be.

    >>> asked_by_name("Can Tom Ray please look?"), asked_by_name("Could you look?")
    ('Tom Ray', None)
    """
    found = _NAMED.match(in_one_line(text))
    return found["who"] if found and content_words(found["who"]) else None


def asks_softly(text: str) -> bool:
    """Return whether *text* wishes for somebody's act: that is no course for all to take.

    >>> asks_softly("Maybe Eric could help?"), asks_softly("Maybe we could help?")
    (True, False)
    """
    return _SOFTLY_NAMED.match(in_one_line(text)) is not None


def team_asked(text: str) -> str | None:
    """Return the team that *text* asks to act; None if it asks none.

    >>> team_asked("Can somebody from infra look?"), team_asked("Could the docs team update it?")
    ('infra', 'docs team')
    """
    found = _TEAM.match(in_one_line(text))
    return (found["some"] or found["team"]) if found else None


def without_asked(text: str) -> str:
    """Return *text* without "could" and whom it asks.

    >>> without_asked("Could ttx tag rc1?"), without_asked("Can somebody from infra look?")
    ('tag rc1?', 'look?')
    """
    flat = in_one_line(text)
    found = _TEAM.match(flat) or (_NAMED.match(flat) if asked_by_name(text) else None)
    return flat[found.end() :] if found else text
