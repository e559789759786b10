"""A process that parses mails from its input and may die of them; see shards.parse_carefully."""

from __future__ import annotations

import os
import pickle
import sys

from listminer.pipeline.parsing import Batch, parse_batch

READY = "ready"  # the first thing that the process writes: what comes next is the mails' fault


def main() -> None:
    """Parse the pickled mails of standard input; write each as soon as it is parsed."""
    try:
        pickle.dump(READY, sys.stdout.buffer)
        for raw in pickle.load(sys.stdin.buffer):
            (row,) = parse_batch(Batch((raw,), len(raw.data)))
            pickle.dump(row, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        os._exit(1)  # whoever asked was ended: nobody is left to tell, also not at exit
