"""A clock for tests: it does not wait, and tells any date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from listminer.fetch.patience import Clock


class StillClock(Clock):
    """Time passes only when somebody sleeps or the test says so."""

    def __init__(self, date: datetime = datetime(2016, 4, 20, tzinfo=UTC)) -> None:
        self.slept: list[float] = []
        self.date = date

    def now(self) -> datetime:
        return self.date

    def monotonic(self) -> float:
        return self.date.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.date += timedelta(seconds=seconds)
