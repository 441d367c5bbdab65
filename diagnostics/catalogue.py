"""Every rule and fix there is, found by walking their packages."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

import diagnostics.fixes
import diagnostics.rules
from diagnostics.fixes.fix import Fix
from diagnostics.rules.rule import Rule

Kind = TypeVar("Kind")


@cache
def rules() -> tuple[type[Rule[Any]], ...]:
    """All rules, by code."""
    found: Iterator[type[Rule[Any]]] = _members(diagnostics.rules, Rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def rules_on_specs() -> tuple[type[Rule[Any]], ...]:
    """The rules of the group SPC, by code; no others are loaded."""
    found: Iterator[type[Rule[Any]]] = _members(importlib.import_module("diagnostics.rules.spc"), Rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def rules_on_data() -> tuple[type[Rule[Any]], ...]:
    """The rules of the group DAT, by code; no others are loaded."""
    found: Iterator[type[Rule[Any]]] = _members(importlib.import_module("diagnostics.rules.dat"), Rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def states() -> frozenset[str]:
    """The codes of what tells how a network ended up."""
    return frozenset(rule.code for rule in rules() if rule.is_state)


@cache
def risks() -> frozenset[str]:
    """The codes of what foretells trouble."""
    return frozenset(rule.code for rule in rules() if rule.is_risk)


@cache
def fixes() -> tuple[type[Fix], ...]:
    """All fixes, by name."""
    found: Iterator[type[Fix]] = _members(diagnostics.fixes, Fix)
    return tuple(sorted(found, key=lambda fix: fix.name))


def _members(package: ModuleType, kind: type[Kind]) -> Iterator[type[Kind]]:
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        for member in vars(importlib.import_module(module.name)).values():
            is_kind = inspect.isclass(member) and issubclass(member, kind) and member.__module__ == module.name
            if is_kind and not inspect.isabstract(member):
                yield member
