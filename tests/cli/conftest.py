from __future__ import annotations

import pytest

from tests.cli.command import CommandLine


@pytest.fixture
def listminer(tmp_path, monkeypatch):
    """Return the command line with an empty store."""
    return CommandLine(tmp_path / "home", monkeypatch)
