"""`argparse`: the program as it runs without arguments."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Instance, Native, UserClass


def argument_parser(_request: Call, _machine: Machine) -> Any:
    """`argparse.ArgumentParser()`: the program as it runs without arguments."""
    values: dict[str, Any] = {}

    def add(request: Call, machine: Machine) -> None:
        names = [each.lstrip("-").replace("-", "_") for each in request.arguments if isinstance(each, str)]
        name = request.keywords.get("dest") or (max(names, key=len) if names else None)
        default = request.keywords.get("default")
        if default is None and request.keywords.get("action") in ("store_true", "store_false"):
            default = request.keywords["action"] == "store_false"
        is_needed = request.keywords.get("required") is True or not any(
            isinstance(each, str) and each.startswith("-") for each in request.arguments
        )
        if isinstance(name, str):
            values[name] = machine.unknown(request.node, name) if is_needed and default is None else default

    def parse(_request: Call, _machine: Machine) -> Any:
        return Instance(UserClass("Namespace", (), {}), values)

    members = {"add_argument": Native("add_argument", add), "parse_args": Native("parse_args", parse)}
    members |= {"parse_known_args": Native("parse_known_args", lambda request, machine: (parse(request, machine), []))}
    return Instance(UserClass("ArgumentParser", (), {}), members)
