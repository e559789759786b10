"""No expression has 2^n readings of a text: one sentence of mail could hang the reader.

It has where what is repeated can be read in two ways: in "(?: (?:since|been|since been))*"
a row of "since been" can be cut in 2^n ways, in "(?:really |\\w+ly )*" each word be either;
all are tried before it fails.
Looked for by chance, in texts made from each expression itself; nothing is timed.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._compiler as compiler  # what a pattern is made of
import re._constants as code
import re._parser as parser
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pytest

import listminer
from listminer.extract.acts import load_cues

TRIES = 300
MANY = 8  # times, from which on the readings are too many
LETTERS = "ab ,.-'1A_:/>\n\u0300"
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)
ONE_LETTER = (code.IN, code.LITERAL, code.NOT_LITERAL, code.ANY)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the expressions that a name of a module holds, in tables, too."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth > 4 or isinstance(value, type):
        return
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from patterns_in(each, depth + 1)
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()), depth + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from patterns_in(getattr(value, field.name, None), depth + 1)


def patterns_of(module: str) -> set[re.Pattern[str]]:
    """Return the expressions of one room; skips where it needs an extra that is not here."""
    try:
        room = importlib.import_module(module)
    except ModuleNotFoundError as exc:
        if (exc.name or "").startswith("listminer"):
            raise
        pytest.skip(f"{module} needs {exc.name}")
    return {each for value in vars(room).values() for each in patterns_in(value)}


def repeated_in(tree: Any) -> Iterator[Any]:
    """Yield what is repeated many times in a parsed expression, and is more than a letter."""
    for kind, what in tree:
        if kind in REPEATS:
            _, most, body = what
            if most >= MANY and not (len(body) == 1 and body[0][0] in ONE_LETTER):
                yield body
            yield from repeated_in(body)
        elif kind is code.SUBPATTERN:
            yield from repeated_in(what[3])
        elif kind is code.BRANCH:
            for each in what[1]:
                yield from repeated_in(each)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from repeated_in(what[1])


def a_text(tree: Any, dice: random.Random) -> str:
    """Return a text that the parsed expression may match; what it looks ahead for is left out."""
    text = ""
    for kind, what in tree:
        if kind is code.LITERAL:
            text += chr(what)
        elif kind in (code.IN, code.NOT_LITERAL, code.ANY):
            one = compiler.compile(parser.SubPattern(tree.state, [(kind, what)]))
            named = (
                [chr(each) for name, each in what if name is code.LITERAL]
                if kind is code.IN
                else []
            )
            text += dice.choice(
                [each for each in (*LETTERS, *named) if one.fullmatch(each)] or ["x"]
            )
        elif kind is code.BRANCH:
            text += a_text(dice.choice(what[1]), dice)
        elif kind is code.SUBPATTERN:
            text += a_text(what[3], dice)
        elif kind in (*REPEATS, code.POSSESSIVE_REPEAT):
            least, most, body = what
            for _ in range(min(most, least + dice.choice((0, 0, 1)))):
                text += a_text(body, dice)
    return text


def branches_in(tree: Any) -> Iterator[Any]:
    """Yield the alternatives of each choice in what is repeated, but of what it repeats itself."""
    for kind, what in tree:
        if kind is code.BRANCH:
            yield what[1]
            for each in what[1]:
                yield from branches_in(each)
        elif kind is code.SUBPATTERN:
            yield from branches_in(what[3])


def read_twice(pattern: re.Pattern[str], dice: random.Random) -> str | None:
    """Return a text that something repeated in *pattern* reads in two ways; None if none is found.

    As one and as two of itself, or by two of its alternatives.
    """
    for body in repeated_in(parser.parse(pattern.pattern, pattern.flags)):
        whole = compiler.compile(body, pattern.flags)
        texts = [each for _ in range(TRIES) if whole.fullmatch(each := a_text(body, dice))]
        for one, other in pairwise(texts):
            if whole.fullmatch(one + other):
                return one + other
        for alternatives in branches_in(body):
            readers = [compiler.compile(each, pattern.flags) for each in alternatives]
            for each in alternatives:
                text = a_text(each, dice)
                if sum(reader.fullmatch(text) is not None for reader in readers) > 1:
                    return text
    return None


MODULES = [
    each.name
    for each in pkgutil.walk_packages(listminer.__path__, "listminer.")
    if not each.name.endswith("__main__")
]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_repeated_can_be_read_in_two_ways(module):
    dice = random.Random(7)
    found = {each.pattern: read_twice(each, dice) for each in sorted(patterns_of(module), key=str)}
    assert {pattern: text for pattern, text in found.items() if text} == {}


def test_no_cue_can_be_read_in_many_ways():
    dice = random.Random(7)
    for cues in load_cues().values():
        found = {each.pattern: read_twice(each, dice) for each in patterns_in(cues)}
        assert {pattern: text for pattern, text in found.items() if text} == {}


@pytest.mark.parametrize(
    ("pattern", "is_read_twice"),
    [
        (r"(?: (?:since|been|since been))*x", True),
        (r"(?: (?:since|been))*x", False),
        (r"(?:\w+)*x", True),
        (r"(?:\w+ )*x", False),
        (r"(?:so |if [^,]{2,9}, |if so )*x", True),
        (r"(?:really |\w+ly )*x", True),
        (r"(?:still |\w+ly )*x", False),
    ],
)
def test_what_can_be_read_in_many_ways_is_found(pattern, is_read_twice):
    assert (read_twice(re.compile(pattern), random.Random(7)) is not None) is is_read_twice
