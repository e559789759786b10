"""How many rows a cell or a terminal shows of a sequence, and what it says of the rest. Pure."""

from __future__ import annotations

MOST_SHOWN = 50  # rows; all of them are in the frame


def told_more(count: int) -> str:
    """Return what to say below the first rows of *count*: how many are not shown; "" if none.

    >>> told_more(1_052)
    'and 1,002 more'
    """
    return f"and {count - MOST_SHOWN:,} more" if count > MOST_SHOWN else ""
