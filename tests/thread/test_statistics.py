"""The numbers of a list are those that one counts by hand."""

from __future__ import annotations

import pytest

from listminer.mail.subject import topic_tags
from listminer.thread.statistics import measure_list
from tests.labelled import labelled_sample

SAMPLE = labelled_sample()


def test_the_sample_in_numbers():
    found = measure_list(SAMPLE, tags_of=topic_tags)
    assert (found.messages, found.threads, found.people, found.replies) == (29, 2, 8, 27)
    assert found.unanswered == 0.0
    assert found.top_people[0].name == "Tomás Arriaga"
    assert sum(each.count for each in found.top_people) == 29
    assert sum(each.share for each in found.top_people) == pytest.approx(1.0)
    assert found.tags[0].name == "sample-dev"
    assert {each.name for each in found.domains} == {"example.org"}


def test_months_add_up():
    found = measure_list(SAMPLE)
    assert [month.month for month in found.months] == ["2016-03"]
    assert sum(month.messages for month in found.months) == found.messages
    assert sum(month.newcomers for month in found.months) == found.people
    assert [month.newcomer_share for month in found.months] == [
        month.newcomers / month.people if month.people else None for month in found.months
    ]
    assert sum(month.threads for month in found.months) == found.threads


def test_nothing_has_no_median():
    found = measure_list(())
    assert (found.messages, found.median_reply_h, found.unanswered, found.once) == (
        0,
        None,
        None,
        None,
    )
    assert found.months == found.notes == ()
