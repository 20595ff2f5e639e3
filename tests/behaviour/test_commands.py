"""The commands of the README that no other test runs, as a user runs them."""

import json

import pytest

from grader.verdict import Outcome
from tests.printed import lines

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.timeout(1500)]


def test_doctor_proves_the_isolation_and_names_versions(qskills):
    done = qskills("doctor", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert found["ok"]
    assert found["isolation"]["level"] >= found["minimum_level"] == 3
    assert all(need["ok"] for need in found["requirements"])
    assert found["packages"]["qiskit"]
    assert f"level {found['isolation']['level']} of 4" in qskills("doctor").stdout


def test_verify_prints_a_line_for_each_submission_with_what_it_states(qskills, catalog):
    done = qskills("verify", "bell-pair", "basis-states-fn", "--json", timeout=600)
    found = lines(done)
    assert done.returncode == 0, done.stderr
    assert all(line["ok"] for line in found)
    exercises = map(catalog.exercise, ("bell-pair", "basis-states-fn"))
    stated = {(e.id, own.name) for e in exercises for own in e.submissions()}
    assert {(line["exercise"], line["submission"]) for line in found} == stated
    assert {line["expected"]["verdict"] for line in found} >= {
        *(str(o) for o in (Outcome.ACCEPTED, Outcome.WRONG_ANSWER, Outcome.LIMIT_EXCEEDED)),
        *(str(o) for o in (Outcome.FORM_ERROR, Outcome.TIME_LIMIT_EXCEEDED)),
    }


def test_the_benchmark_runs_both_sides_on_the_same_notebooks_and_verdicts_agree(qskills):
    done = qskills("bench", "--mix", "light", "--blocks", 1, "--size", 4, "--json", timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    light = found["mixes"]["light"]
    assert found["ratio"] == light["ratio"] > 0
    assert found["ratio_recorded"] == light["ratio_recorded"] > 0
    assert light["verdicts_agree"]
    for side in ("stock", "judged", "recorded"):
        assert light[side]["per_second"] > 0
        assert light[side]["latency_p95_s"] >= light[side]["latency_median_s"] > 0
        assert light[side]["cpu_s_per_submission"] > 0
    assert light["stock"]["peak_mib"] > light["judged"]["peak_mib"] > 0


def test_an_exercise_that_is_misspelt_is_named_with_those_that_exist(qskills):
    done = qskills("verify", "bell")
    assert done.returncode == 2
    assert "bell-pair" in done.stderr


def test_two_graders_at_once_judge_every_attempt_once(qskills, root, tmp_path):
    """Both are started on one state; together they do the work of one."""
    import subprocess
    import sys
    from collections import Counter
    from datetime import UTC, datetime
    from pathlib import Path

    from grader.consortium import Company
    from grader.exercise import Text
    from grader.identity import Identity
    from grader.install import initialise
    from grader.results.records import Arrival
    from grader.results.store import Store
    from grader.state import State

    state = State(tmp_path / "state")
    initialise(state)
    at = datetime(2026, 1, 5, tzinfo=UTC)
    with Identity(state.identity) as identity:
        company = Company(id="one", name=Text(en="One", ja="一"), industry="materials")
        identity.put_companies([company])
        learner = identity.enrol("one", at).learner_id
    assert qskills("--state", state.path, "course", "release", "c1").returncode == 0
    released = state.courses / "c1" / "release" / "bell-en" / "bell.ipynb"
    with Store(state.results) as store:
        for number in range(8):
            text = released.read_text().replace("raise NotImplementedError()", f"answer = {number}")
            store.queue.arrive(
                Arrival(
                    learner=learner,
                    course="c1",
                    assignment="bell",
                    notebook="bell.ipynb",
                    language="en",
                    arrival=f"a-{number}",
                    data=text.encode(),
                    submitted_at=at,
                )
            )
    command = [str(Path(sys.executable).parent / "qskills"), "--state", str(state.path)]
    both = [
        subprocess.Popen([*command, "grade", "--collected"], cwd=root, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert {child.wait(timeout=300) for child in both} <= {0, 1}
    with Store(state.results, readonly=True) as store:
        rows = store.verdicts(include_superseded=True)
        assert Counter(row.attempt_id for row in rows) == Counter(range(1, 9))
        assert store.queue.counts() == Counter(done=8)
