import re

COMMANDS = (
    *("up", "demo", "lint", "read", "diagnose", "submit", "watch", "report", "export-diff", "jobs", "batch"),
    *("rules", "rule"),
)


def test_help_lists_every_command(run):
    shown = run("--help")
    assert shown.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^\W*{command} ", shown.stdout, re.MULTILINE)


def test_help_loads_nothing_heavy(run):
    told = run("--help", PYTHONPROFILEIMPORTTIME="1").stderr.splitlines()
    loaded = {line.rpartition("|")[2].strip() for line in told}
    assert loaded.isdisjoint({"tensorflow", "numpy", "pydantic", "sqlalchemy", "httpx", "yaml", "redis"})
    assert "typer" in loaded


def test_an_unknown_command_is_a_usage_error(run):
    shown = run("diagnoze")
    assert shown.returncode == 2
    assert "diagnose" in shown.stderr
