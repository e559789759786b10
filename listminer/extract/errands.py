"""Several tasks in one sentence, each beside the name of who is to do it. Pure.

"Send the log (Ada) and update the manual (Linus)", "Linus to rebase it, and Ada to check the
queue", "Ada, please test Ubuntu, and Linus, please test openSUSE": whom the mail answers is
charged with none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from listminer.extract.acts import is_imperative
from listminer.extract.assigned import NAME
from listminer.extract.wording import MAX_CHARS

_LEAST = 2  # tasks: one alone is told by whom the sentence calls
_PROPER = r"@?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
# "Next steps: send", "TODO: send", "AIs for this week: send"; not "Note: send".
_HEADING = re.compile(
    r"\W*(?:action (?:items?|points?)|actions|next steps|to-? ?dos?|tasks|plan|ais?)\b"
    r"[^.!?:]{0,40}: ?",
    re.IGNORECASE,
)
# "Send the log (Ada) and"; not "the old name (nova-net) is", "the fix (Ada found it) and".
_BEHIND = re.compile(
    rf"(?P<what>[^()]{{4,200}}?) \((?P<who>{NAME})\)"
    r"(?:[,;]? (?:and|then|while)(?: then)? |[,;] |\W*$)"
)
_AND = r"(?:^\W*(?:so |and |then |next,? )*|(?:[,;]|,? please,?)? (?:and|while|but) |[,;] )"
# "Linus to rebase it", "Ada is to check it"; not "Linus to the rescue".
_IS_TO = re.compile(
    rf"{_AND}(?P<who>{_PROPER}) (?:is |are )?to (?!(?:the|a|an|be|my|me|us|all)\b)(?=[a-z]{{2,}}\b)"
)
# "Ada, please test", "and Linus, could you test"; not "and Linus, who tests".
_CALLS = re.compile(
    rf"{_AND}(?P<who>{_PROPER})(?:,| -|:|) ?"
    r"(?:(?:please|(?:could|can|would|will) you)\b,? )+(?=[a-z])"
)
# "#action ada to send it #action linus to": a bot's lines that a mailer joined.
_MARK = re.compile(r"\W*#action:? (?=\w)")
_MARKED = re.compile(rf"(?P<who>{NAME})(?:: ?| (?:to|will|is to) | (?!and\b|or\b|is\b|has\b))")

Bearer = Callable[[str], str | None]


def errands_in(text: str, bearer: Bearer, *, is_asked: bool) -> tuple[tuple[str, str], ...]:
    """Return who is to do what by *text*, in its order; () unless it charges two or more by name.

    *bearer* tells whom a name means; a task of nobody who is here is none. Where the sentence
    asks or proposes nothing, only the form of a list of tasks *is_asked* for them.

    >>> errands_in("Send the log (Ada), run it (Tom).", {"Ada": "A", "Tom": "T"}.get, is_asked=True)
    (('A', 'Send the log'), ('T', 'run it'))
    >>> errands_in("The log (Ada) is longer (Tom).", {"Ada": "A", "Tom": "T"}.get, is_asked=False)
    ()
    """
    flat = " ".join(text.split())
    if len(flat) > MAX_CHARS:
        return ()
    heading = _HEADING.match(flat)
    listed = flat[heading.end() :] if heading else flat
    for found in (
        list(_marked(flat, bearer)),
        list(_called(_IS_TO, listed, bearer)),
        list(_called(_CALLS, listed, bearer)) if is_asked else [],
        list(_behind(listed, bearer)) if is_asked or heading or is_imperative(flat.lower()) else [],
    ):
        if len(found) >= _LEAST:
            return tuple(found)
    return ()


def _behind(text: str, bearer: Bearer) -> Iterator[tuple[str, str]]:
    """Yield the tasks that are followed by a name in brackets, up to the first that is not."""
    at = 0
    while found := _BEHIND.match(text, at):
        who = bearer(found["who"].strip("@"))
        if who is None:
            return
        yield who, found["what"]
        at = found.end()


def _called(form: re.Pattern[str], text: str, bearer: Bearer) -> Iterator[tuple[str, str]]:
    """Yield the tasks that follow a name in that *form*, of a sentence that begins so."""
    found = [(who, each) for each in form.finditer(text) if (who := bearer(each["who"].strip("@")))]
    if not found or found[0][1].start():
        return
    ends = [each.start() for _, each in found[1:]] + [len(text)]
    for (who, each), end in zip(found, ends, strict=True):
        yield who, text[each.end() : end]


def _marked(text: str, bearer: Bearer) -> Iterator[tuple[str, str]]:
    """Yield the tasks of "#action …" after "#action …" in one sentence."""
    if not _MARK.match(text):
        return
    for part in _MARK.split(text):
        found = _MARKED.match(part)
        if found is not None and (who := bearer(found["who"].strip("@"))):
            yield who, part[found.end() :]
