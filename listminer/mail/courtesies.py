"""Tell greetings, closings, signatures, footers and headings among a person's own lines.

Pure. Works on one run of unmarked lines by one person, for all of these stand
at its beginning or at its end.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re
from functools import lru_cache

from listminer.mail.caseless import Caseless

GREETING = Caseless(
    r"(?:hi|hello|hey|dear|hallo|greetings|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen)|liebe[rs]?|moin|bonjour|bonsoir"
    r"|salut|hola|buenas|buenos|estimad[oa]s?|ciao|salve|buongiorno|olá|ola|oi|caros?|hoi|beste|hej|hei|cześć|witam|ahoj|dobrý den"
    r"|привет|здравствуйте|добрый день|all|folks|everyone|everybody|guys|gentlemen|team|to all|to whom)\b"
)
# "Hi Ada, the build is broken."; not "Hi Ada, Bob and all,", not "Dear Ada and Bob,"
GREETED_THEN_SAID = re.compile(r"[,.!] +(?!(?:and|all|everyone|et|und|y|e|en)\b)[a-zà-ž]")
# "Sent from my desk, is much easier"; not "Sent from my phone, please excuse my brevity"
SENT_THEN_SAID = Caseless(r", (?:is|are|was|it|that|which|because|but|so|and|not)\b")
# "Cheers from Kiel, says the map."; not "Thanks, bob", not "Regards from Kiel, Ada Lovelace"
TAKEN_LEAVE_THEN_SAID = re.compile(r"[,.!] +[a-zà-ž]\S* +\S")
NAMED = re.compile(
    r"[A-Z][\w.'-]{0,20}(?:(?:\s(?:and|et|&)\s|[ ,]+|/)(?:[A-Z][\w.'-]{0,20}|al\.?)){0,3}\s?(?:[,:!]|-{1,2})$|[A-Z]\w+ et al\.$"
)
CLOSING = Caseless(
    r"(?:many |best |kind |warm |my )?(?:thanks?(?: you| u)?|thx|tia|ta|cheers|regards?|best(?: regards| wishes)?|kindly|sincerely|cordially"
    r"|yours(?: truly| sincerely| faithfully)?|br|rgds|hth|hope (?:this|that|it) helps|bye|ciao|take care|all the best|thanking you|warmly|respectfully|most sincerely"
    r"|mit freundlichen grüßen|viele grüße|gruß|gruss|grüße|mfg|lg|danke|cordialement|merci|amicalement|salutations|saludos?"
    r"|un saludo|gracias|atentamente|abraços?|obrigad[oa]|atenciosamente|saluti|grazie|distinti saluti|groeten|groet|mvh|hälsningar"
    r"|vänligen|hilsen|pozdrawiam|s pozdravem|с уважением|спасибо|best,|-{0,2}\s?thanks|kthxb(?:ye|ai)|enjoy|good luck|have a (?:nice|great|good) \w+"
    r"|in advance|advance thanks|talk to you|have fun|greetings|thank-you|muchas gracias|a\+|peace|later)\b"
)
GOES_ON = Caseless(r"\b(?:for|to|if|but|i|we|the|it|that|is|are|this|your|so|because|on|of|when)\b")
# what one word tells of a patch, below "Thanks": it takes no leave, and is nobody's name
DONE_TO_IT = "applied|queued|merged|pushed|pulled|committed|installed|reverted"
# "Thanks, applied.", "Thanks. Queued for 6.13"; not "Thanks, Ada"
DID = Caseless(rf"\b(?:{DONE_TO_IT}|picked up|taken|done|fixed)\b")
NOT_A_NAME = frozenset(
    [
        *DONE_TO_IT.split("|"),
        "see",
        "yes",
        "no",
        "ok",
        "okay",
        "done",
        "ack",
        "nack",
        "acked",
        "agreed",
        "sure",
        "great",
        "nice",
        "cool",
        "right",
        "true",
        "exactly",
        "indeed",
        "perfect",
        "fixed",
        "works",
        "no.",
        "wow",
        "ouch",
        "absolutely",
        "definitely",
        "correct",
        "false",
        "maybe",
        "hmm",
        "well",
        "good",
        "fine",
        "interesting",
        "sorry",
        "please",
        "why",
        "what",
        "how",
        "who",
        "when",
        "where",
        "really",
        "thoughts",
        "comments",
        "questions",
        "ideas",
        "anyone",
        "ping",
        "bump",
        "any",
        "note",
        "update",
        "hint",
        "and",
        "or",
        "but",
        "the",
        "this",
        "that",
        "it",
        "todo",
        "fyi",
        "same",
        "seconded",
        "sounds",
        "looks",
        "makes",
        "lgtm",
        "example",
        "examples",
        "solution",
        "problem",
        "answer",
        "question",
        "code",
        "output",
        "result",
        "results",
        "config",
    ]
)
NAME = re.compile(
    r"[-~—*]{0,2} ?/?[A-ZÀ-ŽА-Я][\w.'’-]{0,20}(?: [A-ZÀ-ŽА-Я][\w.'’-]{0,20}){0,3}[.,/]?$"
)
SHORT_NAME = re.compile(r"(?:[-~—] ?)?\w[\w.-]{1,14}$")
CONTACT = re.compile(
    r"\b(?:(?:phone|tel|fax|mobile|cell|ext|skype|irc|gpg|pgp|voice|office|blog|twitter|www|web|e-?mail|key)\b ?[.:#]"
    r"|(?:Inc|Ltd|GmbH|LLC|LLP|Corp)\b|[A-Z]{2},? +\d{5}\b|\d{5}(?:-\d{4})?$"
    r"|(?:Street|Avenue|Ave|Suite|Floor|Drive|Manager|Director|Engineer|Developer|Architect|President|Analyst|Consultant|Professor|University|Institute)\b)"
    r"|\d{2,4}\)?[-. /]\d{2,4}[-. ]\d{2,}|https?://|www\.|^x\s?\d{4,}"
)
# asked apart: few lines have an "@", and without one the pattern takes long to tell
MAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
FOOTER_RULE = re.compile(r"[_-]{20,}$")
FOOTER = Caseless(
    r"(?:\S+ ){1,3}(?<!this )(?<!that )(?<!the )(?<!our )(?<!your )(?<! a )mailing ?list(?:$|\s*[-:(<].{0,80}$|\s+\S+@\S+$)|to unsubscribe|unsubscribe\b|more information about the|.{0,120}/listinfo/"
    r"|you received this message because|to view this discussion|for more options, visit|to post to this group|archives?:? https?:|mailing list: https?:"
    r"|please do not reply|join us|https?://lists?\."
)
# cheaper to ask than the patterns, where all is ASCII: a footer has one of these
FOOTER_WORDS = (
    *("mailing", "unsubscribe", "information about", "/listinfo/", "you received", "://list"),
    *("to view this", "for more options", "to post to", "archive", "do not reply", "join us"),
)
# or begins so
MUA_STARTS = (
    *("sent ", "get ", "von ", "gesendet ", "enviado ", "inviato ", "verzonden ", "view ", "this "),
    *("virus", "do you ", "[this ", "-", "find out ", "__", "no virus ", "outgoing ", "checked "),
    *("sendt ", "obtenir ", "obtener ", "scarica ", "obter ", "pobierz ", "outlook "),
)
MUA = Caseless(
    r"sent (?:from|via|using|with) (?:my|mail|outlook|gmail|yahoo|the|a |an |samsung|iphone|ipad|android|mobile|windows|proton|tapatalk|mutt|k-9|blackberry|superhuman|mailspring|airmail|tuta(?:nota)?\b|fairemail|aqua ?mail|bluemail)"
    r"|get outlook for|sent for \w|von meinem .{2,40} gesendet|gesendet von|envoyé de mon|enviado desde|inviato da|verzonden vanaf|skickat från|отправлено (?:с|из)|wysłane z|odesláno z|enviado do meu|envoyé (?:depuis|à partir) |sendt fra (?:min|outlook|yahoo|mail)|lähetetty i|надіслано з|αποστολή από|iphoneから送信|发自我的|나의 iphone"
    r"|(?:télécharger|obtenir|obtener|scarica|obter o|hämta|pobierz|скачать|下载|取得) (?:aplikację )?outlook|outlook (?:für|voor|für die) \w+ (?:beziehen|downloaden)"
    r"|view this message in context|this email has been checked for viruses|virus-free|do you yahoo|\[this message contains|this message contains (?:confid|privil|propri)|this message has been scanned"
    r"|-?\s?this mail (?:was )?sent (?:through|from|via)|find out more about|__________ information from eset|no virus found|outgoing mail is certified|checked by avg"
)
LEGAL = Caseless(
    r"confidential|privileged|intended (?:only|solely)|intended recipient|disclaimer|vertraulich|confidentiel|confidencial|proprietary to"
)
LEGAL_START = Caseless(
    r"[\"*(\s]*(?:this (?:e-?mail|message|communication|transmission|electronic)|the information (?:transmitted|contained|in this)|notice|confidentiality|disclaimer|diese e-?mail|ce (?:message|courriel)"
    r"|este (?:mensaje|correo|e-?mail)|important|caution|la informaci|questo messaggio|the contents of this|any views)"
)
# cheaper to ask than the pattern: how such a notice begins, below its marks
LEGAL_MARKS = '"*( \t\n\r\f\v\x1c\x1d\x1e\x1f'
LEGAL_WORDS = (
    *("this", "the", "notice", "confidentiality", "disclaimer", "diese", "ce", "este"),
    *("important", "caution", "la", "questo", "any"),
)
RULE_STARTS = frozenset("-=_*~#+•─━—–")
RULE = re.compile(r"[-=_*~#+.\s•─━—–]{3,}$")
HEADING_CAPS = re.compile(r"[A-Z0-9][A-Z0-9 ,&'/():.-]{5,60}$")
HEADING_COLON = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}:$")
HEADING_MARKED = re.compile(
    r"#{1,5} [^#\s].{0,70}$|(={1,4}) \S.{0,60} \1$|[*] +[*] .{0,60}[*] +[*]$"
)


def is_rule(words: str) -> bool:
    """Tell a line that only separates.

    >>> is_rule("-----"), is_rule("* * *"), is_rule("--")
    (True, True, False)
    """
    return len(words) >= 3 and words[0] in RULE_STARTS and RULE.match(words) is not None


def is_salutation(words: str) -> bool:
    """Tell whether a first line only greets.

    >>> is_salutation("Hi Ada,"), is_salutation("Hi Ada, the build is broken."), is_salutation("Ada,")
    (True, False, True)
    """
    if len(words) > 48:
        return False
    count = len(words.split())
    if GREETING.match(words):
        if count > 3 and GREETED_THEN_SAID.search(words):
            return False
        return count <= 3 or (count <= 6 and words[-1] in ",:!-.")
    if words.lower().strip(" .,:!-") in NOT_A_NAME:
        return False
    return words[-1] in ",:!-." and count <= 5 and NAMED.match(words) is not None


def is_closing(words: str) -> bool:
    """Tell whether a line only takes leave.

    >>> is_closing("Thanks in advance,"), is_closing("Thanks for the patch, it works")
    (True, False)
    >>> is_closing("Thanks, Ada"), is_closing("Thanks, applied.")
    (True, False)
    """
    return len(words) <= 60 and _takes_leave(words)


@lru_cache(maxsize=2000)  # the same people sign, here and below
def _takes_leave(words: str) -> bool:
    count = len(words.split())
    if count > 6:
        return False
    found = CLOSING.match(words.lstrip("-~* "))
    if not found or (count > 3 and TAKEN_LEAVE_THEN_SAID.search(words)):
        return False
    if DID.search(words, found.end()):
        return False
    return count <= 2 or not GOES_ON.search(words, found.end())


def is_name(words: str) -> bool:
    """Tell whether a line can be a person's name below a letter.

    >>> is_name("Ada Lovelace"), is_name("- Ada"), is_name("Agreed."), is_name("It works now")
    (True, True, False, False)
    """
    return len(words) <= 40 and _names_somebody(words)


@lru_cache(maxsize=2000)
def _names_somebody(words: str) -> bool:
    if words.lower().strip(" .,!-").partition(" ")[0] in NOT_A_NAME:
        return False
    return NAME.match(words) is not None or (
        words[0] in "-~—" and SHORT_NAME.match(words) is not None
    )


def is_contact(words: str) -> bool:
    """Tell whether a line below a letter tells how to reach its writer."""
    return len(words) < 100 and _tells_contact(words)


@lru_cache(maxsize=2000)
def _tells_contact(words: str) -> bool:
    return ("@" in words and MAIL.search(words) is not None) or CONTACT.search(words) is not None


def is_footer(words: str) -> bool:
    """Tell whether a list server or a mail program wrote this line."""
    return len(words) < 200 and _is_short_footer(words)


@lru_cache(maxsize=2000)  # a server writes the same below each mail
def _is_short_footer(words: str) -> bool:
    if words.isascii():
        small = words.lower()
        if not small.startswith(MUA_STARTS) and not any(map(small.__contains__, FOOTER_WORDS)):
            return False
    if MUA.match(words):  # "Sent from my desk, is much easier then my phone." goes on
        return not SENT_THEN_SAID.search(words)
    return FOOTER.match(words) is not None


def may_be_legal(head: str) -> bool:
    """Tell whether a paragraph with this first line may be such a notice as `is_legal` knows."""
    words = head.lstrip(LEGAL_MARKS)
    return not words or not head.isascii() or words[:20].lower().startswith(LEGAL_WORDS)


def is_legal(block: str) -> bool:
    """Tell whether a paragraph is the notice that a company puts below its mail."""
    head = block[:1500]
    return LEGAL_START.match(head) is not None and LEGAL.search(head) is not None


def is_heading(words: str) -> bool:
    """Tell whether a line that stands above others is their title."""
    if len(words) > 70:
        return False
    if words[0] in "#=*" and HEADING_MARKED.match(words):
        return True
    if words[-1] == ":":
        return HEADING_COLON.match(words) is not None
    return HEADING_CAPS.match(words) is not None and words.isupper() and " " in words
