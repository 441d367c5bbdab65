"""What all bodies have in common."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Generic, TypeVar

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Item = TypeVar("Item")


class Answer(BaseModel):
    """A body that goes out; figures that are not finite are written as strings."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, ser_json_inf_nan="strings")


class Listed(Answer, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next_cursor: Annotated[str | None, Field(description="Send it as `cursor` to get the next page; null: the end.")]


class Described:
    """Marks what is taken as it came, and documented as being of a kind.

    It is read by whoever can point at every fault in it.
    """

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __get_pydantic_json_schema__(self, schema: CoreSchema, describe: GetJsonSchemaHandler) -> JsonSchemaValue:
        return describe(TypeAdapter(self._kind).core_schema)


def json_body(examples: dict[str, Any]) -> Any:
    """A JSON body with examples by title, required where the parameter has no default."""
    return Body(openapi_examples={title: {"summary": title, "value": value} for title, value in examples.items()})
