from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

lengths = st.integers(1, 6)
shapes = st.lists(lengths | st.none(), max_size=3).map(tuple)


@quickly
@given(shapes, lengths, st.integers(0, 5), st.booleans(), st.booleans())
def test_dense(leading, features, units, use_bias, trainable):
    agrees("Dense", (*leading, features), units=units, use_bias=use_bias, trainable=trainable)


def test_dense_needs_an_axis():
    assert not agrees("Dense", (), units=2)


@quickly
@given(shapes, lengths, lengths, st.booleans())
def test_embeddings(shape, rows, width, trainable):
    assert agrees("Embedding", shape, dtype="int32", input_dim=rows, output_dim=width, trainable=trainable)


@quickly
@given(shapes, lengths, lengths, st.booleans())
def test_reversible_embeddings(shape, rows, width, tied):
    assert agrees("ReversibleEmbedding", shape, dtype="int32", input_dim=rows, output_dim=width, tie_weights=tied)


@quickly
@given(st.lists(lengths, min_size=2, max_size=2), lengths, lengths, st.sampled_from([None, "d", "cd", "bd"]))
def test_einsum_dense(shape, heads, width, bias_axes):
    equation, output = (
        ("abk,kcd->abcd", [None, heads, width]) if bias_axes != "bd" else ("abk,kd->abd", [shape[0], width])
    )
    assert agrees("EinsumDense", tuple(shape), equation=equation, output_shape=output, bias_axes=bias_axes)


def test_an_equation_that_fits_nothing_is_unknown():
    for equation in ("ab,bc->ad", "ab", "", None, "abc,cd->abd", "ab,bc->ca"):
        assert ours("EinsumDense", (4,), equation=equation, output_shape=3).output is None


def test_adapters_are_not_counted():
    assert ours("Dense", (4,), units=3, lora_rank=2).parameters is None
