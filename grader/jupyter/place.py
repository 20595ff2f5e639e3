"""Put a judged submission where `nbgrader autograde` reads it."""

import hashlib
import json
import re
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import convert, reader

from grader.errors import NotebookInvalid, UsageError
from grader.jupyter.config import CourseFolder
from grader.jupyter.exchange import secret_of
from grader.jupyter.markup import clean_outputs
from grader.jupyter.ticket import Ticket
from grader.notebook import claimed_id, read_notebook, text_of
from grader.results.records import Attempt
from grader.sandbox.outcome import CellResult

__all__ = ["assignment_of", "place"]

# A larger file is placed without its outputs: nbgrader would read and check them, then drop them.
_MAX_PLACED = 2 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def assignment_of(attempt: Attempt) -> str:
    """Return nbgrader's name of the attempt's assignment."""
    return f"{attempt.assignment}-{attempt.language}"


def place(
    folder: CourseFolder,
    attempt: Attempt,
    data: bytes,
    *,
    cells: Sequence[CellResult] = (),
) -> Ticket:
    """Write ``submitted/<learner>/<assignment>/`` and its ticket; an earlier one is replaced.

    The notebook lies there as it was submitted, where nbgrader can read it; a large or odd one
    is placed without outputs, an unreadable one is stood in for by the released notebook, so that
    the reason and the score of 0 reach gradebook and feedback.

    Args:
        folder: The course folder.
        attempt: The attempt that was judged.
        data: Its bytes.
        cells: How its cells ran, for the instructor's view.

    Raises:
        UsageError: If the attempt is none of this course, its bytes are other ones, or a name
            cannot be a folder's.
    """
    assignment = assignment_of(attempt)
    blob = hashlib.sha256(data).hexdigest()
    if attempt.course != folder.course or attempt.blob != blob:
        raise UsageError(f"attempt {attempt.id} is not of course {folder.course}, or other bytes")
    for name in (attempt.learner, assignment):
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} cannot name a folder")
    released = folder.release(assignment) / f"{attempt.assignment}.ipynb"
    stand_in, placed = _readable(data, released, attempt.language)
    _write(folder, attempt, placed)
    ticket = Ticket(
        learner=attempt.learner,
        assignment=assignment,
        attempt=attempt.id,
        blob=blob,
        placed=hashlib.sha256(placed).hexdigest(),
        stand_in=stand_in,
        outputs={cell.index: clean_outputs(cell.outputs) for cell in cells if cell.outputs},
    )
    # Last: until it is there, the new files do not fit the old ticket and are refused.
    ticket.write(folder.ticket(attempt.learner, assignment))
    return ticket


def _readable(data: bytes, released: Path, language: str) -> tuple[str, bytes]:
    """Return the cause for a stand-in, or ``""``, and what is placed."""
    try:
        read_notebook(data)
        top = json.loads(data.decode("utf-8-sig"))
    except NotebookInvalid as error:
        return (error.ja if language == "ja" else error.en)[:300], released.read_bytes()
    if len(data) <= _MAX_PLACED and _is_ordinary(top) and _is_read(data):
        return "", data
    slim = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [_slim(cell, n) for n, cell in enumerate(top["cells"])],
    }
    return "", json.dumps(slim).encode()


def _is_ordinary(top: Mapping[str, Any]) -> bool:
    """Whether nbgrader's reader gets through the file: what it touches has the right type."""
    minor, cells = top.get("nbformat_minor"), top["cells"]
    return (
        type(top["nbformat"]) is int
        and type(minor) is int
        and 0 <= minor <= 5
        and isinstance(top.get("metadata"), dict)
        and all(_is_ordinary_cell(cell) for cell in cells)
    )


def _is_read(data: bytes) -> bool:
    """Whether the reader that nbgrader uses gets through the file: odd ones stop it anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            convert(reader.reads(data.decode("utf-8")), 4)
    except Exception:  # noqa: BLE001 - whatever stops it here would stop nbgrader
        return False
    return True


def _is_ordinary_cell(cell: Mapping[str, Any]) -> bool:
    outputs = cell.get("outputs", [])
    return (
        cell.get("cell_type") in ("code", "markdown", "raw")
        and isinstance(cell.get("metadata"), dict)
        and isinstance(cell.get("source"), str | list)
        and isinstance(cell.get("id", ""), str)
        and isinstance(outputs, list)
        and all(isinstance(one, dict) and "output_type" in one for one in outputs)
        and "worksheets" not in cell
    )


def _slim(cell: Mapping[str, Any], index: int) -> dict[str, Any]:
    """Return a cell with type, source and claimed grade id only."""
    kind = cell.get("cell_type")
    grade_id = claimed_id(cell)
    slim: dict[str, Any] = {
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "id": f"cell-{index}",
        "metadata": {} if grade_id is None else {"nbgrader": {"grade_id": grade_id}},
        "source": text_of(cell),
    }
    if slim["cell_type"] == "code":
        slim |= {"execution_count": None, "outputs": []}
    return slim


def _write(folder: CourseFolder, attempt: Attempt, notebook: bytes) -> None:
    target = folder.submitted(attempt.learner, assignment_of(attempt))
    target.parent.mkdir(parents=True, exist_ok=True)
    # Outside of `target.parent`, where nbgrader would take them for assignments.
    spare = folder.root / "tickets" / ".placing"
    fresh, old = (spare / f"{attempt.id}.{part}" for part in ("new", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / f"{attempt.assignment}.ipynb").write_bytes(notebook)
    # The host's time, in nbgrader's notation: late penalties must not hang on the learner's clock.
    time = f"{attempt.submitted_at:%Y-%m-%d %H:%M:%S.%f} UTC"
    (fresh / "timestamp.txt").write_text(time, encoding="ascii")
    secret = secret_of(folder.exchange, folder.course, attempt.arrival)
    if secret:
        (fresh / "submission_secret.txt").write_text(secret, encoding="ascii")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
