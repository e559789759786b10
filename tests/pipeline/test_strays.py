"""Mail that cites nothing but missing mail: found by the words that it quotes."""

from __future__ import annotations

from itertools import permutations

import pytest

from listminer.pipeline import ingest
from listminer.store import Store
from tests.store.mails import WORDS, dump, mail, mbox

SAID = f"{WORDS[0]}.\n{WORDS[1]}.\n{WORDS[2]}."
QUOTED = "".join(f"> > {line}\n" for line in SAID.split("\n"))


def answer(number: int, body: str) -> bytes:
    """Return an answer to the mail that is missing."""
    data = mail(number, body, subject="Re: Nightly builds")
    return data.replace(b"List-Id:", b"In-Reply-To: <gone@example.org>\nList-Id:")


MAILS = (
    mail(0, SAID),
    answer(3, f"Grace Hopper wrote:\n> Ada Lovelace wrote:\n{QUOTED}>\n> Not at all.\n\nI see."),
    answer(4, "Fine with me."),
)
GONE = mail(1, f"{QUOTED.replace('> >', '>')}\nNot at all.", to=0, message_id="gone@example.org")


def rows(store: Store) -> list[tuple[str, str | None, str | None]]:
    """Return each node, its parent and on what that rests, in reading order."""
    threads = [store.thread(each.number) for each in list(store.threads())]
    return [(node.message_id, node.parent, node.how) for each in threads for node in each.nodes]


def test_all_who_answer_a_missing_mail_hang_below_what_it_quoted(tmp_path):
    (tmp_path / "one.mbox").write_bytes(mbox(list(MAILS)))
    with Store.open(tmp_path / "s.db") as store:
        ingest(store, [tmp_path / "one.mbox"], workers=1)
        assert rows(store) == [
            ("m0@example.org", None, None),
            ("gone@example.org", "m0@example.org", "quote"),
            ("m3@example.org", "gone@example.org", "header"),
            ("m4@example.org", "gone@example.org", "header"),
        ]


def test_what_was_missing_says_itself_what_it_answers(tmp_path):
    for name, mails in (("one", MAILS), ("two", [GONE])):
        (tmp_path / f"{name}.mbox").write_bytes(mbox(list(mails)))
    with Store.open(tmp_path / "s.db") as store:
        for name in ("one", "two"):
            ingest(store, [tmp_path / f"{name}.mbox"], workers=1)
        assert [how for _, _, how in rows(store)] == [None, "header", "header", "header"]


@pytest.mark.parametrize("order", [*permutations(range(4)), *permutations(range(3))])
def test_the_order_in_which_mail_comes_changes_nothing(tmp_path, order):
    """Nor where the missing mail comes at some time, the last of four."""
    for at, each in enumerate([*MAILS, GONE]):
        (tmp_path / f"{at}.mbox").write_bytes(mbox([each]))
    for name, steps in (("at-once", [sorted(order)]), ("in-order", [[at] for at in order])):
        with Store.open(tmp_path / f"{name}.db") as store:
            for step in steps:
                ingest(store, [tmp_path / f"{at}.mbox" for at in step], workers=1)
    assert dump(tmp_path / "in-order.db") == dump(tmp_path / "at-once.db")
