from diagnostics.fixes.fix import Clues
from diagnostics.fixes.unfreeze import Unfreeze
from diagnostics.rules.spc.nothing_trainable import NothingTrainable
from tests.diagnostics.factories import chain, declared, image, layer

FROZEN = chain(
    image(),
    layer("Conv2D", "conv", filters=4, kernel_size=3, trainable=False),
    layer("BatchNormalization", "norm", trainable=False),
    layer("Flatten", "flatten"),
    layer("Dense", "output", units=2, trainable=False),
)


def test_a_network_frozen_throughout_cannot_learn():
    (finding,) = NothingTrainable().check(declared(FROZEN))
    assert finding.severity == "error"
    assert finding.message == "nothing can be learned: all 3 layers with weights are frozen"
    assert finding.at == tuple(f"/model/layers/{position}/config/trainable" for position in (1, 2, 4))
    assert finding.evidence["layers"] == ["conv", "norm", "output"]


def test_a_network_without_weights_cannot_learn_and_cannot_be_unfrozen():
    spec = chain(image(), layer("GlobalAveragePooling2D"), layer("Softmax"))
    findings = list(NothingTrainable().check(declared(spec)))
    assert findings[0].message == "nothing can be learned: no layer of the network has weights"
    assert findings[0].at == ("/model/layers",)
    assert Unfreeze().apply(spec, Clues(findings)) is None


def test_a_trainable_layer_that_no_output_depends_on_does_not_help():
    spec = chain(
        image(4), layer("Dense", "lost", units=2), layer("Dense", "output", inputs=["image"], units=2, trainable=False)
    )
    (finding,) = NothingTrainable().check(declared(spec))
    assert finding.layer == "output"


def test_one_trainable_layer_is_enough():
    spec = chain(image(4), layer("Dense", units=4, trainable=False), layer("Dense", units=2))
    assert not list(NothingTrainable().check(declared(spec)))


def test_the_weights_of_a_wrapped_layer_count():
    lstm = {"class_name": "LSTM", "config": {"units": 3}}
    spec = chain(image(5, 4), layer("Bidirectional", layer=lstm))
    assert not list(NothingTrainable().check(declared(spec)))


def test_unfreezing_cures_it():
    cured = Unfreeze().apply(FROZEN, Clues(list(NothingTrainable().check(declared(FROZEN)))))
    assert cured is not None
    assert not list(NothingTrainable().check(declared(cured)))
