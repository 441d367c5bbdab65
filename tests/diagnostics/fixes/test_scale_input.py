import pytest

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.scale_input import ScaleInput
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied

SPEC = chain(image(4), layer("Dense", units=2), dataset={"preprocess": [{"grayscale_to_rgb": {}}]})


def finding(**evidence):
    return Finding("DAT201", "unscaled-input", "warning", 0.9, "…", ("/dataset/preprocess",), evidence=evidence)


def preprocess(spec):
    return spec.model_dump(mode="json")["dataset"]["preprocess"]


@pytest.mark.parametrize(("low", "high"), [(0.0, 255.0), (3, 251), (0.0, 128.0)])
def test_bytes_are_scaled_the_usual_way(low, high):
    after = applied(ScaleInput, SPEC, Clues([finding(minimum=low, maximum=high)]))
    assert preprocess(after) == [{"grayscale_to_rgb": {}}, {"rescale": {"scale": 1 / 127.5, "offset": -1.0}}]


@pytest.mark.parametrize(("low", "high"), [(-50.0, 30.0), (2.0, 9.0), (1e3, 1e6), (0.0, 127.0)])
def test_other_ranges_land_on_minus_one_to_one(low, high):
    last = preprocess(applied(ScaleInput, SPEC, Clues([finding(minimum=low, maximum=high)])))[-1]["rescale"]
    assert low * last["scale"] + last["offset"] == pytest.approx(-1)
    assert high * last["scale"] + last["offset"] == pytest.approx(1)


def test_each_split_keeps_its_own_operations():
    uneven = {"train": [{"rescale": {"scale": 2.0, "offset": 0.0}}], "validation": []}
    spec = chain(image(4), layer("Dense", units=2), dataset={"preprocess": uneven})
    after = preprocess(applied(ScaleInput, spec, Clues([finding(minimum=0, maximum=255)])))
    added = {"rescale": {"scale": 1 / 127.5, "offset": -1.0}}
    assert after == {"train": [*uneven["train"], added], "validation": [added]}


def test_without_a_known_range_it_does_not_apply():
    assert ScaleInput().apply(SPEC, Clues([finding()])) is None
    assert ScaleInput().apply(SPEC, Clues([finding(minimum=3.0, maximum=3.0)])) is None


def test_applying_it_twice_changes_nothing_more():
    findings = [finding(minimum=0, maximum=255)]
    once = applied(ScaleInput, SPEC, Clues(findings))
    assert ScaleInput().apply(once, Clues(findings)) is None


def test_inputs_that_are_too_small_grow():
    last = preprocess(applied(ScaleInput, SPEC, Clues([finding(minimum=0.0, maximum=1e-3)])))[-1]["rescale"]
    assert last == {"scale": pytest.approx(2000.0), "offset": pytest.approx(-1.0)}


def test_a_range_behind_a_rescaling_layer_is_out_of_reach():
    assert ScaleInput().apply(SPEC, Clues([finding(minimum=0, maximum=255, rescaled_by=["rescaling"])])) is None
