"""Which sentences a summary holds: the findings' and the thread's own, as long as words are left.

Pure. Where people take sides, the findings come first, by their rank. Where hardly
anybody does, there is no debate to tell: then what the mails say comes first, chosen
for coverage and against repetition, and findings as far as they are settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from listminer.model import MessageId, Proposal, Sentence, Span
from listminer.summary.parts import Ranked, apart, written
from listminer.summary.reading import Reading

TAKEN_UP = 2  # sides on one idea that make it worth telling where there is no debate
WORDS_PER_SENTENCE = 20  # 250 words have room for twelve sentences: more, and nobody reads them
LEAST_SENTENCES = 9
ISSUE_MAILS = 3  # that the issue quotes where there is no debate: three sentences
MAIL_QUOTES = 3  # sentences of one mail
SHARE = (
    0.5  # of a thread's own words that are quoted at most: people's abstracts on BC3 take .11-.47
)
SHORT = 60  # words that it may quote of any thread
ROOMY = 200  # words from which on what is promised stands apart from what is said
REACH = 6  # times the words that are left: long sentences that do not fit make room for shorter
PER_WORD = 0.1  # exponent: a sentence of whole length tells more than two halves


class Draft:
    """The sentences chosen so far, and how many words are left."""

    def __init__(self, reading: Reading, words: int) -> None:
        self._reading = reading
        self._left = words
        self._apart = ("decisions", "questions", *(("actions",) if words >= ROOMY else ()))
        self._most = max(LEAST_SENTENCES, words // WORDS_PER_SENTENCE)
        self._kept: dict[int, Sentence] = {}  # of findings, by their place in what is offered
        self._mails: dict[MessageId, list[Span]] = {}  # what is quoted of the thread itself
        self._opening: MessageId | None = None
        self._said: list[Span] = []
        self._quoted = 0  # words

    def sentences(self, offered: Iterable[Ranked]) -> list[Sentence]:
        """Return what the summary says of all that is *offered*, part by part.

        The first sentence of rank 0 stands whatever its length.
        """
        every = list(enumerate(offered))
        ranked = sorted(every, key=lambda each: (each[1].rank, each[0]))
        if ranked and ranked[0][1].rank == 0:
            self._open(ranked[0][1].sentence)
        if not self._reading.is_debate:
            self._add([each for each in ranked if self._is_settled(each[1].sentence)])
            self._tell(ranked)
        self._add(ranked)
        self._tell(ranked)
        return [*(self._kept[at] for at in sorted(self._kept)), *self._own()]

    def _open(self, sentence: Sentence) -> None:
        self._opening = sentence.quotes[0].message_id
        self._mails[self._opening] = list(sentence.quotes)
        self._left -= _length(sentence)
        self._take(sentence.quotes)

    def _add(self, ranked: Sequence[tuple[int, Ranked]]) -> None:
        """Add the sentences that have room, best first; what is quoted is not said again."""
        for at, each in ranked:
            if each.rank > 0 and at not in self._kept and self._has_room():
                self._keep(at, each)

    def _keep(self, at: int, offered: Ranked) -> None:
        sentence = offered.sentence
        if self._is_said(sentence.quotes or sentence.evidence[:1]) and sentence.about is not None:
            if offered.again is None or self._is_lonely(sentence.about):
                return
            sentence = offered.again
        if sentence.evidence and _length(sentence) <= self._left:
            self._kept[at] = sentence
            self._left -= _length(sentence)
            self._take(sentence.quotes)

    def _tell(self, ranked: Sequence[tuple[int, Ranked]]) -> None:
        """Quote what tells most of the thread; where a finding says it, the finding is told."""
        own = sum(each.length for each in self._reading.candidates if not each.is_idle)
        full = max(SHORT, int(SHARE * own))
        for span in self._reading.telling(REACH * self._left, self._said, PER_WORD):
            if self._quoted >= full:
                return
            finding = next((each for each in ranked if self._says(each[1].sentence, span)), None)
            if finding is not None and finding[0] not in self._kept and self._has_room():
                self._keep(*finding)
            elif finding is None:
                self._quote(span)

    def _quote(self, span: Span) -> None:
        before = self._mails.get(span.message_id, [])
        if len(before) >= MAIL_QUOTES or not (before or self._has_room()):
            return
        now = _length(written(self._reading, apart([*before, span]), "course"))
        more = now - (_length(written(self._reading, before, "course")) if before else 0)
        if more <= self._left:
            self._mails[span.message_id] = apart([*before, span])
            self._left -= more
            self._take([span])

    def _own(self) -> list[Sentence]:
        """Return a sentence for each mail that is quoted: the opening, then in reading order."""
        places = {each.message_id: at for at, each in enumerate(self._reading.discussion.messages)}
        order = sorted(self._mails, key=lambda each: (each != self._opening, places[each]))
        most = 1 if self._reading.is_debate else ISSUE_MAILS
        return [
            written(self._reading, self._mails[each], "issue" if at < most else "course")
            for at, each in enumerate(order)
        ]

    def _says(self, sentence: Sentence, span: Span) -> bool:
        """Return whether a finding that stands apart rests on the sentence at *span*."""
        return sentence.part in self._apart and any(
            each.overlaps(span) for each in sentence.evidence
        )

    def _take(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self._said.append(span)
            self._quoted += len(self._reading.quote(span).split())

    def _has_room(self) -> bool:
        return self._left > 0 and len(self._kept) + len(self._mails) < self._most

    def _is_said(self, spans: Sequence[Span]) -> bool:
        return all(any(one.overlaps(other) for other in self._said) for one in spans)

    def _is_settled(self, sentence: Sentence) -> bool:
        about = sentence.about
        return isinstance(about, Proposal) and self._reading.sides.get(about.id, 0) >= TAKEN_UP

    def _is_lonely(self, about: object) -> bool:
        """Return whether nobody but its author had a word on a proposal."""
        return (
            isinstance(about, Proposal)
            and about.status == "open"
            and not self._reading.sides[about.id]
        )


def _length(sentence: Sentence) -> int:
    return len(sentence.text.split())
