"""What a user means by a name, and what to say where nothing is meant. Pure."""

from __future__ import annotations

import difflib
import operator
from collections.abc import Iterable

from listminer.errors import LookupFailed, SourceError, UserError


def known_name(what: str, name: str, names: Iterable[str]) -> str:
    """Return the one of *names* that *name* means; case, "-" and "_" do not count.

    Raises LookupFailed with the nearest and with all that there are.

    >>> known_name("picture", "Response_Times", ["thread", "response-times"])
    'response-times'
    """
    listed = list(names)
    folded = {_fold(each): each for each in listed}
    said = _fold(name) if isinstance(name, str) else ""
    found = folded.get(said)
    if found is not None:
        return found
    near = difflib.get_close_matches(said, folded, n=1)
    hint = (f"did you mean {folded[near[0]]!r}?",) if near else ()
    raise LookupFailed(
        f"no {what} named {name!r}", hints=(*hint, f"there are: {', '.join(listed)}")
    )


def known_id(message_id: str) -> str:
    """Return *message_id*. Raises LookupFailed for what is none: the number of a thread, say."""
    if isinstance(message_id, str):
        return message_id
    raise LookupFailed(
        f"no Message-ID: {message_id!r}",
        hints=(f"the thread of this number: discussion({message_id!r})",)
        if isinstance(message_id, int)
        else ("expected text: <a1@example.org>, brackets or not",),
    )


def known_limit(limit: int) -> int:
    """Return how many are asked for. Raises UserError for less than none, or no whole number."""
    try:
        count = operator.index(limit)
    except TypeError:
        count = -1
    if count < 0:
        raise UserError(f"no limit: {limit!r}", hints=("expected a whole number, 0 or more",))
    return count


def no_source(given: object, expected: str) -> SourceError:
    """Return the error of who gives something else where *expected* says what gives mail."""
    return SourceError(
        f"no source of mail: {type(given).__name__}", hints=(f"expected {expected}",)
    )


def _fold(name: str) -> str:
    return name.strip().casefold().replace("_", "-")
