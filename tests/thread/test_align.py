"""Every quote finds the words that it repeats, and nobody is credited with another's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.pipeline import discussions_of
from tests.labelled import labelled_sample
from tests.thread.drawing import aligned, mail, pairs, sliced

FIRST = "We should drop the old nightly builds, since nobody has looked at them for a year."
SECOND = "The storage that they take would serve the release candidates much better."
BOTH = f"{FIRST}\n\n{SECOND}\n"
# Matches the "> > " in "> > word". Must not match "a > b".
MARKS = re.compile(r"^[ \t]*(?:(?:[A-Za-z]{0,4}>|[>|])[ \t]*)+", re.MULTILINE)


def bare(text):
    return "".join(re.sub("[>|]", "", MARKS.sub("", text)).split())


def test_a_quoted_line_links_to_its_source():
    assert pairs(mail("a", BOTH), mail("b", f"A wrote:\n> {FIRST}\n\nYes.\n", to="a")) == [
        ("a", FIRST, FIRST, True)
    ]


def test_lines_that_a_mailer_wrapped_anew_are_still_equal():
    quote = (
        "> We should drop the old nightly builds,\n> since nobody has\n"
        "> looked at them for a year.\n"
    )
    ((source, words, _, exact),) = pairs(mail("a", BOTH), mail("b", f"{quote}\nYes.\n", to="a"))
    assert (source, words, exact) == ("a", FIRST, True)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        (  # HTML whose line ends were lost
            "Sent: MondayTo: the list of the buildersSubject: nightly builds\n",
            "> Sent: Monday\n> To: the list of the builders\n> Subject: nightly builds\n",
        ),
        (  # a word that was cut at the edge of a line
            f"{BOTH}",
            "> We should drop the old nightly builds, since nobody has look\n> ed at them for a\n"
            "> year.\n",
        ),
        (  # two words of which a mailer made one
            f"{BOTH}",
            "> since nobodyhas\n> looked at themfor a year\n",
        ),
    ],
)
def test_lost_and_stray_white_space_hides_no_source(said, quote):
    found = pairs(mail("a", said), mail("b", f"{quote}\nYes.\n", to="a"))
    assert [(source, exact) for source, _, _, exact in found] == [("a", True)]
    assert [bare(words) for _, words, _, _ in found] == [bare(quote)]


@pytest.mark.parametrize(
    "quote",
    [
        "> and them for a\n",  # too short to be nobody else's
        "> a year.The storage that they take\n",  # another's words stand between
    ],
)
def test_white_space_makes_no_source(quote):
    first = mail("a", f"{FIRST}\n> Really?\n{SECOND}\n")
    found = pairs(first, mail("b", f"{quote}\nYes.\n", to="a"))
    assert [words for _, words, _, exact in found if exact] == []


@pytest.mark.parametrize(
    "quote",
    [
        "> able to support the removal of the nightlybuilds\n",
        "> We are un\n> > able to support the removal of the nightlybuilds\n",
    ],
)
def test_no_word_is_cut_so_that_it_says_the_contrary(quote):
    first = mail("a", "We are unable to support the removal of the nightly builds.\n")
    found = pairs(first, mail("b", f"Person a wrote:\n{quote}\nYes.\n", to="a"))
    assert not [words for _, words, _, exact in found if exact or "able" in words]


def test_a_quote_that_begins_where_two_words_were_joined_has_a_source():
    first = mail("a", "Sent: MondayTo: the list of the old buildersSubject: nightly builds\n")
    found = pairs(first, mail("b", "> To: thelist of the old builders\n\nYes.\n", to="a"))
    assert [words for _, words, _, _ in found] == ["To: the list of the old builders"]


def test_a_line_that_was_missed_before_it_was_said_is_found_above():
    """Mail without a date is read first, and may quote what is read later."""
    quote = "> since nobody has looked at them for a year.\n"
    mails = (
        mail("top", "Builds?\n", hour=0),
        replace(mail("a", f"{quote}\nHm.\n", to="top"), date=None),
        mail("b", BOTH, to="top", hour=2),
        mail("c", f"{quote}\nNo.\n", to="b", hour=3),
    )
    assert [source for source, _, _, _ in pairs(*mails)] == ["b"]


def test_a_short_line_that_was_missed_once_is_found_where_its_neighbour_is():
    mails = (
        mail("a", "We should drop the old nightly builds and their various logs today.\n"),
        mail("b", "> Something else of\n> various\n\nYes.\n", to="a"),
        mail(
            "c",
            "> We should drop the old nightly builds and their\n> various\n> > logs\n\nNo.\n",
            to="a",
        ),
    )
    assert [(words, exact) for _, words, _, exact in pairs(*mails)] == [
        ("We should drop the old nightly builds and their various", True),
        ("logs", True),
    ]


@pytest.mark.parametrize("elision", ["[...]", "<snip>"])
def test_what_was_elided_is_not_linked(elision):
    text = f"> {FIRST}\n> {elision}\n> {SECOND}\n\nYes.\n"
    first = mail("a", f"{FIRST}\n\nSome words between them.\n\n{SECOND}\n")
    found = pairs(first, mail("b", text, to="a"))
    assert [(words, exact) for _, words, _, exact in found] == [(FIRST, True), (SECOND, True)]


def test_a_trimmed_beginning_links_to_what_is_left():
    text = "> since nobody has looked at them for a year.\n\nYes.\n"
    assert pairs(mail("a", BOTH), mail("b", text, to="a"))[0][1] == (
        "since nobody has looked at them for a year."
    )


def test_each_depth_links_to_its_own_writer():
    mails = (
        mail("a", BOTH),
        mail("b", f"> {FIRST}\n\nI would rather keep the builds of the last month.\n", to="a"),
        mail(
            "c",
            f"> > {FIRST}\n>\n> I would rather keep the builds of the last month.\n\nWhy?\n",
            to="b",
        ),
    )
    assert [(source, words) for source, words, _, _ in pairs(*mails)][1:] == [
        ("a", FIRST),
        ("b", "I would rather keep the builds of the last month."),
    ]


def test_of_two_who_wrote_a_line_the_one_named_above_the_quote_is_its_source():
    said = "On Mon, 2 Mar 2020, Person c wrote:"
    mails = (
        mail("a", "We should drop the builds.\n"),
        mail("b", "I agree with that plan.\n", to="a"),
        mail("c", "I agree with that plan.\n", to="a"),
        mail("d", f"{said}\n\n> I agree with that plan.\n\nWhy?\n", to="a"),
    )
    assert [source for source, _, _, _ in pairs(*mails)] == ["c"]


def test_a_lightly_edited_line_is_linked_and_not_called_exact():
    edited = FIRST.replace("nobody has looked", "nobody at all looked")
    ((source, _, _, exact),) = pairs(mail("a", BOTH), mail("b", f"> {edited}\n\nYes.\n", to="a"))
    assert (source, exact) == ("a", False)


def test_what_nobody_wrote_has_no_link():
    book = "> It was the best of times, it was the worst of times, in a book.\n\nAs they say.\n"
    assert pairs(mail("a", BOTH), mail("b", book, to="a")) == []


def test_no_link_runs_over_the_words_of_somebody_else():
    """A source whose sender's words stand above and below a quote is two stretches."""
    middle = mail("b", f"Above the quote here.\n\n> {FIRST}\n\nBelow the quote here.\n", to="a")
    text = "> Above the quote here.\n> Below the quote here.\n\nYes.\n"
    found = pairs(mail("a", BOTH), middle, mail("c", text, to="b"))
    assert [words for source, words, _, _ in found if source == "b"] == [
        "Above the quote here.",
        "Below the quote here.",
    ]


def test_an_unmarked_full_copy_becomes_a_quotation():
    mails = (mail("a", BOTH), mail("b", f"I agree with all of it.\n\n{BOTH}", to="a"))
    found = aligned(*mails)
    own = "".join(
        mails[1].text[s.span.start : s.span.end] for s in found.segments["b"] if not s.depth
    )
    assert own.split() == ["I", "agree", "with", "all", "of", "it."]
    assert {link.source.message_id for link in found.links} == {"a"}


def test_the_rest_of_a_line_that_a_mailer_broke_is_no_word_of_the_sender():
    """However long it is, whatever follows: it goes on in the source where the quote breaks off."""
    first, rest = FIRST[: FIRST.rindex(" ", 0, 40)], FIRST[FIRST.rindex(" ", 0, 40) + 1 :]
    mails = (mail("a", BOTH), mail("b", f"> {first}\n{rest}\nNo, I looked.\n", to="a"))
    found = aligned(*mails)
    own = [mails[1].text[s.span.start : s.span.end] for s in found.segments["b"] if not s.depth]
    assert "".join(own).split() == ["No,", "I", "looked."]


def test_an_answer_that_begins_as_the_source_goes_on_is_the_senders():
    source = "Should we drop the old scheduler now? Yes. It costs us two days a month.\n"
    reply = "> Should we drop the old scheduler now?\nYes.\n"
    found = aligned(mail("a", source), mail("b", reply, to="a"))
    assert [segment.depth for segment in found.segments["b"]] == [1, 0]


def test_who_repeats_himself_copies_nobody():
    mails = (
        mail("a", BOTH, sender="Ada"),
        mail("b", "So what?\n", to="a"),
        mail("c", BOTH, to="b", sender="Ada"),
    )
    assert all(not segment.depth for segment in aligned(*mails).segments["c"])


def own_words(found, message):
    """Return the words that count as the sender's."""
    return [
        message.text[s.span.start : s.span.end].strip()
        for s in found.segments[message.message_id]
        if not s.depth and s.zone != "quotation_marker"
    ]


def test_a_copy_of_a_mail_that_is_no_ancestor_is_a_quotation():
    """Ada and Cy both answered the first mail; Cy copies what Ada wrote, without a mark."""
    copy = mail("c", f"I disagree with Ada.\n\nAda Lovelace wrote:\n{FIRST}\n", to="a")
    found = aligned(mail("a", "What shall we do?\n"), mail("b", FIRST, to="a"), copy)
    assert own_words(found, copy) == ["I disagree with Ada."]
    assert {link.source.message_id for link in found.links} == {"b"}


LINES = [
    "We should drop the old nightly builds, since nobody has looked",
    "at them for a year, and the storage that they take would serve",
    "the release candidates much better than what they do at the",
    "moment, which is to sit there and cost two days of work a month",
    "for those who keep the machines. I would like to hear from all",
    "who use them before the end of the week, if there is anybody.",
]
LONG = "\n".join(LINES)
COPIES = [
    ("a word changed", LONG.replace("storage", "storrage"), ""),
    ("a word changed in every other line", LONG.replace(" the ", " teh ", 2), ""),
    ("wrapped anew, a word changed", LONG.replace("\n", " ").replace("year", "y."), ""),
    ("marks inside the line", LONG.replace("\n", "> > "), ""),
    ("marks that a mailer doubled", LONG.replace("\n", " *\n*>"), ""),
    ("quoted-printable left as it was", LONG.replace("storage that", "storage =\nthat"), ""),
    ("an answer inside", "\n".join((*LINES[:3], "No, I use them.", *LINES[3:])), "No, I use them."),
    ("an answer on the last line", f"{LONG} No, I use them.", "No, I use them."),
    (
        "an answer in the place of a sentence",
        LONG.replace("all\nwho use them before the end", "all\nNo, I use them.\nthe end"),
        "No, I use them.",
    ),
    ("a line of the copy is garbled", LONG.replace(LINES[2], LINES[2].replace("s", "5")), ""),
    ("the words of both", f"{LONG}\n{SECOND}", ""),
]


@pytest.mark.parametrize(("copied", "own"), [row[1:] for row in COPIES], ids=[r[0] for r in COPIES])
def test_a_copy_is_a_quotation_however_a_mailer_set_it(copied, own):
    copy = mail("c", f"I see.\n\n{copied}\n", to="b")
    found = aligned(mail("a", f"{LONG}\n"), mail("b", f"{SECOND}\n", to="a"), copy)
    assert [words for words in own_words(found, copy) if words] == [
        "I see.",
        *([own] if own else []),
    ]
    assert "a" in {link.source.message_id for link in found.links}


@given(st.data())
def test_segments_cover_a_copy_without_gap_or_overlap_however_it_was_cut(data):
    """The sender keeps no word that is not theirs to keep, and loses none that is."""
    words = LONG.split(" ")
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(words) - 1))
        words[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.lists(st.sampled_from(["mine", "No.", "\n", "> >", "+1\n", "the", "x."]), max_size=4)
        )
    copy = mail("c", f"I see.\n\n{' '.join(words)}\n", to="a")
    found = aligned(mail("a", f"{LONG}\n"), copy).segments["c"]
    edges = [(s.span.start, s.span.end) for s in found]
    assert [start for start, _ in edges] == [0, *(end for _, end in edges[:-1])]
    assert edges[-1][1] == len(copy.text)


def test_who_was_copied_may_stand_far_above_and_in_another_branch():
    others = [mail(f"b{n}", f"Another day, number {n}.\n", to="top") for n in range(40)]
    copy = mail("c", f"I see.\n\n{LONG}\n", to="top")
    found = aligned(mail("top", "Builds?\n"), mail("a", f"{LONG}\n", to="top"), *others, copy)
    assert own_words(found, copy) == ["I see."]


def test_a_quote_may_repeat_what_another_branch_said_before():
    """Branches are read by date, not one whole branch after the other."""
    mails = (
        mail("top", "Builds?\n", hour=0),
        mail("a", "I see.\n", to="top", hour=1),
        mail("b", f"> {FIRST}\n\nYes.\n", to="a", hour=3),
        mail("c", f"{BOTH}", to="top", hour=2),
    )
    assert pairs(*mails) == [("c", FIRST, FIRST, True)]


def test_mail_without_a_date_may_be_quoted_and_is_not_first():
    """Such as the rest of a mail that an archive cut in two."""
    rest = replace(mail("rest", f"{FIRST}\nMore of it is said here.\n", to="top"), date=None)
    mails = (
        mail("top", "Builds?\n", hour=0),
        mail("a", f"{FIRST}\n", to="top", hour=1),
        mail("b", "> More of it is said here.\n\nYes.\n", to="top", hour=2),
        mail("c", f"> {FIRST}\n\nNo.\n", to="b", hour=3),
    )
    assert sorted((source, words) for source, words, _, _ in pairs(*mails, rest)) == [
        ("a", FIRST),
        ("rest", "More of it is said here."),
    ]


@pytest.mark.parametrize("to", ["top", "b"])
def test_a_copy_without_a_date_hides_no_copy_of_him_who_wrote_first(to):
    """Anybody may send the words once more, without a date: it is read before them."""
    copy = mail("d", f"I see.\n\n{LONG.replace('storage', 'storrage')}\n", to=to, hour=3)
    mails = (
        mail("top", "Builds?\n", hour=0),
        replace(mail("a", f"{LONG}\n", to="top"), date=None),
        mail("b", f"{LONG}\n", to="top", hour=1),
    )
    found = aligned(*mails, copy)
    assert own_words(found, copy) == ["I see."]
    assert {link.source.message_id for link in found.links} == {"b"}
    assert own_words(found, mails[2]) == [LONG]


def test_whose_words_a_mail_announces_it_may_copy_though_its_clock_is_behind():
    copy = mail("b", f"Person a wrote:\n{LONG}\n\nNo.\n", to="a", hour=-1)
    assert own_words(aligned(mail("a", f"{LONG}\n"), copy), copy) == ["No."]
    other = replace(copy, references=("c",))  # it answers what answers it
    answer = mail("c", "I see.\n", to="a", hour=1)
    assert own_words(aligned(mail("a", f"{LONG}\n"), answer, other), other) == ["No."]
    beside = [mail("top", "Builds?\n", hour=-3), mail("a", f"{LONG}\n", to="top")]
    answer = mail("c", "I see.\n", to="top", hour=1)
    assert own_words(aligned(*beside, answer, other), other) == ["No."]


@pytest.mark.parametrize(
    ("said", "hour"), [("", -1), ("Person a is wrong.", -1), ("Person a wrote:", -48)]
)
def test_nobody_copies_what_came_later_under_an_id_that_they_cite(said, hour):
    own = mail("b", f"{said}\n{LONG}\n", to="a", hour=hour)
    found = own_words(aligned(mail("a", f"{LONG}\n"), own), own)
    assert "\n".join(found).strip() == f"{said}\n{LONG}".strip()


@pytest.mark.parametrize(
    "text",
    [
        'You said "since nobody has looked at them for a year" and that is wrong.',
        "That nobody has looked at them for a year, and the storage that they take, is no reason.",
    ],
)
def test_who_cites_within_a_sentence_keeps_the_sentence(text):
    citing = mail("b", f"{text}\n", to="a")
    assert own_words(aligned(mail("a", f"{LONG}\n"), citing), citing) == [text]


TYPED = (
    "I don't see why we \"should\" wait - the old builds' storage costs us two days a month.\n",
    ("I don’t see why we “should” wait – the old builds’ storage costs us two days a month.\n"),
)


@pytest.mark.parametrize(("said", "copied"), [TYPED, TYPED[::-1]])
def test_quotes_and_dashes_typed_otherwise_make_nobody_the_writer(said, copied):
    """Outlook makes them round, other mailers straight: they are still the first one's."""
    copy = mail("b", f"No.\n\n{copied}", to="a")
    found = aligned(mail("a", said), copy)
    assert own_words(found, copy) == ["No."]
    quoted = mail("b", f"> {copied}\nNo.\n", to="a")
    assert pairs(mail("a", said), quoted) == [("a", said.strip(), copied.strip(), False)]


def test_who_wrote_first_is_not_told_by_an_id_that_came_later():
    """The cited mail was missing; an hour later somebody sends one under its id."""
    first = mail("m", f"{FIRST}\n", to="late", hour=1)
    late = mail("late", f"{FIRST}\n", hour=2)
    assert own_words(aligned(first, late), first) == [FIRST]


def test_quotes_of_a_missing_message_are_its_known_words():
    text = f"On Mon, 2 Mar 2020, Grace Hopper wrote:\n> {FIRST}\n\nYes.\n"
    found = aligned(mail("b", text, to="missing"))
    (ghost,) = found.ghosts
    assert (ghost.message_id, ghost.sender.name) == ("missing", "Grace Hopper")
    assert ghost.text.split() == FIRST.split()
    (link,) = found.links
    assert (link.quote.message_id, link.source.message_id) == ("b", "missing")


@pytest.mark.parametrize(
    "line",
    [
        "Charles Babbage wrote:",
        "From: charles at example.org",
        "[mailto:dev at example.org] On Behalf Of Charles Babbage",
        "-----Original Message-----",
        "_______________________________________________",
        "Message: 2",
        "<html><body>",
    ],
)
def test_what_a_quote_of_a_missing_message_has_of_others_is_none_of_its_words(line):
    begun = f"On Mon, 2 Mar 2020, Grace Hopper wrote:\n> {FIRST}\n> \n"
    (ghost,) = aligned(mail("b", f"{begun}> {line}\n> {SECOND}\n\nYes.\n", to="c")).ghosts
    assert ghost.text.split() == FIRST.split()


@pytest.mark.parametrize("day", ["31 Dec 9999 23:59:59 -0500", "1 Jan 1915 00:00:00 +0500"])
def test_a_missing_message_of_no_sensible_year_has_no_date(day):
    text = f"On Fri, {day}, Grace Hopper wrote:\n> {FIRST}\n\nYes.\n"
    assert [each.date for each in aligned(mail("b", text, to="c")).ghosts] == [None]


def test_without_a_name_nobody_is_credited_with_missing_words():
    assert aligned(mail("b", f"> {FIRST}\n\nYes.\n", to="missing")).ghosts == ()


def test_of_a_parent_that_is_here_no_words_are_made_up():
    text = f"On Mon, 2 Mar 2020, Grace Hopper wrote:\n> {FIRST}\n\nYes.\n"
    assert aligned(mail("a", "Other words.\n"), mail("b", text, to="a")).ghosts == ()


def test_a_paragraph_answers_the_quote_above_it():
    mails = (
        mail("a", BOTH),
        mail("b", f"Hello there.\n\n> {FIRST}\n\nNo.\n\n> {SECOND}\n\nTrue.\n", to="a"),
    )
    found = aligned(*mails)
    answers = [
        (
            sliced(found, mails, each.span),
            [sliced(found, mails, source) for source in each.source],
        )
        for each in found.answers
        if each.span.message_id == "b" and each.quote is not None
    ]
    assert answers == [("No.", [FIRST]), ("True.", [SECOND])]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "deep\n",
        "> " + "a" * 1_000_000 + "\n",
        "> aaaaaaaaaaaaaaaaaaaa\n" * 2000,
        "> \x00\u202e words that go backwards\n",
        ">\n" * 5000,
    ],
    ids=["deep", "long", "alike", "controls", "empty"],
)
def test_hostile_quotes_end(text):
    mails = (mail("a", "a" * 1_000_000 + "\n"), mail("b", text, to="a"), mail("c", text, to="b"))
    found = aligned(*mails)
    for link in found.links:
        sliced(found, mails, link.quote)
        sliced(found, mails, link.source)


def check_links(discussion):
    """Spans slice what they claim; an exact link's sides are equal but for space and marks."""
    texts = {each.message_id: each.text for each in discussion.messages}
    for link in discussion.links:
        for span in (link.quote, link.source):
            assert 0 <= span.start < span.end <= len(texts[span.message_id])
        if link.exact:
            quote = texts[link.quote.message_id][link.quote.start : link.quote.end]
            source = texts[link.source.message_id][link.source.start : link.source.end]
            assert bare(quote) == bare(source)


def test_exact_links_of_the_sample_are_equal():
    for discussion in labelled_sample():
        assert discussion.links
        check_links(discussion)


@pytest.mark.shared
@pytest.mark.slow
def test_exact_links_of_a_real_archive_are_equal(shared):
    for discussion in discussions_of(shared / "archives" / "pipermail" / "twisted-python"):
        check_links(discussion)
