"""Whatever keywords of layers change, the diff applies and the text then says so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.fixes.edit import with_configs
from diagnostics.source.diff.same import difference
from tests.diagnostics.source.diff.rewritten import rewritten_to, spec_of

HEAD = "from tensorflow import keras\nfrom keras import layers\nN = 16\n"
INITIALIZERS = st.sampled_from(
    [
        "he_normal",
        "glorot_uniform",
        {"class_name": "HeUniform", "config": {"seed": 7}},
        {"class_name": "RandomNormal", "config": {"mean": 0.0, "stddev": 1e-5, "seed": None}},
    ]
)
REGULARIZERS = st.none() | st.sampled_from(["l2", {"class_name": "L1", "config": {"l1": 3e-4}}])
VALUES = {
    "units": st.integers(1, 99),
    "activation": st.sampled_from(["relu", "linear", "tanh", None]),
    "use_bias": st.booleans(),
    "kernel_initializer": INITIALIZERS,
    "kernel_regularizer": REGULARIZERS,
}
WRITTEN = {
    "units": ["8", "N", "(12)", "N // 2"],
    "activation": ["'relu'", '"tanh"', "None", "keras.activations.relu"],
    "use_bias": ["True", "False"],
    "kernel_initializer": [
        "'he_normal'",
        "keras.initializers.HeNormal()",
        "keras.initializers.RandomNormal(stddev=0.1)",
    ],
    "kernel_regularizer": ["None", "'l2'", "keras.regularizers.l2(1e-4)"],
}
GAPS = st.sampled_from([" ", "\n        ", "  # why\n            "])


@st.composite
def calls(draw):
    keys = draw(st.permutations([key for key in WRITTEN if key != "units"]))[: draw(st.integers(0, 4))]
    units = draw(st.sampled_from(WRITTEN["units"]))
    first = units if draw(st.booleans()) else f"units={units}"
    rest = [f"{key}={draw(st.sampled_from(WRITTEN[key]))}" for key in keys]
    parts = "".join(f",{draw(GAPS)}{part}" for part in rest)
    return f"layers.Dense({first}{parts}{draw(st.sampled_from(['', ',']))})"


@st.composite
def programs(draw):
    made = draw(st.lists(calls(), min_size=1, max_size=3))
    style = draw(st.sampled_from(["list", "add", "chain"]))
    if style == "list":
        listed = "".join(f"    {call},\n" for call in made)
        return f"{HEAD}model = keras.Sequential([\n    keras.Input((4,)),\n{listed}])\n"
    if style == "add":
        return f"{HEAD}model = keras.Sequential([keras.Input((4,))])\n" + "".join(
            f"model.add({call})\n" for call in made
        )
    chain = "".join(f"x = {call}(x)\n" for call in made)
    return f"{HEAD}inputs = x = keras.Input((4,))\n{chain}model = keras.Model(inputs, x)\n"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_change_of_keywords(data):
    code = data.draw(programs())
    spec = spec_of(code)
    names = [layer.name for layer in spec.model.layers if layer.class_name == "Dense"]
    changes = {
        name: data.draw(st.fixed_dictionaries({}, optional=VALUES))
        for name in data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    }
    after = with_configs(spec, changes)
    assert after is not None
    if difference(after, spec) is not None:
        rewritten_to(code, after)
