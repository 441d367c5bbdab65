import ast
import time
from contextlib import suppress
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diagnostics.source.documents import MOST_BYTES, python_of
from diagnostics.source.errors import SourceError
from tests.diagnostics.source.questions import CHINESE, PREDICTIONS, RUSSIAN, TWO_PROGRAMS


def kept(text):
    """The lines of code, blank ones left out."""
    return [line for line in python_of(text).text.split("\n") if line]


def test_a_program_is_taken_as_it_stands():
    text = 'import keras\n\n"""Of no use."""\nx = 1\nx\n'
    code = python_of(text)
    assert (code.text, code.skipped, code.cells, code.summaries) == (text, (), (), ())


def test_line_ends_and_a_byte_order_mark_are_no_code():
    assert python_of("\ufeffx = 1\r\ny = 2\rz = 3").text == "x = 1\ny = 2\nz = 3"


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_characters_of_no_text_are_refused_with_their_line(character):
    with pytest.raises(SourceError, match=r"line 2: the character '\\") as refused:
        python_of(f"x = 1\ny = '{character}'")
    assert refused.value.line == 2


def test_more_than_two_mebibytes_are_refused():
    with pytest.raises(SourceError, match=r"2,097,153 bytes, 2,097,152 are read"):
        python_of("é" * (MOST_BYTES // 2) + "!")


def test_a_text_without_code_is_refused():
    with pytest.raises(SourceError, match=r"no Python code and no model.summary"):
        python_of("My network does not learn.\nWhy?\n")


def test_invalid_escapes_raise_no_warning():
    assert kept("prose here\npath = 'C:\\data'\n") == ["path = 'C:\\data'"]


def test_prose_logs_and_single_words_are_passed_over():
    code = python_of(CHINESE)
    assert code.text.count("\n") == CHINESE.count("\n")
    assert [line for line in code.text.split("\n") if line] == [
        "augment = keras.Sequential(",
        "    [",
        '        layers.RandomFlip("horizontal"),',
        "    ]",
        ")",
        "def make(shape, classes):",
        "    inputs = keras.Input(shape=shape)",
        "# Block 1",
        "    x = augment(inputs)",
        "    x = layers.Flatten()(x)",
        "    return keras.Model(inputs, layers.Dense(classes)(x))",
        "models = {",
        '    "one": make((8, 8, 3), 4),',
        "}",
        "for name, model in models.items():",
        "    print(f'\\x1b[34mTraining {name} …\\x1b[0m')",
        '    model.compile("adam", "mse")',
    ]


def test_statements_without_indentation_stay_whole():
    assert kept(RUSSIAN) == [
        "model = keras.Sequential([",
        "keras.layers.Dense(112, activation=tf.nn.relu, input_shape=(8, 8, 3)),",
        "keras.layers.Dense(3, activation=tf.nn.softmax)",
        "])",
        "model.fit(images, labels, shuffle=True,",
        "callbacks=[checkpoint,",
        "rates],",
        "validation_data = (held, out)",
        ")",
        "best = keras.optimizers.Adam(lr=0.001,decay=0.01)",
    ]


def test_the_programs_of_question_and_answer_are_both_found():
    found = kept(TWO_PROGRAMS)
    assert found.count("from keras.optimizers import Adam") == 2
    assert [line for line in found if "Dense(" in line] == [
        "model.add(Dense(512, activation='relu'))",
        "model.add(Dense(128, activation='relu'))",
    ]
    assert not any("answer" in line for line in found)


def test_code_beside_a_summary_and_logs():
    code = python_of(PREDICTIONS)
    assert [line for line in code.text.split("\n") if line] == [
        "predictions = []",
        "actuals=[]",
        "for i, (images, labels) in enumerate( test):",
        "  if i > 2:",
        "    break",
        '  print(labels[0].numpy(), "t")',
    ]
    [summary] = code.summaries
    assert PREDICTIONS.split("\n")[summary.line - 1] == ' Model: "vgg16"'
    assert summary.text.split("\n")[-1] == "Non-trainable params: 0"


def test_an_answer_that_quotes_the_question_is_not_read_twice():
    question = "def f(x):\n    y = Dense(3)(x)\n    y = Dense(4)(y)\n    return y\n"
    assert kept(f"{question}\nThis strikes me:\n\n    y = Dense(3)(x)  # unused\n    y = Dense(4)(y)\n") == [
        line for line in question.split("\n") if line
    ]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("model.add(Dense(3)", ""),
        ("…", ""),
        ("....", ""),
        ("%matplotlib inline", ""),
        ("!pip install keras", ""),
        ("files = !ls", ""),
        ("model?", ""),
        ('print "loss", 3', 'print("loss", 3)'),
        ("x = 3 +", ""),
        ("for x in:\n    y = x", "\n"),
        ("for x in y:", ""),
        ("if x:\n    # nothing", "if x:\n    pass"),
        ("model = Sequential([\n    Dense(3)\n    Dense(4),\n])", "\n\n\n"),
        ("model.compile(\n    loss='mse' …\n    optimizer='adam',\n)", "\n\n\n"),
        ("@decorated", ""),
    ],
)
def test_a_broken_statement_costs_itself_alone(broken, mended):
    assert python_of(f"import keras\n{broken}\nmodel = f(1)\nend = g(2)\n").text == (
        f"import keras\n{mended}\nmodel = f(1)\nend = g(2)\n"
    )


def test_a_broken_statement_leaves_its_block_whole():
    code = python_of("def f(n):\n    if n:\n        x = (3\n    else:\n        x = 4\n    …\n    return g(x)\n")
    assert code.text == "def f(n):\n    if n:\n        pass\n    else:\n        x = 4\n\n    return g(x)\n"
    assert code.skipped == ((3, 3), (6, 6))


def test_broken_code_does_not_part_the_code_around_it():
    text = "model = f(\n  Dense(3)\n  Dense(4)\n)\nmodel.compile()\nx = (\n"
    assert kept(text) == ["model.compile()"]


def test_a_call_that_never_closes_at_the_end():
    code = python_of("x = f(1)\nmodel.fit(x, y,\n          epochs=3,\n")
    assert (code.text, code.skipped) == ("x = f(1)\n\n\n", ((2, 3),))


def test_docstrings_decorators_and_continuation_lines():
    text = dedent('''
        Here it is:
        @tf.function
        def f(x, \\
              y):
            """Says (something.

        Not indented: a b c.
            """
            return g(x,

                     y)
        Thanks!
    ''')
    assert python_of(text).text == text.replace("Here it is:", "").replace("Thanks!", "")


def test_python_2_is_spelled_anew():
    text = 'try:\n    print "x", 3\n    print\nexcept IOError, error:\n    print("y")\n'
    assert python_of(text).text == 'try:\n    print("x", 3)\n    print\nexcept IOError as error:\n    print("y")\n'


def test_tabs_and_spaces_in_one_block():
    code = python_of("if a:\n\tx = 1\n        y = 2\n")
    assert (code.text, code.margins) == ("if a:\n    x = 1\n    y = 2\n", {2: -3, 3: 4})


def test_indented_code_comes_to_the_margin():
    code = python_of("So I wrote\n\n    if a:\n        x = 1\n    y = 2\n")
    assert (code.text, code.margins) == ("\n\nif a:\n    x = 1\ny = 2\n", {3: 4, 4: 4, 5: 4})


PIECES = st.sampled_from([
    "model.add(Dense(3))", "model = f([", "])", "    x = 1", "def f(x):", "if x:", "        else:", "…", '"""', "",
    "```python", "```", ">>> x = 1", "... y", "In [1]:", "word (see", "Layer (type)   Output Shape   Param #", "'",
    "dense (Dense)  (None, 3)  5", "# note", "\tz = 2", "try:", "@x", "print 'a'", "x = \\", "class A(B):", "%%time",
    "  return g(x)", "&lt;", "  ",
])  # fmt: skip
ONE_LINE = st.text(st.characters(exclude_characters="\r\n"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | ONE_LINE, max_size=30))
@example(["try:", "x"])
def test_whatever_comes_in_what_comes_out_parses_line_for_line(pieces):
    text = "\n".join(pieces)
    try:
        code = python_of(text)
    except SourceError:
        return
    ast.parse(code.text)
    if not code.cells:
        assert code.text.count("\n") == text.removeprefix("\ufeff").count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "the model (see it) does not learn = don't know\n" * 20_000,
        "f(\n" * 20_000,
        "if x:\n" * 20_000 + "!",
        'x = """\n' * 20_001,
        "x = \\\n" * 20_000,
        "x = " + "-" * 500_000 + "1\n!",
        "Layer (type) Output Shape Param #\n" * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_ends_soon(text):
    before = time.process_time()
    with suppress(SourceError):
        python_of(text)
    assert time.process_time() - before < 10
