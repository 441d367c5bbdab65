from tests.diagnostics.source.small import only, reading


def test_the_weights_of_a_second_application_are_none_to_start_from():
    model = only("""
        i = keras.Input((75, 75, 3))
        a = keras.applications.VGG16(include_top=False, pooling='avg')
        b = keras.applications.MobileNet(include_top=False, pooling='avg')
        m = keras.Model(i, layers.Dense(3)(layers.concatenate([a(i), b(i)])))
    """)
    assert {name.split("/")[0] for name in model.filled} == {"vgg16", "mobilenet_1.00_224"}


def test_stored_weights_are_those_of_the_first_application():
    model = only("m = keras.applications.VGG16(include_top=False, input_shape=(64, 64, 3))")
    assert model.weights is not None
    assert model.weights.location == "keras://VGG16"
    assert model.weights.layers["block1_conv1"] == "block1_conv1"


def test_layers_that_another_network_trains_are_filled():
    (model,) = [
        found
        for found in reading("""
            a = keras.Sequential([keras.Input((4,)), layers.Dense(3, name='d')], name='critic')
            a.compile('adam', 'mse')
            a.trainable = False
            i = keras.Input((4,))
            both = keras.Model(i, a(i))
            both.compile('adam', 'mse')
        """).models
        if found.name == "both"
    ]
    assert model.filled == {"critic/d"}
