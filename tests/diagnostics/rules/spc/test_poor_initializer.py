from diagnostics.fixes.fix import Clues
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.rules.spc.poor_initializer import PoorInitializer
from diagnostics.spec.model import Weights
from tests.diagnostics.factories import applying, chain, declared, image, layer


def found(spec, **thresholds):
    return list(PoorInitializer(**thresholds).check(declared(spec)))


def dense(*initializers, activation="relu", **config):
    """Hidden layers with these kernels, then an output layer with Keras's own."""
    hidden = [
        layer("Dense", f"hidden_{count}", units=32, activation=activation, kernel_initializer=kernel, **config)
        for count, kernel in enumerate(initializers)
    ]
    return chain(image(16), *hidden, layer("Dense", "output", units=2, activation="softmax"))


def stack(count, *, kernel="glorot_uniform", activation="relu", between=()):
    """Convolutions one after the other, with `between` declared after the fourth."""
    convolutions = [
        layer("Conv2D", f"conv_{index}", filters=8, kernel_size=3, activation=activation, kernel_initializer=kernel)
        for index in range(count)
    ]
    return chain(
        image(64, 64, 3),
        *convolutions[:4],
        *between,
        *convolutions[4:],
        layer("Flatten"),
        layer("Dense", "out", units=2),
    )


def test_zero_kernels_under_a_relu_never_move():
    (finding,) = found(dense("zeros"))
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/1/config/kernel_initializer",)
    assert "no gradient ever reaches them" in finding.message


def test_equal_weights_are_found_in_every_spelling():
    for kernel in ("ones", "Ones", "one", {"class_name": "Constant", "config": {"value": 0.5}}, "constant", "Zeros"):
        assert [finding.severity for finding in found(dense(kernel))] == ["error"], kernel


def test_one_smooth_layer_at_zero_is_only_a_warning():
    assert [finding.severity for finding in found(dense("zeros", activation="tanh"))] == ["warning"]
    assert [finding.severity for finding in found(dense("zeros", "zeros", activation="tanh"))] == ["error"]


def test_kernels_with_the_same_fault_make_one_finding():
    zeros, ones = found(dense("zeros", "zeros", "ones"))
    assert (
        zeros.message
        == "all weights of 'hidden_0' and 'hidden_1' start at 0: under a ReLU no gradient ever reaches them"
    )
    assert zeros.at == tuple(f"/model/layers/{position}/config/kernel_initializer" for position in (1, 2))
    assert ones.layer == "hidden_2"


def test_an_output_layer_may_start_at_zero():
    spec = chain(image(4), layer("Dense", units=2, kernel_initializer="zeros"), layer("Softmax"))
    assert not found(spec)


def test_a_residual_branch_may_start_at_zero():
    spec = chain(
        image(16),
        layer("Dense", "stem", units=8, activation="relu"),
        layer("Dense", "branch", units=8, kernel_initializer="zeros"),
        layer("BatchNormalization", "norm"),
        layer("Add", "sum", inputs=["norm", "stem"]),
        layer("ReLU", "relu"),
        layer("Dense", "output", units=2),
    )
    assert not found(spec)


def test_a_zero_bias_is_no_kernel():
    assert not found(dense("he_normal", bias_initializer="zeros"))


def test_a_depthwise_average_is_no_symmetry_between_units():
    average = {"class_name": "Constant", "config": {"value": 0.25}}
    blur = layer("DepthwiseConv2D", "blur", kernel_size=2, depthwise_initializer=average)
    assert not found(chain(image(), blur, layer("Flatten"), layer("Dense", units=2)))


def test_a_wide_normal_is_a_warning_and_its_twin_is_healthy():
    wide, narrow = ({"class_name": "RandomNormal", "config": {"stddev": stddev}} for stddev in (1.0, 0.99))
    (finding,) = found(dense(wide))
    assert finding.severity == "warning"
    assert finding.evidence["least_gains"] == [4.0]  # sqrt(16 inputs)
    assert not found(dense(narrow))


def test_wide_layers_that_blow_the_signal_up_for_certain_are_an_error():
    wide = {"class_name": "random_normal", "config": {"stddev": 1.0}}
    assert [finding.severity for finding in found(dense(wide, wide))] == ["warning"]  # 4 * 5.7
    assert [finding.severity for finding in found(dense(wide, wide, wide))] == ["error"]  # 4 * 5.7 * 5.7
    assert [finding.severity for finding in found(dense(wide, wide, wide, activation="tanh"))] == ["warning"]


def test_wide_uniforms_count_by_their_bounds():
    kernel = {"class_name": "RandomUniform", "config": {"minval": -1.0, "maxval": 0.5}}
    assert [finding.severity for finding in found(dense(kernel))] == ["warning"]
    assert not found(dense("random_uniform"))


def test_glorot_under_a_deep_plain_stack_is_one_warning():
    (finding,) = found(stack(8))
    assert finding.severity == "warning"
    assert finding.at == tuple(f"/model/layers/{position}/config/kernel_initializer" for position in range(1, 9))
    assert finding.evidence["layers"] == [f"conv_{index}" for index in range(8)]


def test_one_layer_short_of_the_threshold_is_healthy():
    assert not found(stack(7))
    assert found(stack(7), min_plain_layers=7)


def test_lecun_and_variance_scaling_are_read_as_what_they_are():
    assert found(stack(8, kernel="lecun_normal"))
    assert found(stack(8, kernel={"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg"}}))
    assert not found(stack(8, kernel={"class_name": "VarianceScaling", "config": {"scale": 2.0}}))


def test_he_initialisation_is_healthy():
    assert not found(stack(12, kernel="he_normal"))


def test_a_stack_of_tanh_is_not_judged():
    assert not found(stack(12, activation="tanh"))


def test_relus_in_layers_of_their_own_count():
    block = [[layer("Dense", units=8), layer("Dropout", rate=0.1), layer("ReLU")] for _ in range(8)]
    (finding,) = found(chain(image(8), *[entry for layers in block for entry in layers], layer("Dense", units=2)))
    assert len(finding.at) == 8


def test_pooling_does_not_end_a_stack_but_normalisation_does():
    assert found(stack(8, between=[layer("MaxPooling2D"), layer("Dropout", rate=0.5)]))
    assert not found(stack(8, between=[layer("BatchNormalization")]))


def test_a_skip_connection_ends_a_stack():
    assert not found(stack(8, between=[layer("Add", "sum", inputs=["conv_3", "conv_3"])]))


def test_he_initialisation_cures_all_of_it():
    for spec in (dense("zeros"), stack(8), dense({"class_name": "RandomNormal", "config": {"stddev": 1.0}})):
        cured = HeInitialisation().apply(spec, Clues(found(spec)))
        assert cured is not None
        assert not found(cured)


def test_what_stored_weights_were_once_drawn_from_does_not_matter():
    spec = chain(image(8, 8, 3), *[
        layer("Conv2D", f"conv_{number}", filters=8, kernel_size=3, padding="same", activation="relu")
        for number in range(9)
    ], layer("Conv2D", "zero", filters=8, kernel_size=1, kernel_initializer="zeros"),
       layer("Flatten"), layer("Dense", units=2))  # fmt: skip
    assert list(PoorInitializer().check(declared(spec)))
    names = {each.name: each.name for each in spec.model.layers if each.class_name == "Conv2D"}
    stored = spec.model.model_copy(update={"weights": Weights(location="model.keras", layers=names)})
    assert not list(PoorInitializer().check(declared(spec.model_copy(update={"model": stored}))))


def test_its_fixes_apply():
    convolutions = [
        layer("Conv2D", f"conv_{number}", filters=16, kernel_size=3, strides=2, activation="relu", **start)
        for number, start in enumerate([{"kernel_initializer": "zeros"}, {"kernel_initializer": "zeros"}])
    ]
    spec = chain(image(16, 16, 3), *convolutions, layer("Flatten"), layer("Dense", units=2))
    assert applying(PoorInitializer, spec, found(spec)) == [fix.name for fix in PoorInitializer.fixes]
