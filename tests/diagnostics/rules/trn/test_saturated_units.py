import pytest

from diagnostics.rules.trn.saturated_units import SaturatedUnits
from tests.diagnostics.factories import applying, chain, image, layer, record, snapshot, trained

NAMES = ["first", "second", "third"]
SPEC = chain(
    image(4),
    *[layer("Dense", name, units=8, activation="tanh") for name in NAMES],
    layer("Dense", "output", units=1, activation="sigmoid"),
)


def found(end, start=None, verdict="not_learning", spec=SPEC, probe_samples=256):
    before = {name: {"saturated_fraction": None if end[name] is None else (start or {}).get(name, 0.0)} for name in end}
    after = {name: {"saturated_fraction": share} for name, share in end.items()}
    trial = record(snapshot(0, before), snapshot(50, after, probe_samples=probe_samples), verdict=verdict)
    return list(SaturatedUnits().check(trained(spec, trial)))


def test_most_layers_saturated_is_an_error():
    (finding,) = found({"first": 0.9, "second": 0.6, "third": 0.1})
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/1", "/model/layers/2")
    assert finding.evidence["born_saturated"] == []
    assert "since training began: 'first' and 'second'" in finding.message


def test_one_layer_of_three_is_a_warning():
    assert [each.severity for each in found({"first": 0.9, "second": 0.1, "third": 0.1})] == ["warning"]


def test_layers_born_saturated_are_told_apart():
    (finding,) = found(dict.fromkeys(NAMES, 0.9), {"first": 0.8})
    assert finding.evidence["born_saturated"] == ["first"]
    assert "some from birth" in finding.message


def test_at_the_threshold():
    assert found(dict.fromkeys(NAMES, 0.5))
    assert not found(dict.fromkeys(NAMES, 0.49))


def test_an_output_may_be_sure_of_itself():
    assert not found({"output": 1.0})


def test_a_gate_may_be_closed():
    spec = chain(
        image(4),
        layer("Dense", "first", units=8, activation="relu"),
        layer("Dense", "gate", units=8, activation="sigmoid"),
        layer("Multiply", "gated", inputs=["first", "gate"]),
        layer("Dense", "output", units=2),
    )
    assert not found({"gate": 1.0}, spec=spec)


def test_activations_without_bounds_say_nothing():
    assert not found(dict.fromkeys(NAMES))


def test_too_few_probe_inputs_say_nothing():
    assert not found(dict.fromkeys(NAMES, 1.0), probe_samples=31)
    assert found(dict.fromkeys(NAMES, 1.0), probe_samples=32)


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    assert [finding.severity for finding in found(dict.fromkeys(NAMES, 1.0), verdict=verdict)] == severities


def test_its_fixes_apply():
    start = {"kernel_initializer": "ones", "bias_initializer": "ones"}
    spec = chain(
        image(4),
        *[layer("Dense", name, units=8, activation="tanh", **start) for name in NAMES],
        layer("Dense", "output", units=1, activation="sigmoid"),
    )
    findings = found(dict.fromkeys(NAMES, 1.0), spec=spec)
    assert applying(SaturatedUnits, spec, findings) == [fix.name for fix in SaturatedUnits.fixes]
