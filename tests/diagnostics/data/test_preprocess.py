import numpy as np
import pytest
from PIL import Image
from pydantic import TypeAdapter

from diagnostics.data.errors import DataError
from diagnostics.data.preprocess import preprocess
from diagnostics.spec.dataset import Operation

PIXELS = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 2), dtype=np.uint8)
FLOATS = PIXELS.astype(np.float32)
RGB = np.random.default_rng(1).integers(0, 256, (3, 4, 5, 3), dtype=np.uint8)
FLOATS_RGB = RGB.astype(np.float32)


def after(*operations, batch=PIXELS, **where):
    return preprocess(batch, TypeAdapter(tuple[Operation, ...]).validate_python(operations), **where)


def test_without_operations_only_the_kind_of_number_changes():
    assert after().dtype == np.float32
    assert (after() == PIXELS).all()


def test_rescale():
    found = after({"rescale": {"scale": 1 / 127.5, "offset": -1.0}})
    assert found.dtype == np.float32
    assert found == pytest.approx(FLOATS / 127.5 - 1, abs=1e-6)


def test_normalize_by_one_number():
    assert after({"normalize": {"mean": 100.0, "std": 50.0}}) == pytest.approx((FLOATS - 100) / 50, abs=1e-6)


def test_normalize_by_channel():
    found = after({"normalize": {"mean": [100.0, 10.0], "std": [50.0, 2.0]}})
    assert found == pytest.approx((FLOATS - [100, 10]) / [50, 2], abs=1e-5)


def test_each_sample_by_its_own_mean_and_spread():
    found = after({"per_sample_standardize": {}})
    wanted = [(sample - sample.mean()) / sample.std() for sample in FLOATS.astype(np.float64)]
    assert found == pytest.approx(np.array(wanted), abs=1e-5)


def test_a_sample_without_spread_becomes_zeros():
    assert (after({"per_sample_standardize": {}}, batch=np.full((2, 3), 7)) == 0).all()


def test_grey_is_repeated_to_three_channels():
    found = after({"grayscale_to_rgb": {}}, batch=PIXELS[..., :1])
    assert (found == np.concatenate([FLOATS[..., :1]] * 3, axis=-1)).all()


def test_resize_is_pillow_s_bilinear_filter_by_channel():
    found = after({"resize": {"size": [2, 7]}})
    assert found.shape == (3, 2, 7, 2)
    plane = Image.fromarray(np.ascontiguousarray(FLOATS[1, ..., 1])).resize((7, 2), Image.Resampling.BILINEAR)
    assert (found[1, ..., 1] == np.asarray(plane)).all()


def test_operations_apply_in_order():
    half, less = {"rescale": {"scale": 0.5}}, {"rescale": {"scale": 1.0, "offset": -4.0}}
    assert after(half, less) == pytest.approx(FLOATS / 2 - 4)
    assert after(less, half) == pytest.approx((FLOATS - 4) / 2)


@pytest.mark.parametrize(
    ("operation", "batch", "reason"),
    [
        ({"grayscale_to_rgb": {}}, PIXELS, "images with one channel are needed"),
        ({"grayscale_to_rgb": {}}, PIXELS[:, 0, 0], "images with one channel are needed"),
        ({"resize": {"size": [2, 2]}}, PIXELS[:, 0], "images are needed"),
        ({"normalize": {"mean": [1.0, 2.0, 3.0], "std": 1.0}}, PIXELS, "mean has 3 numbers, one or one a channel"),
        ({"normalize": {"mean": 1.0, "std": [1.0, 2.0, 3.0]}}, PIXELS[..., :1], "std has 3 numbers"),
        ({"backbone": "vgg16"}, RGB, "'vgg16' names no convention and no Keras application"),
    ],
)
def test_an_operation_that_cannot_apply_is_pointed_at(operation, batch, reason):
    with pytest.raises(DataError, match=reason) as caught:
        after({"rescale": {"scale": 1.0}}, operation, batch=batch, pointer="/dataset/preprocess/validation")
    assert caught.value.pointer == "/dataset/preprocess/validation/1"
    assert str(caught.value).startswith(f"{next(iter(operation))} cannot be applied to inputs of shape")


def test_numbers_beyond_float32_become_infinite():
    assert np.isinf(after({"rescale": {"scale": 1e300}}, batch=np.ones((1, 2)))).all()
    assert np.isnan(after({"normalize": {"mean": 1.0, "std": 0.0}}, batch=np.ones((1, 2)))).all()
    assert np.isinf(after(batch=np.array([[1e300]]))).all()


def test_the_batch_itself_is_left_as_it_was():
    batch = FLOATS.copy()
    after({"rescale": {"scale": 2.0}}, {"per_sample_standardize": {}}, batch=batch)
    assert (batch == FLOATS).all()


def test_caffe_turns_colours_round_and_takes_their_means_off():
    wanted = FLOATS_RGB[..., ::-1] - [103.939, 116.779, 123.68]
    assert after({"backbone": "caffe"}, batch=RGB) == pytest.approx(wanted, abs=1e-4)


def test_tf_brings_pixels_to_one_around_zero():
    assert after({"backbone": "tf"}, batch=RGB) == pytest.approx(FLOATS_RGB / 127.5 - 1, abs=1e-6)


def test_torch_standardises_by_the_statistics_of_imagenet():
    wanted = (FLOATS_RGB / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    assert after({"backbone": "torch"}, batch=RGB) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize(("application", "convention"), [("ResNet50", "caffe"), ("DenseNet121", "torch")])
def test_an_application_stands_for_its_convention(application, convention):
    assert (after({"backbone": application}, batch=RGB) == after({"backbone": convention}, batch=RGB)).all()


def test_an_application_that_rescales_by_itself_is_fed_pixels():
    assert (after({"backbone": "EfficientNetB0"}, batch=RGB) == RGB).all()


def test_a_backbone_needs_three_channels():
    with pytest.raises(DataError, match="three channels"):
        after({"backbone": "tf"}, batch=PIXELS)
