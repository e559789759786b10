"""The contracts of plug-ins hold for made-up ones, and fail for those that break them."""

from __future__ import annotations

import pytest

from tests import contracts
from tests.extract.threads import thread
from tests.made_up import Notes, Outline, Thief, Todo


class TestTodo(contracts.ExtractorContract):
    @pytest.fixture
    def extractor(self):
        return Todo()

    @pytest.fixture
    def discussion(self, tmp_path):
        return thread(tmp_path, [("Ada Lovelace", "TODO: wind the clock.")])


def test_an_extractor_that_credits_quoted_words_fails_its_contract(tmp_path):
    mails = [("Ada Lovelace", "It rings."), ("Grace Hopper", "> It rings.\n\nSo it does.")]
    with pytest.raises(AssertionError, match="did not write"):
        contracts.ExtractorContract().test_it_keeps_the_laws(Thief(), thread(tmp_path, mails))


class TestOutline(contracts.RendererContract):
    @pytest.fixture
    def renderer(self):
        return Outline()


class TestNotes(contracts.FetcherContract):
    @pytest.fixture
    def fetcher(self):
        return Notes()

    @pytest.fixture
    def source(self, tmp_path):
        path = tmp_path / "notes.txt"
        path.write_text("From: ada@example.org\n\nIt rings.\n%%\n%%\nFrom: b@example.org\n\nOh.\n")
        return f"notes:{path}"
