"""Whose idea a sentence tells that does not put forward one of its speaker's own. Pure."""

from __future__ import annotations

import re

from listminer.extract.naming import Names
from listminer.extract.scene import Said
from listminer.extract.vocatives import looks_like_name

# "Jeremy suggests that we …" is told by another; "as Jeremy suggested" may argue for it.
_REPORTS = re.compile(
    r"\W{0,9}(?:so |but |and |also )?(?:as |what )?(?P<who>\S{1,40}(?: \S{1,40})?)"
    r" (?:also |once |just |has |had )?(?:suggest(?:s|ed)|propose[sd]|recommend(?:s|ed)"
    r"|wants|wanted|would (?:like|prefer|rather)|asked|thinks|thought|believes|believed|feels"
    r"|prefers|preferred|argues|argued)\b(?! me\b)",
    re.IGNORECASE,
)
# "Per's post, in which he argues that we should …", wherever in a sentence it stands.
_REPORTS_TEXT = re.compile(
    r"\b(?P<who>[^\W\d_][\w-]{1,30})['’]s? (?:[\w-]+ ){0,2}?(?:posts?|mails?|messages?|talk|article"
    r"|essay|comments?|draft|wiki page)\b[^.;?!]{0,40}?\b(?:in which|where) (?:he|she|they)"
    r" (?:argue|suggest|propose|recommend|say|write|claim|want)[sd]?\b",
    re.IGNORECASE,
)
# What shows a word of the teller's own: "Dan wants it gone, and I agree", "… so let's".
_OWN_WORD = re.compile(r"\b(?:i|my|me)\b|\blet['’]?s\b|\bso (?:we|it|this|that)\b", re.IGNORECASE)
_SPEAKING = frozenset({"i", "we"})  # "Ada, I would like …" is said to Ada, and is not hers
_MAX_CHARS = 400  # of a sentence that are looked at


def reported_author(said: Said, names: Names) -> str | None:
    """Return whose idea *said* tells, if it is another's."""
    match = _REPORTS.match(said.text) or _REPORTS_TEXT.search(said.text[:_MAX_CHARS])
    if match is None or match.group("who").split()[-1].lower() in _SPEAKING:
        return None
    for word in reversed(match.group("who").split()):
        who = names.who(word.strip("(),'\""))
        if who is not None and who != said.speaker:
            return who
    return None


def tells_of_one_absent(said: Said, names: Names) -> bool:
    """Return whether *said* tells only what somebody wants who writes no mail of the thread."""
    match = _REPORTS.match(said.text)
    if match is None or _OWN_WORD.search(said.text, match.end()):
        return False
    who = match.group("who").strip("(),'\"")
    return names.bearer(who) is None and all(
        word[:1].isupper() and word.isalpha() and looks_like_name(word) for word in who.split()
    )
