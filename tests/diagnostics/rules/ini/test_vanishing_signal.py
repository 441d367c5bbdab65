from diagnostics.fixes.fix import Clues
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.rules.ini.vanishing_signal import VanishingSignal
from tests.diagnostics.factories import applying, at_start, chain, facts, image, layer, score, snapshot


def network(*between):
    return chain(
        image(),
        layer("Conv2D", "conv_1", filters=4, kernel_size=3, activation="relu"),
        *between,
        layer("Conv2D", "conv_2", filters=4, kernel_size=3, activation="relu"),
        layer("Flatten", "flatten"),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def stds(**by_layer):
    return {name: {"across_input_std": std} for name, std in by_layer.items()}


def found(spread=0.001, spec=None, probe_samples=64, known=None, **by_layer):
    seen = snapshot(layers=stds(**by_layer), logit_spread=spread, probe_samples=probe_samples)
    return list(VanishingSignal().check(at_start(spec or network(), seen, known)))


def test_features_that_hardly_vary_are_found():
    (finding,) = found(image=1.0, conv_1=0.1, conv_2=0.01, flatten=0.01)
    assert finding.severity == "warning"
    assert finding.step == 0
    assert finding.evidence["ratio"] == 0.01
    assert finding.evidence["attenuation_per_layer"] == 0.1
    assert finding.at == ("/model/layers/1/config/kernel_initializer", "/model/layers/2/config/kernel_initializer")


def test_at_the_threshold_is_healthy():
    assert not found(image=1.0, conv_1=0.1, conv_2=0.02, flatten=0.02)
    assert not found(spread=0.01, image=1.0, conv_1=0.1, conv_2=0.01, flatten=0.01)


def test_the_spread_of_the_data_stands_in_for_an_unprobed_input():
    assert found(conv_1=0.1, conv_2=0.001, flatten=0.001, known=facts({"std": 0.5}))
    assert not found(conv_1=0.1, conv_2=0.001, flatten=0.001, known=facts({"std": 0.05}))


def test_what_a_rescaling_does_is_not_attenuation():
    spec = chain(
        image(4),
        layer("Rescaling", "small", scale=0.004),
        layer("Dense", "hidden", units=8, activation="relu"),
        layer("Dense", "output", units=2),
    )
    assert not found(spec=spec, image=70.0, small=0.3, hidden=0.1)
    assert found(spec=spec, image=70.0, small=0.3, hidden=0.001)


def test_an_unprobed_flatten_is_looked_through():
    assert found(image=1.0, conv_1=0.1, conv_2=0.01)


def test_unprobed_features_say_nothing():
    assert not found(image=1.0, conv_1=0.01)


def test_batch_normalisation_that_was_not_seen_as_in_training_says_nothing():
    spec = network(layer("BatchNormalization", "norm"))
    assert not found(spec=spec, image=1.0, conv_1=0.1, norm=0.1, conv_2=0.01, flatten=0.01)


def test_batch_normalisation_counts_as_it_is_in_training():
    spec = network(layer("BatchNormalization", "norm"))
    layers = stds(image=1.0, conv_1=0.1, norm=1.0, conv_2=0.01, flatten=0.01)
    for spread, count in ((0.001, 1), (0.02, 0)):
        by_batch = {"output": {"logit_spread": spread}, "train": score().model_dump()}
        seen = snapshot(layers=layers, logit_spread=5.0, batch_mode=by_batch)
        assert len(list(VanishingSignal().check(at_start(spec, seen)))) == count


def test_frozen_batch_normalisation_is_the_same_in_training():
    spec = network(layer("BatchNormalization", "norm", trainable=False))
    assert found(spec=spec, image=1.0, conv_1=0.1, norm=0.1, conv_2=0.01, flatten=0.01)


def test_too_few_probe_inputs_say_nothing():
    assert not found(probe_samples=7, image=1.0, conv_1=0.1, conv_2=0.01, flatten=0.01)


def test_a_network_of_one_layer_has_nowhere_to_lose_the_signal():
    assert not found(spec=chain(image(4), layer("Dense", "output", units=2)), image=1.0, output=0.001)


def test_figures_that_are_not_finite_say_nothing():
    assert not found(image=1.0, conv_1=0.1, conv_2=float("nan"), flatten=float("nan"))


def test_he_initialisation_applies():
    spec = network()
    findings = found(image=1.0, conv_1=0.1, conv_2=0.01, flatten=0.01)
    assert HeInitialisation().apply(spec, Clues(findings)) is not None


def test_the_spread_of_the_data_stands_in_for_an_input_looked_at_in_too_few_places():
    known = facts({"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "std": 1.0})
    assert found(known=known, image=0.0, conv_1=0.1, conv_2=0.01, flatten=0.01)


def test_its_fixes_apply():
    shape = {"filters": 16, "kernel_size": 3, "strides": 2, "activation": "relu"}
    start = {"kernel_initializer": "random_normal", "bias_initializer": "ones"}
    spec = chain(
        image(16, 16, 3),
        *[layer("Conv2D", name, None, **shape, **start) for name in ("conv_1", "conv_2")],
        layer("Flatten", "flatten"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    findings = found(spec=spec, image=1.0, conv_1=0.1, conv_2=0.01, flatten=0.01)
    assert applying(VanishingSignal, spec, findings) == [fix.name for fix in VanishingSignal.fixes]
