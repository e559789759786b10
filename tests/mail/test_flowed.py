"""format=flowed back to lines as they were meant (RFC 3676)."""

from __future__ import annotations

import pytest

from listminer.mail.flowed import unflow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one \ntwo \nthree\nfour", "one two three\nfour"),
        ("> one \n> two\nmine", "> one two\nmine"),
        (">> one \n> two", ">> one \n> two"),  # other depth: never joined
        ("> one \nmine", "> one \nmine"),
        ("-- \nAda", "-- \nAda"),
        ("words \n-- \nAda", "words \n-- \nAda"),
        (" From here", "From here"),  # space-stuffed
        (" > no quote", "> no quote"),
        ("one \n\ntwo", "one \ntwo"),
        ("", ""),
    ],
)
def test_unflow(text, expected):
    assert unflow(text) == expected


def test_delsp_drops_the_blank_that_marks_the_flow():
    assert unflow("日本 \n語", delsp=True) == "日本語"
