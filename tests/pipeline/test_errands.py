"""Errands keep their order, and no more of them are taken up than memory allows."""

from __future__ import annotations

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


def ends_silently(_):
    return signal.getsignal(signal.SIGINT) is signal.SIG_DFL


def test_a_helper_that_hears_ctrl_c_ends_without_a_traceback():
    with Helpers(2, spread_from_bytes=0) as helpers:
        assert list(helpers.run(ends_silently, marks(1))) == [(0, True)]


def test_helpers_do_not_start_where_they_would_run_a_users_script_anew(monkeypatch):
    assert may_spread() == (threading.active_count() == 1)
    monkeypatch.setattr("listminer.pipeline.errands.threading.active_count", lambda: 2)
    assert not may_spread()
