"""Opaque cursors: where a page ended, in a form that clients pass back and do not read."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError

from api.refusals import BadParameter
from diagnostics.spec.errors import quote

Key = TypeVar("Key")
Position = Annotated[int, Field(ge=0, lt=2**63)]


class Cursor(Generic[Key]):
    """Writes and reads the keys of one sort of list."""

    def __init__(self, kind: Any) -> None:
        self._adapter: TypeAdapter[Key] = TypeAdapter(kind)

    def write(self, key: Key | None) -> str | None:
        """The cursor of the page after `key`."""
        if key is None:
            return None
        return base64.urlsafe_b64encode(self._adapter.dump_json(key)).decode("ascii").rstrip("=")

    def read(self, cursor: str | None) -> Key | None:
        """The key in a cursor. Raises BadParameter for a cursor that this service did not write."""
        if cursor is None:
            return None
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            return self._adapter.validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (binascii.Error, ValidationError, ValueError) as error:
            message = "pass on the next_cursor of a page of this very list"
            raise BadParameter("cursor", message, quote(cursor)) from error


by_id: Cursor[UUID] = Cursor(UUID)
by_place: Cursor[tuple[UUID, int]] = Cursor(tuple[UUID, Position])
by_position: Cursor[int] = Cursor(Position)
