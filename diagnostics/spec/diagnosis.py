"""How far the diagnosis goes and what it may spend."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from diagnostics.spec.part import Part

Mode = Literal["diagnose", "train"]


class Budget(Part):
    """The most that the whole diagnosis may spend: optimiser steps (auto: the planned run, at least 2,000), seconds."""

    steps: Literal["auto"] | Annotated[int, Field(ge=1)] = "auto"
    seconds: Annotated[float, Field(gt=0)] | None = None


class Diagnosis(Part):
    """Options of the diagnosis itself."""

    mode: Mode = "diagnose"
    replicates: Literal["auto"] | Annotated[int, Field(ge=0, le=32)] = "auto"
    prove: bool = True
    budget: Budget = Budget()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    thresholds: dict[str, float] = {}
    device: Literal["auto", "cpu", "gpu"] = "auto"
