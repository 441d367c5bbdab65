"""What the pool's parent does when a child dies under a task."""

from __future__ import annotations

import logging

from sqlalchemy.exc import OperationalError

from store.db import connect, transaction
from store.repositories import trials
from store.settings import Settings

_log = logging.getLogger(__name__)


def let_go(settings: Settings, task_id: str) -> None:
    """Ends the lease of the trial that the task was running, so that the next sweep requeues it at once.

    Without this, or where the database is away, the trial is found when its lease runs out.
    """
    engine = connect(settings)  # of its own: children forked later must not inherit a connection
    try:
        with transaction(engine) as connection:
            trials.let_go(connection, task_id)
    except OperationalError as error:
        _log.warning("the lease of task %s was not ended early: %s", task_id, error)
    finally:
        engine.dispose()
