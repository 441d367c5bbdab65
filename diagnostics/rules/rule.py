"""What a rule is: a coded check over one kind of observation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import ClassVar, Generic, TypeVar, get_args

from diagnostics.evidence import Evidence
from diagnostics.findings import Finding
from diagnostics.fixes.fix import Fix

Seen = TypeVar("Seen", bound=Evidence)


@dataclass(frozen=True)
class Rule(ABC, Generic[Seen]):
    """One fault, looked for in one kind of observation; its thresholds are the fields of the subclass."""

    code: ClassVar[str]
    name: ClassVar[str]
    fixes: ClassVar[tuple[type[Fix], ...]] = ()
    explains: ClassVar[tuple[str, ...]] = ()  # codes of findings that this fault brings about
    is_state: ClassVar[bool] = False  # what it finds is how the network ended up: always an effect, never a root cause
    is_risk: ClassVar[bool] = False  # what it finds foretells trouble, and is no error where training goes well
    blame: ClassVar[float] = 0.5  # how often, where this is so, it is what is wrong with the training

    @abstractmethod
    def check(self, seen: Seen) -> Iterator[Finding]:
        """Every place where the fault shows; nothing where the evidence is too thin to tell."""

    @classmethod
    def thresholds(cls) -> dict[str, float]:
        """The names and defaults of what a job may override."""
        return {field.name: field.default for field in fields(cls) if isinstance(field.default, int | float)}

    @classmethod
    def looks_at(cls) -> type[Evidence]:
        """The kind of observation that `check` takes."""
        for parent in cls.__orig_bases__:  # type: ignore[attr-defined]  # set by Generic on every subclass
            if getattr(parent, "__origin__", None) is Rule:
                kind: type[Evidence] = get_args(parent)[0]
                return kind
        raise TypeError(f"{cls.__name__} does not say what it looks at: write Rule[Declared], say")
