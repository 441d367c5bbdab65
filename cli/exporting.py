"""The diff of a report that a user asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cli.errors import UserError


def diff_of(fixes: Sequence[Mapping[str, Any]], name: str | None) -> str:
    """The diff of the fix of that name or id, else of the first proven one that has one. Raises UserError."""
    asked = _named(fixes, name) if name is not None else [fix for fix in fixes if fix["status"] == "proven"]
    if not asked:
        raise UserError(f"no fix of this job is proven; {_choice(fixes)}")
    diff = next((fix["diff"] for fix in asked if fix.get("diff")), None)
    if diff is None:
        why = asked[0].get("no_diff") or "the job was given no Keras source"
        raise UserError(
            f"{asked[0]['name']} has no diff: {why}; `deadweight apply {asked[0]['id']}` makes a job of the change"
        )
    return str(diff)


def _named(fixes: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    found = [fix for fix in fixes if name in (fix["name"], fix["id"])]
    if not found:
        raise UserError(f"the report has no fix {name!r}; {_choice(fixes)}")
    return found


def _choice(fixes: Sequence[Mapping[str, Any]]) -> str:
    with_diff = [f"--fix {fix['name']}" for fix in fixes if fix.get("diff")]
    return f"these have a diff: {', '.join(with_diff)}" if with_diff else "none of its fixes has a diff"
