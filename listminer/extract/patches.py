"""Which mails bring a patch, what each calls it, and how the patches of a series hang together.

Pure. A list that works by mail has its proposals in subjects: "[PATCH v2 3/5] mm: drop the old
scanner" puts something forward, whatever its text says, and a plain "Reviewed-by:" below is for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listminer.extract.patch_words import is_vote
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import content_words
from listminer.model import MessageId
from listminer.quoting import versioned

_MAX_SUBJECT = 400  # characters; a longer one is no subject
_MAX_TITLE = 90  # characters, as of other titles
# The tags that a subject begins with: "[dev] [PATCH v2 3/5] "; not "[dev] 3/5 of us".
_TAGS = re.compile(r"\s*((?:\[[^\[\]\n]{1,80}\]\s*){1,5})(?=[^\s\[])")
_IS_PATCH = re.compile(r"\bPATCH(?:SET|ES)?(?![a-z-])", re.IGNORECASE)
_PLACE = re.compile(r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/.])")
_VERSION = re.compile(r"(?:\b|PATCH)V(\d{1,3})(?![\w.])", re.IGNORECASE)
# What one bracket tells of more than one patch of a tree: "xfstests" of "[PATCH xfstests v2 1/2]".
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_NO_SCOPE = re.compile(
    r"PATCH(?:SET|ES)?(?:V\d+)?|RFC|RFT|RESEND|RE-?SEND|V\d+|\d+/\d+", re.IGNORECASE
)
# "Re: ", "(subset) ", "AW: Re: " before the tags of the patch that is answered.
_ANSWERS = re.compile(
    r"\s*(?:(?:[^\W\d_]{1,4}(?:\[\d{1,3}\])?|回复|答复)[:：]\s*|\(subset\)\s*){1,6}"
)

# What a mail begins with before it comes to its patch: "Sorry for the delay", "Based on v6.1".
_BY_THE_WAY = re.compile(
    r"\W*(?:sorry|apologies|hi|hello|hey|dear|thanks|thank you|sigh|oops|please|note|on top of"
    r"|(?:to be )?applie[sd]|(?:re)?based on|compile.?tested|depends on|resend\w*|resent|cc)\b",
    re.IGNORECASE,
)
# What tells what a patch is for, where no sentence of it proposes: "This series adds …".
_THIS_PATCH = re.compile(
    r"\W*(?:in )?(?:this|these|the following|the present) (?:small |short |\w+ )?"
    r"(?:patch(?:es|set|[ -]series)?|series|set|commit|change|rfc|version)\b",
    re.IGNORECASE,
)
# Where the words about earlier versions begin: "Changes in v2:", "v1 -> v2:", "Changelog".
_CHANGES = re.compile(
    r"\W*(?:(?:changes|changed|differences|updates|history|new)"
    r"(?: (?:in|since|from|between|to|for|of))?"
    r"(?: the)?(?: (?:last|previous|earlier|first))? ?(?:(?:patch|version|series|rfc) ?)?"
    r"(?:v\d{1,3}\b|versions?\b|posting\b|submission\b|rfc\b)|change ?log\b|revision history\b"
    r"|v\d{1,3}(?:\.\d{1,2})? ?(?:-+>|=>|→|:|\.\.)|changes:)",
    re.IGNORECASE,
)
# Git's own lines above or below the words: "From: Ada <ada@example.org>", "Fixes: 12ab (…)",
# "gate.c | 2 +-".
_FIELD = re.compile(
    r"(?:From|Subject|Date|Fixes|Cc|Link|Closes|Message-Id|[A-Z][\w-]+-by): ?\S"
    r"|[\w./-]{1,80} {1,40}\| {1,9}\d+ ",
    re.IGNORECASE,
)
# What a letter says of the way that its patch may take: "This could be pulled into Ada's tree".
_ON_ITS_WAY = re.compile(
    r"\b(?:pulled|merged|applied|taken|go|going|queued|routed|picked up) (?:\w+ )?"
    r"(?:in|into|via|through|on|to|by)\b.{0,60}\b(?:trees?|branch|-?next|maintainers?)\b",
    re.IGNORECASE,
)
_DIFF = re.compile(r"^(?:diff |@@ |Index: |--- \S|\+\+\+ \S)", re.MULTILINE)
_MARK = re.compile(r"[ \t]*(?:[-*+•]|\(?\d{1,2}[.)]) |[ \t]{2,}")
_ALIKE = 0.7  # of the words of a title: "mm: drop the scanner", "mm: drop the old scanner"
_MOST_LATER = 500  # mails of an author, after a patch, among which its next version is looked for
_LEAST_WORDS = 4  # of a sentence that tells what a patch is about: "Hi all," does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a patch's subject says of it."""

    title: str  # without its tags: "mm: drop the old scanner"
    version: int  # 1 where none is told
    number: int | None  # 3 of "3/5", 0 of a cover letter; None where it stands alone
    total: int | None
    scope: frozenset[str] = field(default=frozenset(), repr=False)  # "xfstests", "net-next"


def tags_of(subject: str) -> Tags | None:
    """Return what *subject* says of the patch that its mail brings; None if it brings none.

    >>> tags_of("[dev] [RFC PATCH v2 3/5] mm: drop it")
    Tags(title='mm: drop it', version=2, number=3, total=5)
    >>> tags_of("Re: [PATCH] mm: drop it"), tags_of("[RFC] drop it?"), tags_of("[1/2016] news")
    (None, None, None)
    """
    found = _TAGS.match(subject[:_MAX_SUBJECT])
    if found is None:
        return None
    place = _PLACE.search(found[1])
    number, total = (int(place[1]), int(place[2])) if place else (None, None)
    if number is not None and total is not None and number > total:
        number = total = None
    if number is None and not _IS_PATCH.search(found[1]):
        return None
    version = _VERSION.search(found[1])
    title = " ".join(subject[found.end() : _MAX_SUBJECT].split())
    return Tags(
        title=title,
        version=int(version[1]) if version else 1,
        number=number,
        total=total,
        scope=_scope(found[1]),
    )


def _scope(tags: str) -> frozenset[str]:
    """Return what the bracket of a patch's number, or "PATCH", has besides.

    >>> sorted(_scope("[dev] [RFC PATCH xfstests v2 1/2] "))
    ['xfstests']
    """
    own = [each for each in _BRACKET.findall(tags) if _PLACE.search(each) or _IS_PATCH.search(each)]
    words = {word.casefold() for each in own for word in re.split(r"[\s,;]+", each) if word}
    return frozenset(word for word in words if not _NO_SCOPE.fullmatch(word))


def answered_tags(subject: str) -> Tags | None:
    """Return what the patch is that a mail with *subject* answers by its own subject."""
    found = _ANSWERS.match(subject[:_MAX_SUBJECT])
    return tags_of(subject[found.end() :]) if found else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patch:
    """One mail that brings a patch, or the cover letter of a series."""

    message_id: MessageId
    author: str
    tags: Tags
    lead: Said | None  # the sentence that says what it is for; None for a mail of no own words
    told: frozenset[int] = field(repr=False)  # sentences, by number, that tell of it
    words: frozenset[str] = field(repr=False)  # of its title

    @property
    def is_cover(self) -> bool:
        """Return whether it only introduces the patches that follow."""
        return self.tags.number == 0


class Patches:
    """The patches of one thread."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.by_message: Mapping[MessageId, Patch] = {
            patch.message_id: patch for patch in _patches(scene)
        }
        self.all: Sequence[Patch] = tuple(
            sorted(self.by_message.values(), key=lambda each: scene.order[each.message_id])
        )
        self._of_author: dict[str, list[Patch]] = {}
        self._versions: dict[str, set[int]] = {}  # by title
        self._titles: dict[int, set[str]] = {}  # by version
        for each in self.all:
            self._of_author.setdefault(each.author, []).append(each)
            self._versions.setdefault(each.tags.title, set()).add(each.tags.version)
            self._titles.setdefault(each.tags.version, set()).add(each.tags.title)
        self._later: dict[MessageId, Patch | None] = {}  # as far as it was asked for

    def brought_with(self, said: Said) -> Patch | None:
        """Return the patch that the mail of *said* brings; None where it brings none."""
        return self.by_message.get(said.message_id)

    def above(self, message_id: MessageId) -> Patch | None:
        """Return the patch that a mail speaks of: the nearest up the tree, if its subject is kept.

        Where its parents are missing, its own subject tells: the last one before it of the name.
        """
        subject = self._scene.messages[message_id].subject
        nearest = next(self._up_from(message_id), None)
        if nearest is not None:
            return nearest if _is_named_in(nearest, subject) else None
        tags = answered_tags(subject)
        order = self._scene.order
        return next(
            (
                each
                for each in reversed(self.all)
                if each.tags == tags and order[each.message_id] < order[message_id]
            ),
            None,
        )

    def cover_of(self, patch: Patch) -> Patch | None:
        """Return the cover letter of the series that *patch* is of; None if there is none here."""
        if patch.is_cover:
            return patch
        return next(
            (
                each
                for each in self._up_from(patch.message_id)
                if each.is_cover and _is_same_series(each, patch)
            ),
            None,
        )

    def title_of(self, patch: Patch) -> str:
        """Return what its subject calls *patch*, cut between words; which version, if several."""
        title, version = patch.tags.title, patch.tags.version
        if len(title) > _MAX_TITLE:
            title = title[: _MAX_TITLE - 1].rpartition(" ")[0].rstrip(" ,;:") + " …"
        is_one = self._versions[patch.tags.title] == {version}
        return title if is_one or version == 1 else versioned(title, version)

    def is_lesser(self, patch: Patch) -> bool:
        """Return whether *patch* is one of a series, or an old version of what the thread is on."""
        is_part = not patch.is_cover and self.cover_of(patch) is not None
        is_old = patch.message_id != self._scene.root and self.later(patch) is not None
        return is_part or is_old

    def series_of(self, cover: Patch) -> list[Patch]:
        """Return the patches that *cover* introduces, as far as they are here."""
        return [
            each
            for each in self.all
            if not each.is_cover and _is_same_series(cover, each) and self.cover_of(each) is cover
        ]

    def later(self, patch: Patch) -> Patch | None:
        """Return the next version of *patch* in its thread; None if there is none.

        Of a patch that the next version of its series lacks, that series' cover letter.
        """
        if patch.message_id not in self._later:
            self._later[patch.message_id] = self._find_later(patch)
        return self._later[patch.message_id]

    def _find_later(self, patch: Patch) -> Patch | None:
        own = self._of_author[patch.author]
        behind = bisect_right(own, self._place(patch), key=self._place)
        after = [
            each
            for each in own[behind : behind + _MOST_LATER]
            if each.lead is not None and each.tags.version >= patch.tags.version
        ]
        same = [each for each in after if _is_named_alike(patch, each)]
        beside = self._titles[patch.tags.version]
        named = [each for each in same if each.tags.title == patch.tags.title]
        same = named or [each for each in same if each.tags.title not in beside]
        if same or self.cover_of(patch) is None:
            return next(iter(same), None)
        newer = (each for each in after if each.tags.version > patch.tags.version)
        return next((each for each in newer if each.is_cover), None)

    def _place(self, patch: Patch) -> int:
        return self._scene.order[patch.message_id]

    def _up_from(self, message_id: MessageId) -> Iterator[Patch]:
        """Yield the patches in the mails above, nearest first."""
        for at in self._scene.up_from(self._scene.parent.get(message_id)):
            if at in self.by_message:
                yield self.by_message[at]


def _is_named_in(patch: Patch, subject: str) -> bool:
    """Return whether *subject* still is that of *patch*: a talk that goes elsewhere changes it."""
    found = _ANSWERS.match(subject[:_MAX_SUBJECT])
    named = subject[found.end() if found else 0 : _MAX_SUBJECT]
    tags = _TAGS.match(named)
    named = " ".join(named[tags.end() if tags else 0 :].split()).casefold()
    title = patch.tags.title.casefold()
    return not named or named in title or title in named


def _is_same_series(cover: Patch, patch: Patch) -> bool:
    one, other = cover.tags, patch.tags
    is_alike = (one.version, one.total, one.scope) == (other.version, other.total, other.scope)
    return is_alike and cover.author == patch.author


def _is_named_alike(patch: Patch, other: Patch) -> bool:
    """Return whether two patches have the same name, but for a word or so in another version.

    A cover letter may have the name of a patch of its own series.
    """
    title, later = patch.tags.title.casefold(), other.tags.title.casefold()
    if patch.is_cover != other.is_cover and None not in (patch.tags.number, other.tags.number):
        return False
    if title == later or patch.tags.version == other.tags.version:
        return title == later and _is_again(patch.tags, other.tags)
    one, two = patch.words, other.words
    return bool(one and two) and len(one & two) > _ALIKE * max(len(one), len(two))


def _is_again(tags: Tags, later: Tags) -> bool:
    """Return whether a patch of the same name takes the other's place, and is none beside it."""
    is_beside = (tags.version, tags.total) == (later.version, later.total)
    return not is_beside or tags.number == later.number


def _patches(scene: Scene) -> Iterator[Patch]:
    for message_id, message in scene.messages.items():
        tags = _tags_of_missing(scene, message_id) if message.ghost else tags_of(message.subject)
        if tags is None or not tags.title or _only_asks(tags, message.text):
            continue
        told = _description(scene, scene.by_message.get(message_id, ()))
        yield Patch(
            message_id=message_id,
            author=scene.speakers[message_id],
            tags=tags,
            lead=_lead(told),
            told=frozenset(each.number for each in told),
            words=content_words(tags.title),
        )


def _only_asks(tags: Tags, text: str) -> bool:
    """Return whether a mail only asks about patches: "[PATCH] where do they go?" brings none."""
    return tags.title.endswith("?") and tags.number is None and _DIFF.search(text) is None


def _tags_of_missing(scene: Scene, message_id: MessageId) -> Tags | None:
    """Return what the answers to a missing mail tell of the patch that it brings.

    A mail that answers a patch has the patch's name in its subject, too: where the one above
    has the same name, this is an answer.
    """
    replies = scene.children.get(message_id, ())
    tags = {answered_tags(scene.messages[each].subject) for each in replies}
    above = scene.parent.get(message_id)
    known = None if above is None else scene.messages[above].subject
    only = tags.pop() if len(tags) == 1 else None
    return None if known is not None and only in (tags_of(known), answered_tags(known)) else only


def _description(scene: Scene, mine: Sequence[Said]) -> list[Said]:
    """Return the own sentences of a mail that tell of its patch, not of earlier versions.

    What changed since then ends the words on the patch; where it stands on top, only its list is
    left out.
    """
    found: list[Said] = []
    is_on_changes = False
    for said in mine:
        if _CHANGES.match(said.text):
            if found:
                break
            is_on_changes = True
        elif is_on_changes and _is_listed(scene, said):
            continue
        elif not (said.is_anothers or is_vote(said.text) or _is_beside(said.text)):
            found.append(said)
    return found


def _is_beside(text: str) -> bool:
    """Return whether *text* is no word on what a patch does: git's lines, or who may take it."""
    return _FIELD.match(text) is not None or _ON_ITS_WAY.search(text) is not None


def _is_listed(scene: Scene, said: Said) -> bool:
    """Return whether *said* stands in an item of a list."""
    text = scene.messages[said.message_id].text
    line = text.rfind("\n", 0, said.span.start) + 1
    return _MARK.match(text, line, said.span.start) is not None


def _lead(told: Sequence[Said]) -> Said | None:
    """Return the sentence of a description that says what the patch is for."""
    for says in (_says_this_patch, _proposes, _says_enough, _says_anything):
        for said in told:
            if says(said):
                return said
    return None


def _says_this_patch(said: Said) -> bool:
    return _THIS_PATCH.match(said.text) is not None


def _proposes(said: Said) -> bool:
    return "proposal" in said.kinds


def _says_enough(said: Said) -> bool:
    return len(said.words) >= _LEAST_WORDS and not _BY_THE_WAY.match(said.text)


def _says_anything(said: Said) -> bool:
    return bool(said.words) and not _BY_THE_WAY.match(said.text)
