"""Simulate a program exactly: dense arrays of our own, Aer's engine for larger work.

Bit order is Qiskit's: qubit 0 is the least significant bit of a basis state's index. A state
is held as a tensor of shape ``(2,) * n + (columns,)`` whose axis ``n - 1 - q`` belongs to qubit
``q``; a unitary is the same with one column per basis state.
"""

import importlib.util
from functools import cache

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge import aer, work
from grader.judge.program import Matrix, Op, Program, gate_matrix

__all__ = [
    "DENSE_QUBITS",
    "OPERATOR_QUBITS",
    "OWN_QUBITS",
    "columns",
    "evolve",
    "fourier_steps",
    "run_columns",
    "statevector",
    "unitary",
]

OWN_QUBITS = 12
"""Up to here states go through our own arrays, and Aer need not be imported for them."""
DENSE_QUBITS = 20
"""The widest state that is held densely (16 MiB)."""
OPERATOR_QUBITS = 9
"""The widest unitary that is compared as a matrix (4 MiB)."""
_OWN_WORK = 1 << 24
"""Amplitudes times operations (about 0.2 s) up to which our own arrays are used for matrices."""


def statevector(program: Program) -> Matrix:
    """Return the amplitudes that the program prepares from 0.

    Raises:
        JudgeUndecided: If the program is wider than `DENSE_QUBITS`, or would take too long.
    """
    if program.num_qubits > DENSE_QUBITS:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many for a dense simulation")
    return evolve(program, columns(program.num_qubits, program.num_qubits))[:, 0]


def unitary(program: Program, clean: int = 0) -> Matrix:
    """Return the matrix of the program, or its columns whose last `clean` qubits are 0.

    Raises:
        JudgeUndecided: If the matrix would be too large, or would take too long.
    """
    if program.num_qubits > OPERATOR_QUBITS:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many for a matrix")
    return evolve(program, columns(program.num_qubits, clean))


def columns(num_qubits: int, clean: int = 0) -> Matrix:
    """Return the basis states whose last `clean` qubits are 0, as columns."""
    return np.eye(1 << num_qubits, 1 << (num_qubits - clean), dtype=complex, order="F")


def evolve(program: Program, start: Matrix) -> Matrix:
    """Apply the program to each column of a ``(2**n, m)`` array by the engine that suits.

    The array that is given may be used up.

    Raises:
        JudgeUndecided: If it would take longer than the judge has.
    """
    count = start.shape[1]
    work.require(work.seconds(program, count))
    if _by_aer(program, count):
        return _aer(program, start)
    return run_columns(program, start)


def _by_aer(program: Program, count: int) -> bool:
    if count == 1 and program.num_qubits <= OWN_QUBITS:
        return False
    large = len(program.ops) * (count << program.num_qubits) > _OWN_WORK
    return (large or program.num_qubits > OWN_QUBITS) and _aer_is_here()


@cache
def _aer_is_here() -> bool:
    return importlib.util.find_spec("qiskit_aer") is not None


def _aer(program: Program, start: Matrix) -> Matrix:
    count = start.shape[1]
    padded = 1 << (count - 1).bit_length()
    rows = np.ascontiguousarray(start.T)
    if padded > count:
        rows = np.concatenate([rows, np.zeros((padded - count, rows.shape[1]), dtype=complex)])
    elif np.shares_memory(rows, start) and not start.flags.writeable:
        rows = rows.copy()
    rows = aer.evolve(_unfolded(program), rows)[:count]
    if program.global_phase:
        rows *= np.exp(1j * program.global_phase)
    out: Matrix = rows.T
    return out


def _unfolded(program: Program) -> list[Op]:
    """Return the operations with wide Fourier transforms replaced by their steps."""
    return [
        step
        for op in program.ops
        for step in (
            fourier_steps(op.qubits)
            if op.name == "qft" and len(op.qubits) > aer.MATRIX_QUBITS
            else (op,)
        )
    ]


def run_columns(program: Program, start: Matrix) -> Matrix:
    """Apply the program to each column of a ``(2**n, m)`` array."""
    num_qubits = program.num_qubits
    tensor = start.reshape((2,) * num_qubits + (start.shape[1],))
    for op in program.ops:
        tensor = _apply(tensor, op, num_qubits)
    flat: Matrix = tensor.reshape(start.shape) * np.exp(1j * program.global_phase)
    return flat


def _apply(tensor: Matrix, op: Op, num_qubits: int) -> Matrix:
    width = len(op.qubits)
    if width > aer.MATRIX_QUBITS:
        return _apply_wide(tensor, op, num_qubits)
    matrix = gate_matrix(op.name, op.params, width).reshape((2,) * (2 * width))
    axes = [num_qubits - 1 - qubit for qubit in reversed(op.qubits)]
    out = np.tensordot(matrix, tensor, axes=(range(width, 2 * width), axes))
    return np.moveaxis(out, range(width), axes)


def _apply_wide(tensor: Matrix, op: Op, num_qubits: int) -> Matrix:
    if op.name == "qft":
        for part in fourier_steps(op.qubits):
            tensor = _apply(tensor, part, num_qubits)
        return tensor
    # A gate with many controls acts on the slice in which all of them are 1.
    *controls, target = op.qubits
    where = [slice(None)] * tensor.ndim
    for control in controls:
        where[num_qubits - 1 - control] = slice(1, 2)
    base = Op("x", (), (target,)) if op.name == "mcx" else Op("p", op.params, (target,))
    out = np.array(tensor)
    out[tuple(where)] = _apply(tensor[tuple(where)], base, num_qubits)
    return out


def fourier_steps(qubits: tuple[int, ...]) -> list[Op]:
    """Return a Fourier transform as ``h``, ``cp`` and ``swap``."""
    width = len(qubits)
    steps = []
    for high in reversed(range(width)):
        steps.append(Op("h", (), (qubits[high],)))
        steps.extend(
            Op("cp", (np.pi / (1 << (high - low)),), (qubits[low], qubits[high]))
            for low in reversed(range(high))
        )
    steps.extend(
        Op("swap", (), (qubits[low], qubits[width - 1 - low])) for low in range(width // 2)
    )
    return steps
