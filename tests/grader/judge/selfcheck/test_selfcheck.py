"""The self-check agrees with the judge, and finds a judge that is broken on purpose."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from grader.cli.main import main
from grader.judge.equivalence import methods, states, tableau, unitaries
from grader.judge.selfcheck import FAMILIES, selfcheck
from grader.judge.selfcheck.check import make
from grader.judge.selfcheck.families import family_of


def test_judge_and_second_methods_agree_on_some_hundred_pairs():
    report = selfcheck(range(200), seed=20)
    assert [found.to_json() for found in report.disagreements] == []
    assert set(report.families) == set(FAMILIES)
    assert min(report.accepted, report.refused) > 60
    assert {"operator", "statevector", "clifford", "isa"} & set(report.methods)
    assert {"numpy", "quantum_info", "stim"} <= set(report.seconds)
    assert report.kinds["3 times below"] > 5 < report.kinds["3 times above"]


def of_family(*names):
    return [number for number in range(2000) if family_of(number) in names][:80]


def sorts(numbers):
    report = selfcheck(numbers, seed=1)
    return {found.sort for found in report.disagreements}, report


@pytest.mark.parametrize(
    ("module", "name", "broken", "family", "sort"),
    [
        # Phases of single entries are lost: what is equal up to phases passes.
        (
            unitaries,
            "process_fidelity",
            lambda one, two: float(np.sum(abs(one) * abs(two))) / two.shape[1],
            "unitary, global",
            "wrong accept",
        ),
        # The global phase counts where it must not.
        (
            unitaries,
            "process_fidelity",
            lambda one, two: float(np.vdot(two, one).real) / two.shape[1],
            "unitary, global",
            "right refused",
        ),
        # Off by a square: the tolerance is twice as strict; only pairs near it can tell.
        (
            states,
            "fidelity",
            lambda one, two: float(abs(np.vdot(one, two)) ** 8),
            "state",
            "right refused",
        ),
        (unitaries, "STRICT", 4e-6, "unitary, strict", "wrong accept"),
        (methods, "Equivalence", None, "unitary, Clifford", "raised"),
    ],
)
def test_broken_judge_is_found(module, name, broken, family, sort, monkeypatch):
    monkeypatch.setattr(module, name, broken)
    found, report = sorts(of_family(family))
    assert found == {sort}
    first = report.disagreements[0]
    assert first.reproducer == f"qskills selfcheck --seed 1 --only {first.number}"
    assert sorts([first.number])[0] == {sort}


def test_signs_that_a_tableau_comparison_forgets_are_found(monkeypatch):
    honest = tableau.StabilizerState.equiv

    def forgetful(one, two):
        one.clifford.phase[:] = False
        two.clifford.phase[:] = False
        return honest(one, two)

    monkeypatch.setattr(tableau.StabilizerState, "equiv", forgetful)
    assert "wrong accept" in sorts(of_family("state, Clifford"))[0]


def test_one_real_circuit_is_judged_again_by_its_number():
    done = CliRunner().invoke(main, ["selfcheck", "--circuits", "--only", "0", "--json"])
    report = json.loads(done.output)
    assert (done.exit_code, report["pairs"], report["families"]) == (0, 1, {"bv indep": 1})


def test_equal_seeds_give_equal_pairs():
    for number in range(0, 60, 7):
        one, two, other = make(number, 5), make(number, 5), make(number, 6)
        assert (one.answer, one.kind) == (two.answer, two.kind)
        assert (one.answer != other.answer) or not one.answer


def test_every_hundred_pairs_hold_every_family():
    assert {family_of(number) for number in range(100)} == set(FAMILIES)


def test_command_exits_with_one_where_the_judge_is_wrong(monkeypatch):
    run = CliRunner()
    right = run.invoke(main, ["selfcheck", "--pairs", "12", "--seed", "3", "--json"])
    assert right.exit_code == 0
    assert json.loads(right.output)["pairs"] == 12
    monkeypatch.setattr(
        unitaries, "process_fidelity", lambda one, two: float(np.vdot(two, one).real)
    )
    wrong = run.invoke(main, ["selfcheck", "--pairs", "40", "--seed", "3"])
    assert wrong.exit_code == 1
    assert "qskills selfcheck --seed 3 --only" in wrong.output
    assert "DISAGREEMENT" in wrong.output
