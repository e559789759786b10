"""Check findings, summaries and digests: each claim has its words, and they are that person's.

What is checked holds for every thread, so the figures to reach are zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from listminer.evaluate.tables import Table
from listminer.extract.laws import breaches_of
from listminer.model import Digest, Discussion, Message, MessageId, Sentence, Span, Summary
from listminer.people import people_of
from listminer.pipeline import read_source
from listminer.quoting import quoted
from listminer.summary import make_digest, summarize

LEAST_MESSAGES = 5  # of a thread that is checked
_LAWS = 4  # columns that count breaches
PER_DIGEST = 40  # threads told in one digest
_NAMED = ("issue", "decisions", "actions", "course")  # where who is quoted stands first


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaches:
    """How often each law was broken, of how many findings, sentences and quotations."""

    threads: int = 0
    findings: int = 0
    sentences: int = 0
    quotations: int = 0
    lawless: int = 0  # ways in which findings break the laws that plug-ins are held to
    without_evidence: int = 0
    not_verbatim: int = 0  # or not among the words that the sentence rests on
    anothers_words: int = 0  # credited to who only quoted them, or to another name

    def __add__(self, other: Breaches) -> Breaches:
        return Breaches(
            **{
                each.name: getattr(self, each.name) + getattr(other, each.name)
                for each in fields(self)
            }
        )

    @property
    def broken(self) -> int:
        """Return how many breaches there are."""
        return self.lawless + self.without_evidence + self.not_verbatim + self.anothers_words


def verbatim_table(
    sources: Sequence[str],
    read: Callable[[Discussion], Discussion],
    *,
    least: int = LEAST_MESSAGES,
) -> Table:
    """Return the breaches in every thread of *least* messages or more of each of *sources*.

    *read* adds findings to a discussion. Each thread is summarised, and told
    in a digest with its neighbours. Raises SourceError for a source without mail.
    """
    rows = []
    total = Breaches()
    for source in sources:
        found = _of_source(source, read, least)
        total += found
        rows.append(_row(source.rstrip("/").rpartition("/")[2] or source, found))
    if len(rows) > 1:
        rows.append(_row("all", total))
    return Table(
        name="verbatim",
        title="Findings, summaries and digests: claims without their words",
        columns=(
            *("source", "threads", "findings", "sentences", "quotations"),
            "findings against a law",
            *("without evidence", "not verbatim", "another's words"),
        ),
        rows=tuple(rows),
        notes=(f"every thread of {least} messages or more",),
    )


def is_clean(table: Table) -> bool:
    """Return whether a table of `verbatim_table` tells no breach."""
    return all(count == 0 for row in table.rows for count in row[-_LAWS:])


def check_findings(discussion: Discussion) -> Breaches:
    """Return the breaches in what was found in *discussion*."""
    found = discussion.findings
    count = sum(len(getattr(found, each.name)) for each in fields(found) if each.name != "others")
    return Breaches(findings=count, lawless=len(breaches_of(discussion)))


def check_summary(discussion: Discussion, summary: Summary) -> Breaches:
    """Return the breaches in *summary*."""
    messages = {each.message_id: each for each in discussion.messages}
    found = _check(summary.sentences, messages)
    people = people_of(discussion.messages)
    wrong = sum(
        not each.text.startswith(people.name_of(messages[each.quotes[0].message_id].sender))
        for each in summary.sentences
        if each.part in _NAMED and each.quotes
    )
    shown = [span for each in summary.sentences for span in each.quotes]
    shown += [each.span for each in summary.words]
    wrong += sum(_is_only_quoted(discussion, each) for each in shown)
    return found + Breaches(threads=1, anothers_words=wrong)


def check_digest(digest: Digest) -> Breaches:
    """Return the breaches in *digest*."""
    messages = {each.message_id: each for each in digest.sources}
    points = [point for each in digest.threads for point in each.points]
    return _check([*points, *digest.asked, *digest.actions, *digest.questions], messages)


def _of_source(source: str, read: Callable[[Discussion], Discussion], least: int) -> Breaches:
    total = Breaches()
    for group in _groups(source, read, least):
        for discussion in group:
            total += check_findings(discussion)
            total += check_summary(discussion, summarize(discussion))
        total += check_digest(make_digest(group))
    return total


def _groups(
    source: str, read: Callable[[Discussion], Discussion], least: int
) -> Iterator[list[Discussion]]:
    """Yield the long threads of *source* with findings, as many as one digest tells."""
    store, _ = read_source(source)
    with store:
        group: list[Discussion] = []
        for listing in store.threads(sort="first"):
            if listing.messages >= least:
                group.append(read(store.discussion(listing.number)))
            if len(group) == PER_DIGEST:
                yield group
                group = []
        if group:
            yield group


def _check(sentences: Iterable[Sentence], messages: dict[MessageId, Message]) -> Breaches:
    told = list(sentences)
    return Breaches(
        sentences=len(told),
        quotations=sum(len(each.quotes) for each in told),
        without_evidence=sum(not _has_evidence(each, messages) for each in told),
        not_verbatim=sum(
            not _is_verbatim(each, span, messages) for each in told for span in each.quotes
        ),
    )


def _has_evidence(sentence: Sentence, messages: dict[MessageId, Message]) -> bool:
    return bool(sentence.evidence) and all(_exists(each, messages) for each in sentence.evidence)


def _is_verbatim(sentence: Sentence, span: Span, messages: dict[MessageId, Message]) -> bool:
    if not _exists(span, messages):
        return False
    said = quoted(messages[span.message_id].text, span.start, span.end)
    return said in sentence.text and any(each.covers(span) for each in sentence.evidence)


def _exists(span: Span, messages: dict[MessageId, Message]) -> bool:
    message = messages.get(span.message_id)
    return message is not None and span.is_in(message.text)


def _is_only_quoted(discussion: Discussion, span: Span) -> bool:
    """Return whether *span* holds words which the message only quotes."""
    return any(
        segment.depth and segment.span.overlaps(span)
        for segment in discussion.segments.get(span.message_id, ())
    )


def _row(name: str, found: Breaches) -> tuple[str, *tuple[int, ...]]:
    return (name, *(getattr(found, each.name) for each in fields(found)))
