"""How long a job waits: POST to claim, and POST to its first training step beside a bare Keras first step.

Run as `python -m benchmarks.latency`. Both sides are warm (TensorFlow imported, one run behind them), single-threaded,
and take turns in one run, so that the ratio holds whatever else the machine does. A first step includes reading the
data, building, compiling and tracing; on Deadweight's side also queue, database and the probes' first look.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from sqlalchemy import Engine, text

from cli.stack.stack import Stack
from store.db import connect, transaction
from store.settings import Settings

_PATIENCE_SECONDS = 120
_WIDTHS = (32, 32)


def main() -> None:
    """Prints medians and their spread."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=15, help="interleaved pairs (default 15)")
    pairs = parser.parse_args().pairs
    for name in ("TF_NUM_INTRAOP_THREADS", "OMP_NUM_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ[name] = "1"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns that many models are traced, which is the point
    with tempfile.TemporaryDirectory() as folder, _installation(Path(folder)) as (client, engine):
        data = _write_data(Path(folder))
        _bare_first_step(data)
        _deadweight(client, engine, data)
        measured = [(*_deadweight(client, engine, data), _bare_first_step(data)) for _ in range(pairs)]
    claims, firsts, bares = zip(*measured, strict=True)
    _print("POST to claim", claims)
    _print("POST to first training step", firsts)
    _print("bare Keras first step", bares)
    ratios = [first / bare for first, bare in zip(firsts, bares, strict=True)]
    print(f"{'ratio, first step':32}{statistics.median(ratios):8.2f}    {min(ratios):.2f} to {max(ratios):.2f}")


@contextmanager
def _installation(folder: Path) -> Iterator[tuple[httpx.Client, Engine]]:
    with Stack(folder / "stack", roots=[folder], workers=1, temporary=True) as stack:
        stack.wait_for_worker()
        engine = connect(Settings(database_url=stack.database_url))
        with httpx.Client(base_url=stack.url) as client:
            yield client, engine
        engine.dispose()


def _deadweight(client: httpx.Client, engine: Engine, data: Path) -> tuple[float, float]:
    """Seconds from POST to the claim of the reference trial, and to the end of its first step."""
    posted = time.time()
    answer = client.post("/v1/jobs", json=_job(data)).raise_for_status()
    job_id = answer.json()["id"]
    end = time.monotonic() + _PATIENCE_SECONDS
    while client.get(f"/v1/jobs/{job_id}").json()["state"] in ("queued", "running"):
        if time.monotonic() > end:
            raise SystemExit(f"job {job_id} did not end in {_PATIENCE_SECONDS} s")
        time.sleep(0.05)
    with transaction(engine) as connection:
        statement = text("SELECT claimed_at, record FROM trials WHERE job_id = :id")
        trial: Any = connection.execute(statement, {"id": job_id}).one()
    claim = trial.claimed_at.timestamp() - posted
    return claim, claim + trial.record["timings"]["until_first_step"]


def _bare_first_step(data: Path) -> float:
    """Seconds for what a script does up to and including its first step."""
    import keras

    keras.backend.clear_session()
    before = time.monotonic()
    arrays = np.load(data)
    layers = [keras.layers.Dense(width, activation="relu") for width in _WIDTHS]
    output = keras.layers.Dense(10, activation="softmax")
    model = keras.Sequential([keras.Input(arrays["x"].shape[1:]), *layers, output])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(arrays["x"][:32], arrays["y"][:32], batch_size=32, epochs=1, verbose=0)
    return time.monotonic() - before


def _job(data: Path) -> dict[str, Any]:
    hidden = [{"class_name": "Dense", "config": {"units": width, "activation": "relu"}} for width in _WIDTHS]
    output = {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}
    return {
        "dataset": {"location": str(data)},
        "model": {"layers": [*hidden, output]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 2},
    }


def _write_data(folder: Path) -> Path:
    generator = np.random.default_rng(0)
    file = folder / "data.npz"
    np.savez(file, x=generator.normal(size=(1024, 64)).astype("float32"), y=generator.integers(0, 10, 1024))
    return file


def _print(what: str, seconds: tuple[float, ...]) -> None:
    print(f"{what:32}{statistics.median(seconds):8.3f} s  {min(seconds):.3f} to {max(seconds):.3f}")


if __name__ == "__main__":
    main()
