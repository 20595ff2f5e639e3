"""Send states through a program with Aer's engine: gate fusion, and no second copy of the state.

The array goes in and comes out without being copied, and matrices of ours leave nothing to a
table that goes by names. Aer calls this interface internal; the tests compare every gate of the
table with our own arrays, so that a release that changes it is noticed.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from grader.judge.program import Matrix, Op, gate_matrix

__all__ = ["MATRIX_QUBITS", "evolve"]

MATRIX_QUBITS = 5
"""Wider gates of the table have many controls and are sent by what they do."""
_FLUSH = 512
"""Operations that wait for fusion; more would only hold memory."""


def evolve(ops: Sequence[Op], rows: Matrix) -> Matrix:
    """Apply the operations to each row, in place.

    Args:
        ops: Gates of the table; ``qft`` of more than `MATRIX_QUBITS` must be unfolded before.
        rows: Array of shape ``(m, 2**n)``, C order, `m` a power of two; it is used up.

    Returns:
        The array of the same shape that holds the states afterwards.
    """
    # The index of a row is that of further qubits on which nothing acts.
    state = _state_class()(
        method="statevector", max_parallel_threads=1, fusion_enable=True, fusion_threshold=1
    )
    state.initialize(rows.reshape(-1), copy=False)
    try:
        for number, op in enumerate(ops, 1):
            _apply(state, op)
            if number % _FLUSH == 0:
                state.flush()
        state.flush()
        flat: Matrix = state.move_to_ndarray()
    finally:
        state.close()
    out: Matrix = flat.reshape(rows.shape)
    return out


@cache
def _state_class() -> Any:  # noqa: ANN401 - Aer's classes carry no types
    from qiskit_aer.quantum_info.states.aer_state import AerState

    return AerState


def _apply(state: Any, op: Op) -> None:  # noqa: ANN401
    width = len(op.qubits)
    if width <= MATRIX_QUBITS:
        state.apply_unitary(list(op.qubits), gate_matrix(op.name, op.params, width))
        return
    *controls, target = op.qubits
    if op.name == "mcx":
        state.apply_mcx(controls, target)
    else:
        state.apply_mcphase(controls, target, op.params[0])
