"""Refuses bodies over a limit, whether or not they tell their length."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusals import BodyTooLarge


class BodyLimit:
    """ASGI middleware: whoever reads a body that is too large gets BodyTooLarge; bodies that nobody reads pass."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        read_bytes = 0

        async def counted() -> Message:
            nonlocal read_bytes
            self._check(_declared_bytes(scope))
            message = await receive()
            read_bytes += len(message.get("body", b""))
            self._check(read_bytes)
            return message

        await self._app(scope, counted, send)

    def _check(self, body_bytes: int) -> None:
        if body_bytes > self._most_bytes:
            raise BodyTooLarge(self._most_bytes)


def _declared_bytes(scope: Scope) -> int:
    return next((int(value) for name, value in scope["headers"] if name == b"content-length" and value.isdigit()), 0)
