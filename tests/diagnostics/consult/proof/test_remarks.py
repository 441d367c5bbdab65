from diagnostics.consult.proof.effect import effect
from diagnostics.consult.proof.plans import arm, confirming
from diagnostics.consult.proof.remarks import remarks
from diagnostics.consult.proof.tried import Confirmed, Pair, Tried
from tests.diagnostics.consult.proof.experiments import SPEC, ended, wanted
from tests.diagnostics.factories import facts, score

FIX = wanted()[0]
HELD_OUT = facts().model_copy(update={"validation": facts().train})


def pairs(before="learning", losses=(0.5, 0.3), at=(100, 100), known=HELD_OUT, held_out=None):
    made = []
    for number in (1, 2, 3):
        reference = ended(arm(SPEC, number, 100, seconds=None), before, loss=losses[0], dataset=known)
        plan = confirming(SPEC, FIX, number, 100, follow_to=100, seconds=None)
        treated = ended(plan, "learning", loss=losses[1], dataset=known)
        if held_out:
            reference, treated = (
                each.model_copy(update={"snapshots": (each.snapshots[0], seen(each.snapshots[-1], loss))})
                for each, loss in zip((reference, treated), held_out, strict=True)
            )
        arms = (
            each.model_copy(update={"learned_at_step": step})
            for each, step in zip((reference, treated), at, strict=True)
        )
        made.append(Pair(*arms))
    return made


def seen(look, loss):
    return look.model_copy(update={"validation": score(loss=loss, gain=0.69 - loss)})


def tried(made):
    return Tried(FIX, None, Confirmed(tuple(pair.treated for pair in made), tuple(made)))


def told(status, made):
    return list(remarks(status, made, effect(tried(made))))


def test_a_cure_of_what_does_not_learn_needs_no_remark():
    assert told("proven", pairs("not_learning")) == []


def test_without_held_out_samples_it_says_what_was_looked_at():
    assert "nothing is held out" in told("proven", pairs("not_learning", known=facts()))[0]


def test_a_proven_fix_of_what_learns_anyway_says_so():
    assert told("proven", pairs()) == ["without it the network learns as well, only worse"]


def test_only_sooner_is_said():
    assert told("inconclusive", pairs(losses=(0.3, 0.3), at=(100, 50))) == [
        "the network learns sooner with it, and that is all that shows"
    ]
    assert told("inconclusive", pairs(losses=(0.3, 0.3), at=(100, 90))) == []


def test_only_better_on_training_samples_is_said():
    assert told("refuted", pairs(held_out=(0.5, 0.55))) == ["it does better on training samples alone"]
    assert told("inconclusive", pairs(held_out=(0.5, 0.45))) == []


def test_without_pairs_there_is_nothing_to_say():
    assert list(remarks("untested", [], None)) == []
