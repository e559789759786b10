"""What a user means by a day, a month, a year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from listminer.periods import is_within, period_end, period_start


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2016", datetime(2016, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)),
        ("2016-12", datetime(2016, 12, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)),
        ("2016-2-29", datetime(2016, 2, 29, tzinfo=UTC), datetime(2016, 3, 1, tzinfo=UTC)),
        ("9998-12-31", datetime(9998, 12, 31, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)),
    ],
)
def test_periods(period, start, end):
    assert (period_start(period), period_end(period)) == (start, end)


@pytest.mark.parametrize(
    ("day", "since", "until", "expected"),
    [
        (2, 2, 3, True),  # the first moment is of the period
        (3, 2, 3, False),  # the last is not
        (1, None, 3, True),
        (9, 2, None, True),
        (None, None, None, True),
        (None, 2, None, False),
    ],
)
def test_a_date_lies_within_a_half_open_period(day, since, until, expected):
    dates = [
        None if each is None else datetime(2016, 3, each, tzinfo=UTC)
        for each in (day, since, until)
    ]
    assert is_within(*dates) == expected
