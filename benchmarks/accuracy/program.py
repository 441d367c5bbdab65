"""A program: a job, the data it runs on, and what is true of it."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import Document

Half = Literal["tuning", "test"]


@dataclass(frozen=True)
class Variant:
    """How a program differs from its siblings: `width` and `rate` multiply units and learning rate."""

    name: str
    width: float = 1.0
    rate: float = 1.0
    data_seed: int = 0
    samples: float = 1.0

    def wide(self, units: int) -> int:
        """So many units, scaled."""
        return max(2, round(units * self.width))

    def many(self, samples: int) -> int:
        """So many samples, scaled."""
        return round(samples * self.samples)


VARIANTS = (
    Variant("plain"),
    Variant("wide", width=1.5, rate=0.7, data_seed=1, samples=1.1),
    Variant("narrow", width=0.75, rate=1.2, data_seed=2, samples=0.95),
)


@dataclass(frozen=True)
class Healthy:
    """A job that learns, and its data."""

    data: Recipe
    document: Document


@dataclass(frozen=True)
class Truth:
    """What is wrong with a sick program.

    A finding names the root cause with any of `codes`, and the place with a pointer at, below or just above one of
    `places`. What is sick `by_construction` is so whether or not its scores suffer.
    """

    codes: tuple[str, ...]
    places: tuple[str, ...]
    by_construction: bool = False


@dataclass(frozen=True)
class Faulty:
    """What a fault makes of a healthy program, and the truth about it."""

    data: Recipe
    document: Document
    truth: Truth


@dataclass(frozen=True)
class Program:
    """A healthy base program in one variant, or what a fault made of it."""

    base: str
    variant: str
    half: Half
    data: Recipe
    document: Document
    fault: str | None = None
    truth: Truth | None = None

    @property
    def name(self) -> str:
        """Unique among all programs."""
        return self.healthy_name + (f"+{self.fault}" if self.fault else "")

    @property
    def healthy_name(self) -> str:
        """The name of the healthy program that this one is made from."""
        return f"{self.base}/{self.variant}"

    @property
    def fingerprint(self) -> str:
        """Changes with the job and with the recipe of its data."""
        told = json.dumps([self.document, asdict(self.data)], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def document_at(self, folder: Path, seed: int) -> Document:
        """The job with its data, which are written to `folder`, and with a seed."""
        document = copy.deepcopy(self.document)
        document["name"] = self.name
        document["dataset"]["location"] = str(self.data.written(folder).resolve())
        document["training"]["seed"] = seed
        return document
