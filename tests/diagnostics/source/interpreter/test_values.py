from diagnostics.source.interpreter.values import Unknown, any_of


def test_choices_are_flat_few_and_each_once():
    condition = Unknown("q", 3)
    inner = any_of(Unknown("r", 4), (1, 2))
    found = any_of(condition, (inner, 3, inner))
    assert (found.expression, found.line, found.either) == ("q", 3, (1, 2, 3))
    assert len(any_of(condition, range(1000, 2000)).either) == 8
