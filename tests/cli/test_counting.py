"""How far the reading of many threads is."""

from __future__ import annotations

import io
import sys

from listminer.cli import counting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_told_in_a_pipe(monkeypatch):
    talk = io.StringIO()
    monkeypatch.setattr(sys, "stderr", talk)
    with counting.thread_count() as progress:
        progress(1, 2)
    assert talk.getvalue() == ""


def test_what_takes_long_is_counted_and_the_line_is_gone_at_the_end(monkeypatch):
    talk = Terminal()
    monkeypatch.setattr(sys, "stderr", talk)
    clock = iter([0.0, 0.5, 1.5, 1.6])
    monkeypatch.setattr(counting.time, "monotonic", lambda: next(clock))
    with counting.thread_count() as progress:
        progress(1, 2000)  # too soon
        progress(1500, 2000)
        progress(1501, 2000)  # just told
    line = "reading thread 1,500 of 2,000"
    assert talk.getvalue() == f"\r{line}\r{' ' * len(line)}\r"
