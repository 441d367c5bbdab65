"""Whether the service lives and can work."""

from __future__ import annotations

from fastapi import APIRouter

from api.documented import problems
from api.models.health import Alive, Ready
from api.services import Given
from store import migrate

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> Alive:
    """The process answers."""
    return Alive()


@router.get("/readyz", responses=problems())
def ready(given: Given) -> Ready:
    """The database is there and migrated. A missing broker is told, and is no reason to stop sending requests here."""
    with given.transaction() as connection:
        migrate.check(connection)
    return Ready(broker="ok" if given.queue.is_reachable() else "unreachable")
