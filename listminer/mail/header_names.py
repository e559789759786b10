"""The names of header fields as mailers write them above copied mail, in many languages.

Pure data. `KINDS` maps a name in lower case to "from", "date", "to", "subject" or "other".
"""

from __future__ import annotations

import re

FROM = frozenset(
    [
        "from",
        "von",
        "de",
        "da",
        "van",
        "från",
        "fra",
        "od",
        "от",
        "отправитель",
        "от кого",
        "差出人",
        "发件人",
        "發件人",
        "寄件者",
        "lähettäjä",
        "gönderen",
        "feladó",
    ]
)
DATE = frozenset(
    [
        "sent",
        "date",
        "gesendet",
        "datum",
        "envoyé",
        "enviado",
        "enviado el",
        "enviada em",
        "fecha",
        "data",
        "inviato",
        "verzonden",
        "skickat",
        "sendt",
        "dato",
        "wysłano",
        "wysłane",
        "odesláno",
        "отправлено",
        "дата",
        "送信日時",
        "日時",
        "日付",
        "发送时间",
        "日期",
        "傳送日期",
        "寄件日期",
        "date sent",
        "sent at",
        "lähetetty",
        "päivämäärä",
        "date/time",
        "gesendet am",
        "data wysłania",
        "odoslané",
        "dne",
        "envoyé le",
        "fecha de envío",
    ]
)
TO = frozenset(
    [
        "to",
        "an",
        "à",
        "a",
        "para",
        "aan",
        "till",
        "til",
        "do",
        "komu",
        "кому",
        "宛先",
        "收件人",
        "destinataire",
        "pour",
        "vastaanottaja",
        "cc",
        "kopie",
        "kopia",
        "copie",
        "copia",
        "bcc",
        "копия",
        "抄送",
        "副本",
        "dw",
        "kopi",
        "c/c",
        "cco",
        "reply-to",
        "antwort an",
        "responder a",
        "répondre à",
    ]
)
SUBJECT = frozenset(
    [
        "subject",
        "betreff",
        "objet",
        "asunto",
        "oggetto",
        "assunto",
        "onderwerp",
        "ämne",
        "emne",
        "temat",
        "předmět",
        "тема",
        "件名",
        "主题",
        "主題",
        "主旨",
        "aihe",
        "sujet",
        "konu",
        "tárgy",
        "predmet",
    ]
)
OTHER = frozenset(
    [
        "importance",
        "priority",
        "attachments",
        "attachment",
        "sent by",
        "organization",
        "organisation",
        "message-id",
        "x-mailer",
        "received",
        "newsgroups",
        "mime-version",
        "content-type",
        "x-accept-language",
        "wichtigkeit",
        "priorität",
        "importancia",
        "content-transfer-encoding",
        "references",
        "in-reply-to",
        "sender",
        "user-agent",
        "return-path",
        "delivered-to",
        "list-id",
        "x-authentication-warning",
        "anlagen",
        "pièces jointes",
        "datos adjuntos",
        "keywords",
        "flag",
        "expires",
        "sensitivity",
        "x-priority",
        "mailing-list",
        "resent-from",
        "resent-to",
        "followup-to",
    ]
)
_KINDS: dict[str, str] = {
    **dict.fromkeys(OTHER, "other"),
    **dict.fromkeys(TO, "to"),
    **dict.fromkeys(SUBJECT, "subject"),
    **dict.fromkeys(DATE, "date"),
    **dict.fromkeys(FROM, "from"),
}
# a letter that a mailer without its charset wrote as "?": "Fr?n:", "?mne:"
_LOST = re.compile("[\u00c0-\u024f]")
KINDS: dict[str, str] = {
    **{
        _LOST.sub(mark, name): kind
        for name, kind in _KINDS.items()
        for mark in ("?", "\ufffd")
        if len(name) > 1
    },
    **_KINDS,
}
