from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.pipelines import Pipeline
from tests.diagnostics.source.small import names_after, value_of

PIPE = "tf.data.Dataset.from_tensor_slices((np.zeros((9, 4)) / 255, q))"


def test_what_keeps_the_data_keeps_the_settings():
    found = value_of(f"{PIPE}.shuffle(10).batch(8).prefetch(1)")
    assert isinstance(found, Pipeline)
    assert found.batch_size == 8
    assert found.settings["preprocess"] == [{"rescale": {"scale": 1 / 255, "offset": 0.0}}]


def test_what_a_function_makes_of_the_samples_is_not_known():
    assert value_of(f"{PIPE}.map(f)").settings == {}


def test_classes_come_with_the_data():
    assert value_of(f"{PIPE}.num_classes").endswith("num_classes")


def test_a_catalogue_gives_its_splits_and_what_it_knows_of_them():
    (train, test), info = loaded("split=['train', 'test'], with_info=True")
    assert (train.is_validation, test.is_validation) == (False, True)
    assert info.expression.startswith("tfds.load(")
    assert loaded("split='train'", ".batch(8)").batch_size == 8
    assert isinstance(loaded("batch_size=2"), Unknown)


def loaded(keywords, after=""):
    return names_after(f"import tensorflow_datasets as tfds\na = tfds.load('mnist', {keywords}){after}")["a"]
