"""`qskills device`: what there is, run a circuit on it, and who used how much."""

import json
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.cli.main import Context, pass_context, stderr
from grader.errors import ConfigError, DeviceError

if TYPE_CHECKING:
    from grader.devices.machines import Machines
    from grader.results.device_jobs import UsageRow

__all__ = ["device"]

_NANO = 1_000_000_000


@click.group()
def device() -> None:
    """Device twins, a simulator and machines at IBM Quantum: what they are and who uses them."""


@device.command(name="list", epilog="Example: qskills device list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a device.")
@pass_context
def list_devices(context: Context, as_json: bool) -> None:  # noqa: FBT001 - Click passes by name
    """Show every device with its gates, typical errors and whether it can be used now."""
    rows = [_described(name, machines) for machines in (_machines(context),)
            for name in machines.names()]  # fmt: skip
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    table = Table(title="Devices", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in ("device", "snapshot", "qubits", "edges", "faulty", "2q\nerror",
                   "readout\nerror"):  # fmt: skip
        table.add_column(column, no_wrap=True)
    table.add_column("gates")
    for row in rows:
        table.add_row(
            row["device"],
            row["date"] or "",
            str(row["qubits"] or ""),
            str(row["edges"] or ""),
            str(row["faulty"] if row["edges"] else ""),
            f"{row['two_qubit_error']:.4f}" if row["two_qubit_error"] else "",
            f"{row['readout_error']:.4f}" if row["readout_error"] else "",
            " ".join(row["gates"]),
        )
    console = Console(highlight=False)
    console.print(table)
    for row in rows:
        if row["status"]["code"] != "ready":
            console.print(f"{row['device']}: {escape(row['status']['en'])}")


def _machines(context: Context) -> "Machines":
    import os

    from grader.consortium import load_consortium
    from grader.devices.machines import Machines

    if not context.state.exists():
        return Machines()
    return Machines(load_consortium(context.state.consortium).ibm, os.environ)


def _described(name: str, machines: "Machines") -> dict[str, Any]:
    row: dict[str, Any] = {"device": name, "version": None, "date": None, "qubits": None}
    row |= {"gates": ["all"], "edges": None, "faulty": None}
    row |= {"two_qubit_error": None, "readout_error": None}
    try:
        found = machines.get(name).device
    except DeviceError as error:
        status = {"code": error.code, "en": error.en, "ja": error.ja}
        return {**row, "gates": [], "status": status}
    row["status"] = {"code": "ready", "en": "ready", "ja": "使用可能"}
    if found is None:
        from grader.devices.twins import IDEAL_QUBITS

        return {**row, "qubits": IDEAL_QUBITS}
    return {
        **row,
        "version": found.version,
        "date": found.date,
        "qubits": found.num_qubits,
        "gates": list(found.basis),
        "edges": len(found.edges),
        "faulty": len(found.faulty),
        "two_qubit_error": statistics.median(found.errors.values()),
        "readout_error": statistics.median(found.readout_errors),
    }


@device.command(
    epilog="""\b
Examples:
  qskills device run bell.py --device kawasaki --shots 1000
  qskills device run bell.py --device torino --transpile --seed 1 --json
  qskills device run bell.py --learner l-000001       charged to the learner's company
"""
)
@click.argument("script", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--device", "name", default="kawasaki", show_default=True, help="See `device list`.")
@click.option("--shots", type=int, default=1024, show_default=True, help="Of the circuit.")
@click.option("--seed", type=click.IntRange(0, (1 << 31) - 1), help="Of the simulator.")
@click.option("--variable", default="answer", show_default=True, help="That holds the circuit.")
@click.option("--transpile", is_flag=True, help="Compile for the device first (level 3).")
@click.option("--learner", metavar="ID", help="Whose account pays (left out: the system's).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--allow-level", type=click.IntRange(0, 4), help="Accept this isolation level.")
@pass_context
def run(
    context: Context,
    script: Path,
    name: str,
    shots: int,
    seed: int | None,
    variable: str,
    transpile: bool,  # noqa: FBT001 - Click passes options by name
    learner: str | None,
    as_json: bool,  # noqa: FBT001
    allow_level: int | None,
) -> None:
    """Run SCRIPT in the sandbox and the circuit that it leaves in `answer` on a device.

    In a state directory the job is metered: it is charged before it runs, and refused when it
    would pass a quota. Elsewhere nothing is metered.
    """
    from grader.cli.device_run import circuit_of, run_circuit

    circuit = circuit_of(script, variable, allow_level)
    if not context.state.exists():
        stderr.print("no state directory here: the job is not metered")
    done = run_circuit(
        context.state,
        circuit,
        device=name,
        shots=shots,
        seed=seed,
        transpile=transpile,
        learner=learner,
    )
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False))
        return
    table = Table("label", "count")
    for label, count in sorted(done["counts"].items(), key=lambda item: (-item[1], item[0])):
        table.add_row(label, str(count))
    console = Console(highlight=False)
    console.print(f"{name}, {shots} shots")
    console.print(table)
    if done["esp"] is not None:
        console.print(f"estimated success probability {done['esp']:.4f} without readout; "
                      f"one shot takes {done['duration_ns'] / 1000:.2f} µs")  # fmt: skip
    console.print(_spent(done))


def _spent(done: dict[str, Any]) -> str:
    if done["account"] is None:
        return "not metered"
    charge, account = done["charge"], done["account"]
    payer = account["company"] or "the system account"
    return (
        f"charged to {payer}: {charge['circuits']} circuit, {charge['shots']} shots, "
        f"{charge['quantum_ns'] / _NANO:.3f} quantum seconds"
    )


@device.command(
    epilog="""\b
Examples:
  qskills device usage                      this month
  qskills device usage --month 2026-11 --json
  qskills device usage --all --learners     every month, learner by learner
"""
)
@click.option(
    "--month",
    metavar="YYYY-MM",
    type=click.DateTime(["%Y-%m"]),
    help="Left out: the present one.",
)
@click.option("--all", "every", is_flag=True, help="Every month.")
@click.option("--learners", is_flag=True, help="Learner by learner.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
@pass_context
def usage(
    context: Context,
    month: datetime | None,
    every: bool,  # noqa: FBT001 - Click passes options by name
    learners: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Show what companies used of the devices, beside their quotas; or learners beside theirs.

    Months begin in the consortium's time zone. Jobs that wait or run count with what they
    reserved. Company "-" is the system account, which has no quota.
    """
    from zoneinfo import ZoneInfo

    from grader.consortium import load_consortium
    from grader.results.device_jobs import DeviceJobs, month_of

    if every and month is not None:
        raise click.UsageError("--month and --all exclude each other")
    _require_state(context)
    consortium = load_consortium(context.state.consortium)
    zone = ZoneInfo(consortium.time_zone)
    wanted = None
    if not every:
        wanted = f"{month:%Y-%m}" if month else month_of(datetime.now(UTC), zone)
    results, quotas = context.state.results, consortium.quotas
    with DeviceJobs(results, quotas=quotas, zone=zone, readonly=True) as jobs:
        rows = _summed(jobs.usage(wanted), learners=learners)
    for row in rows:
        quota = quotas.learner if learners else quotas.of(row["company"] or "")
        row["quota"] = None if row["company"] is None else {
            "circuits": quota.circuits,
            "shots": quota.shots,
            "quantum_seconds": quota.quantum_seconds,
        }  # fmt: skip
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
    elif rows:
        Console(highlight=False).print(_usage_table(rows, learners=learners))
    else:
        click.echo(f"no device was used in {wanted or 'any month'}")


def _require_state(context: Context) -> None:
    if not context.state.exists():
        raise ConfigError(f"{context.state.path} is no state directory; run `qskills init` first")


def _summed(rows: Sequence["UsageRow"], *, learners: bool) -> list[dict[str, Any]]:
    """Add up the devices, and the learners unless they are asked for."""
    sums: dict[tuple[str, str | None, str | None], dict[str, Any]] = {}
    for row in rows:
        key = (row.month, row.company, row.learner if learners else None)
        found = sums.setdefault(
            key,
            {
                **dict(zip(("month", "company", "learner"), key, strict=True)),
                **dict.fromkeys(("jobs", "circuits", "shots", "quantum_ns"), 0),
            },
        )
        found["jobs"] += row.jobs
        for unit in ("circuits", "shots", "quantum_ns"):
            found[unit] += getattr(row.charge, unit)
    return list(sums.values())


def _usage_table(rows: Sequence[dict[str, Any]], *, learners: bool) -> Table:
    table = Table("month", "company", title="Device usage", title_justify="left")
    if learners:
        table.add_column("learner")
    for name in ("jobs", "circuits", "shots", "quantum seconds"):
        table.add_column(name, justify="right")
    for row in rows:
        quota = row["quota"] or {}
        seconds = f"{row['quantum_ns'] / _NANO:.3f}"
        bounds = (quota.get("circuits"), quota.get("shots"), quota.get("quantum_seconds"))
        amounts = (str(row["circuits"]), str(row["shots"]), seconds)
        table.add_row(
            row["month"],
            row["company"] or "-",
            *([row["learner"]] if learners else []),
            str(row["jobs"]),
            *(
                amount if bound is None else f"{amount} / {bound}"
                for amount, bound in zip(amounts, bounds, strict=True)
            ),
        )
    return table


@device.command(
    epilog="""\b
Examples:
  qskills device volume kawasaki              estimate it, minutes
  qskills device volume torino --widest 4 --json
  qskills device volume --history             what was estimated, by snapshot date
"""
)
@click.argument("name", required=False)
@click.option("--widest", type=click.IntRange(2, 10), default=6, show_default=True)
@click.option("--circuits", type=click.IntRange(100), default=100, show_default=True)
@click.option("--history", is_flag=True, help="Show the recorded estimates instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_context
def volume(
    context: Context,
    name: str | None,
    widest: int,
    circuits: int,
    history: bool,  # noqa: FBT001 - Click passes options by name
    as_json: bool,  # noqa: FBT001
) -> None:
    """Estimate the quantum volume of a twin by the published procedure, and record it."""
    if history == (name is not None):
        raise click.UsageError("give a device, or --history")
    if name is None:
        _show_history(context, as_json=as_json)
        return
    from dataclasses import asdict

    from grader.devices.volume import quantum_volume
    from grader.results.volumes import Volumes

    found = quantum_volume(name, widest=widest, circuits=circuits)
    if context.state.exists():
        with Volumes(context.state.results) as volumes:
            volumes.record(found, circuits, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    table = Table("width", "heavy outputs", "lower bound", "passed", title_justify="left",
                  title=f"Quantum volume {found.volume}, {found.device}")  # fmt: skip
    for width in found.widths:
        passed = "yes" if width.passed else "no"
        table.add_row(str(width.width), f"{width.heavy:.4f}", f"{width.lower:.4f}", passed)
    Console(highlight=False).print(table)


def _show_history(context: Context, *, as_json: bool) -> None:
    from grader.results.volumes import Volumes

    _require_state(context)
    with Volumes(context.state.results, readonly=True) as volumes:
        rows = volumes.history()
    if as_json:
        for row in rows:
            line = {"device": row.device, "snapshot_date": row.snapshot_date, "volume": row.volume}
            line |= {"seed": row.seed, "circuits": row.circuits}
            click.echo(json.dumps({**line, "measured_at": row.measured_at.isoformat()}))
        return
    if not rows:
        click.echo("no quantum volume was estimated yet; `qskills device volume kawasaki` does it")
        return
    names = ("year", "snapshot", "date", "quantum volume", "estimated at")
    table = Table(*names, title="Quantum volume by snapshot", title_justify="left")
    for row in rows:
        at = f"{row.measured_at:%Y-%m-%d %H:%M} UTC"
        date = row.snapshot_date
        table.add_row(date[:4], row.device, date, str(row.volume), at)
    Console(highlight=False).print(table)
