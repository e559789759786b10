"""The names that pipermail gives its volumes, and the days they cover.

Pure. Source: `dateToVolName` and `volNameToDate` of Mailman 2.1's HyperArch.py.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote

# One row per language: January to December, as Mailman's catalogues write them.
_MONTHS = """
en january february march april may june july august september october november december
de januar februar märz april mai juni juli august september oktober november dezember
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl januari februari maart april mei juni juli augustus september oktober november december
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
da januar februar marts april maj juni juli august september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
no januar februar mars april mai juni juli august september oktober november desember
fi tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu \
marraskuu joulukuu
et jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
lt sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis
pl styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
cs leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
sk január február marec apríl máj jún júl august september október november december
sl januar februar marec april maj junij julij avgust september oktober november december
hr siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinec
hu január február március április május június július augusztus szeptember október november december
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
eu urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua
ru январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
uk січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
el Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος \
Νοέμβριος Δεκέμβριος
ja 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月
ko 1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월
zh 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
"""

# The names that pipermail uses; "2016-March", "2016-03"; not "2016-attachments/x".
VOLUME = re.compile(
    r"Week-of-Mon-(?P<week>\d{8})|(?P<day>\d{8})|(?P<qyear>\d{4})q(?P<quarter>[1-4])"
    r"|(?P<year>\d{4})(?:-(?P<month>[^/.]{1,40}))?"
)


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume of a list, and the half-open days that it covers as far as its name tells."""

    name: str  # as in the index, decoded
    start: date | None
    end: date | None


def read_volume(name: str) -> Volume | None:
    """Return the volume that *name* names, or None if no volume is called so.

    A month in a language that we do not know counts as its whole year: a range
    must not miss it. The name may be %-encoded.

    >>> read_volume("2016-M%C3%A4rz").start
    datetime.date(2016, 3, 1)
    """
    name = unquote(name)
    match = VOLUME.fullmatch(name)
    if match is None:
        return None
    try:
        start, end = _covered(match)
    except (ValueError, OverflowError):
        return Volume(name, None, None)  # "20109999": no day, but somebody's volume
    return Volume(name, start, end)


def _covered(match: re.Match[str]) -> tuple[date, date]:
    found = match.groupdict()
    if found["week"] or found["day"]:
        start = _compact(found["week"] or found["day"])
        return start, start + timedelta(days=7 if found["week"] else 1)
    if found["qyear"]:
        year, first = int(found["qyear"]), 3 * int(found["quarter"]) - 2
        return date(year, first, 1), _after(year, first + 2)
    year = int(found["year"])
    month = _month(found["month"] or "")
    if month is None:
        return date(year, 1, 1), _after(year, 12)
    return date(year, month, 1), _after(year, month)


def _compact(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _after(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1]) + timedelta(days=1)


def _plain(name: str) -> str:
    """Return *name* without accents and case: catalogues and servers differ in both."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("ς", "σ")


_NUMBERS = {
    _plain(word): number
    for row in _MONTHS.strip().splitlines()
    for number, word in enumerate(row.split()[1:], start=1)
    if word != "listopad"  # November in Polish and Czech, October in Croatian: take the year
}


def _month(name: str) -> int | None:
    if name.isascii() and name.isdigit() and 1 <= int(name) <= 12:
        return int(name)
    return _NUMBERS.get(_plain(name))
