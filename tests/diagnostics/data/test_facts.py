import numpy as np
import pytest

from tests.diagnostics.data.files import folder, npz, opened


def test_the_facts_of_an_image_folder(tmp_path):
    folder(tmp_path, a=10, b=20)
    (tmp_path / "a" / "broken.png").write_bytes(b"")
    facts = opened(tmp_path).facts
    assert (facts.format, facts.task, facts.input_shape) == ("image_folder", "multiclass", (4, 4, 1))
    assert facts.classes == ("a", "b")
    assert (facts.available, facts.unreadable_count, facts.unreadable[0].file) == (31, 1, "a/broken.png")
    assert facts.validation is not None
    assert facts.train.label_counts == {"a": 8, "b": 16}
    assert facts.validation.label_counts == {"a": 2, "b": 4}
    assert (facts.target_mean, facts.target_variance) == (None, None)


def test_the_facts_of_quantities(tmp_path):
    targets = np.random.default_rng(0).normal(5, 3, 50)
    data = opened(npz(tmp_path / "a.npz", x=np.zeros((50, 3)), y=targets), "mse", validation={"tail": 0.2})
    assert (data.facts.task, data.facts.classes, data.facts.train.label_counts) == ("regression", None, None)
    assert data.facts.target_mean == pytest.approx(targets[:40].mean())
    assert data.facts.target_variance == pytest.approx(targets[:40].var())


def test_numbered_classes_are_named_by_their_numbers(tmp_path):
    facts = opened(npz(tmp_path / "a.npz", x=np.zeros((6, 3)), y=[0, 7, 0, 7, 0, 7]), validation=None).facts
    assert facts.classes == ("0", "7")
    assert facts.train.label_counts == {"0": 3, "7": 3}


@pytest.mark.parametrize("samples", [10, 64, 65, 200])
def test_input_facts_are_those_of_all_finite_values_after_preprocessing(tmp_path, samples):
    values = np.random.default_rng(0).normal(1000, 1e-3, (samples, 7)).astype(np.float32)
    values[3, 2], values[4, 1], values[5, 0] = np.nan, np.inf, -np.inf
    location = npz(tmp_path / "a.npz", x=values, y=np.arange(samples) % 2)
    shifted = opened(location, validation=None, preprocess=[{"rescale": {"scale": 2.0}}]).facts.train.inputs
    seen = 2 * values[np.isfinite(values)].astype(np.float64)
    assert shifted.non_finite == 3
    assert (shifted.minimum, shifted.maximum) == (seen.min(), seen.max())
    assert shifted.mean == pytest.approx(seen.mean(), rel=1e-12)
    assert shifted.std == pytest.approx(seen.std(), rel=1e-6)


def test_input_facts_of_a_large_split_come_from_1024_inputs(tmp_path):
    values = np.zeros((5000, 1), np.float32)
    values[1] = 99  # not among the evenly spread ones
    values[4999] = 7
    facts = opened(npz(tmp_path / "a.npz", x=values, y=np.arange(5000) % 2), validation=None).facts.train.inputs
    assert facts.maximum == 7
    assert facts.mean == pytest.approx(7 / 1024)


def test_nothing_finite_to_see(tmp_path):
    location = npz(tmp_path / "a.npz", x=np.full((6, 2), np.nan), y=[0, 1] * 3)
    inputs = opened(location, validation=None).facts.train.inputs
    assert inputs.non_finite == 12
    assert np.isnan([inputs.minimum, inputs.maximum, inputs.mean, inputs.std]).all()


def test_the_two_splits_are_described_each_on_its_own(tmp_path):
    location = npz(tmp_path / "a.npz", x=np.ones((10, 2)), y=[0, 1] * 5)
    different = {"train": [{"rescale": {"scale": 3.0}}], "validation": [{"rescale": {"scale": 5.0}}]}
    facts = opened(location, preprocess=different).facts
    assert facts.validation is not None
    assert (facts.train.inputs.mean, facts.validation.inputs.mean) == (3.0, 5.0)


def test_several_labels_a_sample_under_a_binary_loss(tmp_path):
    rows = np.array([[1, 1, 0], [0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]] * 4)
    location = npz(tmp_path / "a.npz", x=np.zeros((20, 3)), y=rows)
    data = opened(location, "binary_crossentropy", validation={"tail": 0.25})
    assert (data.facts.task, data.facts.label_form, data.facts.target_shape) == ("multilabel", "multi_hot", (3,))
    assert (data.facts.classes, data.train.classes) == (None, None)
    assert data.facts.train.label_counts == {"0": 9, "1": 9, "2": 0}
    assert data.facts.validation is not None
    assert data.facts.validation.label_counts == {"0": 3, "1": 3, "2": 0}
    assert data.facts.train.targets is None
    assert opened(location, "mse").facts.task == "regression"


def test_several_labels_a_sample_are_split_at_random_where_stratifying_is_asked_for(tmp_path):
    rows = np.random.default_rng(0).integers(0, 2, (50, 4))
    data = opened(npz(tmp_path / "a.npz", x=np.zeros((50, 3)), y=rows), "binary_crossentropy")
    assert data.validation is not None
    assert (len(data.train), len(data.validation)) == (40, 10)
    assert data.facts.task == "multilabel"


def test_masks_are_not_labels(tmp_path):
    masks = np.random.default_rng(0).integers(0, 2, (10, 4, 4))
    facts = opened(npz(tmp_path / "a.npz", x=np.zeros((10, 4, 4)), y=masks), "binary_crossentropy").facts
    assert (facts.task, facts.label_form, facts.target_shape) == ("regression", "float", (4, 4))


@pytest.mark.parametrize(
    ("targets", "loss", "form", "shape"),
    [
        ([0, 1] * 5, "sparse_categorical_crossentropy", "index", ()),
        ([[0], [1]] * 5, "binary_crossentropy", "index", (1,)),
        ([[0, 1], [1, 0]] * 5, "categorical_crossentropy", "one_hot", (2,)),
        ([[0, 1], [1, 0]] * 5, "binary_crossentropy", "one_hot", (2,)),
        ([0.5, 1.5] * 5, "mse", "float", ()),
        ([[0.5, 1.0], [1.5, 1.0]] * 5, "mse", "float", (2,)),
    ],
)
def test_the_form_of_the_targets(tmp_path, targets, loss, form, shape):
    facts = opened(npz(tmp_path / "a.npz", x=np.zeros((10, 2)), y=targets), loss).facts
    assert (facts.label_form, facts.target_shape) == (form, shape)


def test_class_names_fed_as_rows_are_one_hot(tmp_path):
    facts = opened(folder(tmp_path, a=10, b=20), "categorical_crossentropy").facts
    assert (facts.label_form, facts.target_shape) == ("one_hot", (2,))


def test_targets_are_described_in_each_split_and_column(tmp_path):
    targets = np.stack([np.arange(10.0), np.full(10, 3.0)], axis=1)
    targets[1, 1] = np.nan
    location = npz(tmp_path / "a.npz", x=np.zeros((10, 2)), y=targets)
    facts = opened(location, "mse", validation={"tail": 0.5}).facts
    assert facts.train.targets is not None
    assert facts.validation is not None
    assert facts.validation.targets is not None
    assert [column.mean for column in facts.train.targets.columns] == [2.0, 3.0]
    assert facts.train.targets.non_finite == 1
    assert (facts.validation.targets.values.minimum, facts.validation.targets.values.maximum) == (3.0, 9.0)


@pytest.mark.parametrize("shape", [(5,), (6, 2), (6,), (4, 4, 3)])
def test_tables_sequences_tokens_and_images(tmp_path, shape):
    values = np.random.default_rng(0).integers(0, 50, (30, *shape))
    facts = opened(npz(tmp_path / "a.npz", x=values, y=np.arange(30) % 3)).facts
    assert facts.input_shape == shape
    assert facts.train.inputs.features == np.prod(shape)
    assert len(facts.train.inputs.channels) == shape[-1]


def test_copies_are_looked_for_on_both_sides(tmp_path):
    values = np.random.default_rng(0).normal(size=(10, 20))
    location = npz(tmp_path / "a.npz", x=np.concatenate([values, values]), y=np.arange(20) % 2)
    facts = opened(location, validation={"tail": 0.5}).facts
    assert facts.train_copies is not None
    assert facts.validation_copies is not None
    assert (facts.train_copies.repeated, facts.validation_copies.repeated) == (0, 10)
    assert facts.signal is None
