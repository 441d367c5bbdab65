import pytest

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.remove_rescaling import RemoveRescaling
from diagnostics.graph.graph import graph_of
from diagnostics.rules.dat.unscaled_input import UnscaledInput
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.fixes.applied import applied

UNIT = {"minimum": 0.0, "maximum": 1.0, "mean": 0.4, "std": 0.3}
BYTES = {"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 70.0}
CONV, REST = layer("Conv2D", "conv", filters=4, kernel_size=3), (layer("Flatten"), layer("Dense", units=2))
TWICE = chain(image(), layer("Rescaling", "once_more", scale=1 / 255), CONV, *REST)


def clues(spec, values):
    known = facts(values)
    return Clues(list(UnscaledInput().check(data(spec, known))), known)


def removed(spec, values):
    return RemoveRescaling().apply(spec, clues(spec, values))


def test_the_network_reads_what_preprocessing_has_scaled():
    after = applied(RemoveRescaling, TWICE, clues(TWICE, UNIT))
    assert [entry.name for entry in after.model.layers] == ["image", "conv", "flatten", "dense"]
    assert after.model.layers[1] == TWICE.model.layers[2].model_copy(update={"inputs": ("image",)})
    assert after.model.layers[2:] == TWICE.model.layers[3:]
    assert (after.dataset, after.training, after.model.outputs) == (TWICE.dataset, TWICE.training, TWICE.model.outputs)


def test_of_two_layers_that_do_the_same_one_stays():
    spec = chain(image(), *[layer("Rescaling", name, scale=1 / 255) for name in ("good", "bad")], CONV, *REST)
    after = applied(RemoveRescaling, spec, clues(spec, BYTES))
    assert [entry.name for entry in after.model.layers][:3] == ["image", "good", "conv"]
    assert not list(UnscaledInput().check(data(after, facts(BYTES))))


def test_every_reader_of_the_layer_is_rewired():
    spec = chain(
        image(8),
        layer("Rescaling", "bad", scale=1e-4),
        layer("Dense", "left", units=2),
        layer("Dense", "right", inputs=["bad"], units=2),
        layer("Add", inputs=["left", "right"]),
    )
    after = graph_of(applied(RemoveRescaling, spec, clues(spec, UNIT)))
    assert after.by_name["left"].inputs == after.by_name["right"].inputs == ("image",)


@pytest.mark.parametrize(("scale", "goes"), [(0.099, True), (0.101, False), (1e-6, True)])
def test_without_it_inputs_must_be_ten_times_nearer_to_unit_size(scale, goes):
    small = {"minimum": -0.05, "maximum": 0.05, "mean": 0.0, "std": 0.01}
    spec = chain(image(), layer("Rescaling", scale=scale), CONV, *REST)
    assert (removed(spec, small) is not None) == goes


def test_it_stays_where_inputs_would_be_as_far_off_without_it():
    raw = {"minimum": 0.0, "maximum": 1e4, "mean": 4e3, "std": 2e3}
    assert removed(chain(image(), layer("Rescaling", scale=1e-7), CONV, *REST), raw) is None


def test_of_inputs_that_are_all_zero_nothing_is_told():
    named = Finding("DAT201", "name", "error", 0.9, "…", (), evidence={"rescaled_by": ["once_more"]})
    assert RemoveRescaling().apply(TWICE, Clues([named], facts({"minimum": 0.0, "maximum": 0.0}))) is None


def test_without_facts_or_a_layer_that_a_finding_names_it_does_not_apply():
    found = clues(TWICE, UNIT).findings
    assert RemoveRescaling().apply(TWICE, Clues(found)) is None
    assert RemoveRescaling().apply(TWICE, Clues([], facts(UNIT))) is None
    assert removed(chain(image(), CONV, *REST), BYTES) is None


def test_applying_it_twice_changes_nothing_more():
    found = clues(TWICE, UNIT)
    once = applied(RemoveRescaling, TWICE, found)
    assert RemoveRescaling().apply(once, found) is None
