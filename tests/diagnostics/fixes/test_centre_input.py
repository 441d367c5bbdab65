import math

import pytest

from diagnostics.findings import Finding
from diagnostics.fixes.centre_input import CentreInput
from diagnostics.fixes.fix import Clues
from diagnostics.observations import Spread
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied

SPEC = chain(image(), layer("Flatten"), layer("Dense", units=2), dataset={"preprocess": [{"resize": {"size": [8, 8]}}]})
FAULT = Finding("DAT201", "name", "error", 0.9, "…", ("/dataset/preprocess",), evidence={"minimum": 0, "maximum": 90})
OFF = {"minimum": 0.0, "maximum": 90.0, "mean": 30.0, "std": 4.0}


def spread(mean, std):
    return Spread(minimum=mean - 3 * std, maximum=mean + 3 * std, mean=mean, std=std)


def known(*channels, shape=(8, 8, 3), **values):
    return facts({**OFF, **values, "channels": channels}, input_shape=shape)


def preprocess(spec):
    return spec.model_dump(mode="json")["dataset"]["preprocess"]


def test_every_channel_gets_its_own_mean_and_spread():
    channels = (spread(30.0, 4.0), spread(-2.0, 0.5), spread(0.0, 1.0))
    after = applied(CentreInput, SPEC, Clues([FAULT], known(*channels)))
    added = {"normalize": {"mean": [30.0, -2.0, 0.0], "std": [4.0, 0.5, 1.0]}}
    assert preprocess(after) == [*preprocess(SPEC), added]
    before = after.dataset.model_copy(update={"preprocess": SPEC.dataset.preprocess})
    assert after.model_copy(update={"dataset": before}) == SPEC


def test_where_not_every_channel_is_listed_all_share_one():
    many = known(*[spread(float(place), 1.0) for place in range(64)], shape=(300,))
    added = {"normalize": {"mean": 30.0, "std": 4.0}}
    assert preprocess(applied(CentreInput, SPEC, Clues([FAULT], many)))[-1] == added


def test_inputs_that_are_single_numbers():
    single = known(spread(30.0, 4.0), shape=())
    assert preprocess(applied(CentreInput, SPEC, Clues([FAULT], single)))[-1] == {
        "normalize": {"mean": 30.0, "std": 4.0}
    }


def test_a_constant_channel_is_not_divided_by_nothing():
    channels = (spread(30.0, 4.0), spread(7.0, 0.0))
    after = applied(CentreInput, SPEC, Clues([FAULT], known(*channels, shape=(2,))))
    assert preprocess(after)[-1] == {"normalize": {"mean": [30.0, 7.0], "std": [4.0, 1.0]}}


def test_each_split_keeps_its_own_operations():
    uneven = {"train": [{"rescale": {"scale": 2.0, "offset": 0.0}}], "validation": []}
    spec = chain(image(), layer("Dense", units=2), dataset={"preprocess": uneven})
    after = preprocess(applied(CentreInput, spec, Clues([FAULT], known(spread(30.0, 4.0), shape=(4, 1)))))
    assert after == {"train": [*uneven["train"], after["validation"][0]], "validation": after["validation"]}


@pytest.mark.parametrize("figure", [math.nan, math.inf])
def test_figures_that_are_not_finite_are_no_use(figure):
    assert CentreInput().apply(SPEC, Clues([FAULT], known(shape=(100,), std=figure))) is None


def test_it_needs_facts_and_a_finding_about_what_preprocessing_hands_over():
    behind = Finding("DAT201", "name", "error", 0.9, "…", (), evidence={**FAULT.evidence, "rescaled_by": ["scale"]})
    assert CentreInput().apply(SPEC, Clues([FAULT])) is None
    assert CentreInput().apply(SPEC, Clues([], known())) is None
    assert CentreInput().apply(SPEC, Clues([behind], known())) is None


def test_centred_inputs_stay():
    assert CentreInput().apply(SPEC, Clues([FAULT], known(spread(0.05, 0.6), spread(3.0, 0.0), shape=(2,)))) is None


def test_applying_it_twice_changes_nothing_more():
    clues = Clues([FAULT], known())
    once = applied(CentreInput, SPEC, clues)
    assert CentreInput().apply(once, clues) is None
