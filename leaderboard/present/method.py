"""Tables of the page on method: formulas, rules and their settings, scopes, the build, versions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Row
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "SECTIONS",
    "build_table",
    "change_log",
    "contents",
    "exercise_table",
    "formula_table",
    "release_cards",
    "rule_table",
    "scope_table",
]

SECTIONS = (
    *("ranking", "formulas", "merit", "company", "suppression", "releases", "scopes", "devices"),
    *("rejudge", "retention", "build", "changes", "contact"),
)
"""Sections in order; each is the anchor that links from other pages reach."""
_VIEWERS = ("public", "learner", "company", "instructor", "admin")
_NONE = "none"


@dataclass(frozen=True, slots=True)
class _Item:
    """Who sees something: a code a viewer, in the order of `_VIEWERS`, see ``[sees]``."""

    name: str
    codes: tuple[str, str, str, str, str]


_ITEMS = (
    _Item("method", ("yes", "yes", "yes", "yes", "yes")),
    _Item("board", ("opted", "ten", "ten", "course", "whole")),
    _Item("own", ("no", "self", "no", "no", "no")),
    _Item("standings", ("no", "yes", "yes", "yes", "yes")),
    _Item("pooled", ("rules", "rules", "rules", "rules", "counts")),
    _Item("cells", ("no", "no", "rules", "no", "yes")),
    _Item("others", ("no", "no", "no", "no", "yes")),
    _Item("usage", ("no", "self", "company", "no", "yes")),
    _Item("sizes", ("bands", "bands", "bands", "bands", "exact")),
    _Item("person", ("no", "self", "never", "no", "no")),
)


def contents(texts: Texts) -> list[tuple[str, str]]:
    """Return the sections as links."""
    return [(texts(f"method.{name}_title"), f"#{name}") for name in SECTIONS]


def formula_table(board: Board, texts: Texts) -> Table:
    """Return the formulas in use: version, what costs, unit, direction, how it is worked out."""
    used: dict[str, Row] = {}
    ways: dict[str, set[str]] = {}
    for row in board.exercises():
        used.setdefault(row["formula_id"], row)
        ways.setdefault(row["formula_id"], set()).add(row["direction"])
    order = sorted(used, key=lambda name: (name == _NONE, name))
    return Table(
        caption=texts("method.formulas_title"),
        columns=[
            Column(title=texts("column.formula"), below=texts("column.version")),
            Column(title=texts("method.how"), wide=True, below=texts("method.how_more")),
            Column(title=texts("method.scale"), number=True),
            Column(title=texts("method.direction")),
        ],
        rows=[Line(cells=_formula(used[name], ways[name], texts)) for name in order],
        stacked=True,
    )


def exercise_table(board: Board, texts: Texts) -> Table:
    """Return the exercises with their formulas, versions, par and best known cost."""
    return Table(
        caption=texts("method.exercises"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.formula")),
            Column(title=texts("exercise.par"), number=True),
            Column(title=texts("exercise.best"), number=True),
            Column(title=texts("column.version"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    texts.name(row, "title"),
                    texts("app.none") if row["formula_id"] == _NONE else row["formula_id"],
                    texts.cost(row["par"], row),
                    texts.cost(row["best"], row),
                    str(row["version"]),
                )
            )
            for row in board.exercises()
        ],
    )


def rule_table(board: Board, texts: Texts) -> Table:
    """Return the rules of suppression with their present settings."""
    meta = board.meta
    set_to = {
        "r1": texts("method.r1_value", n=meta["min_learners"]),
        "r2": texts("method.r2_value", n=meta["min_companies"]),
        "r3": texts("unit.percent", value=meta["max_share"]),
        "r4": texts("method.r4_value", n=meta["min_changed"]),
        "r5": texts("method.r5_value"),
        "r6": texts("method.always"),
        "r7": texts("method.always"),
        "r8": texts("method.r8_value"),
    }
    return Table(
        caption=texts("method.suppression_title"),
        columns=[
            Column(title=texts("column.rule")),
            Column(title=texts("method.holds"), wide=True),
            Column(title=texts("method.set_to")),
        ],
        rows=[
            Line(
                cells=(name.upper(), Cell(text=texts(f"method.{name}"), kind="rule"), value),
            )
            for name, value in set_to.items()
        ],
        stacked=True,
    )


def release_cards(board: Board, texts: Texts) -> list[tuple[str, str, str]]:
    """Return the week of the present figures of companies, and when the next ones are due."""
    meta = board.meta
    none = texts("app.none")
    released = meta["released_at"]
    return [
        (
            texts("method.released"),
            meta["period"] or none,
            texts("method.released_note", date=texts.end_date(released)) if released else "",
        ),
        (
            texts("method.next"),
            texts.date(meta["next_release_at"]),
            texts("method.next_note", moment=texts.moment(meta["next_release_at"])),
        ),
    ]


def scope_table(texts: Texts, viewer: str) -> Table:
    """Return who sees what; the column of the viewer says so.

    Args:
        texts: The language.
        viewer: Kind of who looks.
    """
    names = {kind: texts(f"sees.viewer_{kind}") for kind in _VIEWERS}
    if viewer in names:
        names[viewer] = texts("method.viewer_you", viewer=names[viewer])
    return Table(
        caption=texts("method.scopes_title"),
        columns=[
            Column(title=texts("method.item"), wide=True),
            *(Column(title=title) for title in names.values()),
        ],
        rows=[
            Line(
                cells=(
                    texts(f"sees.{item.name}"),
                    *(
                        Cell(
                            text=texts("app.none" if code == "no" else f"sees.is_{code}"),
                            kind="muted" if code in ("no", "never") else "",
                        )
                        for code in item.codes
                    ),
                )
            )
            for item in _ITEMS
        ],
    )


def build_table(board: Board, texts: Texts) -> Table:
    """Return what made this board, from how much, and by which checksums that can be shown."""
    meta = board.meta
    none = texts("app.none")
    values = {
        "build_id": meta["build_id"],
        "built_at": texts.moment(meta["built_at"]),
        "as_of": texts.moment(meta["as_of"]),
        "week": meta["period"] or none,
        "judge": meta["judge_version"] or none,
        "learners": texts.band(meta["learners"]),
        "companies": texts.band(meta["companies"]),
        "verdicts": texts.band(meta["submissions"]),
        "watermark": meta["watermark"] or texts("method.watermark_admin"),
        "content": _short(meta.get("content", "")) or none,
        "schema": meta["schema_version"],
        "scope": meta["scope"],
    }
    return Table(
        caption=texts("method.build_title"),
        columns=[
            Column(title=texts("method.item")),
            Column(title=texts("method.value"), wide=True),
        ],
        rows=[Line(cells=(texts(f"method.{key}"), value)) for key, value in values.items()],
    )


def change_log(board: Board, texts: Texts) -> Table:
    """Return the versions of judge and formulas that the results are of, the newest first."""
    rows: list[tuple[str, str, str]] = []
    for kind, title in (("judges", "method.judge"), ("formulas", "column.formula")):
        found: dict[str, str] = json.loads(board.meta.get(kind, "{}"))
        rows += [(day, texts(title), version) for version, day in found.items()]
    rows.sort(reverse=True)
    return Table(
        caption=texts("method.changes_title"),
        columns=[
            Column(title=texts("method.since")),
            Column(title=texts("method.what")),
            Column(title=texts("column.version"), wide=True),
        ],
        rows=[Line(cells=row) for row in rows],
    )


def _formula(row: Row, ways: Sequence[str] | set[str], texts: Texts) -> tuple[str | Cell, ...]:
    formula, none = row["formula_id"], texts("app.none")
    how = Cell(
        text=texts.known("method", f"formula_{formula}", formula),
        note=texts.known("method", f"formula_{formula}_how", ""),
        kind="rule",
    )
    if formula == _NONE:
        return (texts("method.formula_without"), how, none, none)
    version = Cell(text=formula, note=texts("method.version_of", n=formula.rpartition("-v")[2]))
    unit = "1" if row["scale"] == 1 else f"1/{row['scale']:,}"
    way = texts(f"method.way_{'both' if len(ways) > 1 else next(iter(ways))}")
    return (version, how, unit, way)


def _short(digest: str) -> str:
    return f"{digest[:16]}…" if digest else ""
