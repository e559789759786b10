"""The findings of a discussion as a piece of HTML, for a notebook's cell."""

from __future__ import annotations

from listminer.model import Discussion, Summary
from listminer.render.html.page import page_of
from listminer.render.html.templating import asset, environment

STYLES = ("colours.css", "findings.css")


def render_fragment(discussion: Discussion, summary: Summary | None = None) -> str:
    """Return the findings of *discussion* as HTML that stands inside another page.

    The style holds for this piece only; there is no script. References are
    numbers of mails, linked to the archive's page where it is known.
    """
    page = page_of(discussion, summary)
    urls = {mail.number: mail.url for mail in page.mails if mail.url}
    return (
        environment()
        .get_template("fragment.html")
        .render(page=page, style=asset(*STYLES), urls=urls)
    )
