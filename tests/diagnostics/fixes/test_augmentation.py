import numpy as np
import pytest

from diagnostics.build.network import build
from diagnostics.fixes.augmentation import Augmentation
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import graph_of
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied

ADDED = ["random_flip", "random_translation", "random_zoom"]
REST = (layer("Conv2D", "conv", filters=4, kernel_size=3), layer("Flatten"), layer("Dense", "output", units=2))
SPEC = chain(image(16, 16, 3), *REST)


def test_images_change_right_behind_the_input_and_nothing_else_does():
    after = applied(Augmentation, SPEC, Clues())
    assert [entry.name for entry in after.model.layers] == ["image", *ADDED, "conv", "flatten", "output"]
    assert [entry.inputs for entry in after.model.layers[1:5]] == [("image",), *[(name,) for name in ADDED]]
    assert [entry.config for entry in after.model.layers[4:]] == [entry.config for entry in SPEC.model.layers[1:]]
    assert after.model_copy(update={"model": SPEC.model}) == SPEC


def test_the_layers_are_as_the_resolved_spec_has_them():
    written = chain(
        image(16, 16, 3),
        layer("RandomFlip", mode="horizontal"),
        layer("RandomTranslation", height_factor=0.1, width_factor=0.1),
        layer("RandomZoom", height_factor=0.1),
        *REST,
    )
    assert applied(Augmentation, SPEC, Clues()) == written


def test_keras_changes_the_images_in_training_alone():
    after = applied(Augmentation, SPEC, Clues())
    network = build(graph_of(after), (16, 16, 3))
    inputs = np.random.default_rng(0).uniform(size=(4, 16, 16, 3)).astype("float32")
    calm, again, augmented = (network.model(inputs, training=training).numpy() for training in (False, False, True))
    assert (calm == again).all()
    assert (calm != augmented).any()


@pytest.mark.parametrize("shape", [(16, 16, 1), (8, 20, 3), (16, 16, 4)])
def test_images_of_any_usual_kind(shape):
    assert applied(Augmentation, chain(image(*shape), layer("Flatten"), layer("Dense", units=2)), Clues()) is not None


@pytest.mark.parametrize("shape", [(16, 3), (16, 16, 7), (7, 16, 3), (16, 16, 16, 3)])
def test_other_inputs_are_no_images(shape):
    assert Augmentation().apply(chain(image(*shape), layer("Flatten"), layer("Dense", units=2)), Clues()) is None


def test_the_data_tell_the_shape_that_the_network_leaves_open():
    spec = chain(layer("InputLayer", "image"), *REST)
    assert Augmentation().apply(spec, Clues()) is None
    assert applied(Augmentation, spec, Clues(facts=facts(input_shape=(16, 16, 3)))) is not None


def test_with_two_inputs_it_does_not_apply():
    inputs = [layer("InputLayer", name, shape=[16, 16, 3]) for name in ("one", "other")]
    spec = chain(*inputs, layer("Concatenate", inputs=["one", "other"]), *REST)
    assert Augmentation().apply(spec, Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(Augmentation, SPEC, Clues())
    assert Augmentation().apply(once, Clues()) is None


def test_images_that_the_job_augments_already_are_left_alone():
    augmented = chain(image(16, 16, 3), *REST, dataset={"augment": [{"rotate": 0.1}]})
    assert Augmentation().apply(augmented, Clues()) is None
