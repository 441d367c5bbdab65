import pytest

from diagnostics.source.networks.layer_names import allowed, snake


@pytest.mark.parametrize(
    ("name", "kept"), [("conv-1.a/b", "conv-1.a/b"), ("a b", "a_b"), ("é", "_"), ("/a", "_/a"), ("x" * 200, "x" * 100)]
)
def test_only_what_a_spec_allows_is_kept(name, kept):
    assert allowed(name) == kept


@pytest.mark.parametrize(
    ("name", "shown"), [("Dense", "dense"), ("Conv2D", "conv2d"), ("MaxPooling2D", "max_pooling2d"), ("LSTM", "lstm")]
)
def test_names_as_keras_makes_them(name, shown):
    assert snake(name) == shown
