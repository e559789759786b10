"""Plug-ins that read a thread after our own extractors: what they add is held against the laws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from listminer.errors import PluginError
from listminer.model import Discussion, Problem
from listminer.pipeline.findings_codec import decode_findings, encode_findings
from listminer.plugins import Extractor, Plugin, load_plugin, running


def read_on(discussion: Discussion, extractors: Sequence[Plugin]) -> Discussion:
    """Return *discussion* with the findings that each of *extractors* adds, in this order.

    One that fails or breaks a law (extract.laws) adds nothing here but a problem that
    names it; of what others give nothing else than findings and problems is taken.
    Raises PluginError if one cannot be loaded.
    """
    for plugin in extractors:
        extractor = load_plugin(plugin)
        try:
            discussion = _read_by(extractor, plugin, discussion)
        except PluginError as exc:
            problem = Problem(stage="extract", locator=discussion.thread.root, message=exc.found)
            discussion = replace(discussion, problems=(*discussion.problems, problem))
    return discussion


def _read_by(extractor: Extractor, plugin: Plugin, discussion: Discussion) -> Discussion:
    from listminer.extract.laws import first_breach  # late: the extractors

    with running(plugin):
        read = extractor.read(discussion)
        # as it comes out of the store the next time: lists are tuples, what is odd fails here
        found = replace(read.findings, others=discussion.findings.others)  # ours to tell
        findings = decode_findings(encode_findings(found))
        breach = first_breach(discussion, findings)
        problems = read.problems[len(discussion.problems) :]
    if breach is not None:
        raise PluginError(f"{plugin}: {breach}")
    return replace(discussion, findings=findings, problems=discussion.problems + problems)
