"""Errands keep their order, and no more of them are taken up than memory allows."""

from __future__ import annotations

import os
import select
import signal
import threading

import pytest

from listminer.pipeline.errands import Errand, Helpers, may_spread


def double(task):
    return 2 * task


def marks(count, *, works=lambda _: True):
    return [
        Errand(mark=each, task=each if works(each) else None, size_bytes=1) for each in range(count)
    ]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("spread_from_bytes", [0, 10_000])
def test_results_come_in_order_whoever_has_work(workers, spread_from_bytes):
    errands = marks(500, works=lambda each: each % 7 == 0)
    with Helpers(workers, spread_from_bytes=spread_from_bytes) as helpers:
        done = list(helpers.run(double, errands))
    assert done == [(each, None if each % 7 else 2 * each) for each in range(500)]


@pytest.mark.parametrize("spread_from_bytes", [0, 10_000])
@pytest.mark.parametrize(
    "works", [lambda _: True, lambda _: False, lambda each: each == 0], ids=["all", "none", "first"]
)
def test_errands_are_taken_up_only_a_little_ahead(spread_from_bytes, works):
    taken = []

    def asked():
        for each in marks(1000, works=works):
            taken.append(each.mark)
            yield each

    with Helpers(2, spread_from_bytes=spread_from_bytes) as helpers:
        ahead = [len(taken) - mark for mark, _ in helpers.run(double, asked())]
    assert max(ahead) <= 66


def wait_or_call(task):
    """The first waits until the last calls, a minute at most."""
    path, number = task
    fifo = os.open(path, os.O_RDWR)
    try:
        if number == 0:
            return bool(select.select([fifo], [], [], 60)[0])
        if number == 9:
            os.write(fifo, b"x")
        return True
    finally:
        os.close(fifo)


def test_nobody_idles_while_one_errand_takes_long(tmp_path):
    path = tmp_path / "call"
    os.mkfifo(path)
    held = os.open(path, os.O_RDWR)  # or what is written before anybody reads is lost
    errands = [Errand(number, (path, number), 1) for number in range(10)]
    with Helpers(2, spread_from_bytes=0) as helpers:
        done = list(helpers.run(wait_or_call, errands, ahead=9))
    os.close(held)
    assert done == [(number, True) for number in range(10)]


def ends_silently(_):
    return signal.getsignal(signal.SIGINT) is signal.SIG_DFL


def test_a_helper_that_hears_ctrl_c_ends_without_a_traceback():
    with Helpers(2, spread_from_bytes=0) as helpers:
        assert list(helpers.run(ends_silently, marks(1))) == [(0, True)]


def test_helpers_do_not_start_where_they_would_run_a_users_script_anew(monkeypatch):
    assert may_spread() == (threading.active_count() == 1)
    monkeypatch.setattr("listminer.pipeline.errands.threading.active_count", lambda: 2)
    assert not may_spread()
