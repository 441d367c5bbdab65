"""Fixes at work on texts."""

from __future__ import annotations

import subprocess
import tempfile
from difflib import ndiff
from pathlib import Path
from textwrap import dedent

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.patch import patch
from diagnostics.source.diff.draft import Draft, draft_of
from diagnostics.source.diff.resolved import resolved
from diagnostics.source.diff.same import difference
from diagnostics.source.diff.source_diff import SourceDiff, source_diff
from diagnostics.source.diff.tree import Tree
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


def draft(code: str) -> Draft:
    return draft_of(Tree(code), reading(code))


def about_all(spec: ResolvedSpec) -> Clues:
    """A finding about each layer."""
    return Clues(
        [
            Finding("SPC999", "some-fault", "error", 0.9, "…", ("/model",), evidence={"layers": [layer.name]})
            for layer in spec.model.layers
        ]
    )


def diff_to(code: str, after: ResolvedSpec) -> SourceDiff:
    """The diff that leads from a text to a spec."""
    return source_diff(code, reading(code), patch(spec_of(code), after), "model.py", reading)


def fixed(fix: type[Fix], code: str) -> SourceDiff:
    """The diff for a fix of all layers of the network in a text."""
    spec = spec_of(code)
    after = fix().apply(spec, about_all(spec))
    assert after is not None, "the fix does not apply"
    return diff_to(code, after)


def rewritten(fix: type[Fix], code: str) -> str:
    """The text after `patch -p0` has applied the diff for a fix; checked to say what the fix makes."""
    spec = spec_of(code)
    after = fix().apply(spec, about_all(spec))
    assert after is not None, "the fix does not apply"
    return rewritten_to(code, after)


def rewritten_to(code: str, after: ResolvedSpec) -> str:
    """The text after `patch -p0` has applied the diff to a spec; checked to say that."""
    found = diff_to(code, after)
    assert found.diff is not None, found.reason
    text = patched_by_program(code, found.diff)
    assert difference(after, spec_of(text)) is None
    return text


def patched_by_program(code: str, diff: str | None) -> str:
    """What the `patch` program makes of a file `model.py`."""
    assert diff is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.py"
        file.write_bytes(code.encode())
        command = ["patch", "-p0", "--no-backup-if-mismatch"]
        done = subprocess.run(command, cwd=folder, input=diff.encode(), capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout
        assert b"fuzz" not in done.stdout
        return file.read_bytes().decode()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came, without their indentation."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    gone, come = ([line[2:].strip() for line in lines if line.startswith(mark)] for mark in "-+")
    return gone, come
