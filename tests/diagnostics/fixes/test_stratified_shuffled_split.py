import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.stratified_shuffled_split import StratifiedShuffledSplit
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(validation):
    return chain(image(4), layer("Dense", units=2), dataset={"validation": validation})


@pytest.mark.parametrize("before", [{"tail": 0.25}, {"fraction": 0.25, "seed": 3, "stratify": False}])
def test_as_many_are_held_out_at_random_and_nothing_else_changes(before):
    after = applied(StratifiedShuffledSplit, spec_of(before), Clues())
    assert after == spec_of({"fraction": 0.25, "seed": 0, "stratify": True})


@pytest.mark.parametrize("split", [None, {"location": "held_out.npz"}, {"fraction": 0.25, "seed": 7}])
def test_no_split_another_location_and_a_stratified_split_are_left_alone(split):
    assert StratifiedShuffledSplit().apply(spec_of(split), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(StratifiedShuffledSplit, spec_of({"tail": 0.1}), Clues())
    assert StratifiedShuffledSplit().apply(once, Clues()) is None
