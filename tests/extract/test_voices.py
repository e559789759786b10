"""Words that a mail itself gives to somebody else do nothing for its sender."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.findings import extract
from listminer.extract.reading import SentenceRead, load_reader
from listminer.extract.voices import bearers, other_voices
from listminer.model import MessageId, Span
from listminer.summary import summarize
from tests.alarm import alarm
from tests.extract.threads import read, thread

PEOPLE = ("Linus Berg", "Bob Stone", "Ada Lovelace")
IDEA = ("Ada Lovelace", "I propose that we drop the old scheduler in the next release.")


def said(*paragraphs: tuple[str, ...]) -> list[SentenceRead]:
    found, at = [], 0
    for sentences in paragraphs:
        whole = Span(message_id=MessageId("b@x"), start=at, end=at + len(" ".join(sentences)))
        for text in sentences:
            span = Span(message_id=MessageId("b@x"), start=at, end=at + len(text))
            found.append(
                SentenceRead(span=span, text=text, doc=None, paragraph=whole),
            )
            at += len(text) + 1
    return found


def others(*paragraphs: tuple[str, ...]) -> list[bool]:
    sentences = said(*paragraphs)
    return list(other_voices(sentences, ["Bob Stone"] * len(sentences), bearers(PEOPLE)))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            [("Linus wrote: +1, I am for it.", "I will send it."), ("I agree.",)],
            [True, True, False],
        ),
        ([("In the meeting Linus said: I will do it.",)], [True]),
        ([("linus wrote: I will do it.",), ("On the phone ada said: +1",)], [True, True]),
        ([("As he said: in the meeting Linus said: I will do it.",)], [True]),
        ([("bob wrote: no.",), ("The log says: I will stop.",)], [False, False]),
        ([("Linus promised: I will do it.",), ("Ada has explained: I do it.",)], [True, True]),
        ([("I promised: it will be done.",), ("Linus promised it, and I do.",)], [False, False]),
        ([("Dan Quayle wrote: we should rename it.",)], [True]),  # whoever that is
        ([("I wrote: we should rename it.",), ("Bob wrote: no.",)], [False, False]),
        ([("Linus> I will write the patch.",), ("LB> +1",)], [True, True]),
        ([("[Linus] +1, I am for it.",)], [True]),
        ([("<linus> I will do it.",), ("<snip> I agree.",)], [True, False]),
        ([("Linus: I will do the release.",)], [False]),  # he may be called
        ([("Linus: I will do the release.",), ("Ada: +1",)], [True, True]),  # minutes
        ([("Linus: please send the log.",), ("Ada: could you look?",)], [False, False]),
        (
            [("Linus: I will do it.",), ("Ada: could you look, too?",), ("Linus: no.",)],
            [True, True, True],
        ),
        ([("linus: I will do the release.",)], [False]),
        ([("linus: I will do it.",), ("bob: me too.",), ("ada: +1",)], [True, False, True]),
        ([("note: I will be away.",), ("todo: I will do it.",)], [False, False]),
        ([("Note: I will be away.",), ("Summary: I am for it.",)], [False, False]),
        ([('"I am for it, +1" is what Linus would say.',)], [True]),
        ([('Ada wrote there: "I am against it".',), ('"No", said Linus.',)], [True, True]),
        ([('Ada wrote "no", and I say +1.',)], [False]),
        ([("«I will do it», said Linus.",), ("„I will do it“, said Linus.",)], [True, True]),
        ([("'I will do it,' said Linus.",), ("Linus said there: «no».",)], [True, True]),
        ([("'I will do it,' said I.",), ("«I will do it», I said.",)], [False, False]),
        ([("He said: I will do it.", "I agree."), ("They asked: why?",)], [True, False, True]),
        ([("He said it: I will do that.",), ("Here I said: no.",)], [False, False]),
        (
            [
                (
                    'The page has "run it twice.',
                    "Please file a bug.",
                    'Thanks."',
                    "We should do that.",
                )
            ],
            [False, True, True, False],
        ),
        ([('"We should wait.', 'Please hold it."', "So it says.")], [True, True, False]),
        ([('It is 5" wide.', "We should cut it.", 'I mean "the box".')], [False] * 3),
        ([('He calls it "the old one.', "We should drop it.")], [False, False]),  # never closed
        ([('The page has "run it twice.', 'Wait", but we should not.')], [False, False]),
        ([('The answer was literally "we decided to keep it by hand".',)], [True]),
        ([('I said "we should keep it by hand".',)], [False]),
        (
            [("You mentioned: 1.)", "Make sure that it runs.", "2.)", "Stop it."), ("I agree.",)],
            [True, True, True, True, False],
        ),
        ([("You said: it is red.", "Please send the log.")], [False, False]),
        ([("a -> b is what I propose.",), ("x > 1 fails.",)], [False, False]),
        ([("'I said “keep it”.",), ("'Ada said “keep it”.",)], [False, True]),
        (
            [("I agree.", "Linus wrote on IRC:"), ("I will do it.", "+1"), ("No.",)],
            [False, False, True, True, False],
        ),
        ([("As Linus put it:",), ("I will do it.",)], [False, True]),
        ([("In late May, Linus wrote:",), ("I will do it.",)], [False, True]),
        ([("From Linus:",), ("I will do it.",)], [False, True]),
        ([("From Bob:",), ("I will do it.",)], [False, False]),
        ([("From Monday:",), ("I will do it.",)], [False, False]),
        ([("As I put it:",), ("I will do it.",)], [False, False]),
        ([("Linus asked how it goes.",), ("I will do it.",)], [False, False]),
        ([("Posting this on behalf of Linus:",), ("+1",), ("No.",)], [False, True, True]),
        (
            [("Hello.",), ("Grace Hopper asked me to forward this.",), ("No.",)],
            [False, False, True],
        ),
        ([("Posting this on behalf of Bob:",), ("+1",)], [False, False]),
        # an article, and comments of a tracker's
        (
            [
                ("See below.",),
                ("A New Gate\nBy Grace Hopper -- <g@example.org>",),
                ("I will do it.",),
            ],
            [False, True, True],
        ),
        ([("Date: 3 May\nBy: linus",), ("+1",), ("Date: 2 May\nBy: ada",), ("No.",)], [True] * 4),
        ([("Written by Grace Hopper",), ("+1",)], [True, True]),
        ([("By Bob Stone",), ("+1",)], [False, False]),
        ([("By Popular Demand",), ("+1",)], [False, False]),
        ([("By the way, Linus Berg",), ("+1",)], [False, False]),
        ([("We are stopped\nby Linus Berg and his mails.",), ("+1",)], [False, False]),
        ([("Linus asked me to post it, so I will.",), ("+1",)], [False, False]),
    ],
)
def test_whose_words_a_mail_says_they_are(paragraphs, expected):
    assert others(*paragraphs) == expected


def test_what_is_reported_is_nobodys_promise_side_or_idea(tmp_path):
    body = (
        "In the meeting Linus wrote: +1, I support that. I will send the patch tomorrow.\n\n"
        "Linus Berg wrote: we should rename the project."
    )
    found = read(thread(tmp_path, [IDEA, ("Linus Berg", "How many use it?"), ("Bob Stone", body)]))
    assert [each.owner for each in found.actions] == []
    assert [each.author for each in found.proposals] == ["Ada Lovelace"]
    assert {each.holder for each in found.positions} <= {"Ada Lovelace"}
    assert [act for act in found.acts if act.span.message_id == "m2@example.org"] == []


@pytest.mark.parametrize(
    ("people", "owners"),
    [
        (("Alex Smith", "Jones Alex"), ["Alex"]),  # which of the two is not said
        (("Linus Berg", "Grace Hopper"), ["Alex"]),  # nobody here is called so
        (("Alex Smith", "Grace Hopper"), ["Alex Smith"]),
        (('"Smith, Alex"', "Grace Hopper"), ["Alex Smith"]),
        (("Linus Alex (Gate)", "Grace Hopper"), ["Linus Alex (Gate)"]),
        (("Linus Berg (alex)", "Grace Hopper"), ["Linus Berg (alex)"]),
        (("Linus Berg (Alex)", "Grace Hopper"), ["Alex"]),  # or whom he works for
    ],
)
def test_who_is_called_is_asked_and_nobody_else(tmp_path, people, owners):
    ask = ("Bob Stone", "> I propose that we drop the old scheduler\n\nAlex, could you rebase it?")
    mails = [IDEA, *((who, "Hm, let me see.") for who in people), (*ask, 0)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


@pytest.mark.parametrize("name", ["Linus Berg (Gate)", "Linus Berg [Gate]", "Linus Berg - Gate"])
def test_whom_somebody_works_for_is_not_their_name(tmp_path, name):
    mails = [IDEA, (name, "Hm, let me see.", 0), ("Bob Stone", "Could you rebase it, Gate?", 0)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == [None]
    told = "On the phone Berg said: I will send the log by Friday."
    mails = [IDEA, (name, "Hm, let me see.", 0), ("Bob Stone", told, 0)]
    assert read(thread(tmp_path, mails)).actions == ()


@pytest.mark.parametrize(("other", "owners"), [("Alex Smith", []), ("Linus Berg", ["Jones Alex"])])
def test_who_tells_of_a_namesake_says_nothing_of_their_own(tmp_path, other, owners):
    told = "In the meeting Alex said: I will send the log by Friday."
    mails = [IDEA, (other, "How many use it?"), ("Jones Alex", told)]
    assert [each.owner for each in read(thread(tmp_path, mails)).actions] == owners


def test_an_opening_word_is_no_name(tmp_path):
    ask = "> I propose that we drop the old scheduler\n\nHowever, could you please rebase it?"
    found = read(thread(tmp_path, [IDEA, ("Bob Stone", ask)]))
    assert [each.owner for each in found.actions] == ["Ada Lovelace"]


@pytest.mark.parametrize("mark", "'.-")
def test_a_line_of_marks_is_read_in_time(mark):
    with alarm(5):
        assert others(*[(f"a {mark * 5000}?",), (mark * 5000 + "?",)] * 20) == [False] * 40


@given(
    st.lists(
        st.text(st.sampled_from("Linus: [<>]\"“” wrote+1I'"), max_size=30).filter(str.strip),
        max_size=6,
    )
)
def test_any_text_has_an_answer_for_each_sentence(texts):
    assert len(others(*((text,) for text in texts))) == len(texts)


@pytest.mark.parametrize(
    ("writer", "author"),
    [
        ("Ada Lovelace <ada@example.org>", None),  # another's patch, sent on
        ("Bob Stone <bob@work.example>", "Bob Stone"),  # their own
        ("Robert <bob@example.org>", "Bob Stone"),
    ],
)
@pytest.mark.parametrize("above", ["", "5.15-stable review patch.\n\n------------------\n\n"])
def test_a_patch_is_the_words_of_who_wrote_it(tmp_path, above, writer, author):
    patch = (
        f"{above}From: {writer}\n\n{IDEA[1]}\n\nSigned-off-by: {writer}\n---\n"
        "I will send the second part by Friday.\n\n"
        " a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n"
    )
    findings = read(thread(tmp_path, [("Bob Stone", patch)]))
    assert [each.author for each in findings.proposals] == ([author] if author else [])
    assert [each.owner for each in findings.actions] == ["Bob Stone"]


@pytest.mark.parametrize(("mark", "expected"), [('"""', []), ("", ["Bob Stone"])])
def test_what_is_set_off_by_marks_of_three_is_cited(tmp_path, mark, expected):
    """It was the proposal of who had copied the page of a manual into the mail."""
    body = f"From the manual:\n\n{mark}PIPE 1\n\nThe old mode hangs.  {IDEA[1]}\n{mark}"
    findings = read(thread(tmp_path, [("Bob Stone", body)]))
    assert [each.author for each in findings.proposals] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"~~{IDEA[1]}~~\n\nOr not: the nights are cold.", []),
        (f"~~The nights are cold. {IDEA[1]}~~ Or not.", []),
        (f"~~{IDEA[1]} The nights~~ are cold.", []),
        (f"~~The nights are cold. But~~ {IDEA[1]}", ["Bob Stone"]),
        (f"~~Once more:~~ {IDEA[1]}", ["Bob Stone"]),
        (f"~~ {IDEA[1]} ~~", ["Bob Stone"]),
        (f"~~~\n{IDEA[1]}\n~~~", ["Bob Stone"]),
        (f"~~The nights\n\n{IDEA[1]}~~", ["Bob Stone"]),
    ],
)
def test_what_is_struck_out_is_said_no_more(tmp_path, body, expected):
    findings = read(thread(tmp_path, [("Bob Stone", body)]))
    assert [each.author for each in findings.proposals] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("~~+1~~ -1 from me.", "oppose"),
        ("~~+1~~\n-1, we need it.", "oppose"),
        ("-1 ~~for now~~ from me.", "oppose"),
        ("~~-1~~ +1, since it is tested ~~at night~~ now.", "support"),
        ("+1 from me.", "support"),
        ("~~+1~~", None),
    ],
)
def test_a_side_is_taken_by_what_is_not_struck_out_of_a_sentence(tmp_path, body, expected):
    found = read(thread(tmp_path, [IDEA, ("Bob Stone", body)])).positions
    assert next((each.stance for each in found if each.holder == "Bob Stone"), None) == expected


@pytest.mark.parametrize(
    ("body", "task"),
    [
        ("I will ~~drop the builds~~ fix the page by Friday.", "fix the page by Friday"),
        ("I will fix the page ~~by Monday~~ by Friday.", "fix the page by Friday"),
    ],
)
def test_a_task_is_what_is_not_struck_out_of_a_promise(tmp_path, body, task):
    (found,) = read(thread(tmp_path, [("Bob Stone", body)])).actions
    assert (found.owner, found.task, found.due) == ("Bob Stone", task, "by Friday")


@pytest.mark.parametrize(
    ("sender", "expected"),
    [("dev-request Robot", []), ("requests Fan", ["requests Fan"])],
)
def test_a_lists_software_says_nothing_of_its_own(tmp_path, sender, expected):
    """It was told to propose, and to ask, what the mails in its digests do."""
    findings = read(thread(tmp_path, [(sender, IDEA[1])]))
    assert [each.author for each in findings.proposals] == expected


MUST = "The nightly builds must never be dropped, whatever the old scheduler costs us."


@pytest.mark.parametrize(
    "body",
    [
        f'From the manual:\n\n"""Builds\n\n{MUST}\n"""\n\nThat is all that it has.',
        f"Dora Stone said: {MUST}\n\nThat is all that was said.",
        f"Dora said: “{MUST}”\n\nThat is all that was said.",
        f"~~{MUST}~~\n\nI had not seen the numbers of last week.",
    ],
)
def test_a_summary_quotes_nobody_with_anothers_words(tmp_path, body):
    """The opening quoted the manual as what its reader says: only the findings knew better."""
    mails = [("Carl Gauss", body), ("Dora Stone", "How much does it cost, and who pays for it?")]
    discussion = extract(thread(tmp_path, mails), load_reader(tagged=False))
    summary = summarize(discussion)
    assert [each.text for each in summary.sentences if "must never" in each.text] == []


def test_a_summary_quotes_ones_own_words(tmp_path):
    mails = [("Carl Gauss", MUST), ("Dora Stone", "How much does it cost, and who pays for it?")]
    discussion = extract(thread(tmp_path, mails), load_reader(tagged=False))
    told = summarize(discussion).sentences
    assert [each.text for each in told if "must never" in each.text] != []
