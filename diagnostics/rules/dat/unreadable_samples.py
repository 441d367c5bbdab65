"""DAT208."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Data
from diagnostics.findings import Finding
from diagnostics.observations import DatasetFacts
from diagnostics.rules.rule import Rule
from diagnostics.rules.wording import counted

_LISTED = 20


@dataclass(frozen=True)
class UnreadableSamples(Rule[Data]):
    """Files in the dataset that cannot be read as samples.

    ## Why it matters
    They are left out, so the network sees fewer samples than there are files, and perhaps none of some class. A
    training script without this care stops at the first of them, hours into a run.

    ## How it is measured
    Every file that the dataset's format takes for a sample is opened; the finding counts those that fail, and lists up
    to 20 of them with the reason.

    ## Known limits
    A file that opens but holds the wrong picture is not found here. Where the job sets a limit, files beyond it are
    not opened.

    ## Sources
    Karpathy 2019, A Recipe for Training Neural Networks, step 1: become one with the data.
    """

    code = "DAT208"
    name = "unreadable-samples"

    def check(self, seen: Data) -> Iterator[Finding]:
        """One finding for the dataset."""
        facts = seen.facts
        if not facts.unreadable_count:
            return
        listed = facts.unreadable[:_LISTED]
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=1.0,
            message=_message(facts),
            at=("/dataset/location",),
            evidence={
                "unreadable": facts.unreadable_count,
                "available": facts.available,
                "files": [each.file for each in listed],
                "reasons": [each.reason for each in listed],
            },
        )


def _message(facts: DatasetFacts) -> str:
    verb = "are" if facts.unreadable_count > 1 else "is"
    count = f"{counted(facts.unreadable_count, 'file')} could not be read and {verb} left out"
    if not facts.unreadable:
        return count
    first = facts.unreadable[0]
    return f"{count}, the first being {first.file} ({first.reason})"
