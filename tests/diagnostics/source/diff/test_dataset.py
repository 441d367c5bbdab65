import pytest

from diagnostics.fixes.settings import with_dataset, with_preprocess
from diagnostics.spec.dataset import Nothing, Operation, Rescale
from tests.diagnostics.source.diff.rewritten import changed_lines, diff_to, program, rewritten_to, spec_of

CODE = program("""
    import keras
    from keras.preprocessing.image import ImageDataGenerator
    model = keras.Sequential([keras.layers.Flatten(input_shape=(32, 32, 3)), keras.layers.Dense(3)])
    model.compile('adam', 'categorical_crossentropy')
    train = ImageDataGenerator(rescale=1./255)
    test = ImageDataGenerator(rescale=1./255)
    model.fit(train.flow_from_directory('data/train', target_size=(32, 32), batch_size=8), epochs=2)
""")
RESCALED = Operation(rescale=Rescale(scale=1 / 127))


def test_generators_are_told_another_factor():
    text = rewritten_to(CODE, with_preprocess(spec_of(CODE), (RESCALED,)))
    assert changed_lines(CODE, text)[1] == [
        "train = ImageDataGenerator(rescale=1. / 127)",
        "test = ImageDataGenerator(rescale=1. / 127)",
    ]


def test_generators_are_told_none():
    text = rewritten_to(CODE, with_preprocess(spec_of(CODE), ()))
    assert changed_lines(CODE, text)[1] == ["train = ImageDataGenerator()", "test = ImageDataGenerator()"]


def test_generators_are_told_a_first_factor():
    code = CODE.replace("rescale=1./255", "")
    text = rewritten_to(code, with_preprocess(spec_of(code), (RESCALED,)))
    assert "train = ImageDataGenerator(rescale=1. / 127)\n" in text


def test_what_the_text_does_not_state_gives_no_diff():
    found = diff_to(CODE, with_preprocess(spec_of(CODE), (Operation(per_sample_standardize=Nothing()),)))
    assert found.reason == "the text does not state /dataset/preprocess/0 in so many words"
    assert diff_to(CODE, with_dataset(spec_of(CODE), deduplicate=True)).diff is None


@pytest.mark.parametrize(
    ("line", "read"), [("x = x / 255", "x"), ("x /= 255", "x"), ("pass", "x / 255"), ("pass", "x")]
)
def test_arithmetic_on_the_data_gives_no_diff_and_says_so(line, read):
    code = program(f"""
        import keras
        (x, y), _ = keras.datasets.cifar10.load_data()
        {line}
        model = keras.Sequential([keras.layers.Flatten(input_shape=(32, 32, 3)), keras.layers.Dense(3)])
        model.compile('adam', 'sparse_categorical_crossentropy')
        model.fit({read}, y, epochs=2)
    """)
    found = diff_to(code, with_preprocess(spec_of(code), (Operation(rescale=Rescale(scale=1 / 127.5, offset=-1.0)),)))
    assert found.diff is None
    assert str(found.reason).startswith("the text does not state /dataset/preprocess")
