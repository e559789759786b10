"""Lines that a mailer glued, parted again: no word of theirs stays the sender's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.glued import part_glued
from listminer.mail.zones import split_zones
from tests.mail.mails import codes, parsed

HEAD = (
    "> Date: Thu, 4 Dec 2008 20:53:10 +0000> From: ada at x.org> To: dev at x.org"
    "> Subject: Re: builds"
)
OWN = "I agree with all of it.Best regards,Bob "
THEIRS = (
    "Grace Hopper wrote:> > We should drop the old nightly builds, since nobody > > has looked at"
    " them for a year.> > I use them every day and would miss them a lot, so> please keep those"
    " of the last month.> > Ada"
)


def own_words(text):
    """Return the words at depth 0."""
    said = [text[s.span.start : s.span.end] for s in split_zones("m", text) if not s.depth]
    return " ".join("".join(said).split())


@pytest.mark.parametrize(
    "line",
    [
        "if a -> b and b -> c and c -> d then all of them are what they were before, " * 4,
        "Ada <ada at x.org> and Bob <bob at x.org> and Cy <cy at x.org> said so, at length " * 4,
        "a > b > c > d",
        "<p>one</p> <p>two</p> <p>three</p> " * 10,
        "2 > 1 and 3 > 2 and 4 > 3 and 5 > 4, which is why the sequence goes up forever " * 2,
    ],
)
def test_other_signs_part_nothing(line):
    assert part_glued(line) == line


def test_what_stands_behind_a_quoted_header_block_is_not_the_senders():
    text = part_glued(f"{OWN}{HEAD}> > {THEIRS}\n")
    assert own_words(text) == OWN.strip()
    assert text.split("\n")[1:6] == [
        ">Date: Thu, 4 Dec 2008 20:53:10 +0000",
        ">From: ada at x.org",
        ">To: dev at x.org",
        ">Subject: Re: builds",
        ">  Grace Hopper wrote:",
    ]


def test_each_parted_line_is_as_deep_as_the_mark_with_which_its_sentence_goes_on():
    lines = part_glued(f"{HEAD}> > {THEIRS}").split("\n")
    assert [line[: len(line) - len(line.lstrip("> "))].count(">") for line in lines[5:]] == [
        *(2, 2),  # Grace's
        *(1, 1),  # Ada's, behind a blank line
        2,  # "Ada": nothing tells the blank line above it
    ]


def test_a_long_line_with_marks_as_far_apart_as_lines_is_parted_without_a_header_block():
    line = f"Grace Hopper wrote:> {THEIRS.replace('> > ', '> ').partition('> ')[2]}"
    assert part_glued(line).startswith("Grace Hopper wrote:\n>We should drop")


def test_words_on_the_line_of_their_attribution_are_of_whom_it_names():
    """Yahoo's mail: the answer above, below it all that was answered, without marks."""
    said = "Gosh, how often do I have to say it: the builds are wonderful!"
    text = part_glued(
        f"+1000.\n\nAda Lovelace <ada at x.org> wrote:     {said}\n \n Cores shrink.\n"
    )
    assert own_words(text) == "+1000. Ada Lovelace <ada at x.org> wrote:"


@given(
    st.lists(
        st.sampled_from(["> ", ">", ">> ", " ", "word", "Date: ", "From: ", "\n", "a b c. ", "<"]),
        max_size=60,
    ).map("".join)
)
def test_nothing_is_lost_and_every_place_stays(text):
    parted = part_glued(text)
    assert len(parted) == len(text)
    letters = str.maketrans("", "", "> \n")
    assert parted.translate(letters) == text.translate(letters)
    assert all(old == new for old, new in zip(text, parted, strict=True) if old not in "> ")


def test_a_glued_mail_says_so():
    message = parsed(f"From: Bob <bob@x.org>\nMessage-ID: <a@x>\n\n{OWN}{HEAD}> > {THEIRS}\n")
    assert codes(message) == ["glued-lines", "no-date"]
