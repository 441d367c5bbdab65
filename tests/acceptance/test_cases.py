"""One seed of each of the five cases at its small size, and of its healthy control, through a whole installation.

Without replicates but for 002, where they are what tells: `python -m benchmarks.cases` has them, and more seeds.
"""

import os
import tempfile
from pathlib import Path

import pytest

from benchmarks.cases.service import report_on, service
from benchmarks.cases.truth import table
from examples.cases.__main__ import prepare
from examples.cases.jobs import JOBS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SEED = 0


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


@pytest.mark.parametrize("name", table())
def test_case(server, work, name):
    options = {} if name.startswith("002") else {"replicates": 0}
    report = report_on(server, prepare(JOBS[name], work), SEED, options)
    assert table()[name].departures(report) == []
