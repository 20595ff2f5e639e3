"""Simulate a program exactly: dense arrays of our own, Aer for wider ones.

Bit order is Qiskit's: qubit 0 is the least significant bit of a basis state's index. A state
is held as a tensor of shape ``(2,) * n + (columns,)`` whose axis ``n - 1 - q`` belongs to qubit
``q``; a unitary is the same with one column per basis state.
"""

import importlib.util

import numpy as np

from grader.errors import JudgeUndecided
from grader.judge.program import Matrix, Op, Program, gate_matrix, library_gate

__all__ = ["DENSE_QUBITS", "OPERATOR_QUBITS", "columns", "run_columns", "statevector", "unitary"]

OWN_QUBITS = 12
"""Up to here our own arrays are faster than Aer, and Aer need not be imported."""
DENSE_QUBITS = 20
"""The widest state that is held densely (16 MiB)."""
OPERATOR_QUBITS = 9
"""The widest unitary that is compared as a matrix (4 MiB)."""
_MATRIX_QUBITS = 5


def statevector(program: Program) -> Matrix:
    """Return the amplitudes that the program prepares from 0.

    Raises:
        JudgeUndecided: If the program is wider than `DENSE_QUBITS`.
    """
    if program.num_qubits > DENSE_QUBITS:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many for a dense simulation")
    if program.num_qubits > OWN_QUBITS and importlib.util.find_spec("qiskit_aer"):
        return _aer(program)
    start = np.zeros((1 << program.num_qubits, 1), dtype=complex)
    start[0] = 1
    return run_columns(program, start)[:, 0]


def unitary(program: Program, clean: int = 0) -> Matrix:
    """Return the matrix of the program, or its columns whose last `clean` qubits are 0.

    Raises:
        JudgeUndecided: If the matrix would be too large.
    """
    if program.num_qubits > OPERATOR_QUBITS:
        raise JudgeUndecided(f"{program.num_qubits} qubits are too many for a matrix")
    return run_columns(program, columns(program.num_qubits, clean))


def columns(num_qubits: int, clean: int = 0) -> Matrix:
    """Return the basis states whose last `clean` qubits are 0, as columns."""
    return np.eye(1 << num_qubits, 1 << (num_qubits - clean), dtype=complex)


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
    if width > _MATRIX_QUBITS:
        return _apply_wide(tensor, op, num_qubits)
    matrix = gate_matrix(op.name, op.params, width).reshape((2,) * (2 * width))
    axes = [num_qubits - 1 - qubit for qubit in reversed(op.qubits)]
    out = np.tensordot(matrix, tensor, axes=(range(width, 2 * width), axes))
    return np.moveaxis(out, range(width), axes)


def _apply_wide(tensor: Matrix, op: Op, num_qubits: int) -> Matrix:
    if op.name == "qft":
        for part in _fourier_steps(op.qubits):
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


def _fourier_steps(qubits: tuple[int, ...]) -> list[Op]:
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


_AER_NATIVE = frozenset({"mcx", "mcphase"})


def _aer(program: Program) -> Matrix:
    from qiskit import QuantumCircuit
    from qiskit.circuit.library import UnitaryGate
    from qiskit_aer import AerSimulator

    circuit = QuantumCircuit(program.num_qubits, global_phase=program.global_phase)
    for op in program.ops:
        parts = _fourier_steps(op.qubits) if op.name == "qft" else [op]
        for part in parts:
            if part.name in _AER_NATIVE and len(part.qubits) > _MATRIX_QUBITS:
                gate = library_gate(part.name, part.params, len(part.qubits))
            else:
                # Matrices of ours leave nothing to a table that goes by names. A writable copy:
                # Aer 0.18.2 reads a read-only one as its transpose (a test watches for a cure).
                matrix = gate_matrix(part.name, part.params, len(part.qubits))
                gate = UnitaryGate(np.array(matrix))
            circuit.append(gate, part.qubits)
    circuit.save_statevector()
    simulator = AerSimulator(method="statevector", max_parallel_threads=1)
    result = simulator.run(circuit, shots=1).result()
    if not result.success:
        raise JudgeUndecided(f"Aer: {result.status}")
    return np.asarray(result.get_statevector(), dtype=complex)
