"""HTML mail as plain text, with quotes as "> ".

Pure: beautifulsoup4 on lxml reads what no browser would accept. The tree is
walked with a stack of our own: other people choose its depth.
"""

from __future__ import annotations

import re
from typing import Any

MAX_DEPTH = 200  # elements; below that, structure is dropped and text kept
_SKIP = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tr",
        "ul",
    ]
)
_PARAGRAPH = frozenset({"p", "blockquote", "pre", "ul", "ol", "table", "h1", "h2", "h3", "h4"})
_QUOTES = (
    "gmail_quote",
    "moz-cite-prefix",
    "yahoo_quoted",
    "protonmail_quote",
    "WordSection_quote",
)


def html_to_text(html: str) -> str:
    """Return *html* as plain text with "\\n" line ends.

    `<blockquote>` and mail clients' quote wrappers become "> " per depth, list
    items "- ", table rows lines, a link whose words differ from its target
    "words <target>". Scripts, styles and hidden elements are dropped. Whatever
    the tree's depth, it returns; text deeper than MAX_DEPTH is kept flat.
    """
    import warnings

    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning  # heavy; few mails need it

    if _depth(html) > MAX_DEPTH:
        return _flatten(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(html, "lxml")
    writer = _Writer()
    stack: list[tuple[Any, bool]] = [(soup, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            writer.leave(node)
            continue
        if node.name is None:
            if type(node).__name__ == "NavigableString":
                writer.say(str(node))
            continue
        if node.name in _SKIP or _is_hidden(node):
            continue
        writer.enter(node)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.contents))
    return writer.text()


def _depth(html: str) -> int:
    """Return a bound on how deep elements nest, counting what is opened and never closed."""
    deepest = depth = 0
    for tag in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})", html):
        if tag[2].lower() in (
            "br",
            "img",
            "hr",
            "meta",
            "input",
            "link",
            "p",
            "li",
            "td",
            "tr",
            "col",
        ):
            continue
        depth = depth - 1 if tag[1] else depth + 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest


def _flatten(html: str) -> str:
    import html as entities

    text = re.sub(r"<(?:br|/p|/div|/tr|/li)\b[^<>]{0,200}>", "\n", html, flags=re.IGNORECASE)
    return entities.unescape(re.sub(r"<[^<>]{0,2000}>", "", text))


def _is_hidden(node: Any) -> bool:
    style = str(node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.has_attr("hidden")


def _is_quote(node: Any) -> bool:
    if node.name == "blockquote":
        return True
    classes = node.get("class") or []
    return (
        node.name == "div" and any(name in _QUOTES for name in classes) and not _holds_quote(node)
    )


def _holds_quote(node: Any) -> bool:
    return node.find("blockquote") is not None  # the wrapper holds the attribution too


class _Writer:
    """Collects lines; knows the quote depth and whether white space counts."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.verbatim = 0
        self.gap = False  # a blank line is due before the next words

    def say(self, words: str) -> None:
        if self.verbatim:
            first, *rest = words.replace("\r", "").split("\n")
            self._add(first)
            for each in rest:
                self._end(keep_blank=True)
                self._add(each)
            return
        folded = re.sub(r"[ \t\n\r\f]+", " ", words).replace("\xa0", " ")
        if folded == " " and not self.line:
            return
        self._add(folded if self.line else folded.lstrip(" "))

    def enter(self, node: Any) -> None:
        name = node.name
        if name in _BLOCK:
            self._end()
            if name in _PARAGRAPH:
                self.gap = bool(self.lines)
        if _is_quote(node):
            self.depth += 1
        if name == "pre":
            self.verbatim += 1
        elif name == "li":
            self._add("- ")
        elif name == "br":
            self._end(keep_blank=True)
        elif name == "hr":
            self._add("-" * 20)
        elif name in ("td", "th") and self.line:
            self._add(" | ")

    def leave(self, node: Any) -> None:
        name = node.name
        if name == "a":
            target = str(node.get("href") or "")
            if target.startswith(("http:", "https:")) and target.rstrip("/") not in "".join(
                self.line
            ):
                self._add(f" <{target}>")
        if name in _BLOCK:
            self._end()
            if name in _PARAGRAPH:
                self.gap = True
        if _is_quote(node):
            self.depth -= 1
        if name == "pre":
            self.verbatim -= 1

    def text(self) -> str:
        self._end()
        return "\n".join(self.lines)

    def _add(self, words: str) -> None:
        if words:
            self.line.append(words)

    def _end(self, *, keep_blank: bool = False) -> None:
        line = "".join(self.line).rstrip()
        self.line = []
        if not line.strip() and not keep_blank:
            return
        mark = ">" * self.depth
        if self.gap and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark)
        self.gap = False
        self.lines.append(f"{mark} {line}".rstrip() if self.depth else line)
