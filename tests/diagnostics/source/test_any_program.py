"""Whatever a program says, reading it ends in networks or in a SourceError.

A few hundred programs are tried each time; `FUZZ_EXAMPLES=20000 pytest tests/diagnostics/source/test_any_program.py`
tries as many as that, other ones at each run.
"""

from __future__ import annotations

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostics.formats.program import resolved
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import Supplied
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from diagnostics.spec.model import Model, Source
from tests.diagnostics.source.keras_texts import made_up, mixed_up

_ASKED = os.environ.get("FUZZ_EXAMPLES")
_SETTINGS = settings(
    max_examples=int(_ASKED or 200),
    deadline=None,
    derandomize=_ASKED is None,
    suppress_health_check=list(HealthCheck),
)
_SEED = st.integers(0, 2**64)
_SUPPLIED = st.builds(
    Supplied,
    st.dictionaries(
        st.sampled_from(["a", "q", "n_classes", "x.shape", "unknown"]), st.sampled_from([3, "x", [4], None])
    ),
    st.none() | st.just(3),
    st.none() | st.just((4,)),
    st.none() | st.just(100),
)


def reads_or_refuses(text: str, supplied: Supplied) -> None:
    """Reads a text as a job would, and writes what was understood."""
    try:
        models = read(text, supplied).models
    except SourceError as error:
        str(error)
        return
    for model in models:
        json.dumps([model.training, model.dataset, [layer.model_dump() for layer in model.layers]])
        try:
            resolved(model, Model(source=Source(text=text)), Dataset(location="."))
        except SpecError as error:
            str(error)


@_SETTINGS
@given(_SEED, _SUPPLIED)
def test_programs_made_up(seed: int, supplied: Supplied) -> None:
    reads_or_refuses(made_up(seed), supplied)


@_SETTINGS
@given(_SEED, _SUPPLIED)
def test_programs_mixed_up(seed: int, supplied: Supplied) -> None:
    reads_or_refuses(mixed_up(seed), supplied)
