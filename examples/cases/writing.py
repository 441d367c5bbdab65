"""Job files as a person would write them: one layer a line."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from examples.cases.jobs import Job

_MADE_BY = "# Written by `python -m examples.cases --jobs`; its data by `python -m examples.cases`."


class _Line(dict[str, Any]):
    """A mapping that stays on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes the same thing twice rather than once with a reference to it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the name is PyYAML's
        return True


_Dumper.add_representer(_Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, True))


def text_of(job: Job) -> str:
    """The YAML text of a job, headed by what it shows."""
    told = textwrap.indent(textwrap.fill(job.told, 116), "# ")
    body = yaml.dump(_lined(job.document), Dumper=_Dumper, sort_keys=False, width=10_000, allow_unicode=True)
    return f"{told}\n{_MADE_BY}\n{body}"


def _lined(value: Any) -> Any:
    """Everything inside a list, and mappings of plain values, on a line each."""
    if isinstance(value, list):
        return [_Line(entry) if isinstance(entry, dict) else entry for entry in value]
    if isinstance(value, dict):
        plain = not any(isinstance(entry, dict | list) for entry in value.values())
        return _Line(value) if plain and len(value) <= 3 else {key: _lined(entry) for key, entry in value.items()}
    return value
