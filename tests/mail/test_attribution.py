"""Who is said to have written a quote, in the languages of the lists."""

from __future__ import annotations

import pytest

from listminer.mail.zones import split_zones
from listminer.model import MessageId


def author(text: str) -> tuple[str | None, str | None]:
    """Return name and address that the deepest quote is attributed to."""
    segments = split_zones(MessageId("a1@example.org"), text)
    quotes = [s for s in segments if s.zone == "quotation"]
    said = max(quotes, key=lambda s: s.depth).attribution
    return (said.name, said.address) if said else (None, None)


@pytest.mark.parametrize(
    ("attribution", "name"),
    [
        ("On Tue, May 3, 2016 at 2:05 PM, Ada Lovelace wrote:", "Ada Lovelace"),
        ("Ada Lovelace wrote:", "Ada Lovelace"),
        ("Ada Lovelace wrote on 3 May 2016:", "Ada Lovelace"),
        ("Quoting Ada Lovelace <ada@example.org>:", "Ada Lovelace"),
        ("[Ada Lovelace] wrote:", None),
        ("Am 03.05.2016 um 14:05 schrieb Ada Lovelace:", "Ada Lovelace"),
        ("Le 3 mai 2016 à 14:05, Ada Lovelace a écrit :", "Ada Lovelace"),
        ("El 3 de mayo de 2016, 14:05, Ada Lovelace escribió:", "Ada Lovelace"),
        ("Il giorno 3 maggio 2016 14:05, Ada Lovelace ha scritto:", "Ada Lovelace"),
        ("Em 3 de maio de 2016 14:05, Ada Lovelace escreveu:", "Ada Lovelace"),
        ("Op 3 mei 2016 om 14:05 schreef Ada Lovelace:", "Ada Lovelace"),
        ("Den 3 maj 2016 14:05 skrev Ada Lovelace:", "Ada Lovelace"),
        ("W dniu 03.05.2016 o 14:05, Ada Lovelace napisał(a):", "Ada Lovelace"),
        ("Dne 3. 5. 2016 14:05, Ada Lovelace napsal(a):", "Ada Lovelace"),
        ("3 мая 2016 г., 14:05, Ада Лавлейс написал:", "Ада Лавлейс"),
        ("2016年5月3日 14:05 Ada Lovelace <ada@example.org>:", "Ada Lovelace"),
        ("在 2016/5/3 14:05, Ada Lovelace 写道:", "Ada Lovelace"),
        ("2016-05-03 14:05 GMT+02:00 Ada Lovelace <ada@example.org>:", "Ada Lovelace"),
        ("On 02/09, Ada Lovelace wrote:", "Ada Lovelace"),
        ('>>>>> "Ada" == Ada Lovelace <ada@example.org> writes:', 'Ada" == Ada Lovelace'),
    ],
)
def test_attributions(attribution, name):
    assert author(f"{attribution}\n> old words\n")[0] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Tue, 3 May 2016 at 14:05, Ada Lovelace\n<ada@example.org> wrote:\n> old",
            ("Ada Lovelace", "ada@example.org"),
        ),
        ("A wrote:\n> On 3 May 2016, Ada wrote:\n>> old\n> mid", ("Ada", None)),
        ("As I said:\n\nno quote\n> old", (None, None)),
        (
            "----- Original Message -----\nFrom: Ada <ada@example.org>\nTo: dev\nDate: x\n\n> old",
            ("Ada", "ada@example.org"),
        ),
        ("On 3 May 2016, ada at example.org wrote:\n> old", (None, "ada@example.org")),
    ],
)
def test_authors(text, expected):
    assert author(text) == expected
