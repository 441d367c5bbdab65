from diagnostics.source.documents import python_of


def test_a_session_without_its_answers():
    text = ">>> def f(x):\n...     return x\n...\n>>> f(3)\n3\n>>> m = g(\n...   4)\nSome text\n\ny = f(5)\n"
    code = python_of(text)
    assert code.text == "def f(x):\n    return x\n\nf(3)\n\nm = g(\n  4)\n\n\ny = f(5)\n"
    assert code.margins[1] == 4


def test_a_session_of_ipython():
    text = "In [1]: import keras\n\nIn [2]: for x in y:\n   ...:     f(x)\nOut[2]: 12\n\nIn [ ]:\nz = f(1)\n"
    assert [line for line in python_of(text).text.split("\n") if line] == [
        "import keras",
        "for x in y:",
        "    f(x)",
        "z = f(1)",
    ]
