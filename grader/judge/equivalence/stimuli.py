"""Random product states through both circuits: the last resort, and marked as such."""

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge.program import Matrix, Program
from grader.judge.simulator import DENSE_QUBITS, run_columns

__all__ = ["TOLERANCE", "error_bound", "largest_deviation"]

TOLERANCE = 1e-7
_SEED = 20_240_229
_SAMPLES = 32
_MEMORY_AMPLITUDES = 1 << 21


def largest_deviation(
    observed: Program, expected: Program, *, policy: str, clean: int
) -> tuple[float, int]:
    """Return the largest deviation over the inputs, and the number of inputs.

    Inputs are Haar-random on each qubit, so that they are almost surely outside every proper
    subspace on which two different circuits could agree; the seed is fixed, so that a rejudge
    repeats the verdict.

    Raises:
        JudgeUndecided: If the circuits are too wide to simulate.
    """
    num_qubits = observed.num_qubits
    if num_qubits > DENSE_QUBITS:
        raise JudgeUndecided(f"{num_qubits} qubits are too many for test states")
    samples = max(4, min(_SAMPLES, _MEMORY_AMPLITUDES >> num_qubits))
    inputs = _inputs(num_qubits, samples, clean)
    one, two = run_columns(observed, inputs), run_columns(expected, inputs)
    if policy == "strict":
        return float(np.max(abs(one - two))) * 0.1, samples
    if policy == "relative":
        overlap = np.sum(abs(one) * abs(two), axis=0)
    else:
        # An operator that keeps every product state up to a phase is a global phase.
        overlap = abs(np.sum(two.conj() * one, axis=0))
    return float(np.max(1 - overlap)), samples


def error_bound(samples: int, confidence: float = 0.99) -> float:
    """Return the share `p` of wrong inputs with ``(1 - p)**samples = 1 - confidence``."""
    return float(1 - (1 - confidence) ** (1 / samples))


def _inputs(num_qubits: int, samples: int, clean: int) -> Matrix:
    rng = np.random.default_rng(_SEED)
    states = np.ones((1, samples), dtype=complex)
    for qubit in range(num_qubits):
        if qubit >= num_qubits - clean:
            single = np.tile(np.array([[1], [0]], dtype=complex), samples)
        else:
            single = rng.normal(size=(2, samples)) + 1j * rng.normal(size=(2, samples))
            single /= np.linalg.norm(single, axis=0)
        # A later qubit is a more significant bit of the index.
        states = (single[:, None, :] * states[None, :, :]).reshape(-1, samples)
    return states
