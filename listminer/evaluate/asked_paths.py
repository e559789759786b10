"""What the modules that train are given on their command lines: a slip is told, not traced."""

from __future__ import annotations

import sys
import zipfile
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from listminer.errors import UserError
from listminer.extract.act_encoder import FILE, PIECES

UNSEEN = "unseen.npz"
"""What `train_encoder --without` writes of the lists that it left out, beside the encoder."""


def work_folder(said: str) -> Path:
    """Return the folder *said*. Raises ArgumentTypeError unless `train_encoder --without` wrote it.

    Shell patterns also meet other things: "w*" the file "words.txt".
    """
    folder = Path(said)
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "is not there"
        raise ArgumentTypeError(f"{said} {what}; expected a folder of train_encoder --without")
    missing = [name for name in (UNSEEN, FILE, PIECES) if not (folder / name).is_file()]
    if missing:
        raise ArgumentTypeError(
            f"{said} has no {', '.join(missing)}; expected a folder of train_encoder --without"
        )
    scores_file(str(folder / UNSEEN))
    return folder


def scores_file(said: str) -> Path:
    """Return the file *said*. Raises ArgumentTypeError unless it holds scores by what was shown.

    Those of before this was kept tell them by row, which are other sentences' by now.
    """
    path = Path(said)
    if not path.is_file() or not zipfile.is_zipfile(path):
        what = "holds no arrays" if path.is_file() else "is no file"
        raise ArgumentTypeError(f"{said} {what}; expected {UNSEEN} of train_encoder --without")
    with zipfile.ZipFile(path) as arrays:
        if "keys.npy" not in arrays.namelist():
            raise ArgumentTypeError(f"{said} tells scores by row; run train_encoder --without anew")
    return path


def run(main: Callable[[], None]) -> None:
    """Run *main*; what the user can mend is told in one message, with exit status 2."""
    try:
        main()
    except UserError as exc:
        sys.stderr.write(f"error: {exc}\n")
        sys.exit(2)
