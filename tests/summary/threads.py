"""Small threads for the tests of summaries, written for this project."""

from __future__ import annotations

from dataclasses import replace

from listminer.model import Discussion, Findings
from listminer.pipeline import discussions_of
from tests.store.mails import mail, mbox


def thread(tmp_path, *bodies: str, subject: str = "Nightly builds") -> Discussion:
    """Return a chain of mails with *bodies*, each an answer to the one before, without findings."""
    source = tmp_path / "thread.mbox"
    mails = [
        mail(number, body, to=number - 1 if number else None, subject=subject)
        for number, body in enumerate(bodies)
    ]
    source.write_bytes(mbox(mails))
    (found,) = discussions_of(source)
    return found


def without_findings(discussion: Discussion) -> Discussion:
    """Return *discussion* as it is before anything was read from it."""
    return replace(discussion, findings=Findings())
