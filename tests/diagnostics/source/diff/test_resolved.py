import pytest

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.resolved import patched, resolved
from tests.diagnostics.source.diff.rewritten import reading, spec_of
from tests.diagnostics.source.diff.texts import ADDED


def test_what_the_text_says_with_its_defaults():
    spec = resolved(reading(ADDED))
    assert [layer.class_name for layer in spec.model.layers] == ["InputLayer", "Conv2D", "Conv2D", "Flatten", "Dense"]
    assert spec.model.layers[1].config["kernel_initializer"] == "glorot_uniform"
    assert (spec.training.optimizer.class_name, spec.training.epochs) == ("Adam", 50)


def test_a_patch_is_applied():
    spec = patched(spec_of(ADDED), [{"op": "replace", "path": "/training/epochs", "value": 3}])
    assert spec.training.epochs == 3


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ({"op": "test", "path": "/training/epochs", "value": 3}, "the text says other than the job"),
        ({"op": "remove", "path": "/training/nothing"}, "the text says other than the job"),
        ({"op": "replace", "path": "/training/epochs", "value": -1}, "the patch makes no job"),
    ],
)
def test_a_patch_that_does_not_fit(operation, reason):
    with pytest.raises(NotExpressible, match=reason):
        patched(spec_of(ADDED), [operation])
