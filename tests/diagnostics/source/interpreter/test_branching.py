from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import names_after


def test_a_known_condition_is_followed_one_way():
    found = names_after("""
        a = 3
        if a > 2:
            b = 'big'
        elif unknown:
            b = 'open'
        else:
            b = 'small'
    """)
    assert found["b"] == "big"


def test_an_open_condition_keeps_what_both_ways_agree_on():
    found = names_after("""
        if unknown:
            a, b = 1, 2
        else:
            a, b = 1, 3
    """)
    assert found["a"] == 1
    assert (found["b"].expression, found["b"].either) == ("unknown", (2, 3))


def test_a_way_that_ends_the_program_leaves_the_other():
    found = names_after("""
        if unknown:
            raise ValueError
        else:
            a = 1
    """)
    assert found["a"] == 1


def test_a_name_that_only_one_way_binds_is_bound():
    assert names_after("if unknown:\n    a = 1")["a"] == 1


def test_a_function_that_may_have_returned_gives_either():
    found = names_after("""
        def f():
            if unknown:
                return 1
            return 2
        def same():
            if unknown:
                return 1
            return 1
        def always():
            if unknown:
                return 1
            else:
                return 3
        a, b, c = f(), same(), always()
    """)
    assert found["a"].either == (1, 2)
    assert found["b"] == 1
    assert isinstance(found["c"], Unknown)
    assert set(found["c"].either) == {1, 3}


def test_choices_among_choices_are_one_choice_of_few():
    found = names_after("a, b = 1, 2\nfor i in range(60):\n    a, b = (a if q else b), (b if q else a)")
    assert set(found["a"].either) == {1, 2}


def test_try_follows_what_is_tried_and_its_end():
    found = names_after("""
        try:
            import keras
            a = 1
        except ImportError:
            a = 2
        finally:
            b = 3
    """)
    assert (found["a"], found["b"]) == (1, 3)


def test_what_is_raised_is_caught():
    assert names_after("try:\n    raise ValueError\nexcept ValueError:\n    a = 2")["a"] == 2


def test_what_is_raised_and_not_caught_ends_the_program():
    assert names_after("a = 1\nraise SystemExit\na = 2") == {"a": 1, "left": "Raised"}


def test_cases():
    found = names_after("""
        match 'relu':
            case 'tanh' | 'elu':
                a = 1
            case 'relu':
                a = 2
            case _:
                a = 3
        match unknown:
            case 1:
                b = 1
            case _:
                b = 2
    """)
    assert found["a"] == 2
    assert found["b"].either == (1, 2)
