"""A few words that stand for a sentence, cut from its own text. Pure."""

from __future__ import annotations

import re

MAX_CHARS = 90  # a line of a terminal with a name before it
# What opens a proposal, a promise or a request and says nothing of its content:
# "I propose that we drop it" is "drop it"; "I propose a page" is "a page".
_OPENINGS = (
    r"(?:so|and|but|well|ok(?:ay)?|also|then|anyways?|maybe|perhaps|instead|personally|actually"
    r"|honestly|therefore|hence|thus|yes|no|sure|right|however|otherwise|in short|of course"
    r"|or|now|still|again|please|exactly|agreed)\b[,:;]? (?!of\b)",
    r"\(?\d{1,2}[.)] ?",
    r"[-*+•] ",
    r"[+-][012](?:\.\d)?[,:;.]? (?:on|to|for)? ?",
    r"(?:what i(?:'d| would) (?:like|suggest|propose) is|here is what i (?:propose|suggest))[,:]? ",
    r"(?:i|we)(?:'d| would|'ll| will)?(?: also| still| really| just| strongly)*"
    r" (?:like to |want to )?(?:propose|suggest|recommend)(?: that| to|:)? ",
    r"my (?:proposal|suggestion|idea|vote) (?:is|would be)(?: that| to| for|:)? ",
    r"i (?:really |just |do |still |also |would )*(?:think|believe|feel|guess|suppose|wonder|say)"
    r"(?: that| if| whether)? ",
    r"i (?:was|am|'m) (?:wondering|thinking|going to|happy to|willing to)"
    r" (?:if|whether|that|about)? ?",
    r"i(?:'d| would) (?:rather|prefer|like|love|vote)(?: to| for| that| it if)? ",
    r"what if (?=we|you|the|i|a|it|they|each|every|all)",
    r"(?:how|what) about ",
    r"why (?:not|don't we|can't we|couldn't we) ",
    r"let'?s ",
    r"let us ",
    r"(?:we|you|i|one) (?:really |probably |definitely )?(?:should|could|can|might|must|ought to"
    r"|need to|have to)(?: also| really| just| probably| definitely| at least| instead)* ",
    r"(?:could|can|should|shouldn't|shall|would|will) (?:we|you|someone|anyone|i)(?: please| also"
    r"| just| maybe| perhaps)* ",
    r"i(?:'ll|’ll| will| shall| can| could|'m going to| am going to| plan to| intend to| hope to)"
    r"(?: also| then| try to| just| certainly| probably| definitely| gladly| happily)* ",
    r"we(?:'ll|’ll| will| are going to|'re going to| are willing to)(?: also| then| probably)* ",
    r"it(?: would|'d| might| may) be (?:better|best|nice|good|useful|great|worth|reasonable|easier)"
    r"(?: to| if)? ",
    r"it(?:'s| is) (?:also |probably )?worth ",
    r"(?:instead|in place) of [^,.;]{2,40}? (?=i |we |let)",
    r"(?:in|for|on) [^,.;]{2,30}, (?=i |we |let)",
)
_OPENING = re.compile("|".join(f"(?:{each})" for each in _OPENINGS), re.IGNORECASE)
# Openings that may stand later: "They do good work, but I think we should split".
_LATER = re.compile(
    r"\b(?:(?:i|we)(?:'d| would)? (?:like to )?(?:propose|suggest|recommend)(?: that| to)?"
    r"|what if|how about|let'?s|i(?:'d| would) (?:rather|prefer)(?: to)?|i think(?: that)?"
    r"|why not|it would be (?:better|reasonable|good|best) to|(?:it's|it is) (?:also )?worth) ",
    re.IGNORECASE,
)
_LATER_WITHIN = 110  # characters
# Where a clause may end: what follows says why, or goes on to the next thing.
_CLAUSE = re.compile(
    r"[;?!]|\. |: |, (?=and|but|so|because|since|as|which|where|if|until|for|or|in|to|that|when"
    r"|with|rather|just|whatever|whichever|unless|though|although)| - | -- | \("
    r"| (?=because |since |so that |until |unless |rather than |instead of )"
)


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
    core = flat
    later = _LATER.search(flat, 0, _LATER_WITHIN)
    if later is not None and len(flat) - later.end() > 20:
        core = flat[later.end() :]
    for _ in range(6):  # openings pile up: "So maybe I think we should"
        match = _OPENING.match(core)
        if match is None or len(core) - match.end() < 8:
            break
        core = core[match.end() :]
    cut = _CLAUSE.search(core, 15)
    if cut is not None:
        core = core[: cut.start()]
    core = core.strip(" ,;:.!?-\"'()") or flat
    return _shorten(core, whole)


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
