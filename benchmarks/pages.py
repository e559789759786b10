"""What digests and pages cost, with the findings read before: a month, a whole list, a browser."""

from __future__ import annotations

import importlib
import os
import re
import shutil
from pathlib import Path

from benchmarks.measure import LISTMINER, run

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPENINGS = 3  # of the page; the best is told, others may be using the machine
_INTERACTIVE = "performance.getEntriesByType('navigation')[0].domInteractive"


def page_rows(store: Path, month: str, work: Path) -> list[list[str]]:
    """Return rows: a digest of *month*, a site of all of *store*, its longest page in a browser.

    A first site reads the findings, and is not counted.
    """
    command = [*LISTMINER, "--store", str(store)]
    site = work / "site"
    run([*command, "report", "-o", str(site)])
    digest = run([*command, "digest", "--since", month, "--until", month])
    report = run([*command, "report", "-o", str(site)])
    written = re.search(r"([\d,]+) threads", report.stdout)
    count = written[1] if written else "?"
    page = max((site / "t").glob("*.html"), key=lambda each: each.stat().st_size)
    mails = page.read_text("utf-8").count('<article class="mail ')
    size = f"{page.stat().st_size / 1024:,.0f} KiB"
    return [
        [f"`digest` of {month}", f"{digest.wall_s:.1f} s"],
        [f"`report`, {count} threads", f"{report.wall_s:.0f} s, peak {report.peak_mib:.0f} MiB"],
        [f"its longest page, {mails} mails, {size}, until it answers", _interactive(page)],
    ]


def _interactive(page: Path) -> str:
    """Return how long a browser takes until *page* answers to keys; or what is missing for it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return "no browser (apt-get install chromium)"
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        return "no playwright (pip install 'listminer[dev]')"
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # its sandbox refuses to run as root
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=browser, args=["--no-sandbox"] if root else []
        )
        taken = []
        for _ in range(OPENINGS):
            tab = opened.new_context(offline=True).new_page()
            tab.set_default_timeout(120_000)
            tab.goto(page.as_uri())
            taken.append(float(tab.evaluate(_INTERACTIVE)))
        opened.close()
    return f"{min(taken) / 1000:.2f} s"
