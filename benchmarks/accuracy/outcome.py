"""What a result is worth against the truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.program import Program, Truth

SICK = frozenset({"not_learning", "learning_poorly", "unstable", "diverged", "invalid"})
ALARMING = ("warning", "error")
FIRST_FEW = 3
_LAYER_DEPTH = 3  # of "/model/layers/4"


@dataclass(frozen=True)
class Outcome:
    """One run. `noticed` is detection in a sick program and a false alarm in a healthy one.

    `wrong` names what was held against a healthy program, or stood first in place of a sick one's cause.
    """

    program: Program
    noticed: bool
    first: bool
    in_first_few: bool
    placed: bool
    steps: int
    share_of_planned: float | None
    seconds: float
    wrong: tuple[str, ...]


def outcome(program: Program, result: Mapping[str, Any]) -> Outcome:
    """The run judged."""
    truth, causes = program.truth, named_causes(result)
    codes = list(dict.fromkeys(cause["code"] for cause in causes))
    steps, planned = result.get("steps", 0), result.get("planned_steps")
    common = {"steps": steps, "share_of_planned": steps / planned if planned else None, "seconds": result["seconds"]}
    if truth is None:
        wrong = tuple(_held_against(result))
        return Outcome(program, bool(wrong), first=False, in_first_few=False, placed=False, wrong=wrong, **common)
    first = bool(codes) and codes[0] in truth.codes
    few = any(code in truth.codes for code in codes[:FIRST_FEW])
    wrong = () if first else (codes[0] if codes else f"nothing ({result['state']})",)
    placed = _placed(truth, causes, result)
    return Outcome(program, _detected(truth, result), first, few, placed, wrong=wrong, **common)


def named_causes(result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The root causes in their order.

    A verdict of learning names none: a fault that does not keep a network from learning stands among the findings,
    and so warnings and errors take their place there, in the order of the report.
    """
    roots: Sequence[Mapping[str, Any]] = result.get("root_causes", [])
    return roots or [each for each in result.get("findings", []) if each["severity"] in ALARMING]


def _held_against(result: Mapping[str, Any]) -> Iterable[str]:
    """Why a healthy program's result is a false alarm, if it is one."""
    state = result["state"]
    if state in SICK or state == "crashed":
        roots = ", ".join(cause["code"] for cause in result.get("root_causes", []))
        yield f"{state} ({roots})" if roots else state
    yield from dict.fromkeys(each["code"] for each in result.get("findings", []) if each["severity"] == "error")


def _detected(truth: Truth, result: Mapping[str, Any]) -> bool:
    found = (each for each in result.get("findings", []) if each["severity"] in ALARMING)
    return result["state"] in SICK or any(each["code"] in truth.codes for each in found)


def _placed(truth: Truth, causes: Sequence[Mapping[str, Any]], result: Mapping[str, Any]) -> bool:
    """Whether the first cause with a right code, or else a finding with one, stands at a right place."""
    right = [cause for cause in causes if cause["code"] in truth.codes][:1]
    right = right or [each for each in result.get("findings", []) if each["code"] in truth.codes]
    return any(_near(at, place) for each in right for at in each["at"] for place in truth.places)


def _near(at: str, place: str) -> bool:
    """At or below the place, or above it by no more than the layer that it is a part of."""
    below = at == place or at.startswith(place + "/")
    above = place.startswith(at + "/") and (at.count("/") >= _LAYER_DEPTH or not at.startswith("/model"))
    return below or (above and at.count("/") > 1)
