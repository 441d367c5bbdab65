import threading
import time

import pytest

from diagnostics.data.ahead import ahead, threads


def test_results_come_in_the_order_of_the_items_whatever_the_timing():
    def slow_at_first(item):
        time.sleep(0.02 if item % 3 == 0 else 0)
        return item * 10

    assert list(ahead(slow_at_first, range(20), most=5, threads=4)) == [item * 10 for item in range(20)]


def test_no_more_is_begun_than_may_wait():
    begun: list[int] = []
    coming = ahead(begun.append, range(100), most=3, threads=2)
    next(coming)
    time.sleep(0.1)
    assert len(begun) == 4
    coming.close()


def test_an_error_comes_in_its_turn_and_ends_it():
    coming = ahead(lambda item: 1 / item, [1, 2, 0, 4], most=3)
    assert [next(coming), next(coming)] == [1, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(coming)
    assert list(coming) == []


def test_letting_go_ends_the_threads():
    before = set(threading.enumerate())  # other tests may have some that nobody has let go of yet
    coming = ahead(lambda item: item, range(1000), most=2, threads=2)
    next(coming)
    assert set(threading.enumerate()) - before
    coming.close()
    assert not set(threading.enumerate()) - before


def test_nothing_to_do():
    assert list(ahead(lambda item: item, [], most=2)) == []


def test_threads_are_those_given_to_numerical_libraries(monkeypatch):
    for given, wanted in (("3", 3), ("1", 1), ("999", 16)):
        monkeypatch.setenv("OMP_NUM_THREADS", given)
        assert threads() == wanted
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert 1 <= threads() <= 16
