"""Put planned answers into a released notebook, as a learner does: into the solution cells.

Twists, what may be odd about a notebook:

==================  ==============================================================
twist               the notebook
==================  ==============================================================
``endless``         a solution never ends (the answer itself is the endless one)
``endless-call``    a function never returns (likewise)
``syntax-error``    a solution does not parse
``forged-outputs``  a wrong answer, and outputs and points that claim full marks
``no-grade-cell``   the locked cell below the solution was deleted
``no-cells``        solution and grade cell were deleted
``flood``           a solution prints more than the output limit
``truncated``       the file ends in the middle
==================  ==============================================================
"""

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

from grader.demo.planned import PlannedSubmission

__all__ = ["write"]

_FORGED = "import os\nos.environ['SCORE'] = '10'\nanswer = 'accepted'"


def write(planned: PlannedSubmission, released: Mapping[str, Any]) -> bytes:
    """Return the bytes of the notebook that a learner hands in.

    Args:
        planned: Whose, and with which answers.
        released: The released notebook of that assignment and language (nbformat 4).
    """
    notebook = copy.deepcopy(dict(released))
    for cell in notebook["cells"]:
        name = _grade_id(cell)
        exercise = name.removesuffix("-solution")
        if name != exercise and (code := planned.answers.get(exercise)) is not None:
            cell["source"] = f"{_note(planned)}\n{_twisted(planned.twist, code)}\n"
    if planned.tidy:
        notebook["cells"] = _tidied(notebook["cells"])
    _bend(planned, notebook)
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    data = text.encode()
    return data[: len(data) // 2] if planned.twist == "truncated" else data


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def _tidied(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells without the lesson's code, but for the first cell with its imports."""
    code = [place for place, cell in enumerate(cells) if cell["cell_type"] == "code"]
    return [cell for place, cell in enumerate(cells) if place not in code[1:] or _grade_id(cell)]


def _note(planned: PlannedSubmission) -> str:
    """Return the dated line with which demo learners start a cell."""
    day = f"{planned.at:%Y-%m-%d %H:%M} UTC"
    if planned.language == "ja":
        return f"# {planned.number}回目 {day}"
    return f"# attempt {planned.number}, {day}"


def _twisted(twist: str, code: str) -> str:
    if twist == "syntax-error":
        return f"{code}\nanswer.draw("
    if twist == "flood":
        return f"{code}\nfor step in range(300_000):\n    print('optimising', step)"
    if twist == "forged-outputs":
        return _FORGED
    return code


def _bend(planned: PlannedSubmission, notebook: dict[str, Any]) -> None:
    exercises = set(planned.answers)
    solutions = {f"{exercise}-solution" for exercise in exercises}
    if planned.twist == "no-grade-cell":
        _drop(notebook, exercises)
    elif planned.twist == "no-cells":
        _drop(notebook, {min(exercises), f"{min(exercises)}-solution"})
    elif planned.twist == "forged-outputs":
        for cell in notebook["cells"]:
            if _grade_id(cell) in exercises:
                claim = "AC accepted, 10 / 10 points\n"
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": claim}]
                cell["execution_count"] = 1
                cell["metadata"]["nbgrader"]["points"] = 1000
            elif _grade_id(cell) in solutions:
                cell["metadata"]["nbgrader"]["grade"] = True


def _drop(notebook: dict[str, Any], grade_ids: set[str]) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if _grade_id(cell) not in grade_ids]
