"""One file from a server of the web, over HTTP/1.1 and connections to checked addresses."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from diagnostics.data.remote.answer import Answer, Asking
from diagnostics.data.remote.bounds import Bounds, Deadline
from diagnostics.data.remote.cache import Download
from diagnostics.data.remote.errors import Refused, Unreachable
from diagnostics.data.remote.place import Place, file_name
from diagnostics.data.remote.seen import Seen

_STEP_BYTES = 64 * 2**20  # room is made for so much at a time where the server does not say how much comes
_UNCHANGED, _WHOLE, _PART, _NO_SUCH_PART = 304, 200, 206, 416
_NAMED = re.compile(r"""filename\s*=\s*"?([^";]+)""", re.IGNORECASE)


class Web:
    """What a place holds now, asked for with what is known of it."""

    def __init__(self, place: Place, asking: Asking, bounds: Bounds, deadline: Deadline) -> None:
        self._place = place
        self._asking = asking
        self._bounds = bounds
        self._deadline = deadline

    def fetch(self, known: str | None, into: Download) -> str:
        """The fingerprint of what is there; where it is not `known`, all of it is in `into`.

        Raises Refused, and Unreachable, after which the next call goes on from where this one ended.
        """
        before, part = Seen.read(known), Seen.read(into.fingerprint)
        have = _size_bytes(into) if part.resumable else 0
        headers = before.unless_changed() | (part.from_byte(have) if have else {})
        with self._asking.get(self._place.location, headers, self._deadline) as answer:
            if answer.status == _UNCHANGED and known is not None:
                return known
            if answer.status == _NO_SUCH_PART or (answer.status == _PART and not part.goes_on(answer.headers, have)):
                into.clear()
                raise Unreachable("the server has changed what it sends")
            if answer.status not in (_WHOLE, _PART):
                raise _not_given(answer.status)
            seen = Seen.of(answer.headers)
            if known is not None and seen.telling and seen.text == known:
                return known
            file = into.file(self._name(answer.headers))
            self._write(answer, seen, into, file, have if answer.status == _PART else 0)
        return seen.text if seen.telling else f"sha256:{_digest(file)}"

    def _write(self, answer: Answer, seen: Seen, into: Download, file: Path, have: int) -> None:
        self._bounds.check_bytes(seen.bytes or 0)
        note = seen.text if seen.resumable else None
        room = seen.bytes if seen.bytes is not None else _STEP_BYTES
        into.begin(note, room)
        with file.open("ab" if have else "wb") as out:
            for chunk in answer.chunks():
                have += len(chunk)
                self._bounds.check_bytes(have)
                self._deadline.left_seconds()
                if have > room:
                    room = have + _STEP_BYTES
                    into.begin(note, room)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if seen.bytes is not None and have != seen.bytes:
            raise Unreachable(f"the server sent {have} of the {seen.bytes} bytes that it announced")
        if answer.sends_more():
            raise Refused(f"the server sent more than the {seen.bytes} bytes that it announced")

    def _name(self, headers: Mapping[str, str]) -> str:
        """The address's own where it has an ending, for that tells the format; else what the server calls it."""
        named = _NAMED.search(headers.get("content-disposition", ""))
        return file_name(named[1]) if named and "." not in self._place.name else self._place.name


def _not_given(status: int) -> Exception:
    if status in (408, 425, 429) or status >= 500:
        return Unreachable(f"the server answered {status}")
    if status in (401, 403, 407):
        return Refused(f"the server does not give this to everybody ({status}), and a location holds no credentials")
    if status in (404, 410):
        return Refused(f"there is nothing at this location ({status})")
    return Refused(f"the server answered {status}")


def _size_bytes(into: Download) -> int:
    return sum(file.stat().st_size for file in into.content.iterdir())


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
