"""Discussions as HTML: one page, a fragment for a notebook, a site of many pages.

Pure, but for `write_site`, which writes files into one folder. Mail is hostile:
all of its text passes the template's escaping, nothing of it becomes a tag, a
style, a script or an address that runs, and a Content-Security-Policy forbids
what slips through.
"""

from listminer.render.html.digest_page import render_digest
from listminer.render.html.fragment import render_fragment
from listminer.render.html.page import render_page
from listminer.render.html.site import SiteReport, write_site

__all__ = ["SiteReport", "render_digest", "render_fragment", "render_page", "write_site"]
