import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import NotebookInvalid
from grader.notebook import MAX_CELLS, MAX_NOTEBOOK_MIB, read_notebook


def notebook(*cells: dict, **top) -> bytes:
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*cells], **top}
    ).encode()


def code(source: object, grade_id: object = None) -> dict:
    metadata = {} if grade_id is None else {"nbgrader": {"grade_id": grade_id}}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def test_code_cells_keep_order_index_and_grade_id():
    data = notebook(
        {"cell_type": "markdown", "source": "x"}, code(["a = 1\n", "b"], "bell-pair"), code("c")
    )
    cells = read_notebook(data).cells
    assert [(c.index, c.source, c.grade_id) for c in cells] == [
        (1, "a = 1\nb", "bell-pair"),
        (2, "c", ""),
    ]


def test_answer_is_collected_after_the_grade_cell_else_the_solution_cell():
    full = read_notebook(notebook(code("s", "bell-solution"), code("x"), code("g", "bell")))
    assert full.place_of("bell") == 2
    assert read_notebook(notebook(code("s", "bell-solution"), code("x"))).place_of("bell") == 0
    assert read_notebook(notebook(code("x"))).place_of("bell") is None


def test_of_copied_grade_cells_the_last_counts():
    assert (
        read_notebook(notebook(code("g", "bell"), code("y"), code("g", "bell"))).place_of("bell")
        == 2
    )


@pytest.mark.parametrize("grade_id", ["../x", "a b", "x" * 101, 7, ["bell"], "a;drop table"])
def test_odd_grade_ids_are_no_grade_ids(grade_id):
    assert read_notebook(notebook(code("x", grade_id))).cells[0].grade_id == ""


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "not-json"),
        (b"\xff\xfe\x00", "not-json"),
        (b"[]", "not-a-notebook"),
        (b'{"cells": 3, "nbformat": 4}', "not-a-notebook"),
        (b'{"cells": [3], "nbformat": 4}', "not-a-notebook"),
        (b'{"cells": [], "nbformat": 2}', "nbformat"),
        (b'{"cells": [], "nbformat": 9}', "nbformat"),
        (b'{"cells": [], "nbformat": 4, "nbformat": 4}', "not-json"),
        (b'{"cells": [], "nbformat": 4, "metadata": NaN}', "not-json"),
        (b"[" * 100_000, "too-deep"),
        (notebook(code(7)), "not-a-notebook"),
        (notebook(code("x" * (1 << 21))), "too-large"),
        (notebook(*[code("")] * (MAX_CELLS + 1)), "too-many-cells"),
        (b" " * ((MAX_NOTEBOOK_MIB << 20) + 1), "too-large"),
        (b'{"cells":[],"nbformat":4,"x":' + b"9" * 10_000 + b"}", "not-json"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_with_cause_and_cure_in_both_languages(data, key):
    with pytest.raises(NotebookInvalid) as caught:
        read_notebook(data)
    assert caught.value.code == key
    assert caught.value.en
    assert any("\u3040" <= letter <= "\u9fff" for letter in caught.value.ja)


def test_a_byte_order_mark_is_read():
    assert read_notebook(b"\xef\xbb\xbf" + notebook(code("x"))).cells[0].source == "x"


@pytest.mark.parametrize("filler", [b'\\"', b'"', b"\\", b"[]", b"{"])
def test_hostile_megabytes_are_refused_at_once(filler):
    # A quadratic reader would need hours for this and meet the time limit of the test run.
    with pytest.raises(NotebookInvalid):
        read_notebook(b'{"' + filler * ((4 << 20) // len(filler)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(NotebookInvalid):
        assert read_notebook(data).cells is not None
