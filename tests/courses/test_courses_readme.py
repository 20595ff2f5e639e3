"""`courses/README.md` states facts about the judge; each is held against the judge here."""

import re
from math import pi

import pytest
from qiskit import QuantumCircuit

from grader.exercise import FORMULAS, Basis
from grader.judge.metrics.one_qubit_gates import one_qubit_gates
from grader.judge.metrics.two_qubit_gates import two_qubit_gates
from grader.judge.program import Program
from tests.content import CATALOG, ROOT

TEXT = (ROOT / "courses" / "README.md").read_text(encoding="utf-8")
ANGLES = {"ry": (0.3,), "u": (0.3, 0.4, 0.5), "cp": (pi / 3,), "rzz": (pi / 3,)}


def rows(first: str) -> list[list[str]]:
    """Return the cells of the table whose head begins with `first`, head included."""
    found = re.search(rf"^\| {first} \|.*?(?=\n\n|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    lines = found[0].split("\n")
    del lines[1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def gate_counts() -> list[tuple[str, int, int]]:
    head, n2q, n1q = (row[1:] for row in rows("gate"))
    return [
        (gate, int(two), int(one))
        for gates, two, one in zip(head, n2q, n1q, strict=True)
        for gate in re.findall(r"`(\w+)`", gates)
    ]


@pytest.mark.parametrize(("gate", "n2q", "n1q"), gate_counts())
def test_a_gate_counts_what_the_table_says(gate, n2q, n1q):
    circuit = QuantumCircuit(3)
    qubits = {"ccx": 3, "swap": 2, "cx": 2, "cz": 2, "cp": 2, "rzz": 2}.get(gate, 1)
    getattr(circuit, gate)(*ANGLES.get(gate, ()), *range(qubits))
    program = Program.of(circuit)
    assert two_qubit_gates(program, Basis()) == n2q
    assert one_qubit_gates(program, Basis()) == n1q


def test_every_formula_in_use_is_explained():
    assert {row[0].strip("`") for row in rows("formula")[1:]} == set(FORMULAS)


def test_every_lesson_is_listed_with_its_exercises():
    listed = {
        (row[0].strip("`"), re.findall(r"\(([\w/.]+)\)", row[1])[0]): tuple(
            re.findall(r"`([\w-]+)`", row[4])
        )
        for row in rows("course")[1:]
    }
    assert listed == {
        (course.id, f"{course.id}/{lesson.id}.md"): lesson.exercises
        for course in CATALOG.courses()
        for lesson in course.assignments
    }
