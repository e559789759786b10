"""Patterns that ignore case say the same of ASCII text by its small letters."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import listminer.mail
from listminer.mail.caseless import Caseless

PATTERNS = {
    f"{found.name}.{name}": value
    for found in pkgutil.iter_modules(listminer.mail.__path__)
    for name, value in vars(importlib.import_module(f"listminer.mail.{found.name}")).items()
    if isinstance(value, Caseless)
}
# pieces of the patterns themselves, so that they are met; in any case
WORDS = sorted({w for p in PATTERNS.values() for w in re.findall(r"[a-z']+", p.small.pattern)})
pieces = st.one_of(
    st.sampled_from(WORDS), st.sampled_from([" ", ":", "-----", "@", ".", ", "]), st.characters()
)
texts = st.lists(
    st.tuples(pieces, st.sampled_from([str.upper, str.lower, str.title, str])), max_size=8
).map(lambda drawn: "".join(cased(piece) for piece, cased in drawn))


def span(found: re.Match[str] | None) -> tuple[int, int] | None:
    return found.span() if found else None


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_has_no_capitals_of_its_own(name):
    letters = re.sub(r"\\.", "", PATTERNS[name].small.pattern)
    assert letters == letters.lower()


@given(texts)
def test_small_letters_tell_the_same(text):
    for pattern in PATTERNS.values():
        assert span(pattern.match(text)) == span(pattern.any_case.match(text))
        assert span(pattern.search(text)) == span(pattern.any_case.search(text))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("ADA WROTE", (4, 9)), ("ada yazdi", (4, 9)), ("ADA YAZDI", (4, 9)), ("Adа НАПИСАЛ", (4, 11))],
)
def test_search(words, expected):
    assert span(PATTERNS["wordings.VERB"].search(words)) == expected
