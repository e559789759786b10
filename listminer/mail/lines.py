"""Cut a body into lines and tell how deep each one is quoted by its marks.

Pure. Only "\\n" ends a line: form feeds, carriage returns, U+2028 and NUL are
characters like others. Marks are `>` in all its spellings, `|`, `AB>` and `:`;
the last three count only where several lines agree, for tables, prompts and
prose use the same characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from listminer.mail.odd_marks import (
    INITIALS,
    MARKUP,
    PROGRAMS,
    mark_announced,
    mark_commits,
    mark_inset,
    mark_markup,
    undo_groupwise,
)
from listminer.mail.rests import RULES, mark_rests

# "> > text", ">> text", "  >text"; not "-> text", not "a > b"
ANGLES = re.compile(r"[ \t]{0,4}>(?:[ \t]{0,2}>)*[ \t]?")
# "| text", "| | text"; not "|-- tree", not "|x"
PIPES = re.compile(r"[ \t]{0,2}\|(?:[ \t]?\|)*(?:[ \t]|$)")
# ": text", ":"; not ":param x:", not "::"
COLONS = re.compile(r":(?:[ \t]+:)*(?:[ \t]|$)")
# "12,14c12,15", as `diff` without options prints it; not "12:14"
PLAIN_HUNK = re.compile(r"\d+(?:,\d+)?[acd]\d+(?:,\d+)?$")
# ">>> import os", ">>> x = 1"; not ">>> I think so"
PROMPT = re.compile(
    r">>> (?:import |from \w+ import |def |class |print\b|\w[\w.\[\]]* = |[\w.]+\()"
)
# '>>>>> "Ada" == Ada L. <ada@example.org> writes:', itself quoted or not
GNUS = re.compile(r"((?:> ?){0,20}?)>>>>> (\"[^\"]{1,40}\" == .{1,100}:)\s*$")
# '"Ada" == Ada L.', the name under which Supercite quotes
CITED = re.compile(r"\"([^\"]{1,40})\" == ")
# What mailers of right-to-left languages put around names, iOS before an attribution, and who
# pastes from a page anywhere
_UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
UNSEEN = re.compile(f"[{_UNSEEN}]")
# Such letters and the blanks of HTML before a mark: "\xa0> text"
UNSEEN_LEAD = re.compile(f"^[ \t]*[{_UNSEEN}\xa0][ \t{_UNSEEN}\xa0]*(?=[>|»])", re.MULTILINE)
# "» text", "» » text"; not "»text«"
GUILLEMETS = re.compile(r"[ \t]{0,2}»(?:[ \t]?»)*(?:[ \t]|$)")
# "- -----Original Message-----", as PGP escapes a line that begins with "-"
ESCAPED = "- -"
FOOTER = re.compile(r"More information about the \S{1,60} mailing list")

# how lines end, or begin, that may be attributions, header fields or separators
ENDS = frozenset(":：>道e-")
TELLING = RULES | {"(", "["}  # "(In reply to Ada Lovelace from comment #2)", "[quote=ada]"
BRACKETS = frozenset({"[]", "<>", "()", "{}"})
MAX_CITED = 20  # people whom one mail cites by name; time is for each of them
MAX_KNOWN = 100  # letters before a line's words that are kept in mind for the next mail


@dataclass(slots=True)
class Lines:
    """The lines of one body, as parallel lists: one entry per line.

    `content` is the line without marks and outer white space; "" for blank.
    """

    text: str
    starts: list[int] = field(default_factory=list)  # in code points
    raw: list[str] = field(default_factory=list)  # without the "\n"
    marks: list[int] = field(default_factory=list)  # 0: no quote mark
    content: list[str] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)  # lines that may tell of another's words

    def holding(self, words: str) -> list[int]:
        """Return the lines that have *words* in them: found in the text, not line by line."""
        found: list[int] = []
        at = self.text.find(words)
        while at >= 0:
            found.append(bisect_right(self.starts, at) - 1)
            at = self.text.find(words, at + len(words))
        return found

    def indent(self, at: int) -> int:
        """Return how many blanks stand before the words of line *at*, behind its marks."""
        before = self.raw[at][: self.raw[at].find(self.content[at])].replace("\t", " " * 8)
        return len(before) - len(before.rstrip())

    def next_filled(self, at: int, *, within: int = 1 << 30) -> int:
        """Return the first line >= *at* with content, or `len(self.raw)`."""
        content = self.content
        stop = min(len(content), at + within)
        while at < stop and not content[at]:
            at += 1
        return at if at < stop else len(content)

    def previous_filled(self, at: int, *, within: int = 1 << 30) -> int:
        """Return the last line <= *at* with content, or -1."""
        content = self.content
        stop = max(-1, at - within)
        while at > stop and not content[at]:
            at -= 1
        return at if at > stop else -1


def read_lines(text: str) -> Lines:
    """Return the lines of *text*, marks counted.

    A list footer that a server glued to the last line, without a line end,
    becomes a line of its own.
    """
    is_plain = text.isascii()
    seen = text if is_plain else UNSEEN_LEAD.sub(lambda lead: " " * len(lead[0]), text)
    raw = seen.split("\n")
    if not raw[-1]:
        raw.pop()
    starts = list(accumulate([len(line) + 1 for line in raw], initial=0))
    starts.pop()
    if "More information about the" in text[-400:]:
        _unglue_footer(raw, starts)
    lines = Lines(text=text, starts=starts, raw=raw)
    firsts = {line[:1] for line in raw}
    _count_angles(lines, firsts)
    if "|" in text:
        _mark_runs(lines, PIPES, "|")
    if ":" in firsts:
        _mark_runs(lines, COLONS, ":")
    if not is_plain:
        _see(lines)
    if "-----BEGIN PGP SIGNED" in text:
        lines.content = [words[2:] if words[:3] == ESCAPED else words for words in lines.content]
    mark_announced(raw, lines.marks, lines.content)
    if any(map(text.__contains__, MARKUP)):
        mark_markup(lines.marks, lines.content)
    if "commit " in text and "Author: " in text:
        mark_commits(raw, lines.marks, lines.content)
    mark_rests(raw, lines.marks, lines.content)
    if mark_inset(lines.marks, lines.content):
        # again: as deep at the left, a line's rest went on with it
        mark_rests(raw, lines.marks, lines.content)
    lines.telling = [
        at
        for at, words in enumerate(lines.content)
        if words and (words[-1] in ENDS or words[0] in TELLING or ":" in words)
    ]
    return lines


def _see(lines: Lines) -> None:
    """Take the letters off that nobody sees, and a mark that is none of ASCII."""
    if "»" in lines.text:
        _mark_runs(lines, GUILLEMETS, "»")
    if UNSEEN.search(lines.text):
        lines.content = [UNSEEN.sub("", words).strip() for words in lines.content]


def is_cut(words: str) -> bool:
    """Tell a line that stands for what the sender left out: "[...]", "<snip (56 lines)>"."""
    return words[0] + words[-1] in BRACKETS or not any(map(str.isalnum, words))


def _unglue_footer(raw: list[str], starts: list[int]) -> None:
    for at in range(max(0, len(raw) - 3), len(raw)):
        line = raw[at]
        found = FOOTER.search(line, max(0, len(line) - 400))
        if found and line[: found.start()].strip():
            raw[at : at + 1] = [line[: found.start()], line[found.start() :]]
            starts.insert(at + 1, starts[at] + found.start())
            return


def _count_angles(lines: Lines, firsts: set[str]) -> None:
    text, raw = lines.text, lines.raw
    if "＞" in text:  # as people on Japanese keyboards write it
        text = text.replace("＞", ">")
        raw = [line.replace("＞", ">") for line in raw]
    if ">" not in text:
        lines.marks = [0] * len(raw)
        lines.content = [line.strip() for line in raw]
        return
    marks, content = [0] * len(raw), list(map(str.strip, raw))
    lines.marks, lines.content = marks, content
    initials = []
    for at in [at for at, line in enumerate(raw) if ">" in line[:8]]:
        line = raw[at]
        if line[0] == ">" and ">" not in line[1:4]:  # most quotes are of the last mail
            marks[at] = 1
            content[at] = line[1:].strip()
            continue
        bold = line[:2] == "*>"  # Gmail's plain text of a quote in bold letters
        lead = line[bold : len(line) - len(line[bold:].lstrip("> \t"))]
        deep, end = _count_known(lead) if len(lead) < MAX_KNOWN else _count(lead)
        if deep:
            end += bold
            marks[at] = deep
            content[at] = line[end:].strip()
        elif INITIALS.match(line):
            initials.append(at)
    if initials:
        _count_initials(lines, initials)
    _undo_impostors(lines, firsts)
    if "==" in text and '" == ' in lines.text:
        _count_cited(lines)


def _count(lead: str) -> tuple[int, int]:
    """Return how many marks *lead*, white space and angles before a line, holds, and their end."""
    found = ANGLES.match(lead)
    return (lead.count(">", 0, found.end()), found.end()) if found else (0, 0)


_count_known = lru_cache(maxsize=1000)(_count)  # all mails begin their lines alike


def _count_initials(lines: Lines, candidates: list[int]) -> None:
    """Accept "AB>" where at least two lines carry the same initials."""
    found = {at: match for at in candidates if (match := INITIALS.match(lines.raw[at]))}
    often = Counter(match[1] for match in found.values())
    for at, match in found.items():
        if often[match[1]] >= 2 and match[1].upper() not in PROGRAMS:
            _mark_named(lines, at, match.end(), len(match[2]))


def _mark_named(lines: Lines, at: int, end: int, marks: int) -> None:
    """Note the marks of a line "Ada> > text": those behind the name count, too."""
    line = lines.raw[at]
    inner = ANGLES.match(line, end)
    lines.marks[at] = marks + (line.count(">", end, inner.end()) if inner else 0)
    lines.content[at] = line[inner.end() if inner else end :].strip()


def _count_cited(lines: Lines) -> None:
    """Accept "Ada> text", as Supercite quotes, below the line in which it names "Ada"."""
    names = {found[1] for at in lines.raw if '" == ' in at and (found := CITED.search(at[:200]))}
    if not 0 < len(names) <= MAX_CITED:
        return
    cited = re.compile(rf"[ \t]{{0,12}}(?:{'|'.join(map(re.escape, sorted(names)))})(>+)[ \t]?")
    for at, line in enumerate(lines.raw):
        if ">" in line[:60] and not lines.marks[at] and (found := cited.match(line)):
            _mark_named(lines, at, found.end(), len(found[1]))


def _undo_impostors(lines: Lines, firsts: set[str]) -> None:
    """Take the marks from lines on which ">" is no quote mark.

    These are Gnus attributions (`>>>>> "Ada" == Ada L. writes:`), a ">From " that some
    mbox writer escaped, the output of a plain `diff`, and Python prompts where
    nothing else is quoted.
    """
    text = lines.text  # asked for rare letters first, which is ten times as fast
    if ("==" in text and " == " in text) or (">F" in text and ">From " in text):
        _undo_gnus_and_from(lines)
    if ">>> " in text and (" >>>" in text or ">>> On " in text):
        undo_groupwise(lines.raw, lines.marks, lines.content)
    if "<" in firsts and "\n< " in text:
        _undo_plain_diff(lines)
    if ">>>" in text and ">>> " in text and 1 not in lines.marks and 2 not in lines.marks:
        _undo_prompts(lines)


def _undo_gnus_and_from(lines: Lines) -> None:
    raw, marks = lines.raw, lines.marks
    for at, line in enumerate(raw):
        if not marks[at]:
            continue
        gnus = GNUS.match(line) if " == " in line else None
        if gnus:
            marks[at] = gnus[1].count(">")
            lines.content[at] = gnus[2].strip()
            continue
        alone = (at == 0 or not marks[at - 1]) and (at + 1 == len(raw) or not marks[at + 1])
        if alone and line.startswith(">From "):
            marks[at] = 0
            lines.content[at] = line[1:].strip()


def _undo_plain_diff(lines: Lines) -> None:
    inside = False
    for at, line in enumerate(lines.raw):
        if PLAIN_HUNK.match(line):
            inside = True
        elif inside and line[:2] == "> ":
            lines.marks[at] = 0
            lines.content[at] = line.strip()
        elif line[:2] != "< " and line != "---":
            inside = False


def _undo_prompts(lines: Lines) -> None:
    prompts = [at for at, line in enumerate(lines.raw) if PROMPT.match(line)]
    quoted = [at for at, marks in enumerate(lines.marks) if marks]
    if len(prompts) * 2 >= len(quoted):
        for at in quoted:
            lines.marks[at] = 0
            lines.content[at] = lines.raw[at].strip()


def _mark_runs(lines: Lines, pattern: re.Pattern[str], mark: str) -> None:
    """Accept a weak mark where two lines or more in a row carry it and it is no table.

    Who marks so, marks a single line so, too.
    """
    runs: list[list[int]] = []
    for at, words in enumerate(lines.content):
        if words[:1] != mark or lines.marks[at]:
            continue
        if runs and runs[-1][-1] + 1 == at:
            runs[-1].append(at)
        else:
            runs.append([at])
    several = [each for each in runs if len(each) > 1 and _mark_run(lines, each, pattern, mark)]
    if several:
        for run in runs:
            if len(run) == 1:
                _mark_run(lines, run, pattern, mark)


def _mark_run(lines: Lines, run: list[int], pattern: re.Pattern[str], mark: str) -> bool:
    """Take the marks of a run of lines, if they are; return whether they are."""
    found = [pattern.match(lines.raw[at]) for at in run]
    rest = [lines.raw[at][match.end() :] for at, match in zip(run, found, strict=True) if match]
    if len(rest) < len(run) or not any(rest):
        return False
    if mark == "|" and any(mark in words.lstrip("|> ") for words in rest):
        return False  # a table has bars between its columns, too
    for at, match, words in zip(run, found, rest, strict=True):
        if match:
            lines.marks[at] = match[0].count(mark)
            lines.content[at] = words.strip()
    return True
