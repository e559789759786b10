"""A store that is open, and who is who in it: what debates and selections of it share.

Everything that a debate or a selection shows is read here, so that pseudonyms
hold wherever they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from listminer.model import Discussion, Message, MessageId, RawMessage
from listminer.people import People
from listminer.pipeline.errands import may_spread
from listminer.settings import Settings
from listminer.store import PARTS, Part, Store

if TYPE_CHECKING:
    from listminer.library.pseudonyms import Pseudonyms


@dataclass(slots=True, eq=False)
class OpenedStore:
    """A store, and the people of all of it, found when first asked for; equal to itself alone."""

    store: Store
    pseudonyms: Pseudonyms | None = None  # None: everybody under their own name
    settings: Settings = field(default_factory=Settings)
    _people: People | None = None

    @property
    def people(self) -> People:
        """Return who is who among all senders, so that one person has one name in all frames."""
        if self._people is None:
            senders = self.store.senders()
            if self.pseudonyms is not None:
                senders = list(map(self.pseudonyms.address, senders))
            self._people = People(senders)
        return self._people

    def first_dates(self, list_name: str | None = None) -> dict[str, datetime]:
        """Return when each person first wrote to anything in the store, or to the list named."""
        found: dict[str, datetime] = {}
        for sender, date in self.store.first_dates(list_name=list_name):
            shown = sender if self.pseudonyms is None else self.pseudonyms.address(sender)
            name = self.people.name_of(shown)
            found[name] = min(date, found.get(name, date))
        return found

    def forget_people(self) -> None:
        """Look again who is who: mail came."""
        self._people = None

    def facts(
        self,
        numbers: Iterable[int],
        parts: Collection[Part] = PARTS,
        *,
        has_texts: bool = True,
    ) -> Iterator[Discussion]:
        """Yield threads and messages of these numbers, a bunch in memory at a time, no findings.

        Of the structure only *parts* are read; who counts and dates needs no
        texts. Under pseudonyms all texts are read: they tell who is in doubt.
        """
        if self.pseudonyms is None:
            yield from self.store.discussions_of(numbers, parts, has_texts=has_texts)
            return
        # attributions, which stand in segments, name people
        needed = tuple({"segments", *parts})
        for discussion in self.store.discussions_of(numbers, needed):
            yield self.pseudonyms.rewritten(discussion, parts)

    def discussions(self, numbers: Iterable[int]) -> Iterator[Discussion]:
        """Yield all that is known of each, findings too, some dozens in memory at a time."""
        from listminer.pipeline.findings import findings_in  # late: the extractors

        found = findings_in(self.store, numbers, settings=self.reading_settings)
        return found if self.pseudonyms is None else map(self.pseudonyms.rewritten, found)

    @property
    def reading_settings(self) -> Settings:
        """Return the settings to read findings by: in helper processes only where that is safe."""
        return self.settings if may_spread() else replace(self.settings, workers=1)

    def raws(self, discussion: Discussion) -> Iterator[RawMessage]:
        """Yield the mails of a thread in reading order: as found, or written under pseudonyms.

        In front is what only the archive told of them: see mail.standing.
        """
        parents = {node.message_id: node.parent for node in discussion.thread.nodes}
        for each in discussion.messages:
            if not each.ghost:
                yield self._raw(each, parents[each.message_id])

    def _raw(self, message: Message, parent: MessageId | None) -> RawMessage:
        if self.pseudonyms is None:
            from listminer.mail.standing import stand_alone  # late: the parsers

            return stand_alone(self.store.raw(message.message_id), message)
        from listminer.library.pseudonyms import compose  # late: rarely asked for

        return compose(message, parent)
