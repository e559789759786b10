"""What opens a sentence and says nothing of its matter: "So maybe I think we should". Pure."""

from __future__ import annotations

import re

from listminer.extract.acts import is_imperative

# Matches the "that" of "I think that we should go"; not that of "I think that should go", which is
# no conjunction but what should go: its verb stands behind it.
THAT = (
    r"that(?! (?:should|would|could|might|may|must|can|will|is|was|has|had|does|sounds?|seems?"
    r"|looks?|makes?|needs?|works?)\b)"
)
# What opens a proposal, a promise or a request and says nothing of its content:
# "I propose that we drop it" is "drop it"; "I propose a page" is "a page".
_OPENINGS = (
    r"(?:so|and|but|well|ok(?:ay)?|also|then|anyways?|maybe|perhaps|instead|personally|actually"
    r"|honestly|therefore|hence|thus|yes|sure|right|however|otherwise|in short|of course"
    r"|or|now|still|again|please|kindly|exactly|agreed|that (?:being )?said|having said that)\b"
    r"[,:;]? (?!of\b)",
    # "IMHO, a gong is better"; not "Basically a gong"
    r"(?:imh?o|in my (?:humble |honest )?opinion|bottom line(?: imh?o)?|just to chip in|basically"
    r"|ideally|for (?:that|this) reason|(?:let'?s )?put it this way|first(?:ly)?|second(?:ly)?"
    r"|third(?:ly)?|finally|alternatively|in addition|at this point)[,:] ",
    # "Do take a look"; not "Do we need it?"
    r"do (?=(?:take|have|try|keep|come|send|check|read|see|use|look|tell)\b)",
    r"no[,:;] ",  # not that of "no releases on Fridays"
    r"\(?\d{1,2}[.)](?!\d) ?",  # not that of "5.5 should be the least"
    r"[-*+•] ",
    # "+1 to Ada's plan, and while we're at it, could we drop the parser?"
    r"[+-][012] (?:to|for|on) [^,.;:?!]{2,60}, (?:(?:and|but) )?(?:while (?:we|you)(?:['’]re| are)"
    r" at it,? )?(?=(?:could|can|should|shall) we\b|let['’]?s\b|(?:how|what) about\b|why not\b"
    r"|i(?:['’]d| would) (?:also )?(?:propose|suggest)\b)",
    r"[+-][012](?:\.\d)?[,:;.]? (?:on|to|for)? ?",
    r"(?:what i(?:'d| would) (?:like(?: to (?:do|see|propose|suggest))?|suggest|propose) is(?: to)?"
    r"|here is what i (?:propose|suggest))[,:]? ",
    r"(?:i|we)(?:'d| would|'ll| will)?(?: also| still| really| just| strongly)*"
    r" (?:like to |want to )?(?:propose|suggest|recommend)(?:d|ed)?(?: that| to|:)? (?:you )?",
    # "I'm proposing that", "I move that"; not "I move the job"
    r"i(?:['’]m| am)(?: hereby| now| therefore| also)? (?:proposing|suggesting)"
    r"(?: that| to)? ",
    r"i(?: hereby| therefore)? move that ",
    # "This RFC proposes to bump it", "this is a call for adoption of the draft"
    r"this (?:rfc|pep|gr|proposal|draft|document|change|mail|thread) (?:is to|proposes|suggests)"
    r"(?: to| that)? ",
    r"this is an? (?:\w+ )?call for (?=adoption\b)",
    r"(?:it(?:['’]s| is)(?: \w+)? time|the time has (?:now |finally )?come) to ",
    # who asks for reasons against it puts it forward
    r"(?:is there|do we have|does anyone (?:see|know)) (?:any|a) (?:\w+ )?reason not to ",
    r"what i(?:['’]ll| will| am going to|['’]m going to)(?: now)? do(?: now| next| then)? is"
    r"(?: to)? ",
    r"may ?be (?=you\b|we\b|i\b|someone\b)",
    r"just to be (?:sure|safe|on the safe side), ",
    r"(?:more |but )?(?:seriously|generally|precisely|concretely|specifically)[,:] ",
    r"(?:fwiw|fyi|afaik|iirc|btw)[,:]? ",
    r"be (?=\w+ing\b)",  # "I'm going to be moving it"
    # "Infra will, where it can, add a job"; not "Infra will, as ever, and when it fails …"
    r"(?:\w+ ){1,3}will, [^,;]{3,80}, (?=[a-z])(?!(?:and|but|or|so|when|if|while|as)\b)",
    r"my (?:proposal|suggestion|idea|vote) (?:is|would be)(?: that| to| for|:)? ",
    r"(?:my |a |the )?(?:counter-?)?(?:proposal|suggestion): ",
    r"i (?:really |just |do |still |also |would )*(?:think|believe|feel|guess|suppose|wonder|say)"
    rf"(?: {THAT}| if| whether)? ",
    r"i (?:was|am|'m) (?:wondering|thinking|going to|happy to|willing to)"
    r" (?:if|whether|that|about|of)? ?",
    r"(?:i|we)(?:['’]d| would) be (?:\w+ )?(?:happy|glad|willing) to ",
    r"i(?:'d| would) (?:rather|prefer|like|love|vote)(?: to| for| that| it if)? ",
    r"(?:propose|suggest|recommend) (?:that|to) ",
    r"what if (?=we|you|the|i|a|it|they|each|every|all)",
    r"(?:how|what) about ",
    r"what (?:do|would) (?:you|people|folks|others|everyone|everybody)(?: all| guys)? think (?:of"
    r"|about) (?:the idea (?:of|to) )?(?=\w)",
    r"(?:it )?is (?:much )?better (?:if )?(?=we\b)",
    r"why (?:not|don't we|can't we|couldn't we) ",
    r"let'?s ",
    r"let us (?!know\b)",
    r"(?:we|you|i|one) (?:really |probably |definitely )?(?:should|could|can|might|must|ought to"
    r"|need to|have to)(?: also| really| just| probably| definitely| at least| instead)* ",
    r"(?:could|can|should|shouldn't|shall|would|will) (?:we|you|someone|anyone|i)"
    r"(?! (?:like|but|other|with|of|and|or|except)\b)(?: both| else)?"
    r"(?: please| also| just| maybe| perhaps)* ",
    r"i(?:'ll|’ll| will| shall| can| could|'m going to| am going to| plan to| intend to| hope to)"
    r"(?: also| then| try to| just| certainly| probably| definitely| gladly| happily)* ",
    r"we(?:'ll|’ll| will| are going to|'re going to| are willing to)(?: also| then| probably)* ",
    r"it(?: would|'d| might| may) be (?:better|best|nice|good|useful|great|worth|reasonable|easier)"
    r"(?: to| if)?+ (?!for\b|(?:this|that|it|there|these|they) (?:was|were)\b)",
    r"it(?:'s| is) (?:also |probably )?worth ",
    r"(?:would(?:n['’]t)?|might|could(?:n['’]t)?) it (?:not )?be (?:better|best|nicer?|good|useful"
    r"|great|reasonable|easier|simpler)(?: to| if we)? ",
    r"(?:i (?:can |hereby )?confirm|confirming) that ",  # "confirm that" alone is an order
    r"(?:instead|in place) of [^,.;]{2,40}? (?=i |we |let)",
    r"(?:in|for|on) [^,.;]{2,30}, (?=i |we |let)",
)
# "If it is red, add a log": "add a log". Not "If anyone has one, I would be glad": that asks there.
_SUBORDINATE = re.compile(
    r"(?:if|while|when(?:ever)?|once|as|since|because|although|though|before|after|until|unless"
    r"|given|in case|(?:in order )?to)\b [^;]{2,150}?, (?:then )?"
    r"(?=(?:please(?! do\b)|kindly|just|also|maybe|perhaps|feel"
    r"|(?:could|can|would|will) (?:you|we|someone|somebody|anyone|anybody)"
    r"|let|we|you|the|they|there|one|it (?:should|could|may|might|also)|let['’]s"
    r"|i(?:['’]d|['’]ll| (?:\w+ )?(?:would|will|can|could|think|suspect|believe|suppose|suggest"
    r"|propose|recommend|move(?= that)|(?:['’]m|am) (?:\w+ )?proposing)))\b"
    r"|(?P<order>\w+ ))"
    r"(?!(?:i|we)(?:['’]d| would| will|['’]ll)? (?:\w+ )?(?:appreciate|be (?:grateful|happy|glad)"
    r"|love|welcome|like)|it (?:would|will)\b)",
    re.IGNORECASE,
)
# "If you can point me to it, I can …", with a comma or without: what is asked there is done once
# somebody does, and what is meant follows. Not "If you can point me to it, that would be great".
_IF_HELPED = re.compile(
    r"if (?:you|someone|somebody|anyone|anybody) (?:(?:can|could|would|will) )?(?:please )?"
    r"(?:point|tell|show|send|give|help|let|explain|remind)s? (?:me|us)\b[^.;:?!]{0,80}?,? "
    r"(?:then )?"
    r"(?=(?:i|we)(?:['’]ll|['’]d| (?:\w+ )?(?:can|could|will|would|shall|may|might|should))"
    r" (?!(?:\w+ )?(?:appreciate|love|welcome|like)\b|be (?:\w+ )?(?:grateful|thankful)\b"
    r"|be (?:\w+ )?(?:happy|glad)(?! to\b)))",
    re.IGNORECASE,
)
# "If you can point me to it": asked is what the clause says, whatever thanks follow.
_IF_YOU_CAN = re.compile(
    r"if (?:you|someone|somebody|anyone|anybody) (?:(?:can|could|would) )?(?:please )?"
    r"(?=(?:point|tell|show|send|give|help|remind)s? (?:me|us)\b"
    r"(?:[^,.;:?!]{3,}\W*$|[^.;:?!]{3,80}, (?:(?:that|it)(?:['’]d| would| will)"
    r"|(?:i|we)(?:['’]d| would| will|['’]ll)|please|thanks)\b))",
    re.IGNORECASE,
)
_OPENING = re.compile("|".join(f"(?:{each})" for each in _OPENINGS), re.IGNORECASE)
# Orders beside those of acts.is_imperative, which read as such wherever a clause begins. Matches
# "have a look at it", "dive in"; not "have they a bell?", "having a look".
_ORDER = re.compile(
    r"(?:have an? (?:\w+ )?(?:look|go|read|try)|talk to|contact|dive in|speak up|meet up|go ahead"
    r"|check out|chime in|(?:make|be) sure|double[- ]check|try (?:\w+ly )?\w+ing)\b",
    re.IGNORECASE,
)


def opening(text: str) -> re.Match[str] | None:
    """Return what *text* opens with before the words that tell what is meant; None for nothing.

    >>> opening("I think that we should go.").group(), opening("Go home.")
    ('I think that ', None)
    """
    helped = _IF_HELPED.match(text) or _IF_YOU_CAN.match(text)
    return helped or _subordinate(text) or _OPENING.match(text)


def is_order(text: str) -> bool:
    """Return whether *text* begins with what somebody is to do.

    >>> is_order("Have a look at it."), is_order("have they a bell?")
    (True, False)
    """
    return is_imperative(text.lower()) or _ORDER.match(text) is not None


def _subordinate(core: str) -> re.Match[str] | None:
    """Return the clause that *core* opens with if what it goes with follows."""
    found = _SUBORDINATE.match(core)
    if found is None or (found["order"] and not is_order(core[found.end() :])):
        return None
    return found
