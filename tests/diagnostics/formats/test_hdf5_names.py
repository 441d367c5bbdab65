import h5py
import numpy as np

from diagnostics.formats.hdf5_names import layers_with_weights, texts
from tests.diagnostics.formats.models import backbone


def test_layers_with_weights_are_told_in_order(tmp_path):
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.attrs["layer_names"] = [b"z", b"none", b"a"]
        for name, weights in {"z": [b"z/kernel:0"], "none": [], "a": [b"a/kernel:0"]}.items():
            file.create_group(name).attrs["weight_names"] = np.array(weights, "S10")
    assert layers_with_weights(tmp_path / "w.h5") == ["z", "a"]


def test_a_file_that_does_not_tell_has_none(tmp_path):
    backbone().save_weights(tmp_path / "w.weights.h5")
    assert layers_with_weights(tmp_path / "w.weights.h5") == []


def test_long_lists_are_spread_over_attributes(tmp_path):
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.attrs["names0"], file.attrs["names1"] = [b"a", b"b"], ["c"]
        assert texts(file, "names") == ["a", "b", "c"]
