"""The truth table beside this file, and how a report stands up to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ConfigDict

Report = Mapping[str, Any]


class Entry(BaseModel):
    """Part of the table."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Wanted(Entry):
    """A finding that must be there: one of the codes, on each of the layers, for the given verdict or any."""

    codes: tuple[str, ...]
    layers: tuple[str | None, ...] = (None,)
    verdict: str | None = None


class Truth(Entry):
    """What must come out of one job; an empty list asks for nothing."""

    control: bool = False
    verdicts: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    found: tuple[Wanted, ...] = ()
    not_roots: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()
    no_cures: tuple[str, ...] = ()
    says: str | None = None
    within: int | None = None
    spent: int | None = None

    def departures(self, report: Report) -> list[str]:
        """How a report departs from this, in words; nothing where all is as it should be."""
        if self.control:
            return list(_not_healthy(report))
        return [
            *self._verdict(report),
            *self._roots(report),
            *self._missing(report),
            *self._late(report),
            *self._uncured(report),
        ]

    def _verdict(self, report: Report) -> Iterator[str]:
        state = report["verdict"]["state"]
        if self.verdicts and state not in self.verdicts:
            yield f"the verdict is {state}, not {' or '.join(self.verdicts)}"

    def _roots(self, report: Report) -> Iterator[str]:
        causes = report["verdict"]["root_causes"]
        wrong = sorted({cause["code"] for cause in causes} & set(self.not_roots))
        if wrong:
            yield f"{', '.join(wrong)} among the root causes"
        if not self.roots:
            return
        if not causes:
            yield "no root cause"
        elif causes[0]["code"] not in self.roots:
            yield f"the first root cause is {causes[0]['code']}, not {' or '.join(self.roots)}"
        elif not any(fnmatchcase(_named(place, report), wanted) for place in causes[0]["at"] for wanted in self.places):
            yield f"{causes[0]['code']} points at {', '.join(causes[0]['at'][:3])}, not {' or '.join(self.places)}"

    def _missing(self, report: Report) -> Iterator[str]:
        seen = {(finding["code"], finding["layer"]) for finding in report["findings"]}
        codes = {code for code, _ in seen}
        for wanted in self.found:
            if wanted.verdict not in (None, report["verdict"]["state"]):
                continue
            for layer in wanted.layers:
                there = codes if layer is None else {code for code, place in seen if place == layer}
                if not there & set(wanted.codes):
                    yield f"no {' or '.join(wanted.codes)}" + (f" on {layer}" if layer else "")

    def _uncured(self, report: Report) -> Iterator[str]:
        """Only where fixes were tried."""
        if not report["spec"]["diagnosis"]["prove"]:
            return
        proven = [fix["name"] for fix in report["fixes"] if fix["status"] == "proven"]
        parts = {part for name in proven for part in name.split("+")}
        if self.cures and not parts & set(self.cures):
            yield f"proven: {', '.join(proven) or 'nothing'}; none of {', '.join(self.cures)}"
        for name in sorted(set(proven) & set(self.no_cures)):
            yield f"{name} is called proven"
        if self.says and self.says not in report["verdict"]["summary"]:
            yield f"the summary does not say {self.says!r}"
        if self.spent is not None and report["verdict"]["steps_spent"] > self.spent:
            yield f"{report['verdict']['steps_spent']} steps spent, {self.spent} are allowed"

    def _late(self, report: Report) -> Iterator[str]:
        step = report["verdict"]["decided_at_step"]
        if self.within is not None and (step is None or step > self.within):
            yield f"decided at step {step}, {self.within} are allowed"


def _not_healthy(report: Report) -> Iterator[str]:
    state = report["verdict"]["state"]
    if state != "learning":
        yield f"the verdict is {state}, not learning"
    errors = sorted({finding["code"] for finding in report["findings"] if finding["severity"] == "error"})
    proven = [fix["name"] for fix in report["fixes"] if fix["status"] == "proven"]
    if proven:
        yield f"fixes proven on a healthy network: {', '.join(proven)}"
    if errors:
        yield f"error-level findings on a healthy network: {', '.join(errors)}"


def _named(pointer: str, report: Report) -> str:
    """`/model/layers/3/config/units` as `/model/layers/Dense/config/units`."""
    start, layers, *rest = pointer.lstrip("/").split("/") if pointer.count("/") > 1 else (pointer.lstrip("/"), "")
    if (start, layers) != ("model", "layers") or not rest or not rest[0].isdigit():
        return pointer
    layer = report["spec"]["model"]["layers"][int(rest[0])]
    return "/".join(("/model/layers", layer["class_name"], *rest[1:]))


@cache
def table(part: str = "jobs") -> Mapping[str, Truth]:
    """The jobs of a part of the table, in its order."""
    document = yaml.safe_load((Path(__file__).parent / "truth.yaml").read_text("utf-8"))
    return {name: Truth.model_validate(entry) for name, entry in document[part].items()}
