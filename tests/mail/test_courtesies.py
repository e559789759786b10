"""What is asked before a pattern never hides what the pattern would find."""

from __future__ import annotations

import pytest

from listminer.mail import courtesies as c

FOOTERS = [
    *("Kestrel-dev mailing list", "dev mailinglist - dev@example.org", "To unsubscribe, write"),
    *("UNSUBSCRIBE here", "More information about the list", "https://lists.example.org/x"),
    *("Go to https://example.org/listinfo/dev", "You received this message because", "Join us"),
    *("To view this discussion", "For more options, visit us", "To post to this group, write"),
    *("Archives: https://example.org", "Mailing list: http://x", "Please do not reply"),
]
PROGRAMS = [
    *("Sent from my phone", "Get Outlook for x", "Sent for x", "Von meinem Telefon gesendet"),
    *("Gesendet von x", "Envoyé de mon x", "Enviado desde x", "Inviato da x", "Verzonden vanaf x"),
    *("Skickat från x", "Отправлено с x", "Wysłane z x", "Odesláno z x", "Enviado do meu x"),
    *("View this message in context", "This email has been checked for viruses", "Virus-free."),
    *(
        "Do you Yahoo",
        "[This message contains",
        "This message contains confidential",
        "- This mail",
    ),
    *("This message has been scanned", "This mail sent via x", "-this mail was sent through x"),
    *(
        "Find out more about x",
        "__________ Information from ESET",
        "No virus found",
        "Checked by AVG",
    ),
    "Outgoing mail is certified",
]
PROSE = ["We wait for the build.", "This is it.", "-1", "The archive is down.", "Join in", "sent"]


@pytest.mark.parametrize("words", [*FOOTERS, *PROGRAMS, *PROSE])
def test_a_footer_is_what_its_patterns_find(words):
    found = c.MUA.match(words) or c.FOOTER.match(words)
    assert c.is_footer(words) == (found is not None)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("This e-mail is confidential.", True),
        ('*" The information in this is privileged.', True),
        ("NOTICE: for the intended recipient", True),
        ("La información es confidencial, confidencial", True),
        ("We keep it confidential.", False),
        ("Then this message is confidential.", False),
    ],
)
def test_a_legal_notice_begins_as_one(block, expected):
    assert c.is_legal(block) == expected
    assert c.may_be_legal(block) or not expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("phone: 12", True),
        ("+49 30 1234567", True),
        ("(030) 123-4567", True),
        ("ext. 5", True),
        ("x 12345", True),
        ("Kestrel Inc", True),
        ("Kiel, SH 24103", True),
        ("24103", True),
        ("University of Kiel", True),
        ("www.example.org", True),
        ("ada@example.org", True),
        ("We have 12 mails", False),
        ("incorrect streets", False),
    ],
)
def test_a_line_that_tells_how_to_reach_its_writer(words, expected):
    assert c.is_contact(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thanks, applied.", False),
        ("Thanks.  Queued.", False),
        ("Thank you, pushed", False),
        ("Thanks, Ada", True),
        ("Best regards,", True),
    ],
)
def test_who_thanks_and_tells_what_was_done_takes_no_leave(words, expected):
    assert c.is_closing(words) == expected


def test_what_was_done_is_no_name_below_thanks():
    assert not c.is_name("Applied.")
