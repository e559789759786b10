"""The vocabulary: every type that one wing hands to another.

Imports nothing of ours. All types are frozen, with slots, keyword-only, and
hold tuples. Three kinds, in this order: *facts* come from the archive and never
change; *structure* is what we rebuild from the facts; *readings* are our
guesses, and each carries the words it rests on. A type does not know how it is
printed, stored or fetched. One file, however long: it is the list of what there is.
"""

from __future__ import annotations

import email
import email.message
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, NewType, get_args

MessageId = NewType("MessageId", str)  # without angle brackets

ArchiveKind = Literal[
    "mbox", "maildir", "eml", "article", "mailbox", "pipermail", "hyperkitty", "public-inbox"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Where messages come from: one file, folder, mailbox object or server."""

    name: str | None  # the list's name if the user or the location tells it
    kind: ArchiveKind
    location: str  # path, URL, "-" for standard input
    named: bool = False  # True: the user gave `name`, so it goes before List-Id


FIRST_YEAR = 1975  # MsgGroup, the first mailing list
LAST_YEAR = 2100
"""Between which a date can be a mail's, as its header or a quote of it says."""

LATE = "late"
"""Code of the defect of a mail that came long after its date; its detail is when, ISO 8601."""

MBOXRD_SENDER = "mboxrd@z"
"""Who stands in the From_ lines of public-inbox and of ours: nobody, the word for mboxrd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """The bytes of one mail, as found, unescaped as its container wants."""

    archive: Archive
    locator: str  # "path#byte=1234", "path#key=…", a URL: enough to find it again
    sha256: str  # hex, of `data`
    data: bytes  # header block and body; no From_ line
    envelope: str | None = None  # the From_ line without "From ", if the container had one
    url: str | None = None  # the page on which the archive shows this message

    @classmethod
    def of(
        cls,
        archive: Archive,
        locator: str,
        data: bytes,
        *,
        envelope: str | None = None,
        url: str | None = None,
    ) -> RawMessage:
        """Return *data* as the mail that *archive* holds at *locator*."""
        sha256 = hashlib.sha256(data).hexdigest()
        return cls(
            archive=archive, locator=locator, sha256=sha256, data=data, envelope=envelope, url=url
        )

    def with_data(self, data: bytes) -> RawMessage:
        """Return the same mail with other bytes."""
        return replace(self, data=data, sha256=hashlib.sha256(data).hexdigest())

    def email(self) -> email.message.Message:
        """Return the standard library's message of these bytes (compat32 policy)."""
        return email.message_from_bytes(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A person as a header names them; the name is decoded, the address lower-case."""

    name: str  # "" if the header gives none
    address: str  # "" if the header gives none
    person: str = ""  # who that is by the user's own word (people.toml); "" if they say nothing

    @property
    def is_unknown(self) -> bool:
        """Return whether no header told who this is: the address is made, of one mail alone."""
        return not self.name and is_made_address(self.address)

    @property
    def display(self) -> str:
        """Return what to call them: as the user told, else name, address, "(unknown …)"."""
        if self.is_unknown and not self.person:
            return f"(unknown {self.address.partition('@')[0].removeprefix(_UNKNOWN)})"
        return self.person or self.name or self.address or "(unknown)"


_UNKNOWN, _MADE = "unknown-", "@listminer.invalid"


def unknown_writer(mark: str) -> Address:
    """Return the writer of a mail that names nobody: as *mark*, a word, tells of no other mail.

    >>> unknown_writer("k3j5").display
    '(unknown k3j5)'
    """
    return Address(name="", address=f"{_UNKNOWN}{mark}{_MADE}")


def is_made_address(address: str) -> bool:
    """Return whether an address is one that unknown_writer makes, and no header's."""
    return address.startswith(_UNKNOWN) and address.endswith(_MADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part that is not the body: kept by name, type and size only."""

    name: str  # "" if none was given
    media_type: str  # "text/x-patch"
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Dirt in one message that was worked around; not an error."""

    code: str  # kebab-case, e.g. "bad-date"; the table stands in docs/dirt.md
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One parsed mail."""

    message_id: MessageId
    sender: Address
    date: datetime | None  # aware, UTC; None if no source of a date is readable
    subject: str  # decoded, unfolded; prefixes and tags kept
    references: tuple[MessageId, ...]  # oldest first, the direct parent last; () for a root
    lists: tuple[str, ...]  # names of the lists it was posted to, sorted; () if unknown
    text: str  # the plain body, decoded, "\n" line ends
    source: str  # RawMessage.locator
    defects: tuple[Defect, ...] = ()
    recipients: tuple[Address, ...] = ()  # To and Cc; pipermail months have none
    attachments: tuple[Attachment, ...] = ()
    utc_offset_min: int | None = None  # the sender's clock, minutes east of UTC
    url: str | None = None  # the archive's page for it
    ghost: bool = False  # True: not in the archive, text known from quotes only


Zone = Literal[
    "paragraph",
    "salutation",
    "closing",
    "quotation",
    "quotation_marker",
    "inline_headers",
    "personal_signature",
    "mua_signature",
    "patch",
    "raw_code",
    "log_data",
    "tabular",
    "technical",
    "section_heading",
    "visual_separator",
]
"""What a stretch of body is: the zones of the Webis mail corpora (Bevendorff 2020)."""

SPOKEN_ZONES: frozenset[Zone] = frozenset({"paragraph", "section_heading", "tabular"})
"""Zones that can hold sentences which their author says; only where depth is 0."""

INTRODUCING_ZONES: frozenset[Zone] = frozenset({"quotation_marker", "inline_headers"})
"""Zones that only say whose words follow."""

How = Literal["header", "quote", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of `Message.text`: half-open, in code points."""

    message_id: MessageId
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether both are of one message and share a character."""
        return (
            self.message_id == other.message_id
            and self.start < other.end
            and other.start < self.end
        )

    def covers(self, other: Span) -> bool:
        """Return whether all of *other* lies inside this one."""
        return (
            self.message_id == other.message_id
            and self.start <= other.start
            and other.end <= self.end
        )

    def is_in(self, text: str) -> bool:
        """Return whether it is a place in *text*: at least one character, and none behind it."""
        return 0 <= self.start < self.end <= len(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have written a quote, as the attribution or header block says."""

    name: str | None
    address: str | None
    date: str | None  # as said; not parsed
    span: Span  # the words that say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a body that is one zone at one quote depth.

    Whose words it holds is told by `depth` alone: 0 the sender's, 1 of the one
    quoted, 2 of the one quoted there. An unmarked copy of an earlier mail is a
    "paragraph" or "quotation" with depth >= 1.
    """

    span: Span
    zone: Zone
    depth: int = 0
    attribution: Attribution | None = None  # of a quote, if one names its author


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLink:
    """A quoted stretch and the words of the earlier message that it repeats.

    `exact`: both are equal but for white space and quote marks.
    """

    quote: Span
    source: Span
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An authored paragraph, the quote right above it, and whose words that quote repeats."""

    span: Span  # the paragraph
    quote: Span | None  # in the same message; None: answers the parent as a whole
    source: tuple[Span, ...]  # words of the answered message; () if that is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadNode:
    """One message's place in its thread."""

    message_id: MessageId
    parent: MessageId | None  # None for the root
    how: How | None  # what the parent rests on; None for the root
    ghost: bool = False  # cited by others, missing from the archive
    opens: str | None = None  # the base subject, where a "(was: …)" opens a sub-discussion


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A reply tree, flat, in reading order: parents before children, siblings by date."""

    root: MessageId
    nodes: tuple[ThreadNode, ...]


ActKind = Literal[
    "proposal",
    "support",
    "oppose",
    "conditional",
    "request",
    "question",
    "commitment",
    "decision",
]
ACT_KINDS: tuple[ActKind, ...] = get_args(ActKind)
Stance = Literal["support", "oppose", "conditional"]
ProposalStatus = Literal["open", "accepted", "rejected", "contested", "withdrawn", "superseded"]
ActionStatus = Literal["open", "done", "dropped"]
STATUSES: Mapping[str, tuple[str, ...]] = {  # by kind of finding, how one may stand
    "proposals": get_args(ProposalStatus),
    "positions": get_args(Stance),
    "actions": get_args(ActionStatus),
    "questions": ("open", "answered"),
    "decisions": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechAct:
    """What one authored sentence does, and the words that it does it to."""

    kind: ActKind
    span: Span  # the sentence
    answers: Span | None  # words of the earlier message; None if nothing certain
    confidence: float  # in [0, 1], calibrated where a model says so

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Return the sentence itself."""
        return (self.span,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One idea, however often it is put into words."""

    id: str  # "P1", "P2", … by first evidence
    title: str  # a few words, from the text; of a patch what its subject calls it
    author: str | None  # display name; None if nobody here put it forward
    status: ProposalStatus
    evidence: tuple[Span, ...]  # oldest first
    confidence: float
    settled_by: tuple[Span, ...] = ()  # what the status rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stance that a person took at one time, with its words."""

    stance: Stance
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one person stands on one proposal when the thread ends."""

    holder: str
    proposal: str  # Proposal.id
    stance: Stance
    evidence: tuple[Span, ...]  # of the last word; oldest first
    history: tuple[Turn, ...]  # earlier stances, oldest first; () if never changed
    confidence: float

    def is_own(self, proposal: Proposal) -> bool:
        """Return whether it is *proposal*'s author who is for it: no more than to propose it."""
        is_authors = (self.proposal, self.holder) == (proposal.id, proposal.author)
        return is_authors and self.stance == "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Something to be done, and who owes it."""

    owner: str | None  # None: asked of anyone
    task: str
    due: str | None  # as said
    due_date: datetime | None  # aware, UTC; None if it cannot be resolved
    status: ActionStatus
    evidence: tuple[Span, ...]
    confidence: float
    settled_by: tuple[Span, ...] = ()  # what tells that it is done or dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, open until a later message answers it."""

    asker: str
    text: str
    open: bool
    answered_by: tuple[MessageId, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was settled, and the proposal that it settles."""

    text: str
    proposal: str | None  # Proposal.id
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All readings of one thread, each sequence in reading order."""

    acts: tuple[SpeechAct, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()
    others: tuple[Span, ...] = ()  # at depth 0, by their mail another's or taken back: not quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One item that could not be used, and why; the rest went on."""

    stage: str  # "fetch", "mail", "thread", "extract", "summary", "language"
    locator: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """One thread with all that is known of it; extractors fold over it.

    `messages` are in the thread's reading order and hold the ghosts whose words
    are known from quotes. `segments` and the rest speak of these messages only.
    """

    thread: Thread
    messages: tuple[Message, ...]
    segments: Mapping[MessageId, tuple[Segment, ...]]
    links: tuple[QuoteLink, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: Findings = field(default_factory=Findings)
    problems: tuple[Problem, ...] = ()

    @property
    def heard(self) -> tuple[Message, ...]:
        """Return the messages that the archive has: all but the ghosts."""
        return tuple(each for each in self.messages if not each.ghost)

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the names of the lists that it was held on, sorted."""
        return tuple(sorted({name for each in self.messages for name in each.lists}))


Finding = Proposal | Position | ActionItem | Question | Decision

SummaryPart = Literal[
    "issue",
    "proposals",
    "positions",
    "decisions",
    "actions",
    "questions",
    "course",
    "open_first",
]
"""The parts of a summary, in the order in which they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a summary, and the words that it rests on."""

    text: str
    evidence: tuple[Span, ...]
    part: SummaryPart = "issue"
    quotes: tuple[Span, ...] = ()  # stretches that `text` quotes, in order; white space folded
    about: Finding | None = None  # the finding that it tells; None: the thread as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words to show for a finding where there is room for few: part of its evidence."""

    finding: Finding
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The issue as a language model tells it: only sentences that their evidence bears out."""

    model: str
    sentences: tuple[Sentence, ...]  # () if too little was kept: then the issue stands as it was
    kept: int  # of the sentences that the model wrote
    dropped: tuple[str, ...] = ()  # why, once for each sentence that was dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A thread told in a few sentences."""

    sentences: tuple[Sentence, ...]
    findings: Findings = field(default_factory=Findings)  # those worth a row at this length
    words: tuple[Words, ...] = ()  # one for each of `findings`, for tables and cards
    prose: Prose | None = None  # None: no model was asked, or none answered


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestThread:
    """One thread of a digest: what it is, and what happened in it in the period."""

    root: MessageId
    subject: str  # for a title: no reply prefixes, no tag of the list
    lists: tuple[str, ...]
    new: int  # messages of the period
    total: int  # messages so far
    people: int  # who wrote in the period
    first: datetime | None  # of the messages of the period
    last: datetime | None
    status: tuple[ProposalStatus, ...]  # of its proposals of the period, each once
    link: MessageId  # the first message of the period: where to go on reading
    points: tuple[Sentence, ...] = ()  # () where only a line is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What happened on a list in a period, or in what concerns one person."""

    lists: tuple[str, ...]
    since: datetime | None  # aware, UTC
    until: datetime | None  # not included
    person: str | None  # whom it is for; None: for everybody
    tag: str | None  # "[gate]": only threads of this tag
    messages: int  # of the period
    people: int
    undated: int  # messages that have no date, and so are of no period, whatever their tag
    threads: tuple[DigestThread, ...]  # those that mattered, most first
    routine: tuple[DigestThread, ...]  # releases, meetings
    quiet: tuple[DigestThread, ...]  # the rest
    asked: tuple[Sentence, ...]  # of the person; () where it is for everybody
    actions: tuple[Sentence, ...]  # open, of the period; the person's promises
    questions: tuple[Sentence, ...]  # open, of the period
    left_out: int  # action items and questions for which there was no room
    sources: tuple[Message, ...]  # the messages that are cited, by date
    origins: Mapping[MessageId, MessageId]  # of each that is cited, the root of its thread
