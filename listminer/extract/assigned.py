"""Lists of tasks, each behind the name of who is to do it: the action items of minutes. Pure.

"Action items: - Linus: rebase the series by Friday - Ada to send the log" asks Linus and Ada,
whoever sends it; "#action ada to send the log" is how a bot of meetings writes that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from listminer.extract.reading import SentenceRead
from listminer.model import MessageId

# "Action items:", "Next steps ==========", "TODO from today's meeting:"; not "Actions are cheap."
_HEADING = re.compile(
    r"\W*(?:action (?:items?|points?)|actions|next steps|to-? ?dos?|tasks|ais)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_HEADING_WITHIN = 80  # characters of a sentence that ends with such a heading
_NAME = r"@?[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
# "Linus: rebase it", "Ada Lovelace to send it", "[Linus] will look"; not "Linus is away".
_TASK = re.compile(
    rf"\W{{0,6}}?(?:\[(?P<x> )?\]\W*)?[\[(]?(?P<who>{_NAME})[\])]?"
    r"(?: ?(?P<mark>:|--?|[–—])| (?:to|will|is to)\b)\s+(?=\w)"
)
# "#action linus to rebase it", "ACTION: linus to rebase it": of whoever it names.
_MARKED = re.compile(r"\W*(?:#action\b:?|ACTION(?: ITEM)?\s?:)\s*(?=\w)")


def assigned(
    sentences: Sequence[SentenceRead], calls: Mapping[str, str | None]
) -> Iterator[tuple[str, int] | None]:
    """Yield for each of *sentences* who is to do it and where the task begins, or None.

    In a list under a heading of its own, of one who is called so in *calls*, each beside its
    bearer: "Release: cut it" is for nobody. What is marked as an action is for whom it names,
    known or not.
    """
    message_id: MessageId | None = None
    is_list = False
    item = 0
    for each in sentences:
        if each.span.message_id != message_id:
            message_id, is_list = each.span.message_id, False
        found = None
        marked = _MARKED.match(each.text)
        task = _TASK.match(each.text, marked.end() if marked else 0)
        if task is not None and (marked or is_list):
            name = task["who"].strip("@:")
            who = calls.get(name.casefold()) or calls.get(name.partition(" ")[0].casefold())
            who = who or (name if marked and not task["mark"] else None)
            found = None if who is None else (who, task.end())
        yield found
        if _HEADING.match(each.text) and len(each.text) <= _HEADING_WITHIN:
            is_list = True
        elif found is None and each.item != item:
            is_list = False
        item = each.item
