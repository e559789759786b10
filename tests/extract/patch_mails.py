"""Threads of patches for the extractors' tests: a series, a vote, and what is read of them."""

from __future__ import annotations

from listminer.model import Discussion, Findings, Proposal
from listminer.pipeline import discussions_of
from tests.extract.threads import mail, read

ADA, BOB, GRACE = "Ada Lovelace", "Bob Stone", "Grace Hopper"
COVER = "[PATCH 0/2] gate: drop the old scanner"
FIRST = "[PATCH 1/2] gate: add the new scanner"
SECOND = "[PATCH 2/2] gate: remove the old one"
SAYS = "The old scanner reads each file twice and takes an hour."
VOTE = "Reviewed-by: Bob Stone <bob@example.org>"


def mailed(tmp_path, mails) -> Discussion:
    """Return the discussion of mails given as (who, subject, body, parent's number or None)."""
    box = b""
    for number, (who, subject, body, to) in enumerate(mails):
        raw = mail(number, who, body, to=to).decode()
        raw = raw.replace("Subject: [dev] The nightly build", f"Subject: {subject}")
        box += b"From x@example.org Tue Mar  8 09:00:00 2016\n" + raw.encode() + b"\n"
    path = tmp_path / "thread.mbox"
    path.write_bytes(box)
    (discussion,) = discussions_of(path)
    return discussion


def read_mails(tmp_path, mails) -> Findings:
    """Return what is found in mails given as to `mailed`."""
    return read(mailed(tmp_path, mails))


def titled(found: Findings, title: str) -> Proposal | None:
    """Return the proposal of that title; None if it is not told."""
    return next((each for each in found.proposals if each.title == title), None)


def stances_on(found: Findings, title: str) -> dict[str, str]:
    """Return who takes which side on the proposal of that title, which has to be told."""
    on = titled(found, title)
    assert on is not None
    return {p.holder: p.stance for p in found.positions if p.proposal == on.id}
