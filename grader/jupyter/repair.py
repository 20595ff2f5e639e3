"""Rebuild a submitted notebook around the cells that the course released.

What a learner owns is the text of solution cells and of cells that they added. All else (which
cells are graded, for how many points, the text of locked cells, every metadata key) comes from
the gradebook. A repaired notebook therefore passes each of nbgrader's own checks, whatever was
submitted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.notebook import claimed_id, text_of

__all__ = ["NAMESPACE", "Repaired", "SourceCell", "repair"]

NAMESPACE = "qskills"
"""Metadata key of ours; a learner's entry under it never survives."""
MAX_CELLS = 2000
MAX_SOURCE = 200_000
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """One cell of the released notebook that nbgrader knows by its grade id.

    Attributes:
        text: Source of the cell; binding if it is locked, else the starter.
        checksum: nbgrader's checksum of the released cell.
        points: Points of a graded or task cell, else ``None``.
    """

    grade_id: str
    cell_type: str
    text: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None = None

    def metadata(self) -> dict[str, Any]:
        """Return the cell's nbgrader metadata, complete."""
        found: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.grade_id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        if self.points is not None:
            found["points"] = self.points
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The rebuilt notebook as plain JSON values, and what had to be put right.

    Attributes:
        changes: ``grade id -> ("restored", "edited", "copied", "retyped")``, only those changed.
    """

    cells: list[dict[str, Any]]
    changes: Mapping[str, tuple[str, ...]]


def repair(cells: Iterable[Any], released: Sequence[SourceCell]) -> Repaired:
    """Rebuild the cells of a submission.

    Args:
        cells: Cells as read from the file, each of any JSON type.
        released: The released cells in the order of the notebook.
    """
    known = {cell.grade_id: cell for cell in released}
    changes: dict[str, list[str]] = {}
    submitted = [
        _plain(cell, index) for index, cell in enumerate(cells) if isinstance(cell, Mapping)
    ][:MAX_CELLS]
    # Of copies the last one counts, as in nbgrader and as in the judge's reading.
    holder = {gid: n for n, (gid, _) in enumerate(submitted) if gid in known}
    rebuilt: list[dict[str, Any]] = []
    for n, (grade_id, cell) in enumerate(submitted):
        if grade_id in known and holder[grade_id] == n:
            rebuilt.append(_as_released(cell, known[grade_id], changes))
        else:
            if grade_id in known:
                changes.setdefault(grade_id, []).append("copied")
            rebuilt.append(cell)
    _insert_missing(rebuilt, released, changes)
    _set_ids(rebuilt)
    return Repaired(cells=rebuilt, changes={gid: tuple(what) for gid, what in changes.items()})


def _plain(cell: Mapping[str, Any], index: int) -> tuple[str, dict[str, Any]]:
    """Return the claimed grade id, and the cell without anything but type, source and id."""
    kind = cell.get("cell_type")
    source = _legible(text_of(cell)[:MAX_SOURCE])
    found = _cell(kind if kind in ("code", "markdown") else "raw", source)
    found["metadata"][NAMESPACE] = {"index": index}
    if isinstance(cell.get("id"), str):
        found["id"] = cell["id"]
    return claimed_id(cell) or "", found


def _cell(kind: str, source: str) -> dict[str, Any]:
    found: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        found |= {"execution_count": None, "outputs": []}
    return found


def _legible(text: str) -> str:
    """Drop what cannot be stored as UTF-8 or would act on a terminal: lone surrogates, controls."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)


def _as_released(
    cell: dict[str, Any], released: SourceCell, changes: dict[str, list[str]]
) -> dict[str, Any]:
    what = changes.setdefault(released.grade_id, [])
    if cell["cell_type"] != released.cell_type:
        what.append("retyped")
    source = cell["source"]
    if released.locked and source != released.text:
        what.append("edited")
        source = released.text
    if not what:
        del changes[released.grade_id]
    found = _cell(released.cell_type, source)
    found["metadata"] = {**cell["metadata"], "nbgrader": released.metadata()}
    if "id" in cell:
        found["id"] = cell["id"]
    return found


def _insert_missing(
    cells: list[dict[str, Any]],
    released: Sequence[SourceCell],
    changes: dict[str, list[str]],
) -> None:
    """Put each missing cell behind the released cell that comes before it in the course."""
    previous = ""
    for source in released:
        if _position(cells, source.grade_id) is None:
            found = _cell(source.cell_type, source.text)
            found["metadata"] = {"nbgrader": source.metadata()}
            before = _position(cells, previous)
            cells.insert(0 if before is None else before + 1, found)
            changes.setdefault(source.grade_id, []).append("restored")
        previous = source.grade_id


def _position(cells: Sequence[Mapping[str, Any]], grade_id: str) -> int | None:
    for index, cell in enumerate(cells):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            return index
    return None


def _set_ids(cells: Iterable[dict[str, Any]]) -> None:
    used: set[str] = set()
    for index, cell in enumerate(cells):
        claimed = cell.get("id", "")
        if not _ID.fullmatch(claimed) or claimed in used:
            claimed = f"cell-{index}"
            while claimed in used:
                claimed += "-x"
        used.add(claimed)
        cell["id"] = claimed
