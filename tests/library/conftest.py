from __future__ import annotations

import matplotlib as mpl
import pytest

import listminer
from tests.labelled import MONTH

mpl.use("agg")


@pytest.fixture(scope="session")
def debates():
    """Return the debates of the sample, read without a store."""
    return listminer.read(MONTH)


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Return a store that holds the sample."""
    store = listminer.open(tmp_path_factory.mktemp("store") / "lists.db")
    store.ingest(MONTH)
    return store
