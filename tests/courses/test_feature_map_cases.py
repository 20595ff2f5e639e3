"""Hidden vectors of zz-feature-map: every draw covers what a wrong encoding would get right."""

from math import pi

import numpy as np
import pytest
from qiskit.circuit.library import zz_feature_map
from qiskit.quantum_info import Operator

from tests.content import judge_of


@pytest.fixture(scope="module")
def module():
    return judge_of("zz-feature-map")


def overlap(one, other):
    """Return ``|tr(V'U)| / d`` of two circuits."""
    first, second = Operator(one).data, Operator(other).data
    return abs(np.vdot(first, second)) / len(first)


@pytest.mark.parametrize("seed", range(10))
def test_hidden_vectors_cover_lengths_and_leave_the_training_range(module, seed):
    vectors = [case.args[0] for case in module.cases(np.random.default_rng(seed))]
    assert len(vectors) == 16
    assert sorted({len(x) for x in vectors}) == [2, 3, 4, 5]
    assert all(type(value) is float and -pi <= value <= 2 * pi for x in vectors for value in x)
    assert sum(min(x) < 0 and max(x) > pi for x in vectors) >= 12


@pytest.mark.parametrize("seed", range(3))
def test_the_target_is_the_map_of_the_library(module, seed):
    for case in module.cases(np.random.default_rng(seed)):
        x = case.args[0]
        textbook = zz_feature_map(len(x), reps=2, entanglement="linear").assign_parameters(x)
        assert overlap(textbook, case.expected) > 1 - 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_each_known_change_of_the_data_fails_on_every_draw(module, seed):
    mistakes = {
        "clipped": lambda x: [min(max(value, 0), pi) for value in x],
        "absolute": lambda x: [abs(value) for value in x],
        "wrapped": lambda x: [value % pi for value in x],
        "reversed": lambda x: x[::-1],
    }
    for name, mistake in mistakes.items():
        overlaps = [
            overlap(module.feature_map(mistake(case.args[0])), case.expected)
            for case in module.cases(np.random.default_rng(seed))
        ]
        assert min(overlaps) < 0.9, name
