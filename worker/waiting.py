"""Waiting for a database that is away: restarting, failing over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import exc
from tenacity import Retrying, before_sleep_log, retry_if_exception, stop_after_delay, wait_exponential

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 300

_log = logging.getLogger(__name__)


def until_the_database_answers(action: Callable[[], Answer]) -> Answer:
    """The action's answer, tried again while the connection fails, for as long as a restart may take.

    A transaction cut off by a crash was rolled back; one whose answer alone was lost is fenced by its token or
    revision, so that trying again cannot do the work twice.
    """
    attempts = Retrying(
        retry=retry_if_exception(_is_away),
        wait=wait_exponential(multiplier=0.1, max=5),
        stop=stop_after_delay(PATIENCE_SECONDS),
        before_sleep=before_sleep_log(_log, logging.WARNING),
        reraise=True,
    )
    return attempts(action)


def _is_away(error: BaseException) -> bool:
    invalidated = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    return invalidated or isinstance(error, exc.OperationalError | exc.TimeoutError)
