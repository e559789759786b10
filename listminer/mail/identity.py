"""Tell whether two messages are copies of one mail.

Pure. Archives hold the same mail twice, with other attachment URLs, with and
without the list's footer, with the subject's "Re:" taken off, re-wrapped by a
space, its addresses written "ada at example.org". The digest looks past that.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterable

from listminer.model import Address, Message, Segment, Zone, unknown_writer

# "</pipermail/x/attachments/20100301/ab12/attachment.htm>",
# "<http://lists.example.org/pipermail/x/attachments/20100301/ab12/attachment-0001.html>"
ATTACHMENT_URL = re.compile(
    r"(?:<(?:https?:/)?/|https?://|/)[^\s<>]{1,200}/attachments?/[^\s<>]{1,300}>?"
)
# "ada at example.org", "ada en example.org"; not "look at this"; only words of ASCII are left
OBSCURED = (b" at ", b" en ", b" bei ", b" na ", b" em ", b" op ", b" a ")
BEFORE_AT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-")
HOST = re.compile(rb"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b")
INNER_DOT = re.compile(rb"\.[\w-]\S*")  # the first within a word; there is one in each host
MAX_LABEL = 63  # bytes of a host before its first dot
WHITE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "  # what `str.split` takes for it, of ASCII
# "Re: ", "AW: ", "Re[2]: ", "[dev] "; not "Regarding: ". Not the prefixes of mail/subject.py:
# stores keep the digest, and with other words here a copy of tomorrow would not be known for one.
PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|fwd?|vs|antw|rif|odp|res|tr|wg|ynt|回复|答复|转发)(?:\[\d+\])?\s?[:：]"
    r"|\[[^\]]{0,60}\])\s*",
    re.IGNORECASE,
)
# "Name: not available", "Url : ", as one archive writes it; "Name: signature.asc", as another
SCRUBBED_FIELD = re.compile(r"(?:Name|Type|Size|Desc|Url|URL) ?: ?.{0,300}$")
SCRUBBED_STARTS = frozenset("NTSDU")  # cheaper to ask than the pattern
_MARK_LETTERS = 12  # 2**60: nobody makes a mail that is another unknown writer's
SERVER_ZONES: frozenset[Zone] = frozenset({"mua_signature", "visual_separator"})


def content_digest(message: Message, segments: tuple[Segment, ...]) -> str:
    """Return the hex sha256 of what *message* says, whatever its archive did to it.

    Equal for copies that differ only in list footer, scrubbed-attachment URLs,
    white space, "Re:" or list tag in the subject, " at " in addresses, and letters
    that one archive lost to "?". The Message-ID, the date and the references do not count.
    """
    said = _said_by_people(message.text, segments)
    if "/attachment" in said:
        said = _without_attachments(said)
    # archives that lack a letter print "?", one for each; before white space goes, for a
    # no-break space is lost, too
    letters = said.encode("ascii", "replace")
    letters = _with_ats(letters)
    head = f"{message.sender.address}\0{_bare_subject(message.subject)}\0"
    hashed = hashlib.sha256(head.encode("utf-8", "surrogatepass"))
    hashed.update(letters.translate(None, WHITE) + b"\0")
    return hashed.hexdigest()


def writer_of(message: Message, digest: str) -> Address:
    """Return who wrote *message*, whose content has *digest*: its sender, if it names one.

    Else somebody of whom this mail alone is known: two mails that name nobody may be of
    two people. The same for all copies of it.
    """
    if message.sender.name or message.sender.address:
        return message.sender
    told = f"{message.message_id}\0{digest}".encode("utf-8", "surrogatepass")
    mark = b32encode(hashlib.sha256(told).digest())[:_MARK_LETTERS]
    return unknown_writer(mark.decode("ascii").lower())


def _said_by_people(text: str, segments: Iterable[Segment]) -> str:
    pieces = []
    at = 0
    for segment in segments:
        if segment.zone in SERVER_ZONES:
            pieces.append(text[at : segment.span.start])
            at = segment.span.end
    return "".join((*pieces, text[at:]))


def _without_attachments(said: str) -> str:
    """Return *said* without what archives tell of attachments, each in its own way."""
    lines = said.split("\n")
    for at in [
        at for at, line in enumerate(lines) if "/attachment" in line or line[:1] in SCRUBBED_STARTS
    ]:
        line = ATTACHMENT_URL.sub("", lines[at])
        lines[at] = "" if SCRUBBED_FIELD.match(line) else line
    return "\n".join(lines)


def _with_ats(letters: bytes) -> bytes:
    """Return *letters* with "@" for each word of OBSCURED between a name and a host.

    Looked for from the dots of hosts: most texts have many such words, and few dots
    within words.
    """
    pieces: list[bytes] = []
    done = 0
    for dot in INNER_DOT.finditer(letters):
        end = dot.start()
        host = letters.rfind(b" ", max(done, end - MAX_LABEL - 1), end) + 1
        if not letters.endswith(OBSCURED, done, host):
            continue
        blank = letters.rfind(b" ", 0, host - 1)
        if blank > 0 and letters[blank - 1] in BEFORE_AT and HOST.match(letters, host):
            pieces += (letters[done:blank], b"@")
            done = host
    return b"".join((*pieces, letters[done:]))


def _bare_subject(subject: str) -> str:
    """Return *subject* for comparison only: no prefix, tag, case or white space."""
    at = 0
    while found := PREFIX.match(subject, at):
        at = found.end()
    return "".join(subject[at:].split()).casefold()
