"""Words by which people tell how a task goes: taken on, done, given up. Pure."""

from __future__ import annotations

import re

from listminer.extract.wording import content_words, in_one_line, stem

_DEED = (
    r"(?:done|fixed|sent|filed|pushed|posted|merged|committed|applied|uploaded|added|updated"
    r"|rebased|rechecked|reviewed|approved|tested|tagged|released|removed|reverted|opened"
    r"|submitted|created|rerun|cleaned up|documented|reported|published|moved|renamed|closed"
    r"|landed|installed|deployed|enabled|disabled|switched|written|answered|addressed|resolved"
    r"|finished|completed|implemented|backported|split|converted|restarted|announced|built|requested|resubmitted"
    r"|notified|investigated|checked|verified|attached|scheduled|set up|looked (?:into|at)|passed"
    r"|commented|replied|responded)"
)
_MEANWHILE = "now|all|also|just|already|both|finally|since then|since"
_NOW = rf"(?: (?:{_MEANWHILE}))*"
# "Patch sent", "Filed as #1", "Done in <link>", "The manual updated in <link>"; not "Fixed points
# are hard", "Tested-by: Ada", "Patch sent by Tom is wrong".
_BARE = re.compile(
    r"\W*+(?:(?:so|and|ok(?:ay)?|yes|all|both|now|just|already|it(?:['’]s| is)|that(?:['’]s| is))"
    r"\b\W*+)*"
    r"(?:(?!(?:not|never|being|to|is|was|be|if|once|when|i|you|we|get|yet|no)\b)[\w./-]+ ){0,3}?"
    rf"{_DEED}(?:\W*$|[:,.;!)]|,? (?:in|as|to|at|here|and|on|too|now|again|it|them|the|this"
    r"|that|all|both|thanks?)\b| https?:| [#<(\[])",
    re.IGNORECASE,
)
# "I had a look", "There you go: <link>"; not "I had a look-alike in mind".
_SAYS_SO = re.compile(
    r"\W*(?:i (?:just )?(?:had|took) (?:a|another) (?:\w+ )?look\b(?!-)"
    r"|(?:there|here) you (?:go|are)\b|here (?:it is|they are)(?: ?[:.!]|\W*$))",
    re.IGNORECASE,
)
# "I have sent it", "it is merged", "Removal: <link>"; not "I have an idea", "it is a bug".
_TOLD = re.compile(
    r"\b(?:(?:i|we)(?:['’]ve| have)(?: also| just| now| already| finally)*"
    r" (?!need\b|indeed\b)(?:\w+ed|written|taken|given|chosen|done|made|sent|put|built|found|run"
    r"|set|cut|split|kept|left|begun|got|gotten|read|spoken|shown)\b"
    r"|(?:is|are) (?:now |all )?(?:up|done|in|out|ready|available|fixed|committed|merged|online"
    r"|live|finished|complete|attached|pushed|in place)\b"
    r"|here(?:['’]s| is| are)\b|as promised|that i promised"
    rf"|(?:is|are|was|were|(?:has|have) been|got){_NOW} {_DEED}\b(?! by\b)"
    r"|(?:is|are)(?: now| all)? (?:(?:up )?(?:here|at|on) ?:? ?(?:https?:|$)|here[:.]?$)"
    r"|^\W*(?:[\w-]+ ){0,2}[\w-]+: ?https?://\S+\W*$"
    r"|(?:(?:it|they|that)(?: is| are|['’]s|['’]re)|here['’]s)\b[^.?!]{0,40}https?:"
    r"|i (?:just |have |already |also )*(?:committed|pushed|fixed|sent|wrote|filed|posted"
    r"|uploaded|added|opened|submitted|created|made|updated|removed|reverted|tested|tried|ran"
    r"|asked|checked|reviewed|rebased|talked|spoke|merged|approved|looked|moved|rechecked"
    r"|proposed|put up|did(?! not)|set (?:[\w'’-]+ ){0,5}?up)\b"
    r"|(?:fixed|committed|pushed|merged|applied|done|uploaded)\b(?: in| to| as| now|[.!,])|we voted"
    r"|my (?:own )?homework)",
    re.IGNORECASE,
)
# What is not so yet: "once both are done", "if it is merged", "I hope it is fixed".
_NOT_YET = re.compile(
    r"\b(?:if|once|when(?:ever)?|until|till|unless|as soon as|in case|whether|hop(?:e|ing)"
    r"|should|must|needs?|not|\w+n['’]t|wait(?:ing)? for|would|could)\b[^,;:.!?]*",
    re.IGNORECASE,
)
# "I reviewed the other one, not yours yet": what was asked for is left.
_NOT_YOURS = re.compile(
    r"\b(?:but |and )?not (?:yours|your \w+|this one|that one|the \w+ one)\b", re.IGNORECASE
)
# "The patch I wrote does not", "as I've already mentioned": told of something else on the way.
_ON_THE_WAY = re.compile(
    r"\b(?:(?:the|an?|that|this|those|these|my|your) (?:[\w-]+ ){1,3}(?:that |which )?|what |which "
    r"|as )(?:i|we)(?:['’]ve| have)?(?: \w+){1,2}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:(?:so|and|but) )?(?:is|are|has|have|did|was|were|do|does|can|could|will|would|should"
    r"|why|when|what|who|how|which|any)\b.*\?\W*$",
    re.IGNORECASE,
)
# Not "I can't start before Monday".
_DROPPED = re.compile(
    r"\b(?:i (?:won['’]t|will not|can['’]t|cannot|no longer)\b(?! (?:promise|forget)\b)"
    r"|i(?:['’]m| am) not going to"
    r"|never ?mind|drop(?:ped|ping)? (?:this|that|it)|no longer needed|not needed any ?more"
    r"|forget (?:it|that))\b(?!.*\b(?:before|until|till|yet)\b)",
    re.IGNORECASE,
)
# "I can't before the freeze; Tom, could you take it?": not put off, but another's from now on.
_HANDS_OVER = re.compile(
    r"\b(?:could|can|would|will) (?:you|some(?:one|body)|any(?:one|body)|(?-i:[A-Z])\w+)"
    r"(?: please| maybe| perhaps)? (?:take|do|handle|pick|finish|own|cover)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r" (?:before|until|till)\b[^,;.?!]*", re.IGNORECASE)
# What "As for the docs, I won't" alone is about.
_TOPIC = re.compile(
    r"\W*(?:but |and |so )?(?:as for|as to|as regards|regarding|concerning|with regard to"
    r"|when it comes to)"
    r" (?P<what>[^,;:]{2,60})[,;:]",
    re.IGNORECASE,
)
_THIS = r"(?: (?:do|take|make|manage|handle) (?:it|that|this|those|them)(?: on)?)?"
# "I can't, sorry", "I won't have time for that", "no cycles for this", "I won't get to it after
# all"; not "I can't reproduce it", "I have no time today".
_DECLINES = re.compile(
    rf"\b(?:i(?:['’]m afraid i)? (?:can['’]t|cannot|won['’]t(?: be able to)?){_THIS}"
    r"(?=\W*$|[,.;!]| (?:sorry|either|this (?:cycle|week|month|release)|after all|at the moment)\b)"
    r"|i (?:won['’]t|don['’]t|will not|do not|wouldn['’]t) (?:\w+ )?"
    r"(?:have|find|get) (?:the |any |enough )?(?:\w+ )?(?:time|cycles|bandwidth)\b"
    r"|i (?:really )?have no (?:more )?(?:time|cycles|bandwidth)\b(?! (?:today|tomorrow|yet))"
    r"|i (?:won['’]t|will not|can['’]t|cannot) (?:get (?:around )?to|work on|take)\b"
    r"|i(?:['’]m| am) (?:\w+ )?(?:swamped|too busy|overloaded|out of (?:time|cycles))\b"
    r"|i(?:['’]ll| will) leave (?:it|that|them)"
    r"(?: (?:then|alone|in|in place|as (?:it is|they are|is))){1,3}(?=\W*$|[,.;])"
    r"|somebody else (?:should|will have to|has to|needs to|must) (?:do|take)\b"
    r"|i(?:['’]ll| will| have to| must) (?:have to )?pass\b(?! (?:it|this|that|the|on)\b))"
    r"(?!.*\b(?:before|until|till|yet)\b)",
    re.IGNORECASE,
)
_YES = (
    r"(?:(?:of course|sure|ok(?:ay)?|yes|yep|yeah|alright|all right|right|great|good|thanks|hi"
    r"|no problem|then|well|and|so|in that case|fine)\b[\s,.!:;-]*)*"
)
_IT = (
    r"(?:it|that|this|these|those|them|the (?:first|second|last|other) one|(?:a|one) (?:look|stab))"
)
# "I'll do it", "Sure, I can take that.", "On it", "Happy to"; not "I'll do the docs".
_TAKES_ON = re.compile(
    rf"\W*{_YES}(?:(?:i am |i['’]m )?on (?:it|that)(?! (?!now\b|already\b|today\b)\w)|will do\b"
    r"|consider it done|count me in|i am(?=\W*$)|i volunteer(?=\W*$)"
    r"|i (?:can|could|will)(?=\W*$|,? (?:but (?:not (?:before|until|today)|only)|tomorrow|today"
    r"|next|on monday)\b)"
    r"|i(?:['’]ll| will) see what i can do\b"
    r"|(?:i(?:['’]ll| will| can| could| shall|['’]d)(?: also| gladly| happily| just| probably)*"
    rf" (?:do|take|have|give|handle|look (?:at|into)|see to|work on|try|fix|pick|send|write|review"
    rf"|check|run|test|make|own|tackle|help with|go for)(?: up| over| on)? {_IT}\b"
    r"|i(?:['’]ll| will| can| could| shall)(?=\W*$)"
    rf"|i(?:['’]ll| will| can| could) (?:do|help|try|review|check|look)(?= (?:today|tomorrow"
    r"|tonight|this|next|on|later|by|as|after|then|now)\b|\W*$)"
    r"|i(?:['’]d| would) be (?:happy|glad|willing)(?: to(?: help| do (?:it|that|this))?)?(?=\W*$)"
    r"|(?:happy|glad) to(?: help| do (?:it|that|this))?(?=\W*$)))",
    re.IGNORECASE,
)
_ONLY_YES = re.compile(
    r"\W*(?:(?:yes|sure|ok(?:ay)?|of course|yep|no problem|certainly|absolutely|gladly|will do"
    r"|sure thing|on it)\b[\s,.!]*)+(?:(?:thanks?|thank you)\b.*)?$",
    re.IGNORECASE,
)
# "Works like a charm, thanks!", "Merged, thank you both!": said by whoever asked for it.
_CONFIRMS = re.compile(
    r"\W*(?:(?:it|that|this|which|ok|great|yes|perfect|now)\b\W*)*"
    r"(?:works?|worked|helped|solved|did the trick|fixed|merged|approved|applied|got it|received)\b"
    r".*\b(?:thanks|thank you|thx|cheers|ty)\b",
    re.IGNORECASE,
)
# What is still to come of it: "The series needs more time", "The final release is planned for May";
# not "It is in the repository".
_TO_COME = re.compile(
    r"\b(?:will|shall|going to|needs?|still|yet|next|planned|expected|remain(?:s|ing)?|later"
    r"|tomorrow|once|until|left to|to do)\b|['’]ll\b",
    re.IGNORECASE,
)
# "No, I did it last time", "No. Ask Tom": no to what was asked; not "No problem", "No, that is done
# already".
_REFUSES = re.compile(
    r"\W*(?:(?:sorry|well|oh|hm+)\b\W*)?(?:no|nope|nah)\b(?:[,.;:!]|\W*$| [-–—] )"
    r"(?! (?:problem|worries)\b)(?!.*\b(?:already|(?:is|was) (?:done|fixed)|but i)\b)",
    re.IGNORECASE,
)


# What people promise, by what they say when it is done: no ending tells that these are one verb.
_BASES = {
    **{"sent": "send", "written": "write", "wrote": "write", "built": "build", "made": "make"},
    **{"ran": "run", "took": "take", "taken": "take", "found": "find", "began": "begin"},
    **{"spoke": "speak", "spoken": "speak", "chosen": "choose", "drawn": "draw", "got": "get"},
    **{"tried": "try", "applied": "apply", "replied": "reply", "copied": "copy"},
}
_WORD = re.compile(r"[a-z]+")
# What is said to have been done, in whatever verb: "Ordered.", "Rooms are booked", "I scheduled
# the builds"; not "I wanted it", "it is supposed to", which tell of a will.
_PAST = re.compile(
    r"(?:^\W*(?:(?:and|so|now|just|already|ok(?:ay)?|yes|both|all|it(?:['’]s| is))\b\W*)*"
    rf"|\b(?:is|are|was|were|got|(?:has|have) been|(?:i|we|has|have)|(?:i|we)['’]ve)"
    rf"(?: (?:{_MEANWHILE}|been))* )"
    r"(?P<deed>(?!need|want|plan|intend|suppos|expect|ask|suggest|propos|promis|mention|discuss|tri"
    r"|start|fail|hop|agre|volunteer|consider|requir|schedule[sd] (?:for|to|on)\b|plann)"
    r"[a-z]{2,14}ed)\b(?! by\b)",
    re.IGNORECASE,
)


def takes_on(text: str) -> bool:
    """Return whether *text* takes on what was asked and does not say what that is.

    >>> takes_on("Sure, I'll do it."), takes_on("I'll do the release notes.")
    (True, False)
    """
    flat = in_one_line(text)
    return _TAKES_ON.match(flat) is not None or _ONLY_YES.match(flat) is not None


def tells_done(text: str) -> bool:
    """Return whether *text* tells that something is done; not that it will, or should, be.

    >>> tells_done("Patch sent: https://example.org/1"), tells_done("I'll write once it is done.")
    (True, False)
    """
    flat = in_one_line(text)
    if _ASKS.match(flat):
        return False
    if is_bare_deed(text):
        return True
    if _NOT_YOURS.search(flat):
        return False
    return _TOLD.search(_as_it_is(flat)) is not None


def _as_it_is(flat: str) -> str:
    """Return *flat* without what is only to come, and what is told of other things on the way."""
    return _NOT_YET.sub(lambda found: found.group().split()[0], _ON_THE_WAY.sub("", flat))


def deeds_in(text: str) -> frozenset[str]:
    """Return what was done by irregular verbs of *text*, as other words of it are folded.

    >>> sorted(deeds_in("Sent, and the spec is written."))
    ['send', 'writ']
    """
    return frozenset(stem(_BASES[word]) for word in _WORD.findall(text.lower()) if word in _BASES)


def verbs_told(text: str) -> frozenset[str]:
    """Return what *text* tells to have been done, by regular verbs, as other words are folded.

    One who promised to book the rooms has done so when "the rooms are booked".

    >>> verbs_told("The rooms are booked."), verbs_told("I hope the rooms are booked.")
    (frozenset({'book'}), frozenset())
    """
    flat = in_one_line(text)
    if _ASKS.match(flat) or _NOT_YOURS.search(flat):
        return frozenset()
    return frozenset(stem(found["deed"].lower()) for found in _PAST.finditer(_as_it_is(flat)))


def is_bare_deed(text: str) -> bool:
    """Return whether *text* says first of all that it is done: what, stands in what it answers.

    >>> is_bare_deed("Filed as #1"), is_bare_deed("The fixed address is in the log.")
    (True, False)
    """
    flat = in_one_line(text)
    is_said = _BARE.match(flat) is not None or _SAYS_SO.match(flat) is not None
    return is_said and not _NOT_YET.match(flat)


def tells_dropped(text: str) -> bool:
    """Return whether *text* tells that its speaker will not do something, or nobody need.

    >>> tells_dropped("I won't rebase it."), tells_dropped("I can't start before Monday.")
    (True, False)
    """
    flat = _given_up(text)
    return _DROPPED.search(flat) is not None or _DECLINES.search(flat) is not None


def _given_up(text: str) -> str:
    """Return *text* in a line, without the date up to which its speaker can't, if he hands over."""
    flat = in_one_line(text)
    return _UP_TO.sub("", flat) if _HANDS_OVER.search(flat) else flat


def is_to_come(text: str) -> bool:
    """Return whether *text* tells, and does not ask, what is still to be done or waited for.

    >>> is_to_come("The series needs more time."), is_to_come("The series is in master.")
    (True, False)
    """
    flat = in_one_line(text)
    return not flat.endswith("?") and _TO_COME.search(flat) is not None


def refuses(text: str) -> bool:
    """Return whether *text* begins with a no, which is one to what was asked right above it.

    >>> refuses("No, I did it last time."), refuses("No problem."), refuses("No, it is done.")
    (True, False, False)
    """
    return _REFUSES.match(in_one_line(text)) is not None


def topic_of(text: str) -> frozenset[str]:
    """Return the words of what *text* begins by saying it is about; none if it does not.

    >>> sorted(topic_of("As for the docs, I can't.")), topic_of("I can't, as for now.")
    (['doc'], frozenset())
    """
    found = _TOPIC.match(in_one_line(text))
    return frozenset() if found is None else content_words(found["what"])


def declines(text: str) -> bool:
    """Return whether *text* says no to what was asked: what, stands in what it answers.

    >>> declines("I can't, sorry."), declines("I can't reproduce it.")
    (True, False)
    """
    return _DECLINES.search(_given_up(text)) is not None


def confirms(text: str) -> bool:
    """Return whether who asked for something says with thanks that it is there.

    >>> confirms("Works fine, thanks!"), confirms("It should work, thanks.")
    (True, False)
    """
    return _CONFIRMS.match(in_one_line(text)) is not None
