"""Words that sound like a promise, a request or a question and are none. Pure.

"I'll say this much", "please bear with me", "isn't it?": done as they are said, asked for no
act, or no answer wanted. Written after what models told wrongly on the labelled threads.
"""

from __future__ import annotations

import re

from listminer.extract.vocatives import looks_like_name
from listminer.extract.wording import in_one_line

_I_WILL = r"\b(?:i|we)(?:['’]ll| will| shall|['’]d| would| can| could|['’]m going to| am going to)"
_THEN = (
    r"(?: (?:also|just|only|still|now|then|first|probably|at least|simply|try to|have to|both))*"
)
_OTHERS = r"you|him|her|them|others|someone(?: else)?|(?-i:[A-Z])\w+"
# "I'll mention", "I'd say", "I will just add some points"; not "I'll add a test", "I'll give it
# a try": what the very mail does. And "I'll stick with it": nothing is done at all.
_IN_PASSING = re.compile(
    _I_WILL + _THEN + r" (?:mention|say|echo|quote|paste|repeat|wager|bet|guess|assume|admit"
    r"|concede|grant|argue|claim|observe|point out|propose|suggest|reiterate|pretend|wonder"
    r"|add (?:that(?! as well\b| too\b| to\b| in\b|\W*$)|my|one more|here"
    r"|some (?:points|thoughts|context))|skip|shed|toss"
    r"|throw (?:in|out)|answer|explain|attempt to explain|summari[sz]e|limit myself|list|respond"
    r"|reply|elaborate"
    r"|tell you|be (?:more |very )?(?:specific|brief|honest|blunt|frank|clear)|enumerate|describe"
    r"|give (?:you |my |an? (?:\w+ )?example)|start (?:with one|by saying)|switch from|borrow"
    r"|defer|withdraw|leave (?:it|that|this)|stick (?:with|to)|do without|live with|end up"
    r"|take (?:back|credit|your word|it (?:that|as))|go to (?:sleep|bed)|never|hate|love|note"
    r"|see you|lose|miss|suffer|regret|run into|keep (?:this|that|it) in mind"
    # what others are to do: "I'll let Priya handle it"; not "I'll let you know", "let it run"
    rf"|let (?:{_OTHERS}|(?:the )?(?:people|folks|guys|experts|rest of \w+))"
    r"(?! (?:\w+ ){0,3}know\b)"
    rf"|leave (?:[\w'’-]+ ){{1,4}}to (?:{_OTHERS}))\b"
    r"|\b(?:happy|glad|pleased|sorry) to (?:report|announce|say|learn|inform)\b"
    r"|\b(?:happy|glad) to (?:hear|see|wait|be told|call|postpone|listen|discuss|answer)\b"
    # an offer to nobody, of nothing: "Happy to help, sorry for the long lag"
    r"|\b(?:happy|glad) to (?:help|assist|oblige)(?: out)?(?:$|[,.;!):]| - )"
    r"|^\W*(?:please )?allow me\b|\bif i were\b|\bi could (?:claim|have)\b|\bkeep saying\b"
    # "I can do 15:00, not 14:00", "I can make Tuesday"
    r"|^\W*(?:yes, )?i (?:can|could) (?:do|make)(?: it)? (?:on |at )?(?:[01]?\d|2[0-3])(?::[0-5]\d"
    r"| ?[ap]m)\b|^\W*(?:yes, )?i (?:can|could) (?:do|make)(?: it)? (?:on )?(?:mon|tues|wednes"
    r"|thurs|fri)day\b"
    # "I only said that I will look", "then I drop my plan to write one"
    r"|\bi (?:only |just |never |also )?(?:said|meant|mentioned|wrote)(?: that)? i(?:['’]ll|['’]d"
    r"| will| would)\b|\bi(?:['’]ll| will)? (?:then |now )?(?:drop|abandon|give up) my\b",
    re.IGNORECASE,
)
# Another promise behind it; what is promised must not be said in passing as well.
_AND_WILL = re.compile(r"(?:\b(?:and|but|so)|[;.]) (?=i(?:['’]ll| will| shall)\b)", re.IGNORECASE)
# Where one is: "I'll be away until Monday"; not "I'll be away, but will do it then".
_AWAY = re.compile(
    _I_WILL + _THEN + r" be (?:away|out of|off|abroad|offline|afk|unavailable|absent|travell?ing"
    r"|there|here|back(?! (?:with|to you)\b)|on (?:holidays?|vacation|leave|pto|parental|the road"
    r"|a (?:plane|train))|in (?:(?!touch)(?-i:[A-Z])\w+|(?:the|a) meeting)"
    r"|at (?:the )?(?-i:[A-Z])\w+)\b(?!.*(?:\bwill\b|['’]ll\b|\b(?:and|so|but|then) i?\b))",
    re.IGNORECASE,
)
# "… in a separate mail": said to be done elsewhere after all.
_ELSEWHERE = re.compile(
    r"\b(?:separate|another|next|following|new) (?:e-?mail|mail|message|thread|post)\b"
    r"|\blater\b|\btomorrow\b|\b(?:on|in|to) the (?:wiki|ticket|tracker|bug|issue|docs?)\b",
    re.IGNORECASE,
)
# "Tom's going to write it" is no promise of who tells it.
_OF_ANOTHER = re.compile(r"^\W*(?:\w+ )?(?!I\b|We\b)[A-Z]\w+(?:['’]s| is) going to\b")
# The sentence's subject before a promise: "my colleague Karl | will", "Karl, who runs it, | is
# going to"; what becomes of things, "the patch will be merged", is left to be told.
_WHO_WILL = re.compile(
    r"\W*+(?:(?:and|so|but|then|also|now|hopefully|probably|maybe|perhaps"
    r"|i (?:\w+ )?(?:hope|think|guess|believe|suppose|expect|know|hear|heard)(?: that)?)\b,? )*"
    r"(?P<who>[^\s,.;:!?]{1,40}(?: [^\s,.;:!?]{1,40}){0,6}?)"
    r"(?:, (?:who|my|our|the|from|of|as)\b[^,.;:!?]{1,60},)?"
    r"(?:['’]ll| (?:will|shall|can|could|would|might|may|should|must|(?:needs?|has|plans?) to"
    r"|(?:is|are) (?:going|about|planning) to)) (?!(?:\w+ )?be\b)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:he|she|they|you|someone|somebody|nobody|no one)$"
    r"|(?:the|this|that|my|our|your|his|her|their|a|an|one of (?:the|my|our)) ",
    re.IGNORECASE,
)
# For whom one speaks: "Our team will move the job".
_TEAM = re.compile(
    r"\b(?:infra\w*|we|us|teams?|groups?|committee|board|council|company|employer|department|lab"
    r"|crew|folks|people|guys)\b",
    re.IGNORECASE,
)
_FROM_WHERE = re.compile(r" (?=\(|from\b)")  # "Karl | from the infra team", "Karl | (infra)"
_I_DO = re.compile(
    r"\b(?:i|we)(?:['’](?:ll|d|m|re)| will| shall| can| could| would| may| might| am| are"
    r"| (?:plan|intend|hope|want|need|promise|volunteer|try|have) (?:to|on))\b"
    r"|\b(?:let me|and (?:i|me|myself)|i and)\b|\bbut (?:will|can)\b",
    re.IGNORECASE,
)
_THEY_WILL = re.compile(
    r"\b(?:he|she)(?:['’]ll| (?:will|is going to|promised to|wants to|offered to))\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:i|we|me|us)\b", re.IGNORECASE)
_PROMISES = re.compile(_I_WILL, re.IGNORECASE)
_ASKS = re.compile(r"\b(?:please|you)\b", re.IGNORECASE)
# "Please bear with me", "correct me if", "feel free to ignore this", "take it with a grain of
# salt"; not "please keep the log". And what wants words alone: "could you elaborate?".
_ASKS_NO_ACT = re.compile(
    r"^\W*allow me (?:an?|one|some|to (?:ask|say|add))\b"
    r"|\bplease,? (?:just |do |also |kindly |try to )?(?:note|notice|bear"
    r"|keep (?:it |this |that )?in mind|remember|understand|forgive|excuse|pardon|indulge|allow me"
    r"|let(?:['’]s| us\b(?! know)))"
    r"|\b(?:bear with|forgive|excuse|pardon|indulge) (?:me|us)\b|\bcorrect me (?:if|when)\b"
    r"|\b(?:take|taking) (?:this|that|it|everything|the following|my \w+)\b.{0,40}"
    r"\b(?:salt|positive|constructive|offen[cs]e|personally|wrong way)\b|\btake offen[cs]e\b"
    r"|\bfeel free to (?:ignore|dismiss|disregard|take|ask|disagree|correct|skip)\b"
    r"|\b(?:can|could|would|will) you(?: \w+){0,2} (?:elaborate|clarify|expand|explain|define"
    r"|walk|be more specific|give (?:\w+ )?examples?|help me understand)\b"
    r"|\bwould you (?:guys |also )?(?:be )?(?:willing|interested|consider)\b"
    r"|\bwould you (?:guys |also |all )?be (?:ok(?:ay)?|fine|comfortable|happy|open) (?:with|if)\b"
    r"|^\W*have (?:fun\b|an? (?:\w+ )?(?:day|evening|weekend|week|one|time)\b)|\bgood luck\b"
    r"|\bkeep up the good work\b|\b(?:do not|don['’]t) hesitate\b|\boffer (?:some|my) \w+"
    r"|\bplease,? see (?:below|above|attached|inline|my (?:comments?|answers?|repl(?:y|ies)))\b"
    r"|\bi(?:['’]d| would) (?:really |still |also )?like to see (?:more|better)\b"
    # leave is given: "Go ahead and drop it", "patches welcome :-)"
    r"|^\W*(?:(?:so|then|please|ok(?:ay)?|yes|sure|fine)\b,? ?){0,3}go ahead"
    r"(?: and \w+ (?:it|that|this|them))?(?: then)?\W*$"
    r"|(?:^\W*(?:(?:so|yes|no|but|and)\b,? ?)?|, (?:but )?|[;:–—-] )patches (?:are |would be )?"
    r"(?:very |always |of course |most )?welcome\W*(?:[:;]-?[)DP]\W*)?$"
    r"|\bwould you like me\b|\b(?:this e-?mail|contents? of this message|the addressee"
    r"|the intended recipient)\b"
    # "please find attached"; "edit your Subject line", as a list's software writes into its digests
    # a wish with no deed: "Preferably in bold"
    r"|^\W*(?:preferably|ideally)\b[^.?!]{0,40}[.!]?$|\bcount me (?:in|out)\b"
    # what a maintainer's tool writes below "Applied": "report any outstanding bugs that …"
    r"|\breport any (?:outstanding|further|remaining) \w+|\bif in doubt,? (?:please )?check\b"
    r"|^\W*it(?:['’]s| is) encouraged to\b"
    r"|\bfind (?:\w+ ){0,2}(?:attached|enclosed|below)\b|\bedit your subject line\b"
    # "please ignore my last mail", "disregard this"; not "please ignore the old tarball"
    r"|\b(?:ignore|disregard) (?:me|(?:this|that|it)(?=\W*$|[,.;!:]| for now\b)"
    r"|(?:my|the|this|that) (?:\w+ )?(?:e-?mails?|mails?|messages?|posts?|noise|questions?"
    r"|repl(?:y|ies)|comments?))\b"
    # manners, and what may be of use: "perhaps some such idea might help you"
    r"|\b(?:show|have|ask for) (?:\w+ ){0,3}(?:patience|gratitude|respect|understanding|courtesy)\b"
    r"|^\W*(?:so\b,? )?(?:perhaps|maybe)\b(?:(?!\byou\b|\bplease\b)[^?]){0,80}"
    r"\b(?:might|may|could) (?:also )?help you\b"
    r"|^\W*look at (?:it|this|that) (?:from|this way|like this)\b"
    # "Could Bob's patch fix it?" asks what a thing can do; not "Could someone of Bob's team look?"
    r"|^\W*(?:(?:so|and|but|or)\b,? )?(?:could|can) (?:(?!(?:from|of|on|in|you|please)\b)[\w.-]+ )"
    r"{0,2}[\w.-]+(?:s['’]|['’]s) (?!(?:team|group|crew|folks|colleagues?|people|guys|successor)\b)"
    r"[^?]*\?\W*$",
    re.IGNORECASE,
)
# "How hard could it possibly be?", "Beautiful, isn't it?": answered by the one who asks.
# And what is pasted: settings, 'port = "?"', a subject line, a traceback. Not "is it red?".
_RHETORICAL = re.compile(
    r"\bcould \w+ (?:\w+ )?possibly\b|\bwhat can i say\b|\bwhat (?:more|else) (?:do|is there)\b"
    r"|\bhave you even\b|\bhow many times (?:have|do|must)\b|\bany point (?:in )?having\b"
    r"|, (?:now,? )?(?:is|are|was|were|do|does|did)n['’]t"
    r" (?:it|that|they|you|we|he|she|there)(?: now)?\W*$"
    r"|\bare you (?:seriously|honestly) (?:suggesting|proposing|saying|asking|claiming|telling)\b"
    r"|\bdo you (?:seriously|honestly) (?:think|believe|expect|want)\b"
    r"|\bdo i (?:really |always )?have to\b.*\b(?:everything|again|myself|alone)\b"
    r"|, was it\?|\bwhat could (?:possibly )?go wrong\b"
    # "Hrm?", "Right?", "No?": a nod is wanted at most
    r"|^\W*(?:(?:so|but|and|or)\b,? )?(?:h+r*u*m+|huh|hu|eh|err?|uh|right|no|yes|yeah|ok(?:ay)?"
    r"|correct|true|agreed|see|seriously|really|pardon)\W*$"
    r"|\bwhy (?:on earth )?would (?:we|you|anyone|anybody|somebody|someone|one)"
    r" (?:even |ever |possibly )?(?:want|wish) to\b"
    r"|\bwhy (?:on earth|in the world|the hell) would\b"
    # only with its mark: "Uhm?", "What?"; not "Sorry."
    r"|^\W*(?:u[hm]+|e+h|oh|err+|ah|hh|what|wait|sorry)\W*\?\W*$"
    r"|^;+ |^[\w.]+ = |\w=\?|^(?:subject|re|fwd?|aw)[: ]|\btraceback \(most recent call last\)",
    re.IGNORECASE,
)
# "?" for a letter that an archive lost: matches in "G?del"; not in "is it? no".
_LOST_LETTER = re.compile(r"[a-z]\?[a-z]", re.IGNORECASE)
# And for two curly quotes: matches in "the ?old.dll? file"; not in "is it? was it?".
_LOST_QUOTES = re.compile(r"(?<!\S)\?(?=\w)[^?]{1,80}(?<=\S)\?")
_LOST = (_LOST_LETTER, _LOST_QUOTES)
_QUOTED_QUESTION = re.compile(r"[\"“][^\"“”]{0,400}\?[^\"“”]{0,400}[\"”]|\?\s*[\"”]\s*$")
_QUOTED = re.compile(r"[\"“][^\"“”]{8,400}[\"”]")


def is_said_in_passing(text: str) -> bool:
    """Return whether a promise is kept by its own words, is another's, or promises nothing.

    >>> is_said_in_passing("I'd say it works."), is_said_in_passing("I'll say so on the wiki.")
    (True, False)
    >>> is_said_in_passing('"I will do it in a corner" does not help.')
    True
    """
    text = in_one_line(text)
    if _is_quoted(_PROMISES, text) or (_OF_ANOTHER.match(text) and not _MINE.search(text)):
        return True
    if _AWAY.search(text):
        return True
    passing = _IN_PASSING.search(text)
    if passing is None or _ELSEWHERE.search(text):
        return False
    more = _AND_WILL.search(text, passing.end())  # "I'd be happy to hear it, and I'll fix it"
    return more is None or _IN_PASSING.match(text, more.end()) is not None


def promises_too(text: str) -> bool:
    """Return whether *text*, which tells what another will do, goes on with its speaker's own.

    >>> promises_too("Tom will send it and I'll read it."), promises_too("Tom will, and I am glad.")
    (True, False)
    """
    text = in_one_line(text)
    return _AND_WILL.search(text) is not None and not is_said_in_passing(text)


def is_promised_by_others(text: str) -> bool:
    """Return whether *text* only tells what "he" or "she" will do.

    >>> is_promised_by_others("I asked Tom, and he will send it.")
    True
    >>> is_promised_by_others("He will send it, and I'll read it.")
    False
    """
    text = in_one_line(text)
    return _THEY_WILL.search(text) is not None and _I_DO.search(text) is None


def promised_by(text: str) -> str | None:
    """Return who else than its writer, *text* tells, will do something; None if nobody.

    A team that they may speak for is no other.

    >>> promised_by("I hope Priya will send it."), promised_by("Priya will, and I will.")
    ('Priya', None)
    >>> promised_by("My colleague will send it."), promised_by("My team will send it.")
    ('My colleague', None)
    """
    text = in_one_line(text)
    found = _WHO_WILL.match(text)
    if found is None or _I_DO.search(text):
        return None
    who = _FROM_WHERE.split(found["who"].lstrip("@"))[0]
    if _TEAM.search(who):
        return None
    first = who.split()[0]
    is_nick = first == who and who.islower() and looks_like_name(who.capitalize())
    return who if is_nick or _ANOTHER.match(who) or looks_like_name(first) else None


def asks_no_act(text: str) -> bool:
    """Return whether a request wants patience, leniency or words alone, or is another's.

    >>> asks_no_act("Please bear with me."), asks_no_act("Please bring the log.")
    (True, False)
    """
    text = in_one_line(text)
    return _ASKS_NO_ACT.search(text) is not None or _is_quoted(_ASKS, text)


def _is_quoted(form: re.Pattern[str], text: str) -> bool:
    """Return whether *form* stands between quotation marks alone."""
    if '"' not in text and "“" not in text:
        return False
    return form.search(text) is not None and form.search(_QUOTED.sub("", text)) is None


def asks_nothing(text: str) -> bool:
    """Return whether a question is rhetorical, another's, or none at all.

    >>> asks_nothing("Beautiful, isn't it?"), asks_nothing("It is red, is it?")
    (True, False)
    """
    text = in_one_line(text)
    if "?" in text and "?" not in _QUOTED_QUESTION.sub("", text):
        return True
    if _RHETORICAL.search(text):
        return True
    return any(lost.search(text) and "?" not in lost.sub("", text) for lost in _LOST)
