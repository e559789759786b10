"""Is this installation sound: `listminer doctor` as a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listminer.settings import Settings, load_settings

if TYPE_CHECKING:
    from listminer.pipeline.soundness import Check


def doctor(*urls: str, settings: Settings | None = None) -> tuple[Check, ...]:
    """Return what was found: program, store, cache, models, git, network, one Check each.

    *urls* are servers that must answer; without them the archives in the store
    are tried, whose silence is a "note". Without *settings* they are the command
    line's own. Makes no store. See pipeline.soundness.
    """
    from listminer.pipeline.soundness import check_all  # late: the store

    return tuple(check_all(settings or load_settings(), urls))
