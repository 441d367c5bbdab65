import math

import pytest

from diagnostics.rules.trn.update_too_large import UpdateTooLarge
from tests.diagnostics.factories import applying, chain, facts, image, layer, record, snapshot, trained

CONVOLUTIONS = [f"conv_{number}" for number in range(1, 5)]
KERNELS = [*CONVOLUTIONS, "output"]
SPEC = chain(
    image(16, 16, 3),
    *[layer("Conv2D", name, filters=8, kernel_size=3, activation="relu") for name in CONVOLUTIONS],
    layer("Flatten", "flatten"),
    layer("Dense", "output", units=5, activation="softmax"),
)
CALM = (1.6, 1.61, 1.6, 1.62, 1.59, 1.6) * 10


def look(step, dead=0.0, spread=1e-4, update=0.01, layers=CONVOLUTIONS, loss=1.61, gradient=0.1):
    """A look at a network of 5 classes: `dead` of the units of `layers`, kernels that change by `update` a step."""
    seen = {
        name: {
            "weight_norm": 1.0,
            "movement": update * step,
            "update_ratio": update if step else None,
            "gradient_norm": gradient,
            "dead_fraction": None if name == "output" else dead if name in layers else 0.1,
        }
        for name in KERNELS
    }
    return snapshot(step, seen, logit_spread=spread, loss=loss, chance_loss=math.log(5))


def found(*looks, losses=CALM, verdict="not_learning", spec=SPEC, learned_at_step=None, **thresholds):
    trial = record(*looks, verdict=verdict, losses=losses, steps=len(losses), learned_at_step=learned_at_step)
    return list(UpdateTooLarge(**thresholds).check(trained(spec, trial)))


def test_units_that_die_in_the_first_steps_of_a_deep_stack():
    (finding,) = found(look(0), look(5, dead=0.6), look(20, dead=0.8, spread=1e-7), look(100, dead=0.9, spread=1e-8))
    assert finding.severity == "error"
    assert finding.at == ("/training/learning_rate",)
    assert finding.step == 5
    assert finding.evidence["signs"] == ["units died", "answers drew together"]
    assert finding.evidence["layers"] == CONVOLUTIONS
    assert finding.blame is None
    assert "by step 5 most units of 4 layers ('conv_1' to 'conv_4') were dead (up to 60%)" in finding.message


def test_a_loss_that_jumps_in_a_network_without_relu():
    (finding,) = found(look(0), look(1, update=2.0), look(20), losses=(1.6, 88.0, 24.0, 3.0, *CALM))
    assert finding.evidence["signs"] == ["loss jumped"]
    assert finding.confidence == 0.95
    assert "from step 2 on the loss averaged 38.3" in finding.message


def test_a_loss_that_leaves_all_bounds_within_the_first_steps():
    (finding,) = found(look(0), look(4), losses=(1.6, 30.0, math.inf, math.nan), verdict="diverged", min_jump=15)
    assert finding.step == 3


def test_one_layer_that_dies_altogether_on_the_only_path():
    assert found(look(0), look(10, dead=0.95, layers=["conv_2"]))
    assert not found(look(0), look(10, dead=0.94, layers=["conv_2"]))


def test_at_the_threshold_of_dead_layers():
    assert found(look(0), look(10, dead=0.5, layers=CONVOLUTIONS[:3]))
    assert not found(look(0), look(10, dead=0.5, layers=CONVOLUTIONS[:2]))
    assert not found(look(0), look(10, dead=0.49))


def test_layers_born_half_dead_are_another_fault():
    assert not found(look(0, dead=0.6), look(10, dead=0.65))


def test_at_the_threshold_of_updates():
    assert found(look(0), look(10, dead=0.9, update=1e-3))
    assert not found(look(0), look(10, dead=0.9, update=0.9e-3))


def test_large_updates_without_damage_are_healthy():
    assert not found(look(0), look(1, update=0.5), look(10, update=0.2))


def test_answers_that_draw_together_only_for_a_while_are_no_damage():
    assert not found(look(0, spread=0.2), look(20, spread=0.01), look(100, spread=1.0))


def test_damage_after_the_first_steps_is_another_matter():
    assert not found(look(0), look(20), look(100, dead=0.9))


def test_a_network_that_had_learned_may_be_broken_at_any_step():
    (finding,) = found(look(0), look(100), look(500, dead=0.9), verdict="unstable", learned_at_step=100)
    assert finding.step == 500


@pytest.mark.parametrize("verdict", ["learning", "invalid"])
def test_a_network_that_learns_is_left_in_peace(verdict):
    assert not found(look(0), look(10, dead=0.9), verdict=verdict)


def test_an_open_verdict_makes_it_a_warning():
    assert [finding.severity for finding in found(look(0), look(10, dead=0.9), verdict="inconclusive")] == ["warning"]


def test_a_network_without_signal_at_the_start_was_not_broken_by_steps():
    assert not found(look(0, spread=0.0), look(10, dead=0.9))
    assert not found(look(0, gradient=0.0), look(10, dead=0.9))


def test_a_loss_that_begins_out_of_scale_blames_the_scale_more():
    losses = tuple(20 * loss for loss in CALM)
    (finding,) = found(look(0, loss=32.0), look(10, dead=0.9), losses=losses)
    assert finding.blame == 0.35


def test_kernels_that_were_not_measured_say_nothing():
    plain = snapshot(0, {name: {"dead_fraction": 0.0} for name in CONVOLUTIONS})
    after = snapshot(10, {name: {"dead_fraction": 0.9} for name in CONVOLUTIONS})
    assert not found(plain, after)


def test_figures_that_are_no_numbers_do_not_matter():
    assert not found(look(0, spread=math.nan), look(10, dead=0.9))
    assert not found(look(0), look(10, spread=math.nan, update=math.nan))


def test_its_fixes_apply():
    findings = found(look(0), look(10, dead=0.9))
    assert applying(UpdateTooLarge, SPEC, findings)[0] == "learning-rate"
    wide = [layer("Conv2D", name, filters=32, kernel_size=3, strides=2, activation="relu") for name in CONVOLUTIONS[:2]]
    head = [layer("Flatten"), layer("Dense", "output", units=5, activation="softmax")]
    spec = chain(image(16, 16, 3), *wide, *head, training={"epochs": 500})
    assert applying(UpdateTooLarge, spec, findings, facts()) == [fix.name for fix in UpdateTooLarge.fixes]


def test_answers_that_were_one_from_the_start_do_not_draw_together():
    signs = [each.evidence["signs"] for each in found(look(0, spread=2e-7), look(20, dead=0.8, spread=1e-9))]
    assert signs == [["units died", "answers drew together"]]
    signs = [each.evidence["signs"] for each in found(look(0, spread=9e-8), look(20, dead=0.8, spread=1e-9))]
    assert signs == [["units died"]]
