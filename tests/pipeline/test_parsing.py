"""What one mail tells on its own."""

from __future__ import annotations

import pytest

from listminer.model import Archive, RawMessage
from listminer.pipeline.parsing import parse

QUOTE = b"On 3 May 2016, Ada wrote:\n> Nightly pipelines publish artefacts.\n\nYes.\n"


@pytest.mark.parametrize(
    "field",
    [
        b"X-Mailer: x\n",
        b"References: <b2@example.org>\n",  # a mail is no parent of its own
        b"In-Reply-To: <a1@example.org>\n",  # which may be missing
    ],
)
def test_who_is_quoted_and_with_which_words_is_noted(field):
    data = b"From: grace@example.org\nMessage-ID: <b2@example.org>\n" + field + b"\n" + QUOTE
    archive = Archive(name=None, kind="eml", location="x")
    parsed = parse(RawMessage(archive=archive, locator="x", sha256="", data=data))
    assert (len(parsed.quoted), parsed.named.names) == (2, {"ada"})
