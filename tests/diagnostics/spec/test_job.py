import json

from hypothesis import given, settings

from diagnostics.graph.resolve import resolve
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job, read_text
from tests.diagnostics.spec.jobs import JOBS

FEW = settings(max_examples=40, deadline=None)


@FEW
@given(JOBS)
def test_a_resolved_spec_is_a_job_that_resolves_to_itself(job):
    resolved = resolve(read_job(job))
    dumped = resolved.model_dump(mode="json")
    again = resolve(read_job(dumped))
    assert again == resolved
    assert json.dumps(again.model_dump(mode="json")) == json.dumps(dumped)


@FEW
@given(JOBS)
def test_a_resolved_spec_survives_its_own_json(job):
    resolved = resolve(read_job(job))
    assert ResolvedSpec.model_validate_json(resolved.model_dump_json()) == resolved
    assert resolve(read_job(read_text(resolved.model_dump_json()))) == resolved


@FEW
@given(JOBS)
def test_a_job_is_dumped_as_one_may_write_it(job):
    read = read_job(job)
    assert read_job(read.model_dump(mode="json")) == read
    assert read_job(read.model_dump()) == read
