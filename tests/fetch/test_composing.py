"""A mail made of what an archive tells: what stands in a field stays in it."""

from __future__ import annotations

from email import message_from_bytes

from listminer.fetch.composing import compose


def test_no_field_holds_another_or_ends_the_header():
    found = message_from_bytes(compose({"From": "a@x.org\nSubject: x\r\n\r\nForged"}, "Hi\n"))
    assert (found["From"], found["Subject"]) == ("a@x.org Subject: x    Forged", None)
    assert found.get_payload() == "Hi\n"
