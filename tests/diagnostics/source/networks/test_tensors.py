from diagnostics.source.networks.network import Layer, apply
from diagnostics.source.networks.tensors import flat, listed, tensors_in
from diagnostics.source.place import Place

TENSOR = apply(Layer("InputLayer", {}, "i", Place(1, 1, 1, 2)), (), 1, None)


def test_lists_are_looked_into_in_order():
    assert list(flat([1, [2, (3, [4])], 5])) == [1, 2, 3, 4, 5]
    assert list(tensors_in([1, [TENSOR, "a"]])) == [TENSOR]


def test_lists_that_double_or_hold_themselves_end():
    doubled: list = [TENSOR]
    for _ in range(60):
        doubled = [doubled, doubled]
    doubled.append(doubled)
    assert len(list(flat(doubled))) < 20_000


def test_one_or_several():
    assert listed(TENSOR) == [TENSOR]
    assert listed((TENSOR,)) == [TENSOR]
    assert listed(3) == 3
