import math

from diagnostics.rules.trn.kernel_layers import gradients, middle_step_size, step_sizes, trained_kernels
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

SPEC = chain(
    image(4),
    layer("Dense", "frozen", units=4, trainable=False),
    layer("Dense", "zero", units=4, kernel_initializer="zeros"),
    layer("BatchNormalization", "normalisation"),
    layer("Dense", "hidden", units=4, activation="relu"),
    layer("Dense", "output", units=2),
)
NAMES = ["frozen", "zero", "normalisation", "hidden", "output"]


def seen(**figures):
    start = {name: {"weight_norm": 0.0 if name == "zero" else 1.0} for name in NAMES}
    end = {name: {"weight_norm": 1.0, **figures.get(name, {})} for name in NAMES}
    return trained(SPEC, record(snapshot(0, start), snapshot(20, end)))


def test_kernels_that_train_and_have_a_size_to_compare_with():
    assert [node.name for node in trained_kernels(seen())] == ["hidden", "output"]


def test_the_last_step_where_measured_else_the_mean_of_all():
    evidence = seen(hidden={"update_ratio": 0.3, "movement": 0.2}, output={"movement": 0.2})
    assert step_sizes(evidence, evidence.end) == (0.3, 0.01)
    assert middle_step_size(evidence, evidence.end) == 0.155


def test_before_any_step_there_is_no_size():
    evidence = seen()
    assert step_sizes(evidence, evidence.start) == ()
    assert middle_step_size(evidence, evidence.end) is None


def test_a_size_that_is_no_number_is_beyond_all_bounds():
    evidence = seen(hidden={"update_ratio": math.nan})
    assert step_sizes(evidence, evidence.end) == (math.inf,)


def test_gradients_of_kernels_that_the_loss_reaches():
    norms = {name: {"gradient_norm": 0.5} for name in NAMES}
    assert gradients(seen(**norms), seen(**norms).end) == {"hidden": 0.5, "output": 0.5}
    cut = {"hidden": {"gradient_norm": 0.0, "unreached": ("kernel",)}, "output": {"gradient_norm": math.nan}}
    assert gradients(seen(**cut), seen(**cut).end) == {}
