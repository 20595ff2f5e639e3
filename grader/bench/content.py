"""The course of the benchmark: a Bell state and a GHZ state, in a light and a heavy mix.

Both sides run the same learner cells. Stock nbgrader grades them by plain asserts of the same
strength as the judge: fidelity with the target, and the number of two-qubit gates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

__all__ = ["ASSERTS", "MIXES", "SETUP", "Learner", "learners", "write_content"]

MIXES = ("light", "heavy")

SETUP = {
    "light": "from qiskit import QuantumCircuit, transpile",
    "heavy": "from qiskit import QuantumCircuit, transpile\nfrom qiskit_aer import AerSimulator",
}

# Right and wrong ones in turn: (code, whether it is right).
_BELL = (
    ("answer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)", True),
    ("answer = QuantumCircuit(2)\nanswer.h(1)\nanswer.cx(1, 0)", True),
    ("answer = QuantumCircuit(2)\nanswer.h(0)\nanswer.h(1)\nanswer.cz(0, 1)\nanswer.h(1)", True),
    ("answer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)\nanswer.z(0)", False),
)
_GHZ = (
    ("qc = QuantumCircuit(5)\nqc.h(0)\nfor i in range(4):\n    qc.cx(i, i + 1)", True),
    ("qc = QuantumCircuit(5)\nqc.h(2)\nqc.cx(2, 1)\nqc.cx(2, 3)\nqc.cx(1, 0)\nqc.cx(3, 4)", True),
    ("qc = QuantumCircuit(5)\nqc.h(0)\nfor i in range(3):\n    qc.cx(i, i + 1)", False),
)
_FINISH = {
    "light": "answer = transpile(qc, basis_gates=['cx', 'rz', 'sx', 'x'], optimization_level=1)",
    "heavy": dedent("""\
        answer = transpile(qc, basis_gates=['cx', 'rz', 'sx', 'x'], optimization_level=1)
        sampled = answer.copy()
        sampled.measure_all()
        counts = AerSimulator(seed_simulator=7).run(sampled, shots=100).result().get_counts()"""),
}

_ASSERT = """\
import numpy as np
from qiskit.quantum_info import Statevector
target = np.zeros({size})
target[[0, -1]] = 2**-0.5
assert answer.num_qubits == {qubits}
assert abs(np.vdot(target, Statevector(answer).data))**2 > 1 - 1e-6
assert sum(len(gate.qubits) == 2 for gate in answer.data) <= {n2q}
"""
ASSERTS = {
    "bench-bell": _ASSERT.format(size=4, qubits=2, n2q=3),
    "bench-ghz": _ASSERT.format(size=32, qubits=5, n2q=8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One learner's cells, and which of them are right.

    Attributes:
        solutions: Source by exercise id.
        right: Expected result by exercise id.
    """

    id: str
    solutions: dict[str, str]
    right: dict[str, bool]


def learners(mix: str, count: int) -> Iterator[Learner]:
    """Yield learners whose notebooks all differ."""
    for number in range(count):
        bell, bell_right = _BELL[number % len(_BELL)]
        ghz, ghz_right = _GHZ[number % len(_GHZ)]
        yield Learner(
            id=f"l-{number:06d}",
            solutions={
                "bench-bell": f"# notebook {number}\n{bell}",
                "bench-ghz": f"{ghz}\n{_FINISH[mix]}",
            },
            right={"bench-bell": bell_right, "bench-ghz": ghz_right},
        )


_TOML = """\
id = "{name}"
version = 1
checker = "state"
skills = ["entanglement"]
level = "A2"
title = {{ en = "{title}", ja = "{title}" }}
[answer]
kind = "circuit"
[limits]
qubits = {qubits}
n2q = {n2q}
[score]
points = 10
"""
_JUDGE = """\
import numpy as np


def target():
    amplitudes = np.zeros({size})
    amplitudes[[0, -1]] = 2**-0.5
    return amplitudes
"""
_COURSE = """\
id = "bench"
title = { en = "Benchmark", ja = "ベンチマーク" }
level = "A2"
[[assignment]]
id = "states"
title = { en = "States", ja = "状態" }
exercises = ["bench-bell", "bench-ghz"]
"""
_LESSON = """\
---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
---

```{{code-cell}} ipython3
{setup}
from grader import check
```

```{{code-cell}} ipython3
:exercise: bench-bell
```

```{{code-cell}} ipython3
:exercise: bench-ghz
```
"""


def write_content(root: Path, mix: str) -> None:
    """Write the exercises and the course of one mix below `root`."""
    for name, title, qubits, n2q in (("bench-bell", "Bell", 2, 3), ("bench-ghz", "GHZ", 5, 8)):
        folder = root / "exercises" / name
        folder.mkdir(parents=True)
        solution = (_BELL if name == "bench-bell" else _GHZ)[0][0].replace("qc", "answer")
        files = {
            "exercise.toml": _TOML.format(name=name, title=title, qubits=qubits, n2q=n2q),
            "judge.py": _JUDGE.format(size=2**qubits),
            "exercise.py": f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION\n",
            "statement.en.md": f"Prepare the {title} state.\n",
            "statement.ja.md": f"{title} 状態を作ってください。\n",
            "submissions/accepted/a.py": "# reason: accepted\n",
            "submissions/accepted/b.py": "# reason: accepted\n",
            "submissions/wrong_answer/a.py": "# reason: fidelity\n",
            "submissions/wrong_answer/b.py": "# reason: fidelity\n",
            "submissions/not_answered/a.py": "# reason: no-answer\n",
        }
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    course = root / "courses" / "bench"
    course.mkdir(parents=True)
    (course / "course.toml").write_text(_COURSE, encoding="utf-8")
    (course / "states.md").write_text(_LESSON.format(setup=SETUP[mix]), encoding="utf-8")
