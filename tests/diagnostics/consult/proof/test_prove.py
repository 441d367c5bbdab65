from dataclasses import replace

import pytest

from diagnostics.consult.account import Account
from diagnostics.consult.proof.prove import prove
from diagnostics.findings import Finding
from tests.diagnostics.consult.proof.experiments import SPEC, STEEP, ended, run_through
from tests.diagnostics.factories import facts, record, snapshot

COLLAPSED = record(snapshot(), snapshot(50), verdict="not_learning", confidence=0.99, steps=50, dataset=facts())
STUCK = COLLAPSED.model_copy(update={"confidence": 0.9})
TOO_HIGH = Finding("SPC110", "learning-rate-out-of-range", "error", 0.9, "0.5 is high", ("/training/learning_rate",))
POOR = Finding("GEN603", "underfitting", "warning", 0.9, "it learns little", ("/model",))


def proved(*observed, findings=(STEEP,), steps=10_000, verdict="not_learning"):
    account = Account(steps, None)
    respond = lambda plan: ended(plan, verdict, plan.horizon, dataset=facts())  # noqa: E731  used once, beside its reason
    found, rungs = run_through(prove(SPEC, observed, findings, account), respond)
    return found, [plan for rung in rungs for plan in rung]


@pytest.mark.parametrize(
    ("reference", "findings", "swept"),
    [
        (STUCK, (STEEP,), True),
        (COLLAPSED, (replace(STEEP, step=20),), False),
        (COLLAPSED, (STEEP, TOO_HIGH), True),
        (COLLAPSED.model_copy(update={"verdict": "invalid"}), (STEEP,), False),
    ],
)
def test_rates_are_swept_where_that_can_tell_one(reference, findings, swept):
    found, plans = proved(reference, findings=findings)
    assert ("range-test" in [plan.key for plan in plans]) == swept == (found.range_test is not None)


def test_a_sweep_needs_steps_that_are_worth_more_than_it_costs():
    assert "range-test" not in [plan.key for plan in proved(STUCK, steps=999)[1]]


def test_what_fails_is_to_be_turned_and_what_learns_to_be_improved():
    assert all(plan.follow_to is None for plan in proved(STUCK)[1] if plan.key.startswith("screen"))
    learning = STUCK.model_copy(update={"verdict": "learning"})
    _, plans = proved(learning, findings=(STEEP,), verdict="learning")
    assert all(plan.follow_to == plan.horizon for plan in plans if plan.key.startswith("screen"))


def test_a_network_that_learns_poorly_has_fixes_of_warnings_tried():
    learning = STUCK.model_copy(update={"verdict": "learning"})
    assert proved(learning, findings=(POOR,), verdict="learning")[1]


def test_what_was_not_tried_has_a_reason_with_figures():
    found, plans = proved(STUCK, steps=40)
    assert plans == []
    assert found.unproven == "the steps left do not pay for its trials; 0 of 40 steps are spent"
    assert "learning-rate" in found.wanted
