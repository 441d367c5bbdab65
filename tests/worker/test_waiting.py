"""Waiting for a database that is away, and for nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from worker.waiting import until_the_database_answers


def test_a_connection_that_fails_is_tried_again():
    failures = iter([OperationalError("SELECT 1", None, Exception("refused"))] * 2)

    def action() -> str:
        for failure in failures:
            raise failure
        return "answer"

    assert until_the_database_answers(action) == "answer"


def test_what_the_database_refuses_is_raised_at_once():
    calls = []

    def action() -> None:
        calls.append(1)
        raise IntegrityError("INSERT", None, Exception("duplicate"))

    with pytest.raises(IntegrityError):
        until_the_database_answers(action)
    assert len(calls) == 1
