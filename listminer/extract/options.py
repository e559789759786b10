"""Options that a mail lists to choose from, and which of them other words name. Pure.

"A) Keep the poll." and "Option 2: we wait." put something forward; "+1 for B", "B > A",
"I'd go with option 1" take sides on them, and on nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from listminer.extract.reading import SentenceRead
from listminer.extract.vocatives import looks_like_name
from listminer.model import MessageId, Stance

_LEAST = 2  # options of one mail
_BELOW = 2  # sentences below them that may ask which
_LOOKED_AT = 200  # characters of a sentence
# Before or in a line. Matches "A) Keep it.", "Option 2: we wait", "(b) Stop"; not "A week ago".
_LABEL = re.compile(
    r"[ \t]*(?:[-*•] ?)?\(?(?P<word>(?:option|alternative|choice|variant) ?#?)?"
    r"(?P<label>[a-h]|[1-9])(?:[.):]| -+) ?(?=\S)",
    re.IGNORECASE,
)
# Of a mail that lists options: "There are three ways", "which one would you prefer?"
_CHOICE = re.compile(
    r"\b(?:options?|alternatives?|choices?|(?:two|three|four|several|following|other) (?:ways"
    r"|possibilities|approaches)|prefer|preference|which (?:one|of))\b",
    re.IGNORECASE,
)
# Right above "1. …": "I see three options:", "We have a few choices here:"; not "Three reasons:".
_LEADS_IN = re.compile(
    r"\b(?:options?|alternatives?|choices?|possibilities|approaches|solutions"
    r"|(?:two|three|four|several|few|some|following|other|different|possible|these) ways)\b"
    r"[^.!?]*:\W*$",
    re.IGNORECASE,
)
# Not something to do: "It rained", "The gate was red", "everyone would use their own".
_TELLS = re.compile(
    r"\W*(?:it|there|this|that|these|those|he|she|they|i|you|because|since|\w+ed)\b"
    r"|[^.!?]{0,60}\b(?:was|were|had|did|would)\b",
    re.IGNORECASE,
)
# Above a list: "Some ideas to speed it up:", "I have three suggestions:"; not "Good ideas are:".
_IDEAS = re.compile(
    r"\b(?:some|few|several|two|three|four|five|my|following|these|couple of)(?: \w+)?"
    r" (?:ideas?|suggestions?|proposals?|proposed changes|improvements)\b[^.!?]*:\W*$",
    re.IGNORECASE,
)
_BARE = r"[A-H](?!['’.]?\w)"
_ANY = r"(?:[A-Ha-h]|[1-9])(?!['’.]?\w)"
_JOINED = r"(?:, or |, and |, | and | or |/| & )(?:option )?"
# Behind a label goes on what is said of it: "+1 to A", "to A, B", "to A because"; not what it
# begins: "+1 to A good idea", "+1 to 2 more weeks", "I like C code", "A/B testing".
_ENDS = (
    r"(?=\W*$|[,;.:!?()]| [-+−–(>]|(?: (?:or|and|but|is|isn['’]t|was|would|will|seems?|looks|sounds"
    r"|works|makes|too|also|please|here|because|since|as|instead|over|than|to|if|from|with|for|on|by"
    r"|then|when|though|although|while|so|at|again|myself|now|today|unless|provided|assuming"
    r"|starting|beginning|next|until|only|first|after|before|which|plus|we|i|it)\b))"
)
# "2 and 3", "A, C"; not "2, 3 is too late", where the clause ends between them, "+1, 2".
_SIDE_BY_SIDE = re.compile(
    rf"(?<![\w.+\-−–])(?P<one>#?{_ANY}),?(?: (?:and|or|and/or|&))? (?:[Oo]ption )?(?=#?{_ANY}"
    r"(?!['’]| (?:is|isn['’]t|was|does|doesn['’]t|has|would|could|will|can|seems|looks|sounds|works"
    r"|needs|makes|means)\b))"
)
# "2/3", "both A/C", "options 1/2"; not "Ada", "A/B testing".
_LABELS = re.compile(
    rf"(?:(?:both|either|all of|options?|numbers?|nos?\.?) )*#?{_ANY}(?:/#?{_ANY}){{0,7}}",
    re.IGNORECASE,
)
# "option 2", "options A and C", "+1 for B", "I prefer A or B"; not "go with A. Lovelace", "by 2".
_NAMED = re.compile(
    rf"\b[Oo](?:ption|PTION)s? #?(?P<any>{_ANY}(?:{_JOINED}{_ANY}){{0,4}})"
    r"|(?:\b(?:prefer|like|choose|pick|for|to|with|either|on|against|vote|vote is|between|support"
    rf"|favou?r of)|[-+−–][12]) (?P<bare>{_BARE}(?:{_JOINED}{_BARE}){{0,4}}){_ENDS}"
    rf"|^\W*(?P<alone>{_BARE})(?= please\b|,? for me\b|\W*$)"
)
# "I vote for 1", "I prefer 2, but", of options that are counted; not "for 2 weeks".
_COUNTED = re.compile(
    r"(?:\b(?:prefer|like|choose|pick|for|to|with|either|on|against|vote|between|support|oppose"
    r"|favou?r(?: of)?)|[-+−–][12])"
    r" #?(?P<some>[1-9](?:/#?[1-9]){0,7}+)(?![\d.:]\d)(?=\W*$|[,;.!?)]| (?:or|and|but|is|was|would"
    r"|seems?|looks|sounds|works|too|please|here|because|since|as|instead|over|than|if)\b)",
    re.IGNORECASE,
)
_VOTE = re.compile(
    rf"(?P<vote>[-+−–][12]) (?:for|on|to|from me (?:for|on|to)) (?:[Oo]ptions? )?"
    rf"(?P<some>{_ANY}(?:/{_ANY}){{0,7}}){_ENDS}"
)
# Before another's vote: "Tess +1 for B", "she said +1 for B"; not "I said", "Sadly +1 for B".
_TOLD = re.compile(
    r"(?:(?<!\bI )\b(?:said|says|gave|gives|votes|voted|wrote|casts?)"
    r"|\b(?P<name>[^\W\d_][\w.'’-]*)):? ?[\"“(]?$"
)
# An answer that is a label alone: "B, please.", "Option 2 for me!"; not a heading, "Option 2".
_ALONE = re.compile(
    rf"\W*(?:[Oo]ption )?(?P<label>{_ANY})(?:,? (?:please|(?:for|from) (?:me|us)|here)\b){{0,2}}"
    r"(?:(?<=[a-z])\W*|\s*[.!])\s*"
)
# Labels as they are written, or counted off: "(b)", "b)", "number 3", "the second option", and of
# who votes "the last one". Not "f(b)", "the second option to mount", "for the last one I tried".
_VOTE_FOR = (
    r"(?:prefer|like|choose|pick|favou?r(?: of)?|(?:go|going|went) (?:for|with)|vot(?:e|ed|ing) for"
    r"|vote is for|(?:goes|lean|leaning) (?:to|towards?)|[-+−–][12],? (?:for|to|on))"
)
_GOES_ON = r"(?:too|as well|please|because|since|as|but|here|if)\b"
_NTH = r"(?P<{}>first|second|third|fourth|fifth|last)"
_PLACES = re.compile(
    r"(?<![\w()\]])\(?(?P<marked>[a-hA-H1-9])\)(?![\w(])"
    r"|\b(?:number|no\.|nr\.?) ?#?(?P<number>[1-9])(?![\w:]|\.\d)"
    rf"|\b(?:the|your|my) {_NTH.format('nth')} (?:option|alternative|choice|possibility|variant)\b"
    r"(?! (?:to|of|that|in|on|from)\b)"
    rf"|\b(?P<vote>{_VOTE_FOR}) the {_NTH.format('one')}(?: one)?(?=\W*$|[,;.!]| {_GOES_ON})",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
# "B > A > C": the first is for it, of the rest nothing is told.
_RANKED = re.compile(rf"^\W*(?:[Oo]ption )?({_ANY})(?: ?> ?(?:[Oo]ption )?{_ANY}){{1,7}}")
# "So we go with B", "the majority is for option 2", "option B it is"; not "We agreed on a date".
_CHOSEN = re.compile(
    r"\b(?i:go(?:ing)? with|majority (?:is|was) for|decided on|agreed on|settled on) "
    rf"(?:[Oo]ption )?({_ANY}){_ENDS}|\b[Oo]ption ({_ANY}) it is\b"
    rf"|^\W*(?:OK|So|ok|so),? ({_BARE}) it is\b"
)
# Before it where nothing is chosen: "If we go with B", "I doubt that we agreed on B".
_OPEN = re.compile(
    r"\b(?:if|unless)\b[^.;!?]*$|(?:\b(?:whether|until|once|when|doubt|never|not|nobody|no ?one"
    r"|could|might|did)|n['’]t)\b[^,.;:!?]*$",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:chang(?:e|ed|ing) my (?:vote|mind|preference)|switch(?:ed|ing)?(?: my vote)?"
    r"|mov(?:e|ed|ing)(?: my vote)?)(?: from \S+(?: \d)?)? to\b|\binstead of\b",
    re.IGNORECASE,
)


def listed_options(
    sentences: Sequence[SentenceRead], texts: Mapping[MessageId, str]
) -> dict[int, str]:
    """Return the label of each of *sentences* that begins an option, by its place among them.

    A mail's options are labelled from A or 1 on; they are called options, or what stands right
    before or below them says that there is a choice.
    """
    return _listed(sentences, texts, is_counted=False) | _listed(sentences, texts, is_counted=True)


def _listed(
    sentences: Sequence[SentenceRead], texts: Mapping[MessageId, str], *, is_counted: bool
) -> dict[int, str]:
    found: dict[int, str] = {}
    run: list[tuple[int, str]] = []
    for at, each in enumerate(sentences):
        label = _label_of(each, texts[each.span.message_id], is_counted=is_counted)
        if label is None:
            continue
        here = each.span.message_id
        goes_on = bool(run) and sentences[run[-1][0]].span.message_id == here
        if goes_on and label == chr(ord(run[-1][1]) + 1):
            run.append((at, label))
        elif label in ("A", "1"):
            found |= run if _is_choice(sentences, run, is_counted=is_counted) else ()
            run = [(at, label)]
    found |= run if _is_choice(sentences, run, is_counted=is_counted) else ()
    return found


def listed_ideas(sentences: Sequence[SentenceRead]) -> dict[int, str]:
    """Return a mark for each of *sentences* that begins one of several ideas that a mail lists.

    "Some ideas to speed it up: * run less, * use more": each item is put forward by itself.
    """
    found: dict[int, str] = {}
    run: list[int] = []
    head: SentenceRead | None = None
    for at, each in enumerate(sentences):
        if head is not None and each.span.message_id != head.span.message_id:
            head = None
        before = sentences[at - 1] if at else each
        if head is not None and each.is_listed and each.item != before.item:
            run.append(at)
        elif head is not None and each.item != before.item:
            head = None
        if head is None or at == len(sentences) - 1:
            found |= {place: f"*{count}" for count, place in enumerate(run)} if run[1:] else {}
            run = []
        if _IDEAS.search(each.text, max(0, len(each.text) - _LOOKED_AT)):
            head = each
    return found


def _is_choice(
    sentences: Sequence[SentenceRead], run: Sequence[tuple[int, str]], *, is_counted: bool
) -> bool:
    """Return whether the items of *run* are options to choose from.

    "1." counts points, tasks and reasons as well: what *is_counted* so is options where the
    words right above say so, and each is something that could be done.
    """
    if len(run) < _LEAST:
        return False
    first, last = run[0][0], run[-1][0]
    here = sentences[first].span.message_id
    if is_counted:
        before = sentences[first - 1] if first else None
        is_led_in = before is not None and before.span.message_id == here
        if before is None or not is_led_in or not _LEADS_IN.search(before.text[-_LOOKED_AT:]):
            return False
        return not any(_TELLS.match(sentences[at].text) for at, _ in run)
    around = (first - 1, first, *range(last + 1, last + 1 + _BELOW))
    return any(
        0 <= at < len(sentences)
        and sentences[at].span.message_id == here
        and _CHOICE.search(sentences[at].text, 0, _LOOKED_AT)
        for at in around
    )


def _label_of(sentence: SentenceRead, text: str, *, is_counted: bool) -> str | None:
    """Return the label before *sentence*, or at its beginning, in capitals; "1" if *is_counted*."""
    start = text.rfind("\n", 0, sentence.span.start) + 1
    found = _LABEL.match(text, start, min(sentence.span.end, start + _LOOKED_AT))
    if found is None or found.end() < sentence.span.start:
        return None
    is_bare = found["label"].isdigit() and not found["word"]
    return found["label"].upper() if is_bare == is_counted else None


def side_by_side(text: str) -> str:
    """Return *text* with the options that it names in a row as one: "2 and 3" is "2/3".

    What is said of them is said of each; read clause by clause, the last would stand alone.

    >>> side_by_side("+1 to A, B and D, -1 to C."), side_by_side("I like 2, 3 is too late.")
    ('+1 to A/B/D, -1 to C.', 'I like 2, 3 is too late.')
    """
    return _SIDE_BY_SIDE.sub(r"\g<one>/", text[:_LOOKED_AT]) + text[_LOOKED_AT:]


def by_label(text: str, labels: Sequence[str]) -> str:
    """Return *text* with the options that it marks, or counts off, by their *labels*.

    >>> by_label("I prefer the second option, (c) is too slow.", "ABC")
    'I prefer option B, option C is too slow.'
    >>> by_label("I'd vote for the last one.", "12"), by_label("Give it to the last one.", "12")
    ("I'd vote for option 2.", 'Give it to the last one.')
    """

    def label(found: re.Match[str]) -> str:
        name = (found["marked"] or "").upper()  # a "(1)" among options A and B is a footnote
        if not name:
            nth = (found["number"] or found["nth"] or found["one"]).lower()
            at = len(labels) if nth == "last" else int(nth if nth.isdigit() else _ORDINALS[nth])
            name = labels[at - 1] if at <= len(labels) else ""
        if not name or name not in labels:
            return found[0]
        return f"{found['vote']} option {name}" if found["vote"] else f"option {name}"

    return _PLACES.sub(label, text[:_LOOKED_AT]) + text[_LOOKED_AT:]


def labels_in(words: str) -> tuple[str, ...]:
    """Return the labels that *words* are, and nothing else; () where they are more.

    >>> labels_in("both 2/3"), labels_in("A"), labels_in("A/B testing")
    (('2', '3'), ('A',), ())
    """
    if _LABELS.fullmatch(words) is None:
        return ()
    return tuple(label.upper() for label in re.findall(rf"(?<!\w){_ANY}", words))


def named_options(text: str) -> frozenset[str]:
    """Return the labels of the options that *text* names.

    >>> sorted(named_options("I'm fine with either A or B.")), named_options("A week ago")
    (['A', 'B'], frozenset())
    """
    found: set[str] = set()
    for each in _NAMED.finditer(text[:_LOOKED_AT]):
        named = each["any"] or each["bare"] or each["alone"]
        found.update(label.upper() for label in re.findall(rf"\b{_ANY}", named))
    return frozenset(found)


def votes_on(
    text: str, stance: Stance | None, *, is_counted: bool = False
) -> Iterator[tuple[str, Stance]]:
    """Yield the options that *text* takes sides on, and which, if it takes *stance*.

    Numbers alone mean options where these are counted.

    >>> list(votes_on("-1 on C, +1 for B", "oppose")), list(votes_on("B > A > C", None))
    ([('C', 'oppose'), ('B', 'support')], [('B', 'support')])
    """
    text = side_by_side(text)
    all_votes = tuple(_VOTE.finditer(text[:_LOOKED_AT]))
    votes = [each for each in all_votes if not _is_told(text[: each.start()])]
    ranked = _RANKED.match(text[:_LOOKED_AT])
    if all_votes:
        for vote in votes:
            for label in labels_in(vote["some"]):
                yield label, "support" if vote["vote"][0] == "+" else "oppose"
    elif ranked is not None:
        yield ranked[1].upper(), "support"
    elif stance in (None, "support") and (alone := _ALONE.fullmatch(text)) is not None:
        yield alone["label"].upper(), "support"
    elif stance is not None:
        counted = _COUNTED.finditer(text[:_LOOKED_AT]) if is_counted else ()
        labels = {label for each in counted for label in labels_in(each["some"])}
        for label in sorted(named_options(text) | labels):
            yield label, stance


def tells_votes(text: str) -> bool:
    """Return whether all votes on options that *text* has are told of others.

    >>> tells_votes("So far: Tess +1 for B, Karl -1 on A."), tells_votes("Definitely +1 for B.")
    (True, False)
    """
    text = side_by_side(text)[:_LOOKED_AT]
    votes = [_is_told(text[: each.start()]) for each in _VOTE.finditer(text)]
    return bool(votes) and all(votes)


def _is_told(before: str) -> bool:
    """Return whether words that end with *before* a vote tell of another's: "and Tess +1 for B"."""
    found = _TOLD.search(before)
    if found is None:
        return False
    name = found["name"]
    if name is None or name.casefold() in ("he", "she", "they"):
        return True
    return found.start() > 0 and name != "I" and looks_like_name(name)


def chosen_option(text: str) -> str | None:
    """Return the label of the option that *text* says is taken, the last one; None if none.

    >>> chosen_option("So we go with B."), chosen_option("I prefer B.")
    ('B', None)
    >>> chosen_option("If we go with B, it breaks."), chosen_option("I doubt that we agreed on B.")
    (None, None)
    """
    found = [
        next(filter(None, each.groups()))
        for each in _CHOSEN.finditer(text)
        if not _OPEN.search(text, 0, each.start())
    ]
    return found[-1].upper() if found else None


def moves_on(text: str) -> bool:
    """Return whether *text* leaves another option for the one it names.

    >>> moves_on("I'm changing my vote to B."), moves_on("My vote is for B.")
    (True, False)
    """
    return _MOVES.search(text) is not None
