"""From the dataset part of a job to what is found in the data, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

import diagnostics
from api.reaching import reaching
from api.refusals import InspectionTooLong, TooManyInspections
from diagnostics.data.locations import Reach, local_path
from diagnostics.data.remote.place import UPLOAD
from diagnostics.inspection.inspection import Inspection
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import Problem, SpecError
from diagnostics.spec.reading import check_storable, problems_of
from store.settings import Settings

_CODE = Path(diagnostics.__file__).parent.parent
_SAID = 2000  # bytes of what a process said before it ended
_SECRETS = frozenset({"DEADWEIGHT_DATABASE_URL", "DEADWEIGHT_BROKER_URL"})  # of no use to who reads data
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # each thread takes addresses


class Inspector:
    """Looks at a bounded number of datasets at once, each for a bounded time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = threading.BoundedSemaphore(settings.inspect_at_once)

    def inspected(self, document: Any) -> Inspection:
        """What is found. Raises SpecError, TooManyInspections and InspectionTooLong."""
        dataset = _dataset(document)
        if not self._places.acquire(blocking=False):
            raise TooManyInspections(self._settings.inspect_at_once)
        try:
            with reaching(self._settings) as reach:
                answer = self._answer(*_with_files(dataset, reach))
        except SpecError as error:
            problems = [replace(problem, pointer=_within_body(problem.pointer)) for problem in error.problems]
            raise SpecError(problems) from error
        finally:
            self._places.release()
        if "problems" in answer:
            raise SpecError([Problem(_within_body(at), told, value) for at, told, value in answer["problems"]])
        return Inspection.model_validate(answer["found"])

    def _answer(self, dataset: Dataset, files: Sequence[Path]) -> Any:
        settings = self._settings
        asked = {
            "dataset": dataset.model_dump(mode="json"),
            "roots": [str(root) for root in (*settings.data_roots, *files)],
            "bytes": settings.inspect_bytes,
            "pixels": settings.max_image_pixels,
        }
        command = [sys.executable, "-m", "diagnostics.inspection.child"]
        inherited = {name: value for name, value in os.environ.items() if name not in _SECRETS}
        environment = {**inherited, "PYTHONPATH": str(_CODE), **dict.fromkeys(_ONE_THREAD, "1")}
        try:
            done = subprocess.run(
                command, input=json.dumps(asked).encode(), env=environment, cwd=Path.cwd(), capture_output=True,
                timeout=settings.inspect_seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise InspectionTooLong(settings.inspect_seconds) from None
        if done.returncode:
            said = done.stderr[-_SAID:].decode("utf-8", "replace")
            raise RuntimeError(f"the inspection ended with {done.returncode}: {said}")
        return json.loads(done.stdout)


def _dataset(document: Any) -> Dataset:
    check_storable(document)
    try:
        return Dataset.model_validate(document)
    except ValidationError as error:
        raise SpecError(problems_of(error.errors(), document, Dataset)) from error


def _with_files(dataset: Dataset, reach: Reach) -> tuple[Dataset, list[Path]]:
    """The dataset with uploads as the files that they are here, and these files. Raises SpecError."""
    files: list[Path] = []

    def here(location: str, pointer: str) -> str:
        if not location.lower().startswith(f"{UPLOAD}://"):
            return location
        files.append(local_path(location, reach, pointer))
        return str(files[-1])

    changed: dict[str, Any] = {"location": here(dataset.location, "/dataset/location")}
    held_out = dataset.validation
    if held_out and held_out.location is not None:
        beside = here(held_out.location, "/dataset/validation/location")
        changed["validation"] = held_out.model_copy(update={"location": beside})
    return dataset.model_copy(update=changed), files


def _within_body(pointer: str) -> str:
    """A place in a job's spec as a place in the body, which is the dataset alone."""
    return pointer.removeprefix("/dataset")
