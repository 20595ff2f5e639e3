# reason: accepted
# Rounds as a gate that is repeated; the oracle's inverse is the oracle.
from qiskit import QuantumCircuit


def answer(oracle):
    turn = QuantumCircuit(3, name="turn")
    turn.append(oracle.inverse(), range(3))
    turn.h(range(3))
    turn.x(range(3))
    turn.ccz(0, 1, 2)
    turn.x(range(3))
    turn.h(range(3))
    circuit = QuantumCircuit(3, global_phase=0.3)
    circuit.ry(1.5707963267948966, range(3))
    circuit.append(turn.to_gate().repeat(2), range(3))
    return circuit
