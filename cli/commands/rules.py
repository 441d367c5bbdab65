"""`deadweight rules`."""

from __future__ import annotations

from cli.terminal import columns, deliver


def rules() -> None:
    """List every rule: its code, its name and what it finds."""
    from cli.rule_text import summary
    from diagnostics import catalogue

    rows = [(rule.code, rule.name, summary(rule)) for rule in catalogue.rules()]
    deliver(columns(("CODE", "NAME", "WHAT IT FINDS"), rows), None)
