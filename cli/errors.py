"""What a user can put right, told in one line."""

from __future__ import annotations

from collections.abc import Iterable

UNUSABLE = 2


class UserError(Exception):
    """The command cannot go on; the message says what is wrong and what to do."""

    def __init__(self, message: str, exit_code: int = UNUSABLE) -> None:
        self.exit_code = exit_code
        super().__init__(message)


def listing(headline: str, problems: Iterable[tuple[str, str, str | None]]) -> str:
    """A headline and one line for each (pointer, message, value received)."""
    return "\n".join([headline, *(f"  {_line(*problem)}" for problem in problems)])


def _line(pointer: str, message: str, value: str | None) -> str:
    received = f" (got {value})" if value is not None else ""
    return f"{pointer or '/'}: {message}{received}"
