"""Turn the MyST text of a lesson into the cells of its source notebook, one language at a time.

The format is described in ``docs/courses.md``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ConfigError
from grader.exercise import Exercise
from grader.jupyter.repair import SourceCell

__all__ = ["LANGUAGES", "Lesson", "notebook_of", "read_lesson"]

LANGUAGES = ("en", "ja")
_OPTIONS = ("lang", "exercise", "tags", "editable")
_COMMENT = re.compile(r"(?P<indent> *)# (?P<language>en|ja): (?P<words>.+)")
_HEADING = {"en": "Exercise: {title} ({points:g} points)", "ja": "演習：{title}（{points:g}点）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson's cells in both languages, in order.

    Attributes:
        cells: Cells as jupytext reads them; `exercises` are placed by empty code cells.
        exercises: Exercise ids in the order of the text.
    """

    source: Path
    cells: tuple[Mapping[str, Any], ...]
    exercises: tuple[str, ...]


def read_lesson(source: Path, expected: Sequence[str]) -> Lesson:
    """Read a lesson and hold it against the course.

    Args:
        source: The MyST file.
        expected: Exercise ids that ``course.toml`` lists for this lesson.

    Raises:
        ConfigError: With one line per fault, naming file, cell and fix.
    """
    # Imported late: jupytext is needed to build courses, not to grade or to serve them.
    import jupytext

    where = f"{source.parent.name}/{source.name}"
    try:
        cells = tuple(jupytext.read(source, fmt="md:myst")["cells"])
    except FileNotFoundError:
        raise ConfigError(f"{where}: missing; write it, or drop it from course.toml") from None
    faults = [fault for n, cell in enumerate(cells, 1) for fault in _faults(cell, n)]
    exercises = tuple(
        str(cell["metadata"]["exercise"]) for cell in cells if "exercise" in cell["metadata"]
    )
    if exercises != tuple(expected):
        faults.append(
            f"exercises are {', '.join(exercises) or 'none'}; course.toml lists "
            f"{', '.join(expected) or 'none'}: make both the same, in the same order"
        )
    if faults:
        raise ConfigError("\n".join(f"{where}: {fault}" for fault in faults))
    return Lesson(source=source, cells=cells, exercises=exercises)


def _faults(cell: Mapping[str, Any], number: int) -> list[str]:
    metadata = cell["metadata"]
    first = cell["source"].strip().split("\n", 1)[0][:40]
    at = f"cell {number} ({first!r})" if first else f"cell {number}"
    faults = [
        f"{at}: unknown option {key!r}; use {', '.join(_OPTIONS)}"
        for key in metadata
        if key not in _OPTIONS
    ]
    language = metadata.get("lang")
    if cell["cell_type"] == "markdown" and language not in (*LANGUAGES, "all"):
        faults.append(f'{at}: text without language; write +++ {{"lang": "en"}} (ja, all) above it')
    if cell["cell_type"] == "code" and language not in (*LANGUAGES, "all", None):
        faults.append(f"{at}: lang is {language!r}; use en, ja or all, or leave it out")
    if "exercise" in metadata and (cell["cell_type"] != "code" or cell["source"].strip()):
        faults.append(f"{at}: an exercise goes into a code cell without text; move the text out")
    if "exercise" in metadata and language not in ("all", None):
        faults.append(f"{at}: an exercise stands in all languages; remove lang")
    return faults


def notebook_of(lesson: Lesson, language: str, find: Callable[[str], Exercise]) -> dict[str, Any]:
    """Build the source notebook of a lesson in one language.

    Args:
        lesson: The lesson.
        language: ``"en"`` or ``"ja"``.
        find: Returns an exercise by its id.

    Returns:
        A notebook (nbformat 4.5, plain JSON values) with reference solutions between nbgrader's
        marks. Cell ids depend on the position in the text only, so that both languages and later
        builds agree.
    """
    cells: list[dict[str, Any]] = []
    for n, cell in enumerate(lesson.cells):
        metadata = cell["metadata"]
        if metadata.get("lang") not in (language, "all", None):
            continue
        if "exercise" in metadata:
            cells.extend(_exercise_cells(find(metadata["exercise"]), language))
            continue
        kept = {key: metadata[key] for key in ("tags", "editable") if key in metadata}
        if "figure" in metadata.get("tags", ()):
            # It only draws: JupyterLab shows the picture, and the code on a click.
            kept["jupyter"] = {"source_hidden": True}
        cells.append(_cell(cell["cell_type"], f"cell-{n:03d}", cell["source"], kept))
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "cells": cells,
    }


def _exercise_cells(exercise: Exercise, language: str) -> list[dict[str, Any]]:
    heading = _HEADING[language].format(
        title=exercise.title[language], points=exercise.score.points
    )
    statement = f"### {heading}\n\n{exercise.statement(language).strip()}\n"
    check = f'check("{exercise.id}", {exercise.answer.name})'
    return [
        _graded(exercise.id, "statement", "markdown", statement),
        _graded(exercise.id, "solution", "code", _in_language(exercise.source(), language)),
        _graded(exercise.id, "", "code", check, points=exercise.score.points),
    ]


def _in_language(source: str, language: str) -> str:
    """Return a starter with the comment lines of one language, without their marks."""
    kept = []
    for line in source.strip().splitlines():
        marked = _COMMENT.fullmatch(line)
        if marked is None:
            kept.append(line)
        elif marked["language"] == language:
            kept.append(f"{marked['indent']}# {marked['words']}")
    return "\n".join(kept)


def _graded(
    exercise_id: str, part: str, kind: str, source: str, *, points: float | None = None
) -> dict[str, Any]:
    name = f"{exercise_id}-{part}" if part else exercise_id
    released = SourceCell(
        grade_id=name,
        cell_type=kind,
        text=source,
        checksum="",
        locked=part != "solution",
        grade=points is not None,
        solution=part == "solution",
        task=False,
        points=points,
    )
    nbgrader = released.metadata()
    del nbgrader["checksum"], nbgrader["cell_type"]  # nbgrader fills these in
    return _cell(kind, name[:64], source, {"nbgrader": nbgrader})


def _cell(kind: str, name: str, source: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": name,
        "metadata": dict(metadata),
        "source": source,
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
