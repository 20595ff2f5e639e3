"""From a submission to what the sandbox runs, and where it collects the answers."""

import hashlib
from collections.abc import Sequence

from grader.catalog import Catalog
from grader.errors import NotebookInvalid
from grader.exercise import Exercise
from grader.limits import NOTEBOOK_EXTRA_S
from grader.notebook import Notebook, read_notebook
from grader.sandbox.outcome import Cell, Collect, Job
from grader.submission import Submission

__all__ = ["exercises_in", "plan_job"]


def exercises_in(notebook: Notebook, catalog: Catalog) -> tuple[str, ...]:
    """Return the exercises of which a loose notebook holds a cell, in its order.

    Raises:
        NotebookInvalid: If it holds none, or a graded cell of an unknown exercise.
    """
    known = set(catalog.exercise_ids())
    claimed = [grade_id.removesuffix("-solution") for grade_id in notebook.grade_ids]
    found = tuple(dict.fromkeys(name for name in claimed if name in known))
    if found:
        return found
    unknown = ", ".join(dict.fromkeys(claimed))[:200]
    raise NotebookInvalid(
        "no-exercise",
        "the notebook holds no exercise known here"
        + (f" (its graded cells name {unknown})" if unknown else " (it has no graded cell)")
        + "; submit the released notebook, or grade a single answer with --exercise ID",
        "既知の演習を含まないノートブックです"
        + (f"(採点セルの名前: {unknown})" if unknown else "(採点セルがありません)")
        + "。配布されたノートブックを提出するか、--exercise ID で解答を 1 つだけ採点してください",
    )


def plan_job(
    submission: Submission, exercises: Sequence[Exercise], nonce: str
) -> tuple[Job, tuple[str, ...]]:
    """Decide what the sandbox runs and where it collects.

    Returns:
        The job, and the ids of exercises whose cells are missing.

    Raises:
        NotebookInvalid: If the file cannot be read as a notebook or as text.
    """
    if submission.script:
        cells: tuple[Cell, ...] = (_script_cell(submission.data, exercises),)
        missing: tuple[str, ...] = ()
    else:
        cells, missing = _notebook_cells(read_notebook(submission.data), exercises)
    limits = [exercise.limits for exercise in exercises]
    cpu_s = sum(limit.cpu_s for limit in limits) + (0 if submission.script else NOTEBOOK_EXTRA_S)
    job = Job(
        cells=cells,
        nonce=nonce,
        seed=int.from_bytes(hashlib.sha256(submission.data).digest()[:4], "big"),
        cpu_s=cpu_s,
        wall_s=sum(limit.wall_limit_s for limit in limits),
        call_s=max(limit.call_s for limit in limits),
        memory_mib=max(limit.memory_mib for limit in limits),
        output_kib=max(limit.output_kib for limit in limits),
    )
    return job, missing


def _collect(exercise: Exercise) -> Collect:
    return Collect(
        exercise=exercise.id,
        variable=exercise.answer.name,
        kind=exercise.answer.kind,
        max_bytes=exercise.limits.answer_kib << 10,
        operations=exercise.limits.operations,
        max_qubits=exercise.limits.max_qubits,
    )


def _script_cell(data: bytes, exercises: Sequence[Exercise]) -> Cell:
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotebookInvalid(
            "not-text",
            f"the script is not UTF-8 text: {error}; save it as UTF-8",
            f"スクリプトが UTF-8 のテキストではありません: {error}。UTF-8 で保存してください",
        ) from None
    names = tuple(exercise.id for exercise in exercises)
    return Cell(source=source, exercises=names, collect=tuple(map(_collect, exercises)))


def _notebook_cells(
    notebook: Notebook, exercises: Sequence[Exercise]
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    places = {exercise.id: notebook.place_of(exercise.id) for exercise in exercises}
    collects: dict[int, list[Exercise]] = {}
    for exercise in exercises:
        if (place := places[exercise.id]) is not None:
            collects.setdefault(place, []).append(exercise)
    # Of copies the last one counts: an earlier one, e.g. the starter left as it was, is nobody's.
    last = {cell.grade_id: number for number, cell in enumerate(notebook.cells)}
    cells = []
    for number, cell in enumerate(notebook.cells):
        owner = cell.grade_id.removesuffix("-solution")
        own = (owner,) if owner in places and last[cell.grade_id] == number else ()
        # The text of a grade cell comes from us, never from the file: it only calls check(),
        # which does nothing in the sandbox, so there is nothing to run.
        source = "" if cell.grade_id in places else cell.source
        collect = tuple(_collect(exercise) for exercise in collects.get(number, ()))
        cells.append(Cell(source=source, index=cell.index, exercises=own, collect=collect))
    return tuple(cells), tuple(name for name, place in places.items() if place is None)
