"""Sentences that tell where somebody else stands: no side of whoever tells it. Pure.

"Dan thinks we should drop it, Jim is against it", in a mail that sums up a debate.
"""

from __future__ import annotations

import re
from collections.abc import Container

from listminer.extract.wording import in_one_line

_MAX_CHARS = 300  # of a sentence that are looked at
_NAME = r"[^\W\d_][\w.'’-]{0,30}(?: (?!and\b|or\b)[^\W\d_][\w.'’-]{0,30})?"
_THEY = rf"(?P<who>{_NAME}(?:(?:, and |, or |, | and | or ){_NAME}){{0,4}}) "
_HOW = r"(?:(?:also|still|both|all|only|just|now|rather|really|very|\w{2,12}ly) ){0,2}"
# "Dan thinks", "Ada and Jim would rather", "she is still -1 on it"; not "Dan is right", "Dan has
# a point", which take his side.
_STANDS = re.compile(
    rf"\W*(?:\d{{1,2}}[.)] |(?:so|and|then|while|whereas|now|currently),? ){{0,2}}{_THEY}"
    rf"{_HOW}(?:(?:thinks?|thought|believes?|feels?|felt|prefers?|preferred|wants?|wanted"
    r"|supports|supported|opposes|opposed|objects|objected|agrees|disagrees|disagreed|likes"
    r"|dislikes|argues|argued|votes?|voted|suggests|suggested|moved from|changed)\b"
    r"|(?:would|['’]d) (?:like|love|prefer|rather|want|go|vote)\b"
    r"|(?:does(?:n['’]t| not)|did(?:n['’]t| not)|can|could|can(?:['’]t|not)|wo(?:n['’]t)|will not"
    r"|would(?:n['’]t| not)) "
    r"(?:think|believe|like|want|agree|see|object|mind|support|accept|live with)\b"
    r"|(?:is|are|was|were|would be|seems?(?: to be)?|['’]s|gave(?: it)?(?: an?)?) (?:not )?"
    rf"{_HOW}(?:against|for|in fav|fine with|ok(?:ay)? with|happy with|opposed|convinced"
    r"|unconvinced|s[ck]eptical|undecided|worried|concerned|unhappy|on board"
    r"|a (?:big )?fan|(?:un)?comfortable"
    r"|of the opinion|(?:fine|ok(?:ay)?)(?=[.,;]|$)|[-+−–] ?[012](?!\w)))",
    re.IGNORECASE,
)
# "Dan told me that he is fine with it", "she said it looks good to her"; not "Dan said it crashes".
_SAID = re.compile(
    rf"\W*{_THEY}{_HOW}(?:said|says|told (?:me|us)|tells (?:me|us)|wrote|mentioned|confirmed)"
    r"(?: (?:(?:on|in|over|via) [\w#-]+|off-?list|yesterday|today|earlier)){0,2}:? (?:that )?"
    r"(?:(?:he|she|they)(?:['’](?:s|d|re|ll)|\b)|(?:it|this|that) (?:is|looks|sounds|seems|works)"
    r"[^.;,]{0,40}\b(?:for|to|by|with) (?:him|her|them)\b)",
    re.IGNORECASE,
)
_TOLD_ME = re.compile(r"\b(?:told|tells) me\b", re.IGNORECASE)
# Lines of a roll that no blank line parts: "ada: wants it out", "tomr: -1, too early"; once it
# calls somebody, and options have no such names.
_ROLL = re.compile(
    r"(?:^|\s)(?!(?:options?|pros?|cons?|vote|votes)\b)[a-z][\w-]{1,19}: "
    r"(?:[-+−–][012](?!\w)|(?:wants|thinks|likes|dislikes|prefers|agrees|is|would|asked|has|was"
    r"|votes)\b)"
)
_LEAST_ROLL = 2
_ALONE = re.compile(r", and |, or |, | and | or ")
_PRONOUNS = frozenset({"he", "she"})
# What shows that whoever tells it has a word of their own there: "Dan is against it, but we need
# it", "Dan thinks so, and I agree", "…, which makes sense", "…, +1".
_OWN_WORD = re.compile(
    r"\b(?:i|me|my|mine|imh?o)\b|[,;:.(–—-] ?(?:and |so )?[-+−–][012](?!\w)"
    r"|\b(?:which|and (?:that|this|it|rightly)) ?(?:['’]s|is|would|will|makes?|seems?|sounds?)\b"
    r"|\b(?:good|great|nice|excellent|fine|bad|terrible|horrible|silly) (?:idea|point|plan|call"
    r"|suggestion)\b|[,;:.–-] (?:so )?let['’]?s\b"
    r"|\b(?:rightly|wrongly|correctly|mistaken\w*)\b",
    re.IGNORECASE,
)
# Not "Tom was against it, but could live with it": that is still Tom.
_BUT = re.compile(
    r"\b(?:but|however|although|though),? (?!(?:could|would|can|will|is|was|has|had|likes|wants"
    rf"|thinks|prefers|agrees|does|did|now|also|only)\b)(?P<who>{_NAME})",
    re.IGNORECASE,
)


def tells_where_others_stand(text: str, speaker: str, calls: Container[str]) -> bool:
    """Return whether *text* tells where others than its *speaker* stand, and no more.

    *calls* are what those who take part are called, in small letters.

    >>> tells_where_others_stand("Dan is against it.", "Ada", {"dan"})
    True
    >>> tells_where_others_stand("Dan is against it, but we need it.", "Ada", {"dan"})
    False
    """
    text = in_one_line(text, _MAX_CHARS)
    if sum(1 for _ in _ROLL.finditer(text)) >= _LEAST_ROLL:
        return True
    found = _STANDS.match(text) or _SAID.match(text)
    if found is None or _OWN_WORD.search(_TOLD_ME.sub("", text)):
        return False
    if not all(_is_other(name, speaker, calls) for name in _ALONE.split(found["who"])):
        return False
    return all(_is_other(each["who"], speaker, calls) for each in _BUT.finditer(text))


def _is_other(name: str, speaker: str, calls: Container[str]) -> bool:
    """Return whether *name*, or its first word, is a call of another than *speaker*."""
    name = name.casefold()
    own = speaker.casefold()
    short = name.partition(" ")[0]
    call = name if name in calls or name in _PRONOUNS else short
    return (call in calls and call not in own.split() and call != own) or call in _PRONOUNS
