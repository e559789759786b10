"""What encoders say of the lists that they have not seen, kept beside each by what it was shown.

A rule changed since may cut some sentences otherwise: by the number of its row a score
would then be another sentence's, and a list be told by an encoder that knows it. What an
encoder was not shown it is asked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from listminer.extract.act_encoder import FILE, PIECES, TOLD, Shown, read_encoder
from listminer.extract.act_model import LEARNED

_COLUMNS = [TOLD.index(kind) for kind in LEARNED]


def write_scores(path: Path, lists: Iterable[str], shown: Iterable[Shown], scores: Any) -> None:
    """Write the *scores* of what was *shown* of the hidden *lists*, a row each, to *path*."""
    keys = np.array([_key(each) for each in shown], dtype=np.uint64)
    np.savez_compressed(path, lists=np.array(sorted(lists), dtype=str), keys=keys, scores=scores)


def read_scores(
    files: Iterable[Path], lists: Sequence[str], shown: Sequence[Shown]
) -> tuple[Any, Any]:
    """Return a row of scores a sentence, a column for each of LEARNED, and which are known.

    *files* are what `write_scores` wrote, each beside its encoder; *lists* and *shown* are
    of the sentences. Known are those of the lists that one of the encoders has not seen,
    by the last of them. Raises OSError where an encoder is to be asked and is not there.
    """
    read = np.zeros((len(lists), len(LEARNED)))
    known = np.zeros(len(lists), dtype=bool)
    for path in files:
        with np.load(path, allow_pickle=False) as arrays:
            hidden = set(arrays["lists"].tolist())
            told = dict(zip(arrays["keys"].tolist(), arrays["scores"][:, _COLUMNS], strict=True))
        rows = [at for at, name in enumerate(lists) if name in hidden]
        keys = [_key(shown[at]) for at in rows]
        new = {key: shown[at] for at, key in zip(rows, keys, strict=True) if key not in told}
        if new:
            encoder = read_encoder(path.with_name(FILE), path.with_name(PIECES))
            found = np.array(encoder.scores(new.values()))[:, _COLUMNS]
            told |= dict(zip(new, found, strict=True))
        for at, key in zip(rows, keys, strict=True):
            read[at] = told[key]
        known[rows] = True
    return read, known


def lists_in(path: Path) -> tuple[str, ...]:
    """Return the lists whose scores *path* holds, sorted."""
    with np.load(path, allow_pickle=False) as arrays:
        return tuple(arrays["lists"].tolist())


def _key(shown: Shown) -> int:
    words = f"{shown.place}\0{shown.own}\0{shown.followed}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "little")
