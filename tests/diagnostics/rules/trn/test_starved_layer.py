from diagnostics.rules.trn.starved_layer import StarvedLayer
from tests.diagnostics.factories import applying, chain, image, layer, record, snapshot, trained

SPEC = chain(
    image(4),
    layer("Dense", "first", units=8, activation="relu"),
    layer("Dense", "second", units=8, activation="relu"),
    layer("Dense", "output", units=2, activation="softmax"),
)


def look(step, first, second=0.2, output=0.3, unreached=()):
    norms = {"first": first, "second": second, "output": output}
    layers = {name: {"gradient_norm": norm, "weight_norm": 1.0} for name, norm in norms.items()}
    layers["first"]["unreached"] = unreached
    return snapshot(step, layers)


def found(*looks, verdict="not_learning"):
    return list(StarvedLayer().check(trained(SPEC, record(look(0, 0.1), *looks, verdict=verdict))))


def test_a_layer_without_gradient_below_one_with():
    (finding,) = found(look(50, 0.0), look(100, 0.0))
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/1",)
    assert finding.evidence["layers"] == ["first"]
    assert "1 layer gets no gradient at step 100" in finding.message


def test_at_the_threshold():
    assert found(look(50, 1e-8), look(100, 1e-8))
    assert not found(look(50, 1e-8), look(100, 1.1e-8))


def test_a_single_look_says_nothing():
    assert not found(look(50, 0.1), look(100, 0.0))
    assert not found(look(50, 0.0))


def test_where_no_layer_has_a_gradient_none_is_starved():
    assert not found(look(50, 0.0, 1e-5, 1e-5), look(100, 0.0, 1e-5, 1e-5))


def test_the_last_layer_has_none_after_it():
    assert not found(look(50, 0.1, 0.1, 0.0), look(100, 0.1, 0.1, 0.0))


def test_weights_that_the_loss_does_not_depend_on_are_another_fault():
    assert not found(look(50, 0.0, unreached=("kernel",)), look(100, 0.0, unreached=("kernel",)))


def test_in_a_network_that_learns_it_is_a_warning():
    assert [each.severity for each in found(look(50, 0.0), look(100, 0.0), verdict="learning")] == ["warning"]


def test_what_was_not_measured_says_nothing():
    assert not found(look(50, None), look(100, None))


def test_its_fixes_apply():
    findings = found(look(50, 0.0), look(100, 0.0))
    assert applying(StarvedLayer, SPEC, findings) == [fix.name for fix in StarvedLayer.fixes]
