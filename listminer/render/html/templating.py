"""Templates, style and script as one HTML document with its Content-Security-Policy."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # "/* why */"; none of our strings holds "/*"
_INDENT = re.compile(r"\n\s*")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates; all that they write is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # late: 50 ms to import

    return Environment(
        loader=PackageLoader("listminer.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=16)
def asset(*names: str) -> Markup:
    """Return the named style sheets or scripts in one, without comments and indentation."""
    folder = files("listminer.render.html") / "assets"
    whole = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return Markup(_INDENT.sub("\n", _COMMENT.sub("", whole)).strip())


@lru_cache(maxsize=16)
def policy(style: str, script: str) -> str:
    """Return a policy that allows this style and this script by their digests, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def document(
    template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], **shown: Any
) -> str:
    """Return *template* filled with *shown*, its style and script inside."""
    style, script = asset(*styles), asset(*scripts)
    return (
        environment()
        .get_template(template)
        .render(style=style, script=script, policy=policy(style, script), **shown)
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
