"""Loopback ports for the servers."""

import secrets
import socket

from store.embedded.errors import ServerFailed

LOOPBACK = "127.0.0.1"

# Below the ephemeral range of Linux and macOS. A client that keeps retrying a dead server on a port inside that range
# can be given the very port as its own, connect to itself, and so block the restart.
FIRST_PORT, LAST_PORT = 15000, 32000


def usable_port(remembered: int, taken: int = 0) -> int:
    """Return the remembered port if it is still free, else another one that is not `taken`."""
    if remembered and is_free(remembered):
        return remembered
    for _ in range(1000):
        port = FIRST_PORT + secrets.randbelow(LAST_PORT - FIRST_PORT)
        if port != taken and is_free(port):
            return port
    raise ServerFailed(f"no free port on {LOOPBACK} between {FIRST_PORT} and {LAST_PORT}")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: connections of a dead predecessor in TIME_WAIT do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
