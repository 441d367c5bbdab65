import sys

import pytest

from cli import terminal
from cli.errors import UserError


def test_columns_are_as_wide_as_their_widest_entry():
    assert (
        terminal.columns(("ID", "NAME"), [("1", "long name"), ("1234", "x")]) == "ID    NAME\n1     long name\n1234  x"
    )


def test_an_output_in_a_folder_that_is_not_there_is_refused(tmp_path):
    terminal.check_output(None)
    terminal.check_output(tmp_path / "report.txt")
    with pytest.raises(UserError, match="cannot be written"):
        terminal.check_output(tmp_path / "nowhere" / "report.txt")


def test_the_command_is_named_as_it_was_typed(tmp_path, monkeypatch):
    program = tmp_path / "deadweight"
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("PATH", "")
    assert terminal.command() == str(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert terminal.command() == "deadweight"
    monkeypatch.setattr(sys, "argv", ["cli/main.py"])
    assert terminal.command() == "deadweight"
