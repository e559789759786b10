"""Find the rules and lines that lead to a copied mail, and those that end it, in many languages.

Pure. These are "-----Original Message-----", "Begin forwarded message:", and "------- End of
Forwarded Message", which the sender's program wrote only where it had begun so.
"""

# ruff: noqa: E501  (a pattern is one line, so that it can be read against its example)

from __future__ import annotations

import re

from listminer.mail.caseless import Caseless

# "-----Original Message-----", "---------- Forwarded message ----------", "----- Forwarded by A on 1/2/00 -----",
# "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐", "----- Message from Ada <ada@example.org> -----"; not "--- the message",
# not "-- Message from the list --", "--- original plan ---", "*** Forward we go ***", not "Forwarded messages are kept in:"
SEPARATOR = Caseless(
    r"(?:[-_=*‐–—]{2,40}\s{0,3}(?:<?\s?)(?:(?:begin|start of) )?(?:original(?:[ -](?:e-?mail|mail|message|nachricht|post|posting|appointment|meddelande)|[-_=* ]*$)|forwarded|ursprüngliche|originalnachricht|message d.origine|message transféré|mensaje (?:original|reenviado|enviado)"
    r"|messaggio (?:originale|inoltrato)|mensagem (?:original|encaminhada)|oorspronkelijk|doorgestuurd|originalmeddelande|ursprungligt|vidarebefordrat|weitergeleitete?|wiadomość|oryginalna|przekazana wiadomość|původní"
    r"|přeposlaná|исходное|оригинальное|пересылаемое|пересланное|原始邮件|原始郵件|邮件原件|转发|轉寄|元のメッセージ|転送|opprinnelig|"
    r"oprindelig|alkuperäinen|message original|mail original|forward(?: (?:message|mail|by|from)|[-_=* ]*$)|reply message|in reply to|citeren|videresendt|välitetty viesti|edelleenlähetetty|eredeti üzenet|továbbított üzenet"
    r"|оригінальне повідомлення|вихідне повідомлення|переслане повідомлення|оригинално съобщение|препратено съобщение|αρχικό μήνυμα|προωθημένο μήνυμα"
    r"|mesaj original|mesaj redirec[țţ]ionat|pôvodná správa|preposlaná správa|izvorna poruka|proslijeđena poruka|izvirno sporočilo|missatge original|missatge reenviat|thư gốc|pesan asli"
    r"|özgün (?:i̇|i)leti|orijinal mesaj|(?:i̇|i)letilen (?:i̇|i)leti|yönlendirilen (?:i̇|i)leti|원본 메시지|전달된 메시지|message from [^\n]{0,100}@[^\n]{1,100}-{2,40}$)(?:(?<=-)|\b)"
    r"|[-_=*‐–—]{2,40}\s?(?:原始邮件|原始郵件|邮件原件|转发|轉寄|元のメッセージ|転送)"
    r"|(?:begin forwarded message|anfang der weitergeleiteten|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem|begin doorgestuurd|vidarebefordrat brev|początek przekazywanej|začátek přeposílané"
    r"|начало переадресованного|转发的邮件|転送されたメッセージ|开始转发的邮件|開始轉寄郵件|start på videresendt|videresendt (?:melding|besked|meddelelse)|välitetty viesti|továbbított levél"
    r"|початок листа|początek przekazanej)"
    r"[^:：]{0,30}[:：]\s*$|forwarded message:$)"
)
# cheaper to ask than the pattern: the first two letters of a separator, or its first and last
DRAWN = frozenset(a + b for a in "-_=*‐–—" for b in "-_=*‐–—")
SEPARATOR_STARTS = frozenset("BbAaDdIiVvPpZzTtSsFfНнПп転转开開")
SEPARATOR_ENDS = frozenset(":：")
# What says that the program of the one who forwards ends the mail, too:
# "----- Forwarded message from Ada <ada@example.org> -----", as Mutt writes,
# "------- Forwarded message follows -------", as Pegasus, "------- Start of forwarded message -------"
# as Emacs, "------- Forwarded Message" as MH and Entourage, "----- Message from Ada <…> -----" as IMP;
# not "---------- Forwarded message ---------", which Gmail never ends
FORWARD_FROM = re.compile(
    r"-{2,40}\s?(?:Forwarded message (?:from|follows)\s|Start of forwarded message\b|Forwarded message$|Message from\s)",
    re.I,
)
# "----- End forwarded message -----", "------- End of Forwarded Message", "------- end -------"; not "The end"
FORWARD_STOP = re.compile(
    r"-{2,40}\s?End (?:(?:of )?(?:forwarded|original|included) message|message from\s)|-{7} end -{7}$",
    re.I,
)
# what Proton puts above its attribution; not "-----Original Message-----", which copies what is below
PROTON = re.compile(r"(-{7}|‐{7}) Original Message \1$")
MAX_SEPARATOR = 300  # characters; longer lines are not looked at


def is_separator(words: str) -> bool:
    """Tell whether a line leads to a copied mail.

    >>> is_separator("-----Original Message-----"), is_separator("Begin forwarded message:")
    (True, True)
    >>> is_separator("-----"), is_separator("The original message:")
    (False, False)
    """
    if len(words) >= MAX_SEPARATOR:
        return False
    if words[:2] in DRAWN:
        return bool(words.strip("-_=*‐–—")) and SEPARATOR.match(words) is not None
    if words[0] in SEPARATOR_STARTS and words[-1] in SEPARATOR_ENDS:
        return SEPARATOR.match(words) is not None
    return False
