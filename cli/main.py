"""The entry point: `deadweight COMMAND`. Commands import what they need when they run, so that help is quick."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from cli.commands import (
    apply,
    batch,
    demo,
    diagnose,
    export_diff,
    inspect,
    jobs,
    lint,
    model,
    read,
    report,
    rule,
    rules,
    submit,
    up,
    watch,
)
from cli.errors import UserError

INTERRUPTED = 130
FAULT = 70  # EX_SOFTWARE of sysexits.h


class _Commands(TyperGroup):
    """Tells what a user can put right in a line, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            print(f"deadweight: {error}", file=sys.stderr)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader of our output has gone; nothing more can be told
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


app = typer.Typer(
    name="deadweight",
    cls=_Commands,
    help="Finds out why a neural network is not learning, and proves the cure before recommending it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `deadweight demo`; `deadweight COMMAND --help` explains each command.",
)
for name, command in (
    ("up", up.up),
    ("demo", demo.demo),
    ("lint", lint.lint),
    ("read", read.read),
    ("inspect", inspect.inspect),
    ("diagnose", diagnose.diagnose),
    ("submit", submit.submit),
    ("watch", watch.watch),
    ("report", report.report),
    ("apply", apply.apply),
    ("export-diff", export_diff.export_diff),
    ("model", model.model),
    ("jobs", jobs.jobs),
):
    app.command(name)(command)
app.add_typer(batch.app)
app.command("rules")(rules.rules)
app.command("rule")(rule.rule)


def main() -> None:
    """The console script. A fault of ours must not look like a verdict to whoever reads the exit status."""
    try:
        app()
    except Exception:  # noqa: BLE001  the boundary of the process
        traceback.print_exc()
        print("deadweight: this is a fault of Deadweight, not of your input; please report it", file=sys.stderr)
        sys.exit(FAULT)


if __name__ == "__main__":
    main()
