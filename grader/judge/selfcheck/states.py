"""Pairs for states: narrow, with ancillas, wide, and Clifford states of any width."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.judge.selfcheck.circuits import Gates, Rng, circuit_of, random_gates
from grader.judge.selfcheck.dense import CLIFFORD, Array, Gate
from grader.judge.selfcheck.pair import (
    FAR,
    Pair,
    changed,
    kind_of,
    phase,
    sent,
    task_of,
    vector,
)

__all__ = [
    "chain_state",
    "clifford_state",
    "near_state",
    "state",
    "state_with_ancilla",
    "stim_circuit",
    "wide_state",
]

_TOLERANCE = 1e-6


def state(rng: Rng) -> Pair:
    """Make a pair of up to eight qubits."""
    return _state(rng, int(rng.integers(1, 9)), int(rng.integers(3, 30)))


def wide_state(rng: Rng) -> Pair:
    """Make a pair that needs the judge's engine for wide states."""
    return _state(rng, int(rng.integers(13, 15)), 30)


def _state(rng: Rng, num_qubits: int, length: int) -> Pair:
    method = str(rng.choice(["numpy", "quantum_info"]))
    gates = random_gates(rng, num_qubits, length)
    expected = vector(gates, num_qubits)
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)
    other = near_state(other, expected, num_qubits, near * _TOLERANCE)
    target = expected if rng.random() < 0.5 else circuit_of(gates, num_qubits)

    def deviation() -> float:
        overlap = abs(np.vdot(expected, vector(other, num_qubits, method))) ** 2
        return (1 - float(overlap)) / _TOLERANCE

    return Pair(
        kind=kind,
        right=right,
        task=task_of("state", target),
        answer=sent(circuit_of(other, num_qubits, phase(rng))),
        second=method,
        deviation=deviation,
    )


def near_state(gates: Gates, state: Array, num_qubits: int, infidelity: float) -> Gates:
    """Turn one qubit of the state so far that ``1 - F`` is as given."""
    if not infidelity:
        return gates
    # A turn about P by theta costs sin^2(theta/2) (1 - <P>^2): take the axis that moves most.
    axes = [(name, qubit) for name in ("x", "y", "z") for qubit in range(num_qubits)]
    values = [float(np.vdot(state, _pauli(state, *axis)).real) for axis in axes]
    best = int(np.argmin(np.abs(values)))
    name, qubit = axes[best]
    theta = 2 * math.asin(math.sqrt(infidelity / (1 - values[best] ** 2)))
    return (*gates, Gate(f"r{name}", (theta,), (qubit,)))


def _pauli(state: Array, name: str, qubit: int) -> Array:
    index = np.arange(len(state))
    sign = 1 - 2 * (index >> qubit & 1)
    if name == "z":
        out: Array = sign * state
        return out
    flipped: Array = state[index ^ (1 << qubit)]
    return flipped if name == "x" else -1j * sign * flipped


def state_with_ancilla(rng: Rng) -> Pair:
    """Make a pair whose answer borrows a qubit, and gives it back or not."""
    num_qubits = int(rng.integers(2, 6))
    gates = random_gates(rng, num_qubits, int(rng.integers(3, 20)))
    qubit, ancilla = int(rng.integers(num_qubits)), num_qubits
    angle = float(rng.uniform(0.3, 2.5))
    expected = vector((*gates, Gate("p", (angle,), (qubit,))), num_qubits)
    borrow = Gate("cx", (), (qubit, ancilla))
    kind = str(rng.choice(["returned", "kept", "flipped"]))
    other = {
        "returned": (*gates, borrow, Gate("p", (angle,), (ancilla,)), borrow),
        "kept": (*gates, borrow, Gate("p", (angle,), (ancilla,))),
        "flipped": (*gates, Gate("p", (angle,), (qubit,)), Gate("x", (), (ancilla,))),
    }[kind]

    def deviation() -> float:
        kept = vector(other, num_qubits + 1)[: 1 << num_qubits]
        return (1 - float(abs(np.vdot(expected, kept)) ** 2)) / _TOLERANCE

    return Pair(
        kind=f"ancilla {kind}",
        right={"returned": True, "kept": None, "flipped": False}[kind],
        task=task_of("state", expected, options={"ancillas": 1}),
        answer=sent(circuit_of(other, num_qubits + 1, phase(rng))),
        second="numpy",
        deviation=deviation,
    )


def chain_state(rng: Rng) -> Pair:
    """Make a pair of 21 to 40 qubits with little entanglement, compared by Aer's chains."""
    num_qubits = int(rng.integers(21, 41))
    gates = tuple(
        Gate(gate.name, gate.params, tuple(left + qubit for qubit in gate.qubits))
        for layer in range(int(rng.integers(2, 4)))
        for left in range(layer % 2, num_qubits - 1, 2)
        for gate in random_gates(rng, 2, 3)
    )
    kind = str(rng.choice(["rewritten", "gate dropped", "angle changed", "qubits exchanged"]))
    other, right, _ = changed(rng, kind, gates, num_qubits)

    def deviation() -> float:
        return (1 - _fidelity_by_aer(gates, other, num_qubits)) / _TOLERANCE

    return Pair(
        kind=kind,
        right=right,
        task=task_of("state", circuit_of(gates, num_qubits)),
        answer=sent(circuit_of(other, num_qubits, phase(rng))),
        second="Aer's matrix product states",
        deviation=deviation,
    )


def _fidelity_by_aer(gates: Gates, other: Gates, num_qubits: int) -> float:
    from qiskit import transpile
    from qiskit_aer import AerSimulator

    circuit = circuit_of(other, num_qubits).compose(circuit_of(gates, num_qubits).inverse())
    circuit = transpile(circuit, basis_gates=["u", "cx"], optimization_level=0)
    circuit.save_amplitudes([0])
    simulator = AerSimulator(method="matrix_product_state", max_parallel_threads=1)
    amplitude = simulator.run(circuit, shots=1).result().data()["amplitudes"][0]
    return float(abs(amplitude) ** 2)


def clifford_state(rng: Rng) -> Pair:
    """Make a pair of 21 to 60 qubits, compared by stim's stabilisers."""
    num_qubits = int(rng.integers(21, 61))
    gates = random_gates(rng, num_qubits, 3 * num_qubits, CLIFFORD)
    kind = str(rng.choice(["rewritten", "gate dropped", "qubits exchanged", "phase added"]))
    other, right, _ = changed(rng, kind, gates, num_qubits, clifford=True)

    def deviation() -> float:
        return 0.0 if _stabilisers(gates, num_qubits) == _stabilisers(other, num_qubits) else FAR

    return Pair(
        kind=kind,
        right=right,
        task=task_of("state", circuit_of(gates, num_qubits)),
        answer=sent(circuit_of(other, num_qubits, phase(rng))),
        second="stim",
        deviation=deviation,
    )


def _stabilisers(gates: Sequence[Gate], num_qubits: int) -> list[str]:
    import stim

    simulator = stim.TableauSimulator()
    simulator.do(stim_circuit(gates, num_qubits))
    return [str(word) for word in simulator.canonical_stabilizers()]


_STIM = {
    **{name: ((name.upper(), (0,)),) for name in ("x", "y", "z", "h", "s")},
    **{name: ((name.upper(), (0, 1)),) for name in ("cx", "cy", "cz", "swap", "iswap")},
    "sdg": (("S_DAG", (0,)),),
    "sx": (("SQRT_X", (0,)),),
    "sxdg": (("SQRT_X_DAG", (0,)),),
    "dcx": (("CX", (0, 1)), ("CX", (1, 0))),
    "ecr": (("S", (0,)), ("SQRT_X", (1,)), ("CX", (0, 1)), ("X", (0,))),
}


def stim_circuit(gates: Sequence[Gate], num_qubits: int) -> Any:  # noqa: ANN401 - stim is loaded on first use
    """Return Clifford gates as stim's circuit."""
    import stim

    circuit = stim.Circuit()
    circuit.append("I", [num_qubits - 1])
    for gate in gates:
        for name, places in _STIM[gate.name]:
            circuit.append(name, [gate.qubits[place] for place in places])
    return circuit
