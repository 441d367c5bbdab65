import pytest

from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.fix import Clues
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.looking import changes, classes, cured, stored, trains, wiring
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def normalised(*hidden, **training):
    return cured(BatchNormalisation, spec_of(*hidden, OUTPUT, **training))


def test_a_fused_activation_moves_behind_the_normalisation():
    spec = spec_of(layer("Dense", "hidden", units=4, activation="tanh"), OUTPUT)
    after = cured(BatchNormalisation, spec)
    assert changes(spec, after) == {"hidden": {"activation": "linear", "use_bias": False}}
    assert wiring(after) == {
        "image": (),
        "hidden": ("image",),
        "hidden_norm": ("hidden",),
        "hidden_activation": ("hidden_norm",),
        "output": ("hidden_activation",),
    }
    added = {entry.name: entry.config for entry in after.model.layers}
    assert added["hidden_activation"] == {"trainable": True, "dtype": None, "activation": "tanh"}
    assert (added["hidden_norm"]["axis"], added["hidden_norm"]["momentum"]) == (-1, 0.9)


@pytest.mark.parametrize("behind", [layer("ReLU", "next"), layer("Dropout", "next", rate=0.1)], ids=["ReLU", "dropout"])
def test_it_goes_right_behind_a_sum_whose_activation_comes_later(behind):
    after = normalised(layer("Dense", "hidden", units=4), behind, layer("Activation", "last", activation="relu"))
    assert list(wiring(after)) == ["image", "hidden", "hidden_norm", "next", "last", "output"]
    assert wiring(after)["next"] == ("hidden_norm",)


def test_every_reader_and_the_outputs_follow():
    spec = chain(
        image(4),
        layer("Dense", "hidden", units=4, activation="relu"),
        layer("Dense", "branch", units=4, activation="relu"),
        layer("Add", "sum", inputs=["hidden", "branch"]),
        layer("Dense", "output", units=2),
        outputs=["output", "hidden"],
    )
    after = cured(BatchNormalisation, spec)
    assert wiring(after)["branch"] == ("hidden_activation",)
    assert wiring(after)["sum"] == ("hidden_activation", "branch_activation")
    assert after.model.outputs == ("output", "hidden_activation")


def test_channels_first_are_normalised_by_channel():
    spec = chain(
        image(3, 8, 8),
        layer("Conv2D", "conv", filters=4, kernel_size=3, data_format="channels_first"),
        layer("Flatten"),
        layer("Dense", units=2),
    )
    after = cured(BatchNormalisation, spec)
    assert next(entry for entry in after.model.layers if entry.name == "conv_norm").config["axis"] == 1


def test_names_that_are_taken_are_not_used_again():
    after = normalised(layer("Dense", "hidden", units=4), layer("ReLU", "hidden_norm"))
    assert wiring(after)["hidden_norm"] == ("hidden_norm_1",)
    long = normalised(layer("Dense", "x" * 128, units=4, activation="relu"))
    assert len(long.model.layers) == 5


@pytest.mark.parametrize("between", ["BatchNormalization", "LayerNormalization"])
def test_what_is_normalised_already_stays(between):
    assert normalised(layer("Dense", units=4), layer(between), layer("ReLU")) is None
    assert normalised(layer("Dense", units=4, activation="relu"), layer(between)) is None


def test_output_recurrent_and_frozen_layers_stay():
    assert normalised() is None
    assert normalised(layer("Dense", units=4, trainable=False)) is None
    assert cured(BatchNormalisation, spec_of(layer("GRU", units=4), OUTPUT, shape=(5, 2))) is None


def test_pretrained_layers_stay():
    spec = spec_of(layer("Dense", "base", units=4, activation="relu"), layer("Dense", "new", units=4), OUTPUT)
    after = BatchNormalisation().apply(stored(spec, "base"), Clues())
    assert list(classes(after)) == ["image", "base", "new", "new_norm", "output"]


def test_batches_too_small_for_statistics_are_left_alone():
    assert normalised(layer("Dense", units=4), batch_size=3) is None
    assert normalised(layer("Dense", units=4), batch_size=4) is not None


@pytest.mark.parametrize(
    ("hidden", "shape"),
    [
        ([layer("Dense", "hidden", units=4, activation="relu")], (4,)),
        ([layer("Conv2D", "conv", filters=4, kernel_size=3), layer("ReLU"), layer("Flatten")], (6, 6, 1)),
        ([layer("SeparableConv1D", filters=4, kernel_size=3, activation="elu"), layer("Flatten")], (6, 3)),
    ],
    ids=["dense", "convolution", "separable"],
)
def test_it_trains(hidden, shape):
    assert trains(cured(BatchNormalisation, spec_of(*hidden, OUTPUT, shape=shape)))
