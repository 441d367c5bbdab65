"""What all parts of a spec have in common: immutable, no unknown keys, no NaN or infinity."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer, model_validator


class Part(BaseModel):
    """A piece of the job spec."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Choice(Part):
    """A mapping with exactly one of its known keys, such as `{rescale: {…}}`; dumped with that key alone."""

    beside: ClassVar[frozenset[str]] = frozenset()  # fields that may stand next to the chosen one

    @property
    def key(self) -> str:
        """The key that was given."""
        return self._given()[0]

    @property
    def value(self) -> Any:
        """What was given under the key."""
        return getattr(self, self.key)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = self._given()
        if len(given) != 1:
            known = ", ".join(name for name in type(self).model_fields if name not in self.beside)
            raise ValueError(f"exactly one of {known} is needed here, got {', '.join(given) or 'none'}")
        return self

    def _given(self) -> list[str]:
        fields = type(self).model_fields
        return [name for name in fields if name not in self.beside and getattr(self, name) is not None]

    @model_serializer(mode="wrap")
    def _only_the_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value is not None}
