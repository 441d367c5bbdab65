from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import names_after


def test_with_binds_what_is_entered():
    found = names_after("with open('x') as a, strategy.scope():\n    b = 1")
    assert isinstance(found["a"], Unknown)
    assert found["b"] == 1


def test_global_and_nonlocal_names():
    found = names_after("""
        a = 1
        def f():
            global a, b
            a, b = 2, 3
            def g():
                nonlocal c
                return c
        f()
    """)
    assert (found["a"], found["b"]) == (2, 3)


def test_what_the_reader_does_not_follow_changes_nothing():
    assert names_after("assert q\npass\na = 1\nasync def f():\n    pass")["a"] == 1


def test_main_is_run():
    assert names_after("if __name__ == '__main__':\n    a = 1")["a"] == 1
