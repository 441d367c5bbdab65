import pytest

from diagnostics.graph.kinds import is_feed_forward, kernel_keys
from diagnostics.graph.linear_layers import passes_on
from diagnostics.graph.node import Node


def einsum(equation, **config):
    whole = {"equation": equation, "kernel_initializer": "ones", "activation": None, **config}
    return Node("e", "EinsumDense", whole, ("x",), 1)


@pytest.mark.parametrize("equation", ["bhwc,c->bhwc", "abc,bc->abc", "abc,c->acb"])
def test_an_einsum_that_adds_nothing_up_only_scales(equation):
    node = einsum(equation)
    assert node.only_scales
    assert node.has_weights
    assert not node.has_kernel
    assert not is_feed_forward(node)
    assert kernel_keys(node) == ()
    assert passes_on(node)
    assert not passes_on(einsum(equation, activation="relu"))


@pytest.mark.parametrize("equation", ["abc,cd->abd", "abc,cd->abcd", "...x,xy->...y", "nonsense"])
def test_others_mix(equation):
    node = einsum(equation)
    assert not node.only_scales
    assert node.has_kernel
    assert is_feed_forward(node)
