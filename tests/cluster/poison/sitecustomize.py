"""In every process of the tests' workers: a mail with a header X-Poison kills whoever parses it."""

import os
import signal
import sys

if any("spawn_main" in word or "listminer" in word for word in sys.orig_argv):
    from listminer.pipeline import parsing

    _parse = parsing.parse_message

    def _deadly(raw):
        if b"\nX-Poison:" in raw.data:
            os.kill(os.getpid(), signal.SIGKILL)
        return _parse(raw)

    parsing.parse_message = _deadly
