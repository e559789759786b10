"""Half a sentence that a mailer left without its marks is of the quote in which it stands."""

# ruff: noqa: E501  (a mail is one line)

from __future__ import annotations

import pytest

from listminer.mail.lines import read_lines

WIDE = "> The nightly builds fill the disk of the mirror before anybody reads"
FULL = "> The nightly builds fill the disk of the mirror, and nobody will read them as"
LONG = "> We ought to ask those who run the mirrors in Oslo and in Accra whether the"


def depths(*lines):
    return "".join(map(str, read_lines("\n".join(lines) + "\n").marks))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a list keeps quoted-printable as it came: half of a word stands on a line of its own
        (["> The nightly builds fill the disk, and nobody ever reads one of them befo=", "re May, so",
          "> drop them."], "111"),
        (["> The nightly builds fill the disk, and nobody ever reads one of them befo=", "re May.",
          "", "I agree."], "1100"),
        # Notes marks every other line, of a deep quote also the next line too few times
        (["> > > The nightly builds fill the disk of the mirror before anybody ever", "reads",
          "> > one of them.", "", "Yes."], "33200"),
        (["> We keep the", "nightly builds", "> on the mirror for a year.", "", "Yes."], "11100"),
        (["> We keep the wi", "th", "> that.", "No."], "1110"),
        # a line that no sentence ends with goes on, however far
        ([LONG, "mirrors have the room for them, and for how long.", "", "Yes."], "1100"),
        ([LONG, "mirrors have the room for them, and for how long.", "-- ", "Bob"], "1100"),
        # a mail that was broken all over
        (["> We keep", "the nightly", "> builds of", "all", "> the branches", "for", "> a year, or",
          "as it", "> may be. You", "said", "> so, did you", "not", "> say so?", "Not I."],
         "11111111111110"),
        # answers between the lines
        (["> We keep the nightly builds.", "why?", "> They fill the disk."], "101"),
        (["> We keep the nightly builds", "no, we do not", "> on the mirror."], "101"),
        (["> We keep the nightly builds", "i would not", "> on the mirror."], "101"),
        (["> We keep the nightly builds", "on what?", "> on the mirror."], "101"),
        (["> We keep the nightly builds", "on one disk", "> They fill it."], "101"),
        ([WIDE, "", "and so on"], "100"),
        ([LONG, "Mirrors have the room for them, and for how long.", "", "Yes."], "1000"),
        ([FULL, "far as i know that is what we want, and i would keep them", "", "Yes."], "1000"),
        (["> if x ==", "then"], "10"),
    ],
)  # fmt: skip
def test_the_rest_of_a_quoted_line_is_quoted(lines, expected):
    assert depths(*lines) == expected
