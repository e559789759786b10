"""Quote marks that only what stands around them makes marks, and marks that are none.

Pure. GroupWise writes `>>> Ada 05/03/16 2:05 PM >>>` above words without a mark. Forums and
trackers put quotes between `[quote="ada"]` and `[/quote]`, or between two `{quote}`. Right
below "Ada writes:" one line "AL> text" or "| text" is a quote, which anywhere else is not.
Lines come as parallel lists, as in lines.py: what stands there, its marks, its words.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

# "AB> text", "JRR>> text"; not "<b> text", not "foo> text"
INITIALS = re.compile(r"[ \t]{0,2}([A-Z][A-Za-z]{0,2})(>+)[ \t]?")
PROGRAMS = frozenset({"SQL", "PS", "C", "FTP", "GDB", "DB", "SQ", "IRB"})
# ">>> Ada L. <ada@example.org> 05/03/16 2:05 PM >>>", as GroupWise names whom it copies without
# marks, quoted or not; may be broken before the date. Not ">>> So it is 2:05 PM"
GROUPWISE = re.compile(
    r"((?:> ?){0,20}?)(?:>>> )?((?:[^>\s].{0,200}\s)?\d{1,4}[-./]\d{1,2}[-./]\d{1,4},? \d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)? >>>)\s*$"
)
# '>>> "Ada L." <ada@example.org>', the line above such a date; not ">>> "
ABOVE_DATE = re.compile(r"((?:> ?){0,20}?)>>> ([^>\s].{0,120})$")
# ">>> On 5/3/2016 at 2:05 PM, in message", as newer ones do; not ">>> On 5/3/2016 we met"
GROUPWISE_ON = re.compile(r"((?:> ?){0,20}?)>>> (On \d.{0,60}, in message\b.{0,200})$")
# "Ada Lovelace wrote:", "writes Ada:"; not "I wrote it.", not "This is what is said in the book:"
ANNOUNCES = re.compile(
    r"(?:wrote|writes|said|says|schrieb|schreibt|écrit|escribió|ha scritto|escreveu|schreef|skrev|napsal|пишет|писал|написал)(?: \w+(?: \w+)?| in <\S+>)? ?:$"
)
# "| text", "|text", "|> text"; ": text"; "} text"; "] text": below such a line, and nowhere else.
# Must not match "|-- tree", "|> String.trim()", ":param x:", "} else {", "]);"
WEAK = {
    "|": re.compile(
        r"[ \t]{0,2}(?![|>]{1,9}[ \t]*(?:[-_=]{2}|\+|[\w.]{1,40}\())(\|(?:[ \t]?\|)*)[ \t]?"
    ),
    ":": re.compile(r"[ \t]{0,2}(:(?:[ \t]+:)*)(?:[ \t]+|$)"),
    "}": re.compile(r"[ \t]{0,2}(\}(?:[ \t]?\})*)(?:[ \t]+(?!.*[{};]$)|$)"),
    "]": re.compile(r"[ \t]{0,2}(\](?:[ \t]?\])*)(?:[ \t]+(?!.*[\[\];]$)|$)"),
}
INNER = re.compile(r"(?:[ \t]{0,2}>)+[ \t]?")  # the ">> " in "|>> text"
MAX_ATTRIBUTION = 400  # characters; longer lines are not looked at
MIN_BRACKETS = 2  # lines that begin with "}" or "]", at least: code closes with one
# '[quote="ada, post:3, topic:12"]', "[quote=ada]"; not "[quoted]"
QUOTE_OPENS = re.compile(r"\s{0,4}\[quote(?:=[^\]]{1,200})?\]", re.I)
QUOTE_ENDS = "[/quote]"
JIRA = "{quote}"
BLOCK_QUOTE = re.compile(r"\s{0,4}bq\. (?=\S)")  # "bq. We wait."; not "see bq. 3"
MARKUP = ("[quote", "[QUOTE", "{quote}", "{QUOTE}", "bq. ")  # what a text with any of it holds
# "commit 856ed9ecd2795280", as git shows one, behind a prompt's output or not; not "commit it"
COMMIT = re.compile(r"commit [0-9a-f]{7,40}(?: \(.{1,80}\))?$")
COMMIT_HEAD = re.compile(r"(?:Author|AuthorDate|Date|Commit|CommitDate|Merge): ")
MIN_COMMIT_SET_IN = 4  # blanks before the words of a commit, more than before its head
MAX_MARKUP = 400  # lines from "[quote]" to "[/quote]"; what is longer was left open
MAX_ENDS = 80  # characters at a line's end in which quotes end


def undo_groupwise(raw: list[str], marks: list[int], content: list[str]) -> None:
    """Take GroupWise's signs around an attribution for what they are; its end stays in sight."""
    for at, line in enumerate(raw):
        if " >>>" not in line[-8:] and ">>> On " not in line[:60]:
            continue
        found = GROUPWISE.match(line) or GROUPWISE_ON.match(line)
        if not found:
            continue
        outer, first = found[1].count(">"), at
        if ">>> " not in line[: found.start(2)]:
            above = ABOVE_DATE.match(raw[at - 1]) if at else None
            if not above or above[1].count(">") != outer:
                continue
            first = at - 1
            content[first] = above[2].strip()
        content[at] = found[2].strip()
        marks[first : at + 1] = [outer] * (at + 1 - first)


def mark_announced(raw: list[str], marks: list[int], content: list[str]) -> None:
    """Take weak marks of the lines right below "Ada writes:" for marks.

    Who marks so, marks the rest of the mail so.
    """
    taken: set[str] = set()
    refused: dict[str, int] = {}  # by sign, the line up to which its last lines are no run
    for at, words in enumerate(content[:-1]):
        if words[-1:] != ":" or len(words) > MAX_ATTRIBUTION:
            continue
        if not ANNOUNCES.search(words) and not (at and content[at - 1].endswith(" wrote in")):
            continue
        first = at + 1 if content[at + 1] else at + 2
        if first >= len(raw) or marks[first] or not content[first]:
            continue
        found = INITIALS.match(raw[first])
        if found and found[1].upper() not in PROGRAMS:
            marks[first], content[first] = len(found[2]), raw[first][found.end() :].strip()
        sign = content[first][0]
        if sign in WEAK and sign not in taken and first >= refused.get(sign, 0):
            end = _run_end(raw, content, first, sign)
            if _is_run(raw[first:end], sign):
                taken.add(sign)
            else:
                refused[sign] = end
    for sign in taken:
        _mark_all(raw, marks, content, sign)


def _mark_all(raw: list[str], marks: list[int], content: list[str], sign: str) -> None:
    """Mark the lines that begin with a weak mark; angles behind it are marks, too.

    But where all have it so, "|>" is one mark.
    """
    found = [
        (at, weak)
        for at, words in enumerate(content)
        if words[:1] == sign and not marks[at] and (weak := WEAK[sign].match(raw[at]))
    ]
    is_one = all(raw[at].startswith(">", weak.end(1)) for at, weak in found)
    for at, weak in found:
        inner = INNER.match(raw[at], weak.end(1))
        deep = inner[0].count(">") - is_one if inner else 0
        marks[at] = weak[1].count(sign) + deep
        content[at] = raw[at][inner.end() if inner else weak.end() :].strip()


def _run_end(raw: list[str], content: list[str], first: int, sign: str) -> int:
    """Return the first line from *first* on that is blank or does not begin with *sign*."""
    return next((at for at in range(first, len(raw)) if content[at][:1] != sign), len(raw))


def _is_run(lines: list[str], sign: str) -> bool:
    """Tell whether all lines are marked with *sign*, and no table or code."""
    rest = []
    for line in lines:
        found = WEAK[sign].match(line)
        if found is None:
            return False
        rest.append(line[found.end() :])
    is_table = sign == "|" and any("|" in words for words in rest)
    return any(rest) and not is_table and (sign in "|:" or len(rest) >= MIN_BRACKETS)


def mark_inset(marks: list[int], content: list[str]) -> bool:
    """Count the marks that stand further in, behind those at the left: ">     > text".

    They are some where "Ada writes:" stands right above them, as far in or not, and then
    they are in all of the mail. Anywhere else they may be a shell's. Return whether they are.
    """
    inset = [at for at, words in enumerate(content) if words[:1] == ">" and marks[at]]
    if not any(at and _announces(content[at - 1]) for at in inset):
        return False
    for at in inset:
        while found := INNER.match(content[at]):
            marks[at] += found[0].count(">")
            content[at] = content[at][found.end() :].strip()
    return True


def _announces(words: str) -> bool:
    return (
        words[-1:] == ":" and len(words) <= MAX_ATTRIBUTION and ANNOUNCES.search(words) is not None
    )


def mark_markup(marks: list[int], content: list[str]) -> None:
    """Mark what stands between "[quote]" and "[/quote]", two "{quote}", or behind "bq. ".

    An opening that names somebody stays as it is, for it is an attribution. One that
    nothing ends quotes nothing; one within another is a deeper quote.
    """
    for first, end in (*_tagged(content), *_between_braces(content)):
        for inside in range(first, end + 1):
            marks[inside] += 1


def _tagged(content: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each quote in tags."""
    opened: list[int] = []
    for at, line in enumerate(content):
        behind = 0
        while line[behind : behind + 6].lower() == "[quote":
            tag = QUOTE_OPENS.match(line, behind)
            if tag is None:
                break
            opened.append(at + ("=" in tag[0]))
            behind = tag.end()
        for _ in range(line[-MAX_ENDS:].lower().count(QUOTE_ENDS)):
            if opened and (first := opened.pop()) > at - MAX_MARKUP:
                yield first, at


def _between_braces(content: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each quote of JIRA's."""
    ends = [at for at, each in enumerate(content) if each[-len(JIRA) :].lower() == JIRA]
    at = 0
    while at < len(content):
        line, end = content[at], -1
        if line[: len(JIRA)].lower() == JIRA:
            end = at if JIRA in line[len(JIRA) :].lower() else _first_from(ends, at + 1)
        elif line[:4] == "bq. " and BLOCK_QUOTE.match(line):
            end = at
        if end >= 0:
            yield at, end
        at = max(at, end) + 1


def _first_from(ends: list[int], at: int) -> int:
    """Return the first of *ends* from line *at* on; -1 if there is none within MAX_MARKUP."""
    place = bisect_left(ends, at)
    return ends[place] if place < len(ends) and ends[place] < at + MAX_MARKUP else -1


def mark_commits(raw: list[str], marks: list[int], content: list[str]) -> None:
    """Mark the words of a commit that `git show` or `git log` printed: its author wrote them.

    They are set in below a head that says "Author:". Who pastes one says who wrote it; of his
    own he is not believed either.
    """
    for at, words in enumerate(content):
        if words[:7] != "commit " or not COMMIT.match(words):
            continue
        below = at + 1
        while below < len(content) and COMMIT_HEAD.match(content[below]):
            below += 1
        if not any(each.startswith("Author: ") for each in content[at + 1 : below]):
            continue
        least = _set_in(raw[at]) + MIN_COMMIT_SET_IN
        while below < len(content) and (not content[below] or _set_in(raw[below]) >= least):
            marks[below] += bool(content[below])
            below += 1


def _set_in(line: str) -> int:
    """Return how many blanks *line* begins with, behind its quote marks."""
    words = line.lstrip("> |").lstrip()
    return len(line[: len(line) - len(words)].rpartition(">")[2].expandtabs())
