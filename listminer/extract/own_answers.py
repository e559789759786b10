"""Who answers a question of his own: in the next breath, or when he has found out. Pure.

"Is it fast? No." wants no answer, and "Never mind, found it" wants none any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from listminer.extract.scene import Said, Scene
from listminer.extract.wording import in_one_line

_WITHIN = 3  # sentences of a mail among which it says that its writer has found out
# Right behind the question. Matches "No, it is not.", "Not really.", "Likely not.", "The answer
# is yes."; not "No objections so far.", "Probably not, but I may ask.", "Not that I mind."
_ANSWERS = re.compile(
    r"\W*(?:(?:well|hmm?|oh|why)\b,? )?(?:(?:yes|yep|yeah|no|nope)(?=[,.!;:]|\W*$)"
    r"(?!, (?:but|sorry)\b)"
    r"|of course(?: not)?\W*$|not (?:really|necessarily|at all|quite)\W*$"
    r"|(?:(?:most|very|quite) )?(?:likely|probably|apparently|obviously|presumably)(?: not)?\W*$"
    r"|i (?:really )?(?:doubt it|don['’]t think so|think not)\b(?!,? but\b)"
    r"|(?:nothing|nobody|no ?one|none|never)\W*$"
    r"|(?:the|my) (?:\w+ )?answer (?:is|was|to (?:that|this))\b"
    r"(?! (?:(?:is|was) )?(?:not (?:clear|obvious|known|easy)|unclear|unknown|open|up to)\b)"
    r"|it (?:shouldn['’]t|should not|doesn['’]t|isn['’]t|can['’]t),? because\b)",
    re.IGNORECASE,
)
_WHY = re.compile(r"\W*(?:(?:so|and|but)\b,? )?why\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\W*(?:(?:simply|just|well,?) )?because\b", re.IGNORECASE)
_LEAD = (
    r"\W*(?:(?:ok(?:ay)?|ah|aha|oh|oops|hi|hello|so|well|actually|please|sorry|again|just)\b"
    r"[,.!:]? ?)*"
)
_TROUBLE = r"(?:problem|issue|cause|answer|solution|error|bug|culprit|reason|mistake)"
# Behind "I found the problem": known; not "the bug again", "the issue in the tracker".
_FOUND = (
    r"(?=\W*$|[,.;:!(]| [-–—(]| (?:myself|now|was|is|were|by|after|thanks|and|thanks? to|with"
    r" (?:the |your )?help)\b| (?:in|with) (?!(?:[\w'’]+ ){0,3}?(?:trackers?|mantis|jira|launchpad"
    r"|github|bugzilla|archives?|others?|v?\d[\w.]*)\b))"
)
# Of one who knows no more than before: "Solved, but it still fails", "as nobody has answered".
_NOT_KNOWN = re.compile(
    r"\bstill (?:fails?|not|no|nothing|does|do|did|is|open|see|have|happens|wonder\w*|the same)\b"
    r"|\b(?:but|yet|though|although|except|however)\b[^.;]*(?:\bstill\b|\b(?:not|fails?|failed|nobody"
    r"|no ?one|cannot|another|different\w*|same)\b|n['’]t\b)"
    r"|\b(?:nobody|no ?one)(?: has| have)? (?:answered|replied|responded|reacted)\b"
    r"|\bno (?:answers?|repl(?:y|ies)|response)\b|\bhow to reproduce\b"
    r"|\bwrong (?:list|thread|person|address)\b|\bignore my [^.;]*\b(?:about|regarding)\b",
    re.IGNORECASE,
)
# All that its writer had asked. Matches "Never mind, found it.", "Solved:", "I figured it out.",
# "My problem is solved"; not "never mind the physics", "I found it odd", "fixed it for you".
_ALL_OVER = re.compile(
    rf"{_LEAD}(?:never ?mind(?=\W*$|[,.;:!-]| (?:me|that|this|my)\b| i\b)|nvm\b|scratch that\b"
    r"|(?:please )?ignore (?:me|that|my (?:last|previous|earlier|question|e-?mail|mail)\b)"
    r"|solved(?=\W*$|[,.;:!-])"
    r"|(?:i(?:['’]ve| have)? )?(?:just |finally |now )*(?:found (?:it|out)(?=\W*$|[,.;:!-]| [-–—])"
    rf"|(?:found|solved|fixed) (?:the|my) {_TROUBLE}\b{_FOUND}"
    r"|(?:figured|worked|sorted) (?:it|this|that) out\b|solved (?:it|this|that)\b"
    r"|got (?:it|this|that) (?:working|to work|sorted|going)\b)"
    rf"|(?:the|my|this) {_TROUBLE}(?:['’]s| is| was| has been)? (?:now |already )?"
    r"(?:solved|fixed|resolved|sorted)\b|(?:problem|issue) (?:solved|fixed|resolved)\b)",
    re.IGNORECASE,
)
# One question: "Just to answer my own question:", "Replying to myself", "I can answer that".
_OWN_QUESTION = re.compile(
    rf"{_LEAD}(?:i(?:['’]ll| will| can)? )?(?:to )?(?:answer(?:ing)?|repl(?:y|ying) to"
    r"|respond(?:ing)? to) (?:to )?my"
    r"(?:self\b| own (?:\w+ )?(?:questions?|posts?|e?-?mails?|message)\b)"
    r"(?!,? (?:just )?to (?:add|attach|bump|ping|correct|clarify|keep|mention|raise|restate)\b)",
    re.IGNORECASE,
)


def is_answered_at_once(question: str, after: str) -> bool:
    """Return whether who asks *question* goes on with its answer, the sentence *after*.

    >>> is_answered_at_once("Is it fast?", "Not really."), is_answered_at_once("Why?", "Because.")
    (True, True)
    >>> is_answered_at_once("Is it fast?", "No objections so far.")
    False
    """
    after = in_one_line(after)
    if _BECAUSE.match(after):
        return _WHY.match(in_one_line(question)) is not None
    return _ANSWERS.match(after) is not None


def tells_found_out(text: str) -> bool:
    """Return whether *text* says that its speaker knows by now what he had asked.

    >>> tells_found_out("Never mind, found it."), tells_found_out("Never mind the physics.")
    (True, False)
    >>> tells_found_out("Replying to myself, does anybody know it?")
    False
    >>> tells_found_out("I found the bug again."), tells_found_out("Solved, but it still fails.")
    (False, False)
    """
    flat = in_one_line(text)
    is_told = _ALL_OVER.match(flat) is not None or _OWN_QUESTION.match(flat) is not None
    return is_told and not flat.rstrip().endswith("?") and _NOT_KNOWN.search(flat) is None


def found_out(scene: Scene, said: Said) -> Sequence[Said]:
    """Return the questions that *said*, which tells that its speaker has found out, means.

    They are the speaker's own that it quotes; without such a quote, what the speaker's nearest
    mail above asks, where a mail of several questions leaves open which one is answered.
    """
    quoted = _own(scene.answered(said), said.speaker)
    if quoted:
        return [each for each in quoted if each.number <= said.number]
    above = scene.up_from(scene.parent.get(said.message_id)) if said.place < _WITHIN else ()
    at = next((each for each in above if scene.speakers[each] == said.speaker), None)
    asked = _own(scene.by_message.get(at, ()), said.speaker) if at else []
    is_known_which = len(asked) == 1 or _ALL_OVER.match(in_one_line(said.text))
    return [each for each in asked if each.number <= said.number] if is_known_which else []


def _own(some: Sequence[Said], who: str) -> list[Said]:
    """Return which of *some* sentences are questions of *who*."""
    return [each for each in some if each.speaker == who and "question" in each.kinds]
