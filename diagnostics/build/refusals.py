"""What Keras and TensorFlow raise at a network that cannot be, and their message without the noise."""

from __future__ import annotations

import re

import tensorflow as tf

# Named one by one, because cancellation and the like arrive as other exceptions and must pass.
TRAINING_REFUSES = (
    *(ValueError, TypeError, KeyError, NotImplementedError),
    *(tf.errors.InvalidArgumentError, tf.errors.UnimplementedError, tf.errors.FailedPreconditionError),
    tf.errors.ResourceExhaustedError,
)
# Where only Keras's own code runs, more kinds are Keras's and not ours.
KERAS_REFUSES = (*TRAINING_REFUSES, LookupError, AttributeError, AssertionError, ArithmeticError)
_END = ("Arguments received", "Call arguments", "[[{{node")
_COLOURS_AND_OPERATIONS = re.compile(r"\x1b\[\d+m|\s*\[Op:\w+\]|\{\{function_node [^}]*\}\}\s*")
_PREFIXES = re.compile(r"^(\w+Error: |Exception encountered when calling .*|Graph execution error:)")
_MOST_LINES, _MOST_CHARACTERS = 3, 500


def first_lines(error: Exception) -> str:
    """The message without stack, listings of arguments, names of nodes and colours, in one line."""
    plain = _COLOURS_AND_OPERATIONS.sub("", str(error))
    lines = [line.strip() for line in _after_the_stack(plain).splitlines()]
    end = next((index for index, line in enumerate(lines) if line.startswith(_END)), len(lines))
    told = list(filter(None, (_PREFIXES.sub("", line).strip() for line in lines[:end])))
    return " ".join(told[:_MOST_LINES])[:_MOST_CHARACTERS] or type(error).__name__


def _after_the_stack(text: str) -> str:
    """What follows the last `File "…", line 3, in f` of a stack and, where code is shown, its line of code."""
    *stack, rest = re.split(r'^\s*File ".*$', text, flags=re.MULTILINE)
    shows_code = bool(stack) and stack[0].lstrip().startswith("in user code")
    return rest.split("\n", 2)[2] if shows_code and rest.count("\n") > 1 else rest
