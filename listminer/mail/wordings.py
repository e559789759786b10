"""The verbs, days and times of attributions, and those whose wording says who and when.

Pure. All others are read by their date, address and verb, see attribution.py.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re

from listminer.mail.caseless import Caseless

# "Ada wrote:", "schrieb Ada:", "Ada a écrit :", "Ada a ?crit :"; not "as I wrote it:"
VERB = Caseless(
    r"\b(?:wrote|writes|said|says|schrieb|schreibt|geschrieben|écrit|ecrit|a [?\ufffd]crit|écrivait|escribi(?:ó|o|\ufffd|\?)"
    r"|escribía|escrigué|va escriure|ha escrit|scritto|scrive|scriveva|escreveu|escribiu|schreef|schreven|geschreven|skrev"
    r"|skrifaði|skreiv|kirjoitti|kirjutas|menulis|rašė|rakstīja|đã viết|napisao(?:/la)?|napísal\(a\)|napísala?|napisał\(a\)|napisał|napisała|napisala|napisal|napsal\(a\)|napsal|napsala|pisze|píše"
    r"|написал\(а\)|написал|написала|писал|писала|писали|пишет|пише|написав|написа|a scris|yazd[ıi]|írta|έγραψε|ने लिखा|نوشت)(?!\w)"
    r"|写道|寫道|写了|さんは書きました|が書きました|書きました|のメール|เขียนว่า|님이 작성|작성(?=:)|이\(가\) 쓴 글|님이 쓴 글"
)
# what one of these verbs has in it, where all is ASCII: cheaper to look for
VERB_HINT = re.compile(
    r"wrote|writes|said|says|schr|scri|escriure|[e?]crit|escrev|skrev|skreiv|kirjoitti|kirjutas|menulis|napis|napsal|pisze|yazd"
)
VERB_LEAD = 10  # letters of a verb before that, at most: "geschrieben", "ha escrit"
# "Quoting Ada <ada@example.org>:", "Citando a Ada:", "Zitat von Ada:", "Excerpts from Ada's …"
QUOTING = re.compile(
    r"(?:Quoting|Citando(?: a)?|Zitat von|Citat(?:ion de)?|Cytowanie|(?:Reformatted )?Excerpts from)\s",
    re.I,
)
QUOTING_STARTS = frozenset("QqCcZzEeRr")  # cheaper to ask than the pattern
# "On Monday", "[dev] Am 3.", "2017-03-02", "W dniu"; not "Only", not "Once"
START = re.compile(
    r"(?:\[[^\]]{1,40}\]\s)?(?:(?:On|Yesterday|Today|Gestern|Heute|Hier|Ayer|Hoy|Ieri|Oggi|Gisteren|Igår|Wczoraj|Вчера|Am|Le|El|Il|Em|Op|Den|På|W dniu|Dnia|Dne|At|In|Em|A|Vào|U|Dana|Στις|On the|Il giorno"
    r"|Às|Le|No dia|Quoting|В|Вы писали|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Пн|Вт|Ср|Чт|Пт|Сб|Вс|пн|вт|ср|чт|пт|сб|вс"
    r"|lun|mar|mer|jeu|ven|sam|dim|El día|Zitat von|Citando|Dňa|În|Pe|На|Kuupäev|Pada tanggal|Þann)[\s.,]|\d{1,4}[-./年 ]\s?\w|[一-龥]*\d{4}年|>*\s?\"?On )",
)
OPENING = re.compile(
    r"(?:-{2,5}\s)?(?:\[[^\]]{1,40}\]\s)?(?:In a message dated|On the|On|Am|Le|El día|El|Il giorno|Il|Em|Op|Den|På|W dniu|Dnia|Dne|At|In|A|No dia|В|Quoting|Zitat von|Citando a|Citando|As|בתאריך)\s"
    r"|(?:on|Pe|La|O|În|Dňa|На|Στις|V V|V|Às|Þann|Dana|Pada tanggal|Kuupäev|Vào)\s(?=\S{0,8}[\s.,]{0,3}\d)|[在于於]\s?(?=\d)"
)
# "2017-03-02", "02.03.2017", "3/14/12", "2012年3月4日"; begins with a digit to look for
DAY = re.compile(
    r"\d(?:\d{3}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?|\d?[-./]\s?\d{1,2}[-./]\s?\d{2,4}|(?:(?<=\b1)9|(?<=\b2)0)\d\d\b)"
)
# "14:05", "9:08 PM", "15:57 GMT+02:00", "at 19h20 (CEST)"
TIME = re.compile(
    r"(?<![A-Za-z\d])\d\d?[:.h]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?|\s[μπ]\.μ\.)?"
    r"(?:,?\s(?:GMT|UTC)?[+-]\d{1,2}:?\d{2}|,?\s(?:GMT|UTC)[+-]\d{1,2}|,?\s(?:UTC|MESZ|MEZ|[A-Z]{2,4}T)\b|\s\([A-Z]{2,5}\)"
    r"|\s(?:[A-Z][a-z.]{1,12}\s){1,3}(?:Standard|Daylight|Summer) Time\b|(?:에(?=\s)))*(?:\sUhr)?"
)
DIGIT = re.compile(r"\d")
DATE_START = re.compile(r"(?:\b[A-Za-zÀ-ž]{2,9}\.?,?\s){0,1}\(?\d")
# "Tuesday", "Dienstag", "mardi"; not "Tue"
DAY_NAMES = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
)
# "Tuesday, " before "May 3": a part of the date; not "Ada, "
WEEKDAY = re.compile(DAY_NAMES + r"[.,]?\s+(?:den\s)?$", re.I)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
# "Tuesday, ", "Tue afternoon ", "3rd May, ", "May 3, " behind "On": a day without its year; not the
# "Monday " of "Monday Okafor wrote", where no "On" stands
DAY_SAID = re.compile(
    rf"(?:(?:{DAY_NAMES}|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (?:morning|afternoon|evening|night))?,?\s+)?"
    rf"(?:(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}),?\s+)?"
)
# each matches a whole attribution and names what it tells
WORDINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Excerpts from Ada's message of 2016-05-03 14:05:00 +0200:", as Sup and its heirs write
        r"(?:Reformatted e|E)xcerpts from (?P<name>.{1,80}?)(?:'s|’s|') message of (?P<date>.{4,60}?)\s?:$",
        # "Quoting Ada (2016-05-03 14:05:00)", as alot writes; not "Quoting the manual (page 2)"
        r"Quoting (?P<name>[^()]{1,80}?) \((?P<date>\d{4}-\d\d-\d\d[^()]{0,20})\):?$",
        # Gmail in Catalan, Apple in Polish
        r"Missatge de (?P<name>.{1,120}?) del dia (?P<date>.{4,60}?)\s?:$",
        r"Wiadomość napisana przez (?P<name>.{1,120}?) w dniu (?P<date>.{4,60}?)\s?:$",
        # Gmail in Thai, Hindi, Arabic, Persian
        r"ในวันที่ (?P<date>.{4,60}?\d{1,2}:\d{2}) (?P<name>.{1,120}?) เขียนว่า:$",
        r"(?P<date>[^<@]{4,70}) को (?P<name>.{1,120}?) ने लिखा:$",
        r"(?:في|يوم) (?P<date>.{4,60}?) تمت كتابة ما يلي بواسطة (?P<name>.{1,120}?):$",
        r"در تاریخ (?P<date>.{4,60}?:\d\d) (?P<name>.{1,120}?) نوشت:$",
        # "(In reply to Ada from comment #2)" of Bugzilla; not "(In reply to all of you)"
        r"\(In reply to (?:(?P<name>[^()]{1,80}?) from )?comment #\d{1,6}\)$",
        # "Replying to [comment:2 ada]:" of Trac; not "Replying to [2]:"
        r"Replying to \[(?:comment|ticket):\d{1,6} (?P<name>[^\]]{1,60})\]:$",
        # "In D12#345, @ada wrote:" of Phabricator; not "In 2016, Ada wrote:"
        r"In [A-Z]{1,4}\d{1,7}(?:#\d{1,8})?, @?(?P<name>\S{1,60}) wrote:$",
        # '[quote="ada, post:3, topic:12"]' of Discourse; not "[quote]"
        r"\[(?i:quote)=\"?(?P<name>[^\",\]]{1,80})[^\]]{0,200}\]$",
        # "According to Ada:", as elm writes; not "According to the manual:"
        r"(?:According to|Thus spake|Also sprach|Quoth) (?P<name>[^\Wa-z\d_]\S{0,40}(?: [^:]{1,60})?):$",
        # "Bob Okafor asked:", "2) Bob replied:", as people write above a quote; not "I then asked:"
        r"(?:\d{1,2}[.)] )?(?P<name>[^\Wa-z\d_]\S*(?: [^\Wa-z\d_]\S*){0,3}) (?:asked|asks|replied|replies|answered|answers|responded|responds|added|adds|noted|notes|suggested|suggests|commented|comments|proposed|proposes|claimed|claims) ?:$",
        # "Ada Lovelace on Tue May 3 14:05:00 CEST 2016:", from a page of pipermail; not "We met on …"
        rf"(?P<name>[^\Wa-z\d_]\S*(?: [^\Wa-z\d_]\S*){{1,3}}) on (?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) {_MONTH} {{1,2}}\d{{1,2}} \d{{1,2}}:\d{{2}}:\d{{2}} [A-Z+\-\d]{{1,6}} \d{{4}}):$",
        # "3. Mai 2016, 14:05 von ada@example.org:" of Tuta; not "until 3 May 2016 by ada@x.org:"
        r"(?P<date>(?:\w{3,9}\.? \d{1,2}|\d{1,2}\.? (?:de )?\w{3,9}\.?),? (?:de )?\d{4}, \d{1,2}:\d{2}(?: [AP]M)?) (?:by|von|par|por|da|door|od|от|av) (?P<name>\S{1,64}@\S{1,80}):$",
    )
)
# cheaper to ask than the patterns: how what they match begins, and ends
STARTS = frozenset("REQMW(I[AT")
ASKS = re.compile(r"(?:ed|s| \d{4}) ?:$")  # "Bob asked:", "Bob replies:", "Bob on … 2016:"
LASTS = frozenset(":)]")
# "Ada <ada@example.org> wrote in message news:a1@example.org...", as Outlook Express writes,
# "Ada Lovelace wrote in <a1@example.org>:", as s-nail; not "wrote in the news: all"
IN_NEWS = re.compile(
    r"\s(?:in message|in|im Newsbeitrag|dans le message(?: de)?|en el mensaje|nel messaggio|in bericht|i meddelandet|na mensagem|в сообщении)\s<?news:[^\s<>]{1,250}?>?(?:\.\.\.|:)?$|(?<=wrote)\sin\s<[^\s<>@]{1,120}@[^\s<>@]{1,120}>:$",
    re.I,
)
# "On 3 May 2016, ada@example.org wrote: I've got": the words follow on its line; not "wrote:"
SPOKEN = re.compile(r"\b(?:wrote|writes|said|says|schrieb|écrit|escribió)\s?: \w")
NEWS = re.compile(r"<?news:\S{1,250}(?:\.\.\.|:)$")  # the same, on its own line
ID_ALONE = re.compile(
    r"<[^\s<>@]{1,120}@[^\s<>@]{1,120}>:$"
)  # of s-nail, too, below "Ada wrote in"
# "Ada Lovelace wrote:", the line of a mailer that names no date; not "Ada wrote:", "But Ada wrote:"
PERSON_WROTE = re.compile(
    r"(?!(?:But|And|So|As|What|Then|Here|The|In|Also|Once|Now|Yes|No|When|Where|That|This|First|Later|Our|My|Earlier|Yesterday|If|Like)\s)"
    r"\"?[^\Wa-z\d_]\S*(?: \(?[^\Wa-z\d_]\S*){1,4} (?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|пишет|писала?|написала?) ?:$"
)
GROUPWISE_END = re.compile(r"\d[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)? >>>$")
# "---- Ada Lovelace wrote ----" of telephones; not "--- as I wrote ---"
DASHED = re.compile(r"-{2,5} ?\"?[^\Wa-z\d_][^-]{0,80} wrote:? -{2,5}$")

# "--- Comment #3 from Ada Lovelace <ada@example.org> 2016-05-03 14:05:00 UTC ---" of Bugzilla; not
# "--- Comment on this ---"
COMMENT = re.compile(
    r"-{2,11} ?Comment #\d{1,6} from (?P<name>[^<>()]{1,80}?) (?:[<(]\S{1,100}[)>] {1,2})?(?P<date>\d{4}-\d\d-\d\d \d\d:\d\d[^-\n]{0,20}) -{2,11}$"
)


def worded(words: str) -> re.Match[str] | None:
    """Return the match of an attribution that has a wording of its own, or None.

    >>> worded("(In reply to Ada Lovelace from comment #2)").groupdict()
    {'name': 'Ada Lovelace'}
    """
    if words[-1:] not in LASTS:
        return COMMENT.match(words) if words[:2] == words[-2:] == "--" else None
    if words[0] not in STARTS and not (words[-1] == ":" and ("@" in words or ASKS.search(words))):
        return None
    return next((found for each in WORDINGS if (found := each.match(words))), None)


def is_groupwise(words: str) -> bool:
    """Tell whether a line ends an attribution of GroupWise, its first sign off.

    >>> is_groupwise("Ada Lovelace 05/03/16 2:05 PM >>>"), is_groupwise("> >>>")
    (True, False)
    """
    return words.endswith(" >>>") and GROUPWISE_END.search(words) is not None


def is_news(words: str) -> bool:
    """Tell whether a line ends an attribution that cites a news article.

    >>> is_news("news:a1@example.org..."), is_news("Good news: it works.")
    (True, False)
    """
    if "news:" not in words and "wrote in <" not in words:
        return False
    return IN_NEWS.search(words) is not None or NEWS.match(words) is not None
