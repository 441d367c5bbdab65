from diagnostics.fixes.fix import Clues
from diagnostics.fixes.unfreeze import Unfreeze
from diagnostics.rules.spc.frozen_random_layer import FrozenRandomLayer
from diagnostics.spec.model import Weights
from tests.diagnostics.factories import chain, declared, image, layer

FROZEN = chain(
    image(),
    layer("Conv2D", "conv_1", filters=4, kernel_size=3, trainable=False),
    layer("BatchNormalization", "norm", trainable=False),
    layer("Conv2D", "conv_2", filters=4, kernel_size=3, trainable=False),
    layer("Flatten", "flatten"),
    layer("Dense", "output", units=2),
)


def test_frozen_kernels_are_an_error_and_frozen_normalisation_a_warning():
    kernels, norms = FrozenRandomLayer().check(declared(FROZEN))
    assert (kernels.severity, norms.severity) == ("error", "warning")
    assert kernels.evidence["layers"] == ["conv_1", "conv_2"]
    assert kernels.at == ("/model/layers/1/config/trainable", "/model/layers/3/config/trainable")
    assert kernels.message == "2 layers without pretrained weights are frozen: 'conv_1' and 'conv_2'"
    assert norms.layer == "norm"


def test_layers_without_weights_may_be_frozen():
    spec = chain(image(), layer("Flatten", trainable=False), layer("Dense", units=2))
    assert not list(FrozenRandomLayer().check(declared(spec)))


def test_stored_weights_may_be_frozen_and_the_rest_is_named():
    stored = Weights(location="base.keras", layers={"conv_1": "conv_1", "norm": "norm"})
    spec = FROZEN.model_copy(update={"model": FROZEN.model.model_copy(update={"weights": stored})})
    [only] = FrozenRandomLayer().check(declared(spec))
    assert only.evidence["layers"] == ["conv_2"]


def test_a_frozen_layer_that_leads_nowhere_is_another_fault():
    spec = chain(image(4), layer("Dense", "lost", units=2, trainable=False), layer("Dense", inputs=["image"], units=2))
    assert not list(FrozenRandomLayer().check(declared(spec)))


def test_a_trainable_network_is_healthy():
    spec = chain(image(), layer("Conv2D", filters=4, kernel_size=3), layer("Flatten"), layer("Dense", units=2))
    assert not list(FrozenRandomLayer().check(declared(spec)))


def test_unfreezing_cures_it():
    cured = Unfreeze().apply(FROZEN, Clues(list(FrozenRandomLayer().check(declared(FROZEN)))))
    assert cured is not None
    assert not list(FrozenRandomLayer().check(declared(cured)))
