from diagnostics.report.html import curves
from diagnostics.report.model import RangeTest
from diagnostics.report.pairing import Pair
from tests.diagnostics.report.making import trial
from tests.diagnostics.report.tried import tried_report


def drawn(figure: curves.Figure | None) -> curves.Figure:
    assert figure is not None
    return figure


def test_the_trials_as_asked_are_drawn_with_chance_and_the_verdict():
    figure = drawn(curves.as_asked(tried_report()))
    assert figure.picture.count('class="line replicate"') == 5
    assert figure.picture.count('class="line reference"') == 1
    assert [
        label in figure.legend
        for label in ("reference", "replicates, other seeds", "chance, 2.303", "verdict, step 50")
    ] == [True] * 4


def test_nothing_is_drawn_where_no_trial_has_a_loss():
    silent = trial("a", "reference", 0, 2.3, series={})
    assert curves.as_asked(tried_report(trials=(silent,))) is None
    assert curves.beside(Pair(None, silent), tried_report()) is None


def test_a_treatment_is_drawn_beside_its_reference():
    pair = Pair(trial("a", "replicate", 3, 2.3), trial("b", "treatment", 3, 0.5, "cure"))
    figure = drawn(curves.beside(pair, tried_report()))
    assert figure.caption == "Training loss, seed 3"
    assert figure.picture.index("line untreated") < figure.picture.index("line treated")
    assert "without the fix ends at" in figure.picture


def test_a_treatment_without_its_like_is_drawn_alone():
    figure = drawn(curves.beside(Pair(None, trial("b", "treatment", 3, 0.5, "cure")), tried_report()))
    assert "untreated" not in figure.picture + figure.legend


def test_the_chosen_rate_is_marked_on_a_logarithmic_axis():
    swept = RangeTest(rates=(1e-5, 1e-3, 1e-1), losses=(2.3, 1.0, float("nan")), chosen=1e-3)
    figure = drawn(curves.range_test(swept))
    assert "chosen 0.001" in figure.picture
    assert "learning rate (log scale)" in figure.picture
    assert figure.caption == "Loss while the learning rate grew: 0.001 chosen"


def test_a_range_test_that_chose_nothing_says_so():
    figure = drawn(curves.range_test(RangeTest(rates=(1e-5, 1e-3), losses=(2.3, 2.3), chosen=None)))
    assert "no rate made it fall clearly" in figure.caption
    assert "moment" not in figure.picture + figure.legend
    assert curves.range_test(RangeTest(rates=(), losses=(), chosen=None)) is None
