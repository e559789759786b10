"""Who is who beyond one thread, and whom a reader means by a name. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from listminer.aliases import NO_ALIASES, Aliases
from listminer.model import Address, Discussion
from listminer.people import People, people_of

_FEW = 3  # people who are all named in a heading


def told_apart(discussion: Discussion, who: People) -> Discussion:
    """Return *discussion* with findings that name everybody as *who* does.

    A thread knows its own Alex only: among several he has an address beside his name.
    """
    return _renamed(discussion, _names(discussion, people_of(discussion.messages), who))


def called_as(discussion: Discussion, who: People) -> Discussion:
    """Return *discussion* in which findings and senders are called what *who* calls them.

    Who writes as "ada@x.org" here, and elsewhere as Ada Lovelace, is Ada Lovelace. Nobody
    gets an address beside a name, and no two people here become one.
    """
    here = people_of(discussion.messages)
    names = _names(discussion, here, who)
    several = Counter(names.values())
    known = {
        known_as: name
        for known_as, name in names.items()
        if known_as != name and several[name] == 1 and "@" not in name
    }
    if not known:
        return discussion
    return replace(
        _renamed(discussion, known),
        messages=tuple(
            replace(each, sender=replace(each.sender, person=name)) if name else each
            for each in discussion.messages
            for name in (known.get(here.name_of(each.sender)),)
        ),
    )


def _names(discussion: Discussion, here: People, who: People) -> dict[str, str]:
    """Return what *who* calls everybody who writes, by what they are called *here*."""
    return {
        here.name_of(each.sender): who.name_of(each.sender)
        for each in reversed(discussion.messages)
    }


def _renamed(discussion: Discussion, called: Mapping[str, str]) -> Discussion:
    """Return *discussion* with the names in its findings as *called*; others stay."""
    if all(name == known for name, known in called.items()):
        return discussion
    found = discussion.findings

    def named(name: str) -> str:
        return called.get(name, name)

    return replace(
        discussion,
        findings=replace(
            found,
            proposals=tuple(
                replace(each, author=each.author and named(each.author)) for each in found.proposals
            ),
            positions=tuple(replace(each, holder=named(each.holder)) for each in found.positions),
            actions=tuple(
                replace(each, owner=each.owner and named(each.owner)) for each in found.actions
            ),
            questions=tuple(replace(each, asker=named(each.asker)) for each in found.questions),
        ),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a digest is for: all whose name has in it what was asked."""

    asked: str
    is_whole: bool  # the user's own word says who is meant: nobody whose name only has it in it
    meant: tuple[str, ...]  # what those of them who write are called
    others: frozenset[str]  # what everybody else who writes is called

    @classmethod
    def among(
        cls, senders: Iterable[Address], who: People, asked: str, aliases: Aliases = NO_ALIASES
    ) -> Wanted:
        """Return who is meant by *asked*: whom *aliases* tell, else whose name has it in it.

        Any name counts under which they write, and a whole address.
        """
        told = aliases.person(asked)
        is_meant: dict[str, bool] = {}
        for sender in senders:
            name = who.name_of(sender)
            is_mine = name == told if told else _is_called(sender, name, asked)
            is_meant[name] = is_meant.get(name, False) or is_mine
        return cls(
            told or asked,
            told is not None,
            tuple(name for name, mine in is_meant.items() if mine),
            frozenset(name for name, mine in is_meant.items() if not mine),
        )

    @property
    def name(self) -> str:
        """Return what to call them: of several the reader learns that they are several."""
        if len(self.meant) > _FEW:
            return f"{self.asked} ({len(self.meant)} people)"
        return " and ".join(self.meant) or self.asked

    def has(self, name: str | None) -> bool:
        """Return whether *name* is one of them; who never wrote is known by name alone."""
        if name is None or name in self.others:
            return False
        return name in self.meant or (not self.is_whole and _has(name, self.asked))


def _is_called(sender: Address, name: str, asked: str) -> bool:
    has_name = any(_has(each, asked) for each in (name, sender.name))
    return has_name or sender.address == asked.strip().casefold()


def _has(name: str, asked: str) -> bool:
    return asked.casefold().strip() in name.casefold()
