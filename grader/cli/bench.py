"""`qskills bench`: throughput beside stock nbgrader, judge beside bare simulation, the boards."""

import json
import tempfile
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from grader.bench.content import MIXES, Learner
from grader.bench.content import learners as class_of
from grader.bench.measure import Block, combine
from grader.cli.main import stderr
from grader.cli.progress import bar

__all__ = ["bench"]

# Our blocks repeat their notebooks, so that they last long enough to be measured.
_REPEAT = 8


@click.command(
    epilog="""\b
Examples:
  qskills bench --mix light --json      beside stock nbgrader
  qskills bench --judge --largest 16    the judge beside the bare simulation
  qskills bench --board                 publishing and pages, 200,000 made-up results
"""
)
@click.option("--mix", "mixes", multiple=True, type=click.Choice(MIXES),
              help="light: Bell and GHZ; heavy: with Aer, too. Default: both.")  # fmt: skip
@click.option("--blocks", type=click.IntRange(1, 50), default=3, show_default=True,
              help="Blocks of each side, taken in turn.")  # fmt: skip
@click.option("--size", type=click.IntRange(2, 200), default=12, show_default=True,
              help="Notebooks in a block.")  # fmt: skip
@click.option("--judge", "judge_only", is_flag=True,
              help="Judge time and memory beside the bare simulation instead.")  # fmt: skip
@click.option("--largest", type=click.IntRange(2, 20), default=20, show_default=True,
              help="Qubits of the largest circuit, for --judge.")  # fmt: skip
@click.option("--board", "board_only", is_flag=True,
              help="Instead, on made-up results: publish (time, memory), each page's server time, "
              "viewers at once (wait, errors), first paint in Chromium (median of 10, ratio "
              "to a bare page). Minutes.")  # fmt: skip
@click.option("--learners", type=click.IntRange(10, 100_000), default=5_000, show_default=True,
              help="Of the crowd, for --board.")  # fmt: skip
@click.option("--results", type=click.IntRange(100, 5_000_000), default=200_000, show_default=True,
              help="Of the crowd, for --board.")  # fmt: skip
@click.option("--viewers", type=click.IntRange(1, 500), default=50, show_default=True,
              help="Who look at once, for --board.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object; `ratio` is that of light.")
def bench(
    mixes: tuple[str, ...],
    blocks: int,
    size: int,
    judge_only: bool,  # noqa: FBT001 - Click passes options by name
    largest: int,
    board_only: bool,  # noqa: FBT001
    learners: int,
    results: int,
    viewers: int,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Grade the same notebooks with stock `nbgrader autograde` and here, and print the ratios.

    Both sides run in turn within one run, so that a change of the machine's speed meets both.
    Ratios matter; absolute figures depend on the machine.
    """
    if judge_only:
        _judge(largest, as_json=as_json)
        return
    if board_only:
        (point,) = entry_points(group="qskills.bench", name="board")
        point.load()(learners, results, viewers, as_json=as_json)
        return
    report: dict[str, Any] = {"mixes": {}}
    for mix in mixes or MIXES:
        with tempfile.TemporaryDirectory(prefix="qskills-bench-") as folder:
            report["mixes"][mix] = _mix(Path(folder), mix, blocks, size)
    light = report["mixes"].get("light")
    if light is not None:
        report = {"ratio": light["ratio"], "ratio_recorded": light["ratio_recorded"], **report}
    if as_json:
        click.echo(json.dumps(report))
    else:
        for mix, figures in report["mixes"].items():
            _show(Console(highlight=False), mix, figures)


def _judge(largest: int, *, as_json: bool) -> None:
    from grader.bench.judging import GOALS, SIZES, judge_rows

    total = sum(qubits <= largest for sizes in SIZES.values() for qubits in sizes)
    rows = []
    with tempfile.TemporaryDirectory(prefix="qskills-bench-") as folder, bar(stderr) as progress:
        task = progress.add_task("bench judge", total=total)
        for row in judge_rows(Path(folder), largest):
            rows.append(row)
            progress.advance(task)
    met = all(row.met for row in rows)
    if as_json:
        click.echo(
            json.dumps({"goals": GOALS, "met": met, "rows": [row.to_json() for row in rows]})
        )
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    headers = ("", "n", "gates", "judge ms", "first", "bare", "times", "+ms", "MiB", "x state", "")
    for name in headers:
        table.add_column(name, justify="left" if not name else "right")
    for row in rows:
        figures = (row.judge_s * 1000, row.first_s * 1000, row.bare_s * 1000, row.overhead,
                   row.extra_ms, row.memory_mib, row.memory_ratio)  # fmt: skip
        shown = (f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}" for figure in figures)
        mark = "" if row.met else "[red]missed[/red]"
        table.add_row(row.kind, str(row.qubits), str(row.operations), *shown, mark)
    console = Console(highlight=False)
    console.print(table)
    console.print(
        "\njudge: from the answer's bytes to the verdict, in the judge's own process; first: the "
        "first answer, target made on the way; bare: Aer or quantum_info on the same circuit; "
        "MiB: peak above the idle process, and its share of one state (unitary: matrix). "
        f"Goals {'met' if met else 'MISSED'}: +ms below {GOALS['small_ms']:g} up to 12 qubits, "
        f"times below {GOALS['overhead']:g} from 16, x state below {GOALS['memory']:g} from 18."
    )


def _mix(root: Path, mix: str, blocks: int, size: int) -> dict[str, Any]:
    from grader.bench.ours import OurCourse
    from grader.bench.stock import StockCourse

    everyone = list(class_of(mix, blocks * size))
    with bar(stderr) as progress:
        step = _stepper(progress, mix, 2 + 3 * blocks)
        stock = step(lambda: StockCourse(root / "stock", mix))
        ours = step(lambda: OurCourse(root / "ours", mix))
        sides: dict[str, list[Block]] = {"stock": [], "judged": [], "recorded": []}
        try:
            ours.warm(everyone)
            ours.grade_and_record(everyone[:2], -1)
            for number in range(blocks):
                part: list[Learner] = everyone[number * size : (number + 1) * size]
                sides["stock"].append(step(lambda: stock.grade(part, number)))  # noqa: B023
                sides["judged"].append(step(lambda: ours.grade(part * _REPEAT)))  # noqa: B023
                sides["recorded"].append(
                    step(lambda: ours.grade_and_record(part, number))  # noqa: B023
                )
        finally:
            ours.close()
    whole = {name: combine(found) for name, found in sides.items()}
    return {
        "ratio": round(whole["judged"].per_second / whole["stock"].per_second, 1),
        "ratio_recorded": round(whole["recorded"].per_second / whole["stock"].per_second, 1),
        "cpu_ratio": round(_cpu(whole["stock"]) / _cpu(whole["judged"]), 1),
        "verdicts_agree": all(block.agreed for block in whole.values()),
        **{name: block.to_json() for name, block in whole.items()},
    }


def _cpu(block: Block) -> float:
    return block.cpu_s / block.submissions


def _stepper(progress: Progress, mix: str, total: int) -> Callable[[Callable[[], Any]], Any]:
    task = progress.add_task(f"bench {mix}", total=total)

    def step(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - hands through whatever work gives
        found = work()
        progress.advance(task)
        return found

    return step


_ROWS = {
    "per_second": "submissions per second",
    "cpu_s_per_submission": "CPU seconds a submission",
    "latency_median_s": "latency, median (s)",
    "latency_p95_s": "latency, 95th percentile (s)",
    "peak_mib": "peak memory of a running submission (MiB)",
    "verdicts_agree": "all verdicts as expected",
}


def _show(console: Console, mix: str, figures: dict[str, Any]) -> None:
    table = Table(title=f"{mix} mix", title_justify="left")
    table.add_column("")
    for name in ("stock nbgrader", "sandbox + judge", "with nbgrader's record"):
        table.add_column(name, justify="right")
    for key, label in _ROWS.items():
        values = (figures[side][key] for side in ("stock", "judged", "recorded"))
        table.add_row(label, *map(_cell, values))
    console.print(table)
    console.print(
        f"throughput {figures['ratio']:g} times stock nbgrader, {figures['ratio_recorded']:g} "
        f"times with nbgrader's own recording; CPU {figures['cpu_ratio']:g} times less\n"
    )


def _cell(value: float | bool | None) -> str:  # noqa: FBT001 - a figure of the report
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}"
