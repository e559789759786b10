"""What was asked, and whether a later message told it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from listminer.extract.asides import asks_nothing
from listminer.extract.naming import Names, addressed
from listminer.extract.own_answers import found_out, is_answered_at_once, tells_found_out
from listminer.extract.patches import tags_of
from listminer.extract.progress import takes_on
from listminer.extract.scene import Said, Scene
from listminer.extract.wording import Rarity, content_words, in_one_line
from listminer.model import MessageId, Question
from listminer.quoting import folded

ASKED = 0.25  # the share from which a sentence is told as a question: best F1 on all threads
LEAST_SAME = 2  # words of a question that, sent again, is the same; "Thoughts?" may be not
LIKE = 0.34  # likeness from which a reply that quotes nothing of it is about the question

# "What is it?", "So how do we mend this?"; not "What do you think?".
_WHAT = re.compile(
    r"\W*(?:(?:so|and|but|now|then)\b,? )?(?:what|why|how|where)\b(?!.*\b(?:you|your|anyone)\b)",
    re.IGNORECASE,
)
_LEAST_NAME = 3  # letters of a name without its end; "So?" is no name
# Says openly that it gives no answer: "I'm afraid I don't know", "Good question".
_NO_ANSWER = re.compile(
    r"\W*(?:(?:sorry|hmm+|well|honestly|unfortunately|i(?:['’]m| am) afraid)[,:;.]? (?:that )?)*"
    r"(?:good question|no idea|i (?:don['’]t|do not) (?:really )?know|dunno|i wonder too"
    r"|i have no idea|not sure|(?:me too|same here)(?=\W*$)"
    r"|(?:i(?:['’]m| am)? (?:have |had |see |seeing |having )?(?:exactly )?the )?same (?:question"
    r"|problem|issue|error)s?(?: (?:here|too|with mine))?(?=\W*$)"
    r"|(?:\+1[,.;:]? )?i (?:also |too )?(?:want to know|asked (?:the same|that|this))\b"
    r"|i(?:['’]ll| will) (?:have to )?(?:check|look into|look at|find out|ask|investigate)"
    r" (?:it|that|this)\b(?=(?: (?:tomorrow|today|tonight|later|on \w+|next \w+|and \w+.*))?\W*$)"
    r"|(?:thanks for asking\W+)?i(?:['’]m| am| was|['’]ve been) (?:also |just )?wondering\b"
    r"|i(?:['’]d| would) (?:also |really )?(?:like|love) to know|never ?mind(?=\W*$))\b",
    re.IGNORECASE,
)
# "It's because of the release", "Yes, since Monday": told of what "it" is in "Who knows about it?"
_TELLS = re.compile(
    r"\W*(?:(?:it|that|this)(?:['’]s| is| was)|(?:probably |maybe )?(?:because|due to|caused by)"
    r"|yes|yep|yeah|nope)\b(?! (?:a )?(?:good|great|interesting) (?:question|point)\b)",
    re.IGNORECASE,
)
# "You also asked who would run it. Infra will": an answer that quotes nothing.
_RECALLS = re.compile(r"\b(?:you|\w+) (?:also )?asked\b|\bas to your question\b", re.IGNORECASE)


# What opens a mail that may tell nothing of what was asked: thanks, another's case, a request.
_PASSES_BY = re.compile(
    r"\W*(?:thanks?\b|thx\b|sorry\b|hi\b|hello\b|hey\b|me too\b|same here\b|ping\b|bump\b|please\b"
    r"|(?:good|nice|great|interesting) (?:question|point|catch)\b|(?:could|can|would|will|did|have)"
    r" you\b|(?:you|we) (?:should|could|may|might) (?:also )?ask\b|cc|adding\b|\+1|re\b"
    r"|no need to\b|one (?:could|might) (?:\w+ ){0,3}ask\b|i(?:['’]d| would) also\b"
    r"|i(?:['’]ll| will)\b|never ?mind\b"
    r"|i(?:['’]m| am)? (?:also )?(?:wonder(?:ing)?|having the same|seeing the same)\b"
    r"|i (?:just |also |have )*(?:added|fixed|uploaded|committed|pushed|posted)\b"
    r"|(?:that|this) (?:is|was) (?:not )?(?:a )?(?:good|great|interesting)\b)",
    re.IGNORECASE,
)
# "Is it ok to bump it?": answered by what begins with "Yes, but", "No".
_WHETHER = re.compile(
    r"\W*(?:(?:so|and|but|hi|hello)\b[ ,]*)?(?:is|are|was|were|do|does|did|can|could|will|would"
    r"|should|shall|has|have|may)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:yes|yep|yeah|yup|no|nope|sure|of course|not yet|not really|unfortunately not)"
    r"(?:\W*$|[,.;:!] | (?:it|they|you|we|i|this|that|there) (?:is|are|was|can|do|does|did|will|has"
    r"|have|should)(?:n['’]t| not)?\b)(?!(?:that|this) is a good question)",
    re.IGNORECASE,
)
# "Any project still using it?", "Who can fix it?": told by "Nova does", "I can, on Monday".
_ANY = re.compile(r"\W*(?:(?:(?:is|are) there|is|does|has|are|and|so) )?(?:any|who)", re.IGNORECASE)
_IT_DOES = re.compile(
    r"\W*(?:[Ww]e|I|[A-Z][\w.-]+)(?: also| still)? (?:does|do|did|is|am|are|would|used to)"
    r"(?:n['’]t| not)?(?:\W*$|[,.;:!] | \()"
    r"|\W*(?:Nobody|No one)(?: does| is| would)?(?: now| any ?more| at the moment)?"
    r"(?:\W*$|[,.;:!] )"
)
# "Does anybody remember who drew them?" is told by "I think it was Ada".
_WHO_IT_IS = re.compile(
    r"\W*(?:does|do|did|is|has)\b.*\b(?:knows?|remembers?|recalls?|ideas?|tell)\b"
    r".*\b(?:who|which|what|when|where|why)\b",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"\W*(?:(?:i (?:think|believe|guess|suppose)|probably|maybe),? )?(?:it|that|those|they)"
    r"(?:['’]s| is| was| were|['’]re| are)\b"
    r"(?! (?:an? )?(?:good|great|interesting|important|unclear|unknown|not)\b)",
    re.IGNORECASE,
)
# "OK, I'll have a draft", to "Ada, would you?"
_SAYS_YES = re.compile(r"\W*(?:yes|yep|yeah|ok(?:ay)?|sure|of course|fine|gladly)\b", re.IGNORECASE)
_WOULD_YOU = re.compile(r"\b(?:would|could|can|will) you\b", re.IGNORECASE)
# "Thoughts?" wants to hear of what its mail says.
# "OK for trunk?", "Ready to merge?": asks for a side on what its mail puts forward.
_OK_TO = re.compile(
    r"\W*(?:(?:so|and|is (?:this|that|it)|does (?:this|that|it) look)\b,? ){0,2}(?:ok(?:ay)?|good"
    r"|fine|ready) (?:for|to) (?:\w+ ){0,2}(?:trunk|master|main|stable|branch(?:es)?|commit|push"
    r"|apply|merge|install|backport|go in|check in|land)\b[^.?!]{0,40}\?",
    re.IGNORECASE,
)
_OPINIONS = frozenset({"support", "oppose", "conditional", "proposal"})
_WANTED = content_words(
    "thoughts opinions comments objections feedback concerns suggestions ideas cautions worries"
    " remarks reactions input opinion comment"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answering:
    """The sentences of a scene that may answer a question; each is looked at once for all."""

    quoting: Mapping[int, Sequence[Said]]  # under a quote of it, by the number of the question
    informing: Mapping[MessageId, Sequence[Said]]  # that tell something under no quote, by message
    recalling: Sequence[Said]  # that speak of a question under no quote
    finding: Mapping[int, Sequence[Said]]  # who asked it found out, by the number of the question


def find_questions(scene: Scene, names: Names, rarity: Rarity) -> tuple[Question, ...]:
    """Return the questions of *scene*, by time, and the messages that answer them.

    What its asker sends again in the same words, as in a patch's next version, is one.
    """
    answering = _answering(scene)
    asked: dict[tuple[str, str], list[Said]] = {}
    for said in scene.said:
        if _is_asked(said) and not _is_told_at_once(scene, said) and not _asks_itself(scene, said):
            again = folded(said.text) if len(said.words) >= LEAST_SAME else str(said.number)
            asked.setdefault((said.speaker, again), []).append(said)
    return tuple(_question(scene, names, rarity, some, answering) for some in asked.values())


def _question(
    scene: Scene, names: Names, rarity: Rarity, asked: Sequence[Said], answering: _Answering
) -> Question:
    """Return the question that *asked* puts, each of them in the same words."""
    answers = [_answers(scene, names, rarity, each, answering) for each in asked]
    told = sorted(set(chain.from_iterable(answers)), key=lambda each: scene.order[each])
    return Question(
        asker=asked[0].speaker,
        text=" ".join(asked[0].text.split()),
        open=not told,
        answered_by=tuple(told),
        evidence=tuple(each.span for each in asked),
        confidence=round(max(each.kinds["question"] for each in asked), 3),
    )


def _asks_itself(scene: Scene, said: Said) -> bool:
    """Return whether a patch's mail answers its own question: "What is the gate? It …"."""
    after = scene.after(said)
    if after is None or after.text.rstrip().endswith("?") or not _WHAT.match(said.text):
        return False
    return _brings_patch(scene, said)


def _brings_patch(scene: Scene, said: Said) -> bool:
    """Return whether the mail that *said* stands in brings a patch."""
    return tags_of(scene.messages[said.message_id].subject) is not None


def _is_asked(said: Said) -> bool:
    """Return whether *said* wants to know something, likelier than something done."""
    share = said.shares.get("question", 0.0)
    others = max(said.shares.get("proposal", 0.0), said.shares.get("request", 0.0))
    if "question" not in said.kinds or share < ASKED or share <= others:
        return False
    return not asks_nothing(said.text) and not _is_cut_name(said)


def _is_told_at_once(scene: Scene, said: Said) -> bool:
    """Return whether the next sentence of its mail gives the answer: "Is it fast? No"."""
    after = scene.after(said)
    if after is None or after.sources != said.sources or after.is_anothers:
        return False
    if after.paragraph != said.paragraph:
        return tells_found_out(after.text)
    return is_answered_at_once(said.text, after.text) or tells_found_out(after.text)


def _is_cut_name(said: Said) -> bool:
    """Return whether *said* is its speaker's name whose end an archive lost: "Ren?"."""
    name = said.text.strip().removesuffix("?").casefold()
    who = said.speaker.casefold()
    return len(name) >= _LEAST_NAME and name != who and who.startswith(name)


def _answering(scene: Scene) -> _Answering:
    return _Answering(
        quoting=_quoting(scene),
        informing={
            message_id: [said for said in some if not said.sources and _informs(said)]
            for message_id, some in scene.by_message.items()
        },
        recalling=[said for said in scene.said if _RECALLS.search(said.text)],
        finding=_finding(scene),
    )


def _finding(scene: Scene) -> dict[int, list[Said]]:
    """Return by question the sentences that tell that who asked it has found out."""
    found: dict[int, list[Said]] = {}
    for said in scene.said:
        if not said.is_anothers and tells_found_out(said.text):
            for question in found_out(scene, said):
                found.setdefault(question.number, []).append(said)
    return found


def _quoting(scene: Scene) -> dict[int, list[Said]]:
    """Return by question the sentences of others that answer it under a quote of it."""
    found: dict[int, list[Said]] = {}
    for said in scene.said:
        for question in scene.answered(said) if said.sources else ():
            if "question" in question.kinds and question.speaker != said.speaker:
                found.setdefault(question.number, []).append(said)
    return found


def _answers(
    scene: Scene, names: Names, rarity: Rarity, question: Said, answering: _Answering
) -> tuple[MessageId, ...]:
    """Return the messages that answer *question*, by time.

    What recalls it counts only where nothing else answers it.
    """
    quoting = answering.quoting.get(question.number, ())
    told = [said.message_id for said in quoting if _informs(said)]
    asked = addressed(scene, names, question) if names.called(question.text) else None
    for child in scene.children.get(question.message_id, ()):
        if child in told or scene.speakers[child] == question.speaker:
            continue
        informing = answering.informing.get(child, ())
        is_told = any(_replies(rarity, question, said, asked) for said in informing)
        is_told = is_told or _is_all_that_is_answered(scene, question, child)
        if is_told or _gives_opinion(question, scene.by_message.get(child, ())):
            told.append(child)
    if not told:
        told += [
            said.message_id
            for said in answering.recalling
            if said.number > question.number
            and said.speaker != question.speaker
            and question.words & said.words
            and rarity.likeness(question.words, said.words) >= LIKE
        ]
    told += [said.message_id for said in answering.finding.get(question.number, ())]
    return tuple(sorted(dict.fromkeys(told), key=lambda each: scene.order[each]))


def _is_all_that_is_answered(scene: Scene, question: Said, child: MessageId) -> bool:
    """Return whether the mail *child*, which quotes nothing, can answer nothing but *question*.

    "What is a gong?" - "The thing that Ada made": where the mail above has no other sentence,
    and the reply begins by telling something, that is the answer, be it in other words.
    """
    reply = scene.by_message.get(child, ())
    is_alone = len(scene.by_message[question.message_id]) == 1
    if not reply or not is_alone or _ANY.match(question.text) or _wants_side(question):
        return False
    is_under_none = not any(each.sources for each in reply)
    is_later = "commitment" in reply[0].kinds  # "I am away and will look into it then"
    tells = _informs(reply[0]) and not is_later and not _PASSES_BY.match(reply[0].text)
    return is_under_none and tells


def _gives_opinion(question: Said, reply: Sequence[Said]) -> bool:
    """Return whether *reply* takes a side on words that stand beside "What do you think?"."""
    return _wants_side(question) and any(
        _OPINIONS & said.kinds.keys()
        and any(source.message_id == question.message_id for source in said.sources)
        for said in reply
    )


def _wants_side(question: Said) -> bool:
    """Return whether *question* wants to hear what others think of what its mail says."""
    return question.words <= _WANTED or _OK_TO.match(question.text) is not None


def _informs(said: Said) -> bool:
    """Return whether *said* tells something: it is neither a question nor a shrug."""
    return not said.text.rstrip().endswith("?") and not _NO_ANSWER.match(said.text)


def _replies(rarity: Rarity, question: Said, said: Said, asked: str | None) -> bool:
    """Return whether *said*, which tells something in a direct reply, is about *question*.

    It stands under no quote. Where *asked* is the one whom the question calls by name, any
    word of that one is.
    """
    if asked is not None and said.speaker == asked:
        is_yes = _WOULD_YOU.search(question.text) and _SAYS_YES.match(said.text)
        # not "I am away and will look into it then"
        return "commitment" not in said.kinds or is_yes is not None
    if not said.place and _WHO_IT_IS.match(in_one_line(question.text)) and _IT_IS.match(said.text):
        return True
    if _WHETHER.match(question.text) and not said.place and _YES_OR_NO.match(said.text):
        return True
    if _ANY.match(question.text) and (takes_on(said.text) or _IT_DOES.match(said.text)):
        return True
    if _wants_side(question):
        return bool(_OPINIONS & said.kinds.keys()) or _TELLS.match(said.text) is not None
    return bool(question.words & said.words) and rarity.likeness(question.words, said.words) >= LIKE
