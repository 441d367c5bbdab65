"""A patch of the resolved spec as a diff of the text that the spec was read from."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.resolved import patched, resolved
from diagnostics.source.diff.same import difference
from diagnostics.source.diff.unified import unified
from diagnostics.source.errors import SourceError
from diagnostics.source.reading import ReadModel
from diagnostics.spec.errors import SpecError
from diagnostics.spec.job import ResolvedSpec

if TYPE_CHECKING:
    from diagnostics.source.diff.delta import Delta
    from diagnostics.source.diff.structure import Side
    from diagnostics.source.diff.tree import Tree

Reread = Callable[[str], ReadModel]


@dataclass(frozen=True)
class SourceDiff:
    """A unified diff for `patch -p0`, or why there is none."""

    diff: str | None
    reason: str | None = None


def source_diff(
    code: str, before: ReadModel, patch: Sequence[Mapping[str, Any]], filename: str, reread: Reread
) -> SourceDiff:
    """The least change of the text that, read again, says what the patch makes of the spec, and nothing else.

    Every diff is checked by reading the changed text; where that says anything but the patched spec there is none.
    """
    try:
        return SourceDiff(unified(code, _changed(code, before, patch, reread), filename))
    except NotExpressible as refusal:
        return SourceDiff(None, str(refusal))


def _changed(code: str, before: ReadModel, patch: Sequence[Mapping[str, Any]], reread: Reread) -> str:
    from diagnostics.source.diff.delta import deltas
    from diagnostics.source.diff.tree import Tree

    if _is_notebook(code):
        raise NotExpressible("a notebook's cells are not rewritten; save it as Python first")
    tree, spec = Tree(code), resolved(before)
    wanted = patched(spec, patch)
    if difference(wanted, spec) is None:
        raise NotExpressible("the patch changes nothing that the text could say")
    refusals = []
    for delta, side in _plans(deltas(spec.model, wanted.model)):
        try:
            text = _edited(tree, before, (spec, wanted), delta, side)
            _check(wanted, text, reread)
            return text
        except NotExpressible as refusal:
            refusals.append(refusal)
    raise refusals[0]


def _plans(deltas: Sequence[Delta]) -> Iterator[tuple[Delta, Side]]:
    sides: tuple[Side, ...] = ("behind", "before")
    for delta, side in itertools.product(deltas, sides):
        if side == "behind" or delta.inserted:
            yield delta, side


def _edited(tree: Tree, read: ReadModel, specs: tuple[ResolvedSpec, ResolvedSpec], delta: Delta, side: Side) -> str:
    from diagnostics.source.diff.configuring import configure
    from diagnostics.source.diff.dataset import set_dataset
    from diagnostics.source.diff.draft import draft_of
    from diagnostics.source.diff.structure import restructure
    from diagnostics.source.diff.training.settings import set_training

    draft, (one, two) = draft_of(tree, read), specs
    configure(draft, delta.configured)
    restructure(draft, delta, side)
    set_training(draft, one.training, two.training)
    set_dataset(draft, one.dataset, two.dataset)
    draft.naming.write_imports()
    return draft.edits.made()


def _check(wanted: ResolvedSpec, text: str, reread: Reread) -> None:
    """Raises NotExpressible where the changed text does not say what is wanted."""
    try:
        ast.parse(text)
        found = resolved(reread(text))
    except (SourceError, SpecError, SyntaxError) as error:
        raise NotExpressible(f"the text as changed could not be read: {error}") from error
    off = difference(wanted, found)
    if off is not None:
        raise NotExpressible(f"the text as changed would say something else than the fix, about {off}")


def _is_notebook(code: str) -> bool:
    return code.lstrip("\ufeff \t\r\n").startswith("{") and '"cells"' in code
