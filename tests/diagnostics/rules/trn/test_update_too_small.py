import math

import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.fixes.loosen_clipping import LoosenClipping
from diagnostics.rules.trn.update_too_small import UpdateTooSmall
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained


def spec_of(**hidden):
    return chain(
        image(4),
        layer("Dense", "hidden", units=8, activation="relu", **hidden),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def look(step, hidden=0.0, output=0.0, gradient=0.3, weight=1.0, loss=0.69, spread=0.2):
    layers = {
        "hidden": {"movement": hidden, "gradient_norm": gradient, "weight_norm": weight},
        "output": {"movement": output, "gradient_norm": gradient, "weight_norm": 1.0},
    }
    return snapshot(step, layers, loss=loss, logit_spread=spread)


def found(end, start=None, verdict="not_learning", planned=500, spec=None):
    trial = record(start or look(0), end, verdict=verdict, steps=end.step, planned_steps=planned)
    return list(UpdateTooSmall().check(trained(spec or spec_of(), trial)))


def test_steps_that_lead_nowhere():
    (finding,) = found(look(500, 2e-3, 1e-3))
    assert finding.severity == "error"
    assert finding.at == ("/training/learning_rate",)
    assert finding.evidence["projected_movement"] == 2e-3
    assert finding.message.startswith("500 steps changed no kernel by more than 0.002 of its norm")


def test_the_whole_planned_run_counts():
    assert found(look(100, 1e-3), planned=2000)
    assert not found(look(100, 1e-3), planned=2001)


def test_one_kernel_that_moves_is_enough():
    assert not found(look(500, 1e-4, 0.03))


def test_weights_that_do_not_move_at_all_count():
    assert found(look(500))


def test_at_the_threshold_of_steps():
    assert found(look(100, 1e-4), planned=100)
    assert not found(look(99, 1e-4), planned=99)


def test_without_a_gradient_the_steps_are_not_to_blame():
    assert not found(look(500, gradient=1e-4))
    assert not found(look(500, gradient=0.0))
    assert not found(look(500, gradient=None))


def test_answers_that_are_all_the_same_are_another_fault():
    assert not found(look(500, spread=0.0))


def test_kernels_that_start_at_zero_are_another_fault():
    assert not found(look(500, weight=0.0), start=look(0, weight=0.0))


def test_a_loss_that_falls_shows_that_the_steps_do():
    assert found(look(500, 1e-4, loss=0.65))
    assert not found(look(500, 1e-4, loss=0.62))


def test_frozen_layers_are_not_expected_to_move():
    assert not found(look(500, 0.0, 0.5), spec=spec_of(trainable=False))


def test_figures_that_are_no_numbers_say_nothing():
    assert not found(look(500, math.nan))
    assert not found(look(500, loss=math.nan))


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    assert [finding.severity for finding in found(look(500), verdict=verdict)] == severities


def test_its_fixes_apply():
    clues = Clues(found(look(500, 2e-3, 1e-3)))
    raised = LearningRate().apply(spec_of(), clues)
    assert raised is not None
    assert raised.training.learning_rate.constant == 0.01
    tight = chain(
        image(4), layer("Dense", units=2), training={"optimizer": {"class_name": "SGD", "config": {"clipnorm": 1e-5}}}
    )
    assert LoosenClipping().apply(tight, clues) is not None
