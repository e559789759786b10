"""Answers to a list's digest: each stands below the mail of the digest that it answers."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from listminer.pipeline import ingest
from listminer.store import Store
from tests.store.mails import PEOPLE, WORDS, dump, mail, mbox

DIGEST = "mailman.7.1583060400.8448.dev@lists.example.org"
VOLUME = "dev Digest, Vol 6, Issue 7"
TOPICS = ("Nightly builds", "The registry", "Storage")
HEAD = """On Sun, 1 Mar 2020, dev-request@lists.example.org wrote:
> Send dev mailing list submissions to
>       dev@lists.example.org
>
> Today's Topics:
>
>    1. Nightly builds (Ada Lovelace)
"""


def opened(number: int) -> bytes:
    """Return the mail that opens one of TOPICS."""
    return mail(number, f"{WORDS[number]}.\n{WORDS[number]} again.", subject=TOPICS[number])


def part(number: int) -> str:
    """Return that mail as it stands in a quoted digest."""
    return f"""> ----------------------------------------------------------------------
>
> Message: {number + 1}
> Date: Sun, 1 Mar 2020 {9 + number:02}:00:00 +0000
> From: {PEOPLE[number]} <{PEOPLE[number].split()[0].lower()}@example.org>
> Subject: [dev] {TOPICS[number]}
> To: dev@lists.example.org
> Message-ID: <m{number}@example.org>
> Content-Type: text/plain; charset="utf-8"
>
> {WORDS[number]}.
> {WORDS[number]} again.
>
"""


def answer(number: int, quoted: str, subject: str) -> bytes:
    """Return an answer to the digest."""
    data = mail(number, f"Fine with me.\n\n{quoted}", subject=f"Re: {subject}")
    return data.replace(b"List-Id:", f"In-Reply-To: <{DIGEST}>\nList-Id:".encode())


def parents(tmp_path, *mails: bytes) -> dict[str, tuple[str | None, str | None]]:
    """Return each mail's parent, "ghost" for one known from quotes, and on what it rests."""
    (tmp_path / "one.mbox").write_bytes(mbox(list(mails)))
    with Store.open(tmp_path / "s.db") as store:
        ingest(store, [tmp_path / "one.mbox"], workers=1)
        nodes = [node for each in list(store.threads()) for node in store.thread(each.number).nodes]
    return {
        _short(each.message_id): (_short(each.parent), each.how) for each in nodes if not each.ghost
    }


def _short(message_id: str | None) -> str | None:
    return message_id and re.split("[@-]", message_id)[0]


ROOTS = {f"m{number}": (None, None) for number in range(3)}
ALL = HEAD + "".join(map(part, range(3)))


@pytest.mark.parametrize(
    ("quoted", "subject", "expected"),
    [
        (HEAD + part(1), VOLUME, ("m1", "quote")),
        (HEAD + part(2), TOPICS[2], ("m2", "quote")),
        (ALL, TOPICS[1], ("m1", "quote")),
        (ALL, f"[dev] {TOPICS[2]}", ("m2", "quote")),
        (ALL, VOLUME, ("ghost", "quote")),  # which of the three nobody knows
        (f"> {WORDS[0]}.\n", VOLUME, ("m0", "quote")),
        ("", TOPICS[1], ("m1", "subject")),
        ("", VOLUME, (None, None)),
    ],
    ids=["one", "one-named", "all", "all-named", "whole", "bare", "subject", "nothing"],
)
def test_who_answers_a_digest_answers_one_of_its_mails(tmp_path, quoted, subject, expected):
    mails = [*map(opened, range(3)), answer(7, quoted, subject)]
    assert parents(tmp_path, *mails) == {**ROOTS, "m7": expected}


def test_two_who_answer_one_digest_are_not_in_one_debate_for_it(tmp_path):
    found = parents(tmp_path, answer(7, "", VOLUME), answer(8, "", VOLUME))
    assert found == {"m7": (None, None), "m8": (None, None)}


def test_a_mail_that_came_without_an_id_is_answered_as_any(tmp_path):
    nameless = mail(3, "The log is lost.", message_id=DIGEST)
    found = parents(tmp_path, nameless, answer(7, f"> {WORDS[0]}.\n", VOLUME), opened(0))
    assert found["m7"] == (_short(DIGEST), "header")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_mail_comes_changes_nothing(tmp_path, order):
    mails = [[opened(0), opened(1)], [answer(7, ALL, TOPICS[1])], [opened(2)]]
    for at, some in enumerate(mails):
        (tmp_path / f"{at}.mbox").write_bytes(mbox(some))
    for name, steps in (("at-once", [range(3)]), ("in-order", [[at] for at in order])):
        with Store.open(tmp_path / f"{name}.db") as store:
            for step in steps:
                ingest(store, [tmp_path / f"{at}.mbox" for at in step], workers=1)
    assert dump(tmp_path / "in-order.db") == dump(tmp_path / "at-once.db")
