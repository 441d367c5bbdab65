from diagnostics.rules.spc.augmentation_on_validation import AugmentationOnValidation
from tests.diagnostics.factories import chain, declared, image, layer

CHANGES = [{"flip": "horizontal"}, {"rotate": 0.1}]


def found(augment):
    spec = chain(image(8, 8, 3), layer("Flatten"), layer("Dense", units=2), dataset={"augment": augment})
    return list(AugmentationOnValidation().check(declared(spec)))


def test_changes_to_held_out_images_are_named():
    (finding,) = found({"train": CHANGES, "validation": CHANGES})
    assert finding.severity == "warning"
    assert finding.at == ("/dataset/augment/validation",)
    assert "(flip, rotate)" in finding.message


def test_changes_to_training_images_alone_are_healthy():
    assert not found(CHANGES)
    assert not found({"train": CHANGES})
    assert not found([])
