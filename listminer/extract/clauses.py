"""What each clause of one sentence is for or against, where it names several things. Pure.

"15:00 works for me, 14:00 does not" is a yes to one and a no to the other; the sentence
as a whole is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listminer.extract.wording import in_one_line
from listminer.model import Stance

_MARKS = " .:*_\"'()"  # about what is named
_MAX_CHARS = 300  # of a sentence that are looked at
# Matches between "15:00 works" and "14:00 does not", "for it" and "against that"; not in "14.5".
_JOINT = re.compile(
    r"(?:[,;:.] |,? (?:-{1,2}|[–—]) |,? ?\()(?:(?:and|but|while|whereas|though|although|however|yet"
    r"|so)\b,? )*|,? (?:and|but|while|whereas|though|although) "
)
_WHAT = r"(?P<what>[^\s,;](?:[^,;!?]{0,38}?[^\s,;!?])?)"
_SELF = r"(?:i(?:['’]m| am|['’]d| would|['’]ll)?|we(?:['’]re| are|['’]d| would)?)"
_VERY = r"(?: (?:really|quite|just|also|still|much|far|a bit|rather|way|more|perfectly|even))*"
_END = r"(?:\W*$| (?:for|with|by|to|in|at|on|than|as|here|too|though|because|since|if)\b)"
_FINE = (
    r"(?:fine|ok(?:ay)?|good|great|nice|better|best|perfect|possible|preferable|acceptable|doable"
    r"|easier|alright|all right)"
)
# "15:00 does not", "Phabricator isn't an option", "noon is too early", "14:00 would break it".
_X_IS_NOT = re.compile(
    rf"{_WHAT} (?:(?:does|do|did|will|would|can|could|is|are|was)(?:n['’]?t| not)|can['’]?t|cannot"
    rf"|won['’]t){_VERY}(?: (?:work|fit|suit|do|help|be|have|an option|enough|possible"
    rf"|acceptable|{_FINE})\b.*|{_END}.*)?\W*$"
    rf"|{_WHAT.replace('what', 'bad')} (?:is|are|would be|will be)"
    rf"{_VERY} (?:too \w+|bad|worse|impossible|no good|no option|a no-go|out|out of the question"
    r"|wrong|ugly|painful|horrible|terrible|misleading|the worst|a bad \w+)\b.*$"
    rf"|{_WHAT.replace('what', 'less')} not (?:so|that|as) (?:much|good)\b.*$"
    rf"|{_WHAT.replace('what', 'harms')} (?:would|will) (?:break|hurt|kill|cost|slow|clash"
    r"|collide|conflict)\b.*$",
    re.IGNORECASE,
)
# "15:00 works for me", "Gerrit is fine", "noon would be better than 14:00", "14:00 does".
_X_IS = re.compile(
    rf"{_WHAT} (?:(?:would |will |should |could |does |do )?(?:also |still )?"
    rf"(?:works?|suits?|fits?)\b.*|(?:does|do|is|would|will)\W*$"
    r"|(?:is|are|would be|will be|sounds|looks|seems)"
    rf"{_VERY} (?:(?:the|my) )?{_FINE}\b.*|makes (?:more )?sense\b.*"
    r"|(?:gets|has|would get) my (?:vote|support|\+1)\b.*)$",
    re.IGNORECASE,
)
# "not 14:00", "but not on Friday", "against Phabricator", "-1 on the flag", "I don't like it".
_NOT_X = re.compile(
    rf"(?:(?:{_SELF} )?(?:strongly |really |definitely )?(?:not(?: (?:for|with|on|at|to))?|against"
    r"|no to|(?-i:no)(?: for)?)"
    rf"|[-−–][12],? (?:for|on|to)|{_SELF} (?:do not|don['’]t|would not|wouldn['’]t|can['’]?t|cannot"
    r"|can not)(?: really)? (?:like|want|use|do|make|take|prefer|support|see))"
    rf" (?!sure\b|really\b|only\b|just\b|so\b|to\b|yet\b|(?-i:an?)\b|that\b){_WHAT}\W*$",
    re.IGNORECASE,
)
# "I prefer 15:00", "I am for Gerrit", "+1 for the flag", "fine with noon", "I can do 15:00".
_FOR_X = re.compile(
    rf"(?:{_SELF}(?: also| would| could| can| do| really| still)* (?:prefer|like|love|support"
    r"|can do|do|make|take|go for|go with|vote for|lean (?:more )?towards?|rather have"
    r"|rather use|rather go (?:for|with)"
    r"|rather take|rather|be fine with|(?:in favou?r of|for|ok(?:ay)? with|fine with|happy with"
    r"|leaning (?:more )?towards?))"
    r"|(?:(?:a|my|with a) )?(?:slight |strong |clear |weak )?(?:preference|vote)"
    r"(?: is| would be| goes)? (?:for|to)"
    r"|\+[12],? (?:for|on|to)|(?:yes|ok(?:ay)?) to|for|(?:fine|ok(?:ay)?|happy) with|prefer"
    rf"|in favou?r of) (?!me\b|us\b){_WHAT}\W*$",
    re.IGNORECASE,
)
# "15:00 is better | than 14:00", "I prefer noon | over 14:00": no word against the latter.
_COMPARED = re.compile(
    r" (?:(?:rather |better |easier |more )?than|over|instead of|to) (?P<other>[^,;!?]{1,40}?)"
    r"(?: (?:for|to) (?:me|us|most)\b.*)?\W*$",
    re.IGNORECASE,
)
_PREFERS = re.compile(r"\b(?:prefer\w*|rather|better|easier|like|best)\b", re.IGNORECASE)
# "and 15:00 too", "14:00 as well": as the clause before it.
_TOO = re.compile(rf"(?:so (?:does|is|would) )?{_WHAT}(?: too| as well| also| either)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one clause says of what it names."""

    what: str
    stance: Stance | None  # None: it is only compared with


def verdicts_in(text: str) -> tuple[Verdict, ...]:
    """Return what *text* is for and against, clause by clause; clauses that tell neither are left.

    >>> [(each.what, each.stance) for each in verdicts_in("Noon works for me, 14:00 does not.")]
    [('Noon', 'support'), ('14:00', 'oppose')]
    >>> [(each.what, each.stance) for each in verdicts_in("I prefer noon over 14:00.")]
    [('noon', 'support'), ('14:00', None)]
    """
    found: list[Verdict] = []
    for clause in _JOINT.split(in_one_line(text, _MAX_CHARS)):
        last = found[-1].stance if found else None
        found += _of_clause(clause.strip(" )"), last)
    return tuple(found)


def _of_clause(clause: str, last: Stance | None) -> Iterator[Verdict]:
    other = _COMPARED.search(clause) if _PREFERS.search(clause) else None
    core = clause[: other.start()] if other else clause
    for form, stance in (
        (_NOT_X, "oppose"),
        (_X_IS_NOT, "oppose"),
        (_FOR_X, "support"),
        (_X_IS, "support"),
        (_TOO, last),
    ):
        told = form.match(core)
        if told is not None and stance is not None:
            what = next(filter(None, told.groupdict().values()))
            yield Verdict(what.strip(_MARKS), stance)
            if other is not None:
                yield Verdict(other["other"].strip(_MARKS), None)
            return
