"""Texts that look like Keras programs and make little sense: of random pieces, or programs with tokens moved."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from textwrap import indent

from tests.diagnostics.source import keras_pieces as pieces
from tests.diagnostics.source.programs import code_of, programs

_TOKEN = re.compile(r"\s+|\w+|'[^'\n]*'|\"[^\"\n]*\"|.", re.DOTALL)


def made_up(seed: int) -> str:
    """A program of random statements."""
    return _Author(Random(seed)).program()


def mixed_up(seed: int) -> str:
    """A program of the corpus with tokens left out, said twice, put elsewhere or taken from another program."""
    random = Random(seed)
    tokens, other = ([*_tokens(random.choice(programs()).path)] for _ in range(2))
    for _ in range(random.randint(1, 6)):
        at, elsewhere = random.randrange(len(tokens)), random.randrange(len(tokens))
        match random.randrange(5):
            case 0:
                tokens[at] = ""
            case 1:
                tokens[at] *= 2
            case 2:
                tokens[at], tokens[elsewhere] = tokens[elsewhere], tokens[at]
            case 3:
                tokens[at] = random.choice(other)
            case 4:
                tokens[at] = random.choice(pieces.CONSTANTS)
    return "".join(tokens)


@cache
def _tokens(path: Path) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(code_of(path)))


class _Author:
    """Writes at random; `depth` is how much may still be nested."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def program(self) -> str:
        return pieces.HEADER + "\n".join(self._statement(2) for _ in range(self._random.randint(1, 12))) + "\n"

    def _statement(self, depth: int) -> str:
        if self._random.random() < 0.05:
            return self._random.choice(pieces.ENDS)
        if depth <= 0 or self._random.random() < 0.6:
            return self._filled(self._random.choice(pieces.STATEMENTS), 2)
        written = self._filled(self._random.choice(pieces.COMPOUND), 1)
        blocks = re.compile(r"^( *)\bB\b", re.MULTILINE)
        return blocks.sub(lambda match: indent(self._block(depth - 1), match[1]), written)

    def _block(self, depth: int) -> str:
        return indent("\n".join(self._statement(depth) for _ in range(self._random.randint(1, 3))), "    ")

    def _filled(self, form: str, depth: int) -> str:
        return re.sub(r"\b[ETGNACOH]\b", lambda match: self._part(match[0], depth), form)

    def _part(self, kind: str, depth: int) -> str:
        match kind:
            case "E":
                return self._expression(depth)
            case "T":
                return self._filled(self._random.choice(pieces.TARGETS), 1)
            case "G":
                return self._given(depth)
        lists = {"N": pieces.NAMES, "A": pieces.ATTRIBUTES, "C": pieces.called(), "O": pieces.OPERATORS}
        return self._random.choice(lists.get(kind, pieces.BASES))

    def _expression(self, depth: int) -> str:
        if depth <= 0 or self._random.random() < 0.15:
            return self._random.choice(pieces.NAMES if self._random.random() < 0.4 else pieces.CONSTANTS)
        return self._filled(self._random.choice(pieces.EXPRESSIONS), depth - 1)

    def _given(self, depth: int) -> str:
        given = [self._expression(depth) for _ in range(self._random.randint(0, 2))]
        starred = self._random.choice(["", "", "", "", "*", "**"])
        given += [f"*({self._expression(depth)})"] if starred == "*" else []
        keywords = self._random.sample(pieces.KEYWORDS, self._random.choice([0, 0, 1, 2]))
        given += [f"{key}={self._expression(depth)}" for key in keywords]
        return ", ".join([*given, *([f"**({self._expression(depth)})"] if starred == "**" else [])])
