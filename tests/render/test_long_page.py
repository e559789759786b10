"""A section of many findings: some are shown, the rest is one fold away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from listminer.model import ActionItem, Findings
from listminer.render.html import render_page
from tests.render.test_html import proposed


def promised(count):
    discussion = proposed(1)
    (first,) = discussion.findings.proposals
    item = ActionItem(
        owner="Ada",
        task="measure it",
        due=None,
        due_date=None,
        status="open",
        evidence=first.evidence,
        confidence=0.5,
    )
    return replace(discussion, findings=Findings(actions=(item,) * count))


@pytest.mark.parametrize(
    ("count", "shown", "folded"),
    [
        (1, 1, 0),
        (24, 24, 0),  # a fold of four saves no window
        (25, 20, 5),
        (99, 20, 79),
    ],
)
@pytest.mark.parametrize(
    ("made", "begin"),
    [
        (lambda count: proposed(1, times=count), '<article class="card"'),
        (promised, '<li><span class="sign commitment"'),
    ],
    ids=["proposals", "actions"],
)
def test_what_is_past_a_score_is_a_fold_that_tells_how_much(made, begin, count, shown, folded):
    page = render_page(made(count))
    section = page[page.index('<div class="findings"') :].partition('<div class="thread"')[0]
    first, summary, rest = section.partition('<summary class="and">')
    assert (first.count(begin), rest.count(begin)) == (shown, folded)
    assert re.findall(r"^and (\d+) more<", rest) == [str(folded)] * bool(summary)
    # a reader without scripts has it all
    assert first.rpartition("<details")[2].startswith(' class="left" open') == bool(folded)
