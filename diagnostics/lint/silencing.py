"""Findings that comments silence."""

from __future__ import annotations

from dataclasses import replace

from diagnostics.lint.comments import Comments, Ignore
from diagnostics.lint.result import LintResult, Located


def silenced(result: LintResult, comments: Comments) -> LintResult:
    """Without the findings that a comment silences, and with the comments that silence none."""
    kept: list[Located] = []
    used: set[Ignore] = set()
    for each in result.findings:
        lines = each.place.lines if each.place else (0, 0)
        silencing = [comment for comment in comments.ignores if comment.covers(each.finding.code, *lines)]
        used.update(silencing)
        if not silencing:
            kept.append(each)
    idle = tuple(comment.line for comment in comments.ignores if comment not in used)
    return replace(result, findings=tuple(kept), idle_comments=idle)
