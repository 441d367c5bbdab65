"""What a text may ask of the concrete-syntax parser, which ends the whole process where it is nested too deeply."""

from __future__ import annotations

import ast
import io
import tokenize

from diagnostics.source.diff.errors import NotExpressible

MAX_TEXT = 300_000  # characters
MAX_DEPTH = 60  # nodes within nodes; with twice as many a thread of two megabytes has overflowed
MAX_BRACKETS = 40


def check_bounds(code: str) -> None:
    """Raises NotExpressible for what is no Python, or too large or too deep to be parsed safely."""
    if len(code) > MAX_TEXT:
        raise NotExpressible(f"the text has {len(code):,} characters; up to {MAX_TEXT:,} are rewritten")
    try:
        deep = _depth(ast.parse(code)) > MAX_DEPTH or _brackets(code) > MAX_BRACKETS
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        raise NotExpressible("the text is not plain Python") from error
    if deep:
        raise NotExpressible("the text is nested too deeply to be rewritten")


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level and depth <= MAX_DEPTH:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


def _brackets(code: str) -> int:
    depth = deepest = 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            deepest = max(deepest, depth)
    return deepest
