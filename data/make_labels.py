"""Make data/annotations/ from the reader's notes in data/sample/source/labels.toml.

Looks up where each noted sentence stands in the month file of the sample, and writes
the stand-off labels as JSON and as a table. Standard library only; same notes, same
bytes. Run it after make_sample.py:

    python data/make_labels.py [--out FOLDER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tomllib
from collections.abc import Iterable
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
NOTES = HERE / "sample" / "source" / "labels.toml"
FROM_LINE = re.compile(r"^From \S+ at \S+  \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\n", re.M)
QUOTE_MARK = re.compile(r"^(?:>|[A-Z]{2}>)")  # "> a", "PR> a"; not "-> a"

Evidence = dict[str, Any]


class Mail(NamedTuple):
    """One message of a pipermail month."""

    message_id: str  # without angle brackets
    sender: str  # the decoded name
    date: str  # the Date field as written
    text: str  # after the empty line below the headers; one "\n" at the end


def read_month(path: Path) -> dict[str, Mail]:
    """Return the messages of a pipermail month by Message-ID, in file order.

    Reads what make_sample.py writes; it is no reader for the dirt of real archives.
    """
    month = gzip.decompress(path.read_bytes()).decode("utf-8")
    mails = {}
    for entry in FROM_LINE.split(month)[1:]:
        block, _, body = entry.partition("\n\n")
        fields = dict(line.split(": ", 1) for line in re.sub(r"\n[ \t]+", " ", block).split("\n"))
        name = re.search(r"\((.*)\)$", fields["From"])
        mail = Mail(
            message_id=fields["Message-ID"].strip("<>"),
            sender=str(make_header(decode_header(name.group(1)))) if name else fields["From"],
            date=fields["Date"],
            text=body.rstrip("\n") + "\n",
        )
        mails[mail.message_id] = mail
    return mails


def find_words(text: str, words: str) -> tuple[int, int]:
    """Return where *words* stand in *text* outside of lines that carry a quote mark.

    White space matches any white space, so a note need not know the line breaks.
    Raises ValueError if they do not stand there.

    >>> find_words("> Let us go.\\nLet us\\ngo.\\n", "Let us go.")
    (13, 23)
    """
    for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if not QUOTE_MARK.match(text[line_start : match.end()]):
            return match.span()
    raise ValueError(f"not among the authored words: {words!r}")


def annotate(notes: dict[str, Any], mails: dict[str, Mail]) -> dict[str, Any]:
    """Return the annotation document of the month."""
    units = [_unit(line, notes["messages"], mails) for line in _note_lines(notes)]
    spans = {unit["uid"]: unit["span"] for unit in units}
    threads = []
    for name, thread in notes["threads"].items():
        found = _resolve(thread, spans, notes["messages"])
        root = notes["messages"][thread["root"]]
        threads.append({"name": name, **found, "root": root})
    return {
        "schema": "listminer/annotation/1",
        "list": notes["list"],
        "volume": notes["volume"],
        "units": [
            {
                "uid": unit["uid"],
                **unit["span"],
                "labels": unit["labels"],
                "answers": spans.get(unit["answers"]),
            }
            for unit in units
            if unit["labels"]
        ],
        "threads": threads,
    }


def to_table(document: dict[str, Any]) -> str:
    """Return the labelled sentences as tab-separated lines with a head line."""
    lines = ["uid\tmessage_id\tstart\tend\tlabels\ttargets"]
    for unit in document["units"]:
        labels = ",".join(label["kind"] for label in unit["labels"])
        targets = ",".join(label["target"] or "-" for label in unit["labels"])
        cells = (unit["uid"], unit["message_id"], unit["start"], unit["end"], labels, targets)
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def _note_lines(notes: dict[str, Any]) -> Iterable[list[str]]:
    for line in notes["sentences"]["units"].strip().split("\n"):
        yield [cell.strip() for cell in line.split(" | ", 4)]


def _unit(cells: list[str], ids: dict[str, str], mails: dict[str, Mail]) -> dict[str, Any]:
    uid, kinds, targets, answers, words = cells
    mail = mails[ids[uid[:-1]]]
    start, end = find_words(mail.text, words)
    span: Evidence = {
        "message_id": mail.message_id,
        "sender": mail.sender,
        "start": start,
        "end": end,
        "text": mail.text[start:end],
    }
    labels = []
    if kinds != "-":
        pairs = zip(kinds.split(","), targets.split(","), strict=True)
        labels = [{"kind": kind, "target": None if t == "-" else t} for kind, t in pairs]
    return {"uid": uid, "span": span, "labels": labels, "answers": answers}


def _resolve(thread: dict[str, Any], spans: dict[str, Evidence], ids: dict[str, str]) -> Evidence:
    """Return the thread's findings with spans for keys and Message-IDs for message keys."""
    found: dict[str, Any] = {}
    for kind, items in thread.items():
        if kind != "root":
            found[kind] = [_resolved_item(kind, item, spans, ids) for item in items]
    return found


def _resolved_item(
    kind: str, item: dict[str, Any], spans: dict[str, Evidence], ids: dict[str, str]
) -> dict[str, Any]:
    resolved = dict(item)
    for name in ("evidence", "settled_by"):
        if name in item:
            resolved[name] = [spans[key] for key in item[name]]
    if kind == "positions":
        resolved["history"] = [
            {**turn, "evidence": [spans[key] for key in turn["evidence"]]}
            for turn in item["history"]
        ]
    if kind == "questions":
        resolved["answered_by"] = [ids[key] for key in item["answered_by"]]
        resolved["open"] = not item["answered_by"]
        resolved["text"] = " ".join(resolved["evidence"][0]["text"].split())
    if kind == "action_items":
        unsaid = {"owner": None, "due": None, "due_date": None, "accepted": None}
        resolved = {**unsaid, **resolved}
    return resolved


def main() -> None:
    """Write the annotations into the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Make the sample's labels from the notes.")
    parser.add_argument("--out", type=Path, default=HERE / "annotations", help="folder")
    folder = parser.parse_args().out
    notes = tomllib.loads(NOTES.read_text(encoding="utf-8"))
    month = HERE / "sample" / notes["list"] / f"{notes['volume']}.txt.gz"
    document = annotate(notes, read_month(month))
    name = f"{notes['list']}-{notes['volume']}"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    (folder / f"{name}.tsv").write_text(to_table(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
