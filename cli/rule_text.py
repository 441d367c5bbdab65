"""A rule's documentation, which is its docstring, as Markdown."""

from __future__ import annotations

import inspect
import sys
from typing import Any

from diagnostics.rules.rule import Rule

_RISK = """## Severity

It foretells trouble: where every trial learned, and nothing that was seen in training is an error, a report that holds
it as an error holds it as a warning."""


def summary(rule: type[Rule[Any]]) -> str:
    """The first paragraph of the docstring on one line."""
    return " ".join((inspect.getdoc(rule) or "").split("\n\n")[0].split())


def page(rule: type[Rule[Any]]) -> str:
    """The whole documentation, thresholds and fixes included."""
    parts = [f"# {rule.code} {rule.name}", inspect.getdoc(rule) or ""]
    if rule.is_risk:
        parts.append(_RISK)
    thresholds = rule.thresholds()
    if thresholds:
        listed = "\n".join(f"- `{rule.code}.{name}`: {value:g}" for name, value in thresholds.items())
        parts.append(f"## Thresholds\n\n{listed}\n\nA job overrides them under `diagnosis.thresholds`.")
    if rule.fixes:
        listed = "\n".join(f"- `{fix.name}`: {fix.title}" for fix in rule.fixes)
        parts.append(f"## Fixes\n\n{listed}")
    if rule.explains:
        parts.append(f"## Explains\n\n{', '.join(rule.explains)}, where found in the same job.")
    return "\n\n".join(parts)


def catalogue() -> str:
    """Every rule's page under one heading, as docs/rules.md holds them."""
    from diagnostics.catalogue import rules

    opening = "# Rules\n\nGenerated from the rules' own documentation by `make docs`."
    lowered = (page(rule).replace("\n## ", "\n### ").replace("# ", "## ", 1) for rule in rules())
    return "\n\n".join([opening, *lowered]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(catalogue())
