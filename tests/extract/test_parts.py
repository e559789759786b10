"""Sentences, titles, dates, names, cues: the small parts of the extractors, as tables."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.acts import is_imperative, joined, kinds_of
from listminer.extract.dates import find_due, resolve
from listminer.extract.naming import Names
from listminer.extract.splitting import split_sentences
from listminer.extract.titles import MAX_CHARS, title_of
from listminer.extract.wording import Rarity, content_words
from tests.alarm import alarm

TUESDAY = datetime(2016, 3, 8, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It works. We should keep it.", ["It works.", "We should keep it."]),
        ("nor do I.  they differ", ["nor do I.", "they differ"]),
        ("really?? i doubt it", ["really??", "i doubt it"]),
        ("See e.g. the log, i.e. line 4.", ["See e.g. the log, i.e. line 4."]),
        ("Ask J. Random Hacker about 4.1 now.", ["Ask J. Random Hacker about 4.1 now."]),
        ("Remove it in M. Any other idea?", ["Remove it in M.", "Any other idea?"]),
        ("No. It breaks no. 7 here.", ["No.", "It breaks no. 7 here."]),
        ("Open driver.c and etc. files", ["Open driver.c and etc. files"]),
        ("+1. -1 to the rest", ["+1.", "-1 to the rest"]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("well... ok then", ["well...", "ok then"]),
        ('The way from "Speak up!" to a note of it', ['The way from "Speak up!" to a note of it']),
        ('He said "Stop! or else" and left. I go.', ['He said "Stop! or else" and left.', "I go."]),
        ('He wrote "stop! and so on', ['He wrote "stop!', "and so on"]),  # never closed
        ("It runs, i. e. on 4.1. And e. g. on 3.", ["It runs, i. e. on 4.1.", "And e. g. on 3."]),
        (
            "See Low et. al. on it. And Moe et al. too.",
            ["See Low et. al. on it.", "And Moe et al. too."],
        ),
        ("Add Speak Up! to the page. I go.", ["Add Speak Up! to the page.", "I go."]),
        ("Thanks! to all of you", ["Thanks!", "to all of you"]),
        ("The bell(!) Rings. It (?) does.", ["The bell(!) Rings.", "It (?) does."]),
        ("P.S. Please reply below.", ["P.S. Please reply below."]),
        ("Could somebody (Ada!) try it?", ["Could somebody (Ada!) try it?"]),
        ("It works (here at least.) I like it.", ["It works (here at least.)", "I like it."]),
        ("Done. (Nearly.) we wait", ["Done.", "(Nearly.)", "we wait"]),
        ("a smile, no bracket :-)! so what", ["a smile, no bracket :-)!", "so what"]),
        (f"a ({'b' * 300}!) c", [f"a ({'b' * 300}!)", "c"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_split_sentences(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@given(st.text(alphabet="aB1 .?!…\n\"'()+-e.g", max_size=80))
def test_sentences_cover_all_but_white_space_in_order(text):
    spans = list(split_sentences(text))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert [a for a, _ in spans] == sorted(a for a, _ in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I propose that we drop Python 3.4.", "we drop Python 3.4"),
        ("What if we kept the logs for a year?", "we kept the logs for a year"),
        ("Instead of votes I propose a page with pass rates.", "a page with pass rates"),
        ("So maybe I think we should split the tree, because it grew.", "split the tree"),
        ("They do good work, but I think the board needs a second member.", None),
        ("I'm proposing that we drop the old parser.", "we drop the old parser"),
        ("Given the heat, I move that we drop the old parser.", "we drop the old parser"),
        ("This RFC proposes to drop the old parser.", "drop the old parser"),
        ("Could we drop 'Old parser'?", "drop 'Old parser'"),
        ("We should drop what they don't use.", "drop what they don't use"),
        ("My proposal: use the dark theme.", "use the dark theme"),
        (
            "See Per's post, in which he argues that we should move the whole manual.",
            "move the whole manual",
        ),
        ("This is a call for adoption of the draft.", "adoption of the draft"),
        ("Is there any reason not to drop the parser?", "drop the parser"),
        ("+1", "+1"),
        ("?", "?"),
        ("I'll send you the counts by Friday.", "send you the counts by Friday"),
    ],
)
def test_title_of(text, expected):
    title = title_of(text)
    assert title == (expected or "the board needs a second member")


@given(st.text(max_size=400))
def test_a_title_is_short_and_cut_from_the_text(text):
    title = title_of(text)
    assert len(title) <= MAX_CHARS + 2
    assert title.removesuffix(" …") in " ".join(text.split())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("breaks by 15 March", "", "breaks by 15 March"),
        ("breaks first by 15 March", "", "breaks first by 15 March"),
        ("breaks first here by 15 March", "", "breaks first here by 15 March"),
        ("breaks first by 15 March", " at the latest", "breaks first by 15 March …"),
        ("breaks in any vendor's lab by 15 March", "", "breaks in any …"),
    ],
)
def test_a_title_is_not_cut_in_its_date(before, after, expected):
    stem = "try the upgrade on something that resembles production, then file what "
    assert title_of(stem + before + after, whole="by 15 March") == stem + expected


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("I'll do it by Friday.", "by Friday", "2016-03-11"),
        ("I'll do it by Tuesday.", "by Tuesday", "2016-03-15"),
        ("Counts by Wednesday evening, Boston time.", None, "2016-03-09"),
        ("We'll meet on 24 March.", "on 24 March", "2016-03-24"),
        ("Please answer by 15 March 2017.", "by 15 March 2017", "2017-03-15"),
        ("due March 3rd", None, "2016-03-03"),
        ("by Jan 5", "by Jan 5", "2017-01-05"),
        ("It will be ready by the end of March.", "by the end of March", "2016-03-31"),
        ("by the end of the week", "by the end of the week", "2016-03-11"),
        ("I'll look at it tomorrow.", "tomorrow", "2016-03-09"),
        ("within two weeks", "within two weeks", "2016-03-22"),
        ("by 2016-04-01, please", "by 2016-04-01", "2016-04-01"),
        ("by the 3rd", "by the 3rd", "2016-04-03"),
        ("this week, but by Friday the list", "by Friday", "2016-03-11"),
        ("We want it before the freeze.", "before the freeze", None),
        ("by 31 February", "by 31 February", None),
        ("I'll do it next weekend.", "next weekend", "2016-03-20"),
        ("I'll do it the day after tomorrow.", "the day after tomorrow", "2016-03-10"),
        ("by Friday next week", "by Friday next week", "2016-03-18"),
        ("I'll do it Monday next week.", "Monday next week", "2016-03-14"),
        ("I'll do it end of next week.", "end of next week", "2016-03-18"),
        ("on Monday or Tuesday", "on Monday or Tuesday", "2016-03-15"),
        ("I'll do it today or tomorrow.", "today or tomorrow", "2016-03-09"),
        ("I'll send it Friday.", "Friday", "2016-03-11"),
        ("Send it next Monday, please.", "next Monday", "2016-03-14"),
        ("Send it by next Friday, please.", "by next Friday", "2016-03-18"),  # and not this one
        ("Send it this Friday, please.", "this Friday", "2016-03-11"),
        (
            "I'm at a meeting until Thursday, but can look at it on Friday.",
            "on Friday",
            "2016-03-11",
        ),
        ("I'm on it until Thursday.", "until Thursday", "2016-03-10"),
        ("I'll send it today.", "today", "2016-03-08"),
        ("I'll do it this afternoon.", "this afternoon", "2016-03-08"),
        ("I'll do it by EOD.", "by EOD", "2016-03-08"),
        ("by EOD Friday", "by EOD Friday", "2016-03-11"),
        ("by EOW", "by EOW", "2016-03-11"),
        ("two weeks from today", "two weeks from today", "2016-03-22"),
        ("in the next two weeks", "in the next two weeks", "2016-03-22"),
        ("by 20.03.2016", "by 20.03.2016", "2016-03-20"),
        ("I'll do it by rc2.", "by rc2", None),
        ("I'll get it merged by Liberty-2.", "by Liberty-2", None),
        ("I'll do it in May.", "in May", None),
        ("by mid-April", "by mid-April", None),
        ("before Christmas", "before Christmas", None),
        # another time than the first, which is not meant
        ("I can't do it by Friday, but I will by Monday.", "by Monday", "2016-03-14"),
        ("I'll read what Ada sent on Monday by Friday.", "by Friday", "2016-03-11"),
        ("Don't forget it by Friday.", "by Friday", "2016-03-11"),
        ("If I don't hear more by Friday, I'll do it.", "by Friday", "2016-03-11"),
        ("I'll fix that bug on Friday.", "on Friday", "2016-03-11"),
        ("I'll have that reviewed on Friday.", "on Friday", "2016-03-11"),
        ("As agreed, I'll send it on Monday.", "on Monday", "2016-03-14"),
        ("I'll send the log (and the bell, by Friday).", "by Friday", "2016-03-11"),
        ("I'll send it (the one which broke) on Monday.", "on Monday", "2016-03-14"),
    ],
)
def test_find_due(text, said, day):
    due = find_due(text, TUESDAY)
    assert due is not None
    assert said is None or due.said == said
    assert (due.date and due.date.date().isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "It may work.",
        "I did it by hand.",
        "on the list",
        "",
        "I will",
        "Have patience, there are only 24 hours in a day.",
        "Once in a week it hangs.",
        "It was to be found before the last release went out.",
        "It may be winter before I even get that far.",
        "I will look into this release.",
        "It would close this year and a half long tale.",
        "I can add it after the fact.",
        "I'll look at tomorrow's build.",
        "I'll do it, but not before Monday.",
        "I won't be able to look at it before Monday.",
        "I'll rebase what you sent on Friday.",
        "I'll rebase the series that broke on Monday.",
        "I'll drop the job that runs on Sunday.",
        "I'll write up the last Friday.",
        "I'll move it to Friday.",
        "How we do it today is slow.",
        "It is faster by 2.5.",
        "It will be replaced by Python-3.",
        "It may march in in may cases.",
        "Mail it there - it moved lately (though before the release).",
        "I'll move the bell (which Ada has done with two bells this month).",
    ],
)
def test_no_due_date_is_seen_where_none_is_said(text):
    assert find_due(text, TUESDAY) is None


def test_without_the_mails_date_nothing_is_resolved():
    assert resolve("by Friday", None) is None


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for_a_date(text):
    find_due(text, TUESDAY)


@pytest.mark.parametrize("text", ["by the ", "not ", "that sent ", "on Friday or ", "n't", "a "])
def test_a_long_line_is_read_for_dates_in_time(text):
    """A run of "by the" took minutes."""
    with alarm(5):
        find_due(text * 5000 + "on Friday", TUESDAY)
    resolve(text, TUESDAY)


NAMES = Names(
    ["Pat O'Brien", "Ada Lovelace", "Will Ames", "grace@example.org", "Ada Byron", "Tom Ray"]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom's page is good", [("Tom Ray", True)]),
        ("as Ray wrote", [("Tom Ray", False)]),
        ("as O'Brien wrote", [("Pat O'Brien", False)]),
        ("Tom’s page is good", [("Tom Ray", True)]),
        ("Ada agrees", []),  # two people are called so
        ("Lovelace agrees", [("Ada Lovelace", False)]),
        ("this will do", []),
        ("Will you do it?", []),
        ("I asked Will.", [("Will Ames", False)]),
        ("ask grace", [("grace@example.org", False)]),
        ("tom", []),  # a name in lower case is a word
    ],
)
def test_who_is_mentioned(text, expected):
    assert [(m.who, m.is_owner) for m in NAMES.mentioned(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom, can you look?", ("Tom Ray",)),
        ("Hi Tom: could you?", ("Tom Ray",)),
        ("@grace, please", ("grace@example.org",)),
        ("So, can you look?", None),
        ("Can you look, Tom?", ("Tom Ray",)),
    ],
)
def test_who_is_called(text, expected):
    assert NAMES.called(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i propose that we drop it.", {"proposal"}),
        ("what if we kept it?", {"proposal"}),
        ("+1", {"support"}),
        ("+1.", {"support"}),
        ("-1 from me.", {"oppose"}),
        ("a verified -1 blocks the change.", set()),
        ("i go from +0 to +1 on that.", {"support"}),
        ("on the vote itself i'm +0.", {"conditional"}),
        ("if it is two, i would rather have the page.", {"conditional"}),
        ("we could live with it as long as it is off.", {"conditional"}),
        ("on tuesday i was against it.", set()),
        ("my +1 on monday was for the vote.", set()),
        ("i don't agree with that.", {"oppose"}),
        ("exactly.", {"support"}),
        ("sure, i can do that.", {"commitment"}),
        ("i'll file a bug.", {"commitment"}),
        ("dan, can you send me the log?", {"request"}),
        ("please review it.", {"request"}),
        ("how often does it restart?", {"question"}),
        ("right?", set()),
        ("we agreed on the page.", {"decision"}),
        ("i'd like to announce that 15.3 is the last with python 2.", {"decision"}),
        ("it is not settled.", set()),
        ("reviewed-by: ada <ada@example.org>", {"support"}),
        ("it rained.", set()),
        ("", set()),
    ],
)
def test_what_cues_tell(text, expected):
    assert set(kinds_of(text)) == expected


TEXTS = ["+1, we should drop it.", "no need to; -1.", "i'd be fine with that", "'d be great"]


@given(st.sampled_from(TEXTS) | st.text(alphabet="+-1 'dbewstoIn?.,", max_size=30))
def test_cues_joined_find_what_each_finds_alone(text):
    cues = [r"\bbe (?:great|fine)\b|\b'd be\b", r"^\W*[-+]1|\bno\b", r"(?<!\w)\+1", r"\?$"]
    alone = any(re.search(cue, text) for cue in cues)
    assert bool(re.search(joined(cues), text)) == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("send me the log.", True),
        ("please also check the page", True),
        ("test failures are rare.", False),
        ("the test is fine", False),
    ],
)
def test_is_imperative(text, expected):
    assert is_imperative(text) is expected


def test_words_without_content_do_not_count():
    assert content_words("We should do that, then.") == frozenset()
    assert "1" not in content_words("+1 to it")


def test_rare_words_tell_more():
    rarity = Rarity([frozenset({"vote", "page"}), frozenset({"vote"}), frozenset({"vote"})])
    assert rarity.weight({"page"}) > rarity.weight({"vote"})
    assert rarity.likeness(frozenset({"page"}), frozenset({"page", "vote"})) == 1.0
    assert rarity.likeness(frozenset(), frozenset({"page"})) == 0.0
