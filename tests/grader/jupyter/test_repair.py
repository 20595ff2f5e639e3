import pytest

from grader.jupyter.repair import NAMESPACE, SourceCell, repair


def source(grade_id, kind="code", *, locked, grade=False, points=None):
    return SourceCell(
        grade_id=grade_id,
        cell_type=kind,
        text=f"released {grade_id}",
        checksum=f"sum-{grade_id}",
        locked=locked,
        grade=grade,
        solution=not locked,
        task=False,
        points=points,
    )


RELEASED = (
    source("pair-statement", "markdown", locked=True),
    source("pair-solution", locked=False),
    source("pair", locked=True, grade=True, points=10.0),
)


def cell(grade_id="", text=None, kind="code", **more):
    nbgrader = {"nbgrader": {"grade_id": grade_id, "points": 10}} if grade_id else {}
    metadata = {**nbgrader, **more.pop("metadata", {})}
    text = f"released {grade_id}" if text is None else text
    return {
        "cell_type": kind,
        "id": more.pop("id", "x"),
        "metadata": metadata,
        "source": text,
        **more,
    }


def whole():
    return [cell("pair-statement", kind="markdown"), cell("pair-solution", "mine"), cell("pair")]


def grade_ids(repaired):
    return [one["metadata"].get("nbgrader", {}).get("grade_id") for one in repaired.cells]


def test_an_honest_notebook_keeps_its_answer_and_reports_no_change():
    found = repair(whole(), RELEASED)
    assert found.changes == {}
    assert [one["source"] for one in found.cells] == [
        "released pair-statement",
        "mine",
        "released pair",
    ]


def test_metadata_comes_from_the_gradebook_only():
    forged = whole()
    forged[2]["metadata"]["nbgrader"] = {
        "grade_id": "pair",
        "points": 1e9,
        "schema_version": 2,
        "grade": False,
        "locked": False,
        "solution": True,
        "task": True,
        "checksum": "0",
        "score": 1e9,
        "extra": {},
    }
    forged[2]["metadata"] |= {
        "tags": ["skip-execution"],
        NAMESPACE: {"points": 5},
        "editable": True,
    }
    metadata = repair(forged, RELEASED).cells[2]["metadata"]
    assert metadata == {"nbgrader": RELEASED[2].metadata(), NAMESPACE: {"index": 2}}
    assert metadata["nbgrader"]["points"] == 10.0


def test_an_edited_grade_cell_gets_its_text_back():
    edited = whole()
    edited[2]["source"] = "15"
    found = repair(edited, RELEASED)
    assert found.cells[2]["source"] == "released pair"
    assert found.changes == {"pair": ("edited",)}


@pytest.mark.parametrize("gone", [{0}, {1}, {2}, {1, 2}, {0, 1, 2}])
def test_deleted_cells_come_back_in_the_order_of_the_course(gone):
    left = [one for n, one in enumerate(whole()) if n not in gone]
    found = repair(left, RELEASED)
    assert grade_ids(found) == ["pair-statement", "pair-solution", "pair"]
    assert all("restored" in found.changes[RELEASED[n].grade_id] for n in gone)


def test_of_copies_the_last_one_counts_and_the_others_become_plain_cells():
    copied = [*whole(), cell("pair-solution", "second try")]
    found = repair(copied, RELEASED)
    assert grade_ids(found) == ["pair-statement", None, "pair", "pair-solution"]
    assert found.cells[3]["source"] == "second try"
    assert found.changes == {"pair-solution": ("copied",)}


def test_another_cell_type_is_put_back():
    found = repair([*whole()[:2], cell("pair", kind="markdown")], RELEASED)
    assert found.cells[2]["cell_type"] == "code"
    assert found.cells[2]["outputs"] == []
    assert found.changes == {"pair": ("retyped",)}


@pytest.mark.parametrize(
    "grade_id",
    ["../../etc", "x'; DROP TABLE grade; --", "y" * 10_000, "pair\x00", 7, None, ["pair"]],
)
def test_unknown_grade_ids_lose_their_claim(grade_id):
    found = repair([*whole(), cell(metadata={"nbgrader": {"grade_id": grade_id}})], RELEASED)
    assert found.cells[3]["metadata"] == {NAMESPACE: {"index": 3}}


def test_outputs_attachments_and_counts_of_the_file_are_dropped():
    loaded = whole()
    loaded[2] |= {"outputs": [{"output_type": "execute_result"}], "execution_count": 9}
    loaded[0] |= {"attachments": {"a.svg": {"image/svg+xml": "<svg onload=alert(1)>"}}}
    found = repair(loaded, RELEASED)
    assert found.cells[2]["outputs"] == []
    assert found.cells[2]["execution_count"] is None
    assert "attachments" not in found.cells[0]


def test_cell_ids_are_sound_and_differ():
    odd = [cell(id=name, text="") for name in ("a", "a", "../b", "x" * 65, 5, "")]
    found = repair(odd, ())
    ids = [one["id"] for one in found.cells]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "a"
    assert all(name.replace("-", "").isalnum() for name in ids)


def test_whatever_the_cells_are_the_result_is_a_notebook():
    junk = [
        None,
        5,
        "x",
        [],
        {},
        {"cell_type": 3, "source": 7},
        {"metadata": []},
        cell(text=["a", 3]),
    ]
    found = repair(junk, RELEASED)
    assert grade_ids(found)[:3] == ["pair-statement", "pair-solution", "pair"]
    assert len(found.cells) == 3 + 4
    assert all(isinstance(one["source"], str) for one in found.cells)


def test_text_that_would_act_on_a_terminal_is_made_visible():
    (first, *_) = repair([cell(text="a\x1b[2Jb\u202ec\ud800d\ne\tf")], ()).cells
    assert first["source"] == "a\ufffd[2Jb\ufffdc?d\ne\tf"
