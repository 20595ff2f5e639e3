"""Hidden cases of tfim4-mitigated: no number known beforehand is right for all of them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from grader.devices.twins import twin
from tests.content import judge_of

FOLDER = Path(__file__).parents[2] / "exercises" / "tfim4-mitigated"
TOLERANCE = 0.15
GROUND_STATE = -4.758770


@pytest.fixture(scope="module")
def judge():
    return judge_of("tfim4-mitigated")


@pytest.fixture(params=range(5))
def drawn(judge, request):
    return judge.cases(np.random.default_rng(request.param))


def test_the_public_case_has_the_energy_that_the_statement_gives(judge):
    (case,) = judge.public_cases()
    assert case.expected == pytest.approx(-4.7353, abs=1e-4)
    assert np.linalg.eigvalsh(judge.ENERGY.to_matrix())[0] == pytest.approx(GROUND_STATE, abs=1e-6)


def test_no_fixed_number_is_right_for_every_hidden_case(drawn):
    energies = [case.expected for case in drawn]
    guesses = [*np.arange(-5, -3, 0.01), GROUND_STATE, -4.7353]
    worst = [max(abs(guess - energy) for energy in energies) for guess in guesses]
    assert min(worst) > TOLERANCE + 0.1


def test_each_draw_has_one_line_of_each_quality(judge, drawn):
    lines = [case.args[0].noise.partition(":")[2] for case in drawn]
    assert sorted(
        next(number for number, group in enumerate(judge.LINES) if line in group) for line in lines
    ) == [0, 1, 2]


def test_quality_and_energy_do_not_come_in_a_fixed_order(judge):
    orders = set()
    for seed in range(12):
        cases = judge.cases(np.random.default_rng(seed))
        lines = [case.args[0].noise.partition(":")[2] for case in cases]
        by_energy = sorted(range(3), key=lambda number: cases[number].expected)
        orders.add(
            tuple(
                next(number for number, group in enumerate(judge.LINES) if lines[place] in group)
                for place in by_energy
            )
        )
    assert len(orders) >= 4


def test_neighbours_on_each_line_are_coupled(judge):
    kawasaki = twin("kawasaki")
    for line in (line for group in judge.LINES for line in group):
        qubits = [int(qubit) for qubit in line.split(",")]
        for one, other in pairwise(qubits):
            assert {(one, other), (other, one)} & set(kawasaki.edges), line


def test_lines_differ_in_what_gates_and_readout_lose(judge):
    """So that no fixed factor is right for all, with a corrected readout or without."""
    device = twin("kawasaki")
    gates, readout = [], []
    for group in judge.LINES:
        lines = [[int(qubit) for qubit in line.split(",")] for line in group]
        gates.append([sum(_ecr_error(device, *pair) for pair in pairwise(line)) for line in lines])
        readout.append([sum(device.readout_errors[qubit] for qubit in line) for line in lines])
    good, bad_gates, bad_readout = range(3)
    assert 1.5 * max(*gates[good], *gates[bad_readout]) < min(gates[bad_gates])
    assert 1.3 * max(readout[good]) < min(readout[bad_readout])


def _ecr_error(device, one, two):
    found = device.target["ecr"]
    return (found.get((one, two)) or found[two, one]).error
