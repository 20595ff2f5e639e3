"""Downloads: what is on the page, typed, harmless in a spreadsheet, withheld cells empty."""

import csv as csv_format
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet as parquet_format

from leaderboard import export
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES
from leaderboard.present.exercise import board_table
from leaderboard.present.standings import standings_table
from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table
from leaderboard.present.texts import Texts

META = export.Meta(
    name="standings", title="Standings", language="en", scope="member", build_id="b-1",
    as_of="2026-11-22T12:00:00+09:00", period="2026-W46", formula="",
)  # fmt: skip
WITHHELD = Cell(text="withheld", kind="withheld", value=45.0)


def table(*columns: Column, rows: list[list]) -> Table:
    return Table(caption="A table", columns=columns, rows=[Line(cells=cells) for cells in rows])


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv_format.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_parquet(data: bytes):
    return parquet_format.read_table(io.BytesIO(data))


def test_numbers_are_numbers_and_what_a_cell_does_not_have_is_null():
    made = table(
        Column(title="Rank", number=True),
        Column(title="Who"),
        Column(title="Cost", number=True),
        Column(title="Merit"),
        Column(title="Gain", number=True),
        rows=[
            ["1", "a", "1,234", Bar(60, "60"), Cell(text="−12%", value=-12.25)],
            ["–", "b", "0.0778", Bar(5, "5"), "–"],
        ],
    )
    rows = read_parquet(export.parquet(made)).to_pylist()
    assert rows == [
        {"Rank": 1, "Who": "a", "Cost": 1234.0, "Merit": 60, "Gain": -12.25, "suppressed": 0},
        {"Rank": None, "Who": "b", "Cost": 0.0778, "Merit": 5, "Gain": None, "suppressed": 0},
    ]
    assert read_csv(export.csv(made))[1:] == [
        ["1", "a", "1234", "60", "-12.25", "0"],
        ["", "b", "0.0778", "5", "", "0"],
    ]


def test_a_column_with_one_band_or_bound_is_text_as_it_is_shown():
    made = table(Column(title="Learners", number=True), rows=[["12"], ["10–19"], [">70%"]])
    assert read_parquet(export.parquet(made))["Learners"].to_pylist() == ["12", "10–19", ">70%"]


def test_a_withheld_cell_is_empty_whatever_it_holds_and_its_row_says_so():
    made = table(
        Column(title="Company"), Column(title="Median", number=True),
        rows=[["A", Cell(text="80", value=80)], ["B", WITHHELD]],
    )  # fmt: skip
    assert read_csv(export.csv(made))[1:] == [["A", "80", "0"], ["B", "", "1"]]
    parquet = export.parquet(made, META)
    assert read_parquet(parquet)["Median"].to_pylist() == [80, None]
    said = json.loads(export.sidecar(made, META))
    assert said["suppressed"] == [{"row": 2, "column": "Median"}]
    for data in (export.csv(made), parquet, export.sidecar(made, META)):
        assert b"45" not in data
        assert b"withheld" not in data


def test_smaller_texts_get_a_column_of_their_own_and_decoration_gets_no_row():
    made = Table(
        caption="Board",
        columns=[Column(title="Learner", below="Company"), Column(title="Trend")],
        rows=[
            Line(cells=[Cell(text="q-1", note="Aoba"), Spark((1, None), "2 weeks: 1, –")]),
            Line(cells=["⋮", ""], kind="gap"),
            Line(cells=["q-2", ""], kind="own"),
        ],
    )
    assert read_csv(export.csv(made)) == [
        ["Learner", "Trend", "Company", "suppressed"],
        ["q-1", "2 weeks: 1, –", "Aoba", "0"],
        ["q-2", "", "", "0"],
    ]
    assert json.loads(export.sidecar(made, META))["own_rows"] is True


def test_columns_of_the_same_title_stay_apart():
    made = table(Column(title="Cost"), Column(title="Cost"), rows=[["a", "b"]])
    assert read_csv(export.csv(made))[0] == ["Cost", "Cost (2)", "suppressed"]
    assert read_parquet(export.parquet(made)).column_names == ["Cost", "Cost (2)", "suppressed"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_csv_only(start):
    evil = start + 'cmd|" /C calc"!A0'
    made = table(Column(title=evil), rows=[[evil]])
    assert read_csv(export.csv(made))[:2] == [[f"'{evil}", "suppressed"], [f"'{evil}", "0"]]
    assert read_parquet(export.parquet(made)).to_pylist()[0][evil] == evil


@given(st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6)), max_size=5))
def test_no_cell_of_any_csv_begins_a_formula(rows):
    made = table(Column(title="a"), Column(title="b", number=True), rows=[list(r) for r in rows])
    for cells in read_csv(export.csv(made)):
        for cell in cells:
            text = cell.replace(",", "")
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "-")) or float(text) <= 0


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8():
    assert export.csv(table(Column(title="順位"), rows=[["1"]])).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_board_is_exported_with_the_values_of_its_file(published, language):
    board = Board(scope_file(published.state.boards, "member"))
    texts = Texts.of(language, board)
    exercise = next(r for r in board.exercises() if r["exercise_id"] == "ghz-12-kawasaki")
    shown = board_table(board, texts, exercise)
    rows = read_parquet(export.parquet(shown)).to_pylist()
    entries = [row for row in rows if row[texts("column.rank")] is not None]
    assert [
        (row[texts("column.rank")], row[texts("column.handle")], row[texts("column.cost")])
        for row in entries
    ] == [
        (entry["rank"], entry["handle"], round(entry["cost"] / exercise["scale"], 4))
        for entry in board.entries("ghz-12-kawasaki")
    ]
    meta = export.meta_of(board, texts, shown, "board")
    said = json.loads(export.sidecar(shown, meta))
    assert said["build_id"] == board.build_id
    assert said["formula"] == "mapped-v1, ghz-12-kawasaki version 1"
    assert said["as_of"].endswith("+09:00")
    assert (said["language"], said["title"]) == (language, texts("exercise.board"))


def test_the_withheld_company_has_no_figure_in_any_file(published):
    board = Board(scope_file(published.state.boards, "member"))
    shown = standings_table(board, Texts.of("en", board))
    rows = read_parquet(export.parquet(shown)).to_pylist()
    small = next(row for row in rows if row["Company"] == "Kumo Device")
    assert small["suppressed"] == 1
    assert {small[name] for name in ("Rank", "Median merit", "Completed")} == {None}
    others = [row for row in rows if row is not small]
    assert {row["suppressed"] for row in others} == {0}
    wanted = {r["name_en"]: r["median"] for r in board.standings()
              if r["period"] == board.meta["period"]}  # fmt: skip
    assert {row["Company"]: row["Median merit"] for row in rows} == wanted
