"""Tell whether two messages are copies of one mail.

Pure. Archives hold the same mail twice, with other attachment URLs, with and
without the list's footer, with the subject's "Re:" taken off, re-wrapped by a
space, its addresses written "ada at example.org". The digest looks past that.
"""

from __future__ import annotations

import hashlib
import re

from listminer.model import Message, Segment, Zone

# "</pipermail/x/attachments/20100301/ab12/attachment.htm>",
# "<http://lists.example.org/pipermail/x/attachments/20100301/ab12/attachment-0001.html>"
ATTACHMENT_URL = re.compile(
    r"(?:<(?:https?:/)?/|https?://|/)[^\s<>]{1,200}/attachments?/[^\s<>]{1,300}>?"
)
# "ada at example.org", "ada en example.org"; not "look at this"; only words of ASCII are left
OBSCURED = (b" at ", b" en ", b" bei ", b" na ", b" em ", b" op ", b" a ")
BEFORE_AT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-")
HOST = re.compile(rb"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b")
WHITE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "  # what `str.split` takes for it, of ASCII
# "Re: ", "AW: ", "Re[2]: ", "[dev] "; not "Regarding: "
PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|fwd?|vs|antw|rif|odp|res|tr|wg|ynt|回复|答复|转发)(?:\[\d+\])?\s?[:：]"
    r"|\[[^\]]{0,60}\])\s*",
    re.IGNORECASE,
)
# "Name: not available", "Url : ", as one archive writes it; "Name: signature.asc", as another
SCRUBBED_FIELD = re.compile(r"(?:Name|Type|Size|Desc|Url|URL) ?: ?.{0,300}$")
SERVER_ZONES: frozenset[Zone] = frozenset({"mua_signature", "visual_separator"})


def content_digest(message: Message, segments: tuple[Segment, ...]) -> str:
    """Return the hex sha256 of what *message* says, whatever its archive did to it.

    Equal for copies that differ only in list footer, scrubbed-attachment URLs,
    white space, "Re:" or list tag in the subject, " at " in addresses, and letters
    that one archive lost to "?". The Message-ID, the date and the references do not count.
    """
    text = message.text
    said = "".join(
        text[segment.span.start : segment.span.end]
        for segment in segments
        if segment.zone not in SERVER_ZONES
    )
    if "/attachment" in said:
        said = "\n".join([_without_attachment(line) for line in said.split("\n")])
    # archives that lack a letter print "?", one for each; before white space goes, for a
    # no-break space is lost, too
    letters = said.encode("ascii", "replace")
    for at in OBSCURED:
        letters = _with_at(letters, at)
    head = f"{message.sender.address}\0{_bare_subject(message.subject)}\0"
    hashed = hashlib.sha256(head.encode("utf-8", "surrogatepass"))
    hashed.update(letters.translate(None, WHITE) + b"\0")
    return hashed.hexdigest()


def _without_attachment(line: str) -> str:
    """Return a line of text without what archives say of an attachment, each in its own way."""
    if "/attachment" in line:
        line = ATTACHMENT_URL.sub("", line)
    return "" if line[:1] in "NTSDU" and SCRUBBED_FIELD.match(line) else line


def _with_at(letters: bytes, at: bytes) -> bytes:
    """Return *letters* with "@" for each *at*, such as " at ", between a name and a host.

    Found without a pattern, which takes longer to look for a word.
    """
    here = letters.find(at)
    if here < 0:
        return letters
    pieces: list[bytes] = []
    done = 0
    while here >= 0:
        below = here + len(at)
        if here and letters[here - 1] in BEFORE_AT and HOST.match(letters, below):
            pieces += (letters[done:here], b"@")
            done = below
            here = letters.find(at, done)
        else:
            here = letters.find(at, here + 1)
    return b"".join((*pieces, letters[done:]))


def _bare_subject(subject: str) -> str:
    """Return *subject* for comparison only: no prefix, tag, case or white space."""
    at = 0
    while found := PREFIX.match(subject, at):
        at = found.end()
    return "".join(subject[at:].split()).casefold()
