"""The ``dateline`` command: its sub-commands, each run behind the gate where errors become exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import typer
from typer._click.exceptions import ClickException
from typer.core import TyperCommand, TyperGroup

from rag.cli.gate import any_text, code_of, finish, terminable

_COMMANDS = {
    "ingest": ("rag.cli.ingesting", "Put articles in: files, folders, a web page, standard input."),
    "ask": ("rag.cli.asking", "Ask a question; every sentence of the answer is cited and verified."),
    "search": ("rag.cli.searching", "Find passages with their exact spans; no language model."),
    "quotes": ("rag.cli.searching", "Who said what: exact quotations and reported speech."),
    "brief": ("rag.cli.brief", "A brief of a day: stories in order, each sentence cited and verified."),
    "verify": ("rag.cli.verifying", "Is a claim supported by a text?"),
    "article": ("rag.cli.library", "Read one article."),
    "articles": ("rag.cli.library", "List articles."),
    "remove": ("rag.cli.library", "Delete one article and everything derived from it."),
    "setup": ("rag.cli.upkeep", "Fetch and verify the model files."),
    "reindex": ("rag.cli.upkeep", "Rebuild the index beside the old one and swap."),
    "doctor": ("rag.cli.upkeep", "Find what is wrong and say how to mend it."),
    "status": ("rag.cli.upkeep", "Counts and identities."),
    "export": ("rag.cli.upkeep", "Write everything out as article lines."),
    "backup": ("rag.cli.upkeep", "Write a consistent copy of the store."),
}
PLUGINS = "dateline.commands"


class LazyGroup(TyperGroup):
    """Loads a command's module only when the command is run, so that ``--help`` is quick.

    Other packages add commands through entry points of the group ``dateline.commands``.
    """

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Return the context of a command line; what stands before the command may not be understood either."""
        as_json = "--json" in args
        try:
            return super().make_context(info_name, args, parent, **extra)
        except ClickException as exc:
            if as_json:
                _print_usage_error(exc)
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command and exit with the contract's code, before click gives a fault a code of its own."""
        as_json = "--json" in (ctx.obj or ())

        def work() -> None:
            try:
                super(LazyGroup, self).invoke(ctx)
            except ClickException as exc:
                if as_json:
                    _print_usage_error(exc)
                raise

        ctx.exit(code_of(work, as_json=as_json))

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of our own commands in the order a reader meets them, then those of others."""
        return [*_COMMANDS, *sorted(e.name for e in entry_points(group=PLUGINS))]

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """Return a command that loads itself when it is invoked."""
        if cmd_name in _COMMANDS:
            module, summary = _COMMANDS[cmd_name]
            return _Deferred(cmd_name, summary, module)
        for entry in entry_points(group=PLUGINS):
            if entry.name == cmd_name:
                return entry.load()
        return None


def _print_usage_error(exc: ClickException) -> None:
    """Write a command line that is not understood as an error object; the usage itself goes to standard error."""
    from rag.cli.lines import print_json

    asked = getattr(getattr(exc, "ctx", None), "command_path", "dateline")
    said = {"what": "command not understood", "why": exc.format_message(), "fix": f"See: {asked} --help"}
    print_json({"schema": "dateline.error/1", "error": said})


class _Deferred(TyperCommand):
    """A command known by name and summary; its options come with its module."""

    def __init__(self, name: str, summary: str, module: str) -> None:
        super().__init__(name, help=summary, short_help=summary)
        self._module = module

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Return the context of the real command, which runs it."""
        made = typer.main.get_command(import_module(self._module).app)
        real = getattr(made, "commands", {}).get(self.name, made)
        return real.make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the real command."""
        return ctx.command.invoke(ctx)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Ask the news, and every sentence of the answer is bound to the exact words it rests on.",
)


@app.callback()
def _dateline() -> None:
    """Ask the news, and every sentence of the answer is bound to the exact words it rests on."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the contract's code."""
    sys.exit(run(sys.argv[1:] if argv is None else list(argv)))


def run(argv: list[str]) -> int:
    """Return the exit code of a command line."""
    any_text()
    try:
        with terminable():
            typer.main.get_command(app)(argv, prog_name="dateline", obj=tuple(argv))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    finally:
        finish()
    return 0
