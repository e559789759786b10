"""HTML mail as plain text, with quotes as "> ".

Pure: beautifulsoup4 on lxml reads what no browser would accept. The tree is
walked with a stack of our own: other people choose its depth.
"""

from __future__ import annotations

import re
from html import unescape
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
# What mail programs put around mail that they quote without <blockquote>. The line that
# names its writer ("moz-cite-prefix", "gmail_attr") is none of them: the sender's program
# wrote it.
_QUOTES = frozenset({"gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra"})
_STRUCK = frozenset({"s", "strike", "del"})
# Matches Outlook's "border-left:solid blue 1.5pt". Must not match "border-left:none".
_BAR = re.compile(r"border-left:\s*(?:solid|[\d.]+p[tx] solid|solid [\d.]+p[tx])\b", re.IGNORECASE)
MAX_SHOWN = 100  # pieces of a link's own words that may hold its target
MAX_QUOTES = 50  # "> " marks on one line; deeper quotes keep this many
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]{0,2000})>")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_VOID = frozenset({"br", "img", "hr", "meta", "input", "link", "col", "wbr", "area", "base"})
_CLOSED_FOR_THEM = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})


def html_to_text(html: str) -> str:
    """Return *html* as plain text with "\\n" line ends.

    `<blockquote>` and mail clients' quote wrappers become "> " per depth, list
    items "- ", table rows lines, a link whose words differ from its target
    "words <target>", what is struck out "~~words~~". Scripts, styles and hidden
    elements are dropped. Whatever the tree's depth, it returns; text deeper than
    MAX_DEPTH is kept flat.
    """
    import warnings

    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning  # heavy; few mails need it

    if _depth(html) > MAX_DEPTH:
        return _flatten(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(html, "lxml")
    writer = _Writer(_around_quotes(soup))
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
    for tag in _OPENED.finditer(html):
        name = tag[2].lower()
        if name in _VOID or name in _CLOSED_FOR_THEM:
            continue
        depth = max(depth - 1 if tag[1] else depth + 1, 0)
        deepest = max(deepest, depth)
    return deepest


_OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")


def _flatten(html: str) -> str:
    """Return the text of a tree that is too deep to build: tag by tag, quotes kept.

    Whose words they are must not get lost with the structure.
    """
    html = _drop(_drop(html, "<!--", "-->"), "<script", "</script>")
    html = _drop(_drop(html, "<style", "</style>"), "<head>", "</head>")
    writer = _Writer()
    divs: list[bool] = []  # of each open <div>: is it a quote?
    at = 0
    for tag in _TAG.finditer(html):
        writer.say(unescape(html[at : tag.start()]))
        at = tag.end()
        closing, name = bool(tag[1]), tag[2].lower()
        if name in _BLOCK or name == "br":
            writer.end_line(keep_blank=name == "br")
        if name in _STRUCK:
            (writer.end_struck if closing else writer.begin_struck)()
        quotes = 0
        if name == "blockquote":
            quotes = 1
        elif name == "div" and not closing:
            divs.append(_QUOTE_CLASS.search(tag[3]) is not None)
            quotes = int(divs[-1])
        elif name == "div" and divs:
            quotes = int(divs.pop())
        writer.depth = max(0, writer.depth - quotes if closing else writer.depth + quotes)
    writer.say(unescape(html[at:]))
    return writer.text()


def _drop(html: str, opening: str, closing: str) -> str:
    """Return *html* without the stretches from *opening* to *closing*; one left open is kept."""
    lower = html.lower() if opening != "<!--" else html
    if len(lower) != len(html):
        return html  # some letters are longer in lower case
    pieces: list[str] = []
    at = 0
    while (start := lower.find(opening, at)) >= 0:
        end = lower.find(closing, start)
        if end < 0:
            break
        pieces.append(html[at:start])
        at = end + len(closing)
    return "".join((*pieces, html[at:]))


_QUOTE_CLASS = re.compile(
    rf"class\s*=\s*[\"']?[^\"'<>]{{0,200}}\b(?:{'|'.join(sorted(_QUOTES))})\b"
)


def _is_hidden(node: Any) -> bool:
    style = str(node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.has_attr("hidden")


def _is_struck(node: Any) -> bool:
    return node.name in _STRUCK or "line-through" in str(node.get("style") or "").lower()


def _around_quotes(soup: Any) -> set[int]:
    """Return the ids of the elements that hold a <blockquote>.

    A wrapper with one inside holds the attribution, too: it is no quote itself.
    """
    around: set[int] = set()
    for quote in soup.find_all("blockquote"):
        for node in quote.parents:
            if id(node) in around:
                break
            around.add(id(node))
    return around


def _is_quote(node: Any, around: set[int]) -> bool:
    if node.name == "blockquote":
        return True
    if node.name != "div" or id(node) in around:
        return False
    if not _QUOTES.isdisjoint(node.get("class") or ()):
        return True
    style = node.get("style")
    return bool(style) and _BAR.search(str(style)) is not None


class _Writer:
    """Collects lines; knows the quote depth and whether white space counts."""

    def __init__(self, around: set[int] | None = None) -> None:
        self.around = around or set()
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.written = 0  # marks of the last line
        self.verbatim = 0
        self.anchors: list[int] = []  # of each open link, where its words begin in `line`
        self.numbers: list[int | None] = []  # of each open list: its last number; None: no numbers
        self.quoted: list[bool] = []  # of each open element: does it quote?
        self.gap = False  # a blank line is due before the next words
        self.struck = 0  # open elements that strike out their words
        self.struck_from = 0  # where these words begin in `line`
        self.struck_to = -1  # where the last such words on the line end

    def say(self, words: str) -> None:
        if self.verbatim:
            first, *rest = words.replace("\r", "").split("\n")
            self._add(first)
            for each in rest:
                self.end_line(keep_blank=True)
                self._add(each)
            return
        folded = _SPACE.sub(" ", words).replace("\xa0", " ")
        if not self.line and not folded.strip():
            self.gap = self.gap or ("\xa0" in words and bool(self.lines))  # a blank line, drawn
            return
        self._add(folded if self.line else folded.lstrip(" "))

    def enter(self, node: Any) -> None:
        name = node.name
        if name in _BLOCK:
            self.end_line()
            if name in _PARAGRAPH:
                self.gap = bool(self.lines) and not self.numbers
        self.quoted.append(_is_quote(node, self.around))
        self.depth += self.quoted[-1]
        if _is_struck(node):
            self.begin_struck()
        if name == "a":
            self.anchors.append(len(self.line))
        elif name == "pre":
            self.verbatim += 1
        elif name in ("ul", "ol"):
            self.numbers.append(0 if name == "ol" else None)
        elif name == "li":
            self._add(self._bullet())
            self.struck_from = len(self.line)
        elif name == "br":
            self.end_line(keep_blank=True)
        elif name == "hr":
            self._add("-" * 20)
        elif name in ("td", "th") and self.line:
            self._add(" | ")

    def leave(self, node: Any) -> None:
        name = node.name
        if _is_struck(node):
            self.end_struck()
        if name == "a":
            target = str(node.get("href") or "")
            start = self.anchors.pop()
            shown = "".join(self.line[start : start + MAX_SHOWN])
            if target.startswith(("http:", "https:")) and target.rstrip("/") not in shown:
                self._add(f" <{target}>")
        if name in _BLOCK:
            self.end_line()
            if name in _PARAGRAPH and len(self.numbers) <= 1:
                self.gap = True
        self.depth -= self.quoted.pop()
        if name == "pre":
            self.verbatim -= 1
        elif name in ("ul", "ol"):
            self.numbers.pop()

    def begin_struck(self) -> None:
        if not self.struck:
            self.struck_from = len(self.line)
        self.struck += 1

    def end_struck(self) -> None:
        if self.struck == 1:
            self._strike()
        self.struck = max(0, self.struck - 1)

    def _strike(self) -> None:
        """Set marks around the words of `line` that an open element strikes out, if any."""
        words = "".join(self.line[self.struck_from :])
        if self.struck and (said := words.strip()):
            marked = words.replace(said, f"~~{said}~~", 1)
            above = self.line[self.struck_from - 1] if self.struck_from == self.struck_to else ""
            if above.endswith("~~") and marked.startswith("~~"):  # editors cut a word in two
                self.line[self.struck_from - 1] = above[:-2]
                marked = marked[2:]
            self.line[self.struck_from :] = [marked]
            self.struck_to = len(self.line)
        self.struck_from = len(self.line)

    def _bullet(self) -> str:
        """Return "- " or the next number, two blanks in for each list around."""
        number = self.numbers[-1] if self.numbers else None
        inset = "  " * max(0, min(len(self.numbers), MAX_QUOTES) - 1)
        if number is None:
            return f"{inset}- "
        self.numbers[-1] = number + 1
        return f"{inset}{number + 1}. "

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines)

    def _add(self, words: str) -> None:
        if words:
            self.line.append(words)

    def end_line(self, *, keep_blank: bool = False) -> None:
        """End the line, if there is anything on it or a blank one is wanted."""
        self._strike()
        line = "".join(self.line).rstrip()
        self.line = []
        self.struck_from, self.struck_to = 0, -1
        if self.anchors:
            self.anchors = [0] * len(self.anchors)
        if not line.strip() and not keep_blank:
            return
        mark = ">" * min(self.depth, MAX_QUOTES)
        if self.gap and self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * min(len(mark), self.written))
        self.gap, self.written = False, len(mark)
        self.lines.append(f"{mark} {line}".rstrip() if self.depth else line)
