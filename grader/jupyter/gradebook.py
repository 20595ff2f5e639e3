"""What we read from and write to nbgrader's gradebook, through its own objects."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook, SubmittedNotebook

from grader.jupyter.repair import SourceCell

__all__ = ["Released", "released_cells", "set_comments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The released notebook as the gradebook knows it.

    Attributes:
        cells: Cells with a grade id, in the order of the notebook.
    """

    cells: tuple[SourceCell, ...]
    kernelspec: Mapping[str, Any]


def released_cells(gradebook: Gradebook, assignment: str, notebook: str) -> Released:
    """Read the released cells of a notebook."""
    found = gradebook.find_notebook(notebook, assignment)
    grades = {cell.name: cell for cell in found.grade_cells}
    tasks = {cell.name: cell for cell in found.task_cells}
    solutions = {cell.name for cell in found.solution_cells}
    cells = []
    # No column holds the order; nbgrader writes the rows in the order of the notebook.
    for cell in found.source_cells:
        graded = grades.get(cell.name) or tasks.get(cell.name)
        cells.append(
            SourceCell(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                text=cell.source,
                checksum=cell.checksum,
                locked=bool(cell.locked),
                grade=cell.name in grades,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=None if graded is None else float(graded.max_score),
            )
        )
    return Released(cells=tuple(cells), kernelspec=json.loads(found.kernelspec or "{}"))


def set_comments(
    gradebook: Gradebook,
    submission: SubmittedNotebook,
    comments: Mapping[str, str],
    *,
    needs_manual: Collection[str],
) -> None:
    """Write automatic comments by solution cell; mark grades that a person must decide.

    Comments and scores by hand are separate columns and are not touched.
    """
    for comment in submission.comments:
        if comment.name in comments:
            comment.auto_comment = comments[comment.name]
    for grade in submission.grades:
        if grade.name in needs_manual:
            grade.needs_manual_grade = True
    gradebook.db.commit()
