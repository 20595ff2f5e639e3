"""Files of exactly what a page shows: CSV for spreadsheets, Parquet for programs, a description.

A download is made from the table on the screen, after scope and suppression; nothing is read again.
"""

import csv as csv_format
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leaderboard.board import Board
from leaderboard.present.table import Bar, Cell, Spark, Table, plain
from leaderboard.present.texts import Texts

__all__ = ["SUPPRESSED", "Meta", "csv", "meta_of", "parquet", "sidecar"]

SUPPRESSED = "suppressed"
"""Column that is 1 where the row holds a withheld cell, which itself is empty."""

Value = str | int | float | None
_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# What a spreadsheet takes for the start of a formula; in Japanese input also at full width.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Where a table comes from; the sidecar says it.

    Attributes:
        name: Code of the table, ASCII; begins the names of the files.
        scope: Viewer scope whose file it was read from.
        as_of: Newest verdict in it, ISO 8601.
        period: Last released week of company figures.
        formula: Formula by which the rows are ranked, with the exercise's version; ``""`` if none.
    """

    name: str
    title: str
    language: str
    scope: str
    build_id: str
    as_of: str
    period: str
    formula: str

    def file(self, ending: str) -> str:
        """Return the name of a file of this table."""
        return f"{self.name}-{self.build_id}.{ending}"


@dataclass(frozen=True, slots=True)
class _Column:
    """A typed column; `numeric` if every value that is there is a number."""

    title: str
    values: tuple[Value, ...]
    numeric: bool = False


def meta_of(board: Board, texts: Texts, table: Table, name: str) -> Meta:
    """Return where a table of a board comes from."""
    meta = board.meta
    moment = datetime.fromtimestamp(int(meta["as_of"]), ZoneInfo(meta["time_zone"]))
    return Meta(
        name=name,
        title=table.caption,
        language=texts.language,
        scope=meta["scope"],
        build_id=meta["build_id"],
        as_of=moment.isoformat(),
        period=meta["period"],
        formula=table.formula,
    )


def csv(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, which Excel in Japan needs.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    columns = _columns(table)
    out = io.StringIO()
    writer = csv_format.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in columns])
    for row in zip(*(column.values for column in columns), strict=True):
        writer.writerow(["" if value is None else _harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def parquet(table: Table, meta: Meta | None = None) -> bytes:
    """Return a table as Parquet with typed columns; `meta` goes into the file's own metadata."""
    import pyarrow as arrow  # a second of start-up that only a download needs
    from pyarrow import parquet as parquet_format

    arrays = [arrow.array(column.values, type=_type(arrow, column)) for column in _columns(table)]
    made = arrow.table(arrays, names=[column.title for column in _columns(table)])
    if meta is not None:
        made = made.replace_schema_metadata({"quantum-skills": json.dumps(_about(meta))})
    out = io.BytesIO()
    parquet_format.write_table(made, out)
    return out.getvalue()


def sidecar(table: Table, meta: Meta) -> bytes:
    """Return, as JSON, what the files hold and where it comes from."""
    columns = _columns(table)
    titles = [column.title for column in columns]
    hidden = [
        {"row": number, "column": titles[place]}
        for number, line in enumerate(_lines(table), start=1)
        for place in _withheld(line)
    ]
    shown = {
        **_about(meta),
        "files": [meta.file("csv"), meta.file("parquet")],
        "rows": len(columns[-1].values),
        "own_rows": any(line.kind == "own" for line in table.rows),
        "columns": [
            {"title": column.title, "type": "number" if column.numeric else "text"}
            for column in columns
        ],
        SUPPRESSED: hidden,
    }
    return json.dumps(shown, ensure_ascii=False, indent=2).encode()


def _about(meta: Meta) -> dict[str, str | None]:
    return {
        "title": meta.title,
        "name": meta.name,
        "language": meta.language,
        "scope": meta.scope,
        "build_id": meta.build_id,
        "as_of": meta.as_of,
        "period": meta.period or None,
        "formula": meta.formula or None,
    }


_AnyCell = str | Bar | Spark | Cell


def _lines(table: Table) -> list[Sequence[_AnyCell]]:
    # The three dots between the first places and one's own are no row.
    return [line.cells for line in table.rows if line.kind != "gap"]


def _columns(table: Table) -> list[_Column]:
    """Return the columns of a table, those of smaller texts behind all others."""
    lines = _lines(table)
    shown, notes = [], []
    for place, column in enumerate(table.columns):
        cells = [line[place] for line in lines]
        shown.append(_typed(column.title, cells, number=column.number))
        below = [cell.note if isinstance(cell, Cell) else "" for cell in cells]
        if any(below):
            title = column.below or column.title
            notes.append(_Column(title, tuple(text or None for text in below)))
    hidden = _Column(SUPPRESSED, tuple(int(bool(_withheld(line))) for line in lines), numeric=True)
    return _distinct([*shown, *notes, hidden])


def _typed(title: str, cells: Sequence[_AnyCell], *, number: bool) -> _Column:
    texts = [_text(cell) for cell in cells]
    counted = number or any(isinstance(cell, Bar) or _given(cell) is not None for cell in cells)
    numbers = [_number(cell) for cell in cells]
    known = [value for value in numbers if value is not None]
    # One band or bound makes a column of texts: half a column of numbers would say less than half.
    if not counted or not known or len(known) < sum(text is not None for text in texts):
        return _Column(title, tuple(texts))
    return _Column(title, tuple(numbers), numeric=True)


def _text(cell: _AnyCell) -> str | None:
    if isinstance(cell, Cell) and cell.kind == "withheld":
        return None
    words = plain(cell)
    return None if words in ("", "–") else words


def _number(cell: _AnyCell) -> int | float | None:
    words = _text(cell)
    if words is None:
        return None
    given = _given(cell)
    if given is not None:
        return given
    if _NUMBER.fullmatch(words) is None:
        return None
    words = words.replace(",", "").replace("−", "-")
    return float(words) if "." in words else int(words)


def _given(cell: _AnyCell) -> float | None:
    return cell.value if isinstance(cell, Cell) else None


def _withheld(line: Iterable[_AnyCell]) -> list[int]:
    return [n for n, cell in enumerate(line) if isinstance(cell, Cell) and cell.kind == "withheld"]


def _distinct(columns: Sequence[_Column]) -> list[_Column]:
    seen: Counter[str] = Counter()
    made = []
    for column in columns:
        seen[column.title] += 1
        times = seen[column.title]
        title = column.title if times == 1 else f"{column.title} ({times})"
        made.append(_Column(title, column.values, column.numeric))
    return made


def _harmless(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _type(arrow: Any, column: _Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    if not column.numeric:
        return arrow.string()
    whole = all(value is None or isinstance(value, int) for value in column.values)
    return arrow.int64() if whole else arrow.float64()
