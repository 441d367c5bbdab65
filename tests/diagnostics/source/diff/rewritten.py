"""Fixes at work on texts."""

from __future__ import annotations

import subprocess
from pathlib import Path
from textwrap import dedent
from typing import Any

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.patch import patch
from diagnostics.source.diff.resolved import resolved
from diagnostics.source.diff.same import difference
from diagnostics.source.diff.source_diff import SourceDiff, source_diff
from diagnostics.source.read import read
from diagnostics.source.reading import ReadModel
from diagnostics.spec.job import ResolvedSpec


def program(text: str) -> str:
    """A text without the indentation that it has in a test."""
    return dedent(text).lstrip("\n")


def reading(code: str) -> ReadModel:
    """The one network of a text."""
    (model,) = read(code).models
    return model


def spec_of(code: str) -> ResolvedSpec:
    return resolved(reading(code))


def diff_to(code: str, after: ResolvedSpec) -> SourceDiff:
    """The diff that leads from a text to a spec."""
    return source_diff(code, reading(code), patch(spec_of(code), after), "model.py", reading)


def fixed(fix: type[Fix], code: str, clues: Clues | None = None) -> SourceDiff:
    """The diff for a fix of the network in a text."""
    after = fix().apply(spec_of(code), clues or Clues())
    assert after is not None, "the fix does not apply"
    return diff_to(code, after)


def rewritten(found: SourceDiff, code: str, folder: Path) -> str:
    """The text after `patch -p0` has applied the diff."""
    assert found.diff is not None, found.reason
    file = folder / "model.py"
    file.write_bytes(code.encode())
    done: Any = subprocess.run(
        ["patch", "-p0", "--no-backup-if-mismatch"],
        cwd=folder, input=found.diff.encode(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout, done.stderr, found.diff)
    assert b"fuzz" not in done.stdout
    return file.read_bytes().decode()


def says(code: str, after: ResolvedSpec) -> bool:
    return difference(after, spec_of(code)) is None
