"""The words by which a sentence claims something: a side, an outcome, who says it, how many.

Pure. Too wide rather than too narrow: what claims nothing and is taken for a
claim costs one sentence of a model; the other way round costs the reader's trust.
"""

from __future__ import annotations

import re

from listminer.model import ProposalStatus, Stance

SIDES: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    (
        "support",
        re.compile(
            r"\b(?:support|favou?r|agree|endors|approv|welcom|accept|embrac|applaud|prais|advocat"
            r"|prefer|concur|consent|adopt)\w*|\b(?:back|lik|lov)(?:s|es|ed|ing)\b"
            r"|\b(?:votes?|voted|is|are|was|were|stands?|speaks?) (?:\w+ )?for\b"
            r"|\bsid(?:es|ed) with"
            r"|\b(?:happy|okay|ok|fine|pleased) with\b|\bin favou?r\b|\+ ?1",
            re.IGNORECASE,
        ),
    ),
    (
        "oppose",
        re.compile(
            r"\b(?:oppos|disagree|disapprov|reject|declin|refus|veto|resist|dislik|criti[cq]|disput"
            r"|condemn|dissent|doubt|deni|deny)\w*|\bobject(?:s|ed|ing|ions?)?\b|\bagainst\b"
            r"|\b(?:contest|block|hat|fight)(?:s|es|ing)\b|\bunhappy\b|(?<!\w)[-−–] ?1\b",
            re.IGNORECASE,
        ),
    ),
    (
        "conditional",
        re.compile(
            r"\bconditional\w*|\bconditions?\b|\b(?:as|so) long as\b|\bprovided\b|\bunless\b"
            r"|\bonly if\b|\breservations?\b|[±]|\+ ?0\b",
            re.IGNORECASE,
        ),
    ),
)
IF = re.compile(r"\bif\b", re.IGNORECASE)
OUTCOMES: tuple[tuple[ProposalStatus, re.Pattern[str]], ...] = (
    ("accepted", re.compile(r"\b(?:accepted|adopted|approved|agreed (?:on|upon))\b", re.I)),
    ("rejected", re.compile(r"\b(?:rejected|declined|turned down|voted down)\b", re.I)),
    ("withdrawn", re.compile(r"\b(?:withdrawn|withdrew|retracted)\b", re.I)),
    ("superseded", re.compile(r"\b(?:superseded|replaced)\b", re.I)),
    ("contested", re.compile(r"\b(?:contested|disputed|controversial)\b", re.I)),
    (
        "open",
        re.compile(r"\b(?:is|are|remains?|stays?|still) (?:still )?(?:open|undecided)\b", re.I),
    ),
)
SETTLES = re.compile(r"\b(?:deci(?:d|sion)|settl|conclu|consensus|unanim)\w*", re.IGNORECASE)
NOT = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|nor|without|hardly|cannot|stop(?:s|ped)?"
    r"|ceas\w*|fail\w*|rather than|instead of)\b|n['’]t\b",
    re.IGNORECASE,
)
ELSEWHEN = re.compile(
    r"\b(?:would|could|might|may|should|must|used to|first|initially|originally|formerly|previously"
    r"|earlier|before|until|once|later|will|turn(?:s|ed)|chang(?:es|ed)|mov(?:es|ed))\b",
    re.IGNORECASE,
)
HOW_MANY = re.compile(
    r"\b(?:every\w*|all|most|majority|unanim\w*|many|several|few|some|others?|opponents|supporters"
    r"|people|developers|consensus|both sides)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:says?|said|writes?|wrote|argu|thinks?|thought|believ|wants?|wanted|not(?:es|ed)|asks?|asked"
    r"|answer|repl(?:y|ies|ied)|claim|warn|explain|promis|propos|suggest|report|stat(?:es|ed)|points?"
    r"|according|recommend|offers?|volunteer|worr|fear|sees?|according to|calls?|told|tells)\w*",
    re.IGNORECASE,
)
PROPOSES = re.compile(r"\bproposes\b|\bproposed by\b", re.IGNORECASE)
# Whom these mean cannot be checked; "they" may be things, and a side needs a name anyway.
_PRONOUNS = """
    he she him her his hers himself herself i me my mine we us our ours you your yours
"""
PRONOUNS = frozenset(_PRONOUNS.split())
# Matches “a b”, "a b" and 'a b'; not the marks of "vendors' own" or "don't".
QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"“»]|(?<!\w)[‘']([^‘’']+)[’'](?!\w)")
# Any mark of a quotation that is left: one without its other half, or of a kind that is not read.
MARKS = re.compile(r"[“”\"„‟«»‹›‚‛＂「」『』〝〞〟❛❜❝❞]")
ID = re.compile(r"\bP\d+\b")
# Matches " [3]" and " [3, 14]": some models cite in the sentence. Blanks are tried from the first
# alone: a model may well be told to write half a million of them.
CITED = re.compile(r"(?<!\s)\s*\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]")
# Links, addresses, markup: "see http://x", "<b>", "[a](b)". Not "and/or".
FORBIDDEN = re.compile(r"://|\bwww\.|[@<>`{}\[\]|\\^~*_#]|&\w+;")
# Matches "etc/x.conf", "evil.example". Must not match "end. And", "3.8".
DOTTED = re.compile(r"\w+(?:[./]\w+)+")
# Words with which a sentence may begin though its evidence lacks them: they name nobody.
_FIRST = """
    a an the this that these those in on at by for from with after before since while when
    where as if but and or yet so then there it its they their some several others other one
    no nobody both each every most many few none everybody everyone somebody half what which
    who how why whether because although though under over to of also still only instead
    however meanwhile discussion debate proposal proposals question questions decision
    decisions concern concerns people opponents supporters critics participants developers
    opinions opinion agreement
"""
FIRST = frozenset(_FIRST.split())
# Categories of characters that hide, turn around or end what is shown.
UNSHOWN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
