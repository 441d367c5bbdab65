"""`deadweight rule`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.errors import UserError
from cli.terminal import deliver


def rule(code: Annotated[str, typer.Argument(help="The rule's code, such as SPC101, or its name.")]) -> None:
    """Explain one rule: why it matters, how it is measured, where it may err."""
    from cli.rule_text import page
    from diagnostics import catalogue
    from diagnostics.spec.errors import nearest

    known = {word: found for found in catalogue.rules() for word in (found.code, found.name)}
    wanted = known.get(code.upper()) or known.get(code.lower())
    if wanted is None:
        hint = nearest(code.upper(), known) or "`deadweight rules` lists them"
        raise UserError(f"there is no rule {code!r}; {hint}")
    if not sys.stdout.isatty():
        deliver(page(wanted), None)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(100, Console().width)).print(Markdown(page(wanted)))
