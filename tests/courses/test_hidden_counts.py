"""Hidden dicts of `marginal-counts`, hidden calls of `bell-four`: every draw is equally hard."""

from collections import Counter

import numpy as np
import pytest
from qiskit.quantum_info import Statevector

from grader.judge.loading import load_task
from grader.judge.task import Case
from tests.content import CATALOG


def hidden(name: str, seed: int) -> list[Case]:
    task = load_task(CATALOG.exercise(name), seed=b"draw %d" % seed)
    return [case for case in task.cases if not case.public]


def marginal(counts, qubits, *, key=lambda text: text.replace(" ", "")):
    result: Counter[str] = Counter()
    for text, number in counts.items():
        bits = key(text)
        result["".join(bits[-1 - qubit] for qubit in reversed(qubits))] += number
    return dict(result)


@pytest.mark.parametrize("seed", range(10))
def test_hidden_dicts_cover_sizes_orders_spaces_and_many_shots(seed):
    cases = hidden("marginal-counts", seed)
    drawn = [case.args for case in cases]
    widths = Counter(len(next(iter(counts)).replace(" ", "")) for counts, _ in drawn)
    assert widths == dict.fromkeys(range(2, 13), 2)
    assert all(qubits != sorted(qubits) and len(set(qubits)) == len(qubits) for _, qubits in drawn)
    assert sum(" " in next(iter(counts)) for counts, _ in drawn) >= 8
    # Shot by shot such a dict takes more than the two seconds of a call.
    assert max(sum(counts.values()) for counts, _ in drawn) > 10**8
    assert all(marginal(*case.args) == case.expected for case in cases)


@pytest.mark.parametrize("seed", range(5))
def test_each_known_mistake_gives_another_result_for_some_hidden_dict(seed):
    mistakes = {
        "ascending order": lambda counts, qubits: marginal(counts, sorted(qubits)),
        "first qubit on the left": lambda counts, qubits: marginal(counts, qubits[::-1]),
        "qubit 0 on the left": lambda counts, qubits: marginal(
            counts, qubits, key=lambda text: text.replace(" ", "")[::-1]
        ),
        "ten qubits at most": lambda counts, qubits: marginal(
            counts, qubits, key=lambda text: text.replace(" ", "")[-10:].rjust(12, "0")
        ),
    }
    cases = hidden("marginal-counts", seed)
    for name, mistake in mistakes.items():
        assert any(mistake(*case.args) != case.expected for case in cases), name


def test_bell_states_are_asked_twice_each_and_are_a_basis():
    cases = hidden("bell-four", 1)
    assert Counter(case.args for case in cases) == dict.fromkeys(
        [(0, 0), (0, 1), (1, 0), (1, 1)], 2
    )
    states = {case.args: Statevector(case.expected) for case in cases}
    overlaps = [[abs(one.inner(two)) for one in states.values()] for two in states.values()]
    assert np.allclose(overlaps, np.eye(4))


def test_the_order_of_the_hidden_calls_differs_from_draw_to_draw():
    orders = {tuple(case.args for case in hidden("bell-four", seed)) for seed in range(8)}
    assert len(orders) > 1
