from diagnostics.rules.spc.no_validation import NoValidation
from tests.diagnostics.factories import chain, declared, image, layer


def found(validation):
    dataset = {"validation": validation}
    return list(NoValidation().check(declared(chain(image(4), layer("Dense", units=2), dataset=dataset))))


def test_nothing_held_out_is_worth_knowing():
    (finding,) = found(None)
    assert finding.severity == "info"
    assert finding.at == ("/dataset/validation",)


def test_any_kind_of_split_is_healthy():
    for validation in ({"fraction": 0.1}, {"tail": 0.2}, {"location": "other.npz"}):
        assert not found(validation)
