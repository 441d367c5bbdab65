"""Names for findings that stay the same from one look to the next."""

from __future__ import annotations

import uuid

_IDS = uuid.UUID("0f3e6c1b-6d0a-5c53-9a44-52b0f4f0c2b7")


def identity(*parts: object) -> str:
    """The id of what the parts describe."""
    return str(uuid.uuid5(_IDS, "\n".join(map(str, parts))))
