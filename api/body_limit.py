"""Refuses bodies over a limit, whether or not they tell their length."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusals import BodyTooLarge


class BodyLimit:
    """ASGI middleware: whoever reads a body that is too large gets BodyTooLarge; bodies that nobody reads pass.

    `elsewhere` has other limits, by path.
    """

    def __init__(self, app: ASGIApp, most_bytes: int, elsewhere: Mapping[str, int]) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most_bytes = self._elsewhere.get(scope["path"], self._most_bytes)
        read_bytes = 0

        async def counted() -> Message:
            nonlocal read_bytes
            _check(_declared_bytes(scope), most_bytes)
            message = await receive()
            read_bytes += len(message.get("body", b""))
            _check(read_bytes, most_bytes)
            return message

        await self._app(scope, counted, send)


def _check(body_bytes: int, most_bytes: int) -> None:
    if body_bytes > most_bytes:
        raise BodyTooLarge(most_bytes)


def _declared_bytes(scope: Scope) -> int:
    return next((int(value) for name, value in scope["headers"] if name == b"content-length" and value.isdigit()), 0)
