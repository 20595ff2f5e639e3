"""``check``, ``hint`` and ``questions`` as a notebook calls them."""

import functools
import json
import subprocess
import sys

import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

from grader import check, hint, questions
from grader.client import check as client


def bell(*more):
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    for gate in more:
        getattr(circuit, gate)(0)
    return circuit


def unbound():
    circuit = bell()
    circuit.rz(Parameter("angle"), 0)
    return circuit


def labelled(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        if character in "1-":
            circuit.x(qubit)
        if character in "+-rl":
            circuit.h(qubit)
        if character == "r":
            circuit.s(qubit)
        if character == "l":
            circuit.sdg(qubit)
    return circuit


def test_a_right_answer_earns_points_and_sees_cost_par_and_best(lesson, capsys):
    points = check("bell-pair", bell())
    shown = capsys.readouterr().out
    assert points == 9
    assert type(points) is int
    assert "Accepted · 9 of 10 points" in shown
    assert "13 (par 13, best 12)" in shown
    assert "two-qubit gates: 1 (limit 3)" in shown
    assert "after you submit" in shown


def test_a_wrong_answer_earns_nothing_and_sees_what_where_and_next(lesson, capsys):
    assert check("bell-pair", bell("z")) == 0
    shown = capsys.readouterr().out
    assert "Not right yet" in shown
    assert "a sign is wrong" in shown
    assert "180° ≠" in shown
    assert "What to look at next" in shown
    assert 'hint("bell-pair")' in shown


def test_the_language_comes_from_the_pack_and_can_be_overridden(lesson, packs, capsys):
    lesson.write_text(json.dumps(packs["ja"]), encoding="utf-8")
    check("bell-pair", bell())
    assert "10点中 9点" in capsys.readouterr().out
    check("bell-pair", bell(), lang="en")
    assert "9 of 10 points" in capsys.readouterr().out
    check("bell-pair", bell(), lang="de")
    assert "“en”" in capsys.readouterr().out


def test_the_pack_is_found_in_a_folder_above(lesson, monkeypatch):
    below = lesson.parent / "work" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert check("bell-pair", bell()) == 9


def test_a_function_is_judged_on_the_public_cases(lesson, capsys):
    assert check("basis-states-fn", labelled) == 10
    assert "public cases" in capsys.readouterr().out
    assert check("basis-states-fn", functools.partial(labelled)) == 10


def test_form_practice_says_so_and_leaves_the_content_alone(lesson, capsys):
    right, wrong = [0.5, 1.0, 0.4330, 0.75], [9.0, 9.0, 9.0, 9.0]
    assert check("exp-values", right) == check("exp-values", wrong) == 10
    assert capsys.readouterr().out.count("judged after you submit") == 2
    assert check("exp-values", [0.5]) == 0
    assert "another form" in capsys.readouterr().out


MISUSE = {
    "nothing at all": ((), "name of an exercise"),
    "answer alone": ((bell(),), "name of an exercise"),
    "no answer": (("bell-pair",), "still empty (`...`)"),
    "None": (("bell-pair", None), "still empty (`None`)"),
    "ellipsis": (("bell-pair", ...), "still empty"),
    "exchanged": ((bell(), "bell-pair"), 'check("bell-pair", answer)'),
    "misspelt": (("Bell Pair", bell()), "Did you mean “bell-pair”?"),
    "unknown": (("teleport", bell()), "Exercises of this lesson"),
    "class": (("bell-pair", QuantumCircuit), "the class `QuantumCircuit` itself"),
    "function for a circuit": (("bell-pair", bell), "Call it: answer = `bell`(...)"),
    "circuit for a function": (("basis-states-fn", bell()), "asks for a function"),
    "unbound": (("bell-pair", unbound()), "assign_parameters"),
    "text": (("bell-pair", "qreg q[2];"), "another form"),
    "list": (("bell-pair", [1, 2]), "another form"),
    "three qubits": (("bell-pair", QuantumCircuit(3)), "of 10 points"),
    "forty qubits": (("bell-pair", QuantumCircuit(40)), "limit"),
    "object": (("bell-pair", object()), "another form"),
}


@pytest.mark.parametrize("name", MISUSE)
def test_wrong_use_gets_a_message_in_both_languages_and_no_points(name, lesson, capsys):
    arguments, said = MISUSE[name]
    assert check(*arguments) == 0
    assert said in capsys.readouterr().out
    assert check(*arguments, lang="ja") == 0
    shown = capsys.readouterr().out
    assert "Traceback" not in shown
    assert any("぀" <= character <= "ヿ" for character in shown)


def test_an_object_that_raises_everywhere_gets_a_message(lesson, capsys):
    class Trouble(QuantumCircuit):
        def __getattribute__(self, name):
            raise ZeroDivisionError(name)

    trouble = Trouble.__new__(Trouble)
    assert check("bell-pair", trouble) == 0
    assert "Traceback" not in capsys.readouterr().out


def test_without_a_pack_the_message_names_the_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert check("bell-pair", bell()) == 0
    shown = capsys.readouterr().out
    assert "practice.json" in shown
    assert str(tmp_path) in shown


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "other"}', "\udcff"])
def test_a_broken_pack_gets_a_message(content, lesson, capsys):
    lesson.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert check("bell-pair", bell()) == 0
    assert "cannot be read" in capsys.readouterr().out


def test_a_fault_of_ours_is_told_without_a_traceback(lesson, packs, capsys):
    damaged = json.loads(json.dumps(packs["en"]))
    damaged["exercises"]["bell-pair"]["task"]["target"] = "not wire form"
    lesson.write_text(json.dumps(damaged), encoding="utf-8")
    assert check("bell-pair", bell()) == 0
    shown = capsys.readouterr().out
    assert "A fault of ours" in shown
    assert "Traceback" not in shown


def test_hints_come_one_by_one_and_start_again(lesson, capsys):
    for number in (1, 2, 3, 1):
        assert hint("bell-pair") is None
        shown = capsys.readouterr().out
        assert f"Hint {number} of 3" in shown
        assert ("last hint" in shown) == (number == 3)
    hint("nothing")
    assert "There is no exercise" in capsys.readouterr().out


def test_in_the_sandbox_nothing_is_judged_and_nothing_raises(lesson, monkeypatch, capsys):
    monkeypatch.setenv("QSKILLS_SANDBOX", "1")
    assert check("bell-pair", bell()) == 0
    assert isinstance(check(1, 2), float)
    assert hint("bell-pair") is None
    assert questions("bell-pair") is None
    assert capsys.readouterr().out == ""


def test_without_a_judge_nothing_is_judged(lesson, monkeypatch, capsys):
    monkeypatch.setattr(client, "entry_points", lambda **_: ())
    assert repr(check("bell-pair", bell())) == "judged after submission"
    assert capsys.readouterr().out == ""


def test_importing_check_loads_neither_judge_nor_simulator():
    code = (
        "import sys; import grader.client.check; "
        "bad = [m for m in sys.modules if m.split('.')[0] in ('qiskit', 'qiskit_aer', 'numpy')"
        " or m.startswith(('grader.judge', 'grader.results', 'grader.exercise',"
        " 'grader.practice'))]; assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_first_check_is_quick_later_ones_quicker_and_aer_stays_away(lesson):
    code = (
        "import time, sys; from qiskit import QuantumCircuit; from grader import check\n"
        "c = QuantumCircuit(2); c.h(0); c.cx(0, 1)\n"
        "for bound in (1.0, 0.3):\n"
        "    begin = time.process_time(); assert check('bell-pair', c) == 9\n"
        "    spent = time.process_time() - begin; assert spent < bound, spent\n"
        "assert not any(m.startswith(('qiskit_aer', 'qiskit_ibm')) for m in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=lesson.parent, capture_output=True)
