"""The catalogue's rules as the service shows them."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any

from api.models.rules import Rule
from diagnostics import catalogue
from diagnostics.rules import rule as rules

_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(sorted((_page(rule) for rule in catalogue.rules()), key=lambda rule: rule.code))


def _page(rule: type[rules.Rule[Any]]) -> Rule:
    summary, *rest = _HEADING.split(inspect.getdoc(rule) or "")
    return Rule(
        code=rule.code,
        name=rule.name,
        summary=" ".join(summary.split()),
        sections={heading.strip(): text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)},
        fixes=[fix.name for fix in rule.fixes],
        explains=list(rule.explains),
        thresholds=rule.thresholds(),
    )
