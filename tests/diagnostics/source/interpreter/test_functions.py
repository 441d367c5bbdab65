import pytest

from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import names_after, value_of


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("f(1)", (1, 2, (), 3, {})),
        ("f(1, 5)", (1, 5, (), 3, {})),
        ("f(1, 5, 6, 7)", (1, 5, (6, 7), 3, {})),
        ("f(a=1, d=4, e=5)", (1, 2, (), 4, {"e": 5})),
        ("f(*[1, 5], **{'d': 4})", (1, 5, (), 4, {})),
    ],
)
def test_arguments(call, given):
    assert names_after(f"def f(a, b=2, *c, d=3, **e):\n    return a, b, c, d, e\nx = {call}")["x"] == given


def test_a_parameter_that_nothing_fills_is_open_by_its_name():
    found = names_after("def f(units, n_classes):\n    return units, n_classes\na, b = f()", classes=7)
    assert found["a"].expression == "units"
    assert found["b"] == 7


def test_defaults_are_those_of_the_definition():
    assert names_after("a = 1\ndef f(b=a):\n    return b\na = 2\nc = f()")["c"] == 1


def test_closures_see_the_names_around_them():
    found = names_after("""
        def adder(a):
            def add(b):
                return a + b
            return add
        def counter():
            n = 0
            def step():
                nonlocal n
                n += 1
                return n
            step()
            return step()
        total = 0
        def count():
            global total
            total += 5
        count()
        x, y = adder(2)(3), counter()
    """)
    assert (found["x"], found["y"], found["total"]) == (5, 2, 5)


def test_recursion_is_followed_so_deep():
    text = "def f(n):\n    return 1 if n == 0 else n * f(n - 1)\na = f({})"
    assert names_after(text.format(6))["a"] == 720
    assert isinstance(names_after(text.format(10**6))["a"], Unknown)


def test_generators_give_a_list():
    found = names_after("""
        def f(n):
            for i in range(n):
                yield i
            yield from 'ab'
        a = [b for b in f(2)]
    """)
    assert found["a"] == [0, 1, "a", "b"]


def test_a_function_that_raises_gives_what_is_open():
    assert isinstance(names_after("def f():\n    raise ValueError\na = f()")["a"], Unknown)


def test_break_outside_a_loop_ends_the_function():
    assert isinstance(names_after("def f():\n    break\na = f()")["a"], Unknown)


def test_decorators_of_the_text_are_called_and_others_change_nothing():
    found = names_after("""
        import functools
        def twice(f):
            @functools.wraps(f)
            def call(a):
                return f(f(a))
            return call
        @twice
        def add(a):
            return a + 1
        @functools.lru_cache
        @unknown(3)
        def plain(a):
            return a
        b, c = add(1), plain(1)
    """)
    assert (found["b"], found["c"]) == (3, 1)


def test_a_coroutine_is_open():
    assert isinstance(value_of("await f()"), str)


def test_a_function_knows_its_name():
    assert names_after("def build():\n    pass\na = build.__name__, build.__doc__")["a"][0] == "build"
