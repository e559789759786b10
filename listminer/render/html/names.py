"""The people of a page: one number each, under which all that is theirs lights up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from listminer.model import Address, Discussion
from listminer.people import people_of
from listminer.render.safe import shown_line

Linker = Callable[[str], str | None]  # a person's name to the address of their page, if any


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as the page names them."""

    name: str  # harmless, one line
    number: int  # the same wherever this person is named
    href: str | None = None  # their page on a site; None where there is none


class Persons:
    """Gives the same Person for the same sender or name."""

    def __init__(self, discussion: Discussion, linker: Linker | None = None) -> None:
        self._people = people_of(discussion.messages)
        self._linker = linker
        self._known: dict[str, Person] = {}

    def of(self, sender: Address) -> Person:
        """Return the person that a header names."""
        return self.named(self.name_of(sender))

    def name_of(self, who: Address) -> str:
        """Return what to call whom a header or an attribution names."""
        return self._people.name_of(who)

    def named(self, name: str) -> Person:
        """Return the person of this display name."""
        shown = shown_line(name)[:200]
        known = self._known.get(shown)
        if known is None:
            href = self._linker(name) if self._linker else None
            known = Person(name=shown, number=len(self._known), href=href)
            self._known[shown] = known
        return known

    def __iter__(self) -> Iterator[Person]:
        """Yield everybody who was named so far."""
        return iter(self._known.values())
