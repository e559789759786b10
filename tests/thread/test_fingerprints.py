"""Fingerprints: runs of long words, the same for who says them and who quotes them."""

from __future__ import annotations

import zlib

import pytest

from listminer.mail.zones import split_zones
from listminer.model import MessageId
from listminer.thread.fingerprints import authored_fingerprints, quoted_fingerprints

OWN = MessageId("a1@example.org")
QUOTE = "On 3 May 2016, Ada wrote:\n> Nightly pipelines publish artefacts.\n\n"


def authored(text: str) -> tuple[int, ...]:
    return authored_fingerprints(text, split_zones(OWN, text))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The gate publishes nightly artefacts.\n", ["publishes nightly artefacts"]),
        ("Publishes NIGHTLY,\n\nartefacts: a\n", ["publishes nightly artefacts"]),
        ("Größere Äpfel schmecken.\n", ["größere äpfel schmecken"]),
        ("Publishes2nightly artefacts.\n", ["publishes nightly artefacts"]),
        ("Publishes nightly.\n", []),
        ("", []),
    ],
)
def test_a_fingerprint_is_of_three_long_words_in_a_row(text, runs):
    assert authored(text) == tuple(sorted(zlib.crc32(run.encode()) for run in runs))


def test_a_quote_has_the_fingerprints_of_its_source():
    text = f"{QUOTE}Certainly wherever breakfast matters.\n"
    assert quoted_fingerprints(text, split_zones(OWN, text)) == authored(
        "Nightly pipelines publish artefacts.\n"
    )


def test_of_long_texts_the_smallest_numbers_are_kept():
    words = " ".join(
        f"{a}{b}{c}abcde" for a in "xyzuvw" for b in "abcdefghij" for c in "klmnopqrst"
    )
    found = authored(f"{words} so.\n")
    assert len(found) == 400
    assert list(found) == sorted(set(found))
