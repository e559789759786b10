"""Requests and promises that leave nobody anything to do. Pure.

"Please don't recheck" asks not to act, "let me know if you have questions" is how mails end,
"Decision: we'll wait" tells what is settled, "we plan to move" is a plan of nobody who is named.
"""

from __future__ import annotations

import re

from listminer.extract.wording import in_one_line

_NEVER = (
    r"(?:(?:do not|don['’]t|never) (?!forget\b|hesitate\b|fail\b|you\b|we\b|i\b|they\b|have\b"
    r"|know\b|think\b|be (?:shy|afraid)\b)|refrain from |stop \w+ing\b|avoid \w+ing\b)"
)
# "Please don't recheck", "do not merge it, please"; not "please don't forget to", "please tell me
# if you don't see it".
_NOT_TO = re.compile(
    rf"\b(?:please|kindly),? (?:(?:also|just|do) )?{_NEVER}"
    rf"|^\W*(?:(?:so|and|but|also|then|again|(?-i:[A-Z])\w+,)\b,? )*{_NEVER}"
    # "Please not before rc1", "Not before the freeze, please": no sooner, if at all
    r"|^\W*(?:(?:yes|ok(?:ay)?|sure|fine|but|and|just)\b,? )*please,? not (?:before|until|till|yet"
    r"|now)\b|^\W*not (?:before|until|till|yet|now)\b[^,;.!?]{0,60}, please\W*$"
    # "I still need it, so please don't."
    r"|, (?:so|and|but) please,? (?:do not|don['’]t)(?: (?:do|touch|change|drop|remove)"
    r" (?:it|that|this))?(?: yet)?\W*$"
    # "Please don't." and no more, below an idea
    r"|^\W*(?:(?:no|oh|and|so)\b,? )?please,? (?:do not|don['’]t|no|not)(?: (?:do|touch|change)"
    r" (?:it|that|this))?\W*$",
    re.IGNORECASE,
)
# What an order of another kind in the same sentence looks like: "don't merge it, but rebase it".
_BUT = re.compile(
    r"(?:[,;] (?:but|and|instead|rather)|\band|\bbut) (?:please |instead |rather )*"
    r"(?:send|check|try|test|review|file|report|use|add|open|make|run|remove|fix|submit|ask|rebase"
    r"|update|drop|put|move|write|set|let|wait|keep|do|read|upload|post)\b",
    re.IGNORECASE,
)
_ANY = r"(?:you (?:have|['’]ve got|find|see|need|want|run into|hit|get|spot) |there (?:is|are) )?"
_TROUBLE = (
    r"(?:any|more|further|other|some|a|an|anything|something)? ?(?:further |more |other )?"
    r"(?:questions?|concerns?|problems?|issues?|trouble|help|doubts?|comments?|anything"
    r"|something|info(?:rmation)?|assistance)\b"
)
# "Let me know if you have any questions", "if there is anything else I can do, let me know";
# not "let me know if it breaks", "let me know if you have a log".
_IF_ANY = (
    rf"(?:if|in case|should) (?:{_ANY}{_TROUBLE}(?! (?:with|about|of|on|in|from) (?!it\b|this\b"
    r"|that\b|my\b|the (?:above|setup|same)\b))"
    r"|you(?:['’]re| are) (?:interested|stuck|unsure|in doubt)\b"
    r"|(?:there(?:['’]s| is) )?anything (?:else )?(?:i can|that i can|is (?:unclear|missing|wrong))"
    r"|(?:i|we) can (?:help|be of|do anything|assist)\b"
    r"|(?:that|this|it) (?:does(?:n['’]t| not)) (?:answer|help|work for you|make sense)\b"
    r"|(?:that|this|it|any of (?:that|this|it))(?: all)? (?:helps|answers"
    r"|makes (?:any |some )?sense|sounds (?:good|ok(?:ay)?|fine|right|sane|reasonable)|clarifies)\b"
    r"|i(?:['’]m| am|['’]ve| have)? (?:wrong|mistaken|missed|missing|forgot(?:ten)?|got)\b"
    r"|you need (?:me|us|help)\b)"
)
_TELL = (
    r"(?:let (?:me|us) know|ping (?:me|us)|contact (?:me|us)|ask(?: me| us| here| in \S+)?"
    r"|reach out(?: to (?:me|us))?|mail (?:me|us)|get in touch|shout|speak up"
    r"|drop me a (?:line|note)|talk to (?:me|us)|find (?:me|us)|tell (?:me|us)|write to (?:me|us))"
)
_LEAD = (
    r"^\W*(?:(?:please|(?:i )?hope (?:this|that|it) helps|just|so|and|but|or|also|otherwise"
    r"|then|of course|feel free to|do|thanks"
    r"|as (?:always|usual)|you (?:can|may))\b,? ?|(?:if|in case|should|for) [^,.;:?!]{3,80}, )*"
)
# Not "please send the log and let me know if you need help": there something is wanted.
_EMPTY = re.compile(
    rf"{_LEAD}{_TELL}\b[^.;?!]{{0,40}}?,? {_IF_ANY}"
    rf"|^\W*(?:(?:and|but|so|also) )?{_IF_ANY}[^.;?!]{{0,60}}?, ?(?:please |just |then |do "
    rf"|feel free to )*{_TELL}\b(?! (?:what|which|who|where|when|how|your)\b)"
    # leave is given: "feel free to use it", "you're welcome to"; not "feel free to take it over"
    rf"|{_LEAD}(?:feel free|be my guest|(?:you(?:['’]re| are)|everyone is|anyone is) (?:\w+ )?"
    r"(?:(?:more than |very |always |of course )?(?:welcome|free)))(?: and| to)?+ "
    r"(?!(?:take|pick|grab|finish|claim|adopt|merge|land)\b"
    r"|(?:add|post|send|share) (?:any|your|further) (?:\w+ )?(?:thoughts|comments|ideas|opinions))"
    # "Preferably a log or a trace": of what was asked before
    r"|^\W*(?:preferably|ideally),? (?:an?|the|some|one|with|by|in|on|as|before|after)\b"
    rf"|{_LEAD}take your time\b"
    rf"|{_LEAD}please,? (?:be (?:aware|advised|patient|assured|informed|warned)|rest assured"
    r"|accept my|enjoy|find (?:below|here|the)|see (?:the )?(?:below|above|attach\w+|inline|also)"
    r"|do see|stay tuned|hold on|stand by|welcome|join me in (?:welcoming|congratulating|thanking))"
    r"|^\W*(?:stay tuned|enjoy|please(?: stop| help)?)[.!]*$"
    r"|^\W*(?:please )?(?:give|allow) (?:me|us) (?:a|an|some|one|two|until|till|the) (?:few |couple"
    r" of |more )*(?:days?|hours?|minutes?|moments?|weeks?|time|mon|tues|wednes|thurs|fri|second)"
    r"|\b(?:do|try|doing|trying) (?:my|our) best(?=\W*$)|^\W*(?:count me in|same here)\W*$",
    re.IGNORECASE,
)
# "Decision: we'll wait", "AGREED: we go with it"; not "Decision: I will write the spec by Friday".
_SETTLED = re.compile(
    r"\W*(?:decision|decided|agreed|#agreed|outcome|conclusion|consensus|resolved|resolution|result"
    r"|verdict|summary|tl;?dr)\b[^.:!?]{0,30}: ?(?!.*\b(?:i['’]ll|i will|i['’]m going to)\b)",
    re.IGNORECASE,
)
_WE_PLAN = re.compile(
    r"\b(?:we|(?:the )?(?:project|community|openstack))(?:['’]re| are| is)?(?: \w+ly| also"
    r"| currently| still| now)? (?:plan(?:s|ning)?(?: to| on)|intend(?:s|ing)? to|expect(?:s|ing)?"
    r" to|hop(?:e|es|ing) to|aim(?:s|ing)? to|want to|would like to|need to|have to|should)\b",
    re.IGNORECASE,
)
_I_DO = re.compile(r"\b(?:i|please)\b", re.IGNORECASE)
_OUR_TEAM = re.compile(r"\b(?:my|our) (?:\w+ )?(?:team|company|group|colleagues?|employer)\b", re.I)
# "The next meeting will be on Tuesday", "the cloud will be down": told of a thing; not "the patch
# will be merged", "the log will be up by Friday and I will mail it".
_THING_WILL_BE = re.compile(
    r"\W*(?:(?:so|and|but|also|note that|please note that) )?(?:the|this|that|our|these|those|all"
    r"|it|there|next|today['’]s|tomorrow['’]s)\b(?! (?:\w+ )?team\b)[^,.;:!?]{0,60}? will (?:\w+ )?"
    r"(?:be|take place|happen|start|begin|end|open|close|run|go)\b",
    re.IGNORECASE,
)
# "We will meet in Berlin on 5 April"; not "we'll meet the deadline".
_WE_MEET = re.compile(
    r"\bwe(?:['’]ll| will| are going to)(?: \w+ly| all)? (?:be )?(?:meet(?:ing)?|gather"
    r"|see each other|have (?:an?|the|our) (?:\w+ )?(?:meeting|session|call))\b"
    r"(?! (?:the|your|that|this|all)\b)",
    re.IGNORECASE,
)
# "I won't be able to chair, Linus will", "I expect it to be back": what one does not do oneself;
# not "I can't chair, but I'll come".
_REFUSES = re.compile(
    r"\b(?:i|we) (?:won['’]t|will not|can['’]t|cannot|expect)\b(?! (?:forget|promise|wait)\b)",
    re.IGNORECASE,
)
_WILL_DO = re.compile(
    r"\b(?:i|we)(?:['’](?:ll|d|m|re)| will(?! not)| can(?! ?not)| could| am| are|"
    r" (?:plan|intend|hope|promise) to)\b(?!['’])|\b(?:but|and) (?:will|can)\b",
    re.IGNORECASE,
)
# "I'll be happy if you can help me": who is to help is not who says so.
_GLAD_IF = re.compile(
    r"\b(?:i|we)(?:['’](?:ll|d|m)| will| would| am) be (?:\w+ )?(?:happy|glad|grateful|thankful"
    r"|delighted|obliged) if (?:you|some(?:one|body)|any(?:one|body))\b",
    re.IGNORECASE,
)
# "Either myself or Tom will send it": one of them, and which is not said.
_EITHER = re.compile(
    r"\beither (?:myself|me|i) or\b|\beither [\w. ]{2,40} or (?:myself|me|i)\b", re.IGNORECASE
)
# "If you have a plan and will update it, that is great"; not "if you want, we'll do it".
_IF_YOU = re.compile(r"\W*if (?:you|they|he|she|some(?:one|body))\b(?!.*\b(?:we|us|our)\b)", re.I)
_IN_QUESTION = re.compile(
    r"\W*(?:(?:so|and|but|ok(?:ay)?|or) )?(?:does|do|did|is|are|was|will|would|should|what|how|when"
    r"|why|where|which|who)\b.*\?\W*$",
    re.IGNORECASE,
)
# "You can then run it", "see also the docs", "if it is red, don't worry, just add it": told to
# whoever may need it; not "please run it", "could you run it".
_ADVISES = re.compile(
    r"^\W*(?:(?:so|and|but|then|also|now|or|maybe|perhaps|after that(?=,)|alternatively|otherwise"
    r"|next)\b,? ?|don['’]t worry, "
    # What is an opening is no clause, else a row of "after that, " has 2^n readings.
    r"|(?:if|once|when|after(?! that,)|to|for) (?:[^,.;:?!]|\.(?=\w)){3,80}, )*"
    r"(?:you (?:(?:just|then|also|only) )?(?:can|may|could|might|need(?:n['’]t)?|have to|must"
    r"|should|will (?:need|have) to|(?:['’]ll|['’]d) (?:need|have) to|want to)\b|see also\b"
    r"|(?:then |just ){1,2}(?:add|run|type|use|set|copy|restart|install)\b"
    r"|i(?:['’]d| would) (?:probably |also )?(?:check|look|try|start)\b)"
    r"(?!.*(?:\?\W*$|\bplease\b|\b(?:tell|send|mail|show|give|point|let|help) (?:me|us)\b))",
    re.IGNORECASE,
)


def is_advice(text: str) -> bool:
    """Return whether *text* tells its readers how something is done, and asks nobody to do it.

    Said to one person it may be what that one is to do; to everybody it is a manual.

    >>> is_advice("You can then run make."), is_advice("Could you then run make?")
    (True, False)
    """
    return _ADVISES.match(in_one_line(text)) is not None


def asks_not_to(text: str) -> bool:
    """Return whether *text* asks somebody not to do something, and for nothing else.

    >>> asks_not_to("Please don't recheck."), asks_not_to("Please don't forget to recheck.")
    (True, False)
    """
    flat = in_one_line(text)
    found = _NOT_TO.search(flat)
    return found is not None and _BUT.search(flat, found.end()) is None


def is_courtesy(text: str) -> bool:
    """Return whether *text* offers help or asks for patience as mails end, and wants no act.

    >>> is_courtesy("Let me know if you have questions."), is_courtesy("Let me know if it fails.")
    (True, False)
    """
    return _EMPTY.search(in_one_line(text)) is not None


def is_nobodys(text: str, *, has_date: bool) -> bool:
    """Return whether what *text* promises is no task of who writes it.

    It tells what is settled, what the project plans without a date, when a thing takes place, or
    what its speaker will not do, wishes of others, or one of two does; or it asks whether
    something will be so.

    >>> is_nobodys("We plan to move to v2.", has_date=False)
    True
    >>> is_nobodys("I plan to move it to v2.", has_date=False)
    False
    """
    flat = in_one_line(text)
    if (
        _EITHER.search(flat)
        or _GLAD_IF.search(flat)
        or _SETTLED.match(flat)
        or (_REFUSES.search(flat) and not _WILL_DO.search(flat))
    ):
        return True
    if _I_DO.search(flat) or _OUR_TEAM.search(flat):
        return False
    if any(form.match(flat) for form in (_THING_WILL_BE, _IN_QUESTION, _IF_YOU)):
        return True
    if _WE_MEET.search(flat):
        return True
    return not has_date and _WE_PLAN.search(flat) is not None
