import h5py
import keras
import numpy as np
import pytest

from diagnostics.formats import hdf5_model
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5_model import holds_config, read_hdf5
from tests.diagnostics.formats.models import backbone, nested

pytestmark = pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")


def refused(path):
    with pytest.raises(SavedModelError) as caught:
        read_archive(path)
    return str(caught.value)


def written(path, config):
    with h5py.File(path, "w") as file:
        if config is not None:
            file.attrs["model_config"] = config
        file.create_group("model_weights")
    return path


def test_a_saved_model_is_read(tmp_path):
    nested(backbone()).save(tmp_path / "m.h5")
    names = ["image", "base/conv", "base/norm", "base/relu", "base/pool", "head"]
    assert [layer.name for layer in read_archive(tmp_path / "m.h5").layers] == names
    assert holds_config(tmp_path / "m.h5")


def test_weights_alone_are_no_model(tmp_path):
    backbone().save_weights(tmp_path / "m.weights.h5")
    assert "it holds weights alone" in refused(tmp_path / "m.weights.h5")
    assert not holds_config(tmp_path / "m.weights.h5")


def test_a_lambda_is_refused_and_never_run(tmp_path):
    start = keras.Input((4,))
    keras.Model(start, keras.layers.Lambda(lambda value: value * 2, name="code")(start)).save(tmp_path / "m.h5")
    assert "'code' is a Lambda: layers that hold code are not loaded" in refused(tmp_path / "m.h5")


@pytest.mark.parametrize("config", ["{", b"\xff", "[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path, config):
    assert "not JSON" in refused(written(tmp_path / "m.h5", np.bytes_(config) if isinstance(config, bytes) else config))


def test_a_config_that_is_no_text_is_refused(tmp_path):
    assert "not text" in refused(written(tmp_path / "m.h5", 3))


def test_a_config_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(hdf5_model, "MAX_CONFIG_BYTES", 10)
    with pytest.raises(SavedModelError, match="more than 10 bytes"):
        read_hdf5(written(tmp_path / "m.h5", " " * 11))
