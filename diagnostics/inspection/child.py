"""Inspects in a process of its own with bounded memory: `python -m diagnostics.inspection.child`.

Reads one JSON document from the standard input, `{dataset, roots, bytes, pixels}`, and writes one to the standard
output: `{"found": inspection}`, or `{"problems": [[pointer, message, value], …]}` for data that cannot be looked at.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SETTING = "DEADWEIGHT_INSPECT_BYTES"
_OF_PROGRAM = 3 * 2**29  # bytes of addresses that Python and its libraries take by themselves


def main() -> None:
    """Answers the one document. Faults of ours end the process with a traceback."""
    asked = json.load(sys.stdin)
    _bound(asked["bytes"])
    try:
        answer = _answer(asked)
    except MemoryError:
        answer = _problem(
            "/dataset/limit", f"the data take more than the {asked['bytes']} bytes of memory allowed ({_SETTING})", ""
        )
    json.dump(answer, sys.stdout)


def _bound(most_bytes: int) -> None:
    for kind, most in ((resource.RLIMIT_AS, most_bytes + _OF_PROGRAM), (resource.RLIMIT_FSIZE, most_bytes)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    from diagnostics.data.errors import DataError
    from diagnostics.data.raw import Limits
    from diagnostics.data.remote.errors import FetchError
    from diagnostics.inspection.inspect import inspect
    from diagnostics.spec.dataset import Dataset
    from diagnostics.spec.errors import SpecError

    # Half of the memory for the samples: the look at them takes the other half at most.
    half = asked["bytes"] // 2
    limits = Limits(
        dataset_bytes=half,
        image_pixels=asked["pixels"],
        scratch_bytes=half,
        shares=False,
        dataset_setting="half of " + _SETTING,
    )
    try:
        found = inspect(Dataset.model_validate(asked["dataset"]), [Path(root) for root in asked["roots"]], limits)
    except SpecError as error:
        return {"problems": [[problem.pointer, problem.message, problem.value] for problem in error.problems]}
    except DataError as error:
        return _problem(error.pointer, str(error), "")
    except FetchError as error:  # an archive for which the cache has no room
        return _problem("/dataset/location", str(error), "")
    return {"found": found.model_dump(mode="json")}


def _problem(pointer: str, message: str, value: str) -> dict[str, Any]:
    return {"problems": [[pointer, message, value]]}


if __name__ == "__main__":
    main()
