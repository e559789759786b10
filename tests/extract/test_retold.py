"""Who tells where others stand takes no side by it."""

from __future__ import annotations

import pytest

from listminer.extract.retold import tells_where_others_stand
from tests.alarm import alarm
from tests.extract.threads import read, thread

ADA, GRACE, TOM = "Ada Lovelace", "Grace Hopper", "Tom Ray"
CALLS = frozenset({"ada", "lovelace", "ada lovelace", "grace", "hopper", "tom", "ray", "tray"})
PLAN = "I propose that we drop the old parser in May."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Grace is against it, because it breaks the tools.", True),
        ("Grace thinks we should keep it.", True),
        ("Grace Hopper would rather keep it.", True),
        ("- Tom and Grace prefer B, and Ray is fine with either.", True),
        ("2. She doesn't like it.", True),
        ("tray is -1 on it", True),
        ("Tom voted +1.", True),
        ("So Tom wants to drop it, but Grace is opposed.", True),
        ("Tom wants to drop it, but we need it.", False),
        ("Tom wants to drop it, and I agree.", False),
        ("Tom thinks so, +1.", False),
        ("Grace is against it, which makes sense.", False),
        ("Grace is right.", False),
        ("Grace suggested a flag, great idea.", False),
        ("Tom wants a flag, so let's do that.", False),
        ("Tom was against it, but could live with it if the gate is fixed.", True),
        ("Grace can't support old releases forever.", True),
        ("Tom was worried about the gate, Grace offered help.", True),
        ("Tom could send the log.", False),
        ("Grace said it looks good to her.", True),
        ("Tom told me on IRC that he'd rather keep it.", True),
        ("Grace said that she is fine with it, and I agree.", False),
        ("Tom said it crashes.", False),
        ("Tom said it best.", False),
        ("Tom was against it, but that is no reason.", False),
        ("Tom has a point.", False),
        ("I am against it.", False),
        ("Ada is against it.", False),  # she says so herself
        ("Tom and I prefer B.", False),
        ("Infra is against it.", False),  # nobody here; it may be her argument
        ("As Tom said, we should keep it.", False),
        ("I agree with Tom.", False),
        ("Tom, I am against it.", False),
        ("It is against the rules.", False),
        ("dpett: wants it out sgrim: -1, too early vico: +1", True),  # whoever they are
        ("sgrim: is it too early?", False),  # called
        ("option 1: +1 option 2: -1", False),
    ],
)
def test_what_tells_where_others_stand(said, expected):
    assert tells_where_others_stand(said, ADA, CALLS) == expected


@pytest.mark.parametrize(
    ("said", "holders"),
    [
        ("Ada thinks we should drop the old parser in May.\n\nTom is against it.", {ADA}),
        ("Ada wants to drop it in May, and I'm against it.", {ADA, GRACE}),
    ],
)
def test_a_summary_of_sides_puts_none_into_its_writers_mouth(tmp_path, said, holders):
    mails = [(ADA, PLAN), (TOM, "It rains."), (GRACE, said, 0)]
    found = read(thread(tmp_path, mails))
    assert {each.holder for each in found.positions} == holders
    assert [each.author for each in found.proposals] == [ADA]


@pytest.mark.parametrize("text", ["Tom and " * 60, "tom, " * 80, "so, " * 100, "Tom's-." * 90])
def test_hostile_text_is_read_in_no_time(text):
    with alarm(1):
        tells_where_others_stand(text, ADA, CALLS)
