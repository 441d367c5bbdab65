"""Connections to checked addresses: what was checked is connected to, whatever the name resolves to a moment later."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from diagnostics.data.remote.addresses import Resolve, checked
from diagnostics.data.remote.errors import Unreachable

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_INFORMATION = re.compile(rb"HTTP/1\.1 1\d\d")


class Connecting(httpcore.NetworkBackend):
    """Resolves a name once, checks every address of it, and connects to one of those addresses."""

    def __init__(self, resolve: Resolve, allowed: Sequence[str]) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = Unreachable(f"no address is known for {host!r}")
        for address in checked(host, port, self._resolve, self._allowed):
            try:
                stream = self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Counted(stream)
        raise failure

    def sleep(self, seconds: float) -> None:
        self._plain.sleep(seconds)


class Counted(httpcore.NetworkStream):
    """A connection that carries one answer, and knows how many bytes came after its head."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._head: bytes | None = b""
        self.body_bytes = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, timeout)
        if self._head is None:
            self.body_bytes += len(data)
        else:
            self._read_head(self._head + data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Counted(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _read_head(self, read: bytes) -> None:
        while (end := _END_OF_HEAD.search(read)) is not None:
            if not _INFORMATION.match(read):
                self._head, self.body_bytes = None, len(read) - end.end()
                return
            read = read[end.end() :]
        self._head = read
