"""`qskills serve`: JupyterLab and the leaderboard together, ended by one Ctrl-C."""

import json
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import click
from rich.console import Console

from grader.cli.main import Context, pass_context
from grader.errors import UsageError
from grader.install import person_at_screen
from grader.jupyter.config import ServerHome
from grader.jupyter.serve import Service, free_port, jupyter_service
from grader.jupyter.serve import serve as run_services
from grader.state import State

__all__ = ["run", "serve"]


@click.command(
    epilog="""\b
Examples:
  qskills serve --learner l-000001        a learner's JupyterLab, and the leaderboard
  qskills serve --instructor taster       JupyterLab with Formgrader for one course
  qskills serve --board-only              the leaderboard alone, e.g. behind a proxy
"""
)
@click.option("--learner", metavar="ID", help="Whose JupyterLab (default in the demo: you).")
@click.option("--instructor", metavar="COURSE", help="Formgrader for this course instead.")
@click.option("--board-only", is_flag=True, help="The leaderboard without a JupyterLab.")
@click.option("--port", type=int, default=8888, show_default=True, help="Preferred, for Jupyter.")
@click.option("--board-port", type=int, default=8501, show_default=True, help="For the board.")
@pass_context
def serve(
    context: Context,
    learner: str | None,
    instructor: str | None,
    port: int,
    board_port: int,
    *,
    board_only: bool,
) -> None:
    """Start the servers on this machine only, print their addresses, wait for Ctrl-C."""
    if board_only:
        if learner or instructor:
            raise UsageError("--board-only serves no JupyterLab; leave out --learner, --instructor")
        you = person_at_screen(context.state)
        _run(context, _leaderboard(context.state.path.resolve(), board_port, you))
    else:
        run(context, learner=learner, instructor=instructor, port=port, board_port=board_port)


def run(
    context: Context,
    *,
    learner: str | None = None,
    instructor: str | None = None,
    port: int = 8888,
    board_port: int = 8501,
) -> None:
    """Serve until Ctrl-C.

    Raises:
        ConfigError: If the state was not initialised, or there is no such course.
        UsageError: If the learner is unknown.
        ServeFailed: If a server does not start.
    """
    from grader.identity import Identity
    from grader.jupyter.config import CourseFolder, instructor_home, learner_home

    context.state.secret()  # the clear error of a folder that is no state directory
    you = person_at_screen(context.state)
    learner = learner or you
    devices: list[Service] = []
    if instructor is not None:
        context.catalog().course(instructor)
        home = instructor_home(CourseFolder.below(context.state.path, instructor))
        jupyter = jupyter_service(home, port=port, open_at="formgrader", name="Formgrader")
    elif learner is None:
        raise UsageError(
            "say whose JupyterLab: --learner ID, or --instructor COURSE; or --board-only"
        )
    else:
        with Identity(context.state.identity) as identity:
            identity.known(learner)
        home = learner_home(context.state.path.resolve(), learner)
        home, devices = _devices(home, context.state, learner)
        jupyter = jupyter_service(home, port=port)
    board = _leaderboard(context.state.path.resolve(), board_port, you)
    _run(context, [jupyter, *board, *devices])


def _run(context: Context, services: Sequence[Service]) -> None:
    context.state.secret()  # the clear error of a folder that is no state directory
    console = Console(highlight=False)

    def announce(service: Service) -> None:
        if service.address:
            console.print(f"{service.name:12} {service.address}", soft_wrap=True)

    run_services(services, announce=announce)


def _devices(home: ServerHome, state: State, learner: str) -> tuple[ServerHome, list[Service]]:
    """Describe the device service of a learner's JupyterLab, and tell the latter of it."""
    from grader.client.device import ADDRESS, TOKEN
    from grader.consortium import load_consortium
    from grader.jupyter.device_service import TOKENS

    port, token = free_port(), secrets.token_hex(24)
    root = f"http://127.0.0.1:{port}"
    service = Service(
        name="Devices",
        command=[
            sys.executable,
            "-m",
            "grader.jupyter.device_service",
            str(state.path.resolve()),
            str(port),
        ],
        address="",
        probe=f"{root}/health",
        log=home.folder / "devices.log",
        # By variable: other accounts of the machine can read command lines.
        environment={TOKENS: json.dumps({token: learner})},
    )
    told = {**home.environment, ADDRESS: root, TOKEN: token}
    ibm = load_consortium(state.consortium).ibm
    if ibm is not None:  # learners' kernels get no credentials
        told |= {ibm.token_variable: "", ibm.instance_variable: ""}
    return replace(home, environment=told), [service]


def _leaderboard(state: Path, wanted: int, you: str | None) -> list[Service]:
    """Describe the leaderboard's server, as the package that brings one says."""
    port = free_port(wanted)
    services = []
    for point in entry_points(group="qskills.pages"):
        command, probe = point.load()(state, port, you)
        services.append(
            Service(
                name="Leaderboard",
                command=command,
                address=f"http://127.0.0.1:{port}",
                probe=probe,
                log=state / "jupyter" / "leaderboard.log",
            )
        )
    return services
