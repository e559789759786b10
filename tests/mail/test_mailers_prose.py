"""What looks as a mailer's sign and is none: the words below it stay those of the sender."""

from __future__ import annotations

import pytest

from listminer.mail.courtesies import is_footer

from .mailers import credited, drawn, mail_of

ADA = "From: Ada Lovelace <ada@example.org>\nDate: Tue, 3 May 2016 14:05:00 +0200\nSubject: gate"
LONG = "We could keep the gate of the old house open in the night, if the"


@pytest.mark.parametrize(
    "text",
    [
        # lines that lead to nothing
        "Forwarded messages are kept in:\n\nthe attic.",
        "-- Message from the list --\nWe wait.",
        "--- Message from ada@example.org about it\nWe wait.",
        "--- as I wrote ---\n\nWe wait.",
        "Original Message\nWe wait.",
        "Message: 3 of them failed.\nFrom: here",
        "From ada@example.org we know it.\nWe wait.",
        "(In reply to all of you)\n\nWe wait.",
        "(In reply to comment #2)\n\nWe wait.",
        "Replying to [2]:\n\nWe wait.",
        "According to the manual:\n\nWe wait.",
        "According to Ada:\n\nWe wait.",
        "Thus spake the log:\n\nWe wait.",
        "Quoting the manual (page 2)\n\nWe wait.",
        "We wait until 3 May 2016, 14:05 by ada@example.org:\n\nthat is late.",
        "In D12 we wrote:\n\nWe wait.",
        "Yes.\n\nBut Ada wrote:\n\nWe wait.",
        "Yes.\n\nAda wrote:\n\nWe wait.",
        "It is late, as\nAda Lovelace wrote:\n\nWe wait.",
        "Hi all,\n\nAda Lovelace wrote:\n\nWe wait.",
        "The list is in\n<dev@example.org>:\n\nWe wait.",
        "The mail that Ada wrote on 3 May 2016 has\nthree points:\n\nWe wait.",
        "On 3 May 2016 we met. What Ada said\nis this:\n\nWe wait.",
        "Ask ada@example.org, as she wrote.\nWe have:\n\nWe wait.",
        "On 3 May 2016 it was late. The rest\n<see below>:\n\nWe wait.",
        "Good news: it works...\n\nWe wait.",
        "On Monday 3 May 2016 we said:\n\nWe wait.",
        "Ada asks what a critic:\n\nWe wait.",
        "Le 3 mai 2016 j'ai écrit :\n\nWe wait.",
        "On 3 May 2016 at 14:05 the build said:\n\nWe wait.",
        "P.S. As Ada Lovelace said in 2016:\n\nWe wait.",
        "--- original plan ---\nWe wait.\n--- new plan ---\nWe go.",
        "*** Original proposal ***\n\nWe wait.",
        "--- forward compatibility ---\n\nWe wait.",
        "--- mensaje importante ---\n\nWe wait.",
        "Date: 3 May 2016\nFrom: 14:00\nTo: 15:00\n\nWe wait.",
        "The head:\n\n  From: ada@x.org\n  To: dev@x.org\n  Subject: x\n\nWe wait.",
        "Hi,\n\nI wrote this on 3 May 2016:\n\nWe wait.",
        "From here\nTo there\nDate unknown\nSubject to change",
        "Dari: Jakarta\nKepada: semua\n\nWe wait.",
        "Tema: gate\nData: amanhã\n\nWe wait.",
        # signs that quote only below whom they quote
        "|-- src\n|-- tests",
        "The tree says:\n|-- src\n|-- tests",
        "The table says:\n| a | b |\n| c | d |",
        "The code says:\n|> String.trim()\n|> String.upcase()",
        "The code says:\n} else {\n}",
        "The code says:\n} while (open);",
        "The code says:\n];\n]);",
        "The code says:\n} one line",
        "The page says:\n:param x: is it open\n:param y: is it shut",
        "The shell says:\nSQL> select 1;",
        "It says so:\nPS> dir",
        "AL> is what one line looks like.",
        "} one\n} two",
        "] one\n] two",
        # quotes that nothing ends, and words about quotes
        "[quote]\nWe wait.",
        "[quote=ada]\nWe wait.",
        "[quoted]\nWe wait.\n[/quote]",
        "{quote}\nWe wait.",
        "Write {quote} to quote.\nWe wait.",
        "See bq. 3 of it.\nWe wait.",
    ],
)
def test_the_senders_words_stay_the_senders(text):
    message = mail_of(f"{text}\n")
    assert drawn(message) == "".join(
        f"{'0 ' if line else '  '}|{line}\n" for line in text.split("\n")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an attribution below a rule of Outlook's is part of the copy, and so is what follows
        (
            "Yes.\n\n-----Original Message-----\nOn 3 May 2016, Cy Young wrote:\n> It is.\n"
            "\nIt was.\n",
            "1?|It was.\n",
        ),
        # what is set in with all that is below it, or unannounced, is a copy
        (f"Hi:\n\n  {ADA}\n\n  It was.\n".replace("\nDate", "\n  Date"), "1A|  It was.\n"),
        (f"Yes.\n\n  {ADA}\n\nIt was.\n".replace("\nDate", "\n  Date"), "1A|It was.\n"),
        # what a separator says, and nothing but that
        ("Yes.\n\n----- Original -----\nIt was.\n", "1?|It was.\n"),
        ("Yes.\n\n---- Forward ----\nIt was.\n", "1?|It was.\n"),
        # who asks is another than who wrote
        ("1) Ada wrote:\n> Yes.\nNo.\n\n2) Bob asked:\n> It was?\n", "1B|> It was?\n"),
        ("Ada wrote:\n> Yes.\nNo.\n\nWhere it asks:\n> It was.\n", "1A|> It was.\n"),
        # what is set in below an attribution is the copy, though it quotes somebody else
        (
            "> Yes.\n>\n> On 3 May 2016 at 14:05, Ada Lovelace wrote:\n>\n>     It was.\n>\n"
            ">     Not so:\n>     > No.\n>     Cy Dee wrote:\n>     > So.\n",
            "2A|>     It was.\n",
        ),
        (
            "On 3 May 2016 at 14:05, Ada Lovelace wrote:\n\n  It was.\n\n> No.\n",
            "0 |  It was.\n",
        ),
        # whoever they are, they are not the sender
        ("Yes.\n\nOn 3 May 2016 they said:\n\nIt was.\n", "1?|It was.\n"),
        # two who are not the same: the lower one stands in what the upper one leads to
        (
            f"Yes.\n\n--- On Tue, 5/3/16, Cy Young <cy@example.org> wrote:\n\n{ADA}\n\nIt was.\n",
            "2A|It was.\n",
        ),
        # who forwards a mail that holds such a line ends it himself, below
        (
            f"Yes.\n\n------- Forwarded Message\n\n{ADA}\n\n------- End of Forwarded Message\n\n"
            "I will pay.\n\n------- End of Forwarded Message\n",
            "1A|I will pay.\n",
        ),
        # what stands further in and below nobody's name is no mark: a shell's, here
        (
            "Ada Lovelace wrote:\n>    make\n>    > log\n",
            "1A|>    > log\n",
        ),
        # a mailer broke a line that was set in; its rest has no mark of its own
        (
            f"> Ada Lovelace wrote:\n>     > {LONG}\n>     watch stays\n>     > awake.\n",
            "2A|>     watch stays\n",
        ),
        (f"> Ada Lovelace wrote:\n>     > {LONG}\n>     watch.\n> \n", "2A|>     watch.\n"),
        # but an answer has none, either
        (
            f"> Ada Lovelace wrote:\n>     > {LONG}\n>     Not I!\n>     > So be it.\n",
            "1?|>     Not I!\n",
        ),
        (f"> Ada Lovelace wrote:\n>     > {LONG}\n>     I stay.\n> \n", "1?|>     I stay.\n"),
        # a mark at the left of a name is one of a quote, where no time stands at its right
        (">>> Ada Lovelace said it at 2:05 PM\n", "3?|>>> Ada Lovelace said it at 2:05 PM\n"),
        # what one mailer marks at the beginning of code is no mark in the rest of the mail
        (
            "Ada Lovelace writes:\n| It was.\n\nThe tree:\n\n|-- src\n",
            "0 ||-- src\n",
        ),
    ],
)
def test_the_words_of_others_stay_theirs(text, expected):
    assert expected in drawn(mail_of(text))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Je Woo wrote:", "Je Woo"),
        ("On 3 May 2016, Je Woo wrote:", "Je Woo 3 May 2016"),
        ("Bob (the builder) wrote:", "Bob"),
        ("ada@example.org (Ada Lovelace) wrote:", "Ada Lovelace <ada@example.org>"),
        ("Monday Okafor wrote on 3 May 2016:", "Monday Okafor 3 May 2016"),
        ("On 3 May 2016 at 14:05 Summer Time wrote:", "Summer Time 3 May 2016 at 14:05"),
        ("Jack the Ripper wrote:", "Jack the Ripper"),
        ("The Burnman wrote:", "The Burnman"),
        ("So Yeon wrote:", "So Yeon"),
        ("My Nguyen wrote:", "My Nguyen"),
        ("Raül i Peris va escriure:", "Raül i Peris"),
        ("Will Just wrote:", "Will Just"),
    ],
)
def test_names_stay_whole(said, expected):
    assert credited(mail_of(f"{said}\n> It was.\n")) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # a piece of a sentence is nobody
        ("I disagree with what Ada wrote:", ""),
        ("When I tried, the log said:", ""),
        ("Here is what Ada wrote:", ""),
        ("In her reply, Ada wrote:", ""),
        ("My boss wrote:", ""),
        ("This suggests:", ""),
        ("Nobody asked:", ""),
        ("Bob Okafor asked:", "Bob Okafor"),
        ("Ada's patch says:", ""),
        ("The gate manual says:", ""),
        ("Somebody on the list said:", ""),
        ("To quote Ada, who said:", ""),
        # what stands around a name is none of it
        ("But Ada Lovelace wrote:", "Ada Lovelace"),
        ("Yesterday, Ada wrote:", "Ada"),
        ("Last week Ada wrote:", "Ada"),
        ("Hi Bob, Ada wrote:", "Ada"),
        ("Ada Lovelace also wrote:", "Ada Lovelace"),
        ("On Tuesday Ada Lovelace wrote:", "Ada Lovelace"),
        ("On Tuesday, May 3rd, Ada wrote:", "Ada"),
        ("On May 3, Ada wrote:", "Ada"),
        ("Am Dienstag schrieb Ada:", "Ada"),
        ("Ada Lovelace a ?crit :", "Ada Lovelace"),
        (
            "ada at example.org </mc/compose?to=ada at example.org> wrote:",
            "<ada@example.org>",
        ),
    ],
)
def test_what_is_no_name_credits_nobody(said, expected):
    assert credited(mail_of(f"{said}\n> It was.\n")) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sent via BlackBerry from T-Mobile", True),
        ("Sent via Superhuman ( https://example.org/me )", True),
        ("Sendt fra min iPhone", True),
        ("Envoyé depuis mon mobile", True),
        ("发自我的 iPhone", True),
        ("iPhoneから送信", True),
        ("나의 iPhone에서 보냄", True),
        ("Télécharger Outlook pour Android", True),
        ("Outlook für Android beziehen", True),
        ("Sendt fra Oslo i dag.", False),
        ("Outlook for next year is good.", False),
        ("Sent by hand, as always.", False),
        ("Obtener ayuda es difícil.", False),
    ],
)
def test_what_a_telephone_says_of_itself_is_nobodys_words(words, expected):
    assert is_footer(words) == expected
