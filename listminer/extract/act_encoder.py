"""What a sentence does, told from its words in their order, and from the words it follows.

A transformer of six layers, learned from labelled threads by
`python -m listminer.evaluate.train_encoder`, described in docs/model.md. Reads
`act_encoder.onnx` and `act_pieces.json`, which come with the package. Touches
onnxruntime and tokenizers, imported when they are first loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from listminer.extract.reading import SentenceRead
from listminer.extract.wording import in_one_line
from listminer.model import ACT_KINDS

FILE = "act_encoder.onnx"
PIECES = "act_pieces.json"
TOLD = (*ACT_KINDS, "any side")
"""What the scores of a sentence are of, in their order."""

MAX_OWN = 44  # pieces of the sentence: one in ten is longer and loses its middle
KEPT_LAST = 10
MAX_FOLLOWED = 14  # pieces of the words that it follows: the last ones
ANSWERED_CHARS = 160  # the end of the answered words is shown
BEFORE_CHARS = 110
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HASH = re.compile(r"\b[0-9a-f]{7,40}\b")
_LONG = re.compile(r"\S{25,}")  # paths, keys, lines of log: a dozen pieces that say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the encoder sees of one sentence."""

    own: str
    followed: str  # the end of the words answered, or of the sentence before; "" if none
    place: int  # 1 to 4: in the first or a later mail, and whether it opens an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEncoder:
    """The network and its word pieces."""

    session: Any = field(repr=False)
    pieces: Any = field(repr=False)

    def scores(self, shown: Iterable[Shown]) -> list[tuple[float, ...]]:
        """Return for each sentence one score for each of TOLD, from about -8 to 4.

        Sentences are read one by one: what stands beside one changes nothing of its scores.
        """
        import numpy as np  # late: beside onnxruntime it costs nothing

        told: dict[Shown, tuple[float, ...]] = {}  # a mail may say "+1" twenty thousand times
        found = []
        for each in shown:
            if each not in told:
                ids, kinds = numbers_of(each, self.pieces)
                feed = {
                    "ids": np.array([ids], dtype=np.int64),
                    "types": np.array([kinds], dtype=np.int64),
                }
                (row,) = self.session.run(None, feed)[0].tolist()
                told[each] = tuple(row)
            found.append(told[each])
        return found


def show(sentences: Sequence[SentenceRead]) -> Iterator[Shown]:
    """Yield what the encoder sees of each sentence of a discussion, in order."""
    last: SentenceRead | None = None
    for said in sentences:
        opens = last is None or last.paragraph != said.paragraph
        answers = opens and bool(said.answered)
        followed = said.answered[-ANSWERED_CHARS:] if answers else said.before[-BEFORE_CHARS:]
        yield Shown(
            own=plain(said.text),
            followed=plain(followed),
            place=1 + (not said.is_first_mail) + 2 * answers,
        )
        last = said


def plain(text: str) -> str:
    """Return the beginning of *text* in one line, addresses and hashes as one word each.

    >>> plain("See https://example.org/x and\\n 4f3c2d1e0b.")
    'See url and 0.'
    """
    return _LONG.sub("thing", _HASH.sub("0", _ADDRESS.sub("url", in_one_line(text))))


def numbers_of(shown: Shown, pieces: Any) -> tuple[list[int], list[int]]:
    """Return the numbers of the pieces, and for each 0, or 1 if it is of the words followed."""
    # One by one: encode_batch() wakes a pool of threads for each call, which costs more.
    own, followed = (
        pieces.encode(each, add_special_tokens=False).ids for each in (shown.own, shown.followed)
    )
    if len(own) > MAX_OWN:
        own = own[: MAX_OWN - KEPT_LAST] + own[-KEPT_LAST:]
    begin, end = pieces.token_to_id("[CLS]"), pieces.token_to_id("[SEP]")
    one = [begin, pieces.token_to_id(f"[unused{shown.place - 1}]"), *own, end]
    two = [*followed[-MAX_FOLLOWED:], end] if followed else []
    return one + two, [0] * len(one) + [1] * len(two)


@lru_cache(maxsize=1)
def load_act_encoder() -> ActEncoder:
    """Return the encoder that comes with the package."""
    place = files("listminer.extract")
    with as_file(place.joinpath(FILE)) as network, as_file(place.joinpath(PIECES)) as pieces:
        return read_encoder(network, pieces)


def load_runtime() -> ModuleType:
    """Return onnxruntime, silenced: nobody imports it otherwise.

    Else it (from 1.29 on) gives the machine a number and tells its maker of each session.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # late: a quarter of a second that most commands need not wait

    return cast(ModuleType, onnxruntime)


def read_encoder(network: Path, pieces: Path) -> ActEncoder:
    """Return the encoder in two files. Raises OSError if there is none."""
    onnxruntime = load_runtime()
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    # One thread: who reads many debates runs as many processes as there are cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    words = Tokenizer.from_str(pieces.read_text("utf-8"))
    session = onnxruntime.InferenceSession(
        network.read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # slower than its two parts: 75 us for 25
    )
    return ActEncoder(session=session, pieces=words)
