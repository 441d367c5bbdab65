"""The specs and the conversion in docs/data.md are what the program takes and says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from diagnostics.data.arrays import refuse_others
from diagnostics.data.errors import DataError
from diagnostics.data.formats import formats
from diagnostics.spec.dataset import Dataset

GUIDE = (Path(__file__).parents[3] / "docs" / "data.md").read_text()
SPECS = [
    each
    for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    for each in re.split(r"\n(?=dataset:)", block.strip())
]


@pytest.mark.parametrize("text", SPECS)
def test_every_spec_is_one(text):
    written = yaml.safe_load(text)["dataset"]
    assert Dataset.model_validate(written).location == written["location"]


def test_every_format_is_listed_and_can_be_asked_for():
    names = set(formats())
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) >= names
    assert set(get_args(Dataset.model_fields["format"].annotation)) == {"auto", *names}


def test_the_line_that_converts_pickles_is_the_one_that_is_told(tmp_path):
    for name in ("X.pickle", "y.pickle"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(DataError) as caught:
        refuse_others(tmp_path)
    line = str(caught.value)[str(caught.value).index("python -c") :]
    assert line in GUIDE
