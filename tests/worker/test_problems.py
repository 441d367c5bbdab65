"""Failures as problem objects that PostgreSQL can hold."""

from __future__ import annotations

import json

from worker.problems import problem_of


def test_names_the_error_and_quotes_its_message():
    problem = problem_of("The trial failed", MemoryError("2 GiB more"))
    assert problem == {"type": "about:blank", "title": "The trial failed", "detail": "MemoryError: 2 GiB more"}


def test_what_no_database_text_can_hold_is_left_out():
    detail = problem_of("The trial failed", ValueError("a\0b \ud800"))["detail"]
    assert detail == "ValueError: ab ?"
    json.dumps(detail).encode()


def test_a_message_without_end_is_cut():
    assert len(str(problem_of("The trial failed", ValueError("x" * 100_000))["detail"])) == 2000
