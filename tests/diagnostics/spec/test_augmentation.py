import pytest

from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job

CHANGES = [{"flip": "horizontal"}, {"translate": [0.1, 0.2]}]


def dataset(augment):
    return Dataset.model_validate({"location": "here", "augment": augment})


def test_a_list_is_the_training_split_s_and_dumped_as_it_came():
    read = dataset(CHANGES)
    assert [change.key for change in read.augment.train] == ["flip", "translate"]
    assert read.augment.validation == ()
    assert read.model_dump(mode="json")["augment"] == CHANGES


def test_both_splits_may_be_given():
    both = {"train": CHANGES, "validation": [{"zoom": 0.1}]}
    assert dataset(both).model_dump(mode="json")["augment"] == both


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"rotate": 20}, "/dataset/augment/0/rotate"),
        ({"flip": "sideways"}, "/dataset/augment/0/flip"),
        ({"shear": 0.1}, "/dataset/augment/0/shear"),
    ],
)
def test_what_is_no_change_is_quoted(change, place):
    layers = [{"class_name": "Dense", "config": {"units": 2}}]
    job = {"dataset": {"location": "a.npz", "augment": [change]}, "model": {"layers": layers}}
    with pytest.raises(SpecError) as raised:
        read_job(job)
    assert place in {problem.pointer for problem in raised.value.problems}
