"""What the routes work with: settings, the database, the queue."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine

from store.db import connect, transaction
from store.queue import Queue
from store.settings import Settings


class Services:
    """Made at the first use, so that the service answers before its drivers are loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.queue = Queue(settings.broker_url)

    @cached_property
    def engine(self) -> Engine:
        return connect(self.settings)

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
