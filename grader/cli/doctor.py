"""`qskills doctor`: versions, the isolation that was proved, what is missing and the cure."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from grader import __version__
from grader.errors import SandboxError

__all__ = ["doctor"]

_PACKAGES = ("qiskit", "qiskit-aer", "nbgrader", "jupyterlab", "streamlit", "mqt.qcec", "numpy")


@click.command(epilog="Example: qskills doctor --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--fresh", is_flag=True, help="Prove the isolation again, not from the day's cache.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, fresh: bool) -> None:  # noqa: FBT001
    """Show what this machine can do, and how to install what it lacks.

    The isolation level is proved by trying to break out of the sandbox, not by reading versions.
    """
    report = examine(fresh=fresh)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        _show(Console(highlight=False), report)
    ctx.exit(0 if report["ok"] else 3)


def examine(*, fresh: bool = False) -> dict[str, Any]:
    """Return the report as JSON values; ``ok`` says whether grading can run here."""
    from grader.sandbox.launcher import Sandbox
    from grader.sandbox.policy import Policy
    from grader.sandbox.selftest import forget, requirements

    needs = [{"name": name, "ok": ok, "cure": cure} for name, ok, cure in requirements()]
    report: dict[str, Any] = {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "packages": {name: _installed(name) for name in _PACKAGES},
        "requirements": needs,
        "minimum_level": Policy().min_level,
    }
    if fresh:
        forget()
    try:
        with Sandbox(Policy()) as sandbox:
            report["isolation"] = sandbox.isolation.to_json()
            report["ok"] = True
    except SandboxError as error:
        report["isolation"] = None
        report["ok"] = False
        report["error"] = str(error)
    return report


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _show(console: Console, report: dict[str, Any]) -> None:
    console.print(
        f"Quantum Skills {report['version']}, Python {report['python']}, {report['system']}"
    )
    installed = (f"{name} {number or 'missing'}" for name, number in report["packages"].items())
    console.print("packages   " + ", ".join(installed))
    for need in report["requirements"]:
        mark = "[green]ok[/green]     " if need["ok"] else "[red]missing[/red]"
        console.print(
            f"{mark}    {need['name']}" + ("" if need["ok"] else f": {escape(need['cure'])}")
        )
    if report["isolation"] is None:
        console.print(f"[red]isolation  {escape(report['error'])}[/red]")
        return
    level, least = report["isolation"]["level"], report["minimum_level"]
    features = ", ".join(f"{key} {value}" for key, value in report["isolation"]["features"].items())
    console.print(
        f"isolation  level {level} of 4, proved (at least {least} is asked for): {features}"
    )
