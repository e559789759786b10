"""format=flowed text back to lines as they were meant (RFC 3676).

Pure.
"""

from __future__ import annotations


def unflow(text: str, *, delsp: bool = False) -> str:
    """Return *text* with flowed lines joined, quote depths kept as "> " marks.

    Lines of different depths are never joined. "-- " stays a line of its own.
    With *delsp* the blank that marks a flowed line is dropped (RFC 3676, 4.2).
    """
    done: list[str] = []
    open_depth: int | None = None
    pieces: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content  # space-stuffing
        signs = content == "-- "
        if open_depth is not None and (depth != open_depth or signs):
            done.append(_quoted("".join(pieces), open_depth))
            open_depth, pieces = None, []
        flows = content.endswith(" ") and not signs
        pieces.append(content[:-1] if flows and delsp else content)
        if flows:
            open_depth = depth
        else:
            done.append(_quoted("".join(pieces), depth))
            open_depth, pieces = None, []
    if open_depth is not None:
        done.append(_quoted("".join(pieces), open_depth))
    return "\n".join(done)


def _quoted(content: str, depth: int) -> str:
    return f"{'>' * depth} {content}" if depth else content
