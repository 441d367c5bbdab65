"""Each kind of data that means harm is refused in words, with bounded memory, and writes nothing but into the cache."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.diagnostics.data.hostile import MARK, PLANTED

MOST_BYTES = 2**28
PEAK_BYTES = 2**29  # of the process, Python and its libraries included

# As the child of the service does it, with its bounds; forked, so that its libraries are loaded once.
LOOK = f"""
import io, json, os, sys
import diagnostics.inspection.inspect
from diagnostics.inspection import child

for name, location, root in json.loads(sys.argv[1]):
    asked = {{"dataset": {{"location": location}}, "roots": [root], "bytes": {MOST_BYTES}, "pixels": 50_000_000}}
    process = os.fork()
    if not process:
        sys.stdin, sys.stdout = io.StringIO(json.dumps(asked)), open(f"../{{name}}.json", "w")
        child.main()
        sys.stdout.flush()
        os._exit(0)
    _, status, used = os.wait4(process, 0)
    print(json.dumps([name, status, used.ru_maxrss * 1024]), flush=True)
"""


@dataclass(frozen=True)
class Looked:
    """What was answered of each, how much memory that took, what was there before, and the folder around it all."""

    answers: dict[str, dict]
    peak_bytes: dict[str, int]
    planted: set[Path]
    folder: Path


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    locations = []
    for plant in PLANTED:
        root = folder / plant.__name__
        root.mkdir()
        locations.append((plant.__name__, str(plant(root)), str(root)))
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "elsewhere", "DEADWEIGHT_CACHE": "cache"}
    for name in (*places.values(), "current"):
        (folder / name).mkdir()
    planted = set(folder.rglob("*"))
    environment = {**os.environ, **{name: str(folder / place) for name, place in places.items()}}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, json.dumps(locations)],
        env={**environment, "PYTHONPATH": str(Path.cwd()), "OPENBLAS_NUM_THREADS": "1"},
        cwd=folder / "current", capture_output=True, text=True, check=False, timeout=500,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    peaks = {}
    for name, status, peak in map(json.loads, done.stdout.splitlines()):
        assert status == 0, (name, done.stderr)
        peaks[name] = peak
    files = {name: folder / f"{name}.json" for name in peaks}
    answers = {name: json.loads(file.read_text()) for name, file in files.items()}
    return Looked(answers, peaks, planted | set(files.values()), folder)


@pytest.mark.parametrize(("name", "told"), [(plant.__name__, told) for plant, told in PLANTED.items()])
def test_it_is_refused_in_words(looked, name, told):
    ((pointer, message, _),) = looked.answers[name]["problems"]
    assert pointer.startswith("/dataset")
    assert told in message
    assert "Error" not in message


def test_memory_is_bounded(looked):
    assert max(looked.peak_bytes.values()) < PEAK_BYTES, looked.peak_bytes


def test_nothing_is_written_outside_the_cache_and_nothing_is_left_in_it(looked):
    written = {path for path in looked.folder.rglob("*") if path not in looked.planted}
    cache = looked.folder / "cache"
    assert {path for path in written if not path.is_relative_to(cache)} == set()
    assert {path.relative_to(cache).as_posix() for path in written} <= {"lock", "downloads"}
    assert not list(looked.folder.rglob(MARK))
