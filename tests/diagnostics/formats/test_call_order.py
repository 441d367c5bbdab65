import pytest

from diagnostics.formats.call_order import Calls, counted, in_order
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.inbound import Call, Reference


def reading(*keys):
    return Call(tuple(Reference(*key) for key in keys), {})


def test_calls_follow_what_feeds_them_and_stay_as_listed_otherwise():
    calls = {
        ("late", 0): reading(("twice", 1)),
        ("twice", 0): reading(("input", 0)),
        ("twice", 1): reading(("middle", 0)),
        ("middle", 0): reading(("twice", 0)),
    }
    assert [key for key, _ in in_order(calls)] == [("twice", 0), ("middle", 0), ("twice", 1), ("late", 0)]


def test_a_circle_is_refused():
    calls = {("a", 0): reading(("b", 0)), ("b", 0): reading(("a", 0))}
    with pytest.raises(SavedModelError, match="is fed by what it feeds itself"):
        list(in_order(calls))


def test_a_long_chain_listed_backwards_takes_no_time():
    calls = {(str(number), 0): reading((str(number - 1), 0)) for number in reversed(range(20_000))}
    assert len(list(in_order(calls))) == 20_000


def test_keras_3_counts_from_1_what_a_functional_model_answers_with():
    calls = Calls({("inner", 0): reading(("x", 0))}, [Reference("inner", 1), Reference("tail", 0)])
    found = counted(calls, {"inner"}, {"inner", "tail"}, older=False)
    assert [each.call for each in found.answers] == [0, 0]


def test_keras_2_counts_from_1_wherever_a_model_is_referred_to():
    calls = Calls({("head", 0): reading(("inner", 1)), ("more", 0): reading(("inner", 2))}, [Reference("head", 0)])
    found = counted(calls, set(), {"inner"}, older=True)
    assert [call.references[0].call for call in found.by_key.values()] == [0, 1]
