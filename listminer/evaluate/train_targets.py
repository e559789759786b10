"""Learn what sides are taken on: `python -m listminer.evaluate.train_targets`.

Takes folders of labelled threads and, after --without, folders that `train_encoder
--without` wrote: what sentences do is told, as it will be on lists unseen, by models
that learned from other lists. Folders after --also are learned from and not counted.
Writes the network that `extract.target_model` reads and prints how well it does on
lists that it has not seen. The same folders give the same file. Needs scipy, for the
act models: `pip install 'listminer[train]'`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from listminer.evaluate.act_scores import SIDES, index_units, target_spans
from listminer.evaluate.asked_paths import run
from listminer.evaluate.gold import GoldThread
from listminer.evaluate.tables import Table, render_tables
from listminer.evaluate.told import ThreadTold, told_as_asked
from listminer.extract import target_model
from listminer.extract.acts import Told
from listminer.extract.naming import names_in
from listminer.extract.reading import SentenceRead
from listminer.extract.scene import Scene, lay_out
from listminer.extract.sides import stance_of
from listminer.extract.target_features import View
from listminer.extract.target_model import TargetModel, model_of
from listminer.extract.wording import Rarity
from listminer.model import Discussion, Span, Stance

HIDDEN = 32
NETWORKS = 3  # from other random beginnings, side by side: what ships is their mean
ROUNDS = 16
BATCH = 48  # sides
RATE = 3e-3  # of Adam, after a tenth of the steps; falls to nothing
DECAY = 1e-3
DROPPED = 0.25  # of the hidden units at each step
NOT_FOUND = 0.6  # weight of a side that the act model does not see
_PARTS = ("side", "sentence", "relation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled side, and which earlier sentences it may be taken on."""

    list_name: str
    is_counted: bool  # False: only learned from
    is_found: bool  # by the act model
    side: Any
    sentences: Any
    relations: Any
    messages: Any  # a number for the message of each
    is_target: Any
    is_in_message: Any  # whether it stands in the message that is meant


def examples_of(threads: Iterable[ThreadTold]) -> Iterator[Example]:
    """Yield the labelled sides of *threads* whose target is labelled, in order."""
    for told in threads:
        for discussion, (sentences, acts) in zip(told.thread.discussions, told.parts, strict=True):
            yield from _examples(told, discussion, sentences, acts)


def _examples(
    told: ThreadTold,
    discussion: Discussion,
    sentences: Sequence[SentenceRead],
    acts: Sequence[Told],
) -> Iterator[Example]:
    scene = lay_out(discussion, sentences, acts)
    names = names_in(scene)
    view = View(scene, names, Rarity(said.words for said in scene.said))
    alone = view.sentences()
    wanted = _wanted(told.thread, scene)
    order = {each: at for at, each in enumerate(scene.order)}
    for said in scene.said:
        if said.number not in wanted or not said.number:
            continue
        labelled, spans = wanted[said.number]
        numbers, relations = view.relations(said)
        there = [scene.said[number] for number in numbers]
        yield Example(
            list_name=told.thread.list_name,
            is_counted=told.is_counted,
            is_found=stance_of(said) is not None,
            side=view.side(said, stance_of(said) or labelled),
            sentences=alone[numbers],
            relations=relations,
            messages=np.array([order[each.message_id] for each in there]),
            is_target=np.array([any(map(each.span.overlaps, spans)) for each in there], dtype=bool),
            is_in_message=np.array(
                [any(each.message_id == s.message_id for s in spans) for each in there], dtype=bool
            ),
        )


def _wanted(thread: GoldThread, scene: Scene) -> dict[int, tuple[Stance, tuple[Span, ...]]]:
    """Return by sentence the labelled side and the words that it is taken on."""
    index = index_units(thread)
    units = {unit.uid: unit for unit in thread.units if unit.labels}
    taken: set[str] = set()
    found: dict[int, tuple[Stance, tuple[Span, ...]]] = {}
    for said in scene.said:
        uid = index.unit_of(said.span)
        if uid is None or uid in taken or uid not in units:
            continue
        taken.add(uid)
        sides = [label for label in units[uid].labels if label.kind in SIDES]
        spans = tuple(span for label in sides for span in target_spans(thread, label))
        if spans:
            stance: Stance = sides[0].kind  # type: ignore[assignment]
            found[said.number] = stance, spans
    return found


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the arrays of a network that ranks what the sides of *examples* are taken on."""
    useful = [each for each in examples if each.is_target.any()]
    rows = {
        "side": np.array([each.side for each in useful]),
        "sentence": np.vstack([each.sentences for each in useful]),
        "relation": np.vstack([each.relations for each in useful]),
    }
    arrays: dict[str, Any] = {}
    for name, there in rows.items():
        arrays[f"{name}_mean"] = there.mean(axis=0)
        arrays[f"{name}_spread"] = there.std(axis=0) + 1e-3
    sizes = np.array([len(each.is_target) for each in useful])
    ends = np.cumsum(sizes)
    normed = {
        name: np.clip(
            (there - arrays[f"{name}_mean"]) / arrays[f"{name}_spread"],
            -target_model.MOST,
            target_model.MOST,
        ).astype(np.float32)
        for name, there in rows.items()
    }
    all_rows = np.hstack(
        [np.repeat(normed["side"], sizes, axis=0), normed["sentence"], normed["relation"]]
    )
    meant = np.concatenate([each.is_target for each in useful])
    weights = np.array([1.0 if each.is_found else NOT_FOUND for each in useful])
    nets = [_descend(all_rows, meant, ends, weights, seed) for seed in range(NETWORKS)]
    first = np.hstack([net[0] for net in nets])
    cuts = np.cumsum([normed[name].shape[1] for name in _PARTS])[:-1]
    for name, part in zip(_PARTS, np.split(first, cuts), strict=True):
        arrays[f"{name}_weights"] = part
    arrays["shift"] = np.concatenate([net[1] for net in nets])
    arrays["out"] = np.concatenate([net[2] for net in nets]) / NETWORKS
    return {name: each.astype(np.float32) for name, each in arrays.items()}


def _descend(rows: Any, meant: Any, ends: Any, weights: Any, seed: int) -> list[Any]:
    """Return weights, shifts and what leads out of one network, by Adam."""
    random = np.random.default_rng(seed)
    width = rows.shape[1]
    reach = 1 / np.sqrt(width)
    net = [
        random.uniform(-reach, reach, (width, HIDDEN)).astype(np.float32),
        random.uniform(-reach, reach, HIDDEN).astype(np.float32),
        random.uniform(-1, 1, HIDDEN).astype(np.float32) / np.sqrt(HIDDEN, dtype=np.float32),
    ]
    slow = [np.zeros_like(each) for each in net]
    square = [np.zeros_like(each) for each in net]
    starts = np.r_[0, ends[:-1]]
    batches = -(-len(ends) // BATCH)
    step = 0
    for _ in range(ROUNDS):
        order = random.permutation(len(ends))
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            pick = np.concatenate([np.arange(starts[each], ends[each]) for each in some])
            lengths = ends[some] - starts[some]
            pulls = _pulls(net, rows[pick], meant[pick], lengths, weights[some], random)
            step += 1
            rate = RATE * _share_of_rate(step / (ROUNDS * batches))
            for k, pull in enumerate(pulls):
                slow[k] += 0.1 * (pull - slow[k])
                square[k] += 0.001 * (pull * pull - square[k])
                spread = np.sqrt(square[k] / (1 - 0.999**step)) + 1e-8
                net[k] -= rate * (slow[k] / (1 - 0.9**step) / spread + DECAY * net[k])
    return net


def _share_of_rate(gone: float) -> float:
    """Return the share of RATE when that part of all steps is *gone*."""
    return gone / 0.1 if gone < 0.1 else max(0.0, (1 - gone) / 0.9)


def _pulls(
    net: Sequence[Any], rows: Any, meant: Any, lengths: Any, weights: Any, random: Any
) -> list[Any]:
    """Return the slopes of the mean loss: minus the log of the share given to what is meant."""
    first, shift, out = net
    hidden = np.tanh(rows @ first + shift)
    kept = (random.random(hidden.shape, dtype=np.float32) >= DROPPED) / np.float32(1 - DROPPED)
    scores = ((hidden * kept) @ out).astype(np.float64)
    starts = np.r_[0, np.cumsum(lengths)[:-1]]
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    all_share = raised / np.repeat(np.add.reduceat(raised, starts), lengths)
    right = raised * meant
    right_share = right / np.repeat(np.add.reduceat(right, starts) + 1e-300, lengths)
    slope = ((all_share - right_share) * np.repeat(weights / len(lengths), lengths)).astype(
        np.float32
    )
    into = np.outer(slope, out) * kept * (1 - hidden * hidden)
    return [rows.T @ into, into.sum(axis=0), (hidden * kept).T @ slope]


def rank(model: TargetModel, example: Example) -> tuple[bool, bool]:
    """Return whether the likeliest message, and the likeliest sentence in it, are meant."""
    if not len(example.messages):
        return False, False
    shares = model.shares(example.side, model.sentence.of(example.sentences), example.relations)
    by_message = np.bincount(example.messages, shares)
    inside = np.where(example.messages == by_message.argmax(), shares, -1.0)
    best = int(inside.argmax())
    return bool(example.is_in_message[best]), bool(example.is_target[best])


def models_unseen(examples: Sequence[Example]) -> dict[str, TargetModel]:
    """Return for each list a model that learned from the others."""
    lists = sorted({each.list_name for each in examples})
    return {
        name: model_of(learn([each for each in examples if each.list_name != name]))
        for name in lists
    }


def figures(examples: Sequence[Example]) -> Table:
    """Return how often message and sentence are right, each list left out once."""
    models = models_unseen(examples)
    counted = [each for each in examples if each.is_counted]
    ranked = [rank(models[each.list_name], each) for each in counted]
    found = [right for right, each in zip(ranked, counted, strict=True) if each.is_found]
    rows = [
        (title, len(some), *np.array(some).reshape(-1, 2).mean(axis=0).tolist())
        for title, some in (("all labelled sides", ranked), ("those found", found))
    ]
    return Table(
        name="targets",
        title=f"What a side is taken on, {len(models)} lists unseen",
        columns=("", "of", "message right", "sentence right"),
        rows=tuple(rows),
    )


def main() -> None:
    """Train on the folders named and write the package's own model."""
    examples = list(examples_of(told_as_asked("listminer.evaluate.train_targets")))
    output = Path(target_model.__file__).with_name(target_model.FILE)
    np.savez_compressed(
        output, **{name: each.astype(np.float16) for name, each in learn(examples).items()}
    )
    sys.stdout.write(render_tables([figures(examples)], "text") + f"\nwrote {output}\n")


if __name__ == "__main__":
    run(main)
