"""Words by which people give up what they put forward themselves. Pure."""

from __future__ import annotations

import re

from listminer.extract.wording import content_words, in_one_line

_YIELDS = "ok(?:ay)?|so|then|right|fine|good point|fair enough|thanks|hmm|ah"
_SCRAPS = "(?:scrap|strike|scratch) (?:that|it|this)(?: one| idea| then)?"

_VOTE = r"my (?:\w+ )?(?:[-−–+][012](?!\w)|votes?\b|objections?\b|veto\b|nac?k\b|concerns?\b)"
_TAKES_BACK = re.compile(
    r"\bi(?:'ll| will| hereby|'ve| have|'m| am)? (?:"
    rf"(?:withdr[ae]w(?:ing|n)?|retract(?:ed|ing)?)\b(?! {_VOTE})"
    r"|take (?:that|it|this) back\b(?! (?:to|into|home)\b)"  # not "back to the board"
    r")"
    r"|\bnever ?mind\b|\bforget (?:about )?(?:it|that|what i said)\b"
    r"|\bi stand corrected\b"
    # "Good point, scrap that", "please disregard my suggestion", "I won't pursue this further"
    rf"|^\W*(?:(?:{_YIELDS})\b\W{{1,3}}){{0,2}}(?:let's )?{_SCRAPS}(?:\W|$)"
    r"|\b(?:scrap|strike|ignore|disregard) my (?:\w+ )?(?:proposal|idea|suggestion|request)\b"
    r"|\bi(?:'m not going to| am not going to| won't| will not| no longer)"
    r" (?:pursue|insist on) (?:it|this|that)\b",
    re.IGNORECASE,
)
# "Scratch that", "let's forget about it": what its speaker put forward, though it answers another.
_ALL_OF_IT = re.compile(
    rf"^\W*(?:(?:{_YIELDS}|well)\b\W{{1,3}}){{0,2}}(?:(?:let['’]?s )?{_SCRAPS}"
    r"|let['’]?s (?:just )?forget (?:about )?(?:it|that|this)(?: idea| then)?)\W*$",
    re.IGNORECASE,
)
# "I will drop this": the idea if that is what it answers; else one check that a review disliked.
_DROPS = re.compile(
    r"\bi(?:'ll| will|'m going to| am going to)? drop (?:it|that|this)"
    r"(?! (?:in|into|to|on|off|over|by|at)\b)\b",
    re.IGNORECASE,
)
# "I withdraw my -1", "dropping my objection": no side is left; not "I withdraw my proposal".
_VOTE_BACK = re.compile(
    r"(?:\bi(?:'ll| will| hereby|'ve| have|'m| am)? (?:now |happy to )?|^\W*(?:so |then |ok,? )?)"
    r"(?:withdr[ae]w(?:ing|n)?|retract(?:ed|ing)?|remov(?:e|ed|ing)|drop(?:ped|ping)?|lift(?:ed|ing)?"
    rf"|tak(?:e|ing) back|took back|rescind(?:ed|ing)?) {_VOTE}"
    # "please drop my Acked-by"
    r"|^\W*(?:so |then |ok,? |sorry,? |but )?please"
    r" (?:drop|remove|ignore|disregard|scratch|withdraw) my"
    r" (?:\w+ )?(?:reviewed|acked|tested|nac?ked)-by\b"
    r"|\bi (?:hereby |must |have to |need to )?(?:withdraw|retract|take back|revoke|rescind) my"
    r" (?:\w+ )?(?:reviewed|acked|tested|nac?ked)-by\b"
    # "Objection withdrawn, then", "my -1 is lifted"; not "objections withdrawn by Tom"
    r"|^\W*(?:(?:ah|oh|ok(?:ay)?|so|then|thanks|fine|right|well)\b[,.!]? )?"
    r"(?:my )?(?:\w+ )?(?:[-−–+][12]|objections?|veto|nac?k|concerns?) "
    r"(?:is |are |has been )?(?:hereby |now |therefore )?(?:withdrawn|retracted|lifted|dropped"
    r"|removed)\b(?! by (?!me\b))"
    # "so I take my objection back"
    rf"|\bi(?:'ll| will| hereby| can| would)?(?: now| therefore)? (?:take|took) {_VOTE} back\b",
    re.IGNORECASE,
)
# "I'm withdrawing my proposal in favour of Ada's", "I've abandoned the patch"; not "I abandoned
# the old patch", "I've abandoned it and pushed a new one".
_NAMES_IT = re.compile(
    r"\bconsider (?:my|the|this|that) (?:[\w'-]+ ){0,2}?(?:proposal|idea|suggestion|request|patch"
    r"|series|motion|nomination)(?: to be| as)? (?:withdrawn|retracted|dropped|abandoned)\b"
    r"|^\W*(?:(?:so|sorry|ok|hi all)\b,? )?(?:the|this|my) (?:\w+ )?(?:vote|proposal|motion|patch"
    r"|nomination) (?:is|was|has been) (?:hereby |now |therefore )?"
    r"(?:cancell?ed|withdrawn|retracted)\b"
    r"|\bi(?:'ll| will| hereby|'ve| have|'m| am)? (?:now |therefore |going to |hereby )?"
    r"cancel(?:l?ing|l?ed)? (?:my|the|this|that) (?:[\w'-]+ ){0,2}?(?:vote|motion|proposal)\b"
    r"|\bi(?:'ll| will| hereby|'ve| have|'m| am)? (?:now |therefore |going to |just )?"
    r"(?:withdr[ae]w(?:ing|n)?|retract(?:ed|ing)?|abandon(?:ed|ing)?|drop(?:ped|ping)?) "
    r"(?:my|the|this|that) (?!(?:old|first|previous|original|other|duplicate|backport|stable)\b)"
    r"(?:[\w'-]+ ){0,3}?(?:proposals?|ideas?|suggestions?|requests?|patch(?:es)?|series|specs?"
    r"|reviews?|changes?|blueprints?|drafts?|plans?|motion|nomination|candidacy|peps?)\b"
    r"(?!.{0,80}\b(?:new|newer|pushed|uploaded|posted|rebased|squashed|merged|split|stable"
    r"|backport|pick|take|restore|adopt)\b)",
    re.IGNORECASE,
)
# What gives up an idea of one's own; not "there is no reason to forbid it", "fair enough".
_GIVES_UP = re.compile(
    r"\b(?:withdraw|retract|scrap|abandon(?:ed)?|giv(?:e|ing) up|dropp?(?:ing|ed)?"
    r"|no longer (?:think|believe|want|propose|like)|changed my mind|i(?: was|'m| am) wrong"
    r"|(?:on )?second thoughts?|(?:bad|stupid|silly) idea of mine|nonsense|stand corrected"
    r"|forget (?:it|that|this|about)|never ?mind|my (?:own )?(?:idea|proposal|suggestion)"
    r"|(?:do not|don't|didn't) (?:really |even )?(?:like|want) (?:the|that|this|my) (?:own )?idea"
    r"|only (?:brought|mentioned|suggested)|after all)\b|(?<![\w.])[-−–]1(?![\w.])",
    re.IGNORECASE,
)
# "You're right, let's drop the port", of who put the port forward.
_LETS_GO = re.compile(
    r"\b(?:let['’]?s|let us|we (?:can|could|should|may as well)|i(?:['’]ll|['’]d| will| would))"
    r"(?: just| then| therefore)? (?:drop|forget|scrap|skip|abandon) (?:about )?"
    r"(?P<what>[^.;:!?]{3,60})",
    re.IGNORECASE,
)
_TO_GO = re.compile(
    r"\b(?:drop|forget|scrap|skip|abandon|remov|delet|stop|end|retir|deprecat|disabl|kill|get rid)"
    r"\w*",
    re.IGNORECASE,
)
# "In that case I'd say we keep it", "OK, then it stays", of who wanted it gone; not "let's keep it
# simple", "if we keep it", "we keep it in sync".
_KEEPS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|well|so|then|right|fine|ah|oh|wow|good|great|in that case|good point"
    r"|fair enough)\b[,.:;!]* ){0,3}"
    r"(?:(?:(?:i(?:['’]d| would) say|i think|maybe|perhaps) (?:that )?)?"
    r"(?:let['’]?s|let us|we(?:['’]ll| will|['’]d better| should| can| could)?"
    r"|i(?:['’]d| would|['’]ll| will))(?: just| rather| better| indeed)? (?:keep|leave)"
    r" (?P<what>it|them|this|that|those|the (?:\w+ )?\w+)(?: alone)?"
    r"|(?P<they>it|they|that|those|this|the (?:\w+ )?\w+)"
    r" (?:can |should |will |['’]ll )?stays?)"
    r"(?= (?:then|after all|around|alive|as (?:it|they)|as[- ]is|of course|for now)\b|[,.;!]|\W*$)",
    re.IGNORECASE,
)
# "[CANCELLED] [VOTE] Release 1.0", "Re: [VOTE][WITHDRAWN] Move to git"; not "[dev] Cancelled jobs".
_SUBJECT = re.compile(
    r"\[ ?(?:cancell?ed|withdrawn|retracted|abandoned|rescinded)(?: vote| proposal)? ?\]"
    r"|\[ ?(?:vote|proposal|rfc|motion)\W{1,3}(?:cancell?ed|withdrawn|retracted|abandoned)\b",
    re.IGNORECASE,
)


def says_withdrawn(subject: str) -> bool:
    """Return whether the *subject* of a mail marks that what it is about is given up.

    >>> says_withdrawn("[CANCELLED] [VOTE] Release 1.0"), says_withdrawn("[dev] Cancelled jobs")
    (True, False)
    """
    return _SUBJECT.search(subject) is not None


def takes_back(text: str) -> bool:
    """Return whether *text* takes back what its speaker said.

    >>> takes_back("I withdraw that."), takes_back("I'll take that back to the board.")
    (True, False)
    """
    return _TAKES_BACK.search(text.replace("’", "'")) is not None


def takes_all_back(text: str) -> bool:
    """Return whether *text* gives up what its speaker put forward, whatever it answers.

    >>> takes_all_back("Let's forget about it."), takes_all_back("Forget the part on tests.")
    (True, False)
    """
    return _ALL_OF_IT.match(in_one_line(text)) is not None


def takes_vote_back(text: str) -> bool:
    """Return whether the speaker of *text* takes a side back, and takes no other.

    >>> takes_vote_back("I withdraw my -1."), takes_vote_back("I withdraw my proposal.")
    (True, False)
    """
    return _VOTE_BACK.search(text.replace("’", "'")) is not None


def gives_up_by_name(text: str) -> bool:
    """Return whether *text* gives up what its speaker put forward, and says what kind of thing.

    >>> gives_up_by_name("I've abandoned the spec."), gives_up_by_name("I dropped the old spec.")
    (True, False)
    """
    return _NAMES_IT.search(text.replace("’", "'")) is not None


def drops_it(text: str) -> bool:
    """Return whether *text* drops what it answers, be it an idea or a detail.

    >>> drops_it("I will drop this."), drops_it("I'll drop it into a review.")
    (True, False)
    """
    return _DROPS.search(text.replace("’", "'")) is not None


def gives_up(text: str) -> bool:
    """Return whether words that sound like an objection give up an idea of the speaker's own.

    >>> gives_up("On second thought it is too slow."), gives_up("That undervalues newcomers.")
    (True, False)
    """
    return _GIVES_UP.search(text.replace("’", "'")) is not None


def lets_go(text: str, stated: str) -> bool:
    """Return whether *text* drops what the same speaker *stated* as an idea, by its own words.

    >>> lets_go("Let's drop the port.", "Port it to 4."), lets_go("Let's drop 3.", "Port it to 4.")
    (True, False)
    >>> lets_go("Let's drop the port.", "We should drop the port.")
    False
    """
    found = _LETS_GO.search(text)
    what = frozenset() if found is None else content_words(found["what"])
    return bool(what) and what <= content_words(stated) and _TO_GO.search(stated) is None


def tells_to_keep(text: str) -> bool:
    """Return whether *text* tells that something stays, whatever it is.

    >>> tells_to_keep("OK, then it stays."), tells_to_keep("Let's keep it simple.")
    (True, False)
    """
    return _kept(text) is not None


def _kept(text: str) -> re.Match[str] | None:
    return None if text.rstrip().endswith("?") else _KEEPS.match(in_one_line(text))


def keeps(text: str, stated: str) -> bool:
    """Return whether *text* keeps what somebody *stated* should go.

    >>> keeps("In that case I'd say we keep it.", "Let's drop the port.")
    True
    >>> keeps("Let's keep the tests.", "Drop the port."), keeps("Let's keep it.", "Move the port.")
    (False, False)
    """
    found = _kept(text)
    if found is None or _TO_GO.search(stated) is None:
        return False
    what = (found["what"] or found["they"]).removeprefix("the ")
    return content_words(what) <= content_words(stated)
