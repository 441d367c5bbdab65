"""One seed of every small case and of its healthy control, through a whole installation.

Fixes are tried in two of them, other seeds are not: `python -m benchmarks.cases` has all of it, on more seeds.
"""

import os
import tempfile
from pathlib import Path

import pytest

from benchmarks.cases.service import report_on, service, submit
from benchmarks.cases.truth import table
from examples.cases.__main__ import prepare
from examples.cases.jobs import JOBS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
SEED = 0
PROVED = ("001-small", "003-small-splits")


@pytest.fixture(scope="module")
def work():
    """A folder of data that the servers' account can pass."""
    with tempfile.TemporaryDirectory(prefix="deadweight-cases-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def server(work):
    with service(work / "stack", work, workers=os.cpu_count() or 1) as running:
        yield running


@pytest.fixture(scope="module")
def submitted(server, work):
    """The ids of all jobs by name: they wait for each other's workers, not for each other."""

    def diagnosis(name):
        if name in PROVED:
            return {}
        steps = JOBS[name].document.get("diagnosis", {}).get("budget", {}).get("steps")
        third = {} if steps is None else {"budget": {"steps": max(min(steps, 300), steps // 3)}}
        return {"replicates": 0, "prove": False, **third}

    return {name: submit(server, prepare(JOBS[name], work), SEED, diagnosis(name)) for name in table()}


@pytest.mark.parametrize("name", table())
def test_case(server, submitted, name):
    assert table()[name].departures(report_on(server, submitted[name])) == []
