"""Facts, structure and readings as pandas DataFrames that join by ids.

Touches pandas, imported when the first frame is made (extra `frames`). A frame
without rows still has its columns and their types.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args

from listminer.errors import LookupFailed, UserError
from listminer.model import (
    ActionStatus,
    ActKind,
    Discussion,
    How,
    ProposalStatus,
    Stance,
    Zone,
)
from listminer.render.frame_rows import ROWS, NameOf, View, people_rows

if TYPE_CHECKING:
    import pandas as pd

_TEXT, _DATE, _WHOLE, _SHARE, _TRUTH = "str", "datetime64[us, UTC]", "Int64", "float64", "boolean"
_EV = {"message_id": _TEXT, "start": _WHOLE, "end": _WHOLE, "text": _TEXT}
_LONE = re.compile("[\ud800-\udfff]")
_PLACE = {"thread": _TEXT, "message_id": _TEXT}
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "zone": get_args(Zone),
    "how": get_args(How),
    "kind": get_args(ActKind),
    "stance": get_args(Stance),
    "proposal_status": get_args(ProposalStatus),
    "action_status": get_args(ActionStatus),
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "messages": {
        **_PLACE,
        "parent": _TEXT,
        "how": "how",
        "depth": _WHOLE,
        "person": _TEXT,
        "sender": _TEXT,
        "address": _TEXT,
        "date": _DATE,
        "utc_offset_min": _WHOLE,
        "subject": _TEXT,
        "lists": _TEXT,
        "url": _TEXT,
        "ghost": _TRUTH,
        "defects": _TEXT,
        "characters": _WHOLE,
        "text": _TEXT,
    },
    "threads": {
        "thread": _TEXT,
        "subject": _TEXT,
        "lists": _TEXT,
        "messages": _WHOLE,
        "people": _WHOLE,
        "first": _DATE,
        "last": _DATE,
    },
    "segments": {
        **_PLACE,
        "start": _WHOLE,
        "end": _WHOLE,
        "zone": "zone",
        "depth": _WHOLE,
        "attributed_to": _TEXT,
    },
    "links": {
        "thread": _TEXT,
        **{f"{side}_{name}": kind for side in ("quote", "source") for name, kind in _EV.items()},
        "exact": _TRUTH,
    },
    "acts": {
        "thread": _TEXT,
        "kind": "kind",
        "person": _TEXT,
        **_EV,
        "confidence": _SHARE,
        "answers_message_id": _TEXT,
        "answers_start": _WHOLE,
        "answers_end": _WHOLE,
    },
    "proposals": {
        "thread": _TEXT,
        "proposal": _TEXT,
        "title": _TEXT,
        "author": _TEXT,
        "status": "proposal_status",
        **_EV,
        "confidence": _SHARE,
    },
    "positions": {
        "thread": _TEXT,
        "holder": _TEXT,
        "proposal": _TEXT,
        "stance": "stance",
        "turns": _WHOLE,
        **_EV,
        "confidence": _SHARE,
    },
    "actions": {
        "thread": _TEXT,
        "owner": _TEXT,
        "task": _TEXT,
        "due": _TEXT,
        "due_date": _DATE,
        "status": "action_status",
        **_EV,
        "confidence": _SHARE,
    },
    "questions": {
        "thread": _TEXT,
        "asker": _TEXT,
        "open": _TRUTH,
        "answers": _WHOLE,
        **_EV,
        "confidence": _SHARE,
    },
    "decisions": {"thread": _TEXT, "proposal": _TEXT, **_EV, "confidence": _SHARE},
    "people": {
        "person": _TEXT,
        "addresses": _TEXT,
        "messages": _WHOLE,
        "threads": _WHOLE,
        "first": _DATE,
        "last": _DATE,
    },
}
"""Which columns each frame has, and what is in them.

`thread` (the root's Message-ID), `message_id`, `proposal` ("P1", one thread's own)
and `person` join the frames; `author`, `holder`, `owner` and `asker` are a `person`, or
a name that nobody wrote under. `message_id`, `start`, `end` and `text` of a
finding are its first evidence; of a position that of the last word. `lists` and
`defects` are words with blanks between them; of a position `turns` counts how
often its holder changed their mind. Where `ghost` is true of a message, its words are
known from quotes only: a finding with that `message_id` is hearsay.
"""


def make_frame(
    table: str, discussions: Iterable[Discussion], *, name_of: NameOf | None = None
) -> pd.DataFrame:
    """Return the frame *table* of *discussions*: rows in their order, columns as in COLUMNS.

    Dates are aware (UTC), kinds are categories with all that there are, what is
    unknown is missing, an empty text "". *name_of* says who is one person; without it everybody
    is who the header says. Findings are there where the discussions have them.
    Raises LookupFailed for a frame that there is not, UserError without pandas.
    """
    known_frame(table)
    named = name_of or (lambda sender: sender.display)
    if table == "people":
        return frame_of(table, people_rows(discussions, named))
    rows = ROWS[table]
    return frame_of(table, (row for each in discussions for row in rows(View(each, named))))


def known_frame(table: str) -> str:
    """Return *table* if there is such a frame. Raises LookupFailed with the nearest."""
    if table not in COLUMNS:
        near = difflib.get_close_matches(table, COLUMNS, n=1)
        hint = (f"did you mean {near[0]!r}?",) if near else ()
        raise LookupFailed(
            f"no frame named {table!r}", hints=(*hint, f"there are: {', '.join(COLUMNS)}")
        )
    return table


def frame_of(
    table: str, rows: Iterable[tuple[Any, ...]], columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return rows, each with the cells of *columns* in order, as a frame of their types.

    Without *columns* they are COLUMNS[table].
    """
    try:
        import pandas as pd  # late: half a second
    except ImportError as exc:
        raise UserError(
            "data frames need pandas, which is not installed",
            hints=("to install it: pip install 'listminer[frames]'",),
        ) from exc
    columns = COLUMNS[table] if columns is None else columns
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            name: _column(kind, values)
            for (name, kind), values in zip(columns.items(), cells, strict=True)
        }
    )


def _column(kind: str, values: tuple[Any, ...]) -> pd.Series:
    import pandas as pd  # late: half a second

    if kind in _CATEGORIES:
        return pd.Series(pd.Categorical(values, categories=_CATEGORIES[kind]))
    if kind == _DATE:
        return pd.Series(pd.to_datetime(list(values), utc=True)).astype(_DATE)
    try:
        return pd.Series(values, dtype=kind)
    except UnicodeEncodeError:  # half of a pair, which no table can hold; places stay
        whole = [each and _LONE.sub("\ufffd", each) for each in values]
        return pd.Series(whole, dtype=kind)
