"""The sentences of a verdict's summary that say what is to blame and what helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.catalogue import states
from diagnostics.consult.proof.intervened import by_trial
from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.suspects import inseparable
from diagnostics.findings import Finding
from diagnostics.trial import State

_SICK: frozenset[State] = frozenset({"not_learning", "diverged", "unstable", "learning_poorly"})


def blamed(
    state: State, findings: Sequence[Finding], found: Sequence[Finding], judged: Sequence[Judged]
) -> Iterator[str]:
    """What is most suspect and, where it is one of several that no trial told apart, how to find out which."""
    if found:
        confirmed = by_trial(found, judged)[0] == "proven"
        opening = "The cause, confirmed by a trial" if confirmed else "Most suspect, not yet proven by a trial"
        yield sentence(f"{'To be mended in any case' if state == 'learning' else opening}: {found[0].message}")
        if not confirmed and (alike := inseparable(found)):
            named = " and ".join(dict.fromkeys(f"{each.code} ({each.name})" for each in alike))
            yield f"The evidence does not separate {named}: mend one at a time, on the same seeds, to tell them apart."
    elif state in _SICK:
        yield "No finding explains it." if findings else "No rule of this version found anything."


def proven(state: State, judged: Sequence[Judged]) -> Iterator[str]:
    """The least invasive fix that works: of a network that learns, one that it does not need."""
    working = sorted((each for each in judged if each.status == "proven"), key=_invasiveness)
    if not working:
        return
    opening = "It does without, but better with it" if state == "learning" else "Proven to work"
    yield sentence(f"{opening}: {working[0].tried.candidate.title} ({working[0].reason})")


def bugs_aside(findings: Sequence[Finding], found: Sequence[Finding], judged: Sequence[Judged]) -> Iterator[str]:
    """The first certain bug that is not to blame, and that mending it alone does not help where a trial showed that."""
    known = {finding.code for finding in found}
    errors = (finding for finding in findings if finding.severity == "error" and finding.step is None)
    bug = next((finding for finding in errors if finding.code not in states() and finding.code not in known), None)
    if bug is not None:
        yield sentence(f"To be mended in any case: {bug.message}")
        if by_trial([bug], judged) == ("refuted",):
            yield "That is a bug and not the cause: mended alone, it leaves the network as it was."


def sentence(text: str) -> str:
    """With one full stop, whether the text came with one (Keras's messages do) or not."""
    return text.rstrip(". ") + "."


def _invasiveness(judged: Judged) -> tuple[int, int]:
    return judged.tried.candidate.invasiveness
