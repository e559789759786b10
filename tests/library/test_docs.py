"""What the pages about the library show is what it does."""

from __future__ import annotations

import doctest
import re

import pytest

from listminer.library.pictures import PICTURES
from tests.readme import ROOT

MOST_BYTES = 100_000
PAGE = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")


def test_every_example_gives_what_is_shown(monkeypatch):
    monkeypatch.chdir(ROOT)
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(blocks, {}, "docs/library.md", None, 0)
    told: list[str] = []
    assert doctest.DocTestRunner(optionflags=flags).run(test, out=told.append).failed == 0, told


def test_every_picture_stands_in_the_page():
    shown = re.findall(r"\(pictures/([\w-]+)\.png\)", PAGE)
    assert sorted(shown) == sorted(PICTURES)


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_small(kind):
    assert 1000 < (ROOT / "docs" / "pictures" / f"{kind}.png").stat().st_size < MOST_BYTES


def test_the_script_draws_every_picture():
    listed = {path.stem for path in (ROOT / "docs" / "pictures").iterdir()}
    assert listed == set(PICTURES)
