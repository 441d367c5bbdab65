import pytest

from diagnostics.source.networks.data import Array
from tests.diagnostics.source.small import at, names_after, only, value_of

NET = """
        m = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
        m.compile('adam', 'mse')
"""


def dataset(text):
    return only(f"{text}\n{NET.rstrip()}\n        m.fit(x, y)").dataset


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("np.zeros((9, 4))", (9, 4)),
        ("np.ones(5)", (5,)),
        ("np.random.rand(9, 4)", (9, 4)),
        ("np.random.normal(0, 1, (9, 4))", (9, 4)),
        ("np.random.randint(0, 2, size=9)", (9,)),
        ("np.array([[1, 2], [3, 4]])", (2, 2)),
        ("np.zeros((9, 28, 28)).reshape(-1, 784)", (9, 784)),
        ("np.zeros((9, 28, 28)).reshape((9, 28, 28, 1)).astype('float32')", (9, 28, 28, 1)),
        ("np.zeros((9, 28, 28))[..., np.newaxis]", (9, 28, 28, 1)),
        ("np.zeros((9, 28, 28))[:5, :, 0]", (5, 28)),
        ("np.expand_dims(np.zeros((9, 4)), -1)", (9, 4, 1)),
        ("np.reshape(np.zeros((9, 4)), (3, -1))", (3, 12)),
        ("np.zeros((4, 9)).T", (9, 4)),
        ("keras.utils.to_categorical(np.zeros(9), 5)", (9, 5)),
        ("keras.preprocessing.sequence.pad_sequences(np.zeros((9, 3)), maxlen=20)", (9, 20)),
        ("keras.datasets.mnist.load_data()[0][0]", (60000, 28, 28)),
        ("keras.datasets.cifar10.load_data()[1][1]", (10000, 1)),
        ("sklearn.model_selection.train_test_split(np.zeros((10, 4)), test_size=0.2)[0]", (8, 4)),
        ("sklearn.model_selection.train_test_split(np.zeros((10, 4)), test_size=0.2)[1]", (2, 4)),
        ("np.zeros((-5, 4))[1:]", (None, 4)),
        ("np.zeros((2 ** 2000, 4))", (None, 4)),
        ("np.zeros((9, 4))[::0]", (None, 4)),
        ("np.zeros((9, 4)).reshape(unknown, 2)", (None, 2)),
    ],
)
def test_shapes(expression, shape):
    found = names_after(f"import sklearn.model_selection\na = {expression}")["a"]
    assert isinstance(found, Array)
    assert found.shape == shape


def test_attributes_of_arrays():
    assert value_of("np.zeros((9, 4)).shape[1]") == 4
    assert value_of("np.zeros((9, 4)).ndim") == 2
    assert value_of("len(np.zeros((9, 4)))") == 9
    assert value_of("np.array([np.zeros(3)]).shape") is not None


@pytest.mark.parametrize(
    ("lines", "preprocess"),
    [
        ("x = np.zeros((9, 4)) / 255.", [{"rescale": {"scale": 1 / 255, "offset": 0.0}}]),
        ("x = load() / 255", [{"rescale": {"scale": 1 / 255, "offset": 0.0}}]),
        ("x = np.zeros((9, 4))\n        x = x.astype('float32')\n        x /= 127.5\n        x -= 1",
         [{"rescale": {"scale": 1 / 127.5, "offset": -1.0}}]),
        ("x = 2 * (np.zeros((9, 4)) + 1)", [{"rescale": {"scale": 2.0, "offset": 2.0}}]),
        ("x = keras.applications.vgg16.preprocess_input(np.zeros((9, 4)))", [{"backbone": "VGG16"}]),
    ],
)  # fmt: skip
def test_what_is_done_to_every_number(lines, preprocess):
    assert dataset(f"        {lines}")["preprocess"] == preprocess


@pytest.mark.parametrize("lines", ["x = np.zeros((9, 4)) ** 2", "x = 1 / np.zeros((9, 4))", "x = np.zeros((9, 4)) - q"])
def test_what_no_preprocessing_says_is_not_said(lines):
    assert "preprocess" not in dataset(f"        {lines}")


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ("x = np.zeros((9, 4)) / 255.", "np.zeros((9, 4)) / 255."),
        ("x = load()\n        x = x / 255.", "x / 255."),
        ("x = load()\n        x /= 255.", "x /= 255."),
        ("x = keras.applications.vgg16.preprocess_input(np.zeros((9, 4)))",
         "keras.applications.vgg16.preprocess_input(np.zeros((9, 4)))"),
        ("g = keras.preprocessing.image.ImageDataGenerator(rescale=1. / 255)\n        x = g.flow_from_directory('d')",
         "1. / 255"),
        ("g = keras.preprocessing.image.ImageDataGenerator(rescale=1. / 255)\n        x = g.flow(np.zeros((9, 4)), q)",
         "1. / 255"),
        ("x = tf.data.Dataset.from_tensor_slices((np.zeros((9, 4)) / 255., q)).batch(8)", "np.zeros((9, 4)) / 255."),
    ],
)  # fmt: skip
def test_where_the_data_are_prepared(lines, where):
    text = f"        {lines}\n{NET.rstrip()}\n        m.fit(x, y)"
    assert at(only(text).places["/dataset/preprocess"], text) == where


def test_folders_of_images():
    model = only("""
        g = keras.preprocessing.image.ImageDataGenerator(rescale=1./255, validation_split=0.2, horizontal_flip=True)
        x = g.flow_from_directory('d', target_size=(64, 48), color_mode='grayscale', class_mode='binary', batch_size=16)
        m = keras.Sequential([keras.Input((64, 48, 1)), layers.Flatten(), layers.Dense(1)])
        m.compile('adam', 'mse')
        m.fit(x, epochs=3)
    """)
    assert model.dataset == {
        "preprocess": [{"rescale": {"scale": 1 / 255, "offset": 0.0}}],
        "validation": {"fraction": 0.2},
        "image": {"size": [64, 48], "channels": 1, "resize": "nearest"},
        "labels": {"encoding": "index"},
        "augment": [{"flip": "horizontal"}],
    }
    assert model.training["batch_size"] == 16


def test_image_datasets_and_pipelines():
    model = only("""
        x = keras.utils.image_dataset_from_directory('d', label_mode='categorical', image_size=(32, 32), batch_size=8,
                                                     validation_split=0.3, subset='training', seed=7)
        x = x.cache().shuffle(100).prefetch(1)
        m = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten(), layers.Dense(len(x.class_names))])
        m.compile('adam', 'mse')
        m.fit(x)
    """, classes=4)  # fmt: skip
    assert model.dataset == {
        "image": {"size": [32, 32], "channels": 3},
        "labels": {"encoding": "one_hot"},
        "validation": {"fraction": 0.3, "seed": 7},
    }
    assert model.layers[-1].config["units"] == 4


def test_labels_and_splits():
    found = dataset("""
        from sklearn.model_selection import train_test_split
        a = np.zeros((10, 4))
        b = keras.utils.to_categorical(np.zeros(10), 3)
        x, x_test, y, y_test = train_test_split(a, b, test_size=0.3)
    """.rstrip().lstrip("\n"))  # fmt: skip
    assert found == {"labels": {"encoding": "one_hot"}, "validation": {"fraction": 0.3}}


def test_arguments_of_a_program_have_their_defaults():
    model = only("""
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument('-u', '--hidden-units', type=int, default=8)
        parser.add_argument('--fast', action='store_true')
        parser.add_argument('--classes', required=True)
        args = parser.parse_args()
        m = keras.Sequential([keras.Input((4,)), layers.Dense(args.hidden_units)])
        if args.fast:
            m.add(layers.Dense(100))
        m.add(layers.Dense(args.classes))
    """)
    assert [each.config.get("units") for each in model.layers][1] == 8
    assert len(model.layers) == 3
    assert [each.expression for each in model.missing] == ["classes"]


def test_the_shape_of_the_data_enters_a_network_that_says_none():
    model = only("""
        import numpy as np
        m = keras.Sequential([layers.Dense(3)])
        m.compile('adam', 'mse')
        m.fit(np.zeros((9, 4)), np.zeros(9))
    """)
    assert model.layers[0].config["shape"] == [4]
    model = only("m = keras.Sequential([layers.Dense(3)])\nm.compile('adam')\nm.fit(x, y)", input_shape=(6,))
    assert model.layers[0].config["shape"] == [6]


def generated(training, validation="", flow="train.flow_from_directory('d', subset='validation')"):
    return only(f"""
        from keras.preprocessing.image import ImageDataGenerator
        train = ImageDataGenerator({training})
        plain = ImageDataGenerator({validation})
        m = keras.Sequential([keras.Input((256, 256, 3)), layers.Flatten(), layers.Dense(1)])
        m.compile('adam', 'mse')
        m.fit(train.flow_from_directory('d'), validation_data={flow})
    """)


PLAIN = "plain.flow_from_directory('v')"


@pytest.mark.parametrize(
    ("arguments", "augment"),
    [
        ("horizontal_flip=True, vertical_flip=True", [{"flip": "horizontal_and_vertical"}]),
        ("rotation_range=36", [{"rotate": 0.1}]),
        ("width_shift_range=0.2", [{"translate": [0.0, 0.2]}]),
        ("zoom_range=0.2", [{"zoom": 0.2}]),
        ("zoom_range=[0.75, 1.25]", [{"zoom": 0.25}]),
        ("rotation_range=0, horizontal_flip=False", None),
    ],
)
def test_random_changes_of_a_generator(arguments, augment):
    assert generated(arguments, flow=PLAIN).dataset.get("augment") == augment


def test_changes_that_no_augmentation_says_are_noted():
    model = generated("shear_range=0.2, width_shift_range=10, zoom_range=[1, 2], horizontal_flip=True", flow=PLAIN)
    assert model.dataset["augment"] == [{"flip": "horizontal"}]
    expected = "augmentation that is not applied: shear_range, width_shift_range, zoom_range"
    assert expected in [note.message for note in model.notes]


def test_one_generator_for_both_subsets_augments_both():
    model = generated("rotation_range=36, validation_split=0.2")
    assert model.dataset["augment"] == {"train": [{"rotate": 0.1}], "validation": [{"rotate": 0.1}]}
    assert model.places["/dataset/augment/validation"].line == 9


def test_what_one_split_gets_and_the_other_does_not():
    model = generated("rescale=1/255", flow=PLAIN)
    assert model.dataset["preprocess"] == {"train": [{"rescale": {"scale": 1 / 255, "offset": 0.0}}], "validation": []}


@pytest.mark.parametrize(
    "validation", ["preprocessing_function=mine", "rescale=factor()", "featurewise_center=True", "zca_whitening=flag"]
)
def test_splits_of_which_one_is_not_known_are_not_told_apart(validation):
    assert isinstance(generated("rescale=1/255", validation, PLAIN).dataset["preprocess"], list)


def test_generators_alike_are_one_list():
    assert isinstance(generated("rescale=1/255", "rescale=1/255", PLAIN).dataset["preprocess"], list)
