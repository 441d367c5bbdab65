"""The documentation of this service."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

router = APIRouter()


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """The OpenAPI document as a page."""
    from api.docs_page import page

    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return Response(page(request.app.openapi()), media_type="text/html", headers={"Content-Security-Policy": policy})
