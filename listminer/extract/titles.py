"""A few words that stand for a sentence, cut from its own text. Pure."""

from __future__ import annotations

import re

from listminer.extract.openings import THAT, is_order, opening

MAX_CHARS = 90  # a line of a terminal with a name before it
MAX_SEARCHED = 600  # of a sentence; longer ones are lists or code
# Openings that may stand later: "They do good work, but I think we should split".
_LATER = re.compile(
    r"\b(?:(?:i|we)(?:'d| would)? (?:like to )?(?:propose|suggest|recommend)"
    r"(?: (?:that|to|(?:is|would be) to))?(?: you)?"
    r"|(?:in which|where) (?:he|she|they) \w+ that we should|what if|how about|let'?s"
    r"|i(?:'d| would) (?:rather|prefer)(?: to)?"
    # not "anything that I think you may like"
    r"|(?<!that )(?<!which )(?<!what )(?<!else )(?<!anything )(?<!something )"
    # nor "what pages I think should be new"
    rf"i think(?: {THAT})?(?! (?:should|would|could|might|must|can|will|is|are|was|were)\b)"
    r"|why not|it would be (?:better|reasonable|good|best) to|(?:it's|it is) (?:also )?worth) ",
    re.IGNORECASE,
)
# "Should we keep supporting 2.6?"; not "Should we keep the log short or drop it?"
_ASKS_TO_KEEP = re.compile(
    r"\W*(?:(?:so|but|and|now)\b,? )?(?:should|shall|do|must) (?:we|the project)"
    r" (?:really |still |want to |need to |have to ){0,2}(?:keep|continue|go on|maintain|support)\b"
    r"(?!.{0,200}\bor\b)[^?]{0,200}\?\W*$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:drop|remove|stop|kill|end|abandon|retire|delete|deprecate|no longer|get rid of)\b", re.I
)
_LATER_WITHIN = 110  # characters
# "The rule is good but we should give them a year"; not "it is not only good but we should".
_TURNED = re.compile(
    r"(?:(?!\b(?:not|\w+n['’]t|no|never)\b)[^.;:\"“]){8,80}?,? but"
    r" (?:(?:i think|maybe|perhaps|then) )?we (?:should|could|need to|must|ought to)"
    r"(?: also| really| just| at least)? (?=\w)",
    re.IGNORECASE,
)
# "I don't think it is worth supporting": what is cut there says the opposite.
_DENIED = re.compile(
    r"\b(?:not|\w+n['’]t|never|no|nobody|nothing|hardly|abandon|stop|avoid)\b[^.,;:]*$",
    re.IGNORECASE,
)
_ADVERBS = (
    r"(?: (?:also|still|really|just|then|certainly|probably|definitely|gladly|happily|try to"
    r"|now|at least|maybe|perhaps|slowly|only|simply|please|likely))*"
)
_WILLING = (
    r"be (?:\w+ )?(?:than )?(?:happy|glad|willing|interested|pleased|able|sure) (?:to|in)"
    r"(?: join in on)?"
)
# What stands right before the task in a promise: "It's good work, so I will be happy to" …
# Must not match "anything that I can do".
_PROMISED = re.compile(
    r"(?<!\bthat )(?<!\bwhat )(?<!\bwhatever )(?<!\banything )(?<!\bwhere )"
    rf"(?:\b(?:i|we)(?:['’]ll| will| shall| can| could| would|['’]d){_ADVERBS} {_WILLING} "
    rf"|\b(?:and|but|so) would {_WILLING} "
    rf"|\b(?:my|our) \w+ would {_WILLING} "
    rf"|(?:, (?:and )?|\b(?:it|this|that|them) and )will{_ADVERBS} (?!be\b(?! \w+ing\b))"
    r"|\b(?:and|but|so)(?: i| we)? would (?:gladly |happily )?offer to "
    rf"|\b(?:i|we)(?: am| are| was| were|['’]m|['’]re){_ADVERBS}"
    r" (?:going to|plann?ing (?:to|on)|about to|happy to|willing to|glad to|free to"
    r"|(?=working on (?!(?:it|this|that|them) and will\b)))"
    rf"{_ADVERBS} ?(?:go(?:ing)? ahead and )?"
    r"|\b(?:i|we)(?:['’]ll| will| shall| plan to| plan on| intend to| hope to(?: be able to)?"
    rf"| promise to| can| could){_ADVERBS} (?!be\b(?! \w+ing\b)|say\b)"
    r"|\bmy (?:next |own |current )?(?:plan|intention|aim) is to "
    r"|\b(?:i|we)(?: am| are|['’]m|['’]re)?(?: hereby)?"
    r" (?:volunteer(?:ing)? to|promise to|need to|have to"
    r"|want to|should) |\blet me (?!know\b))",
    re.IGNORECASE,
)
_WHO = r"(?:you|someone|somebody|anyone|anybody)"
_GOOD = (
    r"(?:great|nice|good|helpful|interesting|instructive|useful|better|best|cool|wonderful|wise)"
)
# And in a request, the plainest form first: "If you have questions, please", "… needs to".
_ASKED = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        # "If someone wants to pick it up, please go ahead": what that is stands before it
        rf"\bif {_WHO}(?: else)? (?:wants?|would like|feels? like|likes?|has (?:the )?time)"
        r" to (?=[^.;]{3,80}, (?:then )?(?:please )?(?:go ahead|feel free|be my guest|do so)\b)",
        # not "point me please to it", nor "please nobody touch it"
        r"\b(?:please|kindly),?(?: just| also)? (?=\w)(?!let['’]?s\b|(?:nobody|no one|none)\b"
        r"|(?:to|at|in|on|with|from|for|about) )",
        r"(?<!\bif you )\bneed (?:someone|somebody|anybody|an? volunteer|volunteers)"
        r" (?:who (?:can|could|will)|to) ",
        r"\b(?:would|do) you mind (?:to |(?=\w+ing\b))",
        r"\bany chance (?:that )?(?:i|we) (?:can|could|might) \w+ you (?:into |to )",
        r"\bare you willing to ",
        rf"\bdo you think(?: that)? you (?:can|could|will|would|might){_ADVERBS} (?!be\b)",
        r"^\W*(?:and |so |but )?who (?:else )?(?:could|can|would|will|wants? to|would like to) "
        r"(?!be\b)",
        r"\b(?:could|can) (?:any|an?|some) (?:other )?(?:[\w-]+ )?(?:cores?|reviewers?|ptls?"
        r"|maintainers?|developers?|committers?)(?: please)? (?=[a-z])",
        r"\b(?:could|can) (?:some|any)(?:one|body)"
        r" (?:(?:from|at(?! (?:least|all|the|some)\b)) (?:the )?[\w/-]+(?: (?:sub)?team| folks)?"
        r"|with access(?: to (?:the )?[\w-]+)?) (?=[a-z])",
        rf"(?=\b(?:could|can|would|will|do) {_WHO} have (?:any|some)\b)",
        r"\b(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody|we)(?: guys| all| both"
        rf"| else)?{_ADVERBS} (?:be (?:able|willing) to )?"
        r"(?!please\b|(?:and|or) [A-Z]|(?:but|other|except|like|with|of|or)\b)",
        r"(?=\blet (?:me|us) know\b)",
        # as it stands, since who would love to hear is who asks
        r"(?=\b(?:i|we)(?: would|['’]d)(?: \w+)? (?:like|love|be (?:\w+ )?(?:happy|glad))"
        r" to (?:hear|see|know|learn)\b)",
        r"\bfeel free to ",
        r"\bi(?: would|['’]d| will)? (?:ask|request)(?: only| again)? that"
        r" (?:you|everyone|people|we) ",
        r"\b(?:someone|somebody|you|we)(?: really| just| still| also| do| will|['’]ll)?"
        rf" (?:needs? to|should|must|ha(?:s|ve) to){_ADVERBS} ",
        # "Now that it is written down, you might be able to": not the words before it
        rf"\b{_WHO}(?: \([^()]{{1,40}}\))? (?:might|may|could)"
        # not "thoughts you may have", "any hint you may provide", "what anyone could give"
        rf"{_ADVERBS} (?!have\b)(?!(?:provide|give|offer|share|suggest)\b"
        r"(?:\W*$| (?:would|will|is)\b))"
        r"(?:(?:want|like|wish|be able) to )?",
        r"\bi(?: would|['’]d)? (?:like to |want to )?(?:call on|ask|urge|encourage|invite)"
        r" [^,.;]{2,30}? to ",
        r"\b(?:i|we)?(?: would|['’]d) (?:like|love|appreciate it if|be (?:happy|glad|grateful) if)"
        r"(?: for)?(?: you (?:to|could|would)| to)? ",
        # "I dig into it, but if you find it first, that would be great"
        rf"\bif {_WHO}(?: could| can| would)? (?=[^.;]{{3,80}}, (?:that|it)(?:['’]d| would) be\b)",
        rf"\bit(?:['’]d| would| will) be (?:\w+ )?{_GOOD}"
        rf"(?: for {_WHO} to|(?: to| if)(?: {_WHO})?(?: could| can)?) ",
        rf"\bhop(?:e|ing)(?: that)? {_WHO} (?:can|could|will) ",
        r"(?:^|(?<=, )|(?<=\band )|(?<=\bso ))(?=(?:any|some) [^,.;]{3,40}"
        r" (?:is|are|(?:would|will) be)\b[^,.;]{0,25}\b(?:appreciated|welcome)\b)",
    )
)
# "Linus: I will do it".
_CALL = re.compile(r"(?!For |From |In |On |As |About )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?: ")
# "I am new to this, so just send me a mail": what is asked is what the imperative says.
# Must not match in "save, rebuild, and test it": there all is asked.
_NEXT = re.compile(
    r"^if [^,;]{3,100}, |(?:[,;:] | - )(?:and )?(?:(?:so|but|then|just|please),? )+", re.IGNORECASE
)
_MAIL = re.compile(r"(?:e-?mail|ping|contact|call|come|go) (?:me|us|here|back|to)\b", re.IGNORECASE)
LEAST_CHARS = 8  # of what is said of a task
# It takes the rest of the sentence to know what it is about: "If you sort it out, please share".
_ANYTHING = re.compile(
    r"\w+|(?:let|contact|tell|help|ask) (?:me|us|them)(?: know| here)?|(?:think|talk) about"
    r"|(?:do|try|fix|make|get to) (?:that|this|it|so|the same|something)(?: out)?",
    re.IGNORECASE,
)
# "I'd like to make a suggestion:" says that something comes, not what.
_PREFACE = re.compile(
    r":\W*$|\b(?:make|have|add|offer|throw in)(?: \w+)? (?:an? |my |some |one |few |couple of )"
    r"(?:\w+ )?(?:suggestions?|proposals?|cents|thoughts?|comments?|ideas?|remarks?|questions?)\b",
    re.IGNORECASE,
)
# Where a clause may end: what follows says why, or goes on to the next thing. Not within
# "i. e. in May", as Germans write it.
_CLAUSE = re.compile(
    r"[;?!]|(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bno)(?<!\betc)(?<!\b[a-z])\. |: "
    r"|, (?=i\. ?e\.|e\. ?g\.|and|but|so|because|since|as|which|where|if|until|for|or|in|to|that"
    r"|when|with|rather|just|whatever|whichever|unless|though|although"
    r"|(?:[Ii]|we)(?:['’]d| would|['’]ll| will) (?:\w+ )?(?:appreciate|be (?:\w+ )?grateful)"
    r"|it(?:['’]d| would) be (?:\w+ )?(?:great|nice|helpful|appreciated)"
    r"|(?:then )?(?:please )?(?:go ahead|feel free|be my guest|do so)\b)| - | -- | \("
    r"| (?=because |since |so that |until |unless |rather than |instead of )"
)
_DEPENDS = re.compile(
    r"(?:if|while|when|once|since|because|although|though|unless)\b", re.IGNORECASE
)
# "I suggest that if it is red, | you ring it"; not "you can ring it", "you know it".
_YOU_DO = re.compile(
    r"^you (?!(?:can|could|may|might|will|would|should|must|are|were|have|had|need|want|know|see"
    r"|get|do|did|only|never|also|all|and|or)\b)(?=[a-z]+ )",
    re.IGNORECASE,
)
# All that is listed is asked for: "Any notes, good bells, or ropes are welcome".
_LISTED = re.compile(
    r"(?:any|some|all) [^.;?!]{3,120}? (?:is|are|(?:would|will) be)\b[^,.;?!]{0,25}"
    r"\b(?:appreciated|welcomed?)\b",
    re.IGNORECASE,
)
_LEAST_CLAUSE = 15  # characters: less names nothing
# Matches in "the API (and its docs) can be done apart"; not in "the API (it is old)."
_ASIDE = re.compile(r" \([^()]*\)(?= \w)")
# Matches in "split it but", "split it, and"; not in "what for" or "look into". A run of commas is
# tried from its first alone.
_CONJUNCTION = re.compile(
    r"(?<![ ,;])[ ,;]++(?:but|and|or|because|although|though|which)[ ,;:.…-]*$", re.I
)
# Matches in "the best way is", "my point is that"; not in "say what it is for", "fix that".
_GOES_ON = re.compile(
    r"\b(?:(?:is|are|was|were|be) that|(?<!\bit )(?<!\bthis )(?<!\bthat )(?<!\bthere )(?<!\bthey )"
    r"(?:is|are)|an?|the|of|e\.g|i\.e)$",
    re.IGNORECASE,
)
# "see the list at: http://…" goes on behind its colon; "come on in: it rings" does not.
_REACHES = re.compile(r"\b(?:to|at|of|from|with|like|via)$", re.IGNORECASE)
_OPEN_QUOTE = re.compile(r"(?<![^\s(])'(?=\w)[^']*$")  # 'so; not "don't"
_FEW_CHARS = 40  # before an aside: "a better way" alone names nothing
_SHORT_ASIDE = 20  # characters: "(bool)" costs no more than to leave it out
_MARKS = " ,;:.!?-'"  # around a title, and no part of it
_MOST_OPENINGS = 6  # they pile up: "So maybe I think we should"


def title_of(text: str, whole: str = "") -> str:
    """Return the core of *text* in at most MAX_CHARS, a verbatim piece of it but for its blanks.

    Where the cut would fall into *whole*, as a date in the text, or right before it, the
    title goes on to its end: "file what breaks by …" leaves out what counts.

    >>> title_of("Instead of votes I propose a public page that shows pass rates, because …")
    'a public page that shows pass rates'
    >>> title_of("+1")
    '+1'
    """
    flat = " ".join(text.split())
    later = _LATER.search(flat, 0, _LATER_WITHIN)
    is_core = (
        later is not None
        and len(flat) - later.end() > 20
        and not _DENIED.search(flat, 0, later.start())
        and not _is_within_quotes(flat, later.start())
    )
    core = flat[later.end() :] if later is not None and is_core else flat
    turned = _TURNED.match(core)
    return _cut(flat, core[turned.end() :] if turned else core, whole)


def task_of(text: str, whole: str = "", *, is_asked: bool) -> str:
    """Return what is promised or asked for in *text*: a piece of it, as title_of cuts one.

    >>> task_of("It's a fine page, so I will be happy to help with it.", is_asked=False)
    'help with it'
    >>> task_of("If you have more, please chime in.", is_asked=True)
    'chime in'
    """
    flat = " ".join(text.split())
    if not is_asked and _CALL.match(flat):
        return title_of(text, whole)  # who is called, or whose words they are, stays to be seen
    for form in _ASKED if is_asked else (_PROMISED,):
        found = form.search(flat, 0, MAX_SEARCHED)
        if (
            found is not None
            and len(flat) - found.end() >= LEAST_CHARS
            and not _is_within_quotes(flat, found.start())
        ):
            asked = flat[found.end() :]
            core = _cut(flat, asked, whole) if found.group() else _first_clause(asked, whole)
            return _shorten(_bare(flat), whole) if _ANYTHING.fullmatch(core) else core
    if is_asked and not is_order(flat):
        for clause in _NEXT.finditer(flat, 0, MAX_SEARCHED):
            asked = flat[clause.end() :]
            if is_order(asked) or _MAIL.match(asked):
                return _cut(flat, asked, whole)
    title = title_of(text, whole)
    return _YOU_DO.sub("", title) if is_asked else title


def without_owner(text: str, who: str) -> str:
    """Return *text* without the name of *who*, as it says, is to do it.

    >>> without_owner("Linus to rebase it, please.", "Linus Moe")
    'rebase it, please.'
    >>> without_owner("Maybe Linus could rebase it?", "Linus Moe")
    'rebase it?'
    >>> without_owner("Linus to the rescue!", "Linus Moe")
    'Linus to the rescue!'
    """
    name = rf"@?(?:{'|'.join(re.escape(each) for each in (who, *who.split()))})"
    return (
        re.sub(
            rf"^\W*(?:(?:so|and|then|next|maybe|perhaps),? )*{name} (?:(?:is |has )?to|could|can"
            r"|might) (?!(?:the|an?|be|my|me|us|all|not)\b)(?=[a-z]{2,}\b)",
            "",
            text[:MAX_SEARCHED],
            flags=re.IGNORECASE,
        )
        + text[MAX_SEARCHED:]
    )


def _is_within_quotes(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1 or text.count("“", 0, at) > text.count("”", 0, at)


def answers_its_own(question: str, after: str) -> bool:
    """Return whether *question* asks if a thing should stay, and *after* wants it gone.

    >>> answers_its_own("Should we keep 2.6?", "I'd say we drop it in May.")
    True
    >>> answers_its_own("Should we keep 2.6?", "I'd say we test it in May.")
    False
    """
    asks = _ASKS_TO_KEEP.match(question[:MAX_SEARCHED]) is not None
    return asks and not after.rstrip().endswith("?") and _GONE.search(after) is not None


def is_preface(text: str) -> bool:
    """Return whether *text* only says that a suggestion comes.

    >>> is_preface("I'd like to add my 2 cents:"), is_preface("I'd like to add a page.")
    (True, False)
    """
    return _PREFACE.search(text[:MAX_SEARCHED]) is not None


def _cut(flat: str, core: str, whole: str) -> str:
    """Return *core*, the end of *flat*, without openings and what follows its first clause."""
    for _ in range(_MOST_OPENINGS):
        match = opening(core)
        if match is None or len(core) - match.end() < LEAST_CHARS:
            break
        core = core[match.end() :]
    return _first_clause(core, whole) or _shorten(flat, whole)


def _first_clause(core: str, whole: str) -> str:
    return _shorten(_bare(core[: _clause_end(core)]), whole)


def _clause_end(core: str) -> int:
    """Return where the first clause of *core* ends: never within quotes or brackets.

    Brackets that the sentence goes on behind belong to it: "a flag (bool) of the profile".
    """
    listed = _LISTED.match(core)
    least = max(_LEAST_CLAUSE, listed.end()) if listed else _LEAST_CLAUSE
    for cut in _CLAUSE.finditer(core, least, MAX_SEARCHED):
        before = core[: cut.start()]
        if not _is_whole(before) or _GOES_ON.search(before.rstrip(" ,")):
            continue
        if cut.group() == ": " and _REACHES.search(before):
            continue
        if cut.group() == " (" and _is_needed(core, cut.start()):
            continue
        return len(core) if cut.group().startswith(",") and _DEPENDS.match(core) else cut.start()
    return len(core)


def _is_needed(core: str, at: int) -> bool:
    """Return whether the brackets at *at* are told, too: short ones, or after few words."""
    aside = _ASIDE.match(core, at)
    return aside is not None and (at <= _FEW_CHARS or aside.end() - at <= _SHORT_ASIDE)


def _bare(core: str) -> str:
    """Return *core* without the marks at its ends, but for the other half of one within it.

    The conjunction before a clause that was cut goes, too: "split it, but".
    """
    core = _CONJUNCTION.sub("", core)
    bare = core.strip(_MARKS + '"()')
    if core.endswith(":") and _REACHES.search(bare):
        return f"{bare} …"  # what is behind the colon is no part of the sentence
    if bare.count('"') % 2:  # 'some "dust settles"' keeps its mark
        bare = core.strip(_MARKS + "()")
    elif _OPEN_QUOTE.search(bare) and core[core.find(bare) + len(bare) :].startswith("'"):
        bare += "'"  # and "drop 'Macintosh'" does
    if bare.count("(") != bare.count(")"):  # so does "sleep(3)"
        bare = core.strip(_MARKS)
    opened = bare.rfind(" (")
    if bare.count("(") > bare.count(")") and opened >= LEAST_CHARS:
        bare = bare[:opened]  # of a sentence that ends within its brackets
    return bare


def _is_whole(text: str) -> bool:
    """Return whether all quotes and brackets that open in *text* close in it."""
    return not _is_within_quotes(text, len(text)) and text.count("(") <= text.count(")")


def _shorten(text: str, whole: str) -> str:
    """Return *text*, or its first words with an ellipsis; *whole* is not cut."""
    if len(text) <= MAX_CHARS:
        return text
    cut = text.rfind(" ", 0, MAX_CHARS)
    cut = cut if cut > MAX_CHARS // 2 else MAX_CHARS
    start = text.find(whole) if whole else -1
    if 0 <= start <= cut + 1 < start + len(whole):
        cut = start + len(whole)
    return text if cut == len(text) else text[:cut].rstrip(" ,;:") + " …"
