"""A real browser: Debian's chromium, driven by Playwright, never online.

Where it is missing the tests are skipped, but on the project's own check they
fail (LISTMINER_SERVERS=1): there it is installed before.
"""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Visit:
    """A page that was opened, and what went on behind it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # of the console, of scripts

    def assert_calm(self, *paths: Path) -> None:
        """Assert that only *paths* were read, and that nothing was complained of."""
        assert self.complaints == []
        assert {each.partition("?")[0].partition("#")[0] for each in self.requests} == {
            path.as_uri() for path in paths
        }


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    must = os.environ.get("LISTMINER_SERVERS") == "1"
    if found is None:
        (pytest.fail if must else pytest.skip)(
            "no chromium here (Debian: apt-get install chromium)"
        )
    playwright = _driver("playwright.sync_api", must)
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # its sandbox refuses to run as root
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if root else []
        )
        yield opened
        opened.close()


@pytest.fixture
def complaints_of_axe() -> Callable[[Any], list[tuple[str, list[str]]]]:
    """Return what tells the rules that a page breaks, and where (axe-core)."""
    axe = _driver(
        "axe_playwright_python.sync_playwright", os.environ.get("LISTMINER_SERVERS") == "1"
    )

    def complaints(page: Any) -> list[tuple[str, list[str]]]:
        violations = axe.Axe().run(page).response["violations"]
        return [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]

    return complaints


def _driver(name: str, must: bool) -> Any:
    return importlib.import_module(name) if must else pytest.importorskip(name)


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., Visit]]:
    """Open a file in a fresh profile; keywords are those of Playwright's new_context."""
    contexts = []

    def open_file(path: Path, anchor: str = "", **context: Any) -> Visit:
        context.setdefault("viewport", {"width": 1360, "height": 900})
        context.setdefault("reduced_motion", "reduce")  # no smooth scrolling to wait for
        contexts.append(browser.new_context(offline=True, **context))
        seen = Visit(page=contexts[-1].new_page())
        seen.page.set_default_timeout(10_000)
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda said: seen.complaints.append(f"{said.type}: {said.text}"))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("dialog", lambda box: seen.complaints.append(f"dialog: {box.message}"))
        seen.page.goto(path.as_uri() + anchor)
        return seen

    yield open_file
    for each in contexts:
        each.close()
