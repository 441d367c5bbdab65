"""Keeps the lease of a running trial and tells how far it is."""

from __future__ import annotations

import logging
import math
import threading
from types import TracebackType
from typing import Self

from sqlalchemy import exc

from store.db import transaction
from store.repositories import trials
from store.repositories.trials import Claim
from worker.child import Child

_log = logging.getLogger(__name__)
_PROGRESS_SECONDS = 1.0


class LeaseLost(Exception):
    """The trial is no longer this worker's: it was cancelled, or given to another."""


class Heartbeat:
    """While entered, a thread renews the lease every heartbeat, and every second in which there is progress to tell.

    A database that is away for a while is waited for: the lease may yet be held when it returns.
    """

    def __init__(self, child: Child, claim: Claim) -> None:
        self._child = child
        self._claim = claim
        self._steps, self._planned, self._loss = 0, None, None  # type: tuple[int, int | None, float | None]
        self._told = 0
        self._lost = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def progress(self, steps: int, planned: int, loss: float | None) -> None:
        """Notes how far the trial is. Raises LeaseLost once it is no longer ours."""
        self._steps, self._planned = steps, planned
        self._loss = loss if loss is not None and math.isfinite(loss) else None
        if self._lost.is_set():
            raise LeaseLost(str(self._claim.trial_id))

    def _beat(self) -> None:
        every = self._child.settings.heartbeat_seconds
        quiet = 0.0
        wait = min(every, _PROGRESS_SECONDS)
        while not self._stopped.wait(wait):
            quiet += wait
            if quiet >= every or self._steps > self._told:
                quiet = 0.0
                self._renew()

    def _renew(self) -> None:
        steps = self._steps
        try:
            with transaction(self._child.engine) as connection:
                held = trials.heartbeat(
                    connection,
                    self._claim.trial_id,
                    self._claim.token,
                    lease_seconds=self._child.settings.lease_seconds,
                    steps_done=steps,
                    steps_planned=self._planned,
                    last_loss=self._loss,
                )
        except (exc.DBAPIError, exc.TimeoutError) as error:
            _log.warning("heartbeat of trial %s: %s", self._claim.trial_id, error)
            return
        self._told = steps
        if not held:
            self._lost.set()
