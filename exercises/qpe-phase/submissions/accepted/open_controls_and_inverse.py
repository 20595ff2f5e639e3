# reason: accepted
# Controls that act on 0, with the inverse gate: a phase e^(-i) on 0 is e^(+i) on 1, but for a sign
# that nobody sees.
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.inverse().power(2**j).control(1, ctrl_state=0), [j, t])
    circuit.append(QFTGate(t).inverse(annotated=True), range(t))
    circuit.measure(range(t), range(t))
    return circuit
