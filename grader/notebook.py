"""Read a submitted notebook as data and decide which cells to run.

The file is hostile: it is parsed here, in the trusted process, by a bounded JSON reader; only
cell sources go on to the sandbox. Which exercises are collected, and under which variable, comes
from the exercises; the learner's metadata only says *where* the cells stand.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.errors import NotebookInvalid

__all__ = [
    "MAX_CELLS",
    "MAX_NOTEBOOK_MIB",
    "CodeCell",
    "Notebook",
    "claimed_id",
    "read_notebook",
    "text_of",
]

MAX_NOTEBOOK_MIB = 32
MAX_CELLS = 2000
MAX_SOURCE_KIB = 1024
_MAX_DEPTH = 64
# Possessive, and an open string runs to the end: linear in the length, whatever is sent.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCell:
    """One code cell of a submitted notebook.

    Attributes:
        index: Position among all cells of the file.
        grade_id: What its nbgrader metadata claims, or ``""``.
    """

    index: int
    source: str
    grade_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """The code cells of a submitted notebook, in order."""

    cells: tuple[CodeCell, ...]

    @property
    def grade_ids(self) -> tuple[str, ...]:
        """The claimed grade ids, in order, each once."""
        return tuple(dict.fromkeys(cell.grade_id for cell in self.cells if cell.grade_id))

    def place_of(self, exercise_id: str) -> int | None:
        """Return the position in `cells` after which the answer is collected.

        That is the grade cell, else the solution cell; of copies the last one counts, as in
        nbgrader. ``None`` if neither is there.
        """
        for wanted in (exercise_id, f"{exercise_id}-solution"):
            places = [n for n, cell in enumerate(self.cells) if cell.grade_id == wanted]
            if places:
                return places[-1]
        return None


def read_notebook(data: bytes) -> Notebook:
    """Read the code cells of an nbformat 4 file.

    Raises:
        NotebookInvalid: If it is too large, too deep, not JSON, or not a notebook; the message
            names the cause and the cure.
    """
    if len(data) > MAX_NOTEBOOK_MIB << 20:
        size = f"{len(data) / 2**20:.0f} MiB"
        raise NotebookInvalid(
            "too-large",
            f"the notebook has {size}, at most {MAX_NOTEBOOK_MIB} MiB are read; "
            "clear its outputs and submit again",
            f"ノートブックが {size} あります(上限 {MAX_NOTEBOOK_MIB} MiB)。"
            "出力を消去してから再提出してください",
        )
    cells = _cells(_parse(data))
    found = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, Mapping):
            raise _no_notebook(f"cell {index} is not an object", f"セル {index} の形式が不正です")
        if cell.get("cell_type") == "code":
            found.append(_code_cell(index, cell))
    return Notebook(cells=tuple(found))


def _parse(data: bytes) -> Any:  # noqa: ANN401 - any JSON value
    _check_depth(data)
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except NotebookInvalid:
        raise
    except (ValueError, RecursionError) as error:
        raise _not_json(str(error)[:120]) from None


def _not_json(detail: str) -> NotebookInvalid:
    return NotebookInvalid(
        "not-json",
        f"the file is not a notebook (JSON): {detail}; save it again in JupyterLab",
        f"ノートブック(JSON)として読めません: {detail}。JupyterLab で保存し直してください",
    )


def _no_notebook(en: str, ja: str) -> NotebookInvalid:
    return NotebookInvalid(
        "not-a-notebook",
        f"{en}; save the notebook again in JupyterLab",
        f"{ja}。JupyterLab でノートブックを保存し直してください",
    )


def _check_depth(data: bytes) -> None:
    depth = 0
    for token in _TOKENS.finditer(data):
        first = data[token.start()]
        if first in b"[{":
            depth += 1
            if depth > _MAX_DEPTH:
                raise NotebookInvalid(
                    "too-deep",
                    f"JSON is nested deeper than {_MAX_DEPTH} levels; submit the released notebook",
                    f"JSON の入れ子が {_MAX_DEPTH} 段を超えています。"
                    "配布されたノートブックを提出してください",
                )
        elif first in b"]}":
            depth -= 1


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _not_json("an object has the same key twice")
    return found


def _no_constant(name: str) -> None:
    raise _not_json(f"{name} is not JSON")


def _cells(top: Any) -> Sequence[Any]:  # noqa: ANN401 - any JSON value
    if not isinstance(top, Mapping) or not isinstance(top.get("cells"), list):
        raise _no_notebook("the file holds no list of cells", "セルの一覧がありません")
    if top.get("nbformat") != 4:
        number = str(top.get("nbformat"))[:20]
        raise NotebookInvalid(
            "nbformat",
            f"notebook format {number} is not read; save it again in JupyterLab (format 4)",
            f"ノートブック形式 {number} には対応していません。"
            "JupyterLab で保存し直してください(形式 4)",
        )
    cells: Sequence[Any] = top["cells"]
    if len(cells) > MAX_CELLS:
        raise NotebookInvalid(
            "too-many-cells",
            f"{len(cells)} cells, at most {MAX_CELLS} are read; remove cells and submit again",
            f"セルが {len(cells)} 個あります(上限 {MAX_CELLS})。セルを減らして再提出してください",
        )
    return cells


def _code_cell(index: int, cell: Mapping[str, Any]) -> CodeCell:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise _no_notebook(
            f"the source of cell {index} is not text", f"セル {index} の中身が文字列ではありません"
        )
    if len(source) > MAX_SOURCE_KIB << 10:
        raise NotebookInvalid(
            "too-large",
            f"cell {index} has more than {MAX_SOURCE_KIB} KiB of code; shorten it",
            f"セル {index} のコードが {MAX_SOURCE_KIB} KiB を超えています。短くしてください",
        )
    grade_id = claimed_id(cell) or ""
    known = grade_id if re.fullmatch(r"[\w-]{1,100}", grade_id) else ""
    return CodeCell(index=index, source=source, grade_id=known)


def claimed_id(cell: Mapping[str, Any]) -> str | None:
    """Return the grade id that the nbgrader metadata of a cell claims, if it is a text."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, Mapping) else None
    return grade_id if isinstance(grade_id, str) else None


def text_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell as far as it is text: for showing, not for judging."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
