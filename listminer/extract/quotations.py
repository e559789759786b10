"""Which sentences stand between quotation marks, alone or with others: somebody else's words. Pure.

'The page says: "Run the old tests first. Then file a bug." We could do that.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from listminer.quoting import QUOTATION_MARKS

_FEW = 2  # words of a sentence in marks that may be a title, or meant so: '"+1" from me'
_MOST = 12  # sentences that one quotation spans; more, and a mark was forgotten
# An opening mark stands before a word, a closing one behind: '("old', 'new."'; not '5" wide'.
_MARK = re.compile(
    r"(?P<open>(?<![\w.,;:!?\")])\"(?=[\w(<*_'.]))|(?P<close>(?<=[\w.,;:!?)*_'>…])\")"
)
_BARE = re.compile(r"[\W_]*(?:[:;]-?[DPp])?")  # a smile has a letter

# Matches '"""Run it."""' and over several paragraphs; not 'a """ b'.
_FENCED = re.compile(r'^[ \t]{0,40}"""(?:(?!""").){1,4000}"""', re.MULTILINE | re.DOTALL)
# Matches "~~Drop it.~~" and over line ends; not "~~~", "~~/src and ~~/doc", "a ~~ b ~~ c".
_STRUCK = re.compile(
    r"(?<![~\w])~~(?=[^\s~/])(?:(?!~~|\n\s*\n).){1,4000}(?<=[^\s~])~~(?!~)", re.DOTALL
)

# Indented below "Bob wrote:", "Tess said on IRC:", over blank lines; not below "As I wrote:".
_BELOW = re.compile(
    r"^(?!(?:[^\n]{0,80}[^\w\n])?(?:i|we)\b)[^\W_][^\n:]{0,80}\b(?:wrote|writes|said|says)"
    r"(?: (?:on|in|at|to|about) [^\n:]{1,40})?:[ \t]*\n(?:[ \t]*\n){0,2}"
    r"(?P<far>[ \t]+)\S[^\n]*(?:\n|\Z)"
    r"(?:(?:[ \t]*\n)?(?P=far)[ \t]*\S[^\n]*(?:\n|\Z))*",
    re.MULTILINE | re.IGNORECASE,
)

_SAYS = (
    r"(?:says?|said|mention(?:s|ed)?|wrote|writes|literally|points? out|pointed out|replied"
    r"|(?:response|answer|reply) (?:was|is)(?: \w+)?)"
)
# 'The answer was literally "we decided …'; 'I said "…"' is one's own.
_SAYING = re.compile(
    rf"^(?P<before>(?:(?!\b(?:i|we)(?:\s\w+)? {_SAYS}).)*?\b{_SAYS}(?: that)?[,:]? ?\")"
    r"(?P<said>[^\"]+)",
    re.IGNORECASE,
)
# Marks that some languages set so, and some the other way round: „x“, «x», »x«.
_TYPED = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))
# "You mentioned: 1.) Make sure …": what is listed there is that person's.
LISTS_SAID = re.compile(
    r"\b(?:you|he|she|they)(?:['’]ve| have| had)? (?:also )?"
    r"(?:mentioned|said|wrote|listed|suggested|proposed|asked)"
    r"(?: \w+){0,3}: ?(?:\(?\d{1,2}[.)]+|$)",
    re.IGNORECASE,
)


def typed(text: str) -> str:
    """Return *text* with the marks of quotations as they are typed, letter for letter.

    >>> typed("„Run it“ or «wait»")
    '"Run it" or "wait"'
    """
    return text if text.isascii() else text.translate(_TYPED)


def quoted_sentences(texts: Sequence[str]) -> Iterator[bool]:
    """Yield for each sentence of one paragraph whether it stands in a quotation, as a whole.

    A quotation that is not closed in the paragraph is none: people forget marks. Of 44
    labelled sentences that stand alone in marks one does something for its sender.

    >>> list(quoted_sentences(['It says "run it.', 'Then file a bug."', "We could."]))
    [False, True, False]
    """
    texts = [typed(text) for text in texts]
    found = [_is_said(text) for text in texts]
    begun: tuple[int, bool] | None = None  # where it opens, and whether a sentence begins with it
    for at, text in enumerate(texts):
        for mark in _MARK.finditer(text):
            if mark["open"] and begun is None:
                begun = (at, _BARE.fullmatch(text, 0, mark.start()) is not None)
            elif mark["close"] and begun is not None:
                first = begun[0] + (not begun[1])
                ends_it = _BARE.fullmatch(text, mark.end()) is not None
                last = at + ends_it
                is_several = begun[0] < at <= begun[0] + _MOST
                if is_several or (first == at and len(text.split()) > _FEW):
                    found[first:last] = [True] * (last - first)
                begun = None
    yield from found


def fenced(text: str) -> tuple[range, ...]:
    """Return where *text* has stretches between marks of three, which begin their lines.

    So people set off what they cite or draft, a manual's page or a docstring; a mark that is
    never closed sets off nothing.

    >>> text = 'The page:\\n\"\"\"Run it.\\n\\nThen stop.\"\"\"\\nNo.'
    >>> [text[each.start : each.stop] for each in fenced(text)]
    ['\"\"\"Run it.\\n\\nThen stop.\"\"\"']
    """
    return tuple(range(*each.span()) for each in _FENCED.finditer(text)) if '"""' in text else ()


def told_below(text: str) -> tuple[range, ...]:
    """Return where *text* has a line that tells who wrote the indented ones right below it.

    >>> text = "Bob wrote:\\n  I will send it.\\nGood."
    >>> [text[each.start : each.stop] for each in told_below(text)]
    ['Bob wrote:\\n  I will send it.\\n']
    """
    return tuple(range(*each.span()) for each in _BELOW.finditer(text))


def struck(text: str) -> tuple[range, ...]:
    """Return where *text* has words that their writer struck out: they say them no more.

    As Markdown has it, and as struck words of HTML mail are read; not over a blank line.

    >>> text = "~~Drop it.~~ Keep it."
    >>> [text[each.start : each.stop] for each in struck(text)]
    ['~~Drop it.~~']
    """
    return tuple(range(*each.span()) for each in _STRUCK.finditer(text)) if "~~" in text else ()


def _is_said(text: str) -> bool:
    """Return whether most of *text* is what it says that somebody said."""
    told = _SAYING.match(text)
    return told is not None and len(told["said"]) * 2 > len(text)
