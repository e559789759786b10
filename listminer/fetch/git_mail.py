"""Read the mails of public-inbox git repositories (v1, v2), and bring such repositories home.

Runs the `git` program on repositories that other people made: nothing of their
configuration is trusted to run programs, and only http and https are spoken.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from listminer.errors import FetchError
from listminer.model import Archive, RawMessage

V1_PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{38}")  # of sha1(Message-ID)
CLONE_S = 6 * 3600  # the largest epochs are near 1 GB


def has_git() -> bool:
    """Return whether the git program is there."""
    return shutil.which("git") is not None


def repositories(path: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Return the repositories of a clone, epochs in order; () if *path* is no clone.

    A clone is one repository (bare or not), a v2 inbox ("git/0.git", "git/1.git" below it), or
    a folder of epochs ("0.git", "1.git").
    """
    folder = Path(path)
    if _is_repository(folder):
        return (folder,)
    if _is_repository(folder / ".git"):
        return (folder / ".git",)
    epochs = [
        at
        for at in (*folder.glob("git/*.git"), *folder.glob("*.git"))
        if at.stem.isdigit() and _is_repository(at)
    ]
    return tuple(sorted(epochs, key=lambda at: int(at.stem)))


def _is_repository(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def head_commit(repository: Path) -> str:
    """Return the commit that HEAD names. Raises FetchError if there is none."""
    return _git(repository, "rev-parse", "--verify", "HEAD").decode("ascii").strip()


def bring_home(
    url: str, repository: Path, *, user_agent: str, addresses: Sequence[str] = ()
) -> None:
    """Clone *url* as a bare mirror, or fetch what is new. Raises FetchError if git fails.

    *addresses* are those to connect to; none: git asks the name server itself. A clone that
    is cut off leaves nothing: it is made beside its place and then renamed.
    """
    wanted = {"http.userAgent": user_agent, **_pinned(url, addresses)}
    agent = tuple(word for pair in wanted.items() for word in ("-c", "=".join(pair)))
    if _is_repository(repository):
        _git(repository, *agent, "fetch", "--quiet", "--prune", "origin", timeout_s=CLONE_S)
        return
    repository.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=repository.parent) as beside:
        fresh = Path(beside) / "fresh.git"
        fresh.mkdir()
        _git(fresh, *agent, "clone", "--quiet", "--mirror", url, str(fresh), timeout_s=CLONE_S)
        fresh.rename(repository)


def _pinned(url: str, addresses: Sequence[str]) -> dict[str, str]:
    """Return the setting that makes git connect to *addresses*, which were checked."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = ",".join(f"[{each}]" if ":" in each else each for each in addresses)
    return {"http.curloptResolve": f"{parts.hostname}:{port}:{found}"} if addresses else {}


def read_mails(repository: Path, archive: Archive, locator: str) -> Iterator[RawMessage]:
    """Yield the mails of one repository, oldest first where it tells (v2).

    v2: each commit holds one file, "m" a mail or "d" one that was removed and is left out.
    v1: each file of the last commit's tree is a mail. Raises FetchError if git fails.
    """
    blobs = _v2_blobs(repository) or _v1_blobs(repository)
    for blob, content in _contents(repository, blobs):
        # some old inboxes kept the From_ line
        data = content.partition(b"\n")[2] if content.startswith(b"From ") else content
        yield RawMessage.of(archive, f"{locator}#blob={blob}", data)


def _v2_blobs(repository: Path) -> list[str]:
    commits = _git(repository, "rev-list", "--reverse", "HEAD").decode("ascii").split()
    asked = "".join(f"{commit}:m\n{commit}:d\n" for commit in commits)
    answers = _git(repository, "cat-file", "--batch-check", given=asked.encode()).splitlines()
    kept: dict[str, None] = {}
    for number, answer in enumerate(answers):
        words = answer.decode("utf-8", "replace").split()
        if len(words) != 3 or words[1] != "blob":
            continue  # "<commit>:d missing": each commit has one of the two
        if number % 2:
            kept.pop(words[0], None)
        else:
            kept[words[0]] = None
    return list(kept)


def _v1_blobs(repository: Path) -> list[str]:
    listed = _git(repository, "ls-tree", "-r", "-z", "HEAD").split(b"\0")
    blobs = []
    for row in listed:
        kind, _tab, path = row.decode("utf-8", "replace").partition("\t")
        if V1_PATH.fullmatch(path):
            blobs.append(kind.split()[2])
    return blobs


def _contents(repository: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{blob}\n" for blob in blobs).encode())
        asked.seek(0)
        with subprocess.Popen(
            _command(repository, "cat-file", "--batch"),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as git:
            assert git.stdout is not None  # asked for with PIPE
            for blob in blobs:
                words = git.stdout.readline().split()
                if len(words) != 3:
                    raise FetchError(f"git lost the object {blob}", locator=str(repository))
                data = git.stdout.read(int(words[2]))
                git.stdout.read(1)
                yield blob, data


def _git(repository: Path, *words: str, given: bytes = b"", timeout_s: float = 600) -> bytes:
    try:
        done = subprocess.run(
            _command(repository, *words),
            input=given,
            capture_output=True,
            check=True,
            timeout=timeout_s,
            env=_environment(),
        )
    except FileNotFoundError as error:
        raise FetchError("the git program is not installed", locator=str(repository)) from error
    except subprocess.TimeoutExpired as error:
        raise FetchError("git took too long", locator=str(repository)) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else "git failed"
        reason = "".join(
            c if c.isprintable() else " " for c in reason
        )  # the server may have said it
        raise FetchError(reason, locator=str(repository)) from error
    return done.stdout


def _command(repository: Path, *words: str) -> list[str]:
    settings = (
        "safe.directory=*",
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "credential.helper=",  # no password of the user goes anywhere
        "http.followRedirects=false",  # they would lead past the checks of `fetch/http.py`
        "http.lowSpeedLimit=1024",
        "http.lowSpeedTime=60",
    )
    pairs = [word for setting in settings for word in ("-c", setting)]
    return ["git", "--no-pager", *pairs, "-C", str(repository), *words]


def _environment() -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_ALLOW_PROTOCOL": "http:https",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_NO_LAZY_FETCH": "1",  # a clone may name a place to fetch from while it is read
        "LC_ALL": "C",
    }
