"""What each step of a task takes of its processor."""

from __future__ import annotations

import time


class Laps:
    """A clock of this thread's processor time; `spent` holds the seconds of each step."""

    def __init__(self, *steps: str) -> None:
        self.spent = dict.fromkeys(steps, 0.0)  # told even if a task never comes to them
        self._last = time.thread_time()

    def note(self, step: str) -> None:
        """Add the seconds since the last note, or since the beginning, to *step*."""
        now = time.thread_time()
        self.spent[step] = self.spent.get(step, 0.0) + now - self._last
        self._last = now
