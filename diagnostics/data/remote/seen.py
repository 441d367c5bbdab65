"""What a server of the web says of a file, by which it is known again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

_PART = re.compile(r"bytes (\d+)-\d+/(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """An answer's validators (RFC 9110) and the size of the whole file, as far as it tells them."""

    etag: str | None = None
    modified: str | None = None
    bytes: int | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """From the headers of an answer, whole or in part; their names are in lower case."""
        part = _PART.fullmatch(headers.get("content-range", ""))
        declared = part[2] if part else headers.get("content-length", "")
        in_pieces = "transfer-encoding" in headers
        size = int(declared) if declared.isdecimal() and not in_pieces else None
        return cls(headers.get("etag"), headers.get("last-modified"), size)

    @classmethod
    def read(cls, fingerprint: str | None) -> Self:
        """From a fingerprint; nothing known where it is of another kind."""
        if fingerprint is None or not fingerprint.startswith("{"):
            return cls()
        return cls(**json.loads(fingerprint))

    @property
    def text(self) -> str:
        """A fingerprint of what was seen."""
        return json.dumps(asdict(self))

    @property
    def telling(self) -> bool:
        """Whether two files that look like this are the same."""
        return self.etag is not None or (self.modified is not None and self.bytes is not None)

    @property
    def resumable(self) -> bool:
        """Whether a server can tell that the rest of the file still belongs to its beginning."""
        return self.etag is not None and not self.etag.startswith("W/")

    def unless_changed(self) -> dict[str, str]:
        """The headers that ask for a file only where it is another one now."""
        if self.etag is not None:
            return {"If-None-Match": self.etag}
        return {"If-Modified-Since": self.modified} if self.modified is not None else {}

    def from_byte(self, start: int) -> dict[str, str]:
        """The headers that ask for the rest of this file, or else for all of what is there now."""
        return {"Range": f"bytes={start}-", "If-Range": self.etag or ""}

    def goes_on(self, headers: Mapping[str, str], start: int) -> bool:
        """Whether a part that a server sends is the rest of this file from there on."""
        part = _PART.fullmatch(headers.get("content-range", ""))
        there = self.of(headers)
        return part is not None and int(part[1]) == start and (there.etag, there.bytes) == (self.etag, self.bytes)
