"""What somebody offers in the place of an own idea is another: yes to it is no yes to the first."""

from __future__ import annotations

import pytest

from tests.extract.threads import read, thread

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"
PLAN = "I think we should remove the fallback in version 15."
NO = "I don't like that, it breaks old scripts."


def below(text: str, who: str) -> str:
    return f"On Tue, Mar 8, 2016 at 9:00 AM, {who} wrote:\n> {text}\n\n"


@pytest.mark.parametrize(
    ("no", "offer", "statuses", "stances"),
    [
        (
            NO,
            "How about a warning for the fallback in version 15, and removal in 16?",
            ["superseded", "accepted"],
            {"P1": "oppose", "P2": "support"},
        ),
        (
            "That's too early for old scripts.",
            "Then let's remove the fallback in version 16.",
            ["superseded", "accepted"],
            {"P1": "oppose", "P2": "support"},
        ),
        (
            "I'm on the fence, it breaks old scripts.",
            "What about removing the fallback, except for old scripts?",
            ["superseded", "accepted"],
            {"P1": "conditional", "P2": "support"},
        ),
        (NO, "Still, let's remove the fallback in version 15.", ["accepted"], {"P1": "support"}),
    ],
)
def test_other_terms_are_another_idea(tmp_path, no, offer, statuses, stances):
    mails = [
        (ADA, PLAN),
        (GRACE, below(PLAN, ADA) + no),
        (ADA, below(no, GRACE) + offer),
        (GRACE, below(offer, ADA) + "Works for me."),
    ]
    found = read(thread(tmp_path, mails))
    assert [(p.author, p.status) for p in found.proposals] == [(ADA, each) for each in statuses]
    assert {p.proposal: p.stance for p in found.positions if p.holder == GRACE} == stances


def test_who_goes_on_holding_the_first_terms_keeps_them(tmp_path):
    offer = "How about a warning for the fallback in version 15, and removal in 16?"
    mails = [
        (ADA, PLAN),
        (TOM, below(PLAN, ADA) + "+1, it is dead code."),
        (GRACE, below(PLAN, ADA) + NO),
        (ADA, below(NO, GRACE) + offer),
    ]
    found = read(thread(tmp_path, mails))
    assert {p.proposal for p in found.positions if p.holder == TOM} == {"P1"}
