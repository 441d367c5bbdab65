"""What keeps a trial from running: the user's spec or data, told in the user's terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from diagnostics.build.refusals import TRAINING_REFUSES, first_lines
from diagnostics.data.errors import DataError
from diagnostics.trial import Fault

Result = TypeVar("Result")


class CannotRun(Exception):
    """The trial ends without a verdict on learning; `fault` says why."""

    def __init__(self, title: str, detail: str, pointer: str) -> None:
        self.fault = Fault(title=title, detail=detail, pointer=pointer)
        super().__init__(detail)


def accepted_by_keras(action: Callable[[], Result], pointer: str) -> Result:
    """What `action` returns. Raises CannotRun, in Keras's words, where Keras refuses; all else passes through.

    Data are read while training goes on, so that they may turn out to have changed since they were looked at.
    """
    try:
        return action()
    except DataError as error:
        raise CannotRun("The data can no longer be read", str(error), error.pointer) from error
    except TRAINING_REFUSES as error:
        raise CannotRun("Keras cannot take a training step", first_lines(error), pointer) from error
