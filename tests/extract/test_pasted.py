"""A line that a program wrote asks nothing, though it stands amid somebody's words."""

from __future__ import annotations

import pytest

from listminer.extract.pasted import conversations, is_pasted
from tests.alarm import alarm
from tests.extract.threads import read, thread

SYSLOG = "Nov 12 10:11:12 host foo[123]: what?"
TRACE = "at org.foo.Bar.what(Bar.java:12) what now?"


@pytest.mark.parametrize(
    "sentence",
    [
        SYSLOG,
        TRACE,
        f"I get this:\n  {SYSLOG}",
        "<13>Sat Nov 12 10:11:12 2016 host foo: who?",
        "12 Nov 10:11:12 host foo[1]: who?",
        "2016-11-12T10:11:12Z ERROR nova: who?",
        "2016-11-12 10:11:12,123 12 [main] WARN who?",
        "[10:11:12.345] [main] INFO who?",
        "2016-11-12 10:11:12 foo[12]: who?",
        "[   12.345678] usb 1-1: who?",
        "I0312 10:11:12.345 12 foo.go:12] who is it?",
        "ERROR nova.api.Foo: who is it?",
        "[ERROR] [MPMD] who is it?",
        "Bell.cpp: In member function ?int Bell::ring(float)?",
        "src/Bell.h:469:7: note: candidate is: void Bell::ring(float)?",
        "Bell.Rope.Pull(RopeInfo info, Boolean hard) ?",
        "\\[INFO\\] \\[UHD\\] who is it?",
        "Error: RuntimeError: who is it?",
        'File "x.py", line 12, in why?',
        "#0 0x00f3 in what?",
        "Caused by: java.io.IOException: who?",
        "java.io.IOException: who closed it?",
        "It says:\nValueError: is it 3?",
    ],
)
def test_a_line_that_a_program_wrote(sentence):
    assert is_pasted(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Nov 12 10:11:12 the host went down, did you see it?",
        "Nov 12 10:11:12 was it, or later?",
        "Nov 12 is fine: who comes?",
        "2016-11-12 10:11:12 is when it broke, is it not?",
        "10:11:12 it was, right?",
        "ERROR: why is it there?",
        "Bell.cpp: who wrote it?",
        "Bell.Rope.Pull(hard) is what rings, is it not?",
        "[WARNING] long mail, do you have time?",
        "Error: is it 3?",
        "It throws a\njava.io.IOException: what shall I do?",
        "at foo (or bar) it stops, why?",
        "at.least.one (or two)?",
        "[1.5] is it out?",
        "#1 what is it for?",
        "Caused by: who knows what?",
        "File a bug, line by line?",
        f"{SYSLOG}\nWhat does it mean?",
        "",
    ],
)
def test_what_people_write(sentence):
    assert not is_pasted(sentence)


@pytest.mark.parametrize("line", [SYSLOG, TRACE])
@pytest.mark.parametrize("mark", ["", "- ", "I get this:\n"])
def test_nobody_asks_by_a_line_of_a_log(tmp_path, line, mark):
    body = f"Hello,\n\n{mark}{line}\n\nDoes anybody know why?"
    found = read(thread(tmp_path, [("Ada Lovelace", body)]))
    assert [each.text for each in found.questions] == ["Does anybody know why?"]
    assert [each.kind for each in found.acts] == ["question"]


TALK = "ttx: I will rebase it by Friday\nsdague: +1, I support that\nttx: we should drop it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TALK, [TALK]),
        (f"From the channel:\n\n{TALK}\n\nSo I will wait.", [TALK]),
        (TALK.replace("\n", "\n\n"), [TALK.replace("\n", "\n\n")]),
        (TALK.replace("+1, ", "+1,\n        "), [TALK.replace("+1, ", "+1,\n        ")]),
        ("name: foo\nversion: 1\nlicense: MIT", []),
        ("pro: it is fast\ncon: it is new\npro: it is small", []),
        ("Q: why?\nA: it is slow.\nQ: since when?", []),
        ("ttx: I see.\nada: so do I.", []),
        ("Bob: thanks.\n\nThat is all for now, and it took long.\n\nAda: no.\n\nBob: yes.", []),
    ],
)
def test_where_a_talk_of_others_is_pasted(text, expected):
    assert [text[each.start : each.stop] for each in conversations(text)] == expected


def test_who_pastes_a_talk_says_none_of_it(tmp_path):
    mails = [
        ("Ada Lovelace", "I propose that we drop the old scheduler in the next release."),
        ("Bob Stone", f"We talked about it.\n\n{TALK}\n\nI agree with that."),
    ]
    found = read(thread(tmp_path, mails))
    assert [each.owner for each in found.actions] == []
    assert [each.author for each in found.proposals] == ["Ada Lovelace"]
    assert {each.holder for each in found.positions} == {"Ada Lovelace", "Bob Stone"}


@pytest.mark.parametrize("part", ["a: ", "ab: x\n", "ab: x\ncd: y\n", "ab: \n"])
def test_a_hostile_text_is_searched_for_talks_in_time(part):
    with alarm(5):
        assert len(conversations(part * 30_000)) <= 1


def test_what_a_program_says_next_in_its_line_is_asked_of_nobody(tmp_path):
    log = "[ERROR] [MPMD] The image is too old. Please update the image on your device."
    found = read(thread(tmp_path, [("Ada Lovelace", f"It says:\n\n{log}\n\nIt is red.")]))
    assert found.actions == ()
