from tests.diagnostics.source.small import Open, names_after, value_of


def test_what_is_not_known_is_open_as_it_is_written():
    assert value_of("unknown(1, a=2)") == Open("unknown(1, a=2)")
    assert value_of("load()()()") == Open("load()")
    assert value_of("(3)(4)") == Open("3(4)")


def test_the_number_of_classes_by_what_is_called():
    assert value_of("len(np.unique(y_train))", classes=5) == 5


def test_calls_of_open_choices_are_choices():
    found = names_after("f = (lambda: 1) if q else (lambda: 2)\na = f()")
    assert set(found["a"].either) == {1, 2}


def test_super_outside_a_method_is_open():
    assert isinstance(value_of("super().a"), Open)
