"""Answers that no learner should hand in, each with a verdict that names the cause."""

import pytest

pytestmark = pytest.mark.sandbox

START = "from qiskit import QuantumCircuit\nfrom math import nan, inf\n"


@pytest.mark.parametrize(
    ("source", "outcome", "key"),
    [
        ("answer = QuantumCircuit(40)\nanswer.h(range(40))", {"LE", "FE"}, None),
        (
            "answer = QuantumCircuit(2)\nfor _ in range(10**6):\n    answer.x(0)",
            {"LE", "TLE"},
            None,
        ),
        ("answer = QuantumCircuit(2)\nanswer.rz(nan, 0)", {"FE"}, "nan"),
        ("answer = QuantumCircuit(2)\nanswer.rz(inf, 0)", {"FE"}, "nan"),
        ("answer = QuantumCircuit(2, global_phase=nan)", {"FE"}, "nan"),
        ("answer = 'a text'", {"FE"}, "type"),
        ("answer = QuantumCircuit", {"FE"}, None),
        ("answer = None", {"NA"}, "no-answer"),
        ("wrong_name = QuantumCircuit(2)", {"NA"}, "no-answer"),
        ("raise NotImplementedError", {"NA"}, "starter"),
        ("answer = 1 / 0", {"RTE"}, "exception"),
        ("answer = (", {"RTE"}, "exception"),
        ("while True:\n    pass", {"TLE"}, "time"),
        ("print('x' * (5 << 20))\nanswer = QuantumCircuit(2)", {"OLE"}, "output"),
        ("import os\nos._exit(0)", {"RTE", "NA"}, None),
    ],
)
def test_an_odd_answer_gets_a_verdict_that_names_the_cause(grade_script, source, outcome, key):
    verdict = grade_script("bell-pair", START + source)
    assert str(verdict.outcome) in outcome, verdict
    assert key is None or verdict.reason.key == key
    assert verdict.points == 0


def test_a_function_that_never_returns_ends_at_its_call_limit(grade_script):
    verdict = grade_script("basis-states-fn", "def answer(label):\n    while True:\n        pass")
    assert str(verdict.outcome) == "TLE"


def test_an_honest_answer_after_all_that_is_accepted(grade_script):
    source = START + "answer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)"
    assert grade_script("bell-pair", source).accepted
