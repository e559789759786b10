"""Read one header field of a mail without parsing the mail.

Pure. For finding pages and threads while fetching; what a mail says is read by `mail/`.
"""

from __future__ import annotations

import re


def header(data: bytes, name: str) -> str:
    r"""Return a header field of a mail, unfolded, "" if there is none; bytes read as Latin-1.

    >>> header(b"Date: x\nSubject: a\n b\n\nSubject: no\n", "subject")
    'a b'
    """
    head = data[: _head_end(data)]
    match = re.search(
        rb"(?im)^%s:[ \t]*(.*(?:\r?\n[ \t].*)*)" % re.escape(name.encode("ascii")), head
    )
    return " ".join(match[1].decode("latin-1").split()) if match else ""


def message_id_of(data: bytes) -> str:
    r"""Return a mail's Message-ID without its brackets, "" if there is none.

    >>> message_id_of(b"Message-Id: <a@x> (added)\n\n")
    'a@x'
    """
    return header(data, "message-id").partition("<")[2].partition(">")[0]


def _head_end(data: bytes) -> int:
    ends = [at for at in (data.find(b"\n\n"), data.find(b"\r\n\r\n")) if at >= 0]
    return min(ends, default=len(data)) + 1
