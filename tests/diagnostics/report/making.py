"""Trials, findings, fixes and effects of a report, with everything that a case does not name left plain."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

from diagnostics.observations import Snapshot
from diagnostics.report.model import Effect, ReportedFinding, ReportedFix, ReportedTrial
from tests.diagnostics.factories import snapshot

CHANCE = math.log(10)
STEPS = 400
LOOKS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 400)


def losses(seed: int, end: float, steps: int = STEPS) -> tuple[float, ...]:
    """Noisy losses that fall from chance to `end`."""
    noise = random.Random(seed)
    fall = CHANCE - end
    return tuple(end + fall * math.exp(-6 * step / steps) + noise.gauss(0, 0.05) for step in range(steps))


def trial(key: str, role: str, seed: int, end: float, fix: str | None = None, **changes: Any) -> ReportedTrial:
    """A trial whose loss ends there."""
    learns = end < CHANCE - 0.1
    whole = {
        "id": key,
        "key": key,
        "role": role,
        "seed": seed,
        "fix": fix,
        "verdict": "learning" if learns else "not_learning",
        "reason": "the loss is clearly below chance" if learns else "every input gets the same answer",
        "steps": STEPS,
        "seconds": 12.5,
        "series": {"loss": losses(seed, end)},
        "snapshots": looks(tuple(f"conv{number}" for number in range(1, 9))),
    }
    return ReportedTrial.model_validate({**whole, **changes})


def looks(layers: Sequence[str]) -> tuple[Snapshot, ...]:
    """What the probes see of a network whose layers die one after the other, and whose gradient vanishes downwards."""
    return tuple(
        snapshot(
            step,
            {name: _seen(depth, step, len(layers)) for depth, name in enumerate(layers)},
            chance_loss=CHANCE,
            loss=CHANCE,
        )
        for step in LOOKS
    )


def _seen(depth: int, step: int, layers: int) -> dict[str, float]:
    age = math.log10(1 + step) / math.log10(1 + LOOKS[-1])
    return {
        "dead_fraction": min(1.0, age * (depth + 1) / layers * 1.3),
        "gradient_norm": 10.0 ** (depth - layers) * (1 - 0.9 * age),
        "movement": 0.0 if step == 0 else 0.02 * age * (depth + 1),
    }


def finding(id_: str, code: str, name: str, severity: str, message: str, **changes: Any) -> ReportedFinding:
    """A finding about the learning rate, unless `changes` say otherwise."""
    whole = {"id": id_, "code": code, "name": name, "severity": severity, "confidence": 0.9, "message": message}
    whole |= {"at": ("/training/learning_rate",), "layer": None, "step": None, "evidence": {}}
    return ReportedFinding.model_validate({**whole, **changes})


def fix(id_: str, name: str, title: str, status: str, **changes: Any) -> ReportedFix:
    """A fix of that status without an effect, unless `changes` say otherwise."""
    whole = {"id": id_, "name": name, "title": title, "status": status, "safety": "safe", "patch": ()}
    whole |= {"why": "A reason that holds for every network.", "addresses": ("collapse",)}
    return ReportedFix.model_validate({**whole, **changes})


def effect(ends: Sequence[float], learned: str, **changes: Any) -> Effect:
    """Three pairs whose reference stays at chance."""
    differences = [value - CHANCE for value in ends]
    middle = sum(differences) / len(differences)
    whole = {
        "metric": "log loss of held-out samples",
        "seeds": (3, 4, 5),
        "reference": (CHANCE, CHANCE + 0.01, CHANCE - 0.01),
        "treated": tuple(ends),
        "difference": middle,
        "ci95": (middle - 0.3, middle + 0.3),
        "p_value": 0.25,
        "learned": learned,
        "steps": STEPS,
        "steps_spent": 2 * STEPS,
    }
    return Effect.model_validate({**whole, **changes})
