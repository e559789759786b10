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
    r"\W*(?:(?:pending|open|new|remaining|outstanding) )?"
    r"(?:action (?:items?|points?)|actions|next steps|to-? ?dos?|tasks|ais)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
# "Completed action items:": nobody owes these.
_DONE_HEADING = re.compile(
    r"\W*(?:completed|done|closed|finished|past) (?:action|tasks|to-?dos?|ais)\b", re.IGNORECASE
)
_HEADING_WITHIN = 80  # characters of a sentence that ends with such a heading
# "I propose that we go on like this:", "We agreed on:", "Plan for rc1:"; not "How it is done:".
_PLAN = re.compile(
    r"\b(?:(?:i|we)(?:['’]d| would)?(?: (?:like to|therefore|now|also))* (?:propose|suggest|agreed"
    r"|decided)|(?:propos(?:al|ed)|suggest(?:ion|ed)|plan|schedule)\b(?! (?:was|had)\b)"
    r"|(?:we|let['’]?s|let us)(?: (?:could|should|would|can|will))? (?:go on|go ahead|proceed"
    r"|do (?:it|this|the following)|split|divide))\b[^:?]{0,100}"
    r"(?::|\b(?:like this|as follows|in (?:two|three|four|these) steps)\.)\W*$",
    re.IGNORECASE,
)
# "I propose the following plan:", "Proposed schedule:": what follows is an idea as well, not only
# work; not "We agreed on the following plan:".
_PROPOSED = re.compile(
    r"\b(?:i|we)(?:['’]d| would)?(?: (?:like to|therefore|also|hereby))* (?:propose|suggest)\b"
    r"(?!.*\b(?:agreed|decided)\b)|^\W*(?:my |a |the )?(?:propos(?:al|ed)|suggest(?:ion|ed))\b",
    re.IGNORECASE,
)
NAME = r"@?[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
# "Summary of the midcycle:", "Minutes from today's meeting:": told there is also what was said.
_MINUTES = re.compile(
    r"\b(?:summary|minutes|outcomes?|notes|results?|recap)\b[^:?]{0,80}"
    r"\b(?:meeting|mid-?cycle|summit|sprint|call|session|ptg|forum|discussion|irc|week)\b"
    r"[^:?]{0,40}:\W*$|\b(?:meeting|mid-?cycle|summit|session|irc|ptg|forum)\b[^:?]{0,20}"
    r"\b(?:summary|minutes|notes|recap)\b[^:?]{0,40}:\W*$",
    re.IGNORECASE,
)
# "Ada will send it", "Linus volunteered to fix it", in minutes; not "Ada: it is red", "Ada is going
# to Berlin".
_OWES = re.compile(
    rf"\W{{0,6}}?(?P<who>{NAME}) (?:(?:will|is going to|is to|to|agreed to|volunteered to"
    r"|promised to|offered to)\b)\s+(?!(?:be|blame)\b)(?=[^\W\d_A-Z])"
)
_PLAN_WITHIN = 200  # characters before the colon
# "Linus: rebase it", "Ada Lovelace to send it", "[ ] Linus will look", "[Ada] send it"; not "Linus
# is away", "[linux] send it", where nobody is called so.
_TASK = re.compile(
    rf"\W{{0,6}}?(?:\[ ?\]\W*)?[\[(]?(?P<who>{NAME})[\])]?"
    r"(?: ?(?P<mark>:|--?|[–—])| (?:to|will|is to)\b|(?<=\]))\s+(?=\w)"
)
# "Linus rebases it", below a plan; not "Linus thinks that", "Linus needs".
_DOES = re.compile(
    rf"\W{{0,6}}?(?P<who>{NAME}) (?:then |also )?(?=(?:adds|announces|backports|books|builds"
    r"|checks|cleans|closes|collects|contacts|converts|coordinates|creates|cuts|deletes|deploys"
    r"|does|documents|drafts|drops|enables|files|fixes|handles|implements|investigates|leads"
    r"|looks|merges|moves|opens|organi[sz]es|picks|ports|posts|prepares|publishes|pushes"
    r"|rebases|rechecks|releases|removes|renames|reverts|reviews|reworks|rewrites"
    r"|runs|schedules|sends|sets up|splits|starts|submits|switches|tags|takes|talks|tests|updates"
    r"|uploads|writes)\b(?! ?:| that\b))"
)
# "Rebase the series (Linus)", "rebase the series - Linus".
_BEHIND = re.compile(rf" (?:\((?P<who>{NAME})\)|(?:--?|[–—]) (?P<last>{NAME}))\W*$")
# "Ada and Linus to rebase it", "Chairs to ask for a slot", under a heading of action items: of
# whoever that is, known or not; not "Ada to the rescue".
_THEY = re.compile(
    rf"\W{{0,6}}?(?P<who>{NAME}(?:(?:,? (?:and|&) |, |/){NAME}){{0,3}}) (?:to|will) "
    r"(?!(?:the|an?|be|my|me|us|all|date|do)\b)(?=[a-z]{2,}\b)"
)
# "#action linus to rebase it", "ACTION: linus to rebase it": of whoever it names.
_MARKED = re.compile(r"\W*(?:#action\b:?|(?:ACTION(?: ITEM)?|AI)\s?:)\s*(?=\w)")
# "#action linus rebase it", of who is there; not "linus and ada", "linus is away".
_FIRST = re.compile(rf"(?P<who>{NAME}) (?=\w)(?!and\b|or\b|is\b|has\b)")


def assigned(
    sentences: Sequence[SentenceRead], calls: Mapping[str, str | None]
) -> Iterator[tuple[str, str] | None]:
    """Yield for each of *sentences* who is to do it and what, or None.

    In a list under a heading of its own, or of a plan's steps, of one who is called so in
    *calls*, each beside its bearer: "Release: cut it" is for nobody. What is marked as an
    action is for whom it names, known or not.
    """
    message_id: MessageId | None = None
    is_list = is_minutes = is_headed = False
    item = 0
    for each in sentences:
        if each.span.message_id != message_id:
            message_id, is_list, is_minutes, is_headed = each.span.message_id, False, False, False
        marked = _MARKED.match(each.text)
        found = None
        if marked is not None:
            found = _given(each.text[marked.end() :], calls) or _named(each.text[marked.end() :])
        elif is_list:
            found = _listed(each.text, calls)
            if found is None and is_headed and (each.is_numbered or each.is_listed):
                found = _theirs(each.text)
        elif is_minutes and (owes := _OWES.match(each.text)):
            who = _bearer(owes["who"], calls)
            found = (who, each.text[owes.end() :]) if who else None
        yield found
        if _HEADING.match(each.text) and len(each.text) <= _HEADING_WITHIN:
            is_list = is_headed = True
        elif _DONE_HEADING.match(each.text):
            is_list = is_headed = False
        elif _plans(each.text):
            is_list, is_headed = True, False
        elif found is None and each.item != item and not (each.is_numbered or each.is_listed):
            is_list = False
        is_minutes = is_minutes or _MINUTES.search(each.text[-_PLAN_WITHIN:]) is not None
        item = each.item


def proposed_plans(
    sentences: Sequence[SentenceRead], tasks: Sequence[tuple[str, str] | None]
) -> Iterator[bool]:
    """Yield for each of *sentences* whether it belongs to a plan that its mail puts forward.

    That is the line above the steps, "I propose the following plan:", and each step that is
    one of the *tasks* right below it: who is for the plan is for them.
    """
    is_led_in = False
    for at, each in enumerate(sentences):
        after = sentences[at + 1 : at + 2]
        is_next = bool(after) and after[0].span.message_id == each.span.message_id
        if tasks[at] is None:
            is_led_in = (
                is_next
                and tasks[at + 1] is not None
                and _plans(each.text)
                and _PROPOSED.search(each.text[-_PLAN_WITHIN:]) is not None
            )
        yield is_led_in
        is_led_in = is_led_in and is_next


def _plans(text: str) -> bool:
    """Return whether *text* opens the steps of a plan."""
    return _PLAN.search(text[-_PLAN_WITHIN:]) is not None


def _listed(text: str, calls: Mapping[str, str | None]) -> tuple[str, str] | None:
    """Return whose task an item of a list is, and the task, if its owner is known."""
    task = _TASK.match(text) or _DOES.match(text)
    if task is not None and (who := _bearer(task["who"], calls)):
        return who, text[task.end() :]
    behind = _BEHIND.search(text)
    if behind is not None and (who := _bearer(behind["who"] or behind["last"], calls)):
        return who, text[: behind.start()]
    return None


def _theirs(text: str) -> tuple[str, str] | None:
    """Return the same for several, or for somebody unknown: "Ada and Linus to rebase it"."""
    task = _THEY.match(text)
    is_name = task is not None and task["who"][:1].isupper()
    return (task["who"], text[task.end() :]) if task is not None and is_name else None


def _given(text: str, calls: Mapping[str, str | None]) -> tuple[str, str] | None:
    """Return the same for what is marked as an action: "linus rebase it" will do."""
    first = _FIRST.match(text)
    found = _listed(text, calls)
    if found is None and first is not None and (who := _bearer(first["who"], calls)):
        return who, text[first.end() :]
    return found


def _named(text: str) -> tuple[str, str] | None:
    """Return the same for "grace to write it", whoever that is; not for "Note: it is red"."""
    task = _TASK.match(text)
    return (task["who"].strip("@:"), text[task.end() :]) if task and not task["mark"] else None


def _bearer(name: str, calls: Mapping[str, str | None]) -> str | None:
    name = name.strip("@:").casefold()
    return calls.get(name) or calls.get(name.partition(" ")[0])
