"""Dates of mail: aware UTC, the writer's clock kept, the absurd refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 3 May 2016 14:05:00 +0200", ("2016-05-03T12:05:00", 120)),
        ("Tue, 3 May 2016 14:05:00 +0200 (CEST)", ("2016-05-03T12:05:00", 120)),
        ("Tue, 03 May 2016 14:05 -0530", ("2016-05-03T19:35:00", -330)),
        ("3 May 16 14:05", ("2016-05-03T14:05:00", None)),
        ("Wed, 3 May 100 14:05:00 +0000", None),
        ("Tue, 03 May 116 14:05:00 +0200", None),  # a script that counts from 1900
        ("Mon, 1 Feb 1945 00:00:00 +50579034", None),
        ("Tue, 3 May 2016 14:05:00 +50579034", None),
        ("Tue, 3 May 2016 14:05:00 -2500", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),  # a clock that was never set
        ("1 Jan 3016 00:00:00 +0000", None),
        ("31 Feb 2016 00:00:00 +0000", None),
        ("Tue, 3 May 2016 14:05:00 -0000", ("2016-05-03T14:05:00", None)),
        ("Tuesday, 3 May 2016 14:05:00 -0000", ("2016-05-03T14:05:00", None)),
        ("3 May 2016 23:59:60 +0000", ("2016-05-03T23:59:59", 0)),
        ("Tue, 3 May 2016 14:05:00 GMT", ("2016-05-03T14:05:00", 0)),
        ("Tue, 3 May 2016 14:05:00 GMT+02:00", ("2016-05-03T12:05:00", 120)),
        ("Tue, 3 May 2016 14:05:00 EST", ("2016-05-03T19:05:00", -300)),
        ("Tue May  3 14:05:00 CEST 2016", ("2016-05-03T12:05:00", 120)),
        ("Tue May  3 14:05:00 2016", ("2016-05-03T14:05:00", None)),
        ("2016-05-03T14:05:00Z", ("2016-05-03T14:05:00", 0)),
        ("2016-05-03 14:05:00 +0200", ("2016-05-03T12:05:00", 120)),
        ("Tuesday, May 3, 2016 2:05 PM", ("2016-05-03T14:05:00", None)),
        ("May 2016 14:05:00 +0200", None),  # no day: today's would be made up
        ("14:05:00 +0200 12345", None),
        ("3 Mai 2016 14:05:00 +0200", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_parse_date(text, expected):
    found = parse_date(text)
    assert (found and (found[0].replace(tzinfo=None).isoformat(), found[1])) == expected


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "Tue, ",
                        "3 ",
                        "May ",
                        "2016 ",
                        "14:05 ",
                        "14:05:61 ",
                        "+0200",
                        "-0000",
                        "PM ",
                    ),
                    *("99999999999 ", "1e5 ", "T", "Z", "GMT", "\0", "٣ ", "-", ":", "(", "a.m. "),
                ]
            ),
            max_size=9,
        ).map("".join),
    )
)
def test_any_text_gives_an_aware_moment_or_none(text):
    found = parse_date(text)
    assert found is None or found[0].utcoffset() is not None
    assert found == parse_date(text)
