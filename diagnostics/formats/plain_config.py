"""Keras 3's serialised values as plain configs, without the notes on where each class is imported from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.formats.errors import SavedModelError

MAX_DEPTH = 100
_FOLLOW_THE_JOB = frozenset({"float32", "mixed_float16", "mixed_bfloat16"})  # training.precision decides between these


def plain(value: Any, depth: int = 0) -> Any:
    """The value with each nested object as `{class_name, config}`. Raises SavedModelError for custom objects."""
    if depth > MAX_DEPTH:
        raise SavedModelError(f"its config is nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, Mapping):
        return _object(value, depth) if "class_name" in value else _entries(value, depth)
    return [plain(entry, depth + 1) for entry in value] if isinstance(value, list) else value


def check_is_keras_s_own(entry: Mapping[str, Any]) -> None:
    """Raises SavedModelError for an object that Keras would have to import from elsewhere."""
    module, registered = entry.get("module"), entry.get("registered_name")
    of_keras = module is None or module == "keras" or str(module).startswith("keras.")
    if not of_keras or registered not in (None, entry.get("class_name")):
        told = f"{entry.get('class_name')!r} comes from {registered if of_keras else module!r}"
        raise SavedModelError(f"{told}: custom objects are not loaded")


def _entries(value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    kept = {key: entry for key, entry in value.items() if key != "shared_object_id"}
    return {key: _policy(entry) if key == "dtype" else plain(entry, depth + 1) for key, entry in kept.items()}


def _object(value: Mapping[str, Any], depth: int) -> Any:
    match value:
        case {"class_name": "__tuple__", "items": list(items)}:
            return [plain(item, depth + 1) for item in items]
        case {"class_name": "__numpy__", "config": {"value": numbers}}:
            return plain(numbers, depth + 1)
    check_is_keras_s_own(value)
    return {"class_name": value["class_name"], "config": plain(value.get("config") or {}, depth + 1)}


def _policy(dtype: Any) -> str | None:
    """The name of a dtype or of a plain dtype policy; None where the job's own precision applies."""
    name = dtype
    if isinstance(dtype, Mapping):
        check_is_keras_s_own(dtype)
        if dtype.get("class_name") != "DTypePolicy":
            raise SavedModelError(f"it is saved with the dtype policy {dtype.get('class_name')!r}, which is not read")
        name = dtype["config"]["name"]
    if name is not None and not isinstance(name, str):
        raise SavedModelError(f"a dtype is text, not {name!r}")
    return None if name in _FOLLOW_THE_JOB else name
