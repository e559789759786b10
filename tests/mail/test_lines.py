"""Lines are read with shortcuts; these tell the same as the patterns they save."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.lines import ANGLES, read_lines
from listminer.mail.machine_text import CODE, CODE_ENDS, _is_code

# no two lines, no names, no impostors: only angles and white space
LEADS = st.text(alphabet="> \t", max_size=12)
LINES = st.tuples(LEADS, st.sampled_from(["", "words", "-> words", "< words"])).map("".join)


@given(LINES)
def test_the_marks_of_a_line_are_those_that_the_pattern_finds(line):
    lines = read_lines(line + "\n")

    found = ANGLES.match(line)
    deep = line.count(">", 0, found.end()) if found else 0
    rest = line[found.end() :] if found else line

    assert (lines.marks, lines.content) == ([deep], [rest.strip()])


CODE_LINES = st.tuples(
    st.sampled_from(["", " ", "\t", "    ", "\xa0"]),
    st.sampled_from(
        [
            *("#include <x.h>", "#if A", "#endif", "import x", "from x import y", "def f(x):"),
            *("class A", "public void", "private int", "static int", "void f", "int x"),
            *("struct a", "if(x) y", "for (x", "while (x", "else", "elif x:", "/* x", "*/ x"),
            *("// x", "<?php", "end", "@x", "</x>", "<x y>", "x = 1;", "return x; y"),
            *("words and words", "Else", "imports", "e", ""),
        ]
    ),
    st.sampled_from(["", " ", " x"]),
).map("".join)


@given(CODE_LINES)
def test_a_line_is_code_where_the_pattern_or_its_end_says_so(line):
    expected = line.rstrip().endswith(CODE_ENDS) or CODE.match(line) is not None

    assert _is_code(line) == expected


def test_lines_that_hold_words_are_found_in_the_text():
    lines = read_lines("scrubbed\n> scrubbed\n\nno\nwas scrubbed...scrubbed\n")
    assert lines.holding("scrubbed") == [0, 1, 4, 4]
    assert lines.holding("nothing") == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("\u200b> Drop it.\nNo.\n", [1, 0]),  # pasted from a page
        ("\ufeff> > Drop it.\n\ufeff> Why?\nNo.\n", [2, 1, 0]),
        ("\xa0> Drop it.\nNo.\n", [1, 0]),  # made of HTML
        ("\u200e\u202a> Drop it.\nNo.\n", [1, 0]),
        ("» Drop it.\n» » Why?\nNo.\n", [1, 2, 0]),
        ("» Drop it.\nNo.\n", [0, 0]),  # one alone may be an item
        ("»Drop it« she said\n»No« I said\n", [0, 0]),
        ("\xa0Drop > keep\n", [0]),
    ],
)
def test_what_nobody_sees_hides_no_mark(text, marks):
    lines = read_lines(text)
    assert lines.marks == marks
    assert [len(line) for line in lines.raw] == [len(line) for line in text.split("\n")[:-1]]


HEAD = "commit 856ed9ecd2795280\nAuthor: Ada <ada@example.org>\nDate:   Tue May 3 2016\n"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (f"See:\n{HEAD}\n    Drop it.\n\n    It is old.\n\nI agree.\n", "0000010100"),
        (f"{HEAD}    Drop it.\ndiff --git a/x b/x\n    code\n", "000100"),
        ("\tcommit 856ed9e (HEAD -> master)\n\tAuthor: Ada\n\n\t    Drop it.\n\tSo.\n", "00010"),
        ("> commit 856ed9e\n> Author: Ada\n>\n>     Drop it.\nYes.\n", "11120"),
        ("commit 856ed9e\n\n    Drop it.\n", "000"),  # nobody wrote it
        ("Please commit 856ed9e\nAuthor: Ada\n    Drop it.\n", "000"),
    ],
)
def test_the_words_of_a_commit_are_its_authors(text, marks):
    assert "".join(map(str, read_lines(text).marks)) == marks
