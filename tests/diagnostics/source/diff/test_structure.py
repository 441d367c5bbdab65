from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.move_dropout import MoveDropout
from diagnostics.fixes.wire_layer import WireLayer
from diagnostics.fixes.wiring import Addition, with_layer_before, with_layers_behind, without_layer
from tests.diagnostics.source.diff.rewritten import (
    changed_lines,
    diff_to,
    fixed,
    program,
    rewritten,
    rewritten_to,
    spec_of,
)

LISTED = program("""
    from keras import layers, Sequential
    model = Sequential([
        layers.Input((8,)),
        layers.Dense(32, activation='relu'),
        layers.Dropout(0.8),   # too much
        layers.BatchNormalization(),
        layers.Dense(3, activation='softmax'),
        layers.Dropout(0.2),
    ])
""")
CHAINED = program("""
    from keras import layers, Model, Input
    inputs = Input((32, 32, 3))
    augmented = layers.RandomFlip('horizontal')(inputs)
    x = layers.Rescaling(1./255)(inputs)
    x = layers.Conv2D(8, 3)(inputs)  # oops
    x = layers.Dropout(0.8)(x)  # too much
    x = layers.BatchNormalization()(x)
    features = layers.Flatten()(x)
    out = layers.Dense(3, activation='softmax')(features)
    out = layers.Dropout(0.2)(out)
    model = Model(inputs, out)
""")
BLOCKS = program("""
    from keras import layers, Model, Input
    def block(x, n):
        x = layers.Conv2D(n, 3, padding='same', activation='relu')(x)
        return layers.MaxPooling2D()(x)
    inputs = Input((32, 32, 3))
    features = block(block(inputs, 8), 16)
    drop = layers.Dropout(0.5)
    features = drop(layers.Flatten()(features))
    model = Model(inputs, layers.Dense(3)(features))
""")


def test_a_layer_of_a_list_moves_with_its_changes():
    assert changed_lines(LISTED, rewritten(MoveDropout, LISTED))[1] == ["layers.Dropout(0.5),   # too much"]


def test_a_layer_of_a_chain_moves_with_its_changes():
    gone, come = changed_lines(CHAINED, rewritten(MoveDropout, CHAINED))
    assert come == ["x = layers.Dropout(0.5)(x)  # too much"]
    assert gone == ["x = layers.Dropout(0.8)(x)  # too much", "out = layers.Dropout(0.2)(out)"]


def test_layers_that_lead_nowhere_are_read_by_their_variables():
    assert changed_lines(CHAINED, rewritten(WireLayer, CHAINED))[1] == [
        "x = layers.Rescaling(1./255)(augmented)",
        "x = layers.Conv2D(8, 3)(x)  # oops",
    ]


def test_a_layer_before_one_whose_output_has_another_variable():
    text = rewritten_to(CHAINED, with_layer_before(spec_of(CHAINED), "flatten", Addition("relu", "ReLU")))
    assert changed_lines(CHAINED, text) == ([], ["x = layers.ReLU()(x)"])


def test_a_layer_out_of_a_chain():
    text = rewritten_to(CHAINED, without_layer(spec_of(CHAINED), "flatten"))
    assert changed_lines(CHAINED, text) == (["features = layers.Flatten()(x)"], ["features = x"])


def test_a_layer_held_by_a_variable_goes_with_it():
    text = rewritten_to(BLOCKS, without_layer(spec_of(BLOCKS), "dropout"))
    assert changed_lines(BLOCKS, text) == (
        ["drop = layers.Dropout(0.5)", "features = drop(layers.Flatten()(features))"],
        ["features = layers.Flatten()(features)"],
    )


def test_a_row_inside_an_expression():
    additions = (Addition("a", "ReLU"), Addition("b", "Dropout", {"rate": 0.1}))
    text = rewritten_to(BLOCKS, with_layers_behind(spec_of(BLOCKS), "dense", *additions))
    assert "Model(inputs, layers.Dropout(0.1)(layers.ReLU()(layers.Dense(3)(features))))" in text


def test_a_function_called_twice_gets_one_line_for_both():
    spec = spec_of(BLOCKS)
    for name in ("conv2d", "conv2d_1"):
        spec = with_layers_behind(spec, name, Addition("norm", "BatchNormalization"))
    assert changed_lines(BLOCKS, rewritten_to(BLOCKS, spec)) == ([], ["x = layers.BatchNormalization()(x)"])


def test_only_one_of_two_layers_of_a_line_cannot_change():
    spec = with_layers_behind(spec_of(BLOCKS), "conv2d", Addition("norm", "BatchNormalization"))
    assert diff_to(BLOCKS, spec).reason == "line 3 makes several layers, and they are to change differently"


def test_the_shape_of_the_inputs_moves_to_the_new_first_layer():
    code = program("""
        from keras.models import Sequential
        from keras.layers import Dense
        model = Sequential()
        model.add(Dense(4, activation='relu', input_shape=(8,)))
    """)
    text = rewritten_to(code, with_layer_before(spec_of(code), "dense", Addition("drop", "Dropout", {"rate": 0.1})))
    assert changed_lines(code, text)[1] == [
        "from keras.layers import Dense, Dropout",
        "model.add(Dropout(0.1, input_shape=(8,)))",
        "model.add(Dense(4, activation='relu'))",
    ]


def test_an_output_that_the_text_would_have_to_name_gives_no_diff():
    spec = spec_of(BLOCKS)
    model = spec.model.model_copy(update={"outputs": ("flatten",)})
    assert diff_to(BLOCKS, spec.model_copy(update={"model": model})).reason == (
        "the network answers with other layers, which the text would have to name"
    )


def test_a_layer_that_is_used_twice_gets_new_ones_behind_each_use():
    code = program("""
        from keras import layers, Model, Input
        one, two = Input((8,)), Input((8,))
        tower = layers.Dense(4)
        a = tower(one)
        b = tower(two)
        model = Model([one, two], layers.Concatenate()([a, b]))
    """)
    spec = spec_of(code)
    shared = [layer.name for layer in spec.model.layers if layer.class_name == "Dense"]
    for name in shared:
        spec = with_layers_behind(spec, name, Addition("relu", "ReLU"))
    assert changed_lines(code, rewritten_to(code, spec)) == ([], ["a = layers.ReLU()(a)", "b = layers.ReLU()(b)"])


def test_a_layer_behind_an_input_that_two_read():
    code = program("""
        from keras import layers, Model, Input
        image = Input((8, 8, 3))
        towers = []
        for size in (1, 3):
            x = layers.Conv2D(4, size, padding='same')(image)
            towers.append(x)
        model = Model(inputs=image, outputs=layers.Add()(towers))
    """)
    after = with_layers_behind(spec_of(code), "input_layer", Addition("a", "ReLU"), Addition("b", "ELU"))
    assert changed_lines(code, rewritten_to(code, after))[1] == [
        "image_in = layers.ReLU()(image)",
        "image_in = layers.ELU()(image_in)",
        "x = layers.Conv2D(4, size, padding='same')(image_in)",
    ]


def test_layers_of_a_backbone_are_not_written_out():
    code = program("""
        from keras import layers, Sequential
        from keras.applications import VGG16
        model = Sequential([VGG16(weights=None, include_top=False, input_shape=(32, 32, 3)), layers.Flatten()])
    """)
    found = fixed(LeakyActivation, code)
    assert found.reason == "VGG16 on line 3 makes layers that are not written out"


def test_an_activation_that_is_split_off_stays_as_it_is_written():
    code = program("""
        import keras
        from keras.layers import Dense, Input
        from keras.layers import Flatten
        KIND = 'relu'
        model = keras.Sequential([Input((8,)), Dense(16, activation=KIND), Dense(3, activation='softmax')])
    """)
    text = rewritten(BatchNormalisation, code)
    assert changed_lines(code, text)[1] == [
        "from keras.layers import Dense, Input, BatchNormalization, Activation",
        "model = keras.Sequential([Input((8,)), Dense(16, use_bias=False), BatchNormalization(momentum=0.9), "
        "Activation(KIND), Dense(3, activation='softmax')])",
    ]
