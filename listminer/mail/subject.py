"""What a subject is about, without what mailers and lists put before it.

Pure. After RFC 5256, section 2.1, with the reply prefixes of localised mailers.
"""

from __future__ import annotations

import re

from listminer.quoting import REPLY_WORDS

# Matches "Re: ", "AW[2]: ", "回复：", Italian "R: ". Must not match "Regarding: ". What is compared
# may lose a short word that somebody wrote before a colon; what is shown may not.
_PREFIX = re.compile(
    rf"(?:{REPLY_WORDS}|vs|vl|res|enc|rif|tr|odp|pd|ynt|ilt|rv|ref|i|r|doorst|"
    r"отв|ответ|пересл|回复|答复|回覆|答覆|转发|轉寄|返信|転送)"
    r"(?:\s*[\[(^]\s*\d{1,3}\s*[\])]?)?\s*[:：]\s*",
    re.IGNORECASE,
)
# Matches "[kestrel-dev] ". Must not match "[]".
_TAG = re.compile(r"\[[^\[\]]{1,60}\]\s*")
_TRAILER = re.compile(r"\s*\((?:fwd|fw)\)\s*$", re.IGNORECASE)
# Matches "New name (was: Old name)", "New [was Re: Old]". Must not match "what I was".
_WAS = re.compile(r"[(\[]\s*(?:was|war|était|era|fue)\s*[:：\s]\s*(.+?)[)\]]*\s*$", re.IGNORECASE)
# What pipermail, mailers and trackers write where there is no subject: mails that have it in
# common have nothing in common. Must not match "No subject line is shown".
_NONE = re.compile(
    r"[(\[<]?(?:no[ _-]subject|none|(?:kein|ohne) betreff|sans objet|(?:pas de|aucun) sujet"
    r"|sin asunto|nessun oggetto|sem assunto|geen onderwerp|inget ämne|(?:bez|brak) tematu"
    r"|bez předmětu|без темы|нет темы|件名なし|無題|无主题|無主旨)[)\]>]?",
    re.IGNORECASE,
)
MAX_SUBJECT = 1000  # characters looked at: a header of 1 MB has no more to say


def base_subject(subject: str) -> str:
    """Return *subject* without reply prefixes and list tags (RFC 5256, 2.1).

    A base subject has itself as base subject. A subject of nothing but prefixes
    gives "", and so does what programs write where there is none; one of nothing
    but a tag keeps the tag.

    >>> base_subject("Re: [dev] AW: Drop Python 3.8?")
    'Drop Python 3.8?'
    >>> base_subject("Re: (no subject)")
    ''
    >>> base_subject("[dev]")
    '[dev]'
    """
    rest = " ".join(subject[:MAX_SUBJECT].split())
    while True:
        shorter = _TRAILER.sub("", rest)
        prefix = _PREFIX.match(shorter)
        if prefix:
            shorter = shorter[prefix.end() :]
        else:
            tag = _TAG.match(shorter)
            if tag and shorter[tag.end() :].strip():
                shorter = shorter[tag.end() :]
        shorter = shorter.strip()
        if shorter == rest:
            return "" if _NONE.fullmatch(rest) else rest
        rest = shorter


def was_subject(subject: str) -> str | None:
    """Return the old base subject that "(was: …)" names, or None.

    >>> was_subject("[dev] Leave the gate (was: Re: Slow gate)")
    'Slow gate'
    """
    text = subject[:MAX_SUBJECT]
    found = _WAS.search(text)
    return base_subject(found[1]) if found else None


def new_subject(subject: str) -> str:
    """Return the base subject without the "(was: …)" that names the old one.

    A subject of nothing else is left as it is.

    >>> new_subject("[dev] Leave the gate (was: Re: Slow gate)")
    'Leave the gate'
    """
    whole = base_subject(subject)
    found = _WAS.search(whole)
    return (whole[: found.start()].rstrip() if found else "") or whole


def list_tag(subject: str) -> str | None:
    """Return the first tag of *subject* if it looks like a list's name, or None.

    >>> list_tag("Re: [kestrel-dev] [gate] slow")
    'kestrel-dev'
    """
    found = re.match(r"\s*(?:\w{1,4}:\s*)?\[([A-Za-z][\w.+-]{1,40})\]", subject)
    return found[1].lower() if found and not _KIND.match(found[1]) else None


def topic_tags(subject: str) -> tuple[str, ...]:
    """Return the tags in the first words of *subject*, lower case, in order, each once.

    The list's own tag is among them where the archive kept it; ones that say
    what a mail is, such as "[PATCHv2 2/3]", are none.

    >>> topic_tags("Re: [kestrel-dev] [Gate][ci] slow"), topic_tags("[RFC PATCH v2 0/7] slow")
    (('kestrel-dev', 'gate', 'ci'), ())
    """
    tags = []
    rest = subject[:MAX_SUBJECT].strip()
    while found := _PREFIX.match(rest) or _TAG.match(rest):
        tag = found[0].strip().strip("[]").strip().lower()
        if found[0].startswith("[") and not _KIND.match(tag):
            tags.append(tag)
        rest = rest[found.end() :].lstrip()
    return tuple(dict.fromkeys(tag for tag in tags if tag))


# What a mail is, or which of several. Matches "PATCH", "PATCHv2 1/3", "patch,rfc", "RFC: x",
# "2/3", "v2"; not "patchwork", "bug-gnu", "vote-count", "v2ray".
_KIND = re.compile(
    r"(?:patch(?:set)?|rfc|announce|ann|vote|resend|bug|spam|admin)(?:[-_]?v?\d{1,5})?(?![\w-])"
    r"|v?\d{1,5}(?:/\d{1,5})?$",
    re.IGNORECASE,
)
