"""Without an optional package, what needs it names the extra that brings it; the rest works."""

from __future__ import annotations

import sys

import pytest

from listminer.errors import UserError
from listminer.render.graph_file import render_graph


@pytest.mark.parametrize(
    ("package", "call", "extra"),
    [
        ("pandas", lambda d, _: d.frame("messages"), "listminer[frames]"),
        ("pandas", lambda d, _: d[0].frame("acts"), "listminer[frames]"),
        ("pandas", lambda d, _: d.frame("stats"), "listminer[frames]"),
        ("pyarrow", lambda d, path: d.write_parquet("links", path / "x"), "listminer[frames]"),
        ("pydot", lambda d, _: render_graph(d.people_graph(), "dot"), "listminer[graph]"),
    ],
)
def test_a_package_that_is_not_there_names_its_extra(
    debates, tmp_path, monkeypatch, package, call, extra
):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UserError, match=f"{package}, which is not installed") as told:
        call(debates, tmp_path)
    assert f"pip install '{extra}'" in "\n".join(told.value.hints)


def test_pictures_and_graphs_need_no_pandas(debates, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert debates.plot("activity").get_title(loc="left")
    assert len(debates.people_graph()) == 8
    assert debates.stats().messages == 29
