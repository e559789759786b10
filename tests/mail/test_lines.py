"""Lines are read with shortcuts; these tell the same as the patterns they save."""

from __future__ import annotations

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
