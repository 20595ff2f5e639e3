"""A changed exercise: its effect is shown first, then recorded beside the old verdicts."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from grader import catalog
from grader.catalog import Catalog
from grader.errors import ResultsError
from grader.pipeline import Grader
from grader.results.records import Arrival
from grader.results.store import Store
from grader.scaleout.drain import Drain
from grader.scaleout.local import LocalPool
from grader.scaleout.rejudge import apply, rejudge, stale
from grader.verdict import Outcome

pytestmark = pytest.mark.sandbox

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SECRET = b"s" * 32
BELL = "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)"
LABELS = """
from qiskit import QuantumCircuit

def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        if character in "1-":
            circuit.x(qubit)
        if character in "+-rl":
            circuit.h(qubit)
        if character in "rl":
            circuit.append(*{"r": (S, [qubit]), "l": (SDG, [qubit])}[character])
    return circuit
from qiskit.circuit.library import SGate, SdgGate
S, SDG = SGate(), SdgGate()
"""


def notebook(**sources: str) -> bytes:
    cells = []
    for name, source in sources.items():
        cells += [(f"{name.replace('_', '-')}-solution", source), (name.replace("_", "-"), "")]
    return json.dumps(
        {
            "nbformat": 4,
            "cells": [
                {"cell_type": "code", "source": text, "metadata": {"nbgrader": {"grade_id": name}}}
                for name, text in cells
            ],
        }
    ).encode()


@pytest.fixture
def content(tmp_path, root):
    """A copy of two exercises and a course, which the test may change."""
    for name in ("bell-pair", "basis-states-fn"):
        shutil.copytree(root / "exercises" / name, tmp_path / "exercises" / name)
    course = tmp_path / "courses" / "c1"
    course.mkdir(parents=True)
    (course / "course.toml").write_text(
        'id = "c1"\nlevel = "A2"\ntitle = { en = "One", ja = "一" }\n'
        '[[assignment]]\nid = "two"\ntitle = { en = "Two", ja = "二" }\n'
        'exercises = ["bell-pair", "basis-states-fn"]\n',
        encoding="utf-8",
    )
    (course / "two.md").write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "results.db") as store:
        yield store


def hand_in(store, number: int, data: bytes) -> None:
    store.queue.arrive(
        Arrival(
            learner=f"l-{number:06d}",
            course="c1",
            assignment="two",
            notebook="two.ipynb",
            language="en",
            arrival=f"arrival-{number}",
            data=data,
            submitted_at=NOW,
        )
    )


def grade(store, catalog) -> None:
    with LocalPool(lambda: Grader(catalog, SECRET), 1) as pool:
        list(Drain(store, catalog, pool, clock=lambda: NOW).run())


def changes_of(store, catalog, *wanted: str):
    with LocalPool(lambda: Grader(catalog, SECRET), 1) as pool:
        found = stale(store, catalog, wanted)
        return [change for of in rejudge(store, catalog, pool, found) for change in of]


def edit(content, exercise: str, *changes: tuple[str, str]) -> None:
    path = content / "exercises" / exercise / "exercise.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    catalog._load.cache_clear()  # a command is a process of its own


def test_nothing_is_stale_until_something_changes(store, content):
    hand_in(store, 1, notebook(bell_pair=BELL, basis_states_fn=LABELS))
    grade(store, Catalog(content))
    assert stale(store, Catalog(content)) == []
    assert len(stale(store, Catalog(content), everything=True)) == 1


def test_a_stricter_limit_is_shown_before_it_is_recorded_and_both_versions_stay(store, content):
    hand_in(store, 1, notebook(bell_pair=BELL, basis_states_fn=LABELS))
    hand_in(store, 2, notebook(bell_pair=BELL + "\nanswer.cx(0, 1)\nanswer.cx(0, 1)"))
    grade(store, Catalog(content))
    edit(content, "bell-pair", ("version = 1", "version = 2"), ("n2q = 3", "n2q = 1"))

    changes = changes_of(store, Catalog(content))
    assert [(c.before.learner, str(c.before.outcome), str(c.after.verdict.outcome))
            for c in sorted(changes, key=lambda c: c.before.learner)] == [
        ("l-000001", "AC", "AC"), ("l-000002", "AC", "LE")]  # fmt: skip
    assert {row.version for row in store.verdicts()} == {1}

    for change in changes:
        apply(store, [change], cause="stricter limit", now=NOW)
    now = {row.learner: row for row in store.verdicts() if row.exercise == "bell-pair"}
    assert now["l-000002"].outcome is Outcome.LIMIT_EXCEEDED
    assert {(row.version, row.cause) for row in now.values()} == {(2, "stricter limit")}
    assert now["l-000002"].submitted_at == NOW
    old = [row for row in store.verdicts(include_superseded=True) if row.superseded]
    assert {(row.version, row.outcome) for row in old} == {(1, Outcome.ACCEPTED)}
    assert store.audit(SECRET) is None
    assert stale(store, Catalog(content)) == []


def test_functions_are_run_again(store, content):
    hand_in(store, 1, notebook(basis_states_fn=LABELS))
    grade(store, Catalog(content))
    edit(content, "basis-states-fn", ("version = 1", "version = 2"))
    (change,) = changes_of(store, Catalog(content), "basis-states-fn")
    assert change.after.verdict.accepted
    assert change.after.verdict.version == 2
    assert change.after.wall_s > 0


def test_a_verdict_of_the_same_version_is_repeated_exactly(store, content):
    hand_in(store, 1, notebook(basis_states_fn=LABELS, bell_pair=BELL))
    grade(store, Catalog(content))
    with LocalPool(lambda: Grader(Catalog(content), SECRET), 1) as pool:
        found = stale(store, Catalog(content), everything=True)
        changes = [change for of in rejudge(store, Catalog(content), pool, found) for change in of]
    assert len(changes) == 2
    assert [change.after.verdict.seed for change in changes] == [
        change.before.verdict.seed for change in changes
    ]
    assert not any(change.differs for change in changes)


def test_content_that_changed_under_its_version_is_refused(store, content):
    hand_in(store, 1, notebook(bell_pair=BELL))
    grade(store, Catalog(content))
    edit(content, "bell-pair", ("n2q = 3", "n2q = 1"))
    with pytest.raises(ResultsError, match="raise `version` to 2"):
        stale(store, Catalog(content))


def test_an_erased_answer_is_reported_and_its_verdict_stays(store, content):
    hand_in(store, 1, notebook(bell_pair=BELL))
    grade(store, Catalog(content))
    store.ledger.erase("l-000001", actor="test", now=NOW)
    edit(content, "bell-pair", ("version = 1", "version = 2"))
    changes = changes_of(store, Catalog(content))
    assert changes
    assert all(change.error and change.after is None for change in changes)
    for change in changes:
        assert apply(store, [change], cause="x", now=NOW) == 0
