import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.rules.trn.dead_units import DeadUnits
from tests.diagnostics.factories import chain, facts, image, layer, record, snapshot, trained

NAMES = ["conv_1", "conv_2", "conv_3", "conv_4"]
SPEC = chain(
    image(32, 32, 3),
    *[layer("Conv2D", name, filters=8, kernel_size=3, activation="relu") for name in NAMES],
    layer("MaxPooling2D", "pool"),
    layer("Flatten", "flatten"),
    layer("Dense", "output", units=2, activation="softmax"),
)

KNOWN = facts(label_counts={"a": 500, "b": 500})
KNOWN = KNOWN.model_copy(update={"train": KNOWN.train.model_copy(update={"samples": 1000})})


def found(end, start=None, spec=SPEC, probe_samples=256, verdict="not_learning", **thresholds):
    before = {name: {"dead_fraction": 0.0} for name in end} | {
        name: {"dead_fraction": share} for name, share in (start or {}).items()
    }
    after = {name: {"dead_fraction": share} for name, share in end.items()}
    snapshots = (snapshot(0, before), snapshot(20, after, probe_samples=probe_samples))
    return list(DeadUnits(**thresholds).check(trained(spec, record(*snapshots, verdict=verdict), KNOWN)))


def test_one_half_dead_layer_is_a_warning():
    (finding,) = found({"conv_2": 0.6, "conv_3": 0.1}, {"conv_2": 0.1})
    assert finding.severity == "warning"
    assert finding.layer == "conv_2"
    assert finding.at == ("/model/layers/2",)
    assert finding.step == 20
    assert finding.evidence["dead_fraction"] == [0.6]
    assert finding.evidence["dead_fraction_at_start"] == [0.1]


def test_four_half_dead_layers_are_one_error():
    (finding,) = found(dict.fromkeys(NAMES, 0.5))
    assert finding.severity == "error"
    assert finding.evidence["layers"] == NAMES
    assert len(finding.at) == 4


def test_three_half_dead_layers_are_a_warning():
    assert [finding.severity for finding in found(dict.fromkeys(NAMES[:3], 0.9))] == ["warning"]


def test_a_blocked_path_is_an_error():
    (finding,) = found({"conv_3": 0.95})
    assert finding.severity == "error"
    assert finding.evidence["blocked"] == ["conv_3"]


def test_a_dead_branch_beside_a_living_one_is_a_warning():
    spec = chain(
        image(4),
        layer("Dense", "left", units=4, activation="relu"),
        layer("Dense", "right", inputs=["image"], units=4, activation="relu"),
        layer("Add", "sum", inputs=["left", "right"]),
        layer("Dense", "output", units=2),
    )
    assert [finding.severity for finding in found({"left": 1.0}, spec=spec)] == ["warning"]


def test_at_the_threshold_counts_and_below_is_healthy():
    assert found({"conv_1": 0.5}, {"conv_1": 0.3})
    assert not found({"conv_1": 0.49})
    assert not found({"conv_1": 0.5}, {"conv_1": 0.31})


def test_layers_born_half_dead_are_another_fault():
    assert not found(dict.fromkeys(NAMES, 0.6), dict.fromkeys(NAMES, 0.55))


def test_pooled_copies_of_dead_units_do_not_count_twice():
    (finding,) = found({"conv_4": 0.6, "pool": 0.6, "flatten": 0.6})
    assert finding.evidence["layers"] == ["conv_4"]


def test_activations_in_layers_of_their_own_count():
    spec = chain(image(4), layer("Dense", units=4), layer("ReLU", "relu"), layer("Dense", units=2))
    assert found({"relu": 0.7}, spec=spec)


def test_a_small_probe_set_proves_only_what_is_grave():
    assert not found({"conv_1": 0.9}, probe_samples=255)
    assert found({"conv_1": 0.9}, probe_samples=255, min_probe_samples=255)
    (finding,) = found({"conv_1": 1.0}, probe_samples=8)
    assert finding.severity == "error"
    assert finding.confidence == 0.8


def test_too_few_probe_inputs_say_nothing():
    assert not found({"conv_1": 1.0}, probe_samples=7)


@pytest.mark.parametrize("end", [dict.fromkeys(NAMES, 0.5), {"conv_3": 0.95}])
def test_in_a_network_that_learns_it_is_a_warning(end):
    assert [finding.severity for finding in found(end, verdict="learning")] == ["warning"]


def test_units_that_died_count_though_others_came_back_to_life():
    before = snapshot(0, {"conv_1": {"dead_fraction": 0.5, "unit_states": "ddddaaaa"}})
    after = snapshot(20, {"conv_1": {"dead_fraction": 0.5, "unit_states": "aadddadd"}})
    (finding,) = DeadUnits().check(trained(SPEC, record(before, after), KNOWN))
    assert finding.evidence["killed_fraction"] == [3 / 8]


def test_sparse_units_are_alive():
    before = snapshot(0, {"conv_1": {"dead_fraction": 0.5, "unit_states": "ddddaaaa"}})
    after = snapshot(20, {"conv_1": {"dead_fraction": 0.5, "unit_states": "ddddssss"}})
    assert not list(DeadUnits().check(trained(SPEC, record(before, after), KNOWN)))


def test_layers_where_a_zero_means_nothing_say_nothing():
    assert not found({"conv_1": None}, {"conv_1": None})


def test_its_fixes_apply():
    findings = found({"conv_3": 1.0})
    for fix in DeadUnits.fixes:
        assert fix().apply(SPEC, Clues(findings)) is not None
