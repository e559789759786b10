"""The tools that listminer is measured against, each fed the same mail as a Maildir."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.measure import Run, run
from listminer.fetch.local import open_source
from listminer.model import RawMessage

DEBIAN_PACKAGE = {"mu": "maildir-utils", "notmuch": "notmuch"}


def missing() -> list[str]:
    """Return a line for each tool that is not installed: how to get it."""
    return [
        f"{tool} is not installed: apt-get install {package}"
        for tool, package in DEBIAN_PACKAGE.items()
        if shutil.which(tool) is None
    ]


def write_maildir(sources: list[Path], folder: Path) -> int:
    """Write every message of *sources* into a new Maildir; return how many."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    count = 0
    for source in sources:
        for file in open_source(source):
            for item in file.messages():
                if isinstance(item, RawMessage):
                    (folder / "cur" / f"{count:07d}.bench:2,S").write_bytes(item.data)
                    count += 1
    return count


def mu_index(maildir: Path, home: Path) -> Run:
    """Return what `mu index` took on *maildir*, into a new database."""
    shutil.rmtree(home, ignore_errors=True)
    run(["mu", "init", "--quiet", f"--muhome={home}", f"--maildir={maildir}"])
    return run(["mu", "index", "--quiet", f"--muhome={home}"])


def notmuch_new(maildir: Path, home: Path) -> Run:
    """Return what `notmuch new` took on *maildir*, into a new database."""
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    config = home / "notmuch-config"
    config.write_text(
        f"[database]\npath={maildir}\n[user]\nname=Bench\nprimary_email=bench@example.org\n"
        "[new]\ntags=new\n[search]\nexclude_tags=\n"
    )
    return run(["notmuch", "new", "--quiet"], env={"NOTMUCH_CONFIG": str(config)})
