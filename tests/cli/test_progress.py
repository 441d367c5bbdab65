import pytest

from cli import progress
from cli.progress import Bars, Lines, Standing, display


@pytest.fixture
def lines(capsys):
    """Show standings as lines, and give back what was written."""

    def shown(*standings):
        with Lines() as on_display:
            for standing in standings:
                on_display.show("job", standing)
        return capsys.readouterr().err.splitlines()

    return shown


def test_a_line_when_the_phase_changes(lines):
    told = lines(
        Standing("net", "queued"), Standing("net", "reference trial", 1, 450, 2.3), Standing("net", "learning")
    )
    assert told == ["  net: queued", "  net: reference trial, step 1 of 450, loss 2.3", "  net: learning"]


def test_no_line_where_nothing_is_new(lines, monkeypatch):
    monkeypatch.setattr(progress, "_LINE_SECONDS", 0)
    assert len(lines(*[Standing("net", "queued")] * 3)) == 1


def test_few_lines_within_a_phase(lines):
    assert len(lines(*[Standing("net", "reference trial", step, 450) for step in range(100)])) == 1


def test_bars_take_every_standing(capsys):
    with Bars() as bars:
        bars.show("a", Standing("net [1/2]", "queued"))
        bars.show("a", Standing("net [1/2]", "reference trial", 3, 450, float("nan")))
        bars.show("a", Standing("net [1/2]", "not learning", 450, 450, ended=True))
        bars.show("b", Standing("other", "failed", ended=True))
    shown = capsys.readouterr().err
    assert "net [1/2]" in shown
    assert "not learning" in shown


def test_pipes_get_nothing_unless_lines_are_wanted():
    assert type(display()) is progress.Silent
    assert type(display(Lines)) is Lines
