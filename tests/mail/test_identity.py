"""Copies of one mail have one digest, other mail has another."""

from __future__ import annotations

import pytest

from listminer.mail.identity import _with_ats, _without_attachments, content_digest
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


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ("ada at example.org", "ada@example.org"),
        ("ada a b.org, bob at c.d.org.", "ada@b.org, bob@c.d.org."),
        ("ada at a example.org", "ada at@example.org"),
        ("look at this. e.g. at www", "look at this. e.g. at www"),
        (" at example.org", " at example.org"),
        ("ada. at example.org", "ada.@example.org"),
        ("ada, at example.org", "ada, at example.org"),
        (f"ada at {63 * 'h'}.org", f"ada@{63 * 'h'}.org"),
        (f"ada at {64 * 'h'}.org", f"ada at {64 * 'h'}.org"),
    ],
)
def test_a_word_for_at_stands_between_a_name_and_a_host(said, letters):
    assert _with_ats(said.encode()) == letters.encode()


def test_what_an_archive_tells_of_an_attachment_is_no_word_of_the_mail():
    note = "Name: a.asc\nURL: <http://example.org/attachments/1/a.asc>\nType : x"
    assert _without_attachments(f"We wait.\n{note}\nName it.") == "We wait.\n\n\n\nName it."


def test_reply_prefix_and_list_tag_do_not_count():
    assert digest("We wait.", "Re: [dev] Drop it?") == digest("We wait.", "Drop it?")


def test_other_words_are_another_mail():
    assert digest("We wait.") != digest("We go.")
