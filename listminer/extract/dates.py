"""When something is due, as said and as a date. Pure; counts from the message's own date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateutil.relativedelta import relativedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
# What a time of more words may go on with: "on Sun at noon", not "on Sun hardware".
_GOES_ON = (
    r"(?! (?!(?:morning|noon|afternoon|evening|night|at|or|and|by|in|the|this|next|of|to|for|if|so"
    r"|when|but|as|utc|then|latest|instead|anyway|i|we)\b)[a-z])"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b\.?(?:,? \d{{4}})?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
    rf"|the \d{{1,2}}(?:st|nd|rd|th)\b{_GOES_ON})"
)
_END = rf"(?:the )?end of (?:the |this |next )?(?:day|week|month|year|{_MONTH})"
_SPAN = (
    r"(?:a|an|one|two|three|four|five|six|\d{1,3}|a few|a couple of|the next"
    r" (?:few|couple of|two|three)) (?:hours?|days?|weeks?|months?)"
)
_NEXT = r"(?:next|this|the coming) (?:week(?:end)?|month|year|release|cycle|milestone)"
_HOUR = r" (?:morning|noon|afternoon|evening|night)"
_OR = rf"(?:(?: or |/)(?:on )?(?:{_DAY}(?<=day)|tomorrow))?"  # "on Monday or Tuesday"
_EOD = rf"(?:EOD|EOB|COB|EOW)\b(?:,? (?:on )?(?:{_DAY}(?<=day)|today|tomorrow))?"
_WHEN = (
    rf"{_DAY}\b\.?,? {_DATE}"
    rf"|(?:(?:next|this|the coming) )?(?:{_DAY}(?<=day){_OR}|{_DAY}\b{_GOES_ON})\b"
    rf"(?:{_HOUR})?(?: (?:of )?next week\b)?"
    rf"(?:, [A-Z]\w+ time)?|{_DATE}|{_END}|{_EOD}|tomorrow|tonight|today{_OR}|{_NEXT}"
)
# "by rc2", "before Liberty-3", "before Christmas", "by mid-April"; not "faster by 2.5".
_MILESTONE = r"(?:-?rc-?\d{1,2}|(?-i:[A-Z][a-z]{3,20})-[1-3]|christmas|easter)\b(?![\w.-]*\w)"
_PART = r"(?:early |late |mid[- ]|(?:the )?(?:start|beginning|middle) of )"
# A day without "on" after what it cannot be a part of: "send it Friday", "done today"; not "the
# last Friday", "to Friday".
_BARE = (
    r"(?:(?<=\bit )|(?<=\bthem )|(?<=\bup )|(?<=\bout )|(?<=\bback )|(?<=\bagain )|(?<=\bdone )"
    rf"|(?<=\bready ))(?:{_DAY}(?<=day){_OR}|today{_OR}|{_EOD})(?:{_HOUR})?(?: (?:of )?next week)?"
    r"(?=\W*$|[,;.!?:)] | (?:at|or|and|if|so|but|then) )"
)
# What something may be done by; "by the security team" tells who, not when.
_EVENT = (
    r"(?:freeze|release|meeting|deadline|end|time|summit|milestone|sprint|conference|weeks?|months?"
    r"|year|days?|cycle|beginning|start|middle|holidays|summer|winter|spring|fall|autumn|morning"
    r"|evening|weekend|christmas|easter|rc\d*|launch|tag|window|call|vote|\d+\.\d+\S*)"
)
# "after the release | and drop patch 3": what is to be done goes on there.
_ON = r"(?:(?! and )[^,.;:!?()]){2,40}"
# "by Friday", "on 24 March", "before the freeze", "within two days", "tomorrow", "this week".
_DUE = re.compile(
    rf"\b(?:(?:by|before|until|till|no later than|on|due|around|at) (?:{_WHEN})"
    rf"|(?:before|until|till|after|in time for) (?:the|our|we|i|\d\.\d)\b{_ON}"
    rf"|by (?:the|our|\d\.\d)\b(?! way\b)(?=[^,.;:!?()]{{0,60}}\b{_EVENT}\b){_ON}"
    rf"|(?:by|before|until|till|after|in time for) {_MILESTONE}|before v?\d{{1,2}}\.\d+(?=\W*$)"
    rf"|(?:by|before|until|till|in) {_PART}?(?-i:(?=[A-Z])){_MONTH}\b(?! \d)"
    rf"|(?:in|within) {_SPAN}|(?:over|during|at) (?:the|this) (?:week(?:end)?|holidays|summer)"
    r"|within the (?:day|week|month)|(?:over|during) the (?:next|coming) (?:few )?(?:days|weeks)"
    rf"|{_SPAN} from (?:now|today)|{_BARE}|(?:next|this) {_DAY}(?<=day)|this (?:after)?noon"
    r"|this (?:morning|evening)|(?:the )?end of (?:this|next) (?:week|month)"
    r"|the day after tomorrow|tomorrow|tonight|later today"
    rf"|{_NEXT}|(?:as )?soon as [^,.;:!?()]{{3,40}}|asap)\b"
    rf"(?:{_HOUR}(?:, [A-Z]\w+ time)?)?",
    re.IGNORECASE,
)
# A time that is over or was never meant. Matches "before the release went out", "before we even
# start". Must not match "before the release goes out", "until we have it".
_NO_LIMIT = re.compile(
    r"(?:before|until|till|after) (?:(?:i|we) even\b|the fact\b"
    r"|.*\b(?:went|came|was|were|had|did|began|got|became|took|left)\b)",
    re.IGNORECASE,
)
# Words that look like a time, and what before them says that they are none: "24 hours | in a day",
# "once | in a week". Not "I am done | in a day".
_COUNTED = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|times?|once|twice) $", re.IGNORECASE
)
_A_SPAN = re.compile(r"in an? ", re.IGNORECASE)
# "look into | this release", "most of | the coming cycle". Not "fix it | this release".
_TREATED = re.compile(r"\b(?:into|about|of|with|from|regarding)(?: the)? $", re.IGNORECASE)
_A_THING = re.compile(r"(?:this|next|the coming) (?:release|cycle|milestone)", re.IGNORECASE)
# "Not | before Monday", "I can't do it | by Friday": no time by which anything is done. Not "don't
# forget it | by Friday", "why don't you do it | today", "if I don't hear more | by Friday".
_DENIED = re.compile(
    r"(?:^|[,;.:!?]| but | so )(?!.*\b(?:if|unless|in case)\b)[^,;.:!?]*?"
    r"(?<!why )\b(?:not|cannot|never|unlikely|\w{1,9}n['’]t)\b"
    r"(?! (?:you|we|they|forget|hesitate|only)\b)(?:(?! but | so )[^,;.:!?])*$",
    re.IGNORECASE,
)
_NOT_OF_IT = (
    r"(?!(?:will|be|should|can|to|i|we)\b)[\w'’-]{1,30}"  # nor a word of what is to be done
)
# "What you sent | on Friday", "since it broke | on Monday", "the job that runs | on Sunday": when
# something else is. Not "I'll fix that bug | on Friday", "what will be done | on Friday".
_ELSE = re.compile(
    r"\b(?:that(?! \w{1,20}ed )|which|what|who|whatever|since|because|as)"
    rf"(?: {_NOT_OF_IT}){{0,3}}?"
    r" (?:\w{1,20}ed|sent|wrote|broke|made|came|went|got|gave|said|told|found|was|were|did|had|met"
    r"|saw|runs?|happens?|takes place|starts?|begins?|ends?|ships?|opens?|closes?|goes \w{2,5})"
    rf"(?: {_NOT_OF_IT}){{0,2}} $"
    r"|\b(?:you|he|she|they|(?-i:[A-Z])\w{1,20})"
    r" (?:sent|posted|wrote|pushed|reported|mentioned|found|made|saw)"
    rf"(?: {_NOT_OF_IT}){{0,2}} $",
    re.IGNORECASE,
)
# Where one is: "I'm at a conference | until Thursday". Not "I'm on it | until Thursday".
_AWAY = re.compile(
    r"\bi(?:['’]m| am|['’]ll be| will be)(?: \w+ly)? (?:away|out|off|abroad|offline|busy|swamped"
    r"|travell?ing|at (?:an?|the)|in (?:an?|the)|on (?:holidays?|vacation|leave|pto|the road))\b"
    r"[^,;.:!?]*$",
    re.IGNORECASE,
)
# "Send it to the new address (it changed lately, though | before May)", "(which Ada has done | this
# month)": a clause in brackets tells of something else. Not "send the log (by Friday".
_IN_ASIDE = re.compile(
    r"\((?:[^()]* )?(?:which|who|though|although|as|since|because|has|have|had|was|were)\b[^()]*$",
    re.IGNORECASE,
)
_ELSE_WITHIN = 100  # characters
# "Replaced | by Python-3": what does it, not when.
_DONE_BY = re.compile(r"\b(?!rebased|merged|fixed|done|finished)\w{1,20}ed $", re.IGNORECASE)
_A_TIME = re.compile(r"(?:by|before|until|till|no later than|due|within)\b", re.IGNORECASE)
_LIMIT = re.compile(r"by|before|until|till|no later|on|due|within", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:\b(?:in|within) (?:the next )?|^(?=\w+ \w+ from\b))(\w+) (hour|day|week|month)s?\b"
)
_EITHER = re.compile(r" or |(?<=day)/")
_TODAY = re.compile(
    r"\b(?:today|tonight|eod|eob|cob|(?:this|by|at|before) (?:noon|morning|afternoon|evening))\b"
)
_COUNT = re.compile("[0-9]{1,3}")  # not "²", and no number that no calendar holds
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Due:
    """A time said, and the day it means at 00:00 UTC; None where words do not tell a day."""

    said: str
    date: datetime | None


def find_due(text: str, said_on: datetime | None) -> Due | None:
    """Return when *text*, said on that date, wants something done; None if it names no time.

    >>> find_due("I'll file it by Friday.", datetime(2016, 3, 8, tzinfo=UTC)).date.day
    11
    >>> find_due("I'll do it before the freeze.", None)
    Due(said='before the freeze', date=None)
    """
    flat = " ".join(text.split())
    found = [each for each in _DUE.finditer(flat) if _is_time(flat, each)]
    if not found:
        return None
    found.sort(key=lambda match: _LIMIT.match(match.group()) is None)  # "by Friday" tells most
    for match in found:
        date = resolve(match.group(), said_on)
        if date is not None:
            return Due(match.group(), date)
    return Due(found[0].group(), None)


def _is_time(text: str, found: re.Match[str]) -> bool:
    """Return whether what was found says when something is to be done."""
    before, said = text[: found.start()], found.group()
    return not (
        _NO_LIMIT.match(said)
        or (_A_SPAN.match(said) and _COUNTED.search(before))
        or (_A_THING.match(said) and _TREATED.search(before))
        or text.startswith(" and a half", found.end())
        or _DENIED.search(before[-_ELSE_WITHIN:])
        or _AWAY.search(before[-_ELSE_WITHIN:])
        or _IN_ASIDE.search(before[-_ELSE_WITHIN:])
        or _is_of_something_else(text, found)
    )


def _is_of_something_else(text: str, found: re.Match[str]) -> bool:
    """Return whether a time is told of another thing than what is to be done.

    "Look at tomorrow's build", "what you sent on Friday"; a limit is one whatever stands by it.
    """
    before, said = text[: found.start()], found.group()
    if said.lower().startswith("by") and re.search(r"-[1-3]$", said) and _DONE_BY.search(before):
        return True
    if _A_TIME.match(said):
        return False
    is_owned = text.startswith(("'s ", "’s "), found.end())
    return is_owned or _ELSE.search(before[-_ELSE_WITHIN:]) is not None


def resolve(said: str, said_on: datetime | None) -> datetime | None:
    """Return the day that *said* means, counted from *said_on*; None if it tells none."""
    if said_on is None:
        return None
    words = said.lower()
    if match := _EITHER.search(words):  # "on Monday or Tuesday": by the last of them
        ends = [resolve(part, said_on) for part in (words[: match.start()], words[match.end() :])]
        return max((end for end in ends if end is not None), default=None)
    today = datetime(said_on.year, said_on.month, said_on.day, tzinfo=UTC)
    if match := re.search(r"\d{4}-\d{2}-\d{2}", words):
        return _made(*(int(part) for part in match.group().split("-")))
    if match := re.search(rf"end of (?:the |this |next )?(day|week|month|year|{_MONTH})", words):
        return _end_of(match.group(1), today, is_next="next" in words)
    if match := re.search(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", words):
        return _made(int(match[3]), int(match[2]), int(match[1]))
    if match := re.search(
        rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?,? ?(\d{{4}})?", words
    ):
        return _in_year(int(match.group(1)), match.group(2), match.group(3), today)
    if match := re.search(rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ?(\d{{4}})?", words):
        return _in_year(int(match.group(2)), match.group(1), match.group(3), today)
    if match := re.search(rf"\b({_DAY})\b(?!.*\bthe \d)", words):
        day = _day_number(match.group(1))
        if words.endswith("next week") or re.search(rf"\bnext {_DAY}", words):
            return today + timedelta(days=7 - today.weekday() + day)
        return today + timedelta(days=(day - today.weekday()) % 7 or 7)
    if match := _AFTER.search(words):
        return _after(match.group(1), match.group(2), today, said_on)
    if "tomorrow" in words:
        return today + timedelta(days=1 + ("day after" in words))
    if _TODAY.search(words):
        return today
    if re.search(r"next week\b", words):
        return today + timedelta(days=7 - today.weekday() + 4)  # its Friday
    if re.search(r"this week\b|\beow\b", words):
        return today + timedelta(days=max(4 - today.weekday(), 0))
    if "weekend" in words:
        return today + timedelta(days=(6 - today.weekday()) % 7 + 7 * ("next" in words))
    return _day_of_month(words, today)


def _day_of_month(words: str, today: datetime) -> datetime | None:
    """Return the next day of that number: "by the 15th"."""
    match = re.search(r"the (\d{1,2})(?:st|nd|rd|th)", words)
    if match is None:
        return None
    day = int(match.group(1))
    month: datetime = today + relativedelta(months=1 if day < today.day else 0)
    return _made(month.year, month.month, day)


def _end_of(what: str, today: datetime, *, is_next: bool) -> datetime | None:
    if what == "day":
        return today
    if what == "week":
        return today + timedelta(days=max(4 - today.weekday(), 0) + 7 * is_next)
    if what == "year":
        return _made(today.year + is_next, 12, 31)
    if what == "month":
        following: datetime = today.replace(day=1) + relativedelta(months=1 + is_next)
        return following - timedelta(days=1)
    month = _month_number(what)
    first = datetime(today.year + (month < today.month), month, 1, tzinfo=UTC)
    last: datetime = first + relativedelta(months=1, days=-1)
    return last


def _after(number: str, unit: str, today: datetime, said_on: datetime) -> datetime | None:
    count = _NUMBERS.get(number)
    if count is None and _COUNT.fullmatch(number):
        count = int(number)
    if unit == "hour":
        then = said_on + timedelta(hours=count or 0)  # "a few hours": the same day
        return datetime(then.year, then.month, then.day, tzinfo=UTC)
    if count is None:
        return None
    date: datetime = today + relativedelta(**{f"{unit}s": count})
    return date


def _in_year(day: int, month: str, year: str | None, today: datetime) -> datetime | None:
    """Return that day in the year said, else the one next to come; up to two months ago is past."""
    number = _month_number(month)
    if year is not None:
        return _made(int(year), number, day)
    date = _made(today.year, number, day)
    if date is not None and date < today - timedelta(days=60):
        return _made(today.year + 1, number, day)
    return date


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None  # 31 February


def _day_number(word: str) -> int:
    return next(at for at, day in enumerate(_DAYS) if day.startswith(word[:3]))


def _month_number(word: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(word[:3]))
