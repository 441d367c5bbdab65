"""Data alone, without any model."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter

from api.documented import problems
from api.examples import DATASET
from api.models.body import Described, json_body
from api.routes.reading import reads_json
from api.services import Given
from diagnostics.inspection.inspection import Inspection
from diagnostics.spec.dataset import Dataset

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])


@router.post("/inspect", dependencies=[reads_json], responses=problems(400, 413, 415, 422))
def inspect_dataset(
    document: Annotated[Any, Described(Dataset), json_body({"an archive of arrays": DATASET})], given: Given
) -> Inspection:
    """Facts about data, and what is wrong with them: the body is the dataset part of a job.

    Answers once the data were looked at, within a bounded time. Places in findings are those of a job's spec.
    """
    return given.inspector.inspected(document)
