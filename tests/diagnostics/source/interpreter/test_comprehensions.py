from tests.diagnostics.source.small import Open, value_of


def test_each_form_makes_its_own_kind():
    assert value_of("[a for a in range(2)]") == [0, 1]
    assert value_of("{a for a in 'aa'}") == {"a"}
    assert value_of("{a: b for a, b in [(1, 2)]}") == {1: 2}
    assert value_of("sum(a for a in range(4))") == 6


def test_open_iterables_conditions_and_keys_are_open():
    for expression in ("[a for a in q]", "[a for a in (1,) if q]", "{q: 1 for a in (1,)}", "{[a] for a in (1,)}"):
        assert value_of(expression) == Open(expression)


def test_one_of_too_many_turns_is_open():
    assert isinstance(value_of("[0 for a in range(999) for b in range(999)]"), Open)
