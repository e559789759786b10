"""A store that is open, and who is who in it: what debates and selections of it share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from listminer.people import People
from listminer.store import Store


@dataclass(slots=True)
class OpenedStore:
    """A store, and the people of all of it, found when first asked for."""

    store: Store
    aliases: Mapping[str, str] = field(default_factory=dict)
    _people: People | None = None

    @property
    def people(self) -> People:
        """Return who is who among all senders, so that one person has one name in all frames."""
        if self._people is None:
            self._people = People(self.store.senders(), self.aliases)
        return self._people

    def forget_people(self) -> None:
        """Look again who is who: mail came."""
        self._people = None
