from diagnostics.source.interpreter.answering import first_unknown
from diagnostics.source.interpreter.values import Unknown


def test_the_first_of_several():
    one, two = Unknown("a", 1), Unknown("b", 2)
    assert first_unknown([1, one, two]) is one
    assert first_unknown([1]) is None
