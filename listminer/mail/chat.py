"""Find the lines that somebody pasted from a chat: who said them is no sender.

Pure. Such lines are told one by one, for people put their own words right below.
A line that is broken by a mailer goes on below.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# "14:05 <ada> +1", "[14:05] kwame: we wait", "(02:05:33 PM) ada: no", "[3/5/2016 2:05 PM] Ada L.: no",
# "14:05:33 ada | we wait", "03/05/16, 14:05 - Ada: no";
# not "14:05 Lunch: in the hall", not "[00:00:04] Current task: all"
TIMED = re.compile(
    r"(?:[\[(](?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4},?[ T])?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?[\])]\s{1,3}"
    r"(?:<[^<>]{1,40}>|\w[\w.'`|^-]{0,30}(?: [^\Wa-z][\w.'-]{0,30}){0,2}:)|\d{1,2}:\d\d(?::\d\d)?\s{1,3}<[ @+%~&]?[^\s<>]{1,24}>"
    r"|\d{1,2}:\d\d:\d\d\s{1,3}[@+%~&]?[^\s|<>]{1,24}\s{1,3}\||\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d\d(?: ?[AaPp][Mm])? - [^:]{1,40}:)\s{1,3}\S"
)
# "<ada> we wait", "<@bob> +1"; not "<a@example.org> wrote", not "<br>"
NICK = re.compile(r"<[ @+%~&]?[\w\[\]\\^`{}|-]{1,24}>\s{1,3}\S")
# in a line that ends with a colon: "From the meeting on IRC:", "In #dev:"; not "He is here:"
ANNOUNCED = re.compile(
    r"\b(?:irc|chat|channel|meeting|logs?|slack|matrix|jabber|discord|gitter|xmpp)\b|#\w", re.I
)
LEAST_SPREAD = 3  # paragraphs that begin with a nick, by two of them or more
STARTS = frozenset("<[(0123456789")  # cheaper to ask than the patterns
BROKEN_FROM = 60  # characters of a line that a mailer broke, at least


def is_spread_chat(openings: Iterable[str]) -> bool:
    """Return whether a mail holds a chat, a paragraph for what each says; *openings* begin them.

    Somebody says more than one thing on a chat; what is to be filled in is told once.

    >>> is_spread_chat(["<ada> we wait", "<bob> +1", "No.", "<ada> so be it"])
    True
    >>> is_spread_chat(["<host> the one to ask", "<port> its port", "<user> who asks"])
    False
    """
    found = (NICK.match(each) for each in openings if each[:1] == "<")
    nicks = Counter(each.group().partition(">")[0] for each in found if each)
    return len(nicks) > 1 and nicks.total() >= max(LEAST_SPREAD, len(nicks) + 1)


def chat_lines(block: Sequence[str], above: str, *, is_spread: bool = False) -> frozenset[int]:
    """Return which lines of a block were said on a chat, by place; *above* stands over it.

    A nick alone may be a tag or a name to fill in ("<host> is yours to choose"): it
    counts beside another one, where the line above says that a chat follows, or at the
    beginning of a block where the mail *is_spread*: a chat with a paragraph for each.
    """
    if not any(words[:1] in STARTS for words in block):
        return frozenset()
    lines = [words[:300] for words in block]
    nicks = [NICK.match(words) is not None for words in lines]
    opens = nicks[0] and (is_spread or any(nicks[1:]))
    found: list[int] = []
    for at, words in enumerate(lines):
        over = lines[at - 1] if at else above
        goes_on = bool(found) and found[-1] == at - 1
        is_said = TIMED.match(words) is not None or (
            nicks[at] and (opens or goes_on or any(nicks[at + 1 : at + 2]) or _announces_chat(over))
        )
        if is_said and found:
            found += range(found[-1] + 1, at)  # a mailer broke what stands between
        if is_said or (goes_on and len(over) >= BROKEN_FROM):
            found.append(at)
    return frozenset(found)


def _announces_chat(words: str) -> bool:
    return words[-1:] == ":" and ANNOUNCED.search(words) is not None
