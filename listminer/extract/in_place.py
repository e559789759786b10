"""What a sentence does by where it stands, or by whom it names, beside what its words do. Pure."""

from __future__ import annotations

from dataclasses import replace

from listminer.extract.acts import PLAIN, SIDES, Told
from listminer.model import ActKind

COURSE = 0.3  # the share from which what one person is asked for is a course for all, too
OFFERED = 0.6  # how sure it is that an option that a mail lists to choose from is a proposal


def of_task(*, is_own: bool) -> Told:
    """Return what an item of a list of tasks does: it asks its owner, or promises."""
    kinds: dict[ActKind, float] = {"commitment" if is_own else "request": PLAIN}
    return Told(kinds=kinds, shares=kinds)


def asking(told: Told) -> Told:
    """Return *told* of "Could Ada look?": it asks her to, and wants nothing else to be known."""
    found = _also(told, "request", PLAIN)
    kinds: dict[ActKind, float] = dict(found.kinds)
    kinds.pop("question", None)
    return replace(found, kinds=kinds)


def asking_one(told: Told) -> Told:
    """Return *told* of "Maybe Ada could look?": it proposes nothing that others could refuse."""
    if told.shares.get("proposal", 0.0) >= COURSE:
        return told
    kinds: dict[ActKind, float] = dict(told.kinds)
    kinds.pop("proposal", None)
    return replace(told, kinds=kinds)


def also_proposing(told: Told) -> Told:
    """Return *told* of what is put forward besides: a step of a plan, work that waits for a yes."""
    return _also(told, "proposal", OFFERED)


def only_proposing(told: Told) -> Told:
    """Return *told* of an option to choose from: it is put forward, whatever its mood."""
    shares = _also(told, "proposal", OFFERED).shares
    return Told(kinds={"proposal": shares["proposal"]}, shares=shares)


def without_sides(told: Told) -> Told:
    """Return *told* but for the sides: where Dan stands is no side of whoever tells it."""
    return Told(
        kinds={kind: sure for kind, sure in told.kinds.items() if kind not in SIDES},
        shares=told.shares,
        doubtful={kind: sure for kind, sure in told.doubtful.items() if kind not in SIDES},
    )


def _also(told: Told, kind: ActKind, least: float) -> Told:
    """Return *told* with one more thing that it does, as likely as it may do it or *least*."""
    sure = max(told.shares.get(kind, 0.0), least)
    return replace(told, kinds={**told.kinds, kind: sure}, shares={**told.shares, kind: sure})
