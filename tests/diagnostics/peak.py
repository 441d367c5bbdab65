"""The most memory that this program has had resident."""

from __future__ import annotations

import re
from pathlib import Path


def peak_bytes() -> int:
    """Of this process since its program was started; `getrusage` counts what the one that started it had, too."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    assert found, "the system tells no peak of memory"
    return 1024 * int(found[1])
