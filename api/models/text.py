"""Text from outside that may reach the database."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def _storable(text: str) -> str:
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("text may not hold NUL or lone surrogates")
    return text


Word = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]
