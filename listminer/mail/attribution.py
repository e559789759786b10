"""Find the lines that say who wrote a quote: "On … wrote:", in many languages.

Pure. An attribution may be wrapped over up to four lines, may stand inside a
quote, and may name the date before or after the person or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from listminer.mail import wordings as w
from listminer.mail.courtesies import is_salutation
from listminer.mail.lines import CITED, ENDS, Lines, is_cut
from listminer.mail.odd_marks import MAX_ATTRIBUTION
from listminer.mail.said_addresses import (
    find_address,
    persons_address,
    rejoined,
)
from listminer.mail.said_names import is_name, name_in
from listminer.model import Attribution, MessageId, Span

MAX_REST = 40  # characters of the last line of one that was broken behind its verb
MAX_WRAP = 3  # lines before the one that ends the attribution

# "In message <a1@example.org>, ", "In article <a1@example.org> ", 'In message "Re: gate" '; the id
# is no address
CITED_ID = re.compile(
    r"In (?:message|article|reply to)\s?(?:\"[^\"]{1,200}\"|<?[^\s<>]{1,250}>?),?\s", re.I
)
IN_MESSAGE = re.compile(r"In message (?:\"|<)", re.I)
# "---- On", as Zoho and Yahoo begin; "wrote ----", as Zoho ends
DASHES = re.compile(r"-{2,5}\s|\s-{2,5}$")
# "I wrote", "as we said": the sender's own words follow, marked or not; not "Ada I. wrote"
OWN = re.compile(
    r"(?:^|[\s,])(?:(?:I|we)\s(?:also\s|then\s)?(?:wrote|said)\b|j['’]ai écrit\b|schrieb ich\b)"
)
# "the build said", "As she said": so a sentence goes, not what a mailer writes; not "The Burnman"
SENTENCE_WORD = re.compile(r"[\s.](?:[Aa]s|the|this|that|what|which|my|our|your)\s")


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution and the lines on which it stands: first <= i < end."""

    first: int
    end: int
    attribution: Attribution
    strong: bool  # names a date or address: it needs no quote mark below to be believed


WROTE = ("wrote", "wrote ---", "wrote ----", "wrote: -----")
URL = re.compile(r"https?://\S{1,300}")
SENTENCE = re.compile(r"[a-zà-ž]{3}[.!?] [A-ZÀ-Ž]")  # "we met. What Ada said"; not "máj. 3"
# three words that are no name, as in "on 3 May we have to wait"; not "Ada von Lovelace"
GOING_ON = re.compile(r"(?:[\s,][a-zà-žа-я'’]+){3}")


def find_attributions(message_id: MessageId, lines: Lines) -> list[Found]:
    """Return the attributions of a body, in text order."""
    found: list[Found] = []
    content, done = lines.content, -1
    for at in lines.telling:
        words = content[at]
        if words[-1] not in ENDS and not w.is_news(words) and w.worded(words) is None:
            continue
        if words[-1] in "e-" and not words.endswith(WROTE) and w.worded(words) is None:
            continue
        if len(words) > MAX_ATTRIBUTION or not (
            words.endswith(" wrote:") or _verb(words) or _is_bare(lines, at) or _is_rest(lines, at)
        ):
            continue
        hit = _attribution(message_id, lines, at, after=done)
        if hit is not None:
            found.append(hit)
            done = at
    return found


def _is_bare(lines: Lines, at: int) -> bool:
    """Tell an attribution without a verb: "Quoting Ada:", "2017-03-02 15:57 Ada <a@b.org>:"."""
    words = lines.content[at]
    if words[0] in w.QUOTING_STARTS and w.QUOTING.match(words):
        return True
    if w.worded(words) or w.is_groupwise(words):
        return True
    if _is_id_of_above(lines, at):
        return True
    if words[-1] == ">":  # "2009/2/9 Ada <ada@example.org>"
        return w.DAY.match(words) is not None
    if not words.endswith((">:", "]:")):
        return False
    joined = words if at == 0 else f"{lines.content[at - 1]} {words}"[:MAX_ATTRIBUTION]
    return w.DAY.search(joined) is not None


def _is_rest(lines: Lines, at: int) -> bool:
    """Tell the last words of an attribution that was broken: its verb stands on the line above.

    "… 3 May 2016 14:05:00 schrieb Ada" / "Lovelace:", "Ada <…> wrote on 05/03/2016 02:05" / "PM:"
    """
    words, above = lines.content[at], lines.content[at - 1] if at else ""
    if not above or not words.endswith(":"):
        return False
    if len(words) > MAX_REST or len(above) > MAX_ATTRIBUTION:
        return False
    if lines.marks[at] != lines.marks[at - 1] or (above[-1] in ".?!:" and not words[0].isdigit()):
        return False
    joined = f"{above} {words}"
    if SENTENCE.search(joined):
        return False
    if w.worded(joined):
        return True
    if not w.DAY.search(joined) or not (w.START.match(above) or find_address(joined)):
        return False
    return _verb(joined) is not None


def _is_id_of_above(lines: Lines, at: int) -> bool:
    """Tell whether line *at* only cites the article of which the line above names the writer."""
    words, above = lines.content[at], lines.content[at - 1] if at else ""
    if w.ID_ALONE.match(words):
        return above.endswith(" wrote in")
    return w.NEWS.match(words) is not None and _verb(above) is not None


def _attribution(message_id: MessageId, lines: Lines, at: int, *, after: int) -> Found | None:
    first = _first_line(lines, at, after)
    said = _read(" ".join(lines.content[first : at + 1]))
    strong = said.strong or (first == at and _heads_copy(lines, at))
    if not strong and not _is_answered(lines, at):
        return None
    if said.words > (40 if said.strong else 12):
        return None
    span = Span(
        message_id=message_id,
        start=lines.starts[first],
        end=lines.starts[at] + len(lines.raw[at]),
    )
    attribution = Attribution(name=said.name, address=said.address, date=said.date, span=span)
    return Found(first=first, end=at + 1, attribution=attribution, strong=strong)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of an attribution say."""

    words: int
    strong: bool
    name: str | None
    address: str | None
    date: str | None


@lru_cache(maxsize=1000)  # an answer quotes the attributions of all mails above it
def _read(said: str) -> _Said:
    cited, said = 0, rejoined(said.lstrip("> |"))
    if found := w.worded(said):
        groups = found.groupdict()
        return _said(said, groups.get("name") or "", groups.get("date"))
    if w.is_news(said):
        said, cited = w.IN_NEWS.subn(":", said)
    if not said.isascii() or "in " in said.lower():
        said, more = CITED_ID.subn("", said, count=1)
        cited += more
    name, date = _name_and_date(said)
    address = persons_address(said)
    is_told = name is not None or address is not None or SENTENCE_WORD.search(said) is None
    return _Said(
        words=len(said.split()),
        strong=is_told and _is_strong(said, cited=bool(cited)),
        name=name,
        address=address,
        date=date,
    )


def _said(said: str, name: str, date: str | None) -> _Said:
    """Return what an attribution says whose wording tells where the name stands."""
    return _Said(
        words=len(said.split()),
        strong=_is_strong(said, cited=False),
        name=_name(name, None),
        address=persons_address(name),
        date=date,
    )


@lru_cache(maxsize=4)
def _verb(said: str) -> re.Match[str] | None:
    if not said.isascii():
        return w.VERB.search(said)
    small = said.lower()
    hint = w.VERB_HINT.search(small)
    return w.VERB.search(said, max(0, hint.start() - w.VERB_LEAD)) if hint else None


@lru_cache(maxsize=4)
def _date_ends(said: str) -> tuple[int, ...]:
    """Return where the days and the times in *said* end."""
    return tuple(found.end() for found in (*w.DAY.finditer(said), *w.TIME.finditer(said)))


def _is_strong(said: str, *, cited: bool) -> bool:
    """Tell whether *said* can be nothing but an attribution.

    It names a date, an address or an id (*cited*), and after its verb and date it
    names somebody at most: "As I wrote on 3 May we have to wait:" goes on.
    """
    if w.is_groupwise(said) or w.DASHED.match(said) or w.COMMENT.match(said):
        return True
    if said[-1] not in ":：" and not said.endswith("--"):
        return False
    plain = URL.sub(" ", said) if "://" in said else said  # the date in an address is none
    dates = _date_ends(plain)
    address = find_address(plain)
    verb = _verb(plain) or w.QUOTING.match(plain)
    if verb is None:
        return bool(dates) and address is not None
    if not dates and address is None and not cited:
        return False
    if OWN.search(plain):
        return False
    if address is not None or verb.end() < max(dates, default=0):
        return address is not None or GOING_ON.search(plain, max(dates)) is None
    return True


def _first_line(lines: Lines, at: int, after: int) -> int:
    """Return the line on which the attribution that ends on line *at* begins."""
    content, marks = lines.content, lines.marks
    over = at - 1 if at - 1 > after and marks[at - 1] == marks[at] else at
    if w.is_groupwise(content[at]):
        return over if lines.raw[over].lstrip("> ") == content[over] else at
    alone = not _verb(content[at]) and not _is_bare(lines, at)
    if (
        _is_id_of_above(lines, at)
        or (alone and _is_rest(lines, at))
        or IN_MESSAGE.match(content[over])
    ):
        return over
    if _starts_dated(content[at]):
        return at
    first = at
    for before in range(at - 1, max(after, at - 1 - MAX_WRAP), -1):
        words = content[before]
        if not words or len(words) > MAX_ATTRIBUTION or abs(marks[before] - marks[at]) > 1:
            break
        if ": " in words and w.SPOKEN.search(words):
            break
        first = before
        if w.START.match(words) and any(c.isdigit() for c in words):
            return first
    previous = content[at - 1] if at - 1 > after and at else ""
    if previous and marks[at - 1] == marks[at]:
        if len(content[at]) < 30 and find_address(previous):
            return at - 1
        if content[at][0] == "<" and w.DAY.search(previous):  # the address alone was broken off
            return at - 1
    return at


def _starts_dated(words: str) -> bool:
    if w.START.match(words) is None:
        return False
    return w.DAY.search(words) is not None or w.TIME.search(words) is not None


def _is_answered(lines: Lines, at: int) -> bool:
    """Tell whether a deeper quote follows line *at*."""
    below = lines.next_filled(at + 1, within=4)
    if below < len(lines.raw) and is_cut(lines.content[below]):
        below = lines.next_filled(below + 1, within=4)
    return below < len(lines.raw) and lines.marks[below] > lines.marks[at]


def _heads_copy(lines: Lines, at: int) -> bool:
    """Tell a name and verb alone on a line below the sender's answer: what follows is a copy.

    It is where no quote follows; who writes above what he answers copies all of it.
    """
    content = lines.content
    if not w.PERSON_WROTE.match(content[at]) or (at and content[at - 1]) or _is_answered(lines, at):
        return False
    above = lines.previous_filled(at - 1)
    if above < 0 or lines.marks[above] or lines.marks[at]:
        return False
    return not is_salutation(content[above])


def _name_and_date(said: str) -> tuple[str | None, str | None]:
    """Return who and when, as an attribution says it; None for what it leaves out.

    >>> _name_and_date("On Tue, 3 May 2016 at 14:05, Ada Lovelace <ada@example.org> wrote:")
    ('Ada Lovelace', 'Tue, 3 May 2016 at 14:05')
    >>> _name_and_date("Am 03.05.2016 um 14:05 schrieb Ada Lovelace:")
    ('Ada Lovelace', '03.05.2016 um 14:05')
    >>> _name_and_date("Ada Lovelace wrote:")
    ('Ada Lovelace', None)
    """
    if "--" in said:
        said = DASHES.sub("", said)
    if '" == ' in said:
        said = CITED.sub("", said, count=1)
    opening = w.OPENING.match(said)
    begin = opening.end() if opening else 0
    ends = _date_ends(said)
    verb = _verb(said)
    if w.is_groupwise(said):
        verb, said = None, said[:-4]
    if not ends:
        if begin and (day := w.DAY_SAID.match(said, begin)):
            begin = day.end()
        return _name(said[begin:], verb.start() - begin if verb else None), None
    date_end, date_start = max(ends), _date_start(said, verb)
    if verb and verb.end() <= date_start:  # "Ada wrote on 3 May 2016:"
        date = re.sub(
            r"^(?:on|am|le|el|il|em|op|den)\s",
            "",
            said[date_start:date_end].strip(" ,:").lstrip("("),
        )
        return _name(said[: verb.start()], None), date
    if verb and verb.start() < date_end and date_start < verb.start():
        date_end = max((e for e in ends if e <= verb.start()), default=date_end)
    if begin == 0 and date_start > 3 and not w.START.match(said):  # "Ada (3 May 2016) wrote:"
        return _name(said[:date_start], None), said[date_start:date_end].strip(" ,:()")
    rest = said[date_end:]
    inner = _verb(rest)
    return _name(rest, inner.start() if inner else None), said[begin:date_end].strip(" ,")


def _date_start(said: str, verb: re.Match[str] | None) -> int:
    """Return where the date begins: at its first digit, or at the day's name before it."""
    digit = w.DIGIT.search(said)
    if digit is None:
        return 0
    found = w.DATE_START.search(said, max(0, digit.start() - 20))  # a day's name is shorter
    start = found.start() if found else 0
    if verb and verb.start() <= start < verb.end():
        start = digit.start()
    weekday = w.WEEKDAY.search(said, max(0, start - 16), start)
    return weekday.start() if weekday else start


def _name(words: str, verb: int | None) -> str | None:
    name = name_in(words if verb is None else words[:verb])
    if not name and verb is not None:
        behind = words[verb:]
        found = _verb(behind)
        name = name_in(behind[: found.start()] + " " + behind[found.end() :] if found else behind)
    return name if is_name(name) else None
