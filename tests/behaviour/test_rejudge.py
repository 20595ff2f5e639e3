"""`qskills rejudge` on a real installation: shown first, then in results, gradebook and board."""

import json

import nbformat
import pytest

from tests.classroom import write_content
from tests.printed import lines

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SOLUTIONS = {
    "pair-solution": "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\n"
    "answer.h(0)\nanswer.cx(0, 1)\n",
    "flip-solution": "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\nanswer.x(0)\n",
}


@pytest.fixture
def installation(qskills, tmp_path):
    """An installation of a tiny course in which one learner's notebook was graded."""
    content = tmp_path / "content"
    write_content(content)
    state = tmp_path / "state"
    run = lambda *rest: qskills("--state", state, "--content", content, *rest, timeout=600)  # noqa: E731
    assert run("init", "--demo").returncode == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("account,company,role\nada,tengu-bank,\n")
    assert run("people", "import", roster).returncode == 0
    done = run("course", "release")
    assert done.returncode == 0, done.stderr
    released = next((state / "nbgrader" / "tiny" / "release").glob("first-en/first.ipynb"))
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = SOLUTIONS.get(grade_id, cell.source)
    answered = tmp_path / "first.ipynb"
    nbformat.write(notebook, answered)
    done = run("grade", "--learner", "l-000001", answered)
    assert "AC 2" in done.stdout, done.stdout + done.stderr
    return run, content, state


def points_in_gradebook(state) -> list[float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{state}/nbgrader/tiny/gradebook.db") as gradebook:
        submission = gradebook.find_submission("first-en", "l-000001")
        (found,) = submission.notebooks
        return sorted(grade.auto_score for grade in found.grades)


def test_a_rejudge_is_shown_then_recorded_and_reaches_the_gradebook(installation):
    run, content, state = installation
    assert "every verdict is up to date" in run("rejudge").stdout
    settings = content / "exercises" / "pair" / "exercise.toml"
    text = settings.read_text().replace("version = 1", "version = 2")
    settings.write_text(text.replace("[score]", "[limits]\nn2q = 0\n[score]"))

    shown = run("rejudge", "--json")
    assert shown.returncode == 0, shown.stderr
    (line,) = lines(shown)
    assert (line["before"]["verdict"], line["after"]["verdict"]) == ("AC", "LE")
    assert (line["before"]["points"], line["after"]["points"]) == (10, 0)
    assert "AC → LE: 1" in run("rejudge", "pair").stdout
    assert points_in_gradebook(state) == [5.0, 10.0]

    applied = run("rejudge", "--apply", "--cause", "a limit was missing")
    assert applied.returncode == 0, applied.stderr
    assert points_in_gradebook(state) == [0.0, 5.0]
    assert "every verdict is up to date" in run("rejudge").stdout
    audit = json.loads(run("audit", "--json").stdout)
    assert audit == {"verdicts": 3, "broken": None}


def test_wrong_use_is_refused_before_anything_runs(qskills, tmp_path):
    state = tmp_path / "state"
    assert qskills("--state", state, "init", "--demo").returncode == 0
    assert qskills("--state", state, "rejudge", "no-such").returncode == 2
    assert qskills("--state", state, "rejudge", "--cause", "graded").returncode == 2
