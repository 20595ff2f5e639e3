"""Quantum volume: the published bound, the line that is used, and machines that differ."""

import math
from itertools import pairwise

import pytest

from grader.devices.twins import twin
from grader.devices.volume import THRESHOLD, Width, best_line, quantum_volume


def test_the_bound_is_two_standard_deviations_of_circuits_below_the_mean():
    # Two circuits of 100 shots with 160 heavy ones: sqrt(160 (100 - 80)) = 56.57.
    (width,) = quantum_volume("marrakesh", widest=2, circuits=2, shots=100).widths
    heavy = width.heavy * 200
    assert width.lower == pytest.approx((heavy - 2 * math.sqrt(heavy * (100 - heavy / 2))) / 200)
    assert not width.passed  # two circuits prove nothing


def test_enough_circuits_prove_a_width_on_a_good_machine():
    found = quantum_volume("marrakesh", widest=2, circuits=100, shots=40)
    assert found.volume == 4
    assert found.device == "marrakesh-1.0.7"
    assert found.widths[0].lower > THRESHOLD
    assert found == quantum_volume("marrakesh", widest=2, circuits=100, shots=40)


def test_a_width_that_fails_ends_the_estimate():
    found = quantum_volume("kawasaki", widest=4, circuits=3, shots=20)
    assert found.volume == 1
    assert len(found.widths) == 1


@pytest.mark.parametrize("name", ["kawasaki", "torino", "marrakesh"])
@pytest.mark.parametrize("width", [2, 5])
def test_the_line_is_a_path_over_usable_edges(name, width):
    device = twin(name)
    line = best_line(device, width)
    assert len(set(line)) == width
    usable = {frozenset(edge) for edge in device.edges}
    assert all(frozenset(pair) in usable for pair in pairwise(line))


def test_a_width_counts_only_above_the_threshold():
    common = {"width": 2, "qubits": (0, 1), "circuits": 100, "shots": 100, "heavy": 0.8}
    assert Width(**common, lower=THRESHOLD + 1e-9).passed
    assert not Width(**common, lower=THRESHOLD).passed
