"""Stock nbgrader on the benchmark's notebooks: its own autograde, kernels and asserts."""

import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from grader.bench.content import ASSERTS, SETUP, Learner
from grader.bench.measure import Block, PeakMemory
from grader.errors import GraderError
from grader.jupyter.process import child_environment
from grader.jupyter.serve import descendants

__all__ = ["StockCourse"]

_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "bench"
c.Exchange.root = {exchange!r}
"""


class StockCourse:
    """An nbgrader course as its documentation says, with assert cells."""

    def __init__(self, root: Path, mix: str) -> None:
        """Make the course and generate its one assignment.

        Raises:
            GraderError: If nbgrader fails.
        """
        self._root = root
        self._mix = mix
        self._running = 0
        (root / "source" / "states").mkdir(parents=True)
        exchange = root.parent / "stock-exchange"
        exchange.mkdir()
        text = _CONFIG.format(exchange=str(exchange))
        (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
        self._write(root / "source" / "states", {})
        self._nbgrader("generate_assignment", "states", "--create")

    def grade(self, learners: Sequence[Learner], block: int) -> Block:
        """Autograde one block of learners in one `nbgrader autograde` and measure it."""
        names = [f"b{block}-{learner.id}" for learner in learners]
        for name, learner in zip(names, learners, strict=True):
            folder = self._root / "submitted" / name / "states"
            folder.mkdir(parents=True)
            self._write(folder, learner.solutions)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start_wall, start = time.time(), time.perf_counter()
        with PeakMemory(self._tree) as memory:
            self._nbgrader("autograde", "states", f"--student=b{block}-*")
        wall_s = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return Block(
            submissions=len(learners),
            wall_s=wall_s,
            cpu_s=(after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime),
            latencies_s=self._latencies(names, start_wall),
            peak_mib=memory.peak_mib,
            agreed=self._agreed(names, learners),
        )

    def _tree(self) -> list[int]:
        return (self._running and [self._running, *descendants(self._running)]) or []

    _running = 0

    def _nbgrader(self, *arguments: str) -> None:
        command = ["nbgrader", *arguments]
        child = subprocess.Popen(  # noqa: S603 - our own environment's nbgrader
            command,
            cwd=self._root,
            env=child_environment({"JUPYTER_CONFIG_DIR": str(self._root / "jupyter")}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running = child.pid
        output, _ = child.communicate()
        self._running = 0
        if child.returncode:
            raise GraderError(f"{' '.join(command)} failed:\n{output[-2000:]}")

    def _write(self, folder: Path, solutions: dict[str, str]) -> None:
        cells = [new_code_cell(SETUP[self._mix])]
        for number, (name, asserts) in enumerate(ASSERTS.items()):
            solution = solutions.get(name, "raise NotImplementedError()")
            cells.append(_cell(solution, f"{name}-solution", grade=False))
            cells.append(_cell(asserts, name, grade=True))
            cells[-2]["id"], cells[-1]["id"] = f"s{number}", f"g{number}"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, str(folder / "states.ipynb"))

    def _graded(self, name: str) -> Path:
        return self._root / "autograded" / name / "states" / "states.ipynb"

    def _latencies(self, names: Sequence[str], start: float) -> tuple[float, ...]:
        """Submissions run one after the other: the times between their finished files."""
        ends = sorted(self._graded(name).stat().st_mtime for name in names)
        return tuple(end - begin for begin, end in zip([start, *ends], ends, strict=False))

    def _agreed(self, names: Sequence[str], learners: Sequence[Learner]) -> bool:
        for name, learner in zip(names, learners, strict=True):
            notebook = nbformat.read(str(self._graded(name)), as_version=4)
            failed = {
                cell.metadata.nbgrader.grade_id
                for cell in notebook.cells
                if cell.get("metadata", {}).get("nbgrader", {}).get("grade")
                and any(output.output_type == "error" for output in cell.outputs)
            }
            if failed != {exercise for exercise, right in learner.right.items() if not right}:
                return False
        return True


def _cell(source: str, grade_id: str, *, grade: bool) -> nbformat.NotebookNode:
    nbgrader = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": not grade,
        "locked": grade,
        "task": False,
    }
    if grade:
        nbgrader["points"] = 10
    cell: nbformat.NotebookNode = new_code_cell(source, metadata={"nbgrader": nbgrader})
    return cell
