"""Threads and lists told in a few sentences, every one resting on words of the mails. Pure."""

from listminer.summary.digest import make_digest
from listminer.summary.thread import at_least, summarize

__all__ = ["at_least", "make_digest", "summarize"]
