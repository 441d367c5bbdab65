"""The whole page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from diagnostics.report import wording
from diagnostics.report.html import curves, facts, fixes, layer_map, trials
from diagnostics.report.html.answer import answer
from diagnostics.report.html.drawing.bar import bar
from diagnostics.report.html.findings import findings, mark
from diagnostics.report.html.links import links
from diagnostics.report.model import Report

# Control characters, those that turn the direction of writing, and halves of characters, which no file can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(report: Report) -> str:
    """The report as one HTML file: it loads nothing, runs no script, and forbids the browser to do either."""
    known = links(report)
    page = (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            answer=answer(report, known),
            groups=fixes.groups(report, known),
            findings=findings(report, known),
            training=curves.as_asked(report),
            range_test=curves.range_test(report.range_test) if report.range_test else None,
            trials=trials.rows(report),
            views=layer_map.views(report),
            spec=report.spec.model_dump_json(indent=2),
            style=Markup(style()),  # our own file
            policy=policy(),
        )
    )
    return _UNPRINTABLE.sub("\ufffd", page)


@cache
def policy() -> str:
    """The Content-Security-Policy of the page: its own style sheet, known by its hash, and pictures that it holds."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def style() -> str:
    """The style sheet."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), "style.css")[0]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("diagnostics.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(bar=bar, facts=facts, mark=mark)
    environment.filters.update(number=wording.number, percent=wording.percent)
    return environment
