"""What every plug-in keeps to. Its author subclasses one of these and overrides the fixtures.

class TestMine(ExtractorContract):
    @pytest.fixture
    def extractor(self):
        return Mine()
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from listminer.extract.laws import first_breach
from listminer.model import Discussion, Findings, Problem, RawMessage, Thread
from listminer.pipeline import parse
from listminer.pipeline.findings_codec import decode_findings, encode_findings
from listminer.plugins import Extractor, Fetcher, Renderer
from listminer.summary import summarize
from tests.labelled import labelled_sample

NO_MAIL = Discussion(thread=Thread(root="none@x", nodes=()), messages=(), segments={})


class FetcherContract:
    """Override `fetcher`, `source` (mail that is its own) and, if it claims these, `foreign`."""

    @pytest.fixture
    def fetcher(self) -> Fetcher:
        raise NotImplementedError("return the fetcher")

    @pytest.fixture
    def source(self) -> str:
        raise NotImplementedError("return a source with mail that is the fetcher's own")

    @pytest.fixture
    def foreign(self) -> list[str]:
        return ["dev.mbox", "dev@lists.example.org", "https://lists.example.org/pipermail/dev/"]

    def test_it_can_do_what_a_fetcher_can(self, fetcher):
        assert isinstance(fetcher, Fetcher)

    def test_it_knows_its_own_sources_and_no_others(self, fetcher, source, foreign):
        assert fetcher.is_mine(source)
        assert [each for each in foreign if fetcher.is_mine(each)] == []

    def test_it_brings_mail_or_says_why_not(self, fetcher, source):
        brought = list(fetcher.messages(source))
        assert {type(each) for each in brought} <= {RawMessage, Problem}
        assert any(isinstance(each, RawMessage) for each in brought)

    def test_each_mail_has_its_digest_and_a_place_of_its_own(self, fetcher, source):
        mails = [each for each in fetcher.messages(source) if isinstance(each, RawMessage)]
        assert [each.sha256 for each in mails] == [
            hashlib.sha256(each.data).hexdigest() for each in mails
        ]
        assert len({each.locator for each in mails}) == len(mails)

    def test_each_mail_can_be_read(self, fetcher, source):
        for each in fetcher.messages(source):
            if isinstance(each, RawMessage):
                assert parse(each).message.source == each.locator

    def test_it_brings_the_same_again(self, fetcher, source):
        assert list(fetcher.messages(source)) == list(fetcher.messages(source))


class ExtractorContract:
    """Override `extractor` and `discussion`, a thread in which it finds something."""

    @pytest.fixture
    def extractor(self) -> Extractor:
        raise NotImplementedError("return the extractor")

    @pytest.fixture
    def discussion(self) -> Discussion:
        raise NotImplementedError("return a thread in which the extractor finds something")

    def test_it_can_do_what_an_extractor_can(self, extractor):
        assert isinstance(extractor, Extractor)

    def test_it_adds_findings(self, extractor, discussion):
        assert extractor.read(discussion).findings != discussion.findings

    def test_it_keeps_the_laws(self, extractor, discussion):
        for each in (discussion, *labelled_sample()):
            assert first_breach(each, extractor.read(each).findings) is None

    def test_it_changes_nothing_else(self, extractor, discussion):
        read = extractor.read(discussion)
        same = replace(read, findings=discussion.findings, problems=discussion.problems)
        assert same == discussion

    def test_the_same_mail_gives_the_same_findings(self, extractor, discussion):
        assert extractor.read(discussion) == extractor.read(discussion)

    def test_what_it_finds_can_be_kept(self, extractor, discussion):
        found = extractor.read(discussion).findings
        assert decode_findings(encode_findings(found)) == found

    def test_it_reads_a_thread_without_mail(self, extractor):
        assert extractor.read(NO_MAIL).findings == Findings()


class RendererContract:
    """Override `renderer`."""

    @pytest.fixture
    def renderer(self) -> Renderer:
        raise NotImplementedError("return the renderer")

    def test_it_can_do_what_a_renderer_can(self, renderer):
        assert isinstance(renderer, Renderer)

    def test_it_writes_a_debate(self, renderer):
        for each in labelled_sample():
            written = renderer.render(each, summarize(each))
            assert written.strip()
            written.encode()

    def test_the_same_debate_is_written_the_same(self, renderer):
        debate, _ = labelled_sample()
        summary = summarize(debate)
        assert renderer.render(debate, summary) == renderer.render(debate, summary)

    def test_it_writes_a_thread_without_mail(self, renderer):
        assert isinstance(renderer.render(NO_MAIL, summarize(NO_MAIL)), str)
