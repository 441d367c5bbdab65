"""Prints how fast images reach training: `python -m benchmarks.data [--images 20000] [--pairs 3] [--side 128]`.

JPEG files of many sizes are made once, in a work folder. Every way of feeding trains the same small network with the
same step, each time in a fresh process; the ways take turns, and a ratio is the median over the turns of a way's images
a second to those of Keras's `image_dataset_from_directory` in the same turn. `ours` begins with an empty cache, and
`again` is the next training on the same files. Exits with 1 when ours is slower over all epochs, when the next is
slower in any, or when one of them takes more memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.data.files import folder_of

_KERAS = "keras_directory"
_FIGURES = {
    "first": ("first epoch, images/s", 1.0),
    "later": ("later epochs, images/s", 1.0),
    "whole": ("all epochs together, images/s", 1.0),
    "first_processor": ("first epoch, images a processor second", 1.0),
    "later_processor": ("later epochs, images a processor second", 1.0),
    "whole_processor": ("all epochs together, images a processor second", 1.0),
    "peak_bytes": ("peak memory, MB", 1e-6),
}

_HEADING = """# How fast images reach training

As `python -m benchmarks.data` prints it: JPEG files of many sizes, each way of feeding in fresh processes that take
turns; × Keras is the median of the ratios to `keras.utils.image_dataset_from_directory` in the same turn, with the
least and the most in brackets. `ours` has never seen the files: in its first epoch it verifies every one and gathers
the facts of the dataset, which Keras does not, and is slower for it; later epochs read what was decoded then. `again`
is the next training on the same files, as all trials of a job are but the first, with the facts gathered anew. The
clock's seconds swing where other work shares the machine; processor seconds less so.
"""
_Seen = dict[str, list[dict[str, float]]]


def main() -> int:
    """Measures, prints a table, and says whether ours is as fast and as small."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--side", type=int, default=128, help="height and width that images are brought to")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--tf-data", action="store_true", help="our images fed by tf.data as well")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "deadweight-images")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table there as well")
    asked = parser.parse_args()
    folder = folder_of(asked.work, asked.images)
    ways = [_KERAS, "ours", "again", *(["tf_data"] if asked.tf_data else [])]
    seen: _Seen = {way: [] for way in ways}
    for turn in range(asked.pairs):
        with tempfile.TemporaryDirectory(prefix="deadweight-data-") as cache:
            os.environ["DEADWEIGHT_CACHE"] = cache
            for way in ways if turn % 2 == 0 else [*ways[1:], ways[0]]:
                print(f"\rturn {turn + 1} of {asked.pairs}, {way:20s}", end="", file=sys.stderr, flush=True)
                seen[way].append(_measured(way, folder, asked.side, asked.epochs, asked.images))
    print(file=sys.stderr)
    said = f"## {asked.images} images as {asked.side} × {asked.side}, {asked.epochs} epochs, turns: {asked.pairs}"
    text = "\n".join([_HEADING, said, "", *_table(seen)]) + "\n"
    print(text)
    if asked.table:
        asked.table.write_text(text, "utf-8")
    return 0 if _as_good(seen) else 1


def _table(seen: _Seen) -> list[str]:
    ways = list(seen)
    lines = ["| | " + " | ".join(f"{way} | × Keras" for way in ways) + " |", "|---" * (1 + 2 * len(ways)) + "|"]
    for figure, (name, scale) in _FIGURES.items():
        cells = []
        for way in ways:
            cells += [f"{scale * median(run[figure] for run in seen[way]):.0f}", _told(_ratios(seen, way, figure))]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _told(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _ratios(seen: _Seen, way: str, figure: str) -> list[float]:
    return [run[figure] / beside[figure] for run, beside in zip(seen[way], seen[_KERAS], strict=True)]


def _as_good(seen: _Seen) -> bool:
    speeds = [("ours", "whole"), ("again", "first"), ("again", "later")]
    return min(median(_ratios(seen, *speed)) for speed in speeds) >= 1 and all(
        median(_ratios(seen, way, "peak_bytes")) <= 1 for way in ("ours", "again")
    )


def _measured(way: str, folder: Path, side: int, epochs: int, images: int) -> dict[str, float]:
    """Images a second in the first epoch and in later ones, and the peak of memory."""
    command = [sys.executable, "-m", "benchmarks.data.arms", way, str(folder)]
    command += ["--side", str(side), "--epochs", str(epochs)]
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False, timeout=7200)
    if done.returncode:
        raise RuntimeError(f"{way} failed: {done.stderr[-2000:]}")
    took = json.loads(done.stdout.splitlines()[-1])
    figures = {"peak_bytes": took["peak_bytes"]}
    for name, kind in (("", "seconds"), ("_processor", "processor_seconds")):
        first, *later = took[kind]
        figures[f"first{name}"], figures[f"later{name}"] = images / first, images * len(later) / sum(later)
        figures[f"whole{name}"] = images * len(took[kind]) / sum(took[kind])
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
