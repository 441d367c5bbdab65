from diagnostics.fixes.fix import Clues
from diagnostics.fixes.wire_layer import WireLayer
from diagnostics.graph.graph import graph_of
from diagnostics.rules.spc.unused_layer import UnusedLayer
from tests.diagnostics.factories import chain, declared, image, layer

OVERWRITTEN = chain(
    image(),
    layer("RandomFlip", "augmentation"),
    layer("Rescaling", "rescaling", scale=0.004),
    layer("Conv2D", "conv_1", inputs=["image"], filters=4, kernel_size=3, activation="relu"),
    layer("Flatten", "flatten"),
    layer("Dense", "output", units=5, activation="softmax"),
)


def test_an_overwritten_variable_leaves_layers_unused():
    flip, rescaling = UnusedLayer().check(declared(OVERWRITTEN))
    assert (flip.layer, rescaling.layer) == ("augmentation", "rescaling")
    assert rescaling.severity == "error"
    assert rescaling.at == ("/model/layers/2",)
    assert rescaling.message == (
        "Rescaling 'rescaling' leads nowhere: no output depends on it; 'conv_1' reads 'image' directly"
    )
    assert rescaling.evidence["fed_by"] == ["augmentation"]
    assert rescaling.evidence["bypassed_by"] == ["conv_1"]


def test_two_layers_may_bypass_the_unused_one():
    spec = chain(
        image(4),
        layer("Dropout", "dropout", rate=0.5),
        layer("Dense", "left", inputs=["image"], units=3),
        layer("Dense", "right", inputs=["image"], units=3),
        layer("Add", "sum", inputs=["left", "right"]),
    )
    (finding,) = UnusedLayer().check(declared(spec))
    assert finding.message.endswith("'left' and 'right' read 'image' directly")


def test_an_input_without_readers_is_unused():
    spec = chain(image(4), layer("InputLayer", "other", shape=[2]), layer("Dense", "output", inputs=["image"], units=2))
    (finding,) = UnusedLayer().check(declared(spec))
    assert finding.layer == "other"
    assert finding.message == "InputLayer 'other' leads nowhere: no output depends on it"


def test_an_abandoned_branch_gives_one_finding_a_layer():
    spec = chain(
        image(4),
        layer("Dense", "old_1", units=3),
        layer("Dense", "old_2", units=3),
        layer("Dense", "output", inputs=["image"], units=2),
    )
    assert [finding.layer for finding in UnusedLayer().check(declared(spec))] == ["old_1", "old_2"]


def test_what_follows_the_output_is_unused():
    spec = chain(image(4), layer("Dense", "output", units=2), layer("Softmax", "softmax"), outputs=["output"])
    (finding,) = UnusedLayer().check(declared(spec))
    assert finding.evidence["reads_from"] == ["output"]
    assert finding.evidence["bypassed_by"] == []


def test_a_network_in_which_all_layers_are_used_is_healthy():
    spec = chain(
        image(),
        layer("Rescaling", scale=0.004),
        layer("Conv2D", "conv", filters=3, kernel_size=3, padding="same"),
        layer("Add", inputs=["conv", "rescaling"]),
        layer("Flatten"),
        layer("Dense", units=2),
    )
    assert not list(UnusedLayer().check(declared(spec)))


def test_a_second_output_counts_as_use():
    spec = chain(
        image(4),
        layer("Dense", "auxiliary", units=2),
        layer("Dense", "output", inputs=["image"], units=2),
        outputs=["output", "auxiliary"],
    )
    assert not list(UnusedLayer().check(declared(spec)))


def test_wiring_the_layers_cures_it():
    cured = WireLayer().apply(OVERWRITTEN, Clues(list(UnusedLayer().check(declared(OVERWRITTEN)))))
    assert cured is not None
    assert not graph_of(cured).unused
