"""Items between brackets put in, taken out and replaced: arguments, elements of lists, imported names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import libcst as cst

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.tree import Span, Tree

Item = cst.Arg | cst.BaseElement | cst.BaseDictElement | cst.ImportAlias

_CLOSING = re.compile(r"\s*[)\]}]")
_NOTHING_MORE = re.compile(r"[ \t\f]*(#[^\r\n]*)?(?=\r|\n|$)")


def insert_after(tree: Tree, edits: Edits, item: Item, texts: Sequence[str], remarks: Sequence[str] = ()) -> None:
    """New items right behind another, on lines of their own where that has one.

    There they may have remarks, comments with the blanks before them.
    """
    comma = _comma(tree, item)
    end = tree.span(item).end if comma is None else comma.end
    if comma is None:
        edits.insert(end, ",")
    last = "," if comma else ""
    rest = _NOTHING_MORE.match(tree.code, end)
    if starts_line(tree, item) and (rest is not None or _CLOSING.match(tree.code, end)):
        ends = [*(len(texts) - 1) * [","], last]
        lines = zip(texts, ends, remarks or len(texts) * [""], strict=True)
        start = f"{tree.newline}{indent(tree, item)}"
        edits.insert(rest.end() if rest is not None else end, "".join(f"{start}{''.join(line)}" for line in lines))
    else:
        edits.insert(end, ",".join(f" {text}" for text in texts) + last)


def remark(tree: Tree, item: Item) -> str:
    """The comment behind an item that has its line for itself, with the blanks before it."""
    comma = _comma(tree, item)
    rest = _NOTHING_MORE.match(tree.code, tree.span(item).end if comma is None else comma.end)
    return rest[0].rstrip() if rest is not None and starts_line(tree, item) else ""


def insert_before(tree: Tree, edits: Edits, item: Item, texts: Sequence[str]) -> None:
    """New items right before another, in the same manner."""
    gap = f",{tree.newline}{indent(tree, item)}" if starts_line(tree, item) else ", "
    edits.insert(tree.span(item).start, "".join(f"{text}{gap}" for text in texts))


def exchange(
    tree: Tree, edits: Edits, items: Sequence[Item], gone: Collection[int], texts: Sequence[str], closing: int
) -> None:
    """The items at some places replaced by new ones as far as there are any; the rest taken out or put at the end.

    `closing` is where the closing bracket stands.
    """
    places = sorted(gone)
    for place, text in zip(places, texts, strict=False):
        edits.replace(tree.span(items[place]), text)
    _remove(tree, edits, items, places[len(texts) :])
    more = texts[len(places) :]
    if more and items:
        insert_after(tree, edits, items[-1], more)
    elif more:
        edits.insert(closing, ", ".join(more))


def starts_line(tree: Tree, node: cst.CSTNode) -> bool:
    """Whether only blanks stand before a node on its line."""
    return not _before(tree, node).strip()


def indent(tree: Tree, node: cst.CSTNode) -> str:
    """The blanks that the line of a node starts with."""
    before = _before(tree, node)
    return before[: len(before) - len(before.lstrip())]


def _before(tree: Tree, node: cst.CSTNode) -> str:
    start = tree.span(node).start
    return tree.code[max(tree.code.rfind("\n", 0, start), tree.code.rfind("\r", 0, start)) + 1 : start]


def _remove(tree: Tree, edits: Edits, items: Sequence[Item], places: Sequence[int]) -> None:
    for first, last in _runs(places):
        start, end = tree.span(items[first]).start, tree.span(items[last]).end
        comma = _comma(tree, items[last])
        behind = end if comma is None else comma.end
        rest = _NOTHING_MORE.match(tree.code, behind)
        if rest is not None and starts_line(tree, items[first]):
            lines_end = tree.code.find("\n", rest.end() - 1) + 1 or len(tree.code)
            edits.delete(start - len(_before(tree, items[first])), lines_end)
        elif last + 1 < len(items) and "\n" not in tree.code[end : tree.span(items[last + 1]).start]:
            edits.delete(start, tree.span(items[last + 1]).start)
        elif first > 0:
            edits.delete(tree.span(items[first - 1]).end, end)
        else:
            edits.delete(start, behind)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _comma(tree: Tree, item: Item) -> Span | None:
    mark = getattr(item, "comma", None)
    return tree.span(mark) if isinstance(mark, cst.Comma) else None
