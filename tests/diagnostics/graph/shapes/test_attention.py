from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

flags = st.booleans()
few = st.integers(1, 4)


@quickly
@given(few, few, few, flags, st.sampled_from(["dot", "concat"]))
def test_attention(query_steps, value_steps, width, use_scale, score_mode):
    inputs = [(query_steps, width), (value_steps, width)]
    assert agrees("Attention", *inputs, use_scale=use_scale, score_mode=score_mode)
    assert agrees("AdditiveAttention", *inputs, use_scale=use_scale)


@quickly
@given(few, few, few, few, st.none() | few, st.none() | few, flags, flags, flags)
def test_multi_head_attention(heads, width, query, value, value_dim, output, use_bias, use_gate, trainable):
    config = {"num_heads": heads, "key_dim": width, "value_dim": value_dim, "output_shape": output}
    config |= {"use_bias": use_bias, "use_gate": use_gate, "trainable": trainable}
    assert agrees("MultiHeadAttention", (3, query), (2, value), **config)
    assert agrees("MultiHeadAttention", (3, query), (2, value), (2, width), **config)


@quickly
@given(few, few, few, st.sampled_from([(4, 2), (3, 1), (2, 2), (3, 2)]), flags, flags)
def test_group_query_attention(steps, width, head_dim, heads, use_bias, use_gate):
    config = {"head_dim": head_dim, "num_query_heads": heads[0], "num_key_value_heads": heads[1]}
    agrees("GroupQueryAttention", (steps, width), (2, width), use_bias=use_bias, use_gate=use_gate, **config)


def test_one_input_is_unknown():
    assert ours("MultiHeadAttention", (3, 4), num_heads=2, key_dim=2).output is None
    assert ours("Attention", (3, 4)).output is None
