"""The numbers of a list are those that one counts by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

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


def test_months_before_the_period_are_not_missed():
    """A thread that was active in a period is there whole, and may have begun a year before."""
    first, *others = SAMPLE[0].messages
    old = replace(first, date=datetime(2015, 1, 5, tzinfo=UTC))
    discussion = replace(SAMPLE[0], messages=(old, *others))
    whole = measure_list([discussion])
    assert (len(whole.months), whole.months[0].month) == (15, "2015-01")
    assert whole.notes[-1].startswith("13 months without mail")
    since, until = datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)
    chosen = measure_list([discussion], since=since, until=until)
    assert (chosen.months, chosen.notes) == (whole.months[-1:], ())
    assert measure_list([discussion], until=since).months == whole.months[:-1]
