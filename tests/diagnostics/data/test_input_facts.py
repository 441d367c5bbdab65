import numpy as np

from diagnostics.data.dataset import Split
from diagnostics.data.input_facts import input_facts, raw_facts
from diagnostics.spec.dataset import Operation, Rescale


def split(inputs, operations=()):
    values = np.asarray(inputs)
    return Split(values, np.arange(len(values)), np.zeros(len(values)), None, operations)


def test_channels_are_the_last_axis():
    values = np.zeros((10, 4, 4, 3), np.uint8)
    values[..., 1] = 7
    values[5:, :, :, 2] = 4
    channels = input_facts(split(values)).channels
    assert [(each.mean, each.std, each.maximum) for each in channels] == [(0, 0, 0), (7, 0, 7), (2, 2, 4)]


def test_columns_of_a_table_are_channels_and_features_of_a_sequence_too():
    assert len(input_facts(split(np.zeros((5, 100)))).channels) == 64
    assert len(input_facts(split(np.zeros((5, 9, 2)))).channels) == 2
    assert len(input_facts(split(np.zeros(5))).channels) == 1


def test_constant_features_are_those_that_no_input_changes():
    values = np.random.default_rng(0).normal(size=(200, 6))
    values[:, 2] = 0.5
    values[:, 4] = np.nan
    facts = input_facts(split(values))
    assert (facts.constant_features, facts.features, facts.looked_at) == (1, 6, 200)


def test_blank_samples_have_one_value_throughout():
    values = np.random.default_rng(0).normal(size=(100, 3, 3, 1))
    values[[3, 50, 99]] = 2.0
    assert input_facts(split(values)).blank_samples == 3
    assert input_facts(split(np.zeros((4, 1)))).blank_samples is None


def test_the_stored_range_is_that_before_preprocessing():
    values = np.array([[0, 255], [51, 102]], np.uint8)
    scaled = split(values, (Operation(rescale=Rescale(scale=1 / 255)),))
    assert (raw_facts(scaled).values.maximum, raw_facts(scaled).values.mean) == (255, 102)
    assert input_facts(scaled).maximum == 1


def test_a_single_faulty_sample_is_found_where_statistics_look_at_a_few():
    values = np.zeros((20_000, 3), np.float32)
    values[7, 1] = np.nan
    found = raw_facts(split(values))
    assert (found.non_finite_samples, found.searched) == (1, 20_000)
    assert input_facts(split(values)).non_finite == 0


def test_whole_numbers_are_always_finite():
    found = raw_facts(split(np.arange(10)))
    assert (found.non_finite_samples, found.searched) == (0, 10)


def test_fewer_large_inputs_are_looked_at():
    assert input_facts(split(np.zeros((100, 1024, 1024), np.uint8))).looked_at == 64
