"""Lines that a mailer glued together, their quote marks inside: parted again.

Pure. Plain text that Hotmail made of HTML from 2007 to 2010 goes on without line ends:
"… Regards, Ada > Date: … > From: … > Subject: …> > We could> wait." On one line all of that
would be Ada's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

MIN_LONG = 200  # characters of a line that may be several
MIN_MARKS = 3
MIN_FIELDS = 3
FEWEST, MOST = 20, 110  # characters from mark to mark, in the middle; mailers wrap at 60 to 80
# Matches the "> > " in "do so> > that", the "> " in "+0000> From: ada". Must not match what
# stands in "<ada at x.org> wrote", "a -> b", "a => b".
_MARKS = re.compile(r"<[^<>\n]{1,200}>|(?<![-=<>])>[> ]*(?=[^> ]|$)")
# Matches "Date: Thu, 4 Dec", "Subject:". Must not match "To be or not".
_FIELD = re.compile(r"(?:Date|From|To|Subject|Cc|CC|Sent|Reply-To):")
# Matches "we could ", "Ada, ", "(or". Must not match "so.", "Hi,> >" at a capital, "Ada wrote:".
_GOES_ON = re.compile(r"[\w,'\"/)(-] ?$")
_BEGINS = re.compile(r"[a-z('\"]")
# Yahoo's mail of those years puts the words of the other on the line that names them. Matches
# "Ada <ada at x.org> wrote: " before "We could". Must not match it at the end of a line.
_SAID = re.compile(
    r"^([\"\w][^<>\n]{0,80}<[^<>\s]{1,80}(?:@| at )[^<>\n]{1,80}> wrote:) (?=[^\n]*\w)",
    re.MULTILINE,
)
_INTRODUCES = re.compile(r"(?:wrote|writes|said) ?: ?$")


def part_glued(text: str) -> str:
    """Return *text* with a line end before each mark inside a glued line; as long as before.

    So it is behind "Ada <ada at x.org> wrote:" where her words follow. A line is glued where
    it holds a quoted header block ("> From: …> To: …> Subject: "), or where it is long and
    marks stand in it as far apart as a mailer wraps. How deep a parted line is quoted is told
    by the mark with which its sentence goes on, else by its own, which may count those of
    blank lines before it.

    >>> part_glued("I agree.> Date: 1 May> From: ada at x.org> Subject: Re: builds> > We could.")
    'I agree.\\n>Date: 1 May\\n>From: ada at x.org\\n>Subject: Re: builds\\n>> We could.'
    """
    if ">" not in text:
        return text
    if "> wrote: " in text:
        text = _SAID.sub(r"\1\n", text)
    lines = text.split("\n")
    return "\n".join(_part(each) if each.count(">") >= MIN_MARKS else each for each in lines)


def _part(line: str) -> str:
    marks = _marks(line)
    if not _is_wrapped(line, marks):
        fields = [at for at, (_, end) in enumerate(marks) if _FIELD.match(line, end)]
        if len(fields) < MIN_FIELDS:
            return line
        marks = marks[fields[0] :]
    depths = _depths(line, marks)
    outer = line[: len(line) - len(line.lstrip("> "))].count(">")
    if outer and outer != depths[0]:
        return line  # its marks count from the one at its head
    pieces, behind = [], 0
    for (start, end), depth in zip(marks, depths, strict=True):
        pieces += [line[behind:start], "\n", ">" * depth, " " * (end - start - depth - 1)]
        behind = end
    return "".join((*pieces, line[behind:]))


def _marks(line: str) -> list[tuple[int, int]]:
    """Return start and end of each run of marks behind the first word that a line end fits in."""
    words = len(line) - len(line.lstrip("> "))
    return [
        found.span()
        for found in _MARKS.finditer(line, words)
        if found[0].startswith(">") and len(found[0]) > found[0].count(">")
    ]


def _is_wrapped(line: str, marks: list[tuple[int, int]]) -> bool:
    if len(line) < MIN_LONG or len(marks) < MIN_MARKS:
        return False
    return FEWEST <= median(two[0] - one[1] for one, two in pairwise(marks)) <= MOST


def _depths(line: str, marks: list[tuple[int, int]]) -> list[int]:
    """Return how deep what follows each run of marks is quoted; no two more than what is above."""
    depths = [line.count(">", start, end) for start, end in marks]
    for at in range(len(marks) - 2, -1, -1):
        end, (behind, following) = marks[at][1], marks[at + 1]
        words = line[end:behind]
        goes_on = _GOES_ON.search(words) and _BEGINS.match(line, following)
        if goes_on or (_FIELD.match(words) and _FIELD.match(line, following)):
            depths[at] = min(depths[at], depths[at + 1])
        elif _INTRODUCES.search(words):
            depths[at] = max(1, min(depths[at], depths[at + 1] - 1))
    above = line[: len(line) - len(line.lstrip("> "))].count(">")
    return [above := min(depth, above + 1) for depth in depths]
