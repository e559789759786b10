"""Floors under the figures that are reached, on two debates labelled whole.

The models that come with the package learned from both: what is found here is better
than on lists unseen, whose figures are in docs/model.md. The floors tell when something
breaks, not how good it is. More of them stand in test_official: the sample, and BC3.
"""

from __future__ import annotations

import json

import pytest

from listminer.evaluate.official import evaluate_readings

DEBATES = (
    "opensim-dev-02-proposal-for-a-cleanup-correction-of-the-region-mo",
    "opensim-dev-07-moving-away-from-grid-vs-standalone",
)
# Some findings below what is reached.
F1 = {
    "request": 0.75,
    "question": 0.68,
    "commitment": 0.70,
    "proposals": 0.78,
    "positions": 0.45,
    "action items": 0.70,
    "questions": 0.75,
}
SHARES = {
    "proposals: author right": 0.95,
    "proposals: status right": 0.50,
    "action items: owner right": 0.90,
    "questions: open or answered right": 0.85,
    "summary: labelled sentences covered": 0.60,
}


@pytest.mark.shared
def test_two_debates_are_read_as_well_as_before(shared, tmp_path):
    for name in DEBATES:
        for kind in ("mbox", "units.jsonl", "tsv", "json"):
            (tmp_path / f"{name}.{kind}").symlink_to(shared / "gold" / "dev" / f"{name}.{kind}")
    report = json.loads(evaluate_readings("all", tmp_path).render("json"))
    f1 = {row[""]: row["F1"] for name in ("acts", "findings") for row in report[name]["rows"]}
    share = {row[""]: row["share"] for row in report["details"]["rows"]}
    assert set(F1) <= set(f1)
    assert set(SHARES) <= set(share)
    assert {key: f1[key] for key, floor in F1.items() if f1[key] < floor} == {}
    assert {key: share[key] for key, floor in SHARES.items() if share[key] < floor} == {}
