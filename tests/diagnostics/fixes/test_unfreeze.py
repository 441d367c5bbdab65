from diagnostics.fixes.fix import Clues
from diagnostics.fixes.unfreeze import Unfreeze
from diagnostics.rules.spc.frozen_random_layer import FrozenRandomLayer
from diagnostics.rules.spc.nothing_trainable import NothingTrainable
from tests.diagnostics.factories import chain, declared, image, layer
from tests.diagnostics.fixes.applied import applied

SPEC = chain(
    image(),
    layer("Conv2D", "conv", filters=4, kernel_size=3, trainable=False),
    layer("BatchNormalization", "norm", trainable=False),
    layer("Flatten", "flatten", trainable=False),
    layer("Dense", "output", units=2),
)


def trainable(spec):
    return {entry.name: entry.config.get("trainable") for entry in spec.model.layers}


def test_only_the_named_layers_are_freed():
    kernels, _ = FrozenRandomLayer().check(declared(SPEC))
    after = applied(Unfreeze, SPEC, Clues([kernels]))
    assert trainable(after) == trainable(SPEC) | {"conv": True}


def test_it_takes_all_findings_together():
    after = applied(Unfreeze, SPEC, Clues(list(FrozenRandomLayer().check(declared(SPEC)))))
    assert trainable(after) == trainable(SPEC) | {"conv": True, "norm": True}


def test_applying_it_twice_changes_nothing_more():
    findings = list(FrozenRandomLayer().check(declared(SPEC)))
    once = applied(Unfreeze, SPEC, Clues(findings))
    assert Unfreeze().apply(once, Clues(findings)) is None


def test_without_a_finding_it_does_not_apply():
    assert Unfreeze().apply(SPEC, Clues()) is None


def test_a_network_frozen_in_whole_is_freed_where_it_has_weights():
    everything = chain(
        image(),
        layer("Conv2D", "conv", filters=4, kernel_size=3, trainable=False),
        layer("BatchNormalization", "norm", trainable=False),
        layer("Flatten", "flatten", trainable=False),
        layer("Dense", "output", units=2, trainable=False),
    )
    seen = declared(everything)
    after = applied(Unfreeze, everything, Clues([*NothingTrainable().check(seen), *FrozenRandomLayer().check(seen)]))
    assert trainable(after) == trainable(everything) | dict.fromkeys(["conv", "norm", "output"], True)
    assert not list(NothingTrainable().check(declared(after)))
    assert not list(FrozenRandomLayer().check(declared(after)))
