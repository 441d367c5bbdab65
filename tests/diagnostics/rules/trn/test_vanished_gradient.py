import math

import pytest

from diagnostics.rules.trn.vanished_gradient import VanishedGradient
from tests.diagnostics.factories import applying, chain, image, layer, record, snapshot, trained

SPEC = chain(
    image(4),
    layer("Dense", "first", units=8, activation="relu"),
    layer("Dense", "second", units=8, activation="relu"),
    layer("Dense", "output", units=2, activation="softmax"),
)


def look(step, first, last=0.2):
    norms = {"first": first, "second": 0.01, "output": last}
    return snapshot(step, {name: {"gradient_norm": norm, "weight_norm": 1.0} for name, norm in norms.items()})


def found(*looks, verdict="not_learning", spec=SPEC):
    return list(VanishedGradient().check(trained(spec, record(look(0, 0.1), *looks, verdict=verdict))))


def test_a_gradient_that_fades_on_its_way_back():
    (finding,) = found(look(50, 1e-5), look(100, 1e-6))
    assert finding.severity == "error"
    assert finding.layer == "first"
    assert finding.at == ("/model/layers/1/config/kernel_initializer",)
    assert finding.message == ("at step 100 the gradient is 0.2 in 'output' and 1e-06 in 'first': 5e-06 of it arrives")


def test_at_the_threshold_of_the_first():
    assert found(look(50, 0.9e-4), look(100, 0.9e-4))
    assert not found(look(50, 0.9e-4), look(100, 1e-4))


def test_at_the_threshold_of_the_ratio():
    assert found(look(50, 1e-5, 0.011), look(100, 1e-5, 0.011))
    assert not found(look(50, 1e-5, 0.01), look(100, 1e-5, 0.01))


def test_a_gradient_of_zero_is_cut_off_instead():
    assert not found(look(50, 0.0), look(100, 0.0))


def test_a_single_look_says_nothing():
    assert not found(look(100, 1e-6))
    assert not found(look(50, 0.1), look(100, 1e-6))


@pytest.mark.parametrize("norm", [None, math.nan])
def test_what_was_not_measured_says_nothing(norm):
    assert not found(look(50, 1e-6, norm), look(100, norm, 1e-6))


def test_a_branch_of_its_own_is_not_fed_by_the_first():
    spec = chain(
        image(4),
        layer("Dense", "first", units=2),
        layer("Dense", "output", inputs=["image"], units=2),
        layer("Add", "sum", inputs=["first", "output"]),
    )
    assert not found(look(50, 1e-6), look(100, 1e-6), spec=spec)


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    looks = (look(50, 1e-6), look(100, 1e-6))
    assert [finding.severity for finding in found(*looks, verdict=verdict)] == severities


def test_its_fixes_apply():
    spec = chain(
        image(5, 4),
        layer("SimpleRNN", "first", units=8, recurrent_initializer="random_normal"),
        layer("Dense", "second", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    findings = found(look(50, 1e-6), look(100, 1e-6), spec=spec)
    assert applying(VanishedGradient, spec, findings) == [fix.name for fix in VanishedGradient.fixes]
