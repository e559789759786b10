"""What stands below the prose of a language model: that it is one, and what was made of it."""

from __future__ import annotations

from listminer.model import Prose
from listminer.render.safe import shown_line


def written_by(prose: Prose) -> str:
    """Return one line for below *prose*.

    >>> written_by(Prose(model="m", sentences=(), kept=3, dropped=("x",)))
    'Written by m from the words cited, and checked against them; 1 of 4 sentences was dropped.'
    """
    total = prose.kept + len(prose.dropped)
    count = len(prose.dropped)
    dropped = f"{count} of {total} sentences {'was' if count == 1 else 'were'} dropped"
    model = shown_line(prose.model)
    return f"Written by {model} from the words cited, and checked against them; {dropped}."
