"""What the routes work with: settings, the database, the queue."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine

from api.inspecting import Inspector
from store.blobs import Blobs, blobs_of
from store.db import connect, transaction
from store.queue import Queue
from store.settings import Settings

_log = logging.getLogger(__name__)


class Services:
    """Made at the first use, so that the service answers before its drivers are loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.queue = Queue(settings.broker_url)

    @cached_property
    def inspector(self) -> Inspector:
        return Inspector(self.settings)

    @cached_property
    def engine(self) -> Engine:
        return connect(self.settings)

    @cached_property
    def blobs(self) -> Blobs | None:
        return blobs_of(self.settings)

    def forget(self, job_id: UUID) -> None:
        """Delete what a job has kept in files, as well as can be."""
        try:
            if self.blobs is not None:
                self.blobs.remove_job(job_id)
        except Exception as error:  # noqa: BLE001  every kind of store has errors of its own
            _log.warning("the files of job %s were not deleted: %r", job_id, error)

    def transaction(self) -> AbstractContextManager[Connection]:
        return transaction(self.engine)

    def warm(self) -> None:
        """Load the drivers of the database and the broker."""
        _ = self.engine, self.queue.app

    def close(self) -> None:
        if "engine" in vars(self):
            self.engine.dispose()


async def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


Given = Annotated[Services, Depends(_services)]
