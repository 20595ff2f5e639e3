"""`qskills grade` as a user runs it: scripts, notebooks, folders, and what is not gradable."""

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.printed import lines

pytestmark = pytest.mark.sandbox

RIGHT = (
    "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)\n"
)
WRONG = RIGHT + "answer.z(0)\n"


def cell(source: str, grade_id: str = ""):
    return new_code_cell(source, metadata={"nbgrader": {"grade_id": grade_id}} if grade_id else {})


def write_notebook(path, *cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=list(cells)), str(path))
    return path


def bell(path, source):
    return write_notebook(path, cell(source, "bell-pair-solution"), cell("check()", "bell-pair"))


def test_a_notebook_prints_one_object_and_exits_0_when_all_is_accepted(qskills, tmp_path):
    done = qskills("grade", bell(tmp_path / "a.ipynb", RIGHT), "--json")
    (found,) = lines(done)
    assert done.returncode == 0
    assert [(e["id"], e["verdict"]) for e in found["exercises"]] == [("bell-pair", "AC")]
    assert "path" not in found


def test_a_folder_prints_a_line_a_file_and_exits_1_when_one_is_refused(qskills, tmp_path):
    bell(tmp_path / "x" / "a.ipynb", RIGHT)
    bell(tmp_path / "y" / "b.ipynb", WRONG)
    (tmp_path / "c.ipynb").write_text("no notebook")
    done = qskills("grade", tmp_path, "--json")
    found = {line["path"].rpartition("/")[2]: line for line in lines(done)}
    assert done.returncode == 1
    assert found["a.ipynb"]["exercises"][0]["verdict"] == "AC"
    assert found["b.ipynb"]["exercises"][0]["verdict"] == "WA"
    assert found["c.ipynb"]["error"]["code"] == "not-json"
    assert found["c.ipynb"]["exercises"] == []
    assert found["c.ipynb"]["error"]["en"]
    assert found["c.ipynb"]["error"]["ja"]


def test_loose_files_leave_no_trace_in_the_state(qskills, tmp_path):
    done = qskills("--state", tmp_path / "state", "grade", bell(tmp_path / "a.ipynb", RIGHT))
    assert done.returncode == 0
    assert not (tmp_path / "state").exists()


def test_a_terminal_shows_verdict_points_and_reason_in_the_language_asked_for(qskills, tmp_path):
    path = bell(tmp_path / "a.ipynb", WRONG)
    english, japanese = (qskills("grade", path, "--lang", lang).stdout for lang in ("en", "ja"))
    assert "WA" in english
    assert "minus" in english
    assert "マイナス" in japanese


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["grade"], 2, "PATHS"),
        (["grade", "missing.ipynb"], 2, "no such file"),
        (["grade", "answer.py"], 2, "--exercise"),
        (["grade", "--exercise", "bell", "answer.py"], 2, "bell-pair"),
        (["grade", "notes.txt"], 2, "not a notebook"),
        (["grade", "empty"], 2, "no notebook"),
        (["--state", "nothing", "grade", "--collected"], 3, "qskills init"),
        (["grade", "--collected", "answer.py"], 2, "--collected"),
    ],
)
def test_wrong_use_names_cause_and_cure(qskills, root, tmp_path, arguments, code, word):
    (tmp_path / "answer.py").write_text(RIGHT)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    done = qskills("--content", root, *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_notebook_of_an_unknown_exercise_is_refused_by_name(qskills, tmp_path):
    path = write_notebook(tmp_path / "a.ipynb", cell("answer = 1", "no-such-exercise"))
    done = qskills("grade", path, "--json")
    assert done.returncode == 1
    assert "no-such-exercise" in lines(done)[0]["error"]["en"]


def test_exercises_that_a_notebook_lacks_are_not_graded_but_those_it_has_are(qskills, tmp_path):
    path = write_notebook(
        tmp_path / "a.ipynb",
        cell(RIGHT, "bell-pair-solution"),
        cell("x", "bell-pair"),
        cell("raise NotImplementedError()", "bit-order-solution"),
        cell("x", "bit-order"),
    )
    found = lines(qskills("grade", path, "--json"))[0]["exercises"]
    assert [(e["id"], e["verdict"]) for e in found] == [("bell-pair", "AC"), ("bit-order", "NA")]


def test_a_broken_solution_or_judge_part_is_found_by_verify(qskills, root, tmp_path):
    for name in ("exercises", "courses"):
        shutil.copytree(root / name, tmp_path / name)
    assert qskills("--content", tmp_path, "verify", "bell-pair").returncode == 0
    judge = tmp_path / "exercises" / "bell-pair" / "judge.py"
    text = judge.read_text()
    judge.write_text(text.replace("[1, 0, 0, 1]", "[1, 0, 0, -1]"))
    assert judge.read_text() != text
    done = qskills("--content", tmp_path, "verify", "bell-pair")
    assert done.returncode == 1
    assert "accepted/reference" in done.stderr
    judge.write_text(text)
    solution = tmp_path / "exercises" / "bell-pair" / "submissions" / "accepted" / "reference.py"
    solution.write_text(solution.read_text() + "\nanswer.z(0)\n")
    done = qskills("--content", tmp_path, "verify", "bell-pair", "--json")
    wrong = [line["submission"] for line in lines(done) if not line["ok"]]
    assert (done.returncode, wrong) == (1, ["accepted/reference"])
