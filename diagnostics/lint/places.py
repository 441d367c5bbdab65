"""Where in the text something of the spec stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diagnostics.source.place import Place
from diagnostics.source.reading import LayerSource, ReadModel
from diagnostics.spec.job import ResolvedSpec


@dataclass(frozen=True)
class Places:
    """Leads from JSON pointers into the spec to the text that the network was read from."""

    model: ReadModel
    spec: ResolvedSpec

    def of(self, pointer: str) -> Place | None:
        """The value itself or, where it is not written out, the least that holds it."""
        part, *keys = pointer.lstrip("/").split("/")
        if part == "model":
            source = self.source(pointer)
            return _of_layer(source, keys[3] if len(keys) > 3 else None) if source else None
        while keys:
            place = self.model.places.get(f"/{'/'.join((part, *keys))}")
            if place is not None:
                return place
            keys.pop()
        return self.model.places.get(f"/{part}")

    def source(self, pointer: str) -> LayerSource | None:
        """What is known of the layer that a pointer leads to, or into."""
        keys = pointer.lstrip("/").split("/")
        if keys[:2] != ["model", "layers"] or len(keys) < 3:
            return None
        return self.model.sources.get(self.spec.model.layers[int(keys[2])].name)

    def all_of_layer(self, layer: str | None) -> Iterator[Place]:
        """The call of a layer's class, where it stands in the text."""
        source = self.model.sources.get(layer or "")
        if source is not None:
            yield source.made

    def all(self, pointers: Iterable[str]) -> Iterator[Place]:
        """The places of all that stand in the text, each once."""
        yield from dict.fromkeys(place for place in map(self.of, pointers) if place is not None)


def _of_layer(source: LayerSource, key: str | None) -> Place:
    if key == "trainable" and source.trainable is not None:
        return source.trainable
    return source.arguments.get(key, source.made) if key else source.made
