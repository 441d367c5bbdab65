from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import names_after


def test_loops_over_what_is_known():
    found = names_after("""
        a = []
        for i, (b, c) in enumerate([(1, 'x'), (2, 'y')]):
            a.append((i, b, c))
        else:
            d = 'end'
        for key, value in {'k': 1}.items():
            a.append((key, value))
        for letter in 'xy':
            a.append(letter)
    """)
    assert found["a"] == [(0, 1, "x"), (1, 2, "y"), ("k", 1), "x", "y"]
    assert found["d"] == "end"


def test_break_and_continue():
    found = names_after("""
        a = []
        for i in range(10):
            if i == 2:
                continue
            if i == 5:
                break
            a.append(i)
        else:
            a = None
        while True:
            a.append('w')
            if len(a) > 6:
                break
    """)
    assert found["a"] == [0, 1, 3, 4, "w", "w", "w"]


def test_while_over_what_is_known():
    assert names_after("a, b = 64, []\nwhile a > 4:\n    b.append(a)\n    a //= 2")["b"] == [64, 32, 16, 8]


def test_a_loop_over_what_is_open_is_followed_once_in_doubt():
    found = names_after("a = 1\nfor b in unknown:\n    a = 2")
    assert (found["a"].expression, found["a"].either) == ("unknown", (2, 1))
    assert isinstance(found["b"], Unknown)


def test_a_loop_of_too_many_turns_is_open():
    assert isinstance(names_after("a = 0\nfor i in range(10 ** 9):\n    a += 1")["a"], Unknown)
    assert isinstance(names_after("a = 0\nwhile a < 10 ** 9:\n    a += 1")["a"], Unknown)


def test_a_list_that_grows_is_gone_through_as_it_was():
    assert names_after("a = [1, 2]\nfor b in a:\n    a.append(b)")["a"] == [1, 2, 1, 2]
