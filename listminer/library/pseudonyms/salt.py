"""The secret that pseudonyms are made with: one file, read whole."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from listminer.errors import UserError
from listminer.render.listing import counted

LEAST_BYTES = 16  # as many as nobody can try one after the other
_MAKE = "to make one: (umask 077; head -c 32 /dev/urandom | base64 > salt.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salt:
    """What makes the same pseudonyms again; whoever has it can tell who is who by trying names."""

    secret: bytes = field(repr=False)
    notes: tuple[str, ...] = ()  # what is unsafe about the file


def load_salt(path: str | os.PathLike[str]) -> Salt:
    """Return the salt in the file *path*; white space at its ends does not count.

    Raises UserError if the file cannot be read, is empty, or has fewer than
    LEAST_BYTES bytes. Others may read it: that is a note, no error.
    """
    try:
        secret = Path(path).read_bytes().strip()
        mode = Path(path).stat().st_mode
    except OSError as exc:
        raise UserError(f"{path}: cannot be read ({exc.strerror})", hints=(_MAKE,)) from exc
    if not secret:
        raise UserError(f"{path}: is empty, so that anybody could make the same", hints=(_MAKE,))
    if len(secret) < LEAST_BYTES:
        raise UserError(
            f"{path}: has {counted(len(secret), 'byte')}, expected {LEAST_BYTES} or more: "
            "a short one is guessed",
            hints=(_MAKE,),
        )
    readers = [
        who for who, bit in (("its group", stat.S_IRGRP), ("everybody", stat.S_IROTH)) if mode & bit
    ]
    if not readers:
        return Salt(secret=secret)
    note = f"{path} can be read by {readers[-1]}: who has it can undo the pseudonyms"
    return Salt(secret=secret, notes=(f"{note} (chmod 600 {path})",))
