from tests.diagnostics.source.small import Open, value_of


def test_lists_and_the_like():
    assert value_of("(1, *[2, 3], *'ab')") == (1, 2, 3, "a", "b")
    assert value_of("{1, *(2, 3)}") == {1, 2, 3}
    assert value_of("{**{'a': 1}, 'a': 2, 3: 4}") == {"a": 2, 3: 4}


def test_what_cannot_be_made_is_open():
    for expression in ("{[]}", "{[]: 1}", "{**q}"):
        assert value_of(expression) == Open(expression)
