"""The report as one self-contained HTML file."""

from diagnostics.report.html.page import policy, render

__all__ = ["policy", "render"]
