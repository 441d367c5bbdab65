"""Texts that ask too much of their reader end in bounded time and memory, and nothing of them is run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from diagnostics.source.interpreter.limits import MAX_SECONDS
from tests.diagnostics.source.hostile_texts import TEXTS

_ROOT = Path(__file__).parents[3]
_OTHER_SECONDS = 3.0  # for the syntax tree, and what is told of the networks
_NETWORK_KEPT = {  # texts that end in the network after all
    "tower of powers", "gigabyte of text", "gigabyte of list", "while without end", "recursion without end",
    "ways out through classes", "natives that are changed", "object in itself", "a list in itself",
    "range without end", "class of itself", "generator without end",
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    """How reading each text ended, by name; those after one that killed the process are missing."""
    command = [sys.executable, "-m", "tests.diagnostics.source.hostile_reading"]
    ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=280, check=False)
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    return {each["name"]: each for each in found} | {"": {"told": ended.stderr[-2000:]}}


@pytest.mark.parametrize("name", TEXTS)
def test_reading_ends(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    assert name in outcomes, outcomes[""]["told"]
    found = outcomes[name]
    assert "crash" not in found, found["crash"]
    assert found["seconds"] < MAX_SECONDS + _OTHER_SECONDS
    assert found["error"] or found["models"]


@pytest.mark.parametrize("name", sorted(_NETWORK_KEPT))
def test_the_network_beside_it_is_read(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    assert outcomes[name]["models"][-1:] == ["model"] or "model" in outcomes[name]["models"]


def test_nothing_is_run_opened_or_imported() -> None:
    command = [sys.executable, "-m", "tests.diagnostics.source.watched_reading"]
    ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(ended.stdout) == {"models": ["model"], "events": []}
