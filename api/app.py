"""The service: `uvicorn --factory api.app:create_app`."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from api import errors
from api.body_limit import BodyLimit
from api.documented import without_unused
from api.routes import ROUTERS, uploads
from api.services import Services
from store.settings import Settings

DESCRIPTION = "Finds out why a neural network is not learning, and proves the cure before recommending it."


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with these settings (default: those of the environment). It connects to nothing yet."""
    settings = settings or Settings()
    app = Service(
        title="Deadweight",
        summary=DESCRIPTION,
        version="1",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.services = Services(settings)
    app.add_middleware(
        BodyLimit, most_bytes=settings.max_body_bytes, elsewhere={uploads.PATH: settings.max_upload_bytes}
    )
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    return app


class Service(FastAPI):
    """FastAPI with an OpenAPI document that holds what the service answers, and no more."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = without_unused(super().openapi())
        return self.openapi_schema


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    threading.Thread(target=_warm, args=[services], name="warm", daemon=True).start()
    yield
    services.close()


def _warm(services: Services) -> None:
    """Load what the first requests need, while the service already answers."""
    from api.rule_pages import all_rules

    services.warm()
    all_rules()
