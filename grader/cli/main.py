"""The command group: finds commands, shows errors, sets exit codes."""

import importlib
import logging
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.logging import RichHandler

from grader import __version__
from grader.catalog import Catalog
from grader.errors import GraderError
from grader.state import State

__all__ = ["Context", "main", "pass_context", "stderr"]

stderr = Console(stderr=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What every command gets: the state directory and where the content is."""

    state: State
    content: Path | None

    def catalog(self) -> Catalog:
        """Return the exercises and courses.

        Raises:
            ConfigError: If there is no content here.
        """
        return Catalog.default() if self.content is None else Catalog(self.content.resolve())


pass_context = click.make_pass_decorator(Context)

# Loaded when called: `qskills --help` must not import Qiskit.
_COMMANDS = {
    "audit": "grader.cli.audit:audit",
    "bench": "grader.cli.bench:bench",
    "course": "grader.cli.course:course",
    "demo": "grader.cli.demo:demo",
    "device": "grader.cli.device:device",
    "doctor": "grader.cli.doctor:doctor",
    "grade": "grader.cli.grade:grade",
    "init": "grader.cli.init:init",
    "people": "grader.cli.people:people",
    "queue": "grader.cli.queue:queue",
    "rejudge": "grader.cli.rejudge:rejudge",
    "selfcheck": "grader.cli.selfcheck:selfcheck",
    "serve": "grader.cli.serve:serve",
    "verify": "grader.cli.verify:verify",
    "worker": "grader.cli.worker:worker",
}


class _Commands(click.Group):
    """Finds commands by name, in this package and in others' entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        others = {point.name for point in entry_points(group="qskills.commands")}
        return sorted(_COMMANDS.keys() | others)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in _COMMANDS:
            module, name = _COMMANDS[cmd_name].split(":")
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        for point in entry_points(group="qskills.commands", name=cmd_name):
            loaded: click.Command = point.load()
            return loaded
        return None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - Click's signature
        try:
            return super().invoke(ctx)
        except GraderError as error:
            stderr.print(f"[red]error:[/red] {_plain(error)}")
            ctx.exit(error.exit_code)
        except OSError as error:
            if not error.strerror:
                raise
            where = f" ({error.filename})" if error.filename else ""
            stderr.print(f"[red]error:[/red] {error.strerror}{where}", markup=True)
            ctx.exit(3)


def _plain(error: Exception) -> str:
    from rich.markup import escape

    return escape(str(error))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 negative result, 2 wrong use, 3 environment.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    default=".qskills",
    show_default=True,
    envvar="QSKILLS_STATE",
    help="State directory of this installation.",
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="QSKILLS_CONTENT",
    help="Folder with exercises/ and courses/ (default: this project's).",
)
@click.option("-v", "--verbose", count=True, help="Say more; twice for everything.")
@click.version_option(__version__, prog_name="qskills")
@click.pass_context
def main(ctx: click.Context, state: Path, content: Path | None, verbose: int) -> None:
    """Grade Qiskit courses in a sandbox, judge them, and publish company boards.

    \b
    Start here:
      qskills doctor                                   what this machine can do
      qskills grade --exercise bell-pair answer.py     judge one answer
      qskills demo                                     the whole platform on demo data
    """  # noqa: D301 - Click wants the backspace character itself
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    handler = RichHandler(console=stderr, show_path=False, show_time=False)
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler])
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    ctx.obj = Context(state=State(state), content=content)
