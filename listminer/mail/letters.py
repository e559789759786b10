"""Name the zones of one letter: a run of unmarked lines by one person.

Pure. The end of a letter is read from the bottom up (footer, signature, name,
closing), its beginning from the top; what remains between is paragraphs,
headings and machine text.
"""

from __future__ import annotations

from dataclasses import dataclass

from listminer.mail import courtesies as c
from listminer.mail.chat import chat_lines, is_spread_chat
from listminer.mail.lines import Lines
from listminer.mail.machine_text import machine_zone
from listminer.model import Zone

MAX_DELIMITED = 60  # lines; what is longer below "-- " is text, too
MAX_ENDING = 25  # lines; no signature that people write by hand is longer
MAX_TAIL_LINE = 60  # characters; a longer line in a signature is prose, unless it holds an address
Zones = list[Zone | None]


@dataclass(frozen=True, slots=True)
class Letter:
    """A run of unmarked lines: start <= i < end.

    `opens`: it begins a mail, so it may greet. `ends`: it ends one, so it may be signed.
    """

    start: int
    end: int
    opens: bool
    ends: bool


def name_zones(lines: Lines, zones: Zones, letter: Letter) -> None:
    """Name the zone of each line of *letter* that has content and no zone yet."""
    content = lines.content
    filled = [at for at in range(letter.start, letter.end) if content[at] and zones[at] is None]
    if not filled:
        return
    first = filled[0]
    if letter.ends:
        filled = _take_footer(content, zones, filled)
    filled = _take_delimited(lines, zones, filled, most=MAX_DELIMITED if letter.ends else 8)
    filled = _take_blocks(lines, zones, filled)
    greets = filled and filled[0] == first and c.is_salutation(content[first])
    if greets and (letter.opens or c.GREETING.match(content[first])):
        zones[first] = "salutation"
        filled = filled[1:]
    if filled:
        filled = _take_ending(content, zones, filled, first=first, signed=letter.ends)
    for at in filled:
        zones[at] = _plain(content, at)


def _take_footer(content: list[str], zones: Zones, filled: list[int]) -> list[int]:
    """Take what list servers and mail programs put below a letter; return the rest."""
    for place in range(max(0, len(filled) - 12), len(filled)):
        at = filled[place]
        if (
            content[at][0] in "_-"
            and c.FOOTER_RULE.match(content[at])
            and place + 1 < len(filled)
            and (c.is_footer(content[filled[place + 1]]))
        ):
            zones[at] = "visual_separator"
            for below in filled[place + 1 :]:
                zones[below] = "visual_separator" if c.is_rule(content[below]) else "mua_signature"
            return filled[:place]
    for place in range(max(0, len(filled) - 8), len(filled)):
        if c.is_footer(content[filled[place]]) and (
            place + 4 >= len(filled) or c.MUA.match(content[filled[place]])
        ):
            zones[filled[place]] = "mua_signature"
    return [at for at in filled if zones[at] is None]


def _take_blocks(lines: Lines, zones: Zones, filled: list[int]) -> list[int]:
    """Take rules, legal notices and machine text, block by block; return the rest."""
    rest: list[int] = []
    content, raw = lines.content, lines.raw
    block: list[int] = []
    is_chat = is_spread_chat(content[at] for at in filled if at == 0 or not content[at - 1])
    for at in [*filled, -1]:
        if block and (at < 0 or at != block[-1] + 1):
            rest += _take_block(raw, content, zones, block, is_chat=is_chat)
            block = []
        if at < 0:
            break
        if content[at][0] in c.RULE_STARTS and c.is_rule(content[at]):
            zones[at] = "visual_separator"
            if block:
                if (
                    len(block) == 1
                    and len(content[at]) <= len(content[at - 1]) + 3
                    and len(content[at - 1]) < 60
                    and content[at - 1][-1] not in ".?!,;"
                ):
                    zones[block[0]] = "section_heading"
                else:
                    rest += _take_block(raw, content, zones, block, is_chat=is_chat)
                block = []
        else:
            block.append(at)
    return rest


def _take_block(
    raw: list[str], content: list[str], zones: Zones, block: list[int], *, is_chat: bool
) -> list[int]:
    over = _line_over(content, block[0])
    said = chat_lines([content[at] for at in block], over, is_spread=is_chat)
    # a machine's log may have a few such lines: "[00:00:09] Executing Tcl: synth_design"
    few = 0 < len(said) * 2 < len(block)
    if said and not (few and machine_zone([raw[at] for at in block]) == "log_data"):
        for place in said:
            zones[block[place]] = "log_data"
        return [at for place, at in enumerate(block) if place not in said]
    head = content[block[0]]
    zone: Zone | None = None
    if (
        head[0] in 'TtNnCcDdEeLlIiAaQqVv"*(['
        and c.may_be_legal(head)
        and c.is_legal(" ".join([content[at] for at in block[:20]]))
    ):
        zone = "mua_signature"
    else:
        zone = machine_zone([raw[at] for at in block])
    if zone is None:
        return block
    for at in block:
        zones[at] = zone
    return []


def _line_over(content: list[str], at: int) -> str:
    """Return the line above line *at*, or above a blank one; "" if there is none."""
    return next((words for words in reversed(content[max(0, at - 2) : at]) if words), "")


def _take_delimited(lines: Lines, zones: Zones, filled: list[int], *, most: int) -> list[int]:
    """Take the signature below "-- ", if it has at most *most* lines; return the rest."""
    content = lines.content
    for place in [place for place, at in enumerate(filled) if content[at] in ("--", "__")]:
        at = filled[place]
        raw = lines.raw[at].removeprefix("- ")  # as PGP escapes it
        if raw[:2] not in ("--", "__") or raw.rstrip() not in ("--", "__"):
            continue
        count = len(filled) - place - 1
        if count > (most if raw[:3] == "-- " else min(most, MAX_ENDING)):
            continue
        below = filled[place + 1 :]
        zones[at] = "visual_separator"
        for line in below:
            footer = c.is_footer(lines.content[line])
            zones[line] = "mua_signature" if footer else "personal_signature"
        return filled[:place]
    return filled


def _take_ending(
    content: list[str], zones: Zones, filled: list[int], *, first: int, signed: bool
) -> list[int]:
    """Take closing, name and signature from the end of *filled*; return the rest.

    Where the letter does not end the mail (*signed* is false) only a closing
    counts: a name between two quotes may be an answer.
    """
    top = len(filled)
    while top > 0 and len(filled) - top < MAX_ENDING and _can_end(content, filled, top - 1):
        top -= 1
    ending = filled[top:]
    closing = next((place for place, at in enumerate(ending) if c.is_closing(content[at])), None)
    if closing is not None and (signed or len(ending) - closing <= 4):
        _sign(content, zones, ending[closing:])
        return filled[: top + closing]
    if not signed:
        return filled
    return _take_unannounced(content, zones, filled, top, greeted=filled[0] != first)


def _can_end(content: list[str], filled: list[int], place: int) -> bool:
    """Tell whether a line may stand below a letter's last sentence."""
    words = content[filled[place]]
    if len(words) < MAX_TAIL_LINE and words[-1] not in ".?!:;" and words[0] not in "*-+":
        return True
    return c.is_closing(words) or c.is_name(words) or c.is_contact(words)


def _sign(content: list[str], zones: Zones, ending: list[int]) -> None:
    """Name closing lines, the name below them, and the signature that follows."""
    named = False
    for place, at in enumerate(ending):
        words = content[at]
        if not named and c.is_closing(words):
            zones[at] = "closing"
        elif not named and (
            c.is_name(words) or (place == len(ending) - 1 and len(words.split()) <= 3)
        ):
            zones[at] = "closing"
            named = True
        else:
            zones[at] = "personal_signature"
            named = True


def _take_unannounced(
    content: list[str], zones: Zones, filled: list[int], top: int, *, greeted: bool
) -> list[int]:
    """Take a name or signature that no closing announces; return the rest."""
    ending = filled[top:]
    if top == 0 and not greeted:
        ending = ending[1:]  # the first words of a letter are no signature
    for place, at in enumerate(ending):
        above, below = content[at - 1] if at else "", ending[place + 1 :]
        apart = not above or above[-1] in ".?!:)"
        if not apart or not (c.is_name(content[at]) or _starts_signature(content, at, below)):
            continue
        if below and not any(c.is_contact(content[line]) for line in (at, *below)):
            continue
        lone = c.is_name(content[at]) and (
            not below or not content[at + 1] or content[at].count(" ") == 0
        )
        zones[at] = "closing" if lone else "personal_signature"
        for line in below:
            zones[line] = "personal_signature"
        return filled[: filled.index(at)]
    return filled


def _starts_signature(content: list[str], at: int, below: list[int]) -> bool:
    """Tell "Ada Lovelace, Analyst" above more lines with an address or a number."""
    words = content[at]
    return len(below) > 0 and below[0] == at + 1 and words[0].isupper() and len(words) < 50


def _plain(content: list[str], at: int) -> Zone:
    words = content[at]
    if at + 1 < len(content) and (not at or not content[at - 1]) and c.is_heading(words):
        return "section_heading"
    return "paragraph"
