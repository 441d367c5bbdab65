"""What a fault may bring about, by the codes of the rules that see it: for the `explains` of the rules that see faults.

A rule that sees how a network ended up is a state; each state belongs to one of these groups.
"""

from __future__ import annotations

# Nothing of the input gets through any more, or never did.
STUCK = ("TRN401", "OUT501", "TRN404", "TRN405", "TRN407", "TRN411", "TRN412", "GEN603", "INI308")

# The steps lead away from any solution.
BLOWN_UP = ("TRN402", "TRN403", "TRN410", "TRN413", "TRN404", "TRN405")

# What was learned does not carry over to held-out data, or to inference mode.
NOT_CARRIED_OVER = ("GEN601", "GEN602", "OUT501", "OUT502", "OUT503")

# Some seeds learn, others do not.
UNSTABLE = ("REP701", "REP702")
