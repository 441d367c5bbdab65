"""Reads every hostile text in a process of its own, with little memory, and prints what became of each as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from pathlib import Path

from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from tests.diagnostics.source.hostile_texts import NETWORK, TEXTS

MOST_MEMORY = 900 * 2**20  # beyond what the process has when it begins
MOST_SECONDS = 20  # of one text, after which the process is killed


def outcome(text: str) -> dict[str, object]:
    """How reading a text ended, and after how long."""
    begun = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + MOST_SECONDS, resource.RLIM_INFINITY))
    error, models = None, []
    try:
        models = [model.name for model in read(text).models]
    except SourceError as refused:
        error = str(refused)
    except Exception as crash:  # noqa: BLE001  every kind of crash is one
        return {"crash": "".join(traceback.format_exception(crash)[-3:])[:2000]}
    return {"error": error, "models": models, "seconds": time.process_time() - begun}


def main() -> None:
    """One line for each text, as soon as it is read."""
    read(NETWORK)  # what is loaded at first use
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for name in sys.argv[1:] or TEXTS:
        sys.stdout.write(json.dumps({"name": name, **outcome(TEXTS[name])}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
