"""One debate: a thread, what it says, and every way to look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from listminer.library import frames, pictures
from listminer.library.lookup import known_name
from listminer.library.opened import OpenedStore
from listminer.library.readings import Readings
from listminer.model import (
    STATUSES,
    ActionItem,
    Answer,
    Decision,
    Discussion,
    Finding,
    Findings,
    Message,
    MessageId,
    Position,
    Proposal,
    Question,
    QuoteLink,
    Segment,
    Span,
    SpeechAct,
    Summary,
    Thread,
)
from listminer.quoting import shown_subject
from listminer.render.layout import USUAL_COLUMNS
from listminer.render.listing import counted
from listminer.render.safe import shown_line
from listminer.settings import SUMMARY_WORDS
from listminer.store import ThreadListing

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

    from listminer.render.finding_list import FindingRow, Kind
    from listminer.thread.measures import ThreadMeasures
    from listminer.thread.statistics import ListMeasures

F = TypeVar("F", bound=Finding)


class Debate:
    """One thread, read when first asked: its mail for the facts, its findings for the readings.

    What was read stays as long as the debate does. Findings are guesses, each
    with its words: `words(finding)` gives them. Two are equal that are the same
    thread of the same open store, both under pseudonyms or neither.
    """

    def __init__(self, opened: OpenedStore, listing: ThreadListing) -> None:
        self._opened = opened
        self.listing = listing  # number, root, subject, counts, dates: known without reading

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Debate)
            and self._opened is other._opened
            and self.number == other.number
        )

    def __hash__(self) -> int:
        return hash((self._opened, self.number))

    def __repr__(self) -> str:
        size = counted(self.listing.messages, "message")
        return f"<Debate {self.number}: {shown_line(self.subject)}, {size}>"

    def __str__(self) -> str:
        """Return the summary as the command line prints it."""
        return self.text()

    def _repr_html_(self) -> str:
        from listminer.render.html import render_fragment  # late: templates

        return render_fragment(self.discussion, self.summary)

    # what is known

    @property
    def number(self) -> int:
        """Return the thread's number in its store; it stays while the thread grows."""
        return self.listing.number

    @property
    def root(self) -> MessageId:
        """Return the Message-ID of the first message; `thread` in all frames."""
        return self.listing.root

    @property
    def subject(self) -> str:
        """Return the subject without reply prefixes and the list's own tag."""
        return shown_subject(self.listing.subject, self.listing.lists) or "(no subject)"

    @cached_property
    def facts(self) -> Discussion:
        """Return the thread with messages, segments, links and answers, without findings."""
        return next(self._opened.facts([self.number]))

    @cached_property
    def discussion(self) -> Discussion:
        """Return all that is known of the thread; findings are read once and kept in the store."""
        from listminer.summary.persons import called_as  # late: the summaries

        return called_as(next(self._opened.discussions([self.number])), self._opened.people)

    @property
    def thread(self) -> Thread:
        """Return the reply tree, flat, in reading order."""
        return self.facts.thread

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages in reading order, ghosts whose words are known among them."""
        return self.facts.messages

    @property
    def segments(self) -> dict[MessageId, tuple[Segment, ...]]:
        """Return the zones of each message's text, without gap or overlap."""
        return dict(self.facts.segments)

    @property
    def links(self) -> tuple[QuoteLink, ...]:
        """Return quoted stretches, each with the words that it repeats."""
        return self.facts.links

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return authored paragraphs, each with the quote above and the words it repeats."""
        return self.facts.answers

    # what is read

    @property
    def findings(self) -> Findings:
        """Return all readings in one."""
        return self.discussion.findings

    @property
    def acts(self) -> tuple[SpeechAct, ...]:
        """Return what each authored sentence does; most do nothing and are not among them."""
        return self.findings.acts

    @cached_property
    def proposals(self) -> Readings[Proposal]:
        """Return each idea that was put forward, however often it was put into words."""
        return self._readings("proposals", self.findings.proposals)

    @cached_property
    def positions(self) -> Readings[Position]:
        """Return who stands where: one person on one proposal, when the thread ends."""
        return self._readings("positions", self.findings.positions)

    @cached_property
    def actions(self) -> Readings[ActionItem]:
        """Return what is to be done, and who owes it."""
        return self._readings("actions", self.findings.actions)

    @cached_property
    def questions(self) -> Readings[Question]:
        """Return what was asked, and whether it was answered."""
        return self._readings("questions", self.findings.questions)

    @cached_property
    def decisions(self) -> Readings[Decision]:
        """Return what was settled."""
        return self._readings("decisions", self.findings.decisions)

    @cached_property
    def summary(self) -> Summary:
        """Return the debate told in about 250 words, every sentence with its evidence."""
        return self.summarize()

    def summarize(self, words: int = SUMMARY_WORDS) -> Summary:
        """Return the debate told in about *words* words."""
        from listminer.summary import summarize  # late: only for who asks

        return summarize(self.discussion, words)

    def words(self, said: Span | Finding | SpeechAct | Iterable[Span]) -> tuple[str, ...]:
        """Return the exact words of spans, or those that a finding rests on, one text a span."""
        texts = {message.message_id: message.text for message in self.messages}
        if isinstance(said, Span):
            spans: Iterable[Span] = (said,)
        else:
            spans = said if isinstance(said, Iterable) else said.evidence
        return tuple(texts[span.message_id][span.start : span.end] for span in spans)

    # as text

    def text(self, *, words: int = SUMMARY_WORDS, width: int = USUAL_COLUMNS) -> str:
        """Return the summary for a terminal of *width* columns, without colours."""
        from listminer.render.text import write_text  # late: one of four forms

        return write_text(self.discussion, self._told(words), width=width)

    def markdown(self, *, words: int = SUMMARY_WORDS) -> str:
        """Return the summary as Markdown."""
        from listminer.render.markdown import write_markdown  # late: one of four forms

        return write_markdown(self.discussion, self._told(words))

    def json(self, *, words: int = SUMMARY_WORDS) -> str:
        """Return facts, findings and summary by the schema listminer/discussion/1."""
        from listminer.render.json import write_json  # late: one of four forms

        return write_json(self.discussion, self._told(words))

    def html(self, *, words: int = SUMMARY_WORDS) -> str:
        """Return a page that stands alone, with the mails and everything that was found."""
        from listminer.render.html import render_page  # late: one of four forms

        return render_page(self.discussion, self._told(words))

    def render(self, format: str, *, words: int = 250) -> str:
        """Return the document that an installed plug-in writes; see listminer.plugins.Renderer.

        "text", "markdown", "json" and "html" are ours. Raises LookupFailed if no renderer of
        this name is installed.
        """
        ours = {"text": self.text, "markdown": self.markdown, "json": self.json, "html": self.html}
        if format in ours:
            return ours[format](words=words)
        from listminer.render.named import write_named  # late: looks for plug-ins

        return write_named(format, self.discussion, self._told(words))

    def mbox(self) -> bytes:
        """Return the mails as a mailbox (mboxrd), as they were found; see DebateList.mbox."""
        from listminer.render.mbox import write_mbox  # late: rarely asked for

        return b"".join(write_mbox(self._opened.raws(self.facts)))

    # as data

    def frame(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return one of the frames as pandas has it; see listminer.render.frame.COLUMNS.

        Raises LookupFailed for a frame or a column that there is not.
        """
        table = frames.known_table(table)
        if table == frames.STATS:
            return frames.chosen(table, frames.months_frame(self._counts()), columns)
        found = self.discussion if table in frames.OF_FINDINGS else self.facts
        return frames.frame(table, [found], self._opened.people, columns)

    def plot(self, kind: str, *, ax: Axes | None = None) -> Axes:
        """Draw the "thread", the "positions", the "sides" over time, or what a list has.

        Raises LookupFailed for a picture that there is not.
        """
        kind = known_name("picture", kind, pictures.PICTURES)
        if kind in pictures.OF_ONE:
            return pictures.draw_one(kind, self.discussion, ax)
        if kind == "activity":
            return pictures.draw_activity(self._counts(), ax)
        # sides colour the network
        found = self.discussion if kind == "network" else self.facts
        return pictures.draw_many(kind, [found], self._opened.people, ax)

    def graph(self, kind: str) -> nx.Graph:
        """Return the "replies", "sentences", "stances" or "people" of the debate as a graph.

        Raises LookupFailed for a graph that there is not.
        """
        kind = known_name("graph", kind, pictures.GRAPHS)
        if kind == "people":
            return self.people_graph()
        found = self.discussion if kind in pictures.WITH_FINDINGS else self.facts
        return pictures.graph_of_one(kind, found)

    def reply_tree(self) -> nx.DiGraph:
        """Return who answered which message; see thread.graph.reply_tree."""
        return self.graph("replies")

    def sentence_graph(self) -> nx.DiGraph:
        """Return all sentences and what they answer; see thread.graph.sentence_graph."""
        return self.graph("sentences")

    def stance_graph(self) -> nx.Graph:
        """Return people × proposals; see thread.graph.stance_graph."""
        return self.graph("stances")

    def people_graph(self) -> nx.DiGraph:
        """Return who answers, quotes, agrees or disagrees with whom; see thread.graph."""
        from listminer.thread.graph import people_graph  # late: networkx

        return people_graph([self.discussion], name_of=self._opened.people.name_of)

    def measures(self) -> ThreadMeasures:
        """Return depth, width, branching, response times; see thread.measures.ThreadMeasures."""
        from listminer.thread.measures import measure_thread  # late: networkx comes with it

        return measure_thread(self.facts, name_of=self._opened.people.name_of)

    def rows(self, kind: Kind) -> tuple[FindingRow, ...]:
        """Return the findings of one kind with who, when, the words and the id of each.

        Raises LookupFailed for a kind that there is not.
        """
        # late: the extractors
        from listminer.pipeline.finding_rows import rows_of_discussion

        known = cast("Kind", known_name("kind of finding", kind, STATUSES))
        return tuple(rows_of_discussion(self.discussion, known))

    def _counts(self) -> ListMeasures:
        first_dates = self._opened.first_dates()
        return frames.measure([self.facts], self._opened.people, first_dates=first_dates)

    def _readings(self, kind: Kind, found: Iterable[F]) -> Readings[F]:
        return Readings(kind, found, self.rows(kind))

    def _told(self, words: int) -> Summary:
        return self.summary if words == 250 else self.summarize(words)
