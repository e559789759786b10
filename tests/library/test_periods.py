"""Since and until as Python has them: dates, moments, and what is neither."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pandas
import pytest

from listminer.errors import UserError
from tests.labelled import MONTH

MARCH_9 = date(2016, 3, 9)
NAIVE = datetime(2016, 3, 9)


@pytest.mark.parametrize(
    "day",
    [
        MARCH_9,
        NAIVE,
        NAIVE.replace(tzinfo=UTC),
        datetime(2016, 3, 9, 2, tzinfo=timezone(timedelta(hours=2))),
        pandas.Timestamp("2016-03-09"),
    ],
)
def test_a_day_may_be_a_date_or_a_moment(store, day):
    asked, typed = ({"since": each} for each in (day, "2016-03-09"))
    assert len(list(store.messages(**asked))) == len(list(store.messages(**typed))) > 0
    assert [each.number for each in store.threads(**asked)] == [1, 7]
    assert store.findings("actions", **asked).rows == store.findings("actions", **typed).rows
    assert store.digest(**asked).messages == store.digest(**typed).messages > 0
    assert store.stats(**asked) == store.stats(**typed)


def test_a_date_as_end_counts_whole_and_a_moment_ends_there(store):
    whole, typed, moment, before = (
        len(list(store.messages(until=until)))
        for until in (MARCH_9, "2016-03-09", NAIVE, "2016-03-08")
    )
    assert whole == typed > moment == before > 0


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.threads(since=2016),
        lambda store: store.messages(until=2016),
        lambda store: store.findings("actions", since=2016),
        lambda store: store.digest(until=2016),
        lambda store: store.ingest(MONTH, since=2016),
    ],
)
def test_what_is_no_day_is_told(store, use):
    told = r"no day, month or year: 2016 \(int\)\n  write 2016, .* or give a date or a datetime"
    with pytest.raises(UserError, match=told):
        use(store)


def test_a_date_bounds_what_is_fetched(store):
    with pytest.raises(UserError, match="--since and --until choose what is fetched"):
        store.ingest(MONTH, since=MARCH_9)
