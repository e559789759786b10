"""Find the blocks that a mailer puts above mail that it copies without marks.

Pure. These are Outlook's "From: / Sent: / To: / Subject:" in many languages,
"-----Original Message-----", the forwards of Gmail, Apple and Lotus Notes.
What stands below such a block is another person's text though no mark says so.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re
from dataclasses import dataclass

from listminer.list_ids import LIST_ROLES
from listminer.mail.header_names import KINDS
from listminer.mail.lines import Lines
from listminer.mail.said_addresses import ADDRESS, VIA, persons_address, rejoined
from listminer.mail.separators import DRAWN, SEPARATOR_ENDS, SEPARATOR_STARTS, is_separator
from listminer.model import Attribution, MessageId, Span

# "08/28/2000 08:30 AM", '"Ada L." <ada@example.org> on 03/31/2001 07:45:24 PM'
NOTES_DATE = re.compile(
    r"(.{0,120}?)(?:\son\s)?(\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?)(?:\s[A-Z]{3})?$"
)
# "06/13/2008 12:15 PM", alone on a line as Notes writes it; not "on 06/13/2008"
DATE_ALONE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: [A-Z]{3})?"
)
# "list-bounces at example.org [mailto:list-bounces at example.org] On Behalf Of Ada Lovelace"
BEHALF = re.compile(
    r"[\s\])*](?:on\s+behalf\s+of|im auftrag von|de la part de|en nombre de|em nome de|per conto di|namens|för|f\?r|p[å?] vegne a[fv]|w imieniu|jménem|от имени|k(?:ä|\?|&#228;)ytt(?:ä|\?|&#228;)j(?:ä|\?|&#228;)n)[\s*]{1,4}(?=\S)",
    re.I,
)
# "To: dev at example.orgFrom: ada at example.orgDate: Fri, 12 Sep 2008Subject: GateHi, I think",
# as Hotmail of 2008 glued its lines. Must not match "From: here To: there".
GLUED = re.compile(r"(From|To|CC|Date|Sent|Subject): ")
# What stands right above a block and is of it: "From ada@example.org Tue May  3 14:05:00 2016" of
# a mailbox, "Message: 3" of a digest, BlackBerry's "Original Message"; not "From here on, 2016"
LEADING = re.compile(
    r"From \S+@\S+\s.{0,40}\d{1,2}:\d{2}.{0,20}$|Message: \d{1,4}$|(?:Original Message|Originalnachricht|Message d'origine|Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht)$"
)
# "From "Ada L." <ada@example.org>", as eM Client writes below its separator; not "From here we go"
UNCOLONED = re.compile(r"(From|To|Cc|Date|Sent|Subject)\s(?=\S)")
MIN_UNCOLONED = 3  # lines of such a block
GLUED_WITHIN = 600  # characters from the line's beginning
BEHIND = re.compile(r"\s?\(([^()]{1,80})\)")
# What is no part of a name: "dev-request at example.org", the "Sent: 3 May" of a line that lost its
# end, "puolesta" behind a Finnish one; not "Ada-Marie". A word is tried from its first letter
# alone: a line of dashes would take their square.
NO_NAME = re.compile(rf"(?<!\S)\S*-(?:{LIST_ROLES})\b.*|\s\S+:(?:\s.*|$)|\spuolesta$", re.I)
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\s*$")  # "From: 14:00", "To: 15:00"; not "From: 3com"
MIN_SHOWN = 2  # blanks before a field that is shown as an example; mailers put one at most
MAX_FIELDS = 40  # header names in one block; more of them are a list
MAX_FOLD = 40  # lines of a folded To field
MAX_LABELLED = 40  # lines from a date alone to the end of the subject


@dataclass(frozen=True, slots=True)
class Block:
    """A header block and what leads to it; all line numbers, first <= i < end.

    Lines before `headers` are the separator and the name above the block.
    """

    first: int
    headers: int
    end: int
    attribution: Attribution


def header_kind(words: str) -> str | None:
    """Return what a line "Name: value" is a header of, or None.

    >>> header_kind("*From:* Ada Lovelace"), header_kind("Gesendet: Montag"), header_kind("Note: no")
    ('from', 'date', None)
    """
    at = words.find(":", 0, 28) if words.isascii() else _colon(words)
    return KINDS.get(words[:at].strip("* \t").lower()) if at > 0 else None


def _colon(words: str) -> int:
    """Return where the name of a header field ends, or -1; East Asian mailers write a wide colon."""
    narrow = words.find(":", 0, 28)
    wide = words.find("：", 0, 28)
    return narrow if wide < 0 or 0 <= narrow < wide else wide


def find_blocks(message_id: MessageId, lines: Lines) -> list[Block]:
    """Return the header blocks and separators of a body, in text order."""
    blocks: list[Block] = []
    content, floor = lines.content, 0
    for at in _candidates(lines):
        if at < floor:
            continue
        words = content[at]
        block = None
        if (words[:2] in DRAWN or words[-1] in SEPARATOR_ENDS) and is_separator(words):
            block = _separated(message_id, lines, at)
        elif notes := _labelled(lines, at, floor):
            first, end, fields = notes
            block = _block(message_id, lines, first, first, end, fields)
        elif fields := _glued(words):
            block = _block(message_id, lines, at, at, at + 1, fields)
        else:
            kind = header_kind(words)
            above = header_kind(content[at - 1]) if at and kind else None
            if kind not in (None, "other", above):
                block = _bare(message_id, lines, at, floor)
        if block is not None:
            blocks.append(block)
            floor = max(block.end, at + 1)
    return blocks


def _candidates(lines: Lines) -> list[int]:
    """Return the lines that may begin a block, by marks that cost little to look for."""
    content = lines.content
    wide = "：" in lines.text
    return [
        at
        for at in (range(len(content)) if wide else lines.telling)
        if ":" in (words := content[at])[:28]
        or words[:2] in DRAWN
        or (words[-1:] in SEPARATOR_ENDS and words[0] in SEPARATOR_STARTS)
        or (wide and "：" in words[:28])
    ]


def _separated(message_id: MessageId, lines: Lines, at: int) -> Block:
    """Return the block that a separator opens; it may have no header at all."""
    body = at + 1
    words = lines.content[at]
    if words[0] in "-_=*" and words[-1] not in "-_=*" and body < len(lines.content):
        below = lines.content[body]
        if len(below) < 80 and below[-1:] in ("-", "_", "="):
            body += 1  # Notes breaks its long separator
    top = lines.next_filled(body, within=5)
    if top < len(lines.content):
        end, fields = _read_headers(lines, top)
        if not fields:
            end, fields = _read_uncoloned(lines, top)
        if fields:
            return _block(message_id, lines, at, top, end, fields)
        (headers, end), fields = _below_notes_name(lines, top)
        if fields:
            return _block(message_id, lines, at, headers, end, fields)
    return _block(message_id, lines, at, body, body, {})


def _read_uncoloned(lines: Lines, top: int) -> tuple[int, dict[str, str]]:
    """Return where the fields without colons that begin on line *top* end, and their values."""
    fields: dict[str, str] = {}
    end = top
    while end < len(lines.content) and lines.marks[end] == lines.marks[top]:
        found = UNCOLONED.match(lines.content[end])
        if not found:
            break
        fields[KINDS[found[1].lower()]] = lines.content[end][found.end() :]
        end += 1
    is_block = end - top >= MIN_UNCOLONED and "from" in fields and "date" in fields
    return (end, fields) if is_block else (top, {})


def _below_notes_name(lines: Lines, top: int) -> tuple[tuple[int, int], dict[str, str]]:
    """Return (first header, end) and the fields below a Notes name and date, or no fields."""
    said: list[str] = []
    at = top
    while at < min(len(lines.content), top + 6):
        words = lines.content[at]
        if words and header_kind(words):
            end, fields = _read_headers(lines, at)
            if fields or said:
                return (at, end), {**_notes_fields(" ".join(said)), **fields}
        if words and (len(words) > 120 or (words[-1] in ".!?" and not words.endswith("Corp."))):
            break
        if words:
            said.append(words)
        at += 1
    return (top, top), {}


def _glued(words: str) -> dict[str, str]:
    """Return the fields of a header block that lost its line ends; {} if *words* is none.

    Its last field holds the beginning of the mail, too.
    """
    if not GLUED.match(words):
        return {}
    found = list(GLUED.finditer(words, 0, GLUED_WITHIN))
    ends = [each.start() for each in found[1:]] + [GLUED_WITHIN]
    fields = {
        KINDS[each[1].lower()]: words[each.end() : end].strip("> ")
        for each, end in zip(reversed(found), reversed(ends), strict=True)
    }
    return fields if "from" in fields and "date" in fields and "to" in fields else {}


def _labelled(lines: Lines, at: int, floor: int) -> tuple[int, int, dict[str, str]] | None:
    """Return first line, end and fields of the block whose date stands alone on line *at*.

    Notes puts the writer above the date, and "To", "cc" and "Subject" on lines of their own.
    """
    content = lines.content
    if not DATE_ALONE.fullmatch(content[at]):
        return None
    name = at - 1
    if name >= floor and content[name].lower().startswith("sent by"):
        name -= 1
    if name < floor or not content[name] or len(content[name]) > 120:
        return None
    values: dict[str, list[str]] = {"": []}  # by label, as far as they stand in this order
    wanted = iter(("to", "cc", "subject"))
    label, following = "", next(wanted, None)
    for end in range(at + 1, min(len(content), at + MAX_LABELLED)):
        words = content[end]
        if lines.marks[end] != lines.marks[at]:
            break
        if words.lower() == following:
            label, following = words.lower(), next(wanted, None)
            values[label] = []
        elif words:
            values[label].append(words)
        elif label == "subject" and values[label]:
            fields = {each: " ".join(said) for each, said in values.items() if each and said}
            return name, end, {"from": content[name], "date": content[at], **fields}
    return None


def _notes_fields(said: str) -> dict[str, str]:
    found = NOTES_DATE.match(said)
    if not found:
        return {"from": said.strip('" ')} if said else {}
    return {"from": found[1].strip('" ').removesuffix(" on"), "date": found[2]}


def _bare(message_id: MessageId, lines: Lines, at: int, floor: int) -> Block | None:
    """Return the block that begins on line *at* without a separator, or None."""
    end, fields = _read_headers(lines, at)
    if not fields:
        return None
    first = at
    if "from" not in fields:
        first, notes = _notes_name_above(lines, at, floor)
        fields = {**notes, **fields}
        if first == at:
            return None
    elif (
        len(fields) < 2
        or not ("date" in fields or "subject" in fields or "to" in fields)
        or (len(fields) == 2 and "date" not in fields and "@" not in fields["from"])
        or CLOCK.match(fields["from"])
        or _is_shown(lines, at, end)
    ):
        return None
    elif (
        at > floor
        and lines.marks[at - 1] == lines.marks[at]
        and LEADING.match(lines.content[at - 1])
    ):
        first = at - 1
    return _block(message_id, lines, first, at, end, fields)


def _is_shown(lines: Lines, at: int, end: int) -> bool:
    """Tell whether header fields are an example in prose, which a line above announces.

    They are set in then, and the text below is not. Notes sets them in, too, but unannounced.
    """
    above, below = lines.previous_filled(at - 1), lines.next_filled(end)
    if above < 0 or below == len(lines.raw) or any(lines.marks[above : below + 1]):
        return False
    if not lines.content[above].endswith(":"):
        return False
    inner = min(_indent(lines.raw[line]) for line in range(at, end) if lines.content[line])
    return inner >= MIN_SHOWN and _indent(lines.raw[below]) < MIN_SHOWN


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _notes_name_above(lines: Lines, at: int, floor: int) -> tuple[int, dict[str, str]]:
    """Return where the Notes name and date above a block begin, and what they say."""
    bottom = lines.previous_filled(at - 1, within=4)
    for line in range(bottom, max(floor - 1, bottom - 3), -1):
        if lines.content[line].lower().startswith("please respond to"):
            bottom = line - 1
            break
    if bottom < floor:
        return at, {}
    for first in (bottom, bottom - 1, bottom - 2):
        if first < floor or not lines.content[first] or len(lines.content[first]) > 120:
            break
        said = " ".join(lines.content[first : bottom + 1])
        found = NOTES_DATE.match(said)
        if found and found[1].strip('" '):
            return first, _notes_fields(said)
    return at, {}


def _read_headers(lines: Lines, top: int) -> tuple[int, dict[str, str]]:
    """Return where the headers that begin on line *top* end, and their first values."""
    content, marks, count = lines.content, lines.marks, len(lines.content)
    fields: dict[str, str] = {}
    at = end = top
    last, names, is_first = None, 0, True
    while at < count and names < MAX_FIELDS:
        words = content[at]
        if not words:
            below = lines.next_filled(at, within=3)
            if below >= count or header_kind(content[below]) is None or marks[below] != marks[top]:
                break
            if header_kind(content[below]) in fields:
                break
            at = below
            continue
        if marks[at] != marks[top]:
            break
        kind = header_kind(words)
        if kind is not None:
            is_first = kind not in fields
            if is_first:
                fields[kind] = words[_colon(words) + 1 :].strip("*| \t")  # bars of a table
            last, names, folded = kind, names + 1, 0
        elif last is None or folded >= MAX_FOLD or not _is_folded(lines, at, last):
            break
        else:
            folded += 1
            if (
                last == "from" and is_first
            ):  # "[mailto:list-bounces at x.org] On Behalf Of Ada" / "Lovelace"
                fields[last] = f"{fields[last]} {words}"
        at += 1
        end = at
    return (end, fields) if names >= 2 else (top, {})


def _is_folded(lines: Lines, at: int, last: str) -> bool:
    """Tell whether line *at* goes on with the header field above it."""
    words, above = lines.content[at], lines.content[at - 1]
    if not above or len(words) > 120:
        return False
    below, further = (*lines.content[at + 1 : at + 3], "", "")[:2]
    if below and header_kind(below) is not None:
        return True
    if last == "from" and below and further and header_kind(further) is not None:
        return True
    if last in ("to", "other"):
        return above[-1] in ",;" or "@" in words or lines.raw[at][:1] in " \t" or len(above) > 66
    return not below and len(above) > 60 and len(words) < 50


def _block(
    message_id: MessageId, lines: Lines, first: int, headers: int, end: int, fields: dict[str, str]
) -> Block:
    last = max(first, end - 1)
    said = rejoined(fields.get("from", ""))
    said = said[behalf.end() :] if (behalf := BEHALF.search(said)) else said
    address = ADDRESS.search(said)
    name = said[: address.start()] if address else said
    if address and not name.strip(" '\"<") and (behind := BEHIND.match(said, address.end())):
        name = behind[1]  # "ada at example.org (Ada Lovelace)", as archives write it
    name = re.sub(r"\[[^\]]{0,80}\]|\((?:E-mail|mailto)[^)]{0,80}\)|[\"<>\[\]]", " ", name)
    name = " ".join(re.sub(r"@[A-Z]\w*|/[\w/]{2,40}", " ", name).split()).strip(" '*,")
    if found := NO_NAME.search(name) or VIA.search(name):
        name = name[: found.start()].strip(" *,")
    return Block(
        first=first,
        headers=headers,
        end=end,
        attribution=Attribution(
            name=name if any(map(str.isalpha, name)) else None,
            address=persons_address(said),
            date=fields.get("date") or None,
            span=Span(
                message_id=message_id,
                start=lines.starts[first],
                end=lines.starts[last] + len(lines.raw[last]),
            ),
        ),
    )
