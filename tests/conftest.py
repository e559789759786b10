"""What every test may use. The network is blocked for all of them (pytest-socket)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.contracts")  # so that a failure says what broke

# a slow machine is no error: the clock of one example says nothing on shared cores
settings.register_profile("listminer", deadline=None)
settings.load_profile("listminer")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real archives, or skip: they are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip(f"no real archives at {SHARED}")
    return SHARED
