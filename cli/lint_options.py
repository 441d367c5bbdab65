"""What the options of `lint` and `read` say of the data and the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cli.definitions import definitions
from cli.errors import UserError
from cli.linting import Asked
from diagnostics.consult.options import check_options
from diagnostics.data.glance import Glance, glance
from diagnostics.source.reading import Supplied
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError


def asked(
    data: Path | None = None,
    classes: int | None = None,
    define: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    allow_empty: bool = False,
) -> Asked:
    """What is known beside the files. Raises UserError for data, definitions and codes that are none."""
    known = _known(data)
    count = classes if classes is not None else known.classes
    supplied = Supplied(definitions(define), count, known.input_shape, known.samples)
    return Asked(supplied, replace(known, classes=count), wanted_rules(select, ignore), allow_empty)


def _known(data: Path | None) -> Glance:
    """What a look tells; how labels are stored does not, since a program may feed them otherwise."""
    if data is None:
        return Glance()
    from diagnostics.data.errors import DataError

    try:
        return replace(glance(data), label_form=None, target_shape=None)
    except DataError as error:
        raise UserError(f"--data {data}: {error}") from error


def wanted_rules(select: Sequence[str], ignore: Sequence[str]) -> Diagnosis:
    """The rules that the options name. Raises UserError for codes that none has."""
    wanted = Diagnosis(select=_codes(select), ignore=_codes(ignore))
    try:
        check_options(wanted)
    except SpecError as error:
        raise UserError(f"--{error.problems[0].pointer.split('/')[2]}: {error.problems[0].message}") from error
    return wanted


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    """Each code, whether they came in several options or with commas between them."""
    return tuple(code.strip().upper() for entry in given for code in entry.split(",") if code.strip())
