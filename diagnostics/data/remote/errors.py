"""Why something that lies elsewhere is not to be had.

FetchError
├── Refused        it must not be read, or is not what can be read; trying again changes nothing
├── Unreachable    it could not be brought here now; trying again later may help
└── NotSetUp       this machine has no credentials for it, or cannot keep it: its operator must do something
"""

from __future__ import annotations


class FetchError(Exception):
    """The tree's root. Messages hold no secrets: no query of an address, no name of a user."""


class Refused(FetchError):
    """The location, or what is there, is nothing that a job may read."""


class Unreachable(FetchError):
    """The server did not answer, or not to the end."""


class NotSetUp(FetchError):
    """This process lacks credentials, or room."""
