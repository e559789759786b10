"""Whom a sentence wants something of, by its words alone: its reader, or anyone. Pure."""

from __future__ import annotations

import re

from listminer.extract.acts import is_imperative
from listminer.extract.wording import in_one_line

_YOU = re.compile(r"\b(?:you|your|yours)\b|\byou'", re.IGNORECASE)
_ROLES = (
    r"(?:reviewers|maintainers|developers|devs|committers|testers|packagers|contributors|admins"
    r"|authors|users|ptls|cores|liaisons|operators|deployers|drivers)"
)
# "Could someone", "feedback is welcome", "Reviewers: if you", "any wx users"; not "let someone
# else fix it".
_ANYONE = re.compile(
    r"(?<!trust )(?<!let )(?<!to )(?<!for )\b(?:anyone|anybody|someone|somebody)\b(?!'s| else's)"
    r"|\b(?:you all|you (?:\w+ )?(?:guys|folks|people|devs|developers|maintainers)"
    r"|(?:one|any|all|some|those|either|both|each|two) of you|please nobody"
    r"|you(?:['’]re| are)? (?:\w+ )?both|you two|y['’]all)\b"
    r"|\b(?:any|for|of) volunteers\b|\b(?:from|need) the community\b"
    r"|(?:\b(?:can|could|would|will|does|do|has|have|is|did|if|need|needs|want|like|please|maybe"
    r"|perhaps|that|for|welcome|asks?|other) |^\W*(?:so |and |but )?)"
    r"(?:everyone|everybody|volunteers?|a volunteer|others|people|folks|users|all)\b"
    r"|\bany (?:of the )?(?:\w+ ){0,3}(?:users|devs|developers|committers|people|folks)\b"
    r"|\b(?:any|all) (?:help|comments?|feedback|thoughts|suggestions|input|opinions|advice)\b"
    r"|\b(?:comments?|contributions?|feedback|thoughts|suggestions|patches|opinions|ideas"
    r"|reviews?|input|help)\b.{0,40}\b(?:welcomed?|appreciated)\b"
    r"|\b(?:comments?|feedback|suggestions|thoughts|patches|questions) (?:\w+ )?to"
    r" (?:the|this) list\b"
    r"|^\W*(?:comments|feedback|thoughts|suggestions|patches|opinions)\b"
    r"|\bplease recheck your (?:\w+ )?(?:patches|changes|reviews)\b"
    r"|\b(?:could|can|would|will) (?:an?|some|any) (?:[\w-]+ ){0,3}?(?:core|reviewer|maintainer"
    r"|committer|developer|packager|ptl|admin|member|liaison|expert|volunteer)s?\b"
    rf"|\b(?:could|can|would|will) the (?:\w+ ){{0,3}}?(?:team|committee|group|{_ROLES})\b"
    rf"|^\W*(?:hi |dear )?{_ROLES}[,:]|\b(?:all|all of) (?:the |our |your |these )?{_ROLES}\b",
    re.IGNORECASE,
)
# "Please", "let me know", "I'd suggest".
_ORDER = re.compile(
    r"\bplease\b|\b(?:let|tell|send|give) (?:me|us)\b|\bfeel free\b"
    r"|\bi(?:'d| would) (?:suggest|recommend)\b"
    r"|^\W*(?:then |also |just |now )?(?:apply|boot|build|change|configure|connect|copy|delete"
    r"|disable|download|edit|enable|get|go|install|reboot|restart|set|start|stop|switch|turn"
    r"|upgrade|verify)\b (?!\w+ing\b)",
    re.IGNORECASE,
)
# "Could you or Tom look?"
_YOU_OR = re.compile(
    r"\b(?i:you),? (?i:or|and/or) (?:@|(?-i:[A-Z])|(?:any|some)(?:one|body)\b)"
    r"|\b(?-i:[A-Z])\w+ (?i:or) (?i:you)\b"
)


# "I intend to switch it. Any objections?": the plan waits for consent.
_ASKS_CONSENT = re.compile(
    r"\W*(?:so |if )?(?:(?:does |do |is |are )?(?:any(?:one|body)|there any(?:one|body)?|any)"
    r"(?: \w+)? (?:objects?|objections?|against(?: it| that| this)?|opposed?)\b"
    r"|would any(?:one|body)(?: here)? (?:mind|object)\b"
    r"|(?:objections?|complaints?|vetos?|any complaints?)\b"
    r"|(?:is|would|are) (?:this|that|it|you all|everyone|everybody|people) (?:be )?(?:ok(?:ay)?"
    r"|fine|acceptable|all right|alright) (?:with|for|to) )[^.!]{0,60}\?",
    re.IGNORECASE,
)


def asks_consent(text: str) -> bool:
    """Return whether *text* asks if anybody is against what was said.

    >>> asks_consent("Any objections?"), asks_consent("Any objections so far have been met.")
    (True, False)
    """
    return _ASKS_CONSENT.match(in_one_line(text)) is not None


# Who says yes to it is against: "Any objections?", "Is there any reason not to drop it?"
_WANTS_NO = re.compile(
    r"\b(?:objects?|objections?|against|opposed?|complaints?|vetos?|mind)\b", re.IGNORECASE
)
_REASON_NOT_TO = re.compile(
    r"\b(?:any|a|some) (?:\w+ )?reasons? (?:not to\b|(?:why |that )?(?:we|i|it) "
    r"(?:should|could|can|must)(?: not\b|n['’]t\b)|against\b)[^.!?]{0,120}\?",
    re.IGNORECASE,
)


def asks_for_objections(text: str) -> bool:
    """Return whether who answers *text* with a no consents.

    >>> asks_for_objections("Any objections?"), asks_for_objections("Is that fine with you?")
    (True, False)
    >>> asks_for_objections("Is there any reason not to drop it?")
    True
    >>> asks_for_objections("Would anybody mind if I took it over?")
    True
    """
    text = in_one_line(text)
    consent = _ASKS_CONSENT.match(text)
    asks = consent is not None and _WANTS_NO.search(text, 0, consent.end()) is not None
    return asks or _REASON_NOT_TO.search(text) is not None


def is_to_anyone(text: str) -> bool:
    """Return whether *text* speaks to whoever reads it: "could someone …", "feedback welcome"."""
    return _ANYONE.search(text) is not None


def is_to_one_or_another(text: str) -> bool:
    """Return whether *text* leaves open which of two is to do it: "could you or Tom look?"."""
    return _YOU_OR.search(text) is not None


def speaks_to_one(text: str) -> bool:
    """Return whether *text* wants something of its reader: "your log", "please", "try this"."""
    return says_you(text) or _ORDER.search(text) is not None or orders(text)


def orders(text: str) -> bool:
    """Return whether *text* begins with what its reader is to do: "send it"."""
    return is_imperative(" ".join(text.lower().split()))


def says_you(text: str) -> bool:
    """Return whether *text* speaks to somebody: "could you …", "your patch"."""
    return _YOU.search(text) is not None
