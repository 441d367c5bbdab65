import numpy as np
import pytest

from diagnostics.data.locations import local_path
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import npz, opened


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


def refused(location, pointer="/dataset/location"):
    with pytest.raises(SpecError) as caught:
        local_path(location, None, pointer)
    return caught.value.problems[0].message


def test_a_copy_where_keras_keeps_it_is_read(home):
    x, y = np.zeros((20, 28, 28), np.uint8), np.arange(20) % 10
    npz(home / "mnist.npz", x_train=x, y_train=y, x_test=x[:5], y_test=y[:5])
    data = opened("keras://mnist")
    assert (data.facts.input_shape, len(data.train)) == ((28, 28), 20)
    assert data.validation is not None
    assert len(data.validation) == 5


def test_the_roots_of_jobs_do_not_matter_to_it(home):
    npz(home / "boston_housing.npz", x=np.zeros((3, 13)), y=np.zeros(3))
    assert local_path("keras://boston_housing", [], "/dataset/location") == home / "boston_housing.npz"


@pytest.mark.parametrize(
    "name", ["mnist", "fashion_mnist", "cifar10", "cifar100", "boston_housing", "california_housing"]
)
def test_without_a_copy_the_file_to_supply_is_named(home, name):
    said = refused(f"keras://{name}")
    assert said.startswith(f"there is no copy of {name} at {home}/")
    assert f"keras.datasets.{name}.load_data()" in said


@pytest.mark.parametrize("name", ["imdb", "reuters"])
def test_datasets_that_keras_pickles_say_how_to_convert_them(home, name):
    assert f"np.savez('{name}.npz', x=keras.utils.pad_sequences(x, 200), y=y)" in refused(f"keras://{name}")


@pytest.mark.parametrize("location", ["keras://ResNet50", "keras://../../etc/passwd", "keras://"])
def test_names_of_no_dataset(home, location):
    assert refused(location).startswith("no dataset of Keras's that is read by name; there are mnist")


def test_weights_with_the_same_scheme_are_no_dataset(home):
    assert refused("keras://mnist", "/model/weights/location").startswith("locations are paths, or begin with file://")


def test_tensorflow_s_datasets_are_given_as_folders(home):
    assert "give the folder with its record files as the location" in refused("tfds://mnist")
