"""Words of another that stand in a mail without a mark, and answers that stand beside them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import Address
from listminer.thread.words import spoken_places, spoken_words
from tests.alarm import alarm
from tests.thread.drawing import aligned, mail

FIRST = "We should drop the old nightly builds, since nobody has looked at them for a year."
SECOND = "The storage that they take would serve the release candidates much better."
THIRD = "Whoever uses them may say so before the end of the week, if there is anybody."
ALL = f"{FIRST} {SECOND} {THIRD}"


def own_words(found, message):
    """Return the words that count as the sender's."""
    return [
        words
        for s in found.segments[message.message_id]
        if not s.depth and (words := message.text[s.span.start : s.span.end].strip())
    ]


ANSWERS = [
    ("No", f"{FIRST}\n\nNo\n", ["No"]),
    ("+1", f"{FIRST}\n\n+1\n", ["+1"]),
    ("a word of another place", f"{FIRST}\n\nmuch better\n", ["much better"]),
    ("a vote above", f"I vote -1 on this:\n{ALL}\n", ["I vote -1 on this:"]),
    ("a vote between two sentences", f"{FIRST} +1 {SECOND}\n", ["+1"]),
    ("a word between two", f"{FIRST}\nNo.\n{SECOND}\n", ["No."]),
    (
        "its own sentence, said elsewhere",
        f"{ALL}\n\nI think that is fine.\n",
        ["I think that is fine."],
    ),
]


@pytest.mark.parametrize(("text", "own"), [row[1:] for row in ANSWERS], ids=[r[0] for r in ANSWERS])
def test_a_short_answer_beside_a_copy_is_the_senders(text, own):
    """ "No" stands in "Nobody", "1" in a list: letters alone make nothing another's."""
    source = f"Nobody objects. 1. and +10 were too few.\n\n{ALL}\n\nBob said better.\n"
    copy = mail("b", text, to="a")
    assert own_words(aligned(mail("a", source), copy), copy) == own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (f"> {FIRST[:60]}\n{FIRST[60:]}\n\nYes.\n", ["Yes."]),  # within "nobody has"
        ("> We should drop the old nigh\ntly builds, since nobody has looked\n\nYes.\n", ["Yes."]),
        ("> The storage that they take would serve the release candidates much bet\nter.\n\nNo.\n",
         ["No."]),
        ("> The storage that they take would serve the release candidates much\nbetter.\n\nNo.\n",
         ["No."]),
        ("> The storage that they take would serve the release\nmuch\n\nNo.\n", ["much", "No."]),
    ],
)  # fmt: skip
def test_a_line_that_was_broken_within_a_word_is_quoted_whole(text, own):
    copy = mail("b", text, to="a")
    assert own_words(aligned(mail("a", ALL), copy), copy) == own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        # pasted from a page that may break its words
        (FIRST.replace("nightly", "night\u00adly").replace("looked", "loo\u200bked"), []),
        (FIRST.replace("builds", "builds\ufeff"), []),
        # cited from the vote on
        (f'You say "I vote -1 on it, since {FIRST}" So do I.', ["You say", "So do I."]),
    ],
)
def test_a_copy_is_told_however_it_was_pasted(text, own):
    copy = mail("b", f"{text}\n", to="a")
    assert own_words(aligned(mail("a", f"I vote -1 on it, since {FIRST}\n"), copy), copy) == own


def test_what_follows_a_copy_in_its_source_is_a_copy_however_short():
    copy = mail("b", f"Hi,\n\nI see.\n\n{ALL}\n\nThanks,\n", to="a")
    found = aligned(mail("a", f"Hi,\n\n{ALL}\n\nThanks,\nAda\n"), copy)
    assert own_words(found, copy) == ["Hi,", "I see."]


NUMBERS = (
    "The builds of version 3.8 and those of lists.example.org are the only ones that we keep",
    "since https://example.org/a?b=c.d tells nobody which of them were made in the last year",
)


def test_no_sentence_is_cut_within_a_number_a_host_or_a_link():
    source = ". ".join(NUMBERS) + ".\n"
    cited = "I heard that the builds of version 3.8 and those of lists.example.org are gone.\n"
    citing = mail("b", cited, to="a")
    assert own_words(aligned(mail("a", source), citing), citing) == [cited.strip()]
    changed = source.replace("3.8", "3.9").replace("only", "few")
    copy = mail("b", f"No.\n\n{changed}", to="a")
    assert own_words(aligned(mail("a", source), copy), copy) == ["No."]


CHINESE = (
    "我们应该放弃旧的每夜构建，因为一年来没有人看过它们。它们占用的存储空间留给发布候选版本会好得多。"
    "使用它们的人请在本周结束之前说出来。"
)
JAPANESE = (
    "古い夜間ビルドはもう一年も誰も見ていないので、やめるべきだと思います。"
    "その分の容量はリリース候補に使うほうがずっと良いでしょう。"
)
ACCENTED = (
    "Nous devrions abandonner les versions générées chaque nuit, car personne ne les a "
    "regardées depuis l'été dernier, et la mémoire occupée serait mieux employée ailleurs."
)
LETTERS = [
    ("Chinese", CHINESE, CHINESE),
    ("Chinese, a letter changed", CHINESE, CHINESE.replace("旧", "老")),
    ("Japanese, wrapped", JAPANESE, JAPANESE.replace("もう", "もう\n")),
    ("accents of their own", ACCENTED, unicodedata.normalize("NFD", ACCENTED)),
    ("accents put together", unicodedata.normalize("NFD", ACCENTED), ACCENTED),
]


@pytest.mark.parametrize(("said", "copied"), [r[1:] for r in LETTERS], ids=[r[0] for r in LETTERS])
def test_a_copy_in_other_letters_is_a_quotation_too(said, copied):
    copy = mail("b", f"OK.\n\n{copied}\n", to="a")
    assert own_words(aligned(mail("a", f"{said}\n"), copy), copy) == ["OK."]


CONTRARY = [
    ("the contrary", "should drop", "should not drop", True),
    ("the contrary, shortened", "should drop", "shouldn't drop", True),
    ("the contrary of a denial", "nobody has looked", "somebody has looked", True),
    ("another verb", "drop the old", "keep the old", True),
    ("a word misspelled", "nightly", "nigthly", False),
    ("a word broken", "looked", "loo=\nked", False),
    ("a word at a line's end", "nightly builds", "nightly\nbuilds", False),
]


@pytest.mark.parametrize(
    ("said", "copied", "is_own"), [r[1:] for r in CONTRARY], ids=[r[0] for r in CONTRARY]
)
def test_who_says_the_contrary_in_the_same_words_says_it_himself(said, copied, is_own):
    changed = FIRST.replace(said, copied)
    answer = mail("b", f"Hm.\n\n{changed}\n", to="a")
    own = own_words(aligned(mail("a", f"{FIRST}\n"), answer), answer)
    assert own == (["Hm.", changed] if is_own else ["Hm."])


def test_who_repeats_himself_from_another_address_copies_nobody():
    first, again = (
        mail(own, f"{ALL}\n", to=to, sender="Ada Lovelace") for own, to in (("a", None), ("c", "b"))
    )
    again = replace(again, sender=Address(name="Ada Lovelace", address="al@y.org"))
    mails = first, mail("b", "So?\n", to="a"), again
    assert own_words(aligned(*mails), mails[2]) == [ALL]


def test_a_long_copy_is_a_quotation_whole():
    said = "\n".join(
        f"The build number {n} of {n * 7} failed on {n % 13} machines." for n in range(900)
    )
    copy = mail("b", f"I see.\n\n{said.replace('number 450', 'nr 450')}\n", to="a")
    assert own_words(aligned(mail("a", f"{said}\n"), copy), copy) == ["I see."]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"other{n} " * 9 for n in range(4000)),
        f"{FIRST[:60]}{'.' * 150_000}{ALL}\n",
    ],
    ids=["many paragraphs", "a line of dots"],
)
def test_hostile_copies_are_searched_in_a_time_that_grows_with_their_size_alone(text):
    words = [f"word{n} " * 9 + "and so on." for n in range(60)] + [ALL]
    mails = [mail("m0", "\n\n".join(words * 30))]
    mails += [mail(f"m{n}", "\n\n".join(words * 30), to=f"m{n - 1}") for n in range(1, 6)]
    with alarm(30):
        aligned(*mails, mail("z", text, to="m5"))


def test_short_stretches_beside_a_copy_take_a_time_that_grows_with_their_number_alone():
    said = f"{ALL}\n\n" + "No.\n\n" * 20_000
    with alarm(5):
        found = aligned(mail("a", said), copy := mail("b", said, to="a"))
    assert found.segments[copy.message_id][0].depth == 1


@given(st.text(alphabet="aZ9 _.-'\u0301é東かHTtpS:/\n", max_size=60))
def test_each_word_has_its_place(text):
    places = spoken_places(text)
    assert [spoken_words(text[start:end]) for start, end in places] == [
        [word] for word in spoken_words(text)
    ]


def test_who_names_the_same_page_copies_nobody():
    link = "https://example.org/a/page/of/many/words/that/both/people/name/in/their/mails.html"
    mails = mail("a", f"Look at this page:\n{link}\n"), mail("b", f"I read it:\n{link}\n", to="a")
    assert "".join(own_words(aligned(*mails), mails[1])).endswith(link)
