import math

import pytest

from diagnostics.rules.ini.vanishing_gradient import VanishingGradient
from tests.diagnostics.factories import applying, at_start, chain, image, layer, snapshot


def stack(activation="relu", **of_second):
    return chain(
        image(4),
        layer("Dense", "one", units=8, activation=activation),
        layer("Dense", "two", units=8, activation=activation, **of_second),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def found(one, two=1e-3, output=0.5, spec=None, **of_two):
    layers = {
        "one": {"gradient_norm": one},
        "two": {"gradient_norm": two, **of_two},
        "output": {"gradient_norm": output},
    }
    return list(VanishingGradient().check(at_start(spec or stack(), snapshot(layers=layers))))


def test_a_gradient_that_does_not_reach_the_first_layer_is_found():
    (finding,) = found(1e-7)
    assert (finding.severity, finding.layer, finding.step) == ("warning", "one", 0)
    assert finding.at == ("/model/layers/1/config/kernel_initializer", "/model/layers/2/config/kernel_initializer")
    assert finding.evidence["gradient_norms"] == [1e-7, 1e-3, 0.5]


def test_activations_with_bounds_are_named_first():
    (finding,) = found(1e-7, spec=stack("sigmoid"))
    assert finding.at[:2] == ("/model/layers/1/config/activation", "/model/layers/2/config/activation")


def test_at_the_thresholds():
    assert found(1e-5, output=0.5)
    assert not found(1.01e-5, output=0.5)
    assert found(1e-6, output=0.01)
    assert not found(1e-6, output=0.0099)


def test_all_but_nothing_is_an_error():
    assert [finding.severity for finding in found(1e-9)] == ["warning"]
    assert [finding.severity for finding in found(0.0)] == ["error"]


def test_kernels_that_start_at_zero_pass_no_gradient_yet():
    assert not found(0.0, spec=stack(kernel_initializer="zeros"))
    assert not found(0.0, weight_norm=0.0)


@pytest.mark.parametrize("figures", [(None, 1e-3, 0.5), (1e-7, 1e-3, math.nan), (math.nan, 1e-3, 0.5), (0.0, 0.0, 0.0)])
def test_unmeasured_or_unusable_gradients_say_nothing(figures):
    assert not found(*figures)


def test_a_frozen_base_is_not_where_training_begins():
    spec = chain(
        image(4),
        layer("Dense", "one", units=8, activation="relu", trainable=False),
        layer("Dense", "output", units=2),
    )
    assert not list(VanishingGradient().check(at_start(spec, snapshot(layers={"output": {"gradient_norm": 0.5}}))))


def test_a_branch_that_can_be_gone_around_says_nothing():
    spec = chain(
        image(4),
        layer("Dense", "one", units=4),
        layer("Add", "sum", inputs=["image", "one"]),
        layer("Dense", "two", units=4),
        layer("Dense", "output", units=2),
    )
    assert not found(1e-7, spec=spec)


def test_healthy_gradients_are_silent():
    assert not found(1.2, 0.9, 0.5)
    assert not found(7e-5, 7e-5, 0.5)


def test_its_fixes_apply():
    spec = chain(
        image(5, 4),
        layer("SimpleRNN", "one", units=8, recurrent_initializer="random_normal"),
        layer("Dense", "two", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    assert applying(VanishingGradient, spec, found(1e-7, spec=spec)) == [fix.name for fix in VanishingGradient.fixes]
