import math

from diagnostics.fixes.fix import Clues
from diagnostics.rules.trn.non_finite import NonFinite
from tests.diagnostics.factories import chain, facts, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "hidden", units=4, activation="relu"), layer("Dense", "output", units=2))
SOUND = {"hidden": {"weight_norm": 1.0}, "output": {"weight_norm": 1.0}}
BROKEN = {"hidden": {"weight_norm": 1.0}, "output": {"weight_norm": math.nan}}


def found(losses, layers=SOUND, known=None):
    trial = record(snapshot(0, SOUND), snapshot(5, layers), verdict="diverged", losses=tuple(losses))
    return list(NonFinite().check(trained(SPEC, trial, known)))


def test_a_loss_that_is_no_number_after_some_steps():
    (finding,) = found([0.7, 3.0, 1e30, math.nan, math.nan], BROKEN)
    assert finding.severity == "error"
    assert finding.step == 4
    assert finding.at == ("/training/learning_rate",)
    assert finding.layer == "output"
    assert finding.message == "the loss is NaN from step 4 on, a step after it was 1e+30"


def test_before_any_update_the_steps_are_not_to_blame():
    (finding,) = found([math.inf])
    assert finding.at == ("/training/loss",)
    assert finding.message == "the loss is infinite from step 1 on, before any update"


def test_inputs_that_are_no_numbers_come_first():
    (finding,) = found([math.nan], known=facts({"non_finite": 3}))
    assert finding.at == ("/dataset/preprocess",)


def test_weights_that_are_no_numbers_under_a_finite_loss():
    (finding,) = found([0.7] * 5, BROKEN)
    assert finding.step == 5
    assert finding.evidence["layers"] == ["output"]


def test_finite_figures_however_large_say_nothing():
    assert not found([0.7, 1e30], {"hidden": {"weight_norm": 1e30}, "output": {}})


def test_its_fixes_apply():
    for fix in NonFinite.fixes:
        assert fix().apply(SPEC, Clues(found([0.7, math.nan]))) is not None
