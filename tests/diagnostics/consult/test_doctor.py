from itertools import permutations

import pytest

from diagnostics.consult.case import Case, Conclude, Run
from diagnostics.consult.doctor import consult
from diagnostics.trial import Fault, TrialRecord
from tests.diagnostics.consult.proof.experiments import ended
from tests.diagnostics.factories import chain, facts, image, layer, record, snapshot

SPEC = chain(image(4), layer("Dense", units=2, activation="softmax"), diagnosis={"replicates": 2})
REFERENCE = record(snapshot(), snapshot(50), key="reference")
FIRST = record(snapshot(), snapshot(60), key="replicate-1", role="replicate", seed=1)
SECOND = record(snapshot(), snapshot(70), key="replicate-2", role="replicate", seed=2)
INVALID = record(
    key="reference", verdict="invalid", reason="no", steps=0, planned_steps=0, fault=Fault(title="t", detail="no")
)


def asked(*records, spec=SPEC):
    return consult(Case("case", spec, tuple(records)))


def keys(answer):
    assert isinstance(answer, Run)
    return [plan.key for plan in answer.plans]


def test_the_reference_comes_first():
    assert keys(asked()) == ["reference"]


def test_replicates_follow_once_the_reference_is_in():
    assert keys(asked(REFERENCE)) == ["replicate-1", "replicate-2"]


@pytest.mark.parametrize("one", [FIRST, SECOND])
def test_a_rung_is_complete_only_when_all_of_it_is_in(one):
    assert keys(asked(REFERENCE, one)) == ["replicate-1", "replicate-2"]


def test_replicates_without_a_reference_wait_for_it():
    assert keys(asked(FIRST, SECOND)) == ["reference"]


def test_with_everything_in_it_concludes():
    answer = asked(REFERENCE, FIRST, SECOND)
    assert isinstance(answer, Conclude)
    assert [trial.seed for trial in answer.report.trials] == [0, 1, 2]


def test_without_replicates_the_reference_is_enough():
    spec = chain(image(4), layer("Dense", units=2, activation="softmax"))
    assert isinstance(asked(REFERENCE, spec=spec), Conclude)


def test_a_reference_that_cannot_run_concludes_at_once():
    answer = asked(INVALID)
    assert isinstance(answer, Conclude)
    assert answer.report.verdict.state == "invalid"
    assert len(answer.report.trials) == 1


def test_records_of_trials_that_were_never_planned_are_passed_over():
    stray = record(snapshot(), key="stray")
    answer = asked(stray, REFERENCE, FIRST, SECOND)
    assert isinstance(answer, Conclude)
    assert len(answer.report.trials) == 3


def test_the_order_of_arrival_makes_no_difference():
    answers = [asked(*order) for order in permutations([REFERENCE, FIRST, SECOND])]
    assert all(answer == answers[0] for answer in answers)


def test_asking_again_gives_the_same_and_changes_nothing():
    case = Case("case", SPEC, (REFERENCE, FIRST, SECOND))
    before = case.records
    assert consult(case) == consult(case)
    assert case.records == before
    assert consult(Case("case", SPEC)) == consult(Case("case", SPEC))


def test_the_records_may_have_been_through_json():
    stored = [type(each).model_validate_json(each.model_dump_json()) for each in (REFERENCE, FIRST, SECOND)]
    assert asked(*stored) == asked(REFERENCE, FIRST, SECOND)


STUCK = record(
    snapshot(), snapshot(50), key="reference", verdict="not_learning", confidence=0.99, steps=50, dataset=facts()
)
SICK = chain(
    image(4), layer("Dense", units=8, activation="relu"), layer("Dense", units=2, activation="softmax"),
    training={"learning_rate": 0.5},
)  # fmt: skip


def answered(spec, respond, most=30):
    """What the doctor concludes when every trial that it asks for goes as `respond` says, and the rungs."""
    records: list[TrialRecord] = []
    rungs = []
    while isinstance(answer := asked(*records, spec=spec), Run):
        rungs.append(answer.plans)
        known = {each.key for each in records}
        records += [respond(plan) for plan in answer.plans if plan.key not in known]
        assert len(rungs) < most
    return answer.report, rungs


def only_the_rate_helps(plan):
    if plan.key == "reference":
        return STUCK
    helped = plan.fix is not None and "learning-rate" in plan.fix
    return ended(plan, "learning" if helped else "not_learning", 60, dataset=facts())


def test_what_is_sick_has_its_fixes_tried_and_the_report_says_how_it_went():
    report, rungs = answered(SICK, only_the_rate_helps)
    assert [plan.key for plan in rungs[0]] == ["reference"]
    status = {fix.name: fix.status for fix in report.fixes}
    assert status["learning-rate"] == "proven"
    assert "proven" not in {value for name, value in status.items() if "learning-rate" not in name}
    assert report.fixes[0].effect.learned == "3/3 vs 0/3"
    assert report.verdict.root_causes[0].tested == "proven"
    assert "confirmed by a trial" in report.verdict.summary
    assert {trial.role for trial in report.trials} >= {"reference", "treatment"}
    assert report.verdict.steps_spent == sum(trial.steps for trial in report.trials)
    assert report.verdict.steps_spent <= 2_000


@pytest.mark.parametrize(
    ("diagnosis", "why"),
    [
        ({"prove": False}, "trials of fixes were not asked for"),
        ({"mode": "train"}, "a job in mode train is one run: diagnose it to have fixes tried"),
    ],
)
def test_no_fix_is_tried_where_that_is_not_asked_for(diagnosis, why):
    spec = SICK.model_copy(update={"diagnosis": SICK.diagnosis.model_copy(update=diagnosis)})
    report, rungs = answered(spec, only_the_rate_helps)
    assert not any(plan.role == "treatment" for rung in rungs for plan in rung)
    assert {(fix.status, fix.reason) for fix in report.fixes} == {("untested", why)}


def test_what_learned_and_lost_it_later_is_followed_as_far_with_a_fix():
    lost = STUCK.model_copy(update={"learned_at_step": 60, "steps": 300, "verdict": "diverged"})

    def respond(plan):
        if plan.key == "reference":
            return lost
        return ended(plan, "learning" if plan.fix else "diverged", plan.horizon, dataset=facts())

    _, rungs = answered(SICK, respond)
    tried = [plan for rung in rungs for plan in rung if plan.fix]
    assert tried
    assert {plan.follow_to for plan in tried} == {plan.horizon for plan in tried}


def test_a_network_that_learns_has_no_fix_tried():
    healthy = {"reference": REFERENCE, "replicate-1": FIRST, "replicate-2": SECOND}
    report, rungs = answered(SPEC, lambda plan: healthy[plan.key])
    assert {fix.status for fix in report.fixes} <= {"untested"}
    assert len(rungs) == 2


def test_the_plans_of_a_rung_are_the_same_however_often_it_is_asked_for():
    for known in ([], [STUCK]):
        assert asked(*known, spec=SICK) == asked(*known, spec=SICK)
