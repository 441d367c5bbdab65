from diagnostics.formats.application_layers import PART
from tests.diagnostics.source.small import only


def layers_of(name, what):
    return only(f"""
        base = keras.applications.{name}(include_top=False, weights=None, input_shape=(224, 224, 3))
        {what}
        m = keras.Sequential([base, layers.Flatten(), layers.Dense(2)])
        m.compile('adam', 'mse')
    """).layers


def frozen(name, what):
    return [each.name for each in layers_of(name, what) if each.config.get("trainable") is False]


def test_a_sequential_inside_is_one_of_the_layers():
    assert frozen("ConvNeXtTiny", "base.layers[2].trainable = False") == [
        "convnext_tiny/convnext_tiny_stem/convnext_tiny_stem_conv",
        "convnext_tiny/convnext_tiny_stem/convnext_tiny_stem_layernorm",
    ]


def test_what_keras_has_as_one_layer_is_counted_as_one():
    found = frozen("InceptionResNetV2", "for l in base.layers[:-3]: l.trainable = False")
    layers = [each.name for each in layers_of("InceptionResNetV2", "pass") if not each.name.endswith(PART)]
    free = [f"inception_resnet_v2/conv_7b{end}" for end in ("", "_bn", "_ac")]
    assert [name for name in layers if name not in found][1:-2] == free


def test_maps_are_padded_for_the_size_that_the_text_says():
    model = only("m = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(75, 75, 3))")
    found = [each.config["padding"] for each in model.layers if each.class_name == "ZeroPadding2D"]
    assert [[1, 1], [1, 1]] in found
    assert [[0, 1], [0, 1]] in found
