"""`make demo SERVE=0`: the demo consortium, graded for real, twice."""

import json
import re
import sqlite3
from collections import Counter

import pytest

from grader.results.store import Store

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.timeout(2400),  # the first test waits for the whole demo
]


@pytest.fixture(scope="module")
def printed(demo_output):
    def read(run: str) -> str:
        return json.loads((demo_output / f"{run}.json").read_text())["stdout"]

    return read


def test_the_demo_prints_isolation_verdicts_and_standings(printed):
    text = printed("first")
    level = re.search(r"isolation level (\d) of 4", text)
    assert level
    assert int(level[1]) >= 3
    counts = dict(re.findall(r"\b([A-Z]{2,3}) (\d+)", text))
    assert int(counts["AC"]) > 300
    assert len(counts) >= 8
    assert "Standings" in text or "standings" in text


def test_a_second_run_grades_nothing_and_changes_nothing(printed, demo_state):
    assert "graded" in printed("first")
    assert not re.search(r"^graded \d+ submissions", printed("second"), re.MULTILINE)
    summary = [line for line in printed("first").splitlines() if "submissions graded," in line]
    assert summary[0] in printed("second")
    with Store(demo_state.results, readonly=True) as store:
        judged = Counter(
            (r.attempt_id, r.exercise) for r in store.verdicts(include_superseded=True)
        )
    assert set(judged.values()) == {1}


def test_the_chain_of_verdicts_is_unbroken(demo_state, qskills):
    done = qskills("--state", demo_state.path, "audit", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["broken"] is None


def test_nbgrader_holds_the_judges_points(demo_state):
    with Store(demo_state.results, readonly=True) as store:
        rows = [row for row in store.verdicts() if row.course == "c1" and row.counted]
    best = {}
    for row in rows:
        best[row.learner] = max(best.get(row.learner, 0), row.points / 1000)
    # nbgrader's own tables, read as they are: its API would take two seconds to import.
    gradebook = sqlite3.connect(demo_state.courses / "c1" / "gradebook.db")
    try:
        scores = Counter()
        for learner, score in gradebook.execute(
            "SELECT sa.student_id, MAX(grade.auto_score) FROM grade "
            "JOIN submitted_notebook AS sn ON sn.id = grade.notebook_id "
            "JOIN submitted_assignment AS sa ON sa.id = sn.assignment_id GROUP BY sn.id"
        ):
            scores[learner] = max(scores[learner], score or 0.0)
    finally:
        gradebook.close()
    assert len(scores) == len(best) > 100
    assert {name: scores[name] for name in best} == pytest.approx(best)


def test_the_exercise_boards_hold_many_costs_and_baselines(demo_state):
    with Store(demo_state.results, readonly=True) as store:
        costs: dict[str, set[int]] = {}
        for row in store.verdicts():
            if row.verdict.accepted and row.cost is not None:
                costs.setdefault(row.exercise, set()).add(row.cost)
        kinds = {(found.exercise, found.kind) for found in store.baselines()}
    assert sum(len(found) >= 12 for found in costs.values()) >= 4
    assert {("bell-pair", kind) for kind in ("reference", "qiskit-0", "qiskit-3")} <= kinds
