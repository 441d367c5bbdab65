"""How a block of statements may end early."""

from __future__ import annotations

from typing import Any


class Leave(Exception):
    """The block ends here."""


class Returned(Leave):
    """A function gives a value."""

    def __init__(self, value: Any) -> None:
        self.value = value
        super().__init__()


class Broken(Leave):
    """`break`."""


class Continued(Leave):
    """`continue`."""


class Raised(Leave):
    """`raise`, and what else would end the program here."""
