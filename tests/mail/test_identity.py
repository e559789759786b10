"""Copies of one mail have one digest, other mail has another."""

from __future__ import annotations

import pytest

from listminer.mail.identity import content_digest
from listminer.mail.zones import split_zones
from listminer.model import Address, Message, MessageId

FOOTER = "\n_______________________________________________\ndev mailing list\nhttp://example.org/listinfo/dev\n"
NOTE = (
    "\n-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
    "URL: <http://example.org/pipermail/dev/attachments/20160503/{}/attachment.htm>\n"
)


def digest(text: str, subject: str = "Drop it?") -> str:
    message = Message(
        message_id=MessageId("a1@example.org"),
        sender=Address(name="Ada", address="ada@example.org"),
        date=None,
        subject=subject,
        references=(),
        lists=(),
        text=text,
        source="x",
    )
    return content_digest(message, split_zones(message.message_id, text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We wait.\n", "We  wait.\n\n"),
        ("We wait.\n", "We wait.\n" + FOOTER),
        ("We wait.\n" + NOTE.format("ab"), "We wait.\n" + NOTE.format("cd")),
        ("Grüße, José", "Gr??e, Jos?"),
        (
            "We wait.\nURL: http://example.org/pipermail/dev/attachments/1/a/attachment.htm \n",
            "We wait.\nURL: </pipermail/dev/attachments/1/a/attachment.html>\n",
        ),
        ("Ask ada@example.org now.", "Ask ada at example.org now."),
    ],
)
def test_copies_are_equal(one, other):
    assert digest(one) == digest(other)


def test_reply_prefix_and_list_tag_do_not_count():
    assert digest("We wait.", "Re: [dev] Drop it?") == digest("We wait.", "Drop it?")


def test_other_words_are_another_mail():
    assert digest("We wait.") != digest("We go.")
