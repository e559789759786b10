r"""What is pasted amid somebody's words: a line that a program wrote, a talk of others. Pure.

Logs of several lines are told by their zone. A single line that stands in a paragraph, behind a
list mark or behind "I get this:", is read as a sentence and may end in a question mark. Nobody
asks, wants or promises anything by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
_LEVEL = r"(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)"
_ZONE = r"(?:Z| ?[+-]\d\d:?\d\d)?"
_BRACKETS = r"(?:\d{1,9} |\[[^\[\]\n]{0,80}\]:? ?)*"
_PROGRAM_LINE = re.compile(
    # "Nov 12 10:11:12 host foo[123]: what?", "<13>Sat Nov 12 10:11:12 2016 host foo: who?"; not
    # "Nov 12 10:11:12 was it, or later?"
    rf"(?:<\d{{1,3}}>)?(?:[A-Z][a-z]{{2}},? )?(?:{_MONTH} {{1,2}}\d{{1,2}}|\d{{1,2}} {_MONTH})"
    rf"(?: \d{{4}})? {_CLOCK}(?: \d{{4}})? [\w.-]{{1,60}} [\w./-]{{1,60}}(?:\[\d+\])?: "
    # "2016-11-12T10:11:12Z ERROR x: who?", "[10:11:12.345] [main] WARN x.Foo - who?"; not
    # "2016-11-12 10:11:12 is when it broke, is it not?"
    rf"|\[?(?:\d{{4}}-\d\d-\d\d[ T])?{_CLOCK}{_ZONE}\]?[ :|-]+{_BRACKETS}"
    rf"(?:\[?{_LEVEL}\b|[\w.-]{{1,60}}\[\d+\]: )"
    # "[   12.345678] usb: who?", "I0312 10:11:12.345 12 foo.go:12] who?"; not "[1.5] is it out?"
    rf"|\[ {{0,9}}\d+\.\d{{4,9}}\] |[IWEF]\d{{4}} {_CLOCK} +\d+ [\w./-]{{1,60}}:\d+\] "
    # "[ERROR] [MPMD] who?", "\[INFO\] \[UHD\] x" as some mailers write it; not "[ERROR] who?"
    rf"|\\?\[{_LEVEL}\\?\]:? {{1,9}}\\?\[[^\[\]\n]{{1,60}}\]"
    # "ERROR nova.api.Foo: who?"; not "ERROR: why is it there?"
    rf"|\[?{_LEVEL}\]?:? {{1,9}}[\w$]+(?:\.[\w$]+)+\b"
    # "at org.foo.Bar.what(Bar.java:12)"; not "at foo (or bar)?"
    r"|at (?:[\w$<>]{1,80}\.){1,20}[\w$<>]{1,80}\([^()\n]{0,120}\)"
    # 'File "x.py", line 12', "#0 0x00f3 in what?"; not "File a bug, line by line?", "#1 what?"
    r"|File \"[^\"\n]{1,200}\", line \d+|Traceback \(most recent|#\d{1,4} +0x[0-9a-f]+ "
    # "Bell.cpp: In member function 'int x'?", "Bell.h:46:7: note: who?"; not "Bell.cpp: who is it?"
    r"|[\w./+-]{1,120}\.\w{1,4}:(?:\d+:){0,2} (?:In (?:\w+ )?(?:function|constructor)\b"
    r"|(?:note|warning|(?:fatal )?error): )"
    # "Bell.Rope.Pull(Boolean hard) ?"; not "Bell.Pull() is it?"
    r"|(?:[A-Z]\w{0,80}\.){2,20}[A-Z]\w{0,80} ?\([^()\n]{0,200}\) ?\??$"
    # "Caused by: java.io.IOException: who?"; not "Caused by: who knows?"
    r"|Caused by: (?:\w{1,80}\.)+\w"
)
# "java.io.IOException: who closed it?", "ValueError: is it 3?"; not "Error: is it 3?", nor a line
# that only goes on with a sentence: "… throws a / java.io.IOException: what shall I do?"
_THROWN = re.compile(
    r"(?:Error: )?(?:(?:\w{1,80}\.){1,20}[A-Z]\w{0,80}|[A-Z]\w{2,80})(?:Exception|Error): "
)
_ENDS = (":", ".", "!", "?", ";", "-")  # of a line that the next one does not go on with


def is_pasted(sentence: str) -> bool:
    """Return whether *sentence*, with its line ends, ends in a line that a program wrote.

    >>> is_pasted("I get this:\\nNov 12 10:11:12 host foo[123]: what?")
    True
    >>> is_pasted("It broke at Nov 12 10:11:12, did you see it?")
    False
    """
    before, _, line = sentence.rstrip().rpartition("\n")
    line = line.lstrip()
    if _PROGRAM_LINE.match(line):
        return True
    return _THROWN.match(line) is not None and (not before or before.rstrip().endswith(_ENDS))


def stands_behind_pasted(text: str, start: int) -> bool:
    """Return whether the line of *text* that holds *start* begins as one of a program, before it.

    What a program says in a second sentence is no more its sender's than the first.

    >>> stands_behind_pasted("[ERROR] [MPMD] It is old. Please update it.", 26)
    True
    >>> stands_behind_pasted("It is old. Please update it.", 11)
    False
    """
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:start].lstrip()
    return bool(line) and (_PROGRAM_LINE.match(line) or _THROWN.match(line)) is not None


# "ttx: I will do it"; not "http://x", "Q: why?", "12:30: it is late".
_TURN = re.compile(r"^[ \t]{0,8}(?P<who>[A-Za-z][\w|`^{}-]{1,19}): +(?=\S)", re.MULTILINE)
# Words before a colon that part one person's own lines.
_PARTS = frozenset(
    [
        *("pro", "pros", "con", "cons", "question", "answer", "ans", "note", "option", "step"),
        *("problem", "solution", "issue", "fix", "before", "after", "old", "new", "expected"),
        *("actual", "example", "result", "now", "then", "idea", "reason", "todo", "edit"),
    ]
)
_LEAST_TURNS = 3
_FAR = 400  # characters from one turn to the next, of one paragraph


def conversations(text: str) -> tuple[range, ...]:
    """Return where *text* has a talk of several that its sender pasted: "ttx: …", "ada: …".

    Two speak at least, and one of them twice: fields ("name: x") do not come again.
    Logs with times or "<ttx>" are known by their zone.

    >>> text = "From the channel:\\nttx: why?\\nada: it is slow\\nttx: I see\\n\\nSo we wait."
    >>> [text[each.start : each.stop] for each in conversations(text)]
    ['ttx: why?\\nada: it is slow\\nttx: I see']
    """
    return tuple(_conversations(text)) if text.count(": ") >= _LEAST_TURNS else ()


def _conversations(text: str) -> Iterator[range]:
    run: list[re.Match[str]] = []
    for turn in _TURN.finditer(text):
        if turn["who"].lower() in _PARTS:
            continue
        if run and not _goes_on(text, run[-1], turn):
            yield from _told(text, run)
            run = []
        run.append(turn)
    yield from _told(text, run)


def _goes_on(text: str, turn: re.Match[str], after: re.Match[str]) -> bool:
    """Return whether *after* is the next turn: one blank line between them at most."""
    between = text[turn.end() : after.start()]
    return len(between) <= _FAR and between.rstrip("\n").count("\n\n") == 0


def _told(text: str, run: list[re.Match[str]]) -> Iterator[range]:
    names = [turn["who"].lower() for turn in run]
    turns = 1 + sum(one != other for one, other in pairwise(names))
    if turns > len(set(names)) > 1:
        end = text.find("\n\n", run[-1].end())
        yield range(run[0].start(), end if end >= 0 else len(text.rstrip()))
