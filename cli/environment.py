"""The settings of the environment, for commands that use any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.errors import UserError, listing

if TYPE_CHECKING:
    from store.settings import Settings


def settings() -> Settings:
    """Raises UserError for a variable whose value cannot be."""
    from pydantic import ValidationError

    from store.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        faults = [(f"DEADWEIGHT_{fault['loc'][0]}".upper(), fault["msg"], None) for fault in error.errors()]
        raise UserError(listing("the environment holds settings that cannot be", faults)) from error
