"""Find the stretches of a body that a machine wrote or reads: patches, code, logs, armour.

Pure. Rules lean to "paragraph": prose taken for code is lost to the reader,
code taken for prose only looks odd.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from listminer.mail.chat import NICK
from listminer.mail.lines import Lines
from listminer.model import Zone

MAX_ARMOUR = 400  # lines; a signature has some ten, a key with many names some hundred
# "@@ -10,7 +10,8 @@ def f():"; not "@@ see above"
HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
HUNK_SIGNS = frozenset("+-@\\ \t\r")  # of its lines
PATCH_START = re.compile(r"diff -|diff --|Index: \S+$|--- \S|={67}$|From [0-9a-f]{40} ")
PATCH_HEAD = re.compile(
    r"diff |index [0-9a-f]|--- |\+\+\+ |old mode|new mode|new file|deleted file|similarity|rename |copy |Binary |GIT binary|={67}$"
    r"|Index: |RCS file|retrieving|From [0-9a-f]{40} "
)
# " src/a.c | 12 ++--", " 3 files changed, 4 insertions(+)"
DIFFSTAT = re.compile(
    r"\s?\S.{0,120}\s\|\s+(?:\d+ ?[+-]*|Bin .*)$|\s?\d+ files? changed(?:,|$)| (?:create|delete) mode \d{6}"
)
# "2016-03-01 12:00:01,123 ERROR", "[  12.345678] usb 1-1", "Mar  3 12:00:01 host cron[1]:",
# "14:05 <ada> +1", "<ada> we wait", "14:05 ada: we wait": said on a chat, see chat.py
LOG = re.compile(
    r"\\?\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|\[\s*\d+\.\d{4,}\]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d+ \d\d:\d\d:\d\d \w"
    r"|\\?\[?\d\d:\d\d:\d\d[\\\].,:\d]*\]? ?[-\[(A-Z]|Traceback \(most recent|File \".{1,200}\", line \d+|at [\w.$<>]+\(.*\)$"
    # "[INFO] it runs", and what is left of "**[INFO] it runs**" where marks are made plain
    r"|(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\b[ :\]|-]|\*{0,2}\\?\[(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\\?\]|Caused by: |\.\.\. \d+ more$"
    rf"|(?:\[?\d{{1,2}}:\d\d(?::\d\d)?\]?\s{{1,3}})?{NICK.pattern}"
    r"|\d{1,2}:\d\d(?::\d\d)?\s{1,3}[a-z][\w-]{0,23}:\s"
    r"|#\d+ +0x[0-9a-f]+|[$#] \S"
)
# cheaper to ask than the pattern: the first letter of such a line, or its first two
LOG_SIGNS = frozenset("[<#$\\")
LOG_STARTS = frozenset(
    [
        *("Ja", "Fe", "Ma", "Ap", "Ju", "Au", "Se", "Oc", "No", "De"),
        *("DE", "IN", "WA", "ER", "FA", "TR", "Tr", "Fi", "at", "Ca", "..", "*\\", "*[", "**"),
    ]
)
# "java.io.IOException: no", "ada@host:~$ ls", "x.c:12:3: error: no": what may begin in any way
LOG_INSIDE = re.compile(
    r"[\w.]+(?:Exception|Error): |\S{1,40}[@:]\S{0,60}[$#] \S|\S+:\d+:(?:\d+:)? (?:error|warning|note): "
)
CODE_SIGN = re.compile(r"[{}();=<>#]")
# cheaper to ask than the pattern: how lines begin that it matches and that do not end so
CODE_FIRST = frozenset("@<")
CODE_STARTS = frozenset(
    [
        *("#i", "#d", "#e", "im", "fr", "de", "cl", "re", "pu", "pr", "st", "vo", "in"),
        *("if", "fo", "wh", "el", "/*", "*/", "//", "en"),
    ]
)
CODE_ENDS = ("{", "}", "(", ")", ";", "*/")
CODE = re.compile(
    r"\s*(?:#include|#define|#if|#endif|import \w|from \w+ import|def \w+\(|class \w+|return\b.*;|public |private |static |void |int |"
    r"struct |if ?\(.*\)|for ?\(|while ?\(|else\b|elif |/\*|\*/|//|<\?|[\w.\->\[\]]+ ?[-+|]?= .*[;)]\s*$|end$|@\w+$|<\/?[\w:]+[^>]*>\s*$)"
)
ATTACHED = re.compile(
    r"-? ?[\w~'][^<>|]{0,80}\.(?:docx?|xlsx?|pdf|pptx?|vcf|jpe?g|gif|zip|exe|txt|rtf|uni|htm|html|bmp|png|tif)$|<<.{1,200}>>$|<Embedded .{1,80}>$|\[image: .{0,80}\]$|\[cid:.{0,80}\]$",
    re.I,
)
# "-------------- next part --------------", in any language; not "-----", not "-- next part"
NEXT_PART = re.compile(r"-{8,30} ?[^\s-][^-]{1,30}-{8,30}$")
SCRUBBED = re.compile(
    r"(?:An HTML attachment|A non-text attachment|An embedded (?:message|and charset)|Skipped content of type|Ein Dateianhang|Ein eingebundene|"
    r"Une pièce jointe|Se ha borrado un|Um anexo|Un allegato|Een HTML|Se ha borrado|Si è provveduto|An? [^.]{0,60}was scrubbed\.\.\.$|.{0,40}(?:adjunto|allegato).{0,40}(?:HTML|\.\.\.))"
    r"|(?:Name|Type|Size|Desc|URL|Url|Nombre|Nom|Tipo|Tamaño|Descripción|Dateityp|Dateigröße|Beschreibung|Größe|Typ|Bezeichnung|Nome|Dimensione|Bron|Tipo de contenido) ?: ?(?:<?https?://.*attachments?/|\S)"
    r"|<?https?://\S*/attachments/\S+>?$"
)


def find_machine_text(lines: Lines, zones: list[Zone | None], signs: Collection[int]) -> None:
    """Name the zones of machine text among the unmarked lines that have none yet.

    *signs* are the lines where an attribution or a header block begins.
    """
    text = lines.text
    if "PGP" in text and "-----BEGIN PGP" in text:  # rare letters first: it is faster
        _armour(lines, zones)
    if (
        ("@@" in text and ("\n@@ -" in text or text.startswith("@@ -")))
        or ("diff" in text and "\ndiff " in text)
        or (" changed" in text and ("files changed" in text or " file changed" in text))
    ):
        _patches(lines, zones, signs)
    if ("--------" in text or "was scrubbed..." in text) and (
        "attachment" in text or "adjunto" in text or "next part" in text
    ):
        _scrubbed(lines, zones, signs)


def _armour(lines: Lines, zones: list[Zone | None]) -> None:
    inside = False
    ends = [at for at, words in enumerate(lines.content) if words.startswith("-----END PGP")]
    for at, words in enumerate(lines.content):
        if lines.marks[at]:
            continue
        if words.startswith("-----BEGIN PGP SIGNED"):
            zones[at] = "technical"
            if at + 1 < len(zones) and lines.content[at + 1].startswith("Hash:"):
                zones[at + 1] = "technical"
        elif words.startswith("-----BEGIN PGP"):
            next_end = bisect_left(ends, at)
            inside = next_end < len(ends) and ends[next_end] < at + MAX_ARMOUR
        if inside:
            zones[at] = "technical"
        if words.startswith("-----END PGP"):
            inside = False


def _scrubbed(lines: Lines, zones: list[Zone | None], signs: Collection[int]) -> None:
    """Name what Mailman puts in the place of an attachment.

    Its line looks as that above a forwarded mail: whose words follow, is said by *signs*.
    """
    content, marks = lines.content, lines.marks
    for first in sorted({*lines.holding("--------"), *lines.holding("was scrubbed...")}):
        if zones[first] is not None or marks[first] or first in signs:
            continue
        words = content[first]
        is_notice = words.endswith("was scrubbed...") and SCRUBBED.match(words)
        if not (is_notice or NEXT_PART.match(words)):
            continue
        for at in range(first, len(content)):
            words = content[at]
            if not words and not marks[at] and zones[at] is None:
                continue
            if marks[at] or zones[at] is not None or at in signs or not _is_scrubbed(words):
                break
            zones[at] = "technical"


def _is_scrubbed(words: str) -> bool:
    if words[:8] == "--------" and NEXT_PART.match(words):
        return True
    return SCRUBBED.match(words) is not None


def _patches(lines: Lines, zones: list[Zone | None], signs: Collection[int]) -> None:
    raw, count, at = lines.raw, len(lines.raw), 0
    while at < count:
        line = raw[at]
        if lines.marks[at] or zones[at] is not None:
            at += 1
        elif HUNK.match(line):
            at = _hunk(lines, zones, at, signs)
        elif PATCH_START.match(line) and _leads_to_hunk(raw, at):
            while at < count and PATCH_HEAD.match(raw[at]) and not lines.marks[at]:
                zones[at] = "patch"
                at += 1
        elif "|" in line or "changed" in line or " mode " in line:
            if DIFFSTAT.match(line):
                zones[at] = "patch"
                if at and raw[at - 1].rstrip() == "---":
                    zones[at - 1] = "patch"
            at += 1
        else:
            at += 1


def _leads_to_hunk(raw: list[str], at: int) -> bool:
    return any(
        line.startswith(("@@ -", "+++ ", "Binary ", "GIT binary", "similarity"))
        for line in raw[at : at + 8]
    )


def _hunk(lines: Lines, zones: list[Zone | None], at: int, signs: Collection[int]) -> int:
    """Mark the hunk that begins on line *at* by its own count of lines; return its end.

    Who cuts a hunk short leaves the count as it was: a copied mail below ends it.
    """
    head = HUNK.match(lines.raw[at])
    old, new = (int((head[n] if head else None) or 1) for n in (1, 2))
    zones[at] = "patch"
    at += 1
    strays = 0
    while at < len(lines.raw) and (old > 0 or new > 0) and not lines.marks[at]:
        line = lines.raw[at]
        sign = line[:1]
        if at in signs and (line[:2] == "--" or sign not in HUNK_SIGNS):
            break  # "-----Original Message-----" is no removed line
        if sign == "+":
            new -= 1
        elif sign == "-":
            old -= 1
        elif sign in (" ", "", "\t", "\r"):
            old, new = old - 1, new - 1
        elif sign == "@" and HUNK.match(line):
            break
        elif sign != "\\":
            strays += 1  # a long line that a mailer broke
            if strays > 2:
                break
        if sign in "+- \\\t":
            strays = 0
        zones[at] = "patch"
        at += 1
    return at


def machine_zone(block: list[str]) -> Zone | None:
    """Return the zone of a block of unmarked lines if it is code, log, table or technical."""
    size = len(block)
    text = "\n".join(block)
    if len(text) > 20000:
        text = text[:20000]
        block = text.split("\n")
        size = len(block)
    first = block[0].strip()
    if not first:
        return None  # blank as far as it is looked at: words behind 20,000 blanks
    if (
        size == 1
        and len(first) < 200
        and (first[0] in "-<[" or " " not in first)
        and ATTACHED.match(first)
    ):
        return "technical"
    logs = _count_logs(block, text)
    if ":" in block[0] and all(TRAILER.match(line) for line in block):
        return "technical"
    if logs * 2 > size or (logs and first.startswith("Traceback")):
        return "log_data"
    if _is_table(block, text):
        return "tabular"
    if (
        _is_mostly_code(block)
        and (size > 1 or first[-1] in ";{}" or block[0][:4] == "    ")
        and CODE_SIGN.search(text) is not None
    ):
        return "technical" if first[:1] == "<" and first[-1:] == ">" else "raw_code"
    return None


def _is_mostly_code(block: list[str]) -> bool:
    """Tell whether three of five lines are code; stops as soon as they cannot be any more."""
    words_left = len(block) * 2 // 5  # lines that may be something else
    for line in block:
        if not _is_code(line[:300]) or _reads_as_prose(line):
            words_left -= 1
            if words_left < 0:
                return False
    return True


def _count_logs(block: list[str], text: str) -> int:
    anywhere = (": " in text or "$" in text or "#" in text) and any(
        map(text.__contains__, LOG_HINTS)
    )
    count = 0
    for line in block:
        words = line.strip()
        first = words[:1]
        begins = words[:2] in LOG_STARTS or first in LOG_SIGNS or first.isdigit()
        if (begins and LOG.match(words[:300])) or (anywhere and LOG_INSIDE.match(words[:300])):
            count += 1
    return count


LOG_HINTS = ("Exception: ", "Error: ", "error: ", "warning: ", "note: ", "$ ", "# ")


def _is_code(line: str) -> bool:
    words = line.strip()
    if words.endswith(CODE_ENDS):
        return True
    begins = words[:2] in CODE_STARTS or words[:1] in CODE_FIRST
    return begins and CODE.match(line) is not None


# "Reviewed-by: Ada <ada@example.org>", "Fixes: 12ab34cd56ef"
TRAILER = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)?-by: \S|(?:Fixes|Link|Closes|Cc|Message-ID): ?<?\S+")


# "2. translate the strings (Jorge)", as minutes list tasks; not "- free (ptr);", "1) x = f (y)".
ITEM = re.compile(
    r"\s*(?:[-*+•]|\d{1,2}[.)])\s+(?:\[.?\] )?[^\W\d_][^(){};=<>]{1,200} \([^\W\d_][\w ,.&/'-]{0,80}\)$"
)


def _reads_as_prose(line: str) -> bool:
    """Tell a line that ends in ")" or ";" but is words: few symbols, many short words.

    An item of a list with words in brackets at its end is, too.
    """
    if ITEM.match(line.rstrip()):
        return True
    words = line.split()
    return len(words) > 5 and sum(w.isalpha() for w in words) * 3 >= len(words) * 2


def _is_table(block: list[str], text: str) -> bool:
    if len(block) < 2:
        return False
    if "|" in text:
        bars = sum(1 for line in block if line.count("|") >= 2 or line.lstrip()[:2] in ("+-", "|-"))
        if bars * 2 > len(block):
            return True
    fields = " : " in block[0] and all(FIELD.match(line) for line in block)
    if fields and len({line.find(":") for line in block}) == 1:
        return True
    if len(block) < 3 or ("   " not in text and "\t" not in text):
        return False
    wide = sum(
        1
        for line in (line.strip()[:300] for line in block)
        if ("   " in line or "\t" in line) and len(COLUMN.findall(line)) >= 2
    )
    return wide * 4 >= len(block) * 3


COLUMN = re.compile(r"\S(?: {3,}|\t+ *)(?=\S)")
FIELD = re.compile(r"\w[\w /]{1,30} +: ")
