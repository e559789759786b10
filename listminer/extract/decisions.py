"""What was settled, and which idea it settles. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listminer.extract.naming import Names
from listminer.extract.options import by_label, chosen_option
from listminer.extract.outcomes import counts_votes, is_gone_as_wanted, says_yes
from listminer.extract.patch_sides import Taken, find_taken, tells_of_patch
from listminer.extract.patch_words import only_sounds_taken, tells_taken
from listminer.extract.proposals import Idea, Ideas
from listminer.extract.scene import Said, Scene
from listminer.extract.sides import Side
from listminer.extract.wording import Rarity
from listminer.model import Decision, MessageId

NAMED = 2.0  # points for "Yuki's rule"
SHARED = 2.4  # times the share of its words that stand in the idea
OPPOSED = 1.5  # for a no: times the share of those against, less where few took a side
ANSWERED = 1.0
DEBATED = 0.3  # times the logarithm of the sides that others took on it
AT_HAND = 1.0  # a closing word, and one idea alone is what it can close
UP_THE_TREE = 0.5  # the idea was put forward in a message above the decision
_LIGHT = 0.5  # weight added to a sentence's, so that one common word in a short one is not all
_FEW = 4  # sides below which little is known of an idea
OWN_REFUSED = -0.8  # nobody tells of his own idea that it was refused, as a rule
LEAST = 1.0
CHOSEN = 0.5  # how sure it is that who asked which option says so when one is taken
VAGUE = 0.4  # the weight of a decision's cue that proposals have, too: "make it official"
PROPOSES = 0.6  # the share from which a sentence is one; no labelled decision has .55

# "We decided to use it in our product": with no idea on the table, a story of some other "we".
_TELLS_STORY = re.compile(r"\bwe (?:then |finally |eventually |also )?(?:decided|agreed)\b", re.I)
# Words that close what is on the table, and are nothing without it: "Welcome to the team!",
# "FFE granted", "No objections, so I merged it". Must not match "we decided to freeze it".
_CLOSES = re.compile(
    r"\bwelcome (?:to the|aboard)\b|\b(?:granted|denied)\b|\bgrant (?:this|the|an?|it|that)\b"
    r"|\bvotes? (?:for|in fav)|\bin favou?r(?: and|,) \w+|\bobject\w*,? (?:so |and )?(?:i|we)\b"
    r"|\b(?:vote|motion) (?:has )?(?:passed|carried|failed)\b|\bbeen \w+ by the\b",
    re.IGNORECASE,
)
# Only who nominated somebody can close with it: a "welcome to the team" of others is a vote.
_WELCOMES = re.compile(r"\bwelcome (?:to the|aboard)\b", re.IGNORECASE)
_NOMINATES = re.compile(
    r"\b(?:nominat\w+|candida\w+|add(?:ing)?|join|cores?|members?|maintainers?|committers?|team)\b",
    re.IGNORECASE,
)
# "OK, so freezing it is", "So we go with B": which one, the words themselves must tell.
_CHOOSES = re.compile(
    r"\bwe(?:['’]re| are|['’]ll| will)? (?:go|going) with\b|\bit is(?: then)?\W*$", re.IGNORECASE
)
# A line of minutes, which settles something of its own: "#agreed two goals a cycle".
_MINUTED = re.compile(r"\W*agreed\b ?:?|\W*decision:", re.IGNORECASE)
# "One may come to the conclusion that", "they believe they have agreed": nothing is settled.
# "Talks of it invariably lead to the conclusion that" is a reason.
# "If the vote passes, I'll leave" waits for it.
# Must not match "we came to the conclusion that", "they told us that we agreed".
_SUPPOSED = re.compile(
    r"\b(?:may|might|could|would|can) (?:\w+ )?(?:come to|draw|reach|arrive at|jump to)"
    r" (?:an?|the|this|that) (?:\w+ )?(?:conclusion|agreement|consensus|decision)"
    r"|\b(?:leads?|leading|led) (?:\w+ )?to (?:an?|the|this|that) (?:\w+ )?conclusion"
    r"|\b(?:if|once|unless|until|assuming|in case|whether)\b[^,.;]{0,40}"
    r"\b(?:vote|motion|poll|ballot|proposal|resolution)\b (?:is |has |gets |will be )?(?:been )?"
    r"(?:pass|fail|carr|succe|clos|over|accept|reject|approv)\w*"
    r"|\b(?:believes?|thinks?|assumes?|supposes?|imagines?|claims?) (?:that )?"
    r"(?:they|he|she|you)(?:['’]ve| have| had)? (?:agreed|decided)\b",
    re.IGNORECASE,
)
# "The core team has decided, early on, that": settled before anybody here put anything forward.
_OF_OLD = re.compile(
    r"\b(?:early on|(?:long|years|months|weeks|a while|some time) ago|back then|originally"
    r"|in the past|last year|in the beginning)\b",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"\b(?:meeting|mid-?cycle|session|ptg|forum|call|board|committee|council|vote[ds]?|summit|conference|sprint|irc|chat|list"
    r"|discuss(?:ed|ion)|consensus|today|yesterday|last (?:week|month|night))\b",
    re.IGNORECASE,
)
# "I'm accepting the PEP", "the vote passes": where one idea is at hand it is the one settled.
_RULES = re.compile(
    r"\bi(?:['’]m| am) (?:\w+ ){0,2}(?:accepting|rejecting|approving)\b|\b(?:declare|call|see) "
    r"(?:\w+ )?consensus\b"
    r"|\bthere(?:['’]s| is) (?:\w+ )?(?:consensus|agreement) (?:to|that we should) "
    r"(?:move forward|go ahead|proceed|do (?:it|this|that))\b"
    r"|^\W*(?:so |ok,? )?with (?:\S+ ){0,4}?\+1s?\b"
    # "The change was approved by FESCo"
    r"|^\W*(?:the|this|that|your) (?:[\w'-]+ ){0,3}?(?:change|feature|pep|rfc|draft|plan|policy"
    r"|amendment|proposal|resolution|motion)(?: \d+)? (?:is|was|has been|got) (?:\w+ )?"
    r"(?:approved|accepted|adopted|rejected|ratified|turned down|declined)\b"
    r"|\b(?:not|\w+n['’]t) (?:(?:seem|appear) to be )?(?:enough|sufficient) (?:support|interest"
    r"|agreement) (?:to|for)\b"
    r"|\bvote (?:(?:to|on|for) [^.?;]{3,80} )?(?:has |is |did(?: not|n['’]t) )?(?:now )?"
    r"(?:pass|fail|carri|succe|closed|over)",
    re.IGNORECASE,
)
_ANY_LABEL = "12345ABCDEFGH"  # of options that are not looked at yet
# One's own view of it, but of who asked: "There isn't enough support to adopt it".
_LACKS = re.compile(r"\b(?:enough|sufficient) (?:support|interest|agreement)\b", re.IGNORECASE)
# "[tc] Minutes of Tuesday's meeting"; not "Re: Minutes of …".
_MINUTES = re.compile(
    r"\W*(?:\[[^\]]{1,40}\] ?){0,3}(?:\w+ ){0,3}?(?:minutes|summary|meeting notes)\b(?! hand)"
    r"(?! (?:page|job|test|line|field)\b)",
    re.IGNORECASE,
)
_LIST_WITHIN = 15  # sentences below the head of a list


@dataclass(slots=True, eq=False)
class Settled:
    """A decision in the making: the sentences that settle one idea one way."""

    idea: Idea | None
    is_for: bool
    said: list[Said] = field(default_factory=list)
    also: tuple[Idea, ...] = ()  # what it settles with it: the patches of a series


def find_settled(
    scene: Scene, ideas: Ideas, names: Names, rarity: Rarity, sides: Sequence[Side] = ()
) -> tuple[Settled, ...]:
    """Return what was decided, by first sentence.

    A sentence that names no idea belongs to the decision of its message right before;
    where there is none, what "we decided" may be a story of people elsewhere, and a closing
    word closes nothing.
    """
    taken = find_taken(scene, ideas)
    meant = _meant(scene, ideas, names, rarity, sides, but=taken)
    found: list[Settled] = []
    for said in scene.said:
        if said.number in taken:
            _take(found, taken[said.number])
            continue
        if said.number not in meant:
            continue
        idea = meant[said.number]
        is_for = says_yes(said.text) or (
            idea is not None and is_gone_as_wanted(said.text, (each.text for each in idea.said))
        )
        here = [each for each in found if each.said[-1].message_id == said.message_id]
        if idea and _only_welcomes(said.text) and not _nominated(idea, said):
            continue
        is_own = _MINUTED.match(said.text) is not None or _is_next_item(scene, here, said)
        if idea is None and not here and _says_too_little(scene, said):
            continue
        if idea is None and here and not is_own:
            alike = [each for each in here if each.is_for == is_for]
            (alike or here)[-1].said.append(said)  # "It takes effect in April."
            continue
        same = next((s for s in found if idea and s.idea is idea and s.is_for == is_for), None)
        if same is not None:
            same.said.append(said)
        else:
            found.append(Settled(idea, is_for, [said]))
    return tuple(found)


def _take(found: list[Settled], taken: Taken) -> None:
    """Add to what was *found* that a patch was taken, or refused: another word on it or a first."""
    for each in found:
        if each.idea is taken.idea and each.is_for == taken.is_for:
            each.said.append(taken.said)
            each.also = tuple(dict.fromkeys((*each.also, *taken.also)))
            return
    found.append(Settled(taken.idea, taken.is_for, [taken.said], taken.also))


def _only_welcomes(text: str) -> bool:
    """Return whether *text* welcomes somebody to a team, and counts no votes.

    >>> _only_welcomes("Welcome to the team!"), _only_welcomes("5 for, 0 against, welcome aboard!")
    (True, False)
    """
    return _WELCOMES.search(text) is not None and not counts_votes(text)


def _nominated(idea: Idea, said: Said) -> bool:
    """Return whether *idea* is to take somebody in, and its author's, who speaks."""
    is_own = idea.author == said.speaker
    return is_own and any(_NOMINATES.search(each.text) for each in idea.said)


def _says_too_little(scene: Scene, said: Said) -> bool:
    """Return whether *said* settles nothing if it settles no idea that is known.

    "So we go with B" of who opened the thread answers what he asked there.
    """
    if _CHOOSES.search(said.text):
        root = scene.root
        return root is None or said.message_id == root or scene.speakers[root] != said.speaker
    is_story = _is_story(said.text) and not _is_minuted(scene, said)
    return is_story or _CLOSES.search(said.text) is not None


def _is_next_item(scene: Scene, here: Sequence[Settled], said: Said) -> bool:
    """Return whether *said* stands in another item of minutes than what they settle before it."""
    return bool(here) and here[-1].said[-1].item != said.item and _is_minuted(scene, said)


def _is_minuted(scene: Scene, said: Said) -> bool:
    """Return whether *said* stands in a list of what a meeting came to: "Summary of the call:".

    Or in a mail that says to be one by its subject.
    """
    if _MINUTES.match(scene.messages[said.message_id].subject):
        return True
    mine = scene.by_message[said.message_id][max(0, said.place - _LIST_WITHIN) : said.place]
    heads = [each for each in mine if each.text.rstrip().endswith(":")]
    return bool(heads) and _OF_GROUP.search(heads[-1].text) is not None


def _is_story(text: str) -> bool:
    """Return whether *text* tells what some "we" once decided, and of no meeting.

    >>> _is_story("We decided to use it in our product."), _is_story("We agreed on the call.")
    (True, False)
    """
    return _TELLS_STORY.search(text) is not None and _OF_GROUP.search(text) is None


def _misses_support(scene: Scene, said: Said) -> bool:
    """Return whether *said* finds too little support for what somebody else asked the list."""
    asker = None if scene.root is None else scene.speakers[scene.root]
    return asker != said.speaker and _LACKS.search(said.text) is not None


def _settles_anything(said: Said) -> bool:
    """Return whether *said* is a decision: not by a vague cue in what surely is an idea."""
    if _SUPPOSED.search(said.text) or only_sounds_taken(said.text):
        return False
    sure = said.kinds.get("decision", 0.0)
    return sure > VAGUE or (sure > 0.0 and said.shares.get("proposal", 0.0) < PROPOSES)


def _choice(ideas: Ideas, said: Said) -> Mapping[str, Idea]:
    """Return by label the options of which *said* tells that one is taken; {} if it tells none."""
    tells = chosen_option(by_label(said.text, _ANY_LABEL)) is not None
    return ideas.options(said.number) if tells else {}


def _chosen(options: Mapping[str, Idea], said: Said) -> Idea | None:
    """Return which of *options* it is; None if it is none of them."""
    label = chosen_option(by_label(said.text, sorted(options)))
    return options.get(label) if label else None


def _closes_poll(ideas: Ideas, said: Said) -> bool:
    """Return whether who listed options says, in a later mail, which of them is taken."""
    options = _choice(ideas, said)
    chosen = _chosen(options, said) if options else None
    is_theirs = chosen is not None and chosen.author == said.speaker
    is_later = chosen is not None and chosen.said[0].message_id != said.message_id
    return is_theirs and is_later and not said.is_anothers and not said.text.endswith("?")


def _meant(
    scene: Scene,
    ideas: Ideas,
    names: Names,
    rarity: Rarity,
    sides: Sequence[Side],
    *,
    but: Container[int],
) -> dict[int, Idea | None]:
    """Return by sentence what each decision settles; no message refuses what it accepts.

    Sentences whose numbers are in *but* are known to settle something else.
    """
    decisions = [
        said
        for said in scene.said
        if said.number not in but
        and not tells_of_patch(ideas, said)
        and not _misses_support(scene, said)
        and (_settles_anything(said) or _closes_poll(ideas, said))
    ]
    debated = _debated(sides)
    meant: dict[int, Idea | None] = {}
    for is_for in (True, False):
        for said in (each for each in decisions if says_yes(each.text) == is_for):
            accepted = [] if is_for else _accepted(decisions, meant, said)
            known = [idea for idea in _put_before(ideas, said) if idea not in accepted]
            meant[said.number] = _settles(
                scene, ideas, names, rarity, said, known, debated, is_for=is_for
            )
    return meant


def _put_before(ideas: Ideas, said: Said) -> Iterator[Idea]:
    """Yield the ideas that *said* can settle: none put forward later; others take own patches."""
    for idea in ideas.all:
        is_own_patch = idea.patch is not None and idea.author == said.speaker
        if idea.said[0].number <= said.number and not is_own_patch:
            yield idea


def _accepted(
    decisions: Iterable[Said], meant: Mapping[int, Idea | None], said: Said
) -> list[Idea | None]:
    return [
        meant[each.number]
        for each in decisions
        if each.message_id == said.message_id and each.number in meant and says_yes(each.text)
    ]


def _debated(sides: Iterable[Side]) -> dict[Idea, list[bool]]:
    """Return for each idea the sides that others than its author took: whether against it."""
    found: dict[Idea, list[bool]] = {}
    for side in sides:
        if side.said.speaker != side.idea.author:
            found.setdefault(side.idea, []).append(side.stance == "oppose")
    return found


def _settles(
    scene: Scene,
    ideas: Ideas,
    names: Names,
    rarity: Rarity,
    said: Said,
    known: Sequence[Idea],
    debated: Mapping[Idea, Sequence[bool]],
    *,
    is_for: bool,
) -> Idea | None:
    """Return the idea that *said* settles; None if nothing in it tells one."""
    if _OF_OLD.search(said.text):
        return None
    if options := _choice(ideas, said):
        return _chosen(options, said)
    named = {mention.who for mention in names.mentioned(said.text)}
    answered = ideas.in_message(scene.answered(said))
    above = set(scene.up_from(scene.parent.get(said.message_id)))
    is_closing = _CLOSES.search(said.text) or _RULES.search(said.text) or tells_taken(said.text)
    at_hand = _at_hand(scene, known, above) if is_closing else None
    weight = rarity.weight(said.words) + _LIGHT
    best: tuple[float, Idea] | None = None
    for idea in known:
        shared = rarity.weight(idea.words & said.words)
        told = NAMED * (idea.author in named or idea.is_in(said)) + ANSWERED * (idea in answered)
        told += SHARED * shared / weight
        told += AT_HAND * (idea is at_hand)
        if not told:
            continue
        others = debated.get(idea, ())
        told += UP_THE_TREE * (idea.said[0].message_id in above) + DEBATED * math.log1p(len(others))
        if not is_for:
            told += OPPOSED * bool(shared) * sum(others) / (len(others) + _FEW)
            told += OWN_REFUSED * (idea.author == said.speaker and not _may_close_own(said, idea))
        if told >= LEAST and (best is None or told > best[0]):
            best = (told, idea)
    return None if best is None else best[1]


def _may_close_own(said: Said, idea: Idea) -> bool:
    """Return whether a no can be on an own *idea*: a vote failed, or what is to go is gone."""
    is_vote = _RULES.search(said.text) is not None
    return is_vote or is_gone_as_wanted(said.text, (each.text for each in idea.said))


def _at_hand(scene: Scene, known: Iterable[Idea], above: Container[MessageId]) -> Idea | None:
    """Return the one idea that *said* can close by its place: the only one in the messages above.

    Where these have several, the only one of who opened the thread, in the mail that did.
    """
    near = [idea for idea in known if idea.said[0].message_id in above]
    if len(near) > 1:
        near = [idea for idea in near if idea.said[0].message_id == scene.root]
    return near[0] if len(near) == 1 else None


def decisions_of(settled: Iterable[Settled], ids: Mapping[Idea, str]) -> tuple[Decision, ...]:
    """Return the decisions as findings."""
    return tuple(
        Decision(
            text=" ".join(each.said[0].text.split()),
            proposal=None if each.idea is None else ids.get(each.idea),
            evidence=tuple(said.span for said in each.said),
            confidence=round(max(said.kinds.get("decision", CHOSEN) for said in each.said), 3),
        )
        for each in settled
    )
