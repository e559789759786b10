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
    assert [(month.month, month.messages) for month in chosen.months] == [("2016-03", 25)]
    assert chosen.notes == ()
    assert measure_list([discussion], until=since).months == whole.months[:1]


def test_all_is_of_the_period_and_whether_a_thread_was_answered_of_the_thread():
    """Of the sample's two threads one began on 8 or 9 March, and both had mail then."""
    since, until = datetime(2016, 3, 8, tzinfo=UTC), datetime(2016, 3, 10, tzinfo=UTC)
    sent = [m for d in SAMPLE for m in d.messages if m.date and since <= m.date < until]
    found = measure_list(SAMPLE, since=since, until=until)
    assert found.messages == sum(month.messages for month in found.months) == len(sent) < 29
    assert found.people == found.months[0].people == len({m.sender.display for m in sent})
    assert (found.first, found.last) == (min(m.date for m in sent), max(m.date for m in sent))
    assert sum(each.count for each in found.top_threads) == len(sent)
    parents = {node.message_id: node.parent for d in SAMPLE for node in d.thread.nodes}
    assert found.replies == sum(parents[m.message_id] is not None for m in sent)
    begun = [d for d in SAMPLE if since <= d.messages[0].date < until]
    assert (found.threads, found.months[0].threads, len(begun)) == (2, 1, 1)
    asked = replace(SAMPLE[0], messages=SAMPLE[0].messages[:1])
    day = measure_list([asked], until=datetime(2016, 3, 8, tzinfo=UTC))
    assert (day.messages, day.unanswered) == (1, 0.0)  # its answers are missing, but known
    assert measure_list(SAMPLE, since=datetime(2017, 1, 1, tzinfo=UTC)).threads == 0


def test_mail_without_a_date_is_told_and_of_no_period():
    first, *others = SAMPLE[1].messages
    found = replace(SAMPLE[1], messages=(replace(first, date=None), *others))
    whole = measure_list([found])
    assert (whole.messages, whole.undated, whole.threads) == (3, 1, 1)
    assert [(month.messages, month.threads) for month in whole.months] == [(2, 0)]
    assert whole.notes == (
        "messages without a readable date, which are in no month: 1 of 3; "
        "threads that begin with one: 1",
    )
    period = measure_list([found], since=datetime(2000, 1, 1, tzinfo=UTC))
    assert (period.messages, period.undated, period.notes) == (2, 0, ())
