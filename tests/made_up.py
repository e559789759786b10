"""Small made-up plug-ins, good and bad, and how a test installs them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from listminer.extract.reading import load_reader, read_sentences
from listminer.extract.scene import cast_of
from listminer.model import (
    ActionItem,
    Archive,
    Discussion,
    Problem,
    RawMessage,
    Span,
    Summary,
)


class Todo:
    """Sentences that begin with "TODO" are tasks of who writes them."""

    def read(self, discussion: Discussion) -> Discussion:
        speakers = cast_of(discussion).speakers
        found = tuple(
            task(each.span, owner=speakers[each.span.message_id], text=each.text)
            for each in read_sentences(discussion, load_reader(tagged=False))
            if each.text.startswith("TODO")
        )
        return with_actions(discussion, *found)


class Thief:
    """Takes every quoted line for a task of who quotes it."""

    def read(self, discussion: Discussion) -> Discussion:
        found = [
            task(segment.span, owner="Thief")
            for segments in discussion.segments.values()
            for segment in segments
            if segment.depth
        ]
        return with_actions(discussion, *found)


class Broken:
    """Fails at whatever it is asked."""

    def read(self, discussion: Discussion) -> Discussion:
        raise KeyError(discussion.thread.root)

    def render(self, discussion: Discussion, summary: Summary) -> str:  # noqa: ARG002
        raise KeyError(discussion.thread.root)

    def is_mine(self, source: str) -> bool:
        return source.startswith("broken:")

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        yield note(source, 0, b"From: ada@example.org\n\nIt rings at noon.\n")
        raise KeyError(source)


class Quitter(Broken):
    """Calls for the end of the program at whatever it is asked."""

    def read(self, discussion: Discussion) -> Discussion:  # noqa: ARG002
        raise SystemExit(7)

    def render(self, discussion: Discussion, summary: Summary) -> str:  # noqa: ARG002
        raise SystemExit(7)

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        yield note(source, 0, b"From: ada@example.org\n\nIt rings at noon.\n")
        raise SystemExit(7)


class Nothing:
    """Can do nothing that a plug-in can."""


class Outline:
    """One line for each message of a thread."""

    def render(self, discussion: Discussion, summary: Summary) -> str:
        lines = [f"* {each.sender.display}: {each.subject}" for each in discussion.messages]
        return "\n".join([*lines, f"{len(summary.sentences)} sentences"])


class Notes:
    """Mails in one text file, "notes:PATH", with a line "%%" between two of them."""

    def is_mine(self, source: str) -> bool:
        return source.startswith("notes:")

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        data = Path(source.removeprefix("notes:")).read_bytes()
        for number, each in enumerate(data.split(b"%%\n") if data else ()):
            if each.strip():
                yield note(source, number, each)
            else:
                yield Problem(stage="mail", locator=f"{source}#{number}", message="an empty note")


class Liar(Notes):
    """Says of each mail that it is the same."""

    def messages(self, source: str) -> Iterator[RawMessage | Problem]:
        for each in super().messages(source):
            yield replace(each, sha256="0" * 64) if isinstance(each, RawMessage) else each


def note(source: str, number: int, data: bytes) -> RawMessage:
    return RawMessage(
        archive=Archive(name="notes", kind="mailbox", location=source),
        locator=f"{source}#{number}",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )


def task(span: Span, *, owner: str | None, text: str = "a task", **other: Any) -> ActionItem:
    found = ActionItem(
        owner=owner,
        task=text,
        due=None,
        due_date=None,
        status="open",
        evidence=(span,),
        confidence=1.0,
    )
    return replace(found, **other)


def with_actions(discussion: Discussion, *came: ActionItem) -> Discussion:
    found = discussion.findings
    return replace(discussion, findings=replace(found, actions=(*found.actions, *came)))


def install(
    folder: Path, points: Mapping[str, str], *, package: str = "made-up", version: str = "1.0"
) -> Path:
    """Make *folder* hold an installed package; *points* are "group/name" and what they name."""
    info = folder / f"{package.replace('-', '_')}-{version}.dist-info"
    for old in folder.glob(f"{package.replace('-', '_')}-*.dist-info"):
        for path in (*old.iterdir(), old):
            path.rmdir() if path.is_dir() else path.unlink()
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", encoding="utf-8"
    )
    lines = []
    for point, value in points.items():
        group, _, name = point.partition("/")
        lines += [f"[listminer.{group}]", f"{name} = {value}"]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
