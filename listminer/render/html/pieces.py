"""A mail's text cut at the borders of all spans that something refers to.

Spans may touch, nest and overlap; markup may not. So the text is cut into pieces
that no span's border divides, and each piece knows its start, by its id or else by
data-o: a script lights up a span by lighting its pieces, a browser without scripts
goes to the first one.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from listminer.model import Span, SpeechAct
from listminer.render.html.links import Address, find_addresses, linked
from listminer.render.html.places import Places, anchor_of

SIGNS: Mapping[str, tuple[str, str]] = {
    # kind: (sign, what the author does)
    "proposal": ("●", "proposes"),
    "support": ("+", "supports"),
    "oppose": ("−", "opposes"),
    "conditional": ("±", "supports under a condition"),
    "question": ("?", "asks"),
    "request": ("□", "asks for an action"),
    "commitment": ("□", "promises an action"),
    "decision": ("✓", "states a decision"),
}
_MARKS = Markup('<span class="marks">{}</span>')
# What it says aloud, or to a hand that hovers, page.js makes of its class: there are hundreds.
_MARK_LINK = Markup('<a class="{}" href="#{}">{}</a>')
_MARK = Markup('<span class="{}" role="img" aria-label="{}">{}</span>')


class Pieces:
    """The pieces of one mail's text."""

    def __init__(
        self, key: str, text: str, wanted: Iterable[Span], acts: Iterable[SpeechAct], places: Places
    ) -> None:
        self._text = text
        self._places = places
        self._acts: dict[Span, list[SpeechAct]] = {}
        for act in acts:
            self._acts.setdefault(act.span, []).append(act)
        spans = tuple(wanted)
        self._anchors: dict[int, list[str]] = {}
        for span in spans:
            self._anchors.setdefault(span.start, []).append(anchor_of(key, span))
        self._cuts = sorted({edge for span in spans for edge in (span.start, span.end)})
        self._covers = self._covering(spans)

    def markup(self, start: int, end: int, shown_as: str | None = None) -> Markup:
        """Return `text[start:end]` as markup; *shown_as*, as long, is written in its place."""
        if start >= end:
            return Markup("")
        block = self._text[start:end] if shown_as is None else shown_as
        addresses = find_addresses(block)
        first = bisect_right(self._cuts, start)
        edges = [start, *self._cuts[first : bisect_left(self._cuts, end)], end]
        return Markup(
            "".join(
                self._piece(block, low, high, start, addresses)
                for low, high in itertools.pairwise(edges)
            )
        )

    def is_pointed_at(self, start: int, end: int) -> bool:
        """Return whether something refers to words of `text[start:end]`."""
        at = bisect_right(self._cuts, start) - 1
        if 0 <= at < len(self._covers) and self._covers[at] is not None:
            return True
        return bisect_left(self._cuts, end) > at + 1

    def _piece(
        self, block: str, low: int, high: int, origin: int, addresses: list[Address]
    ) -> Markup:
        words = linked(block, low - origin, high - origin, addresses)
        at = bisect_right(self._cuts, low) - 1
        covering = self._covers[at] if 0 <= at < len(self._covers) else None
        if covering is None:
            return words
        anchors = self._anchors.get(low, [])
        acts = [act for span in covering for act in self._acts.get(span, ())]
        # Formatted by hand, for speed: anchors are keys and numbers of ours, words are escaped.
        ids = "".join(f'<span id="{anchor}"></span>' for anchor in anchors[:-1])
        where = f'id="{anchors[-1]}"' if anchors else f'data-o="{low}"'
        sentence = f' class="s"{self._answers(acts)}' if acts else ""
        marks = self._marks([act for act in acts if act.span.start == low])
        return Markup(f"{marks}{ids}<span {where}{sentence}>{words}</span>")

    def _marks(self, acts: Sequence[SpeechAct]) -> Markup:
        """Return the signs to stand in the margin; a sign leads to the words it answers."""
        if not acts:
            return Markup("")
        first_of_kind = list({act.kind: act for act in reversed(acts)}.values())
        return _MARKS.format(Markup("").join(self._mark(act) for act in reversed(first_of_kind)))

    def _mark(self, act: SpeechAct) -> Markup:
        sign, does = SIGNS[act.kind]
        ref = self._places.ref(act.answers) if act.answers is not None else None
        if ref is None:
            return _MARK.format(act.kind, does, sign)
        return _MARK_LINK.format(act.kind, ref.anchor, sign)

    def _answers(self, acts: Sequence[SpeechAct]) -> str:
        answered = self._places.shortest([act.answers for act in acts if act.answers is not None])
        return f' data-a="{answered}"' if answered else ""

    def _covering(self, spans: Sequence[Span]) -> list[tuple[Span, ...] | None]:
        """Return for the stretch after each cut which spans cover it; None where none does."""
        opening: dict[int, list[Span]] = {}
        closing: dict[int, list[Span]] = {}
        for span in spans:
            opening.setdefault(span.start, []).append(span)
            closing.setdefault(span.end, []).append(span)
        active: dict[Span, None] = {}
        covers: list[tuple[Span, ...] | None] = []
        for cut in self._cuts:
            for span in closing.get(cut, ()):
                del active[span]
            active.update(dict.fromkeys(opening.get(cut, ())))
            # Only sentences that do something matter below; the rest is covered, no more.
            covers.append(tuple(span for span in active if span in self._acts) if active else None)
        return covers
