import pytest

from tests.diagnostics.graph.shapes.keras_says import agrees, ours


@pytest.mark.parametrize("name", ["CenterCrop", "RandomCrop", "Resizing"])
@pytest.mark.parametrize("data_format", [None, "channels_first"])
def test_sizes(name, data_format):
    assert agrees(name, (9, 8, 3), height=4, width=5, data_format=data_format)


@pytest.mark.parametrize("mode", ["one_hot", "multi_hot", "count"])
@pytest.mark.parametrize("shape", [(1,), (4,), (3, 4), (3, 1)])
def test_codes(mode, shape):
    agrees("CategoryEncoding", shape, dtype="int32", num_tokens=5, output_mode=mode)
    agrees("Hashing", shape, dtype="int32", num_bins=5, output_mode=mode)


def test_whole_numbers_keep_their_shape():
    assert agrees("Hashing", (4,), dtype="int32", num_bins=5)
    assert agrees("Discretization", (4,), bin_boundaries=[0.0, 1.0])


def test_a_vocabulary_is_not_looked_into():
    assert ours("StringLookup", (4,), vocabulary=["a", "b"]).output is None
