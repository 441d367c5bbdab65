import pytest

from diagnostics.source.errors import SourceError
from diagnostics.source.interpreter import limits
from diagnostics.source.interpreter.limits import Budget


def test_steps_are_spent():
    budget = Budget()
    budget.spend(1, limits.MAX_STEPS)
    with pytest.raises(SourceError, match=r"line 7: .*steps"):
        budget.spend(7)


def test_what_is_made_is_paid_by_its_size():
    budget = Budget()
    with pytest.raises(SourceError, match="steps"):
        budget.made(1, limits.MAX_STEPS * 100)


def test_time_is_spent(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.0)
    budget = Budget()
    with pytest.raises(SourceError, match=r"line 3: .* s;"):
        budget.spend(3, 100)


def test_turns_are_spent():
    budget = Budget()
    assert all(budget.turn() for _ in range(limits.MAX_TURNS))
    assert not budget.turn()
