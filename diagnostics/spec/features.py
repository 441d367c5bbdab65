"""How the columns of a table, or the features of a record, enter the network."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from diagnostics.spec.part import Part

FeatureKind = Literal["number", "date", "one_hot", "index", "image", "raw"]
NumberType = Literal["uint8", "int8", "uint16", "int16", "int32", "int64", "float16", "float32", "float64"]
ColumnName = Annotated[str, Field(min_length=1, max_length=256)]


class Feature(Part):
    """How one column of a table, or one feature of a record, enters the network.

    - `number`: as it is; true is 1, false 0, and what is missing is NaN. Of records `shape` says how many numbers form
      what; without it all have as many as the first.
    - `date`: days since 1970-01-01; times of day and durations are seconds.
    - `one_hot`: one column a category, in sorted order; none is set where the category is missing.
    - `index`: the place of the category in sorted order.
    - `image`: a file of a kind that is read from folders, brought to `dataset.image`.
    - `raw`: bytes that are numbers of a `dtype`, little-endian, in a `shape`.
    """

    kind: FeatureKind
    dtype: NumberType | None = None
    shape: Annotated[tuple[Annotated[int, Field(ge=1, le=2**24)], ...], Field(max_length=8)] | None = None

    @model_validator(mode="after")
    def _form_of_bytes(self) -> Self:
        if (self.kind == "raw") != (self.dtype is not None):
            raise ValueError("dtype belongs to kind raw, and kind raw needs one")
        if self.kind not in ("raw", "number") and self.shape is not None:
            raise ValueError("shape belongs to the kinds number and raw")
        return self


def _feature(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


Stated = Annotated[Feature, BeforeValidator(_feature, json_schema_input_type=FeatureKind | Feature)]
