"""How much a text may ask of its reader: hostile text ends in bounded time and memory."""

from __future__ import annotations

import time

from diagnostics.source.errors import SourceError

MAX_STEPS = 400_000  # expressions and statements evaluated; 0.5 s or so
MAX_SECONDS = 5.0  # of computing, whatever else the machine does
MAX_ITEMS = 20_000  # entries of one list, or characters of one text that the reader makes
MAX_BITS = 4096  # of a whole number
MAX_DEPTH = 60  # calls within calls
STEPS_OF_A_CALL = 10
MAX_LOOP = 2000  # turns of one loop that are followed
MAX_TURNS = 20_000  # turns of all loops together
MAX_LAYERS = 10_000
MAX_USES = 20_000  # calls of layers, in all networks together
MAX_MODELS = 1000
_LOOKED_AT_EACH = 64  # steps, after which the clock is looked at
_ITEMS_A_STEP = 8


class Budget:
    """What is left of the steps, the time and the turns of loops."""

    def __init__(self) -> None:
        self._steps = MAX_STEPS
        self._turns = MAX_TURNS
        self._until = time.thread_time() + MAX_SECONDS
        self.depth = 0

    def spend(self, line: int, steps: int = 1) -> None:
        """Raises SourceError where nothing is left."""
        before = self._steps
        self._steps -= steps
        if self._steps < 0:
            raise SourceError(f"reading takes more than {MAX_STEPS:,} steps; give the part that builds the model", line)
        late = before // _LOOKED_AT_EACH != self._steps // _LOOKED_AT_EACH and time.thread_time() > self._until
        if late:
            raise SourceError(f"reading takes more than {MAX_SECONDS:.0f} s; give the part that builds the model", line)

    def made(self, line: int, items: int) -> None:
        """Accounts for a list or a text of so many entries."""
        self.spend(line, 1 + items // _ITEMS_A_STEP)

    def turn(self) -> bool:
        """Whether one more turn of a loop may be followed."""
        self._turns -= 1
        return self._turns >= 0
