"""What a user means by a name, and what to say where nothing has it. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from listminer.errors import LookupFailed


def known_name(what: str, name: str, names: Iterable[str]) -> str:
    """Return the one of *names* that *name* means; case, "-" and "_" do not count.

    Raises LookupFailed with the nearest and with all that there are.

    >>> known_name("picture", "Response_Times", ["thread", "response-times"])
    'response-times'
    """
    listed = list(names)
    folded = {_fold(each): each for each in listed}
    found = folded.get(_fold(name))
    if found is not None:
        return found
    near = difflib.get_close_matches(_fold(name), folded, n=1)
    hint = (f"did you mean {folded[near[0]]!r}?",) if near else ()
    raise LookupFailed(
        f"no {what} named {name!r}", hints=(*hint, f"there are: {', '.join(listed)}")
    )


def _fold(name: str) -> str:
    return name.strip().casefold().replace("_", "-")
