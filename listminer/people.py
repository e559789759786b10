"""One person under several names and addresses.

Pure. Whom the user's own file tells who is (aliases.py), is that person, and nothing ties
those whom it tells apart. Else two senders are one person if they share an address or a
name. A first name alone ties no addresses, and an address no names that one person does
not bear, nor a tracker's any but forms of one: two people called Alex, a family, and all
who write from a bug tracker, would be told as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import combinations

from listminer.model import Address, Attribution, Message
from listminer.person_names import (
    are_forms,
    bare_name,
    folded_name,
    is_first_name,
    may_be_one,
    plain_name,
)

_UNDATED = datetime.max.replace(tzinfo=UTC)
# Names that many people write under; they tell nobody from anybody.
_SHARED_NAMES = frozenset(
    [
        *("", "root", "admin", "administrator", "webmaster", "nobody", "unknown", "anonymous"),
        *("unknown user", "guest user", "anonymous user", "no name", "your name", "mailing list"),
        *("system administrator", "anonymous coward"),
    ]
)
# Many write from it. Matches "notifications", "dev-noreply", "bugzilla-daemon"; not "digit".
_TRACKER = re.compile(
    r"(?<![a-z])(?:notifications?|(?:no|do-?not)[-_.]?reply|jira|bugzilla|bugs?|trac(?:ker)?|"
    r"issues?|tickets?|git|github|gitlab|gerrit|reviews?|phabricator|redmine|launchpad|"
    r"bots?|robot|daemon|mailer|svn|cvs|builds?|ci)(?![a-z])"
)
# Programs that build and test, and write what came of it.
_PROGRAM = (
    r"(?:jenkins|hudson|zuul|build-?bot|patchwork|pr-tracker|syzbot|(?:travis|circle)[ -]?ci)"
)
_OFFICE = r"(?:[ _.-](?:ci|server|bot|builds?|build system|master|service|system|user|admin|\d+))"
_OF = r"(?:the|apache|asf|openstack|kde|infra|ci|no-?reply|my)[ _.-]"
# Matches "jenkins", "apache jenkins server", "patchwork-bot+net"; not "tim jenkins", "ajenkins".
_ROBOT = re.compile(
    rf"(?:{_OF}){{0,2}}{_PROGRAM}{_OFFICE}{{0,3}}(?:\+\S{{0,60}})?|kernel test robot"
)
_MAY_BE_SURNAME = frozenset(["jenkins", "hudson"])
# Matches "jenkins.example.org", "ci.x.org", "builds.x.org"; not "jenkinsandsons.example".
_ROBOTS_HOST = re.compile(rf"(?:^|[.-])(?:{_PROGRAM}|ci|builds?)(?=[.-])")
_MOST_FORMS = 50  # of one name at one address
_TOO_MANY = 3  # unlike names at one address: a family, or a name and a nickname, are fewer
_TOLD = "told "  # begins the key of somebody whom the user tells


class People:
    """Who is who among some senders: each is called by the fullest name seen first."""

    def __init__(self, senders: Iterable[Address]) -> None:
        """Take *senders* in order, oldest first.

        What the user told of one goes before all that names and addresses tell: whom
        they tell apart nothing ties.
        """
        self._up: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._called: dict[Address, str] = {}  # asked before: a list has few people
        known = self._senders = dict.fromkeys(senders)
        self._marks = _marks_of_shared(known)
        for sender in known:
            self._add(sender)
        self._several = frozenset(self._tie_first_names(known))

    def name_of(self, sender: Address) -> str:
        """Return what to call *sender*: the same for all of a person's names and addresses."""
        called = self._called.get(sender)
        if called is None:
            keys = self._keys(sender)
            root = self._root(keys[0]) if keys else ""
            called = self._shown(self._names.get(root) or plain_name(sender), root, sender)
            self._called[sender] = called
        return called

    def identity(self, who: Address) -> str:
        """Return what tells this person from others: of a sender what they are called, folded.

        Takes anybody whom a header names, whether or not they wrote: one who has
        a known address or, failing that, a known name is the sender who has it.
        Of others it is the folded name, else the address.

        >>> people = People([Address(name="Ada Lovelace", address="ada@x.org")])
        >>> people.identity(Address(name="Countess", address="ada@x.org"))
        'ada lovelace'
        """
        if who in self._senders:
            return self._identities[self.name_of(who)]
        called = (
            who.person
            or self._known_name(f"address {folded_name(who.address)}", who)
            or self._known_name(f"name {folded_name(who.name)}", who)
            or who.name
            or who.address
        )
        return self._identities.get(called) or folded_name(called)

    @cached_property
    def _identities(self) -> dict[str, str]:
        """Return what tells each sender from others, by what they are called."""
        made: dict[str, str] = {}
        taken = set()
        for called in map(self.name_of, self._senders):
            folded = folded_name(called)
            # "root" and "Root", whom nothing ties, are two people
            made.setdefault(called, f"{folded} = {called}" if folded in taken else folded)
            taken.add(folded)
        return made

    def _known_name(self, key: str, who: Address) -> str | None:
        root = self._root(key) if key in self._up else ""
        name = self._names.get(root)
        return name and self._shown(name, root, who)

    def _shown(self, name: str, root: str, who: Address) -> str:
        """Return *name*, with the address where several people bear it."""
        is_told = root.startswith(_TOLD)
        if who.address and not is_told and folded_name(name) in self._several:
            return f"{name} ({who.address})"
        return name

    def _add(self, sender: Address) -> None:
        keys = self._keys(sender)
        if not keys:
            return
        first = self._root(keys[0])
        for key in keys[1:]:
            first = self._tie(first, self._root(key))
        if sender.person:
            self._names[first] = sender.person
        else:
            self._name(first, sender)

    def _tie(self, one: str, other: str) -> str:
        """Make two roots one person, unless the user tells them apart; return the root of one."""
        if one == other or (one.startswith(_TOLD) and other.startswith(_TOLD)):
            return one
        if other.startswith(_TOLD):
            one, other = other, one
        self._up[other] = one
        self._keep(one, self._names.get(other, ""))
        return one

    def _name(self, root: str, sender: Address) -> None:
        name, known = sender.name, self._names.get(root, "")
        if name and (not known or (" " in name and " " not in known)):
            self._keep(root, plain_name(sender))

    def _keep(self, root: str, name: str) -> None:
        """Keep *name* if it says more than the one known: two words rather than one."""
        known = self._names.get(root, "")
        is_fuller = not known or (" " in name and " " not in known)
        if name and is_fuller and not root.startswith(_TOLD):
            self._names[root] = name

    def _keys(self, sender: Address) -> list[str]:
        """Return what tells this person: the user's word, the name, the address."""
        keys = []
        told, address = sender.person, folded_name(sender.address)
        name = _folded(sender)
        if told:
            keys.append(_TOLD + folded_name(told))
        # another's name at an address that the user tells is no name of theirs elsewhere
        is_theirs = not told or are_forms(name, folded_name(told))
        if name not in _SHARED_NAMES and is_theirs and not (address and is_first_name(name)):
            # and as it is read where no address tells what stands before its comma
            keys += (f"name {name}", f"name {folded_name(sender.name)}")
        mark = self._marks.get(address, {}).get(folded_name(told) if told else name)
        if address:
            keys.append(f"address {address} of {mark}" if name and mark else f"address {address}")
        return list(dict.fromkeys(keys))

    def _tie_first_names(self, senders: Iterable[Address]) -> Iterator[str]:
        """Tie each first name to the one person who bears it; yield those of several people.

        Yield also the names under which anybody writes, if several do.
        """
        bearers: dict[str, dict[str, None]] = {}
        for sender in senders:
            name = _folded(sender)
            if sender.address and name and (is_first_name(name) or name in _SHARED_NAMES):
                bearers.setdefault(name, {})[self._root(self._keys(sender)[0])] = None
        for name, roots in bearers.items():
            first, *others = roots
            if others:
                yield name
            elif name not in _SHARED_NAMES:
                self._tie(first, self._root(f"name {name}"))

    def _root(self, key: str) -> str:
        path = []
        while (above := self._up.setdefault(key, key)) != key:
            path.append(key)
            key = above
        for each in path:
            self._up[each] = key
        return key


def people_of(messages: Iterable[Message]) -> People:
    """Return who is who among those who wrote *messages*, given in any order.

    All that speaks of a thread asks here, so that it calls them by the same names.
    """
    oldest_first = sorted(messages, key=lambda each: (each.date or _UNDATED, each.message_id))
    return People(each.sender for each in oldest_first)


def name_one_person(one: Attribution, other: Attribution) -> bool:
    """Return whether two attributions in one thread name one person: by address, or by name.

    A first name alone ties no two addresses, and an address no two names that have nothing in
    common: "Ada via dev <dev@x.org>" and "Bob via dev <dev@x.org>" are two. Who is named by
    nothing but an address has no name to share.
    """
    names = [bare_name(folded_name(each.name or "", each.address or "")) for each in (one, other)]
    addresses = [folded_name(each.address or "") for each in (one, other)]
    if addresses[0] and addresses[0] == addresses[1]:
        return not all(names) or may_be_one(names[0], names[1])
    has_one = bool(names[0]) and names[0] == names[1]
    return has_one and not (all(addresses) and is_first_name(names[0]))


def is_robot(sender: Address) -> bool:
    """Return whether a program that builds and tests writes as *sender*: its -1 is no vote.

    By the program's name, or its address where no other name stands before that: trackers
    send what people wrote, under their names. A surname alone is a person's where nothing in the
    address is a program's.

    >>> is_robot(Address(name="Jenkins", address="jenkins@ci.example.org"))
    True
    >>> is_robot(Address(name="Tim Jenkins", address="jenkins@example.org"))
    False
    """
    if sender.person:
        return False
    name, address = bare_name(_folded(sender)), folded_name(sender.address)
    user, _, host = address.partition("@")
    if name in _SHARED_NAMES or name == address:
        return _ROBOT.fullmatch(user) is not None
    if name not in _MAY_BE_SURNAME:
        return _ROBOT.fullmatch(name) is not None
    is_machines = _ROBOT.fullmatch(user) or _TRACKER.search(user) or _ROBOTS_HOST.search(host)
    return not address or user in _SHARED_NAMES or is_machines is not None


def _folded(sender: Address) -> str:
    return folded_name(sender.name, sender.address)


def _marks_of_shared(senders: Iterable[Address]) -> dict[str, dict[str, str]]:
    """Return the addresses that several people write from, and whose each name there is.

    By folded name, a mark that the names of one person have in common.
    """
    names: dict[str, dict[str, None]] = {}
    trackers = set()
    for sender in senders:
        address = folded_name(sender.address)
        name = folded_name(sender.person) if sender.person else _folded(sender)
        if address and name:
            names.setdefault(address, {})[name] = None
            if " via " in name or _TRACKER.search(address.partition("@")[0]):
                trackers.add(address)
    return {
        address: marks
        for address, some in names.items()
        if len(some) > 1
        and (marks := _marks(sorted(some), address, is_tracker=address in trackers))
    }


def _marks(names: Sequence[str], address: str, *, is_tracker: bool) -> dict[str, str]:
    """Return whose each of *names*, in order, is; {} if all are one person's."""
    apart = {name: name for name in names}
    if len(names) > _MOST_FORMS:
        return apart
    like = are_forms if is_tracker else may_be_one
    alike = {
        name: frozenset(other for other in names if _are_alike(name, other, like)) for name in names
    }
    if all(len(some) == len(names) for some in alike.values()):
        return {}
    if is_tracker or _unlike(alike) >= _TOO_MANY:
        return apart
    if not _is_familys(alike, address.partition("@")[0]):
        return {}
    # "A. Moe" beside Ada and Alan Moe is like both: whose it is, is not said
    return {
        name: min(other for other in some if alike[other] == some)
        if all(alike[other] >= some for other in some)
        else name
        for name, some in alike.items()
    }


def _are_alike(one: str, other: str, like: Callable[[str, str], bool]) -> bool:
    """Return whether two names are *like* but for what stands beside them, or one names both.

    "Ada Lovelace (Countess Moe)" and "Countess Moe" are one person, whatever the names.
    """
    names = bare_name(one), bare_name(other)
    return like(*names) or f"{names[0]} ({names[1]})" == one or f"{names[1]} ({names[0]})" == other


def _unlike(alike: Mapping[str, frozenset[str]]) -> int:
    """Return how many of some names are like none before them."""
    found: list[str] = []
    for name, some in alike.items():
        if some.isdisjoint(found):
            found.append(name)
    return len(found)


def _is_familys(alike: Mapping[str, frozenset[str]], user: str) -> bool:
    """Return whether unlike names at an address of no more than two are of two people.

    A whole name and a nickname are one person's, but for a first name at the address that is
    the surname's own; two whole names are two people's, but where the address is made of
    either ("amoe" of Ada and Ai Moe); two of one word where it is of neither.
    """
    pairs = [
        (bare_name(one), bare_name(other))
        for one, other in combinations(alike, 2)
        if other not in alike[one]
    ]
    for one, other in pairs:
        wholes = [name for name in (one, other) if not is_first_name(name)]
        if len(wholes) == 2 and not (_is_made_of(user, one) and _is_made_of(user, other)):
            return True
        if len(wholes) == 1 and wholes[0].split()[-1] == user:
            return True
        if not wholes and not any(are_forms(name, user) for name in (one, other)):
            return True
    return False


def _is_made_of(user: str, name: str) -> bool:
    """Return whether a login is a whole name's initial and surname: "amoe7" of Ada Moe."""
    return user.rstrip("0123456789") == f"{name[0]}{name.split()[-1]}"
