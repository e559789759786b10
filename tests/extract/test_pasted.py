"""A line that a program wrote asks nothing, though it stands amid somebody's words."""

from __future__ import annotations

import pytest

from listminer.extract.pasted import is_pasted
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
