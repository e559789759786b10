"""Is this installation sound: `listminer doctor` as a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listminer.render.safe import shown_line
from listminer.settings import Settings, load_settings

if TYPE_CHECKING:
    from listminer.pipeline.soundness import Check


class Soundness(tuple["Check", ...]):
    """What was found, one Check each; shows itself as the command prints it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(map(_line, self))


def _line(check: Check) -> str:
    hint = f"\n{'':18}{check.hint}" if check.hint else ""
    return f"{check.state:8} {check.what:8} {shown_line(check.found)}{hint}"


def doctor(*urls: str, settings: Settings | None = None) -> Soundness:
    """Return what was found: program, store, cache, models, git, network, one Check each.

    *urls* are servers that must answer; without them the archives in the store
    are tried, whose silence is a "note". Without *settings* they are the command
    line's own. Makes no store. See pipeline.soundness.
    """
    from listminer.pipeline.soundness import check_all  # late: the store

    return Soundness(check_all(settings or load_settings(), urls))
